letter-group-stuck-subject = Your group needs a decision
letter-group-stuck-text = The day to answer by is over. No group of those who said yes is what you asked for. Please choose a way out. Until then no place is given, and people wait to hear.
letter-group-listed-subject = Your draw waits for a number
letter-group-listed-text = The list of possible groups is ready, and everybody can see its fingerprint. Within seven days, type the number that decides. After that our own number decides. Its fingerprint is public.
letter-group-link = Go on
