# Not yet reviewed by a translator.
you-to-letters = Sut mae ein negeseuon a’n llythyrau’n edrych
letter-format-label = Sut dylem ni ysgrifennu atoch?
letter-format-hint = Mae’n berthnasol i wahoddiadau ac i bopeth a ysgrifennwn am eich atebion.
letter-format-standard = Fel at y rhan fwyaf o bobl
letter-format-standard-hint = Gyda phopeth sydd i’w wybod.
letter-format-large-print = Mewn print bras
letter-format-large-print-hint = Yr un geiriau mewn llythrennau mawr.
letter-format-easy-read = Mewn fersiwn hawdd ei ddeall
letter-format-easy-read-hint = Brawddegau byr, un syniad i bob llinell, mewn llythrennau mawr.
error-letter-format-missing = Dewiswch sut dylem ni ysgrifennu atoch
