# Not yet reviewed by a translator.
readers-print-letter = Argraffwyd llythyr atoch, gyda’ch cyfeiriad post
readers-hear-reply = Nodwyd ateb a roesoch iddynt
readers-register = Cawsoch eich cofrestru, am i chi ofyn
readers-act-for = Agorwyd eich tudalen i newid rhywbeth i chi
readers-change-for = Newidiwyd rhywbeth i chi
