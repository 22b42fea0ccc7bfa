# Not yet reviewed by a translator.
readers-print-letter = Argraffu llythyr atoch, gyda’ch cyfeiriad post
readers-hear-reply = Nodi ateb a roesoch
readers-read-draft = Agor yr hyn a ysgrifennodd rhywun sy’n eich helpu, i’w ddarllen i chi
readers-hear-draft = Nodi eich ie neu eich na i’r hyn a ysgrifennodd rhywun sy’n eich helpu
readers-register = Eich cofrestru, am i chi ofyn
readers-act-for = Agor eich tudalen i newid rhywbeth i chi
readers-change-for = Newid rhywbeth i chi
readers-change-email = Gofyn i ni ysgrifennu i gyfeiriad arall gennych
