opportunities-title = What you could help to change
opportunities-lead = Each of these is a real question. A council, a health service or a care organisation wants to answer it with people who know.
opportunities-q-label = What do you know about?
opportunities-q-hint = Your own words are fine, for example “looking after my mum” or “trouble with buses”.
opportunities-button = Search
opportunities-clear = Show everything
error-place-unknown = We do not know this place. Type the first half of a postcode, like LS6.
opportunities-found = { $number ->
    [0] Nothing found
    [one] 1 opportunity
   *[other] { $number } opportunities
}
opportunities-none = Nothing is open right now
opportunities-none-text = New questions are added all the time. Say what you know, and you may be drawn for an invitation when one needs it.
opportunities-none-found = Nothing that is open fits these words
opportunities-none-found-text = Try fewer or different words, or show everything. You can also say what you know: then you may be drawn for an invitation when something fits.
opportunities-next = Next page
opportunities-previous = Previous page
opportunities-pages = Pages of opportunities
opportunity-asks = { $name } asks
opportunity-stage = How much say you have
opportunity-stage-educating = This helps people to understand. No decision is shaped by it.
opportunity-stage-informing = They tell people what they plan. Little will change because of it.
opportunity-stage-consultation = They ask what people think. They decide on their own afterwards.
opportunity-stage-engagement = They talk it through with people several times. They decide in the end.
opportunity-stage-co-design = People and staff work out the answer together. They decide whether it is carried out.
opportunity-stage-co-production = People and staff plan, decide and carry it out together, as equals.
opportunity-open = What is open
opportunity-fixed = What is fixed, and why
opportunity-gives = What you give
opportunity-gets = What you get
opportunity-decides = Who decides
opportunity-decided-when = When: { $when }
opportunity-hear = When they tell you what came of it
opportunity-hear-text = They promise to tell the people who took part, by { $date }, what was done with what they gave, also if nothing changed.
opportunity-hear-short = They promise an answer by { $date }
opportunity-close = How close it is to you, and why
opportunity-seeks = Who they hope to hear from
opportunity-seeks-must = Needed
opportunity-seeks-helps = It also helps
opportunity-seeks-any-must = You need every one of these. Nobody asks you to prove it.
opportunity-as = { $standpoint }
opportunity-how = How
opportunity-where = Where
opportunity-where-near = Near { $area }, for people who live within { $km } km
opportunity-where-any = From wherever you are
opportunity-when = When
opportunity-starts = From { $date }
opportunity-time = Time
opportunity-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
opportunity-minutes = { $minutes } minutes
opportunity-hours-minutes = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} { $minutes } minutes
opportunity-once = { $length }, once
opportunity-series = { $length } each time, { $meetings } times
opportunity-number = How places are drawn
opportunity-number-text = The number that will decide is fixed. Nobody can change it, and it becomes public with the draw. Its fingerprint (SHA-256) is
opportunity-number-outside = A number from outside will decide, and nobody knows it yet. If none comes in time, ours does. Its fingerprint (SHA-256) is
opportunity-places = Places
opportunity-places-number = { $number ->
    [one] 1 person can take part
   *[other] { $number } people can take part
}
opportunity-places-all = Everyone who wants to can take part
opportunity-fee = Pay
opportunity-fee-none = No fee
opportunity-fee-hour = { $fee } for each hour
opportunity-fee-session = { $fee } for each session
opportunity-fee-day = { $fee } for each day
opportunity-pay-on = paid by { $date }
opportunity-fee-choice = You do not have to take it. Tell them if you want all of it, some of it or none.
opportunity-benefits = If you get benefits, being paid can change them. Find out before you say yes. You never have to tell us or them which benefits you get.
opportunity-expenses = Expenses
opportunity-care = If you look after somebody
opportunity-care-paid = Someone to take over while you are away is paid for
opportunity-care-arranged = They arrange for someone to take over while you are away
opportunity-care-not-offered = They do not offer someone to take over
opportunity-access = To make it easier
opportunity-offers = It could be for you if you care about
opportunity-preview-missing = Not written yet
opportunity-forward = Put yourself forward
opportunity-forward-text = You do not have to wait for an invitation. If there are more people than places, the places are drawn at random, as fairly as we can.
opportunity-forward-sees = They do not learn your name now. They learn it only if you say yes later and get a place.
opportunity-forward-button = Put myself forward
opportunity-forward-sign-in = Sign in to put yourself forward
opportunity-forward-register = Say what you know
opportunity-forward-new = New here? It takes a few minutes, and you need nobody’s permission.
opportunity-forward-done = You put yourself forward
opportunity-forward-done-text = You are in the draw for an invitation. All who bring what you bring have the same chance in it.
opportunity-forward-not-yet = You put yourself forward, but you are not in the draw yet
opportunity-take-back-button = Take it back
opportunity-mismatch = As things stand you would not be in the draw
opportunity-limited = We do not invite you to this for now
opportunity-invited = You were invited to this
opportunity-invited-text = So you do not have to put yourself forward. Read your invitation to see what you can do.
opportunity-invited-link = See your invitations
opportunity-mismatch-matching = You have not said that we may match you with opportunities.
opportunity-mismatch-invitations = You have not said that we may send you invitations.
opportunity-mismatch-paused = You asked us to pause.
opportunity-mismatch-format = It takes place in a way you did not choose: { $said }.
opportunity-mismatch-distance = It is about { $number } km ({ $miles } miles) from you; you said up to { $limit } km ({ $limit_miles } miles).
opportunity-mismatch-time = It takes place at a time you did not choose: { $said }.
opportunity-mismatch-seek = They need someone who knows about this, and nothing you told us says so: { $said }.
opportunity-mismatch-any = What you told us does not yet fit what they need.
opportunity-mismatch-true = If it is true of you, say so in what you know.
opportunity-not-close = You have not told us anything that brings you close to this. You can still read on.
for-you-title = For you
for-you-lead = What is open now and close to what you told us, the closest first. Only you see this list.
for-you-none = Nothing fits just now
for-you-none-text = That says something about what is being asked, not about you. This list is made anew each time you look. You can also ask for an email about what is open.
for-you-matching = You have not said that we may match you
for-you-matching-text = So there is no list for you here. You can allow it, or look through everything yourself.
for-you-paused = You asked us to pause
for-you-paused-text = We look again after { $date }. You can end the pause sooner.
for-you-empty = Tell us what you know first
for-you-empty-text = Once we know one thing about you we can look for what fits.
for-you-change = Change what you told us
for-you-all = See everything that is open
closeness-1 = A little close to you
closeness-2 = Close to you
closeness-3 = A close match
closeness-4 = A very close match
notice-put-forward = You put yourself forward, and you are in the draw for an invitation.
notice-put-forward-not-yet = You put yourself forward, but you are not in the draw yet. Read below why.
forward-title = What you put yourself forward for
forward-in = You stand in the draw for an invitation. If you are drawn, we write to you.
forward-not-yet = You are not in the draw yet. The page says why.
forward-over = It takes no more people, and you were not drawn for an invitation so far.
forward-stopped = The people who run this service have stopped this for now.
notice-taken-back = You took it back. You may still be invited to this one, if it fits what you told us.
notice-not-open = This one no longer takes people. You were not put forward.
opportunity-mismatch-nearer = It is about { $number } km from you, and they ask people who live within { $limit } km.
opportunity-mismatch-open = As many invitations wait for your answer as may at one time ({ $number }), so we do not send you another. You can still put yourself forward.
opportunity-mismatch-month = { $number ->
    [0] You asked us to send you no invitations. You can still put yourself forward.
   *[other] You were invited as often as may be in 30 days ({ $number }), so we do not send you another yet. You can still put yourself forward.
}
opportunity-change-matching = Change what you allow
opportunity-change-invitations = Change what you allow
opportunity-change-paused = End the pause
opportunity-change-format = Change how you take part
opportunity-change-time = Change when you take part
opportunity-change-distance = Change how far you travel
opportunity-change-open = See your invitations
opportunity-change-month = Change how often you are asked
opportunity-change-seek = Add it to what you know
for-you-why-not = Why are there so few?
for-you-open = { $open ->
    [one] 1 opportunity is open
   *[other] { $open } opportunities are open
}. { $close ->
    [0] None of them is close to what you told us.
    [one] 1 of them is close to what you told us.
   *[other] { $close } of them are close to what you told us.
}
for-you-if = Change one answer to see more
for-you-if-distance = { $number ->
    [one] 1 more would fit if you could travel further.
   *[other] { $number } more would fit if you could travel further.
}
for-you-if-nearer = { $number ->
    [one] 1 more would fit, but they ask people who live nearer.
   *[other] { $number } more would fit, but they ask people who live nearer.
}
for-you-if-format = { $number ->
    [one] 1 more would fit if you took part in another way.
   *[other] { $number } more would fit if you took part in another way.
}
for-you-if-time = { $number ->
    [one] 1 more would fit at another time of day or week.
   *[other] { $number } more would fit at another time of day or week.
}
for-you-if-several = { $number ->
    [one] 1 more would fit, but more than one thing stands in the way.
   *[other] { $number } more would fit, but more than one thing stands in the way.
}
for-you-unasked = { $number ->
    [one] 1 other looks for something you have not told us about, and that is fine.
   *[other] { $number } others look for something you have not told us about, and that is fine.
}
for-you-topics = If one of these is true of you, say so:
opportunity-change-any = Say what you know
