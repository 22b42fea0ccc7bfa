# Not yet reviewed by a translator.
you-to-supporters = Pobl sy’n eich helpu
supporters-title = Pobl sy’n eich helpu
supporters-lead = Gallwch enwi rhywun rydych yn ymddiried ynddo i’ch helpu yma. Nid yw’r hyn y mae’n ei nodi yn cyfrif nes i chi ddweud hynny.
supporters-drafts = { $number ->
    [one] Mae 1 peth yn aros i chi ddweud ie neu na
   *[other] Mae { $number } pheth yn aros i chi ddweud ie neu na
}
supporters-since = Enwyd ganddoch ar { $date }.
supporters-accepted = Dywedodd ie ar { $date }.
supporters-waits = Nid yw wedi dweud ie eto.
supporters-end = Dod â hyn i ben nawr: { $name }
supporters-name-one = Enwi rhywun
supporters-button = Gofyn iddo neu iddi
supporters-how = Sut mae’n gweithio
supporters-how-yours = Eich ateb chi yw ef bob amser. Nid yw byth yn cymryd eich lle, ac nid oes neb yn cymryd rhan yn eich lle chi.
supporters-how-see = Byddwch yn gweld bob tro y bydd yn edrych ar rywbeth neu’n nodi rhywbeth.
supporters-how-end = Gallwch ddod â hyn i ben unrhyw bryd. Mae’r dolenni’n peidio â gweithio’r eiliad honno.
supporter-name-label = Enw’r person
supporter-email-label = Cyfeiriad e-bost y person
supporter-email-hint = Byddwn yn ysgrifennu i ofyn a yw am eich helpu.
supporter-may-label = Beth gaiff y person ei wneud?
supporter-may-answers = Nodi ateb i wahoddiad, i chi ddweud ie neu na wrtho
supporter-may-words = Nodi beth rydych yn ei wybod, i chi ddweud ie neu na wrtho
supporter-may-copies = Clywed gennym pan fydd gwahoddiad i chi
error-supporter-name-missing = Ysgrifennwch enw’r person
error-supporter-name-too-long = Ysgrifennwch enw o { $number } nod ar y mwyaf
error-supporter-name-too-many = Mae gennych bump o bobl sy’n eich helpu. Dewch ag un i ben yn gyntaf.
error-supporter-email-missing = Ysgrifennwch gyfeiriad e-bost y person
error-supporter-email-not-an-address = Ysgrifennwch gyfeiriad e-bost cyfan, fel enw@example.org
error-supporter-email-wait = { $number ->
    [one] Arhoswch 1 eiliad, yna rhowch gynnig arall arni
   *[other] Arhoswch { $number } eiliad, yna rhowch gynnig arall arni
}
error-may-missing = Ticiwch beth gaiff y person ei wneud
notice-supporter-named = Rydym wedi ysgrifennu. Cewch weld yma pan ddaw ateb.
notice-supporter-ended = Mae wedi dod i ben. Nid yw’r dolenni’n gweithio mwyach.

supporting-title = Rydych yn helpu { $name }
supporting-title-plain = Helpu rhywun
supporting-arrive = Helo, { $name }
supporting-asked = Gofynnodd { $name } i chi helpu yma.
supporting-asked-nameless = Gofynnodd rhywun i chi helpu yma.
supporting-rule = Drafft yw’r hyn a nodwch. Nid yw’n cyfrif nes i’r person ddweud ie. Nodwch yr hyn y mae’n ei ddweud, yn ei eiriau ei hun.
supporting-seen = Bydd y person yn gweld bob tro y byddwch yn edrych neu’n nodi rhywbeth. Gall ddod â hyn i ben unrhyw bryd.
supporting-button = Rwyf am helpu
supporting-not = Byddai’n well gennych beidio? Caewch y dudalen hon.
supporting-answer = Beth mae’r person am ei ateb?
supporting-no-invitations = Nid oes gwahoddiad yn aros am ateb nawr.
supporting-words = Rhywbeth y mae’n ei wybod
supporting-own-words-label = Mewn ychydig o’i eiriau ei hun
supporting-kind-label = Beth yw ef?
supporting-kind-experience = Rhywbeth y mae wedi byw drwyddo
supporting-kind-skill = Rhywbeth y gall ei wneud
supporting-keep = Cadw hwn i’r person edrych arno
supporting-needs = Beth fyddai’n helpu’r person i gymryd rhan?
supporting-contact = Os caiff le, sut y gellir cysylltu?
supporting-question = Beth hoffai’r person ei wybod?
supporting-again-from = O ba ddyddiad y cawn ofyn eto?
supporting-reason = A hoffai ddweud pam?
notice-draft-kept = Mae’n aros am y person nawr. Rydym wedi ysgrifennu ato.

drafts-title = Ai dyma rydych am ei ddweud?
drafts-lead = Rhywun sy’n eich helpu a nododd hyn. Nid yw’n cyfrif oni bai eich bod yn dweud ie.
drafts-by = Ysgrifennodd { $name }
drafts-words-experience = Rydych wedi byw drwy hyn:
drafts-words-skill = Gallwch wneud hyn:
drafts-confirm = Ie, dyma fy ngair i
drafts-throw-away = Na, taflwch ef i ffwrdd
drafts-none = Nid oes dim yn aros amdanoch yma.
notice-draft-confirmed = Diolch. Mae’n cyfrif o nawr ymlaen.
notice-draft-thrown-away = Mae wedi mynd.
notice-draft-decided = Cafodd hyn ei setlo o’r blaen. Ni newidiwyd dim.

readers-supporter = Rhywun sy’n eich helpu
readers-supporter-read = Edrychodd ar yr hyn rydych yn gadael iddo ei weld
readers-supporter-draft = Nododd rywbeth i chi ddweud ie neu na wrtho

letter-supporter-named-subject = Mae rhywun yn gofyn am eich help
letter-supporter-named-text = Hoffai { $name } i chi helpu gydag Alongside, a rhoddodd eich cyfeiriad i ni.
letter-supporter-named-nameless = Hoffai rhywun rydych yn ei adnabod i chi helpu gydag Alongside, a rhoddodd eich cyfeiriad i ni.
letter-supporter-copy-subject = Mae llythyr i rywun rydych yn ei helpu
letter-supporter-copy-text = Mae gan { $name } lythyr gennym. Efallai yr hoffai edrych arno gyda chi.
letter-supporter-copy-nameless = Mae gan rywun rydych yn ei helpu lythyr gennym. Efallai yr hoffai edrych arno gyda chi.
letter-supporter-rule = Gallwch ddarllen gyda’ch gilydd a nodi’r hyn y mae’n ei ddweud. Nid yw’n cyfrif nes iddo ddweud ie.
letter-supporter-button = Mynd i’ch tudalen
letter-supporter-private = Eich dolen chi yn unig yw hon. Peidiwch â’i rhannu.
letter-supporter-why = Rydych yn cael y llythyr hwn am fod rhywun wedi eich enwi fel person y mae’n ymddiried ynddo.
letter-draft-waits-subject = Mae rhywbeth yn aros am eich ie neu eich na
letter-draft-text = Mae { $name }, sy’n eich helpu, wedi nodi rhywbeth i chi.
letter-draft-rule = Nid yw’n cyfrif oni bai eich bod yn dweud ie. Edrychwch arno, a dywedwch ie neu ei daflu i ffwrdd.
letter-draft-code = Ewch i’r dudalen ar gyfer atebion papur, neu ffoniwch ni. Eich cod: { $code }
letter-draft-button = Edrych arno
