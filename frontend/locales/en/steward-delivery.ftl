# Letters that did not arrive, or perhaps did not.
steward-letters-text = Nothing here is sent again by itself, so that nobody gets an email twice. The number of an email is also its Message-ID in the log of the mail server.
steward-letter-kind-receipt = A receipt
steward-letter-kind-reminder = A reminder
steward-letter-kind-digest = What is open
steward-letter-means-hard = There is no such mailbox. We do not write there again until the person shows that emails arrive. They see this when they sign in.
steward-letter-means-soft = The mailbox took nothing for days: it may be full. After three such emails in a row we stop writing there.
steward-letter-means-refused = The server would not take this email, because of us and not because of the person. Our address, our mail server or our email needs looking after.
steward-letter-means-unknown = It left, and no answer came: perhaps it arrived. Look for its number in the log of the mail server, then say what you found. An invitation settles itself when its person answers, or when it comes back.
steward-letter-number = Email
steward-letter-arrived = It arrived
steward-letter-lost = It did not arrive
notice-letter-settled = Noted.

# Our letters are refused because of us.
steward-paused = Our emails are refused
steward-paused-text = Since { $date } our mail server refuses what we send, because of us: our address, our sign-in, a rule or a list. So sending waits. Each letter is kept until it was tried 30 times, and no person is marked as not reached.
steward-paused-reports = Since { $date } many emails come back because other servers refuse us. So sending waits, and one email is tried now and then. Emails that came back are not sent again.
steward-paused-said = The answer was: { $said }. The log of the mail server says more.
steward-paused-next = One email is tried again on { $time }. Tries so far: { $tries }.
steward-paused-button = Try one email now
notice-mail-tried = One email is tried within a minute. Load this page again to see what came of it.

# Notes about the service.
steward-note-refused-elsewhere = Other mail servers refuse our emails
steward-note-refused-elsewhere-text = These emails left, and came back because of us. The people are not marked as not reached. Look at the emails below.
steward-note-not-sent-by-notify = GOV.UK Notify could not send an email
steward-note-not-sent-by-notify-text = It took the email and then had a fault of its own. We cannot send it again, because we do not keep the text.
steward-note-worker-failed = A part of the service failed
steward-note-worker-failed-text = It was started again by itself. What it does came later, or waits still. Tell the person who looks after the server: its log says why it failed. Below is the name of the part.
steward-note-when = First on { $since }, last on { $last }. Times: { $times }. Code: { $detail }.
steward-note-button = I have read this
notice-note-read = Taken off this page.
