# The demonstration's own pages.
demo-letters-title = Emails of this demonstration
demo-letters-why = Nothing is sent from here. These are the emails people would have received, the newest first.
demo-letters-to = To { $address }
demo-letters-none = There is no email here yet.
demo-letter-links = Links in this email
demo-codes-title = Codes to sign in with, at this moment
demo-letters-newest = The newest emails
demo-letters-search = Whose emails?
demo-letters-search-button = Search
