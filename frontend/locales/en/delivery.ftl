# When our letters do not reach somebody.
you-unreachable = Our emails do not reach you
you-unreachable-text = We wrote to { $email }, and our emails came back. We have stopped sending invitations there, so you may be missing some.
you-unreachable-mend = Is the address right, and is your mailbox full? We can send an email to try it. Press the button in that email, and everything goes on as before.
you-unreachable-try = Send me an email to try it
you-unreachable-wrong = Is the address wrong?
notice-you-letter-on-its-way = An email is on its way to you. Press the button in it, and we write to you again as before.
readers-settle-letter = Looked into whether a message reached you
