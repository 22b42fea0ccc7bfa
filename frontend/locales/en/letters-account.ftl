letter-confirm-subject = Is this your address?
letter-confirm-text = Somebody gave us this address to open an account with Alongside. If that was you, open this link and press the button:
letter-confirm-link = Yes, this is my address
letter-confirm-lives = The link works for one day.
letter-confirm-not-you = If it was not you, do nothing. Nobody can use your address without this link.

letter-already-registered-subject = Your account
letter-already-registered-text = Somebody asked to open an account with this address. You have one already. You can go straight in:
letter-already-registered-link = Go to my account
letter-already-registered-lives = A link to sign in works once, for half an hour.
letter-already-registered-password = If you do not know your password any more, ask for a new one on the page for signing in.
letter-already-registered-not-you = If you did not ask for this, do nothing. Nothing has changed.

letter-sign-in-link-subject = Your link
letter-sign-in-link-text = Here is the link you asked for:
letter-sign-in-link-link = Sign in
letter-sign-in-link-lives = It works once, for half an hour.
letter-sign-in-link-not-you = If you did not ask for it, do nothing. Nobody can sign in without it.

letter-password-reset-subject = Your new password
letter-password-reset-text = You asked for a new password. Open this link to choose one:
letter-password-reset-link = Choose a password
letter-password-reset-lives = It works once, for one hour.
letter-password-reset-not-you = If you did not ask for it, do nothing. Your password stays as it is.

letter-officer-verified-subject = News about your application
letter-officer-verified-text = We have looked at your organisation, and it is verified. Thank you for waiting.
letter-officer-verified-next = You can now write your first opportunity. We read the first one of every organisation before people see it.
letter-officer-verified-link = Write an opportunity

letter-officer-refused-subject = News about your application
letter-officer-refused-text = We have looked at your organisation, and we cannot verify it. This is why:
letter-officer-refused-next = If you think we are wrong, or if something has changed, write to us or ring us.

letter-officer-suspended-subject = News about your organisation
letter-officer-suspended-text = We have stopped your organisation. You cannot post or invite for now. This is why:
letter-officer-suspended-next = Please write to us or ring us, so that we can put it right together.

letter-opportunity-open-subject = News about what you wrote
letter-opportunity-open-text = We have read your opportunity, and it is open now. You can set the places and invite people.
letter-opportunity-open-link = Go on

letter-opportunity-refused-subject = News about what you wrote
letter-opportunity-refused-text = We have read your opportunity, and it cannot open yet. This is why:
letter-opportunity-refused-next = Change what is needed and send it to us again.
letter-opportunity-refused-link = Change it

letter-opportunity-taken-down-subject = News about what you wrote
letter-opportunity-taken-down-text = We have taken your opportunity down. Messages that were not sent never will be, and nobody can read it or answer. Everybody who waits has been told. This is why:
letter-opportunity-taken-down-next = Please write to us or ring us, so that we can put it right together.
letter-opportunity-taken-down-link = Look at it
letter-opportunity-put-back-subject = News about what you wrote
letter-opportunity-put-back-text = What you wrote is no longer taken down. Answers and places are as they were. Messages that were stopped are not sent by themselves: look at the invitation and release it again.
letter-opportunity-put-back-link = Look at it

letter-email-confirm-subject = Is this your address?
letter-email-confirm-text = You asked us to write to this address from now on. If that was you, open this link and press the button:
letter-email-confirm-link = Yes, write to me here
letter-email-confirm-lives = The link works for one day.
letter-email-confirm-not-you = If it was not you, do nothing. Nothing changes without this link.

letter-email-taken-subject = Your account
letter-email-taken-text = Somebody asked to use this address for another account. It has an account with Alongside already. You can sign in to it:
letter-email-taken-link = Sign in
letter-email-taken-other = Each account needs an address of its own. To use this one for the other account, first change the address of this account.
letter-email-taken-not-you = If you did not ask for this, do nothing. Nothing has changed.

letter-email-changing-subject = Your account
letter-email-changing-text = You asked us to write to another address from now on.
letter-email-changing-nothing = If that was you, there is nothing to do here. Open the link that we sent to the other address.
letter-email-changing-not-you = If it was not you, open this link. You get your account back, and everybody is signed out:
letter-email-changing-link = This was not me
letter-email-changing-lives = The link works for 7 days, even when the other address has been confirmed.

letter-email-changing-by-staff-subject = Your account
letter-email-changing-by-staff-text = Somebody told us on the phone or on paper that you have another address now. We have sent a link to it.
letter-email-changing-by-staff-nothing = If that was you, there is nothing to do here. Open the link that we sent to the other address.
letter-email-changing-by-staff-not-you = If it was not you, open this link. You get your account back, and everybody is signed out:
letter-email-changing-by-staff-link = This was not me
letter-email-changing-by-staff-lives = The link works for 7 days, even when the other address has been confirmed.

letter-second-factor-anew-subject = Your account
letter-second-factor-anew-text = Two-step sign-in is being set up anew for your account. The codes of the old app and the old recovery codes do not work any more.
letter-second-factor-anew-not-you = If it was not you, ring us or write to us at once.

letter-set-up-anew-subject = Your account
letter-set-up-anew-text = You told us that you have lost the phone with your codes. First sign in with your password. Then open this link to set up two-step sign-in on another phone:
letter-set-up-anew-link = Set up two-step sign-in anew
letter-set-up-anew-lives = The link works once, for three days, and only together with your password. It ends when you choose a new password.
letter-set-up-anew-not-you = If you did not ask for this, do not open the link. Ring us or write to us at once.

letter-colleague-invited-subject = Work with your colleagues
letter-colleague-invited-text = { $from }, invites you to work together on Alongside. There people with lived experience and public services find each other. Open this link to make your own account:
letter-colleague-invited-link = Make my account
letter-colleague-invited-lives = The link works once, for 7 days.
letter-colleague-invited-not-you = If you do not know who this is, do nothing.

letter-colleague-news-subject = News about your team
letter-colleague-news-joined = { $name } has joined your organisation on Alongside.
letter-colleague-news-left = { $name } cannot sign in for your organisation any more.
letter-colleague-news-set-up-anew = { $name } told us that the phone with the codes is lost. We have sent a link to set up two-step sign-in anew.
letter-colleague-news-link = See who can sign in
letter-colleague-news-not-right = If this cannot be right, ring us or write to us at once.

letter-access-ended-subject = Your account
letter-access-ended-text = You cannot sign in for { $from } any more. Your account is closed.
letter-access-ended-wrong = If you think this is wrong, speak with your organisation, or write to us.
