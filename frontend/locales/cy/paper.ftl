# Not yet reviewed by a translator.
by-code-title = Ateb llythyr papur
by-code-lead = Mae cod o ddeg llythyren a rhif ar eich llythyr. Teipiwch ef yma i weld eich tudalen ateb.
paper-code-label = Y cod ar eich llythyr
paper-code-hint = Er enghraifft 7K2M4-9XQ3B. Mae llythrennau bach yn iawn.
paper-name-label = Eich enw, fel y mae ar y llythyr
paper-name-hint = Mae eich enw cyntaf yn ddigon. Mae’n gwneud yn siŵr nad yw slip coll yn dweud dim wrth neb.
by-code-button = Mynd at fy ateb
by-code-nothing-yet = Nid oes dim wedi’i anfon eto. Byddwch yn dewis eich ateb ar y dudalen nesaf.
by-code-other = Ffyrdd eraill o ateb
by-code-ring = Ffoniwch ni ar { $phone } a dweud eich ateb.
by-code-slip = Anfonwch y slip ar ddiwedd y llythyr yn ôl atom.
by-code-someone = Gall rhywun rydych yn ymddiried ynddo eich helpu. Eich ateb chi yw ef bob amser.
error-paper-code-missing = Teipiwch y cod sydd ar eich llythyr
error-paper-code-too-long = Mae deg llythyren a rhif yn y cod
error-paper-code-wrong = Nid yw’r cod hwn a’r enw hwn yn mynd gyda’i gilydd. Gwiriwch y ddau, neu ffoniwch ni. Nid oes dim wedi’i golli.
error-paper-code-wait = { $number ->
    [one] Arhoswch 1 eiliad, yna rhowch gynnig arall arni
   *[other] Arhoswch { $number } eiliad, yna rhowch gynnig arall arni
}
error-paper-name-missing = Teipiwch eich enw fel y mae ar y llythyr
error-paper-name-too-long = Mae eich enw cyntaf yn ddigon

paper-ways = Sut i ateb
paper-way-slip = Ticiwch flwch ar y slip isod a’i bostio atom.
paper-way-phone = Neu ffoniwch ni ar { $phone }. Cadwch eich cod wrth law.
paper-way-page = Neu ewch i { $address } a theipio eich cod.
paper-code-is = Eich cod:
slip-title = Fy ateb
slip-more = Beth sy’n fy helpu i gymryd rhan, fy nghwestiwn, neu pryd i ofyn i mi eto:
slip-contact = Os caf le, cysylltwch â mi drwy (ffôn neu lythyr):
slip-privacy = Dim ond nes bod eich ateb wedi’i nodi y byddwn yn cadw’r slip hwn.
slip-send = Postiwch ef i: { $address }
