steward-post = Letters on paper
steward-post-lead = For people without email, and for those who like paper better.
steward-post-waiting = { $number ->
    [0] No letters wait
    [one] 1 letter waits to be printed
   *[other] { $number } letters wait to be printed
}
steward-post-look = Print letters, enter answers, register people, write down what they ask for
steward-post-since = The oldest since
steward-post-make = Make a batch of all that wait
steward-post-batch = { $number ->
    [one] 1 letter
   *[other] { $number } letters
}
steward-post-made = Made on
steward-post-print = Print these letters
steward-post-envelopes = Fold each page so that the address shows in the window of the envelope.
steward-post-then = When they are in the post, say so here. Then we forget what they say.
steward-post-posted = These were printed and posted
steward-post-back = They were not posted: let them wait again
steward-post-earlier = Posted
steward-post-more = Also for people without email
steward-post-reply = Enter an answer you heard or read
steward-post-register = Register somebody who asks you to
steward-post-form = Paper form to register
steward-post-poster = Poster to register
steward-print = Letters to print
steward-print-how = Print this page with your browser: { $number ->
    [one] one letter
   *[other] { $number } letters
}, on A4, on one side of the paper. Each letter begins on a new page. These lines are not printed.
steward-print-noted = That you read these names and addresses is noted. Each person can see it.
notice-post-made = The batch is ready to print.
notice-post-posted = Thank you. The letters are settled, and we have forgotten what they say.
notice-post-back = The letters wait again. Codes on pages that were printed before do not work any more.
steward-how-label = How did it reach us?
steward-how-phone = On the phone
steward-how-letter = On a slip, a form or in a letter
steward-how-in-person = In person
steward-heard-by-label = Who heard or read it?
steward-heard-by-hint = The name. The person can see it.
error-how-missing = Choose how it reached us
error-heard-by-missing = Write who heard or read it
error-heard-by-too-long = Use at most { $number } characters
steward-reply-lead = Enter it as they said it. The rules are those of their own page.
steward-code-label = The code of their letter
steward-answer-label = What is their answer?
steward-go-on = Go on
error-paper-code-unknown = No letter has this code. Check it on the slip, or ask again.
steward-needs = What would help them to take part?
steward-support = In their own words
steward-contact = If they get a place, how may the host reach them?
steward-question = Their question
steward-again-from = From when may we ask again?
steward-reason = Did they say why?
steward-reason-words = In their own words
steward-heard-button = Write this answer down
steward-heard-noted = Who heard it, and how, is noted with the answer. The person can see it. They get a letter about it, unless they stop all invitations.
notice-heard-taken = The answer is written down. They get a letter that says so, unless they stopped all invitations.
steward-register-lead = For somebody who asks you to, on the phone, at a table or with a paper form. Write down only what they say.
steward-register-who = Who they are
steward-called-label = What shall we call them?
steward-adult-label = Their age
steward-adult-yes = They say that they are 18 or over
steward-register-reach = How we reach them
steward-phone-label = Phone number
steward-phone-hint = Needed when they have no address. Then they are rung.
steward-no-address-label = No postal address?
steward-no-address-yes = They have no address for letters
steward-no-address-yes-hint = We ring them instead. They get a code now, and say it when we ring back.
error-phone-missing = Write their phone number, or an address
steward-locale-label = Language of letters
steward-letter-format-label = How shall we write to them?
steward-register-place = Where they are
steward-area-label = First half of the postcode, for distances
steward-area-hint = Only if they want us to know how far away things are. Leave it empty otherwise.
steward-register-agree = What they agree to
steward-register-read = Read each one out, with the text below it. Tick only what they said yes to.
steward-consent-label = They said yes to
steward-register-button = Register them

error-steward-called-missing = Write the name they want to be called by
error-steward-adult-missing = Only people of 18 or over can be registered. Tick the box when they are.
error-steward-area-unknown = There is no such postcode. Type the first half, like LS6, or leave it empty.
error-steward-locale-missing = Choose the language of their letters
error-steward-letter-format-missing = Choose how they want their letters
error-steward-postal-address-missing = Write where their letters should go
