letter-private = This message is for you alone. If somebody else can see your screen, you may want to read it later. The first lines are the same in every message like this one. So a quick look at it tells nobody what it is about. That comes now.
letter-why-invitation = You get this message because you told us we may send you invitations.
letter-why-answer = You get this message because you answered an invitation.
letter-stop = No more invitations? You can stop them here:
letter-stop-link = Stop invitations
letter-invitation-subject = You have a message from Alongside
letter-invitation-asks = { $name } would like to know what you think:
letter-invitation-why = Why we ask you:
letter-invitation-why-hidden = We ask you because something you told us fits. We do not write it here, in case others read your messages.
letter-invitation-give = What you would give
letter-invitation-get = What you would get
letter-invitation-say = What you could change
letter-invitation-next = What happens next
letter-invitation-places = { $places ->
    [one] There is 1 place. If more people say yes, it is drawn at random, as fairly as we can. It does not matter who answers first.
   *[other] There are { $places } places. If more people say yes, the places are drawn at random, as fairly as we can. It does not matter who answers first.
}
letter-invitation-hear = Soon after { $date } you hear whether you have a place.
letter-invitation-answer = Please answer by { $date }. You do not need to sign in:
letter-invitation-button = Answer this invitation
letter-invitation-free = You can say yes, ask for support, ask a question first, or say no. You need no reason. If you do not answer, nobody is told.
letter-reply-received-subject = We have your answer
letter-reply-thanks = Thank you for answering { $name }:
letter-reply-yes = You said yes.
letter-reply-yes-with-support = You said yes, with support. If you get a place, they are told what helps you.
letter-reply-question = You asked a question first. They are not told who asked. We write to you when they have answered.
letter-reply-not-now = You said: not now.
letter-reply-not-this = You said: not this one. That is fine.
letter-reply-yes-next = Soon after { $date } you hear whether you have a place.
letter-reply-again = You can be asked again from { $date }.
letter-reply-change = You can change your answer until { $date }:
letter-reply-button = Look at your answer
letter-question-answered-subject = Your question has an answer
letter-question-asked = You asked:
letter-question-answer = { $name } answers:
letter-question-next = You can answer the invitation until { $date }. You do not need to sign in:
letter-outcome-place-subject = What came of your answer
letter-place-yes = You have a place. { $name } is looking forward to working with you on this:
letter-place-drawn = { $places ->
    [one] { $people } people could take part and there was 1 place. It was drawn by chance, and you were drawn.
   *[other] { $people } people could take part and there were { $places } places. They were drawn by chance, and you were drawn.
}
letter-place-told = { $name } can now read your name, the way to reach you that you chose, what helps you, and what you ticked. Nobody else who asks people here can. They need it to arrange the rest with you.
letter-place-until = They can read it here until { $date }.
letter-place-when = { $when }. Pay: { $pay }.
letter-place-back = Do you want to know something, or has something come up? You can ask { $name }, or give your place back, so that somebody else can have it. You do not need to sign in:
letter-outcome-no-place-subject = What came of your answer
letter-no-place = You were not drawn this time.
letter-no-place-numbers = { $places ->
    [one] { $people } people could take part and there was 1 place.
   *[other] { $people } people could take part and there were { $places } places.
}
letter-no-place-full = All places were taken by people who said yes in an earlier round.
letter-draw-none = What was asked of the group left no place that you could take. That is about the group, not about you or what you know.
letter-draw-same = Everybody in the draw had the same chance: about { $percent } in 100.
letter-draw-chance = Your chance was { $percent } in 100. The lowest that anybody had was { $lowest } in 100. The group needs some people more than others, and that is why chances differ.
letter-draw-see = Here is how the draw was made. You can check it:
letter-draw-code = Your code for it is { $code }.
letter-no-place-chance = It says nothing about you or what you know: chance decided.
letter-no-place-next = If somebody steps back, their place is drawn among those who come next, and you are one of them. You can say that you do not want that.
letter-no-place-thanks = Thank you for saying yes.
letter-outcome-alternate-subject = What came of your answer
letter-alternate = A place has come free, and it is yours. { $name } is looking forward to working with you on this:
letter-alternate-drawn = Somebody stepped back. Their place was drawn among those who came next, and you were drawn.
letter-invitation-all-time = Your time in all
letter-invitation-advice = These give free advice, and they do not work for us or for them:
letter-calendar-answer = You can put the day to answer by into your calendar. It does not say what it is about.
letter-calendar-place = You can put the first day into your calendar. It does not say what it is about.
letter-calendar-link = Get the dates
letter-not-me = Was this not you? Then take the answer back here:
letter-not-me-link = This was not me
letter-reply-block = We do not write to you for { $name } any more. They are not told.
letter-new-link-subject = A new link for you
letter-new-link-done = Somebody told us that the last answer was not yours. We have taken it back, so there is no answer now.
letter-new-link-old = The links and codes in all our earlier messages about this have stopped working. Nobody who has one of them can answer for you.
letter-new-link-answer = Here is a new way to answer, for you alone. You can answer until { $date }, or not at all:
letter-new-link-safe = If you do not feel safe, here is who can help:
letter-safe-link = Help and safety
