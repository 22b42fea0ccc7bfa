letter-written-down-subject = What we wrote down for you
letter-written-thanks = Thank you for telling us that you want to take part. { $by } wrote down what you said.
letter-written-what = This is what we keep:
letter-written-agreed = You agreed that we may:
letter-written-agreed-nothing = You did not agree to anything yet. So we keep this and do nothing with it.
letter-written-change = You can change any of it on any day, or take it all back. Ring us or write to us. We write it down, and tell you what was written down.
letter-written-wrong = Is something wrong here, or did you not ask for this? Tell us and we put it right.
letter-written-why = You get this letter because you asked us to write things down for you.
