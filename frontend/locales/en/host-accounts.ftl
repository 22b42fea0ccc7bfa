# What officers and stewards change about their accounts.
recovery-title = Recovery codes
recovery-lead = Print ten codes now. If you lose your phone one day, they let you in.
recovery-left = { $number ->
    [0] You have no recovery code.
    [one] You have 1 recovery code left.
   *[other] You have { $number } recovery codes left.
}
recovery-once = Each code works once, together with your password.
recovery-shown = We show them once and cannot show them again.
recovery-replaced = The codes you have now stop working.
recovery-make = Make ten codes
recovery-later = Go on without new codes
recovery-print = Print this page or copy the codes. They are not shown again.
recovery-keep = Keep them where nobody else looks, and not on your phone.
recovery-kept = I have kept them
recovery-use-title = Use a recovery code
recovery-use-text = Enter one of the codes that you printed. It works once.
recovery-code-label = Recovery code
recovery-none = You have no recovery code?
recovery-none-text = Ring us or write to us. We ring your organisation to make sure that it is you. Then we send you a link to set up two-step sign-in anew.
error-code-not-a-recovery-code = This is none of your recovery codes, or it has been used. Enter the ten letters and digits of another one.
notice-recovery-used = You are signed in. Have you lost your phone? Then set up another one now.
second-factor-title = Set up two-step sign-in anew
second-factor-lead = Do this when you have a new phone, or have lost the old one.
second-factor-old = The codes of the old app and your recovery codes stop working.
second-factor-out = You are then signed out on all other devices.
second-factor-button = Set it up anew
set-up-anew-title = Set up two-step sign-in anew
set-up-anew-text = You have given your password. Press the button to set up two-step sign-in on another phone. The codes of the old one stop working.
set-up-anew-button = Go on
set-up-anew-old = The link works once, for three days, and ends when you choose a new password. Ring us or write to us for another.

colleagues-title = Colleagues
colleagues-lead = Everybody here sees all opportunities of your organisation and acts in their own name.
colleagues-you = You
colleagues-end = End access
colleagues-invited = Invited
colleagues-until = The link works until { $date }.
colleagues-withdraw = Take the invitation back
colleagues-invite = Invite a colleague
colleagues-invite-text = We send them a link. They make an account of their own, with two-step sign-in.
colleagues-email = Their work email address
colleagues-invite-button = Send the invitation
error-email-too-many-invited = Many invitations are open. Take one back before you send another.
notice-colleague-invited = The invitation is on its way.
notice-invitation-withdrawn = The invitation does not work any more.
notice-colleague-ended = The access has ended. What they wrote is handed over.
colleague-end-title = End access for { $name }
colleague-end-at-once = { $name } is signed out at once and cannot sign in any more.
colleague-end-told = { $name } and your other colleagues get an email.
colleague-end-audit = What they did stays in the record, with their name.
colleague-end-button = End access
heir-label = Who takes over what they wrote?
error-heir-missing = Choose who takes over

join-title = Join { $organisation }
join-lead = A colleague has invited you. You get an account of your own.
join-email = Your email address: { $email }
join-button = Join
join-next = Then you sign in and set up two-step sign-in on your phone.
join-old = Perhaps you have used it already, or it is more than 7 days old, or your colleague took it back. Ask for another.
join-taken-title = This address has an account already
join-taken = An account with { $email } exists. Accounts for taking part and accounts for work are kept apart, and each needs an address of its own.
join-taken-other = Ask your colleague to invite another address of yours.
join-taken-move = Or give your other account another address, then open this link again:
notice-joined = Welcome. Now sign in.

close-title = Close your account
close-at-once = You are signed out at once and cannot sign in any more.
close-name = Your name, email address and password are deleted. What you did stays in the record without your name.
close-written = What you wrote belongs to your organisation and stays.
close-button = Close my account
close-last-officer = You are the only officer of your organisation. Invite a colleague first. If your organisation wants to leave, write to us or ring us.
close-last-steward = You are the last steward who can sign in. Somebody else has to become one first.
