letter-reminder-subject = Our letter to you is still open
letter-reminder-asked = We wrote to you not long ago. { $name } would like to know what you think:
letter-reminder-until = You can answer until { $date }.
letter-reminder-open = You do not need to sign in:
letter-reminder-free = You need not do anything. If you do not answer, nobody is told, and we do not write about this again until it is decided.
