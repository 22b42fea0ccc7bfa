# Not yet reviewed by a translator.
letter-written-down-subject = Beth a nodwyd gennym i chi
letter-written-thanks = Diolch am ddweud wrthym eich bod am gymryd rhan. { $by } a nododd yr hyn a ddywedoch.
letter-written-what = Dyma’r hyn rydym yn ei gadw:
letter-written-agreed = Rydych wedi cytuno y cawn:
letter-written-agreed-nothing = Nid ydych wedi cytuno i ddim eto. Felly rydym yn cadw hyn heb wneud dim ag ef.
letter-written-change = Gallwch newid unrhyw ran ohono ar unrhyw ddiwrnod, neu dynnu’r cyfan yn ôl. Ffoniwch ni neu ysgrifennwch atom. Byddwn yn ei nodi, ac yn dweud wrthych beth a nodwyd.
letter-written-wrong = A oes rhywbeth o’i le yma, neu ai nid chi a ofynnodd am hyn? Dywedwch wrthym a byddwn yn ei gywiro.
letter-written-why = Rydych yn cael y llythyr hwn am i chi ofyn i ni nodi pethau ar eich rhan.
