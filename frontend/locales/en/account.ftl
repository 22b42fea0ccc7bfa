email-label = Your email address
email-hint = We only use it to write to you.
password-label = Your password
old-password-label = Your password now
new-password-label = Choose a password
new-password-hint = At least 8 characters. Three random words make a good one.
adult-label = Your age
adult-yes = I am 18 or over
locale-label = Which language should we write to you in?

error-email-missing = Enter your email address
error-email-not-an-address = Enter a whole email address, like name@example.org
error-email-too-long = Enter a shorter email address
error-email-wait = { $number ->
    [one] Wait 1 second, then try again
   *[other] Wait { $number } seconds, then try again
}
error-password-missing = Enter your password
error-password-wrong = This address and this password do not go together. Check both, or ask for a link. If you have just registered, first open the email we sent you.
error-password-not-yours = This is not your password now. Try again.
error-password-wait = { error-email-wait }
error-new-password-missing = Choose a password
error-new-password-too-short = Choose a longer password, at least 8 characters
error-new-password-too-long = Choose a shorter password
error-new-password-too-easy = This password is too easy to guess. Add another word that nobody would expect.
error-new-password-wait = { error-email-wait }
error-adult-missing = You have to be 18 or over to take part. Tick the box if you are.
error-locale-missing = Choose a language

register-title = Take part
register-lead = First we need a way to write to you. It takes one minute. You can stop at any time and go on later.
register-email-hint = Nobody but us sees it, unless you say yes to something and get a place.
register-button = Register
register-without = No password?
register-without-text = You can do without one. Each time you want to sign in, we send you an email with a link.
register-without-button = Email me a link instead
register-next = What happens next
register-next-letter = We send you an email. Open its link to show that the address is yours.
register-next-say = You say what you know from life and what you can do, as much or as little as you like.
register-next-you = You decide who sees what. Nothing is shown before you have said so.
register-known = I have registered before
register-host = I work for an organisation

look-title = Look at your email
look-lead = We have sent you an email. Open it and follow its link.
look-from = The email comes from Alongside. It can take a few minutes.
look-nothing = Nothing there?
look-nothing-spam = Look in the folder for junk or spam.
look-nothing-address = Check that you typed the address you use. We can only write to addresses we know, or that have just registered.
look-nothing-again = Go back and ask again in a few minutes. Only the newest email may work.

confirm-title = Is this address yours?
confirm-text = Press the button if you asked us for an account. If you did not, close this page and nothing happens.
confirm-button = Yes, this is my address

old-link-title = This link does not work any more
old-link-confirm = Perhaps you have used it already, or it is more than a day old, or there is a newer email.
old-link-enter = A link to sign in works once, for half an hour.
old-link-reset = A link to a new password works once, and not for long.
old-link-sign-in = Sign in
old-link-register = Register again
old-link-again = Ask for a new link

sign-in-title = Sign in
sign-in-button = Sign in
sign-in-forgotten = I do not know my password
sign-in-link = Sign in without a password
sign-in-link-text = If you take part as yourself, we can send you an email with a link.
sign-in-link-ask = Email me a link
sign-in-new = New here?
sign-in-new-person = I want to take part
sign-in-new-host = I work for an organisation

link-title = Sign in with a link
link-text = We send you an email with a link. It works once, for half an hour.
link-button = Email me a link
link-staff = You work with people who take part? Then you need your password and a code:
link-staff-link = sign in with a password
link-arrived-title = Welcome back
link-arrived-text = Press the button to sign in on this device.
link-arrived-button = Sign in

reset-title = Choose a new password
reset-text = We send you an email with a link. There you can choose a new password.
reset-button = Email me a link
new-password-title = Choose your new password
new-password-text = When you have chosen it, you are signed out everywhere. Then sign in with the new one.
new-password-button = Save this password

account-title = Your account
account-email = We write to { $email }.
account-password = Password
account-password-button = Change my password
account-password-none = You have no password. You sign in with links that we send you.
account-password-ask = Choose a password
account-language-button = Save this language
account-everywhere = Sign out everywhere
account-everywhere-text = This ends every session, on this device and all others. Do it if you have used a computer that others use too.
account-everywhere-button = Sign out everywhere

notice-signed-out = You are signed out.
notice-signed-out-everywhere = You are signed out everywhere.
notice-password-changed = Your password is changed.
notice-language-changed = From now on we write to you in this language.
notice-address-confirmed = Thank you, this address is yours. Now sign in.

demo-sign-in = Try it out
demo-sign-in-text = This is a demonstration. Sign in as one of its people, without a password.
demo-sign-in-citizen = As a citizen
demo-sign-in-officer = As an officer
demo-sign-in-steward = As a steward
demo-look = This is a demonstration, and nothing is sent.
demo-look-link = Read the email here
new-email-label = New email address
error-new-email-missing = Enter the new email address
error-new-email-not-an-address = Enter a whole email address, like name@example.org
error-new-email-same = This is the address we write to now. Enter another one.
error-new-email-wait = { error-email-wait }
error-new-email-sign-in-again = First sign in again with a new link. Then change your address within half an hour.
email-change-title = Change your email address
email-change-new = We send a link to the new address. Nothing changes until you open it.
email-change-old = We also write to the old address. Its link undoes the change for 7 days. That email does not say what the new address is.
email-change-out = You are then signed out on all other devices.
email-change-button = Send me the link
email-change-link-first = You have no password. So first sign in with a new link, to show that it is you.
email-change-lost = You cannot sign in any more?
email-change-lost-text = Write to us or ring us. We can send the link to your new address.
email-confirm-title = Is this your new address?
email-confirm-text = Press the button if we shall write to you here from now on.
email-confirm-button = Yes, write to me here
email-confirm-old = The link works once, for one day. Another account may use this address already. If you need help, write to us or ring us.
email-undo-title = Was this not you?
email-undo-text = Press the button if you did not ask for another address. We write to this address again.
email-undo-out = Everybody who is signed in to your account is signed out, and the old password does not work any more. You then choose a new one.
email-undo-button = This was not me
email-undo-old = The link works once, for 7 days. If somebody else is in your account, write to us or ring us.
notice-email-asked = We have sent a link to the new address. Open it within one day.
notice-email-changed = From now on we write to your new address.
notice-email-undone = Your old address counts again, and everybody is signed out. Now choose a new password here.
account-email-change = Change your email address
account-staff = Two-step sign-in
account-staff-anew = Set it up on another phone
account-staff-codes = Recovery codes
account-staff-close = Close your account
notice-account-closed = Your account is closed. Thank you for your work.
