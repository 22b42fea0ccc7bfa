# Not yet reviewed by a translator.
you-to-supporters = Pobl sy’n eich helpu
supporters-title = Pobl sy’n eich helpu
supporters-lead = Gallwch enwi rhywun rydych yn ymddiried ynddo i’ch helpu yma. Nid yw’r hyn y mae’n ei nodi yn cyfrif nes i chi ddweud hynny.
supporters-drafts = { $number ->
    [one] Mae 1 peth yn aros i chi ddweud ie neu na
    [two] Mae 2 beth yn aros i chi ddweud ie neu na
    [few] Mae { $number } pheth yn aros i chi ddweud ie neu na
    [many] Mae { $number } pheth yn aros i chi ddweud ie neu na
   *[other] Mae { $number } peth yn aros i chi ddweud ie neu na
}
supporters-since = Y dyddiad yr enwoch y person hwn: { $date }.
supporters-accepted = Y dyddiad y dywedodd ie: { $date }.
supporters-waits = Nid yw wedi dweud ie eto.
supporters-end = Dod â hyn i ben nawr: { $name }
supporters-name-one = Enwi rhywun
supporters-button = Gofyn i’r person hwn
supporters-how = Sut mae’n gweithio
supporters-how-yours = Chi biau’r ateb bob amser. Nid yw’r person sy’n eich helpu byth yn cymryd eich lle, ac nid oes neb yn cymryd rhan yn eich lle chi.
supporters-how-see = Byddwch yn gweld bob tro y bydd y person yn edrych ar rywbeth neu’n nodi rhywbeth.
supporters-how-end = Gallwch ddod â hyn i ben unrhyw bryd. Bydd dolenni’r person yn peidio â gweithio’r eiliad honno.
supporter-name-label = Enw’r person
supporter-email-label = Cyfeiriad e-bost y person
supporter-email-hint = Byddwn yn ysgrifennu i ofyn a yw am eich helpu.
supporter-may-label = Beth gaiff y person ei wneud?
supporter-may-answers = Nodi ateb i wahoddiad, er mwyn i chi ddweud ie neu na
supporter-may-words = Nodi beth rydych yn ei wybod, er mwyn i chi ddweud ie neu na
supporter-may-copies = Clywed gennym pan gewch wahoddiad
error-supporter-name-missing = Ysgrifennwch enw’r person
error-supporter-name-too-long = Ysgrifennwch enw o { $number } nod ar y mwyaf
error-supporter-name-too-many = Mae pump o bobl eisoes yn eich helpu. Dewch â chymorth un ohonynt i ben yn gyntaf.
error-supporter-email-missing = Ysgrifennwch gyfeiriad e-bost y person
error-supporter-email-not-an-address = Ysgrifennwch gyfeiriad e-bost cyfan, fel enw@example.org
error-supporter-email-wait = { $number ->
    [one] Arhoswch 1 eiliad, yna rhowch gynnig arall arni
   *[other] Arhoswch { $number } eiliad, yna rhowch gynnig arall arni
}
error-may-missing = Ticiwch beth gaiff y person ei wneud
notice-supporter-named = Rydym wedi ysgrifennu at y person. Cewch weld yma pan fydd wedi dweud ie.
notice-supporter-ended = Mae wedi dod i ben. Nid yw’r dolenni’n gweithio mwyach.

supporting-title = Rydych yn helpu { $name }
supporting-title-plain = Helpu rhywun
supporting-arrive = Helo, { $name }
supporting-asked = Gofynnodd { $name } am eich help yma.
supporting-asked-nameless = Gofynnodd rhywun am eich help yma.
supporting-rule = Drafft yw’r hyn a nodwch. Nid yw’n cyfrif nes i’r person ddweud ie. Nodwch yr hyn y mae’n ei ddweud, yn ei eiriau ei hun.
supporting-seen = Bydd y person yn gweld bob tro y byddwch yn edrych neu’n nodi rhywbeth. Gall ddod â hyn i ben unrhyw bryd.
supporting-button = Rwyf am helpu
supporting-lasts = Daw’r ddolen yn eich llythyr i ben os na fyddwch yn ei defnyddio am 90 diwrnod.
supporting-ended = Mae’r ddolen hon wedi dod i ben, am na chafodd ei defnyddio am 90 diwrnod. Gallwn anfon un newydd i’ch cyfeiriad.
supporting-renew = Anfonwch ddolen newydd ataf
supporting-not = Byddai’n well gennyf beidio
supporting-answer = Pa ateb mae’r person am ei roi?
supporting-no-invitations = Nid oes gwahoddiad yn aros am ateb nawr.
supporting-words = Rhywbeth y mae’r person yn ei wybod
supporting-own-words-label = Mewn ychydig o’i eiriau ei hun
supporting-kind-label = Beth yw hyn?
supporting-kind-experience = Rhywbeth y mae wedi byw drwyddo
supporting-kind-skill = Rhywbeth y gall ei wneud
supporting-keep = Cadw hwn iddynt edrych arno
supporting-needs = Beth fyddai’n helpu’r person i gymryd rhan?
supporting-contact = Os caiff y person le, sut mae cysylltu ag ef neu hi?
supporting-question = Beth hoffai’r person ei wybod?
supporting-again-from = O ba ddyddiad y cawn ofyn i’r person eto?
supporting-reason = A hoffai’r person ddweud pam?
notice-draft-kept = Mae’n aros am y person nawr. Mae un neges gennym yn sôn am bopeth sy’n aros.

drafts-title = Ai dyma rydych am ei ddweud?
drafts-lead = Rhywun sy’n eich helpu a nododd hyn. Dim ond os dywedwch ie y mae’n cyfrif.
drafts-by = Ysgrifennodd { $name }
drafts-words-experience = Rydych wedi byw drwy hyn:
drafts-words-skill = Gallwch wneud hyn:
drafts-confirm = Ie, dyma rwyf am ei ddweud
drafts-throw-away = Na, taflwch hwn i ffwrdd
drafts-none = Nid oes dim yn aros amdanoch yma.
notice-draft-confirmed = Diolch. Mae’n cyfrif o nawr ymlaen.
notice-draft-thrown-away = Mae wedi mynd.
notice-draft-decided = Penderfynwyd hyn o’r blaen. Ni newidiwyd dim.

readers-supporter = Rhywun sy’n eich helpu
readers-supporter-read = Edrych ar yr hyn rydych yn ei ganiatáu
readers-supporter-draft = Nodi rhywbeth i chi ddweud ie neu na

letter-supporter-named-subject = Mae rhywun yn gofyn am eich help
letter-supporter-named-text = Hoffai { $name } gael eich help gydag Alongside, a rhoddodd eich cyfeiriad i ni.
letter-supporter-named-nameless = Hoffai rhywun rydych yn ei adnabod gael eich help gydag Alongside, a rhoddodd eich cyfeiriad i ni.
letter-supporter-copy-subject = Mae neges i rywun rydych yn ei helpu
letter-supporter-copy-text = Mae { $name } wedi cael neges gennym. Efallai yr hoffai edrych arni gyda chi.
letter-supporter-copy-nameless = Mae rhywun rydych yn ei helpu wedi cael neges gennym. Efallai yr hoffai edrych arni gyda chi.
letter-supporter-rule = Gallwch ddarllen gyda’ch gilydd a nodi’r hyn y mae’n ei ddweud. Nid yw’n cyfrif nes iddo ddweud ie.
letter-supporter-button = Mynd i’ch tudalen
letter-supporter-private = Eich dolen chi yn unig yw hon. Peidiwch â’i rhannu, os gwelwch yn dda.
letter-supporter-why = Rydych yn cael yr e-bost hwn am fod rhywun wedi eich enwi fel person y mae’n ymddiried ynddo.
letter-draft-waits-subject = Mae rhywbeth yn aros am eich ie neu eich na
letter-draft-text = Mae { $name }, sy’n eich helpu, wedi nodi rhywbeth i chi.
letter-draft-rule = Dim ond os dywedwch ie y mae’n cyfrif. Edrychwch arno, yna dywedwch ie neu taflwch ef i ffwrdd.
letter-draft-button = Edrych arno
error-supporter-name-today = Gofynnoch i bump o bobl mewn un diwrnod. Arhoswch tan yfory.
error-own-words-full = Mae pum peth yn aros am y person nawr. Bydd yn dweud ie neu na wrth y rheini yn gyntaf.
error-answer-full = Mae pum peth yn aros am y person nawr. Bydd yn dweud ie neu na wrth y rheini yn gyntaf.
supporting-letter-there = Mae gwahoddiad yn aros am ateb y person.
supporting-stop = Rhoi’r gorau i helpu yma
supporting-stop-ask = Ydych chi am roi’r gorau i helpu yma?
supporting-stop-text = Ni fyddwn yn ysgrifennu atoch eto, a bydd eich dolenni’n peidio â gweithio. Gall y person weld ei fod wedi dod i ben.
supporting-stopped = Ni chlywch fwy am hyn
supporting-stopped-text = Mae wedi dod i ben. Diolch am eich amser.
drafts-by-code = Nododd rhywun sy’n eich helpu rywbeth. I ddweud ie, ffoniwch ni neu mewngofnodwch. Yma gallwch ei daflu i ffwrdd.
drafts-kind-answer = Ateb i wahoddiad
drafts-kind-words = Rhywbeth am yr hyn rydych yn ei wybod
drafts-again-from = Gofyn eto o { $date }
readers-supporter-ended = Nid yw’n eich helpu yma mwyach
letter-supporter-stop = Peidio â chlywed mwy am hyn:
letter-draft-ring = Ffoniwch ni, ac fe’i darllenwn i chi. Yna dywedwch ie neu na.
paper-draft-page = Nid ydych am ei gael? Taflwch ef i ffwrdd yn { $address } gyda’ch cod.
drafts-sign-in = Mewngofnodi i’w ddarllen
drafts-closed = Gallai rhywun arall ddarllen ein negeseuon atoch. Felly caiff ei ddangos ar ôl i chi fewngofnodi.
