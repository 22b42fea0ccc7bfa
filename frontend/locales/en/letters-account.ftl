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
