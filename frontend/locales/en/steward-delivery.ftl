# Letters that did not arrive, or perhaps did not.
steward-letters-text = Nothing here is sent again by itself, so that nobody gets a letter twice. The number of a letter is also its Message-ID in the log of the mail server.
steward-letter-kind-receipt = A receipt
steward-letter-kind-reminder = A reminder
steward-letter-kind-digest = What is open
steward-letter-means-hard = There is no such mailbox. We do not write there again until the person shows that letters arrive. They see this when they sign in.
steward-letter-means-soft = The mailbox took nothing for days: it may be full. After three such letters in a row we stop writing there.
steward-letter-means-refused = The server would not take this letter. If many letters say so, our own mail server needs looking after.
steward-letter-means-unknown = It left, and no answer came: perhaps it arrived. Look for its number in the log of the mail server, then say what you found. An invitation settles itself when its person answers, or when it comes back.
steward-letter-number = Letter
steward-letter-arrived = It arrived
steward-letter-lost = It did not arrive
notice-letter-settled = Noted.
