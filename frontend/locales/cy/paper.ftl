# Not yet reviewed by a translator.
layout-helps = Rydych yn ysgrifennu dros { $name }. Gall weld beth rydych yn ei newid.
layout-helps-somebody = Rydych yn ysgrifennu dros rywun. Gall weld beth rydych yn ei newid.
layout-helps-end = Rwyf wedi gorffen
by-code-title = Ateb llythyr papur
by-code-lead = Mae cod o ddeg o lythrennau a rhifau ar eich llythyr. Teipiwch ef yma i weld eich tudalen ateb.
paper-code-label = Y cod ar eich llythyr
paper-code-hint = Er enghraifft 7K2M4-9XQ3B. Mae llythrennau bach yn iawn.
paper-name-label = Eich enw, fel y mae ar y llythyr
paper-name-hint = Mae eich enw cyntaf yn ddigon. Mae’n gwneud yn siŵr nad yw slip coll yn dweud dim wrth neb.
by-code-button = Mynd at fy ateb
by-code-nothing-yet = Nid oes dim wedi’i anfon eto. Byddwch yn dewis eich ateb ar y dudalen nesaf.
by-code-other = Ffyrdd eraill o ateb
by-code-ring = Ffoniwch ni ar { $phone } a dywedwch eich ateb.
by-code-slip = Anfonwch y slip ar ddiwedd y llythyr yn ôl atom.
by-code-someone = Gall rhywun rydych yn ymddiried ynddo eich helpu. Chi biau’r ateb bob amser.
error-paper-code-missing = Teipiwch y cod sydd ar eich llythyr
error-paper-code-too-long = Mae deg o lythrennau a rhifau yn y cod
error-paper-code-wrong = Nid yw’r cod hwn a’r enw hwn yn mynd gyda’i gilydd. Gwiriwch y ddau, neu ffoniwch ni. Nid oes dim wedi’i golli.
error-paper-code-wait = { $number ->
    [one] Arhoswch 1 eiliad, yna rhowch gynnig arall arni
   *[other] Arhoswch { $number } eiliad, yna rhowch gynnig arall arni
}
error-paper-name-missing = Teipiwch eich enw fel y mae ar y llythyr
error-paper-name-too-long = Mae eich enw cyntaf yn ddigon

paper-ways = Sut i ateb
paper-way-slip = Ticiwch flwch ar y slip isod a phostiwch y slip atom.
paper-way-phone = Neu ffoniwch ni ar { $phone }. Cadwch eich cod wrth law.
paper-way-page = Neu ewch i { $address } a theipio eich cod.
paper-code-is = Eich cod:
slip-title = Fy ateb
slip-more = Beth sy’n fy helpu i gymryd rhan, fy nghwestiwn, neu pryd i ofyn i mi eto:
slip-contact = Os caf le, cysylltwch â mi drwy (ffôn neu lythyr):
slip-privacy = Byddwn yn cadw’r slip hwn nes bod eich ateb wedi’i nodi, ond ddim ar ôl hynny.
slip-send = Postiwch ef i: { $address }

paper-title = Llythyrau ar bapur
paper-lead = Rydym yn anfon eich gwahoddiadau, a phob llythyr am eich atebion, i’r cyfeiriad hwn drwy’r post. Nid oes unrhyw sefydliad yn ei weld, oni bai eich bod yn ei ddewis pan fyddwch yn dweud ie ac yn cael lle.
paper-end = Eu hanfon drwy e-bost eto
you-to-paper = Llythyrau ar bapur
postal-address-label = Cyfeiriad post, heb y cod post
error-postal-address-missing = Ysgrifennwch i ble y dylai llythyrau fynd
error-postal-address-too-long = Ysgrifennwch gyfeiriad o { $number } nod ar y mwyaf
postcode-label = Cod post
error-postcode-missing = Ysgrifennwch y cod post
error-postcode-unknown = Nid yw hwn yn god post cyfan. Ysgrifennwch ef fel LS6 3AB

poster-title = Rydych chi’n gwybod rhywbeth nad ydyn nhw’n ei wybod
poster-print = Argraffwch y dudalen hon ar A4.
poster-lead = Ydych chi wedi byw gyda gofal, salwch neu amser caled, neu wedi gofalu am rywun? Mae angen yr hyn rydych yn ei wybod ar bobl sy’n cynllunio gwasanaethau.
poster-scan = Pwyntiwch eich ffôn at y sgwâr, neu ewch i { $address }
poster-ring = Neu ffoniwch { $phone }
poster-promise = Chi sy’n dewis beth i’w ddweud a phwy sy’n ei weld. Cewch ddarllen beth sy’n cael ei dalu cyn i chi ddweud ie.

by-hand-title = Hoffwn gymryd rhan
by-hand-print = Argraffwch y dudalen hon ar A4.
by-hand-lead = Llenwch gymaint neu gyn lleied ag y mynnwch. Gallwch hefyd wneud hyn yn { $address }.
by-hand-called = Beth gawn ni eich galw chi?
by-hand-postcode = Cod post:
by-hand-phone = Ffôn, os mynnwch:
by-hand-adult = Rwy’n 18 oed neu’n hŷn
by-hand-large = Ysgrifennwch ataf mewn print bras, os gwelwch yn dda
by-hand-easy = Ysgrifennwch ataf mewn fersiwn hawdd ei ddeall, os gwelwch yn dda
by-hand-know = Beth ydych chi’n ei wybod?
by-hand-take-part = Sut a phryd yr hoffech gymryd rhan?
by-hand-consent = Ticiwch yr hyn rydych yn cytuno iddo. Gallwch adael unrhyw un yn wag, a newid eich meddwl unrhyw ddiwrnod.
by-hand-keep = Beth sy’n digwydd i’r ffurflen hon
by-hand-keep-text = Mae { $name } yn ei theipio, yn anfon llythyr atoch gyda’r hyn a nodwyd, ac yna’n dinistrio’r ffurflen. Nid oes neb arall yn ei darllen.
by-hand-signed = Eich enw a’r dyddiad:
by-hand-ring = Cwestiynau? Ffoniwch { $phone }.
notice-person-registered = Mae’r person wedi’i gofrestru. Bydd llythyr neu alwad yn dweud beth a nodwyd. Ewch ymlaen â’r hyn y mae’r person yn ei ddweud, neu gorffennwch yma.
