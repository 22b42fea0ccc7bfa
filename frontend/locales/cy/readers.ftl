# Not yet reviewed by a translator.
readers-print-letter = Argraffu llythyr atoch, gyda’ch cyfeiriad post
readers-hear-reply = Nodi ateb a roesoch
readers-register = Eich cofrestru, am i chi ofyn
readers-act-for = Agor eich tudalen i newid rhywbeth i chi
readers-change-for = Newid rhywbeth i chi
