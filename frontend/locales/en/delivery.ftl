# When our letters do not reach somebody.
you-unreachable = Our letters do not reach you
you-unreachable-text = We wrote to { $email }, and our letters came back. We have stopped sending invitations there, so you may be missing some.
you-unreachable-mend = Is the address right, and is your mailbox full? We can send a letter to try it. Press the button in that letter, and everything goes on as before.
you-unreachable-try = Send me a letter to try it
you-unreachable-wrong = Is the address wrong? Ring us on { $phone } and we will help.
notice-you-letter-on-its-way = A letter is on its way to you. Press the button in it, and our letters will come again.
readers-settle-letter = Looked into whether a letter reached you
