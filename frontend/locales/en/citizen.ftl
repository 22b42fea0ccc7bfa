step-back = Back
step-count = Question { $number } of { $of }
step-go-on = Save and go on
step-skip = Skip this question
step-later = Save and come back later
step-save = Save
step-leave = Leave it as it is
step-to-you = Back to your page

called-label = What shall we call you?
called-hint = Any name you like to be called by. Only we use it, until you say yes to something and get a place.
error-called-missing = Tell us a name to call you by
error-called-too-long = Write a name of at most { $number } characters

consent-title = What may we do with what you tell us?
consent-lead = You decide each of these by itself. Nothing is ticked for you. You can change your mind on any day, and it counts at once.
consent-more = Read who sees what
consent-label = Tick what you agree to
consent-matching = Look for things that suit you
consent-matching-hint = If you agree, a computer compares what you know with what people are asking, health and life experience included. If not, we keep what you say but do not use it, and nothing can be found for you.
consent-invitations = Write to you with invitations
consent-invitations-hint = If you agree, we email you when you are drawn for something that suits you. If not, we never write about opportunities. You can still look for yourself.
consent-counts = Count you
consent-counts-hint = If you agree, you are part of rounded numbers such as “about 40 people near Leeds”. If not, you are left out of every count.
consent-cards = Show a card without your name
consent-cards-hint = If you agree, organisations we have checked can see a card with the things you made searchable. Never your name, never your own words. If not, there is no card.
consent-sharing = Tell an organisation who you are after you get a place
consent-sharing-hint = If you agree, an organisation hears your name and how to reach you, when you said yes to it and got a place, and not before. If not, we ask you each time.
consent-research = Use figures for research
consent-research-hint = If you agree, people who study how this works get numbers in which nobody can be recognised. If not, you are not in them.

place-title = Where are you?
place-lead = We only want the first half of your postcode. It tells us roughly how far away things are. No organisation sees it.
area-label = First half of your postcode
area-hint = For example LS6 or CF10. If you type the whole postcode, we throw the rest away.
error-area-unknown = We do not know this postcode. Type the first half, like LS6, or leave it empty
travel-km-label = How far can you travel?
travel-km-hint = Organisations pay for your travel. Taking part from home always works without it.
travel-km-miles = { $miles ->
    [one] Up to { $miles } mile
   *[other] Up to { $miles } miles
}
error-travel-km-not-a-number = Choose how far you can travel

ways-title = How and when do you like to take part?
ways-lead = Tick all that work for you. If you leave a list empty, we take it that anything may work.
formats-label = How
times-label = When

often-title = How often may we ask you?
often-lead = You are always free to say no. These are limits that no organisation can go over.
month-ceiling-label = Invitations in 30 days, at most
month-ceiling-hint = Choose 0 if you would rather look for yourself.
error-month-ceiling-not-a-number = Choose a number from 0 to { $number }
open-ceiling-label = Invitations waiting for your answer, at most
open-ceiling-hint = We hold back new ones until you have answered.
error-open-ceiling-not-a-number = Choose a number from 1 to { $number }

phone-label = A phone number, if you like
phone-hint = You can choose it instead of your email when an organisation gives you a place. Nobody sees it before that. Leave it empty to take it away.
error-phone-unknown = Write a phone number with its area code, like 0113 496 0000
error-phone-too-long = Write a phone number of at most { $number } characters

matters-title = What matters to you?
matters-lead = Choose up to five, the most important first. We use them to find what is worth your time.
matters-chosen = Your order
matters-choose = Press what matters most
matters-next = And what comes next?
matters-up = Move up
matters-full = That is five. Take one away if you want to choose another.
matters-label = In your own words
matters-hint = One line, such as “I want nobody to wait on a trolley for nine hours again”. No organisation sees it.
error-matters-too-long = Write at most { $number } characters

badges-title = What do you know?
badges-lead = What you have lived through counts as much as what you have learned. We believe you: nobody asks for proof.
badges-yours = What you told us
badges-experience = What you have lived through
badges-skills = What you can do
badges-find = Find it in your words
badges-q-label = What do you know about?
badges-q-hint = Say it as you would to a friend: “looking after mum”, “chairing meetings”, “bad chest”.
badges-search = Look
badges-found = Do you mean one of these?
badges-none = We have no words for “{ $words }” yet. Add it in your own words below, or look on a shelf.
badges-add = Add
badges-have = you have this
badges-shelves = Or look along the shelves
badges-add-ticked = Add what I ticked
badges-own = Or say it in your own words
badges-add-own = Add my own words
own-words-label = Your own words
own-words-hint = A few words. They help us to find things for you. No organisation reads them.
badge-kind-label = What is it?
badge-kind-experience = Something I have lived through
badge-kind-skill = Something I can do
badge-own = your own words
badge-title = About this one
badge-save = Save this
error-own-words-missing = Write a few words
error-own-words-too-long = Write at most { $number } characters
error-own-words-too-many = That is more than we can keep. Take something away first
error-kind-missing = Choose what it is
standpoint-label = From where do you speak?
standpoint-hint = Choose the one that fits best. You never have to say more.
standpoint-none = I would rather not say
visibility-label = Who may see this?
visibility-searchable = Searchable
visibility-searchable-hint = Organisations we have checked can find it on a card without your name. It also helps to find things for you.
visibility-searchable-own = It helps to find things for you. Your own words are never on a card: only words from our list can be.
visibility-matching = For matching only
visibility-matching-hint = It helps to find things for you. No organisation sees it.
visibility-hidden = Hidden
visibility-hidden-hint = Only you see it. It is not used for anything.
visibility-searchable-short = Searchable: can be on a card without your name
visibility-matching-short = For matching only: no organisation sees it
visibility-hidden-short = Hidden: only you see it
visibility-own-short = In your own words: helps to find things, never on a card
visibility-searchable-word = searchable
visibility-matching-word = matching only
visibility-hidden-word = hidden
error-visibility-missing = Choose who may see this

shelf-caring = Caring
shelf-digital-and-data = Digital and data
shelf-disability = Disability
shelf-health = Health
shelf-home-and-money = Home and money
shelf-identity-and-community = Identity and community
shelf-languages = Languages
shelf-life-events = Life events
shelf-listening-and-leading = Listening and leading
shelf-mental-health = Mental health
shelf-money-and-rules = Budgets and rules
shelf-out-and-about = Out and about
shelf-services = Care and services
shelf-words-and-pictures = Words and pictures

contributions-title = What have you done already?
contributions-lead = A panel, a course, help for a neighbour, a story told: all of it counts. Nothing yet is fine too.
contributions-add = Add this
done-label = What did you do?
done-hint = One thing at a time, in a sentence.
contribution-kind-label = What kind of thing was it?
contribution-kind-choose = Choose one
year-label = In which year?
error-done-missing = Say in a sentence what you did
error-done-too-long = Write at most { $number } characters
error-done-too-many = That is more than we can keep. Take something away first
error-year-not-a-number = Write a year with four digits, { $number } at the latest

check-title = Is this right?
check-lead = Change anything you like, now or later.
check-no-matching = You have not agreed that we look for things that suit you. So we keep all this, but cannot find anything for you.
check-consent = Change what you agree to
check-finish = Yes, this is right
check-after = Then we show you what is going on that suits you.

you-title = Everything about you
you-hello = Hello, { $name }
you-lead = See and change everything you told us.
you-unfinished = You are not quite finished
you-unfinished-text = We kept everything so far. Go on where you were, whenever you like.
you-unfinished-go = Go on
you-about = You
you-knows = What you know
you-allows = What you allow
you-reach = How we reach you
you-called = What we call you
you-place = Where, and how far
you-formats = How
you-times = When
you-often = How often
you-often-month = { $number ->
    [0] No invitations
    [one] At most { $number } invitation in 30 days
   *[other] At most { $number } invitations in 30 days
}
you-often-open = { $number ->
    [one] At most { $number } waiting for an answer
   *[other] At most { $number } waiting for an answer
}
you-done = What you have done
you-matters = What matters to you
you-allow = You agreed that we
you-email = Email
you-phone = Phone
you-not-said = Not said
you-change = Change
you-take-away = Take away
you-or = or
you-no-matching = We do not look for things that suit you, because you have not agreed to it.
you-paused = Resting until { $date }
you-paused-text = We do not look for things for you and send no invitations until then.
you-next = What next?
you-to-for-you = See what suits you
you-to-invitations = Your invitations and answers
you-yours = All this is yours
you-to-readers = Who read your details
you-to-consents = What you agreed to, and when
you-to-pause = Take a rest
you-to-account = Email, password and language
you-to-download = Download everything
you-to-erase = Erase everything

consents-title = What you agreed to
consents-lead = Change any of these on any day. It counts from that moment.
consents-yes = Yes
consents-no = No
consents-since = since { $date } (wording { $version })
consents-withdrawn = You said no on { $date }
consents-never = You have not agreed to this
consents-history = Every change
consents-given-on = Agreed on { $date } (wording { $version })
consents-withdrawn-on = Took it back on { $date } (wording { $version })
consents-give = I agree
consents-withdraw = I do not agree any more

pause-title = Take a rest
pause-lead = We stop looking for things for you and send no invitations until the day you say. Everything you told us stays. An invitation you have already had can still be answered.
pause-save = Rest until then
pause-resume = Start again now
until-label = Until which day?
until-hint = For example { $example }
error-until-missing = Say until which day you want to rest
error-until-not-a-date = This is not a day in the calendar. Write day, month and year
error-until-past = Choose a day from today on
error-until-too-far = Choose a day within the next two years

readers-title = Who read your details
readers-lead = Each time a person opens something that says who you are, we write it down here.
readers-none = Nobody has read your details.
readers-steward = Someone who runs this service
readers-gone = Someone whose account is gone
readers-read-person = Read who you are, after you got a place
readers-find-person = Opened your record by your exact address
readers-export = Took a copy of your details
readers-other = Read something about you
readers-for = For: { $opportunity }
readers-why = The reason they gave: { $why }
readers-worry = Is something wrong here? Tell us

erase-title = Erase everything
erase-lead = You can go at any time, and nobody will ask you why. This is what happens when you press the button:
erase-all = Everything you told us goes at once: your account, your badges, what you did, what you agreed to, your answers.
erase-letters = Letters that wait for you are never sent.
erase-hosts = If you have a place in a group, its organisation loses sight of you. Tell them yourself if they expect you: we cannot take back what they wrote down.
erase-audit = What others did stays on record, with a number in place of you. So nobody can hide what they read.
erase-backup = We keep one mark that cannot be turned back into you. It makes sure that a restored copy forgets you again.
erase-instead = You can also just rest, or take a copy with you first:
erase-now = Erase everything about me
sure-label = This cannot be undone
erase-sure = I am sure: erase everything
error-sure-missing = Tick the box if you are sure
goodbye-title = Everything is erased
goodbye-lead = Thank you for the time you were with us.
goodbye-text = We do not know you any more. If you come back one day, you start afresh, and you are welcome.

notice-you-saved = Saved
notice-you-kept = We kept everything so far. Come back whenever you like.
notice-you-registered = Thank you. You are all set: from now on we look for what suits you, as far as you agreed.
notice-you-paused = Have a good rest. You can start again on any day.
notice-you-resumed = Good to have you back
notice-badge-added = Added to what you know
notice-badge-saved = Saved
notice-badge-there = You have this already
notice-badge-removed = Taken away
notice-contribution-added = Added. Is there anything more?
notice-contribution-removed = Taken away
notice-consent-given = Thank you. It counts from now.
notice-consent-withdrawn = We stopped. It counts from now.
notice-matching-withdrawn = We stopped looking for things for you. You are out of every pool, count and card as of now.
