host-questions-title = Questions from people
host-questions-text = We do not tell you who asks. We pass your answer on to that person, and everybody you invited can read both. We take out phone numbers, addresses and links.
host-questions-none = Nobody has asked anything yet.
host-questions-back = Back to the opportunity
host-question-answer-label = Your answer
host-question-answer-hint = Plain words, and nothing that asks who they are.
host-question-button = Send this answer
error-question-answer-missing = Write an answer
error-question-answer-too-long = Your answer can have up to { $number } characters
notice-question-answered = Your answer is on its way.
host-invite-title = Invite people
host-invite-ready = Ready to invite
host-invite-held = The invitations are waiting
host-invite-answers = People are answering
host-invite-formed = Your group is complete
host-invite-no-date = First say how many and until when
host-invite-not-open = Nobody can be invited now
host-invite-places = { $places ->
    [one] You have 1 place.
   *[other] You have { $places } places.
}
host-invite-everyone = Everyone who wants to can take part.
host-invite-step-hold = { $minutes ->
    [0] The invitations are sent at once.
    [one] The invitations wait for 1 minute. Until then you can stop all of them.
   *[other] The invitations wait for { $minutes } minutes. Until then you can stop all of them.
}
host-invite-step-answer = People answer until { $date }.
host-invite-step-form = Everybody who said yes takes part if there is room. Otherwise chance decides, as fairly as what you ask of the group allows.
host-invite-step-told = You are told who takes part and how to reach them. Everybody else stays unknown to you.
host-invite-fair = We work out how many invitations are needed, and draw who gets one from everybody who fits. Nobody gets more invitations in 30 days than they allow, unless they put themselves forward.
host-invite-button = Release the invitations
host-invite-held-text = { $minutes ->
    [one] They wait for 1 minute, until { $time }.
   *[other] They wait for { $minutes } minutes, until { $time }.
} Until then you can stop all of them, and nobody hears anything.
host-invite-stop = Stop all invitations now
host-invite-answers-text = The invitations are sent. People answer until { $date }, then the group is formed and you are told who takes part. Until then nobody’s answer is shown, so that nobody is chosen for being quick.
host-invite-questions = Answer the questions people ask
host-invite-no-date-text = People read both in the invitation, so say them before it is sent.
host-invite-no-date-link = Say how many places and until when
host-invite-not-open-text = This opportunity is not open to invitations.
host-invite-formed-text = { $placed ->
    [one] 1 person takes part.
   *[other] { $placed } people take part.
}
host-invite-people = See who takes part
host-invite-again = Fill the places that are left
host-invite-again-text = { $placed } of { $places } places are taken. You can invite more people; those who take part already stay.
host-invite-by-label = Until when can people answer?
host-invite-by-hint = For example 1 9 2027
host-invite-letter = The invitation
host-invite-letter-text = This is exactly what people read, with their own name and link, and why we ask them if they let others see that. People who chose Welsh get our words in Welsh. Your own words stay in the language in which you wrote them.
host-invite-subject = Subject
host-invite-as-html = As mail software shows it
host-invite-as-text = As plain text
notice-invite-released = The invitations are released. You can still stop them.
notice-invite-not-released = Nothing was released: the invitations are on their way already, or this opportunity takes none now.
notice-invite-stopped = All invitations are stopped. Nobody gets one.
notice-invite-too-late = The invitations were sent already.
host-arrange-title = What to arrange
host-arrange-text = This is what the people who take part have ticked. Tick off what is ready. Who needs what, and what they wrote in their own words, stands with each person.
host-arrange-none = There is nothing to tick off here now. What people wrote in their own words stands with each person who takes part.
host-arrange-people = { $people ->
    [one] For 1 person.
   *[other] For { $people } people.
}
host-arrange-open = To do
host-arrange-done = Arranged
host-arrange-do = Arranged: { $what }
host-arrange-undo = Not arranged after all: { $what }
people-needs = What to have ready
notice-need-noted = Noted.
notice-question-answered-without = Your answer is on its way. We took out what would lead past us: a phone number, an address or a link. You see below where.
