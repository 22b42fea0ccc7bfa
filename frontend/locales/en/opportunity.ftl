opportunities-title = What you could help to change
opportunities-lead = Each of these is a real question that a council, a health service or a care organisation wants to answer together with people who know.
opportunities-q-label = What do you know about?
opportunities-q-hint = Your own words are fine, for example “looking after my mum” or “trouble with buses”.
opportunities-place-label = Near which place?
opportunities-place-hint = The first half of a postcode, like LS6. We do not keep it.
opportunities-format-label = How would you like to take part?
opportunities-time-label = When?
opportunities-any = Any
opportunities-button = Look
opportunities-clear = Show everything
error-place-unknown = We do not know this place. Type the first half of a postcode, like LS6.
opportunities-found = { $number ->
    [0] Nothing found
    [one] 1 opportunity
   *[other] { $number } opportunities
}
opportunities-more = Narrow it down
opportunities-none = Nothing is open right now
opportunities-none-text = New questions are added all the time. Say what you know, and we will write to you when one needs it.
opportunities-none-found = Nothing that is open fits these words
opportunities-none-found-text = Try fewer or different words, or show everything. You can also say what you know, and we will write when something fits.
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
opportunity-hear = When you will hear
opportunity-hear-text = You will hear by { $date } what was done with what you gave, also if nothing changed.
opportunity-hear-short = You hear back by { $date }
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
opportunity-fee-choice = You can take all of it, some of it or none, or give it to charity.
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
opportunity-forward-text = You do not have to wait for an invitation. If there are more people than places, the places are drawn by chance, and everybody has the same chance.
opportunity-forward-sees = They do not learn your name now. They learn it only if you say yes later and get a place.
opportunity-forward-button = Put myself forward
opportunity-forward-sign-in = Sign in to put yourself forward
opportunity-forward-register = Say what you know
opportunity-forward-new = New here? It takes a few minutes, and you need nobody’s permission.
opportunity-forward-done = You put yourself forward
opportunity-forward-done-text = You stand in the draw for an invitation, with the same chance as everybody else in it.
opportunity-forward-not-yet = You put yourself forward, but you are not in the draw yet
opportunity-forward-change = Change what you told us
opportunity-take-back-button = Take it back
opportunity-mismatch = As things stand you would not be in the draw
opportunity-mismatch-matching = You have not said that we may match you with opportunities.
opportunity-mismatch-invitations = You have not said that we may send you invitations.
opportunity-mismatch-paused = You asked us to pause.
opportunity-mismatch-format = It takes place in a way you did not choose: { $said }.
opportunity-mismatch-distance = It is further away than you or they said.
opportunity-mismatch-time = It takes place at a time you did not choose: { $said }.
opportunity-mismatch-seek = They need someone who knows about this, and nothing you told us says so: { $said }.
opportunity-mismatch-any = What you told us does not yet fit what they need.
opportunity-mismatch-true = If it is true of you, say so in what you know, and you are in.
opportunity-not-close = You have not told us anything that brings you close to this. You can still read on and put yourself forward.
for-you-title = For you
for-you-lead = What is open now and close to what you told us, the closest first. Only you see this list.
for-you-none = Nothing fits just now
for-you-none-text = That says something about what is being asked, not about you. We look again each time something opens or you change what you told us, and we write to you.
for-you-matching = You have not said that we may match you
for-you-matching-text = So there is no list for you here. You can allow it, or look through everything yourself.
for-you-paused = You asked us to pause
for-you-paused-text = We look again after { $date }. You can end the pause sooner.
for-you-empty = Tell us what you know first
for-you-empty-text = Once we know one thing about you we can look for what fits.
for-you-change = Change what you told us
for-you-all = See everything that is open
for-you-why = Why
closeness-1 = A little close to you
closeness-2 = Close to you
closeness-3 = Very close to you
closeness-4 = It could have been written for you
notice-put-forward = You put yourself forward.
notice-taken-back = You took it back. You will not be invited to this one.
notice-not-open = This one no longer takes people. You were not put forward.
