# The demonstration's own pages.
demo-letters-title = Letters of this demonstration
demo-letters-why = Nothing is sent from here. These are the letters people would have received, the newest first.
demo-letters-to = To { $address }
demo-letters-none = No letter has been written yet.
demo-letter-links = Links in this letter
demo-codes-title = Codes to sign in with, at this moment
demo-letters-newest = The newest letters
