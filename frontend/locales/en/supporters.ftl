you-to-supporters = People who help you
supporters-title = People who help you
supporters-lead = You can name somebody you trust to help you here. Whatever they write down counts only when you say so.
supporters-drafts = { $number ->
    [one] 1 thing waits for your yes or no
   *[other] { $number } things wait for your yes or no
}
supporters-since = You named them on { $date }.
supporters-accepted = They said yes on { $date }.
supporters-waits = They have not said yes yet.
supporters-end = End this now: { $name }
supporters-name-one = Name somebody
supporters-button = Ask them
supporters-how = How it works
supporters-how-yours = The answer is always yours. They never take your place, and nobody takes part instead of you.
supporters-how-see = You see each time they look at something or write something down.
supporters-how-end = You can end it at any time. Their links stop working at that moment.
supporter-name-label = Their name
supporter-email-label = Their email address
supporter-email-hint = We write to them and ask if they want to help you.
supporter-may-label = What may they do?
supporter-may-answers = Write down an answer to an invitation, for you to say yes or no to
supporter-may-words = Write down what you know, for you to say yes or no to
supporter-may-copies = Hear from us when you have an invitation
error-supporter-name-missing = Write their name
error-supporter-name-too-long = Write a name of at most { $number } characters
error-supporter-name-too-many = Five people help you already. End the help of one of them first.
error-supporter-email-missing = Write their email address
error-supporter-email-not-an-address = Write a whole email address, like name@example.org
error-supporter-email-wait = { $number ->
    [one] Wait 1 second, then try again
   *[other] Wait { $number } seconds, then try again
}
error-may-missing = Tick what they may do
notice-supporter-named = We have written to them. You will see here when they have said yes.
notice-supporter-ended = It has ended. Their links do not work any more.

supporting-title = You help { $name }
supporting-title-plain = Helping somebody
supporting-arrive = Hello, { $name }
supporting-asked = { $name } asked you to help them here.
supporting-asked-nameless = Somebody asked you to help them here.
supporting-rule = What you write down is a draft. It counts only when they say yes to it. Write what they tell you, in their words.
supporting-seen = They see each time you look or write something down. They can end this at any time.
supporting-button = I want to help
supporting-not = I would rather not
supporting-answer = Which answer do they want to give?
supporting-no-invitations = No invitation waits for an answer now.
supporting-words = Something they know
supporting-own-words-label = In a few words of theirs
supporting-kind-label = What is it?
supporting-kind-experience = Something they have lived through
supporting-kind-skill = Something they can do
supporting-keep = Save this for them to look at
supporting-needs = What would help them to take part?
supporting-contact = If they get a place, how may they be reached?
supporting-question = What would they like to know?
supporting-again-from = From when may we ask them again?
supporting-reason = Would they like to say why?
notice-draft-kept = It waits for them now. We have written to them.

drafts-title = Is this what you want to say?
drafts-lead = Somebody who helps you wrote this down. It counts only if you say yes.
drafts-by = { $name } wrote
drafts-words-experience = You have lived through this:
drafts-words-skill = You can do this:
drafts-confirm = Yes, this is my word
drafts-throw-away = No, throw it away
drafts-none = Nothing waits for you here.
notice-draft-confirmed = Thank you. It counts from now.
notice-draft-thrown-away = It is gone.
notice-draft-decided = This was settled before. Nothing was changed.

readers-supporter = Somebody who helps you
readers-supporter-read = Looked at what you let them see
readers-supporter-draft = Wrote something down for you to say yes or no to

letter-supporter-named-subject = Somebody asks for your help
letter-supporter-named-text = { $name } would like you to help them with Alongside, and gave us your address.
letter-supporter-named-nameless = Somebody you know would like you to help them with Alongside, and gave us your address.
letter-supporter-copy-subject = There is a message for somebody you help
letter-supporter-copy-text = { $name } has a message from us. Perhaps they would like to look at it with you.
letter-supporter-copy-nameless = Somebody you help has a message from us. Perhaps they would like to look at it with you.
letter-supporter-rule = You can read with them and write down what they say. It counts only when they say yes to it.
letter-supporter-button = Go to your page
letter-supporter-private = This link is yours alone. Please do not pass it on.
letter-supporter-why = You get this email because somebody named you as a person they trust.
letter-draft-waits-subject = Something waits for your yes or no
letter-draft-text = { $name }, who helps you, wrote something down for you.
letter-draft-rule = It counts only if you say yes. Have a look, and say yes or throw it away.
letter-draft-button = Look at it
error-supporter-name-today = You asked five people in one day. Wait until tomorrow.
error-own-words-full = Five things wait for them now. They say yes or no to those first.
error-answer-full = Five things wait for them now. They say yes or no to those first.
supporting-letter-there = An invitation waits for their answer.
supporting-stop = Stop helping here
supporting-stop-ask = Do you want to stop helping here?
supporting-stop-text = We write to you no more, and your links stop working. They can see that it has ended.
supporting-stopped = You hear no more of this
supporting-stopped-text = It has ended. Thank you for your time.
drafts-by-code = Somebody who helps you wrote something down. To say yes, ring us or sign in. Here you can throw it away.
drafts-kind-answer = An answer to an invitation
drafts-kind-words = Something about what you know
drafts-again-from = Ask again from { $date }
readers-supporter-ended = Does not help you here any more
letter-supporter-stop = Hear no more of this:
letter-draft-ring = Ring us, and we read it to you. Then you say yes or no.
paper-draft-page = You do not want it? Throw it away at { $address } with your code.
