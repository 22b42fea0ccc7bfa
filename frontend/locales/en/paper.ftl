layout-helps = You are writing for { $name }. They can see what you change.
layout-helps-somebody = You are writing for somebody. They can see what you change.
layout-helps-end = I am done
by-code-title = Answer a letter on paper
by-code-lead = Your letter has a code of ten letters and numbers. Type it here to see your answer page.
paper-code-label = The code on your letter
paper-code-hint = For example 7K2M4-9XQ3B. Small letters are fine.
paper-name-label = Your name, as it is on the letter
paper-name-hint = Your first name is enough. It makes sure that a lost slip tells nobody anything.
by-code-button = Go to my answer
by-code-nothing-yet = Nothing is sent yet. You choose your answer on the next page.
by-code-other = Other ways to answer
by-code-ring = Ring us on { $phone } and say your answer.
by-code-slip = Send the slip at the end of the letter back to us.
by-code-someone = Somebody you trust can help you. The answer is always yours.
error-paper-code-missing = Type the code on your letter
error-paper-code-too-long = The code has ten letters and numbers
error-paper-code-wrong = This code and this name do not go together. Check both, or ring us. Nothing is lost.
error-paper-code-wait = { $number ->
    [one] Wait 1 second, then try again
   *[other] Wait { $number } seconds, then try again
}
error-paper-name-missing = Type your name as it is on the letter
error-paper-name-too-long = Your first name is enough

paper-ways = How to answer
paper-way-slip = Tick a box on the slip below and post it to us.
paper-way-phone = Or ring us on { $phone }. Have your code ready.
paper-way-page = Or go to { $address } and type your code.
paper-code-is = Your code:
slip-title = My answer
slip-more = What helps me to take part, my question, or when to ask me again:
slip-contact = If I get a place, reach me by (phone or letter):
slip-privacy = We keep this slip only until your answer is written down.
slip-send = Post it to: { $address }

paper-title = Letters on paper
paper-lead = We send your invitations, and all letters about your answers, to this address by post. No organisation sees it, unless you choose it when you say yes and get a place.
paper-end = Send them by email again
you-to-paper = Letters on paper
postal-address-label = Postal address, without the postcode
error-postal-address-missing = Write where our letters should go
error-postal-address-too-long = Write an address of at most { $number } characters
postcode-label = Postcode
error-postcode-missing = Write the postcode
error-postcode-unknown = This is not a whole postcode. Write it like LS6 3AB

poster-title = You know something they do not
poster-print = Print this page on A4.
poster-lead = Have you lived with care, illness, hard times, or looking after somebody? People who plan services need what you know.
poster-scan = Point your phone at the square, or go to { $address }
poster-ring = Or ring { $phone }
poster-promise = You choose what to tell and who sees it. You read what is paid before you say yes.

by-hand-title = I would like to take part
by-hand-print = Print this page on A4.
by-hand-lead = Fill in as much or as little as you like. You can also do this at { $address }.
by-hand-called = What shall we call you?
by-hand-postcode = Postcode:
by-hand-phone = Phone, if you like:
by-hand-adult = I am 18 or over
by-hand-large = Please write to me in large print
by-hand-easy = Please write to me in easy read
by-hand-know = What do you know?
by-hand-take-part = How and when do you like to take part?
by-hand-consent = Tick what you agree to. You can leave any of them empty, and change your mind on any day.
by-hand-keep = What happens to this form
by-hand-keep-text = { $name } types it in, sends you a letter with what was written down, and then destroys the form. Nobody else reads it.
by-hand-signed = Your name and the day:
by-hand-ring = Questions? Ring { $phone }.
notice-person-registered = They are registered. A letter or a call tells them what was written down. Go on with what they tell you, or end here.
