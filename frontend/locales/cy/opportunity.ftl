# Not yet reviewed by a translator.
opportunities-title = Beth allech chi helpu i’w newid
opportunities-lead = Mae pob un o’r rhain yn gwestiwn go iawn. Mae cyngor, gwasanaeth iechyd neu sefydliad gofal am ei ateb gyda phobl sy’n gwybod.
opportunities-q-label = Am beth rydych chi’n gwybod?
opportunities-q-hint = Mae eich geiriau eich hun yn iawn, er enghraifft “gofalu am Mam” neu “trafferth gyda bysiau”.
opportunities-button = Chwilio
opportunities-clear = Dangos popeth
error-place-unknown = Nid ydym yn adnabod y lle hwn. Teipiwch hanner cyntaf cod post, fel CF10.
opportunities-found = { $number ->
    [0] Dim byd wedi’i ganfod
    [one] 1 cyfle
    [two] 2 gyfle
    [few] 3 chyfle
    [many] 6 chyfle
   *[other] { $number } cyfle
}
opportunities-none = Does dim byd ar agor ar hyn o bryd
opportunities-none-text = Mae cwestiynau newydd yn cael eu hychwanegu o hyd. Dywedwch beth rydych chi’n ei wybod, ac efallai y caiff eich enw ei dynnu ar gyfer gwahoddiad pan fydd ei angen.
opportunities-none-found = Does dim byd sydd ar agor yn cyd-fynd â’r geiriau hyn
opportunities-none-found-text = Rhowch gynnig ar lai o eiriau neu eiriau eraill, neu dangoswch bopeth. Gallwch hefyd ddweud beth rydych chi’n ei wybod: yna efallai y caiff eich enw ei dynnu ar gyfer gwahoddiad pan fydd rhywbeth yn addas.
opportunities-next = Tudalen nesaf
opportunities-previous = Tudalen flaenorol
opportunities-pages = Tudalennau o gyfleoedd
opportunity-asks = Mae { $name } yn gofyn
opportunity-stage = Faint o lais sydd gennych
opportunity-stage-educating = Mae hyn yn helpu pobl i ddeall. Nid yw’n llunio unrhyw benderfyniad.
opportunity-stage-informing = Maen nhw’n dweud wrth bobl beth yw eu cynlluniau. Ychydig fydd yn newid o’i herwydd.
opportunity-stage-consultation = Maen nhw’n gofyn beth yw barn pobl. Wedyn maen nhw’n penderfynu ar eu pen eu hunain.
opportunity-stage-engagement = Maen nhw’n trafod gyda phobl sawl gwaith. Nhw sy’n penderfynu yn y pen draw.
opportunity-stage-co-design = Mae pobl a staff yn dod o hyd i’r ateb gyda’i gilydd. Nhw sy’n penderfynu a gaiff ei weithredu.
opportunity-stage-co-production = Mae pobl a staff yn cynllunio, yn penderfynu ac yn gweithredu gyda’i gilydd, yn gyfartal.
opportunity-open = Beth sy’n agored
opportunity-fixed = Beth sy’n sefydlog, a pham
opportunity-gives = Beth rydych chi’n ei roi
opportunity-gets = Beth rydych chi’n ei gael
opportunity-decides = Pwy sy’n penderfynu
opportunity-decided-when = Pryd: { $when }
opportunity-hear = Pryd y byddant yn dweud beth ddaeth ohono
opportunity-hear-text = Maent yn addo dweud wrth y bobl a gymerodd ran, erbyn { $date }, beth a wnaed â’r hyn a roesant, hyd yn oed os na newidiodd dim.
opportunity-hear-short = Maent yn addo ateb erbyn { $date }
opportunity-close = Pa mor agos ydyw i chi, a pham
opportunity-seeks = Gan bwy maen nhw’n gobeithio clywed
opportunity-seeks-must = Yn angenrheidiol
opportunity-seeks-helps = Mae hyn hefyd yn help
opportunity-seeks-any-must = Mae angen pob un o’r rhain arnoch. Does neb yn gofyn i chi ei brofi.
opportunity-as = { $standpoint }
opportunity-how = Sut
opportunity-where = Ble
opportunity-where-near = Ger { $area }, i bobl sy’n byw o fewn { $km } km
opportunity-where-any = O ble bynnag yr ydych
opportunity-when = Pryd
opportunity-starts = Y tro cyntaf: { $date }
opportunity-time = Amser
opportunity-hours = { $hours ->
    [one] 1 awr
    [two] 2 awr
   *[other] { $hours } awr
}
opportunity-minutes = { $minutes } munud
opportunity-hours-minutes = { $hours ->
    [one] 1 awr
   *[other] { $hours } awr
} { $minutes } munud
opportunity-once = { $length }, unwaith
opportunity-series = { $length } bob tro, { $meetings } gwaith
opportunity-number = Sut mae enwau’n cael eu tynnu
opportunity-number-text = Mae’r rhif a fydd yn penderfynu wedi’i bennu. Ni all neb ei newid, a chaiff ei gyhoeddi pan gaiff yr enwau eu tynnu. Ei ôl bys (SHA-256) yw
opportunity-number-outside = Rhif o’r tu allan fydd yn penderfynu, ac ni ŵyr neb beth ydyw eto. Os na ddaw un mewn pryd, ein rhif ni fydd yn penderfynu. Ei ôl bys (SHA-256) yw
opportunity-places = Lleoedd
opportunity-places-number = { $number ->
    [one] Gall 1 person gymryd rhan
   *[other] Gall { $number } o bobl gymryd rhan
}
opportunity-places-all = Gall pawb sydd am gymryd rhan wneud hynny
opportunity-fee = Tâl
opportunity-fee-none = Dim ffi
opportunity-fee-hour = { $fee } am bob awr
opportunity-fee-session = { $fee } am bob sesiwn
opportunity-fee-day = { $fee } am bob diwrnod
opportunity-pay-on = wedi’i dalu erbyn { $date }
opportunity-fee-choice = Nid oes rhaid i chi ei gymryd. Dywedwch wrthynt a ydych am gael y cyfan, rhan ohono neu ddim.
opportunity-benefits = Os ydych chi’n cael budd-daliadau, gall cael eich talu eu newid. Holwch cyn dweud ie. Does dim rhaid i chi byth ddweud wrthym ni na nhw pa fudd-daliadau rydych chi’n eu cael.
opportunity-expenses = Treuliau
opportunity-care = Os ydych chi’n gofalu am rywun
opportunity-care-paid = Telir am rywun i gymryd drosodd tra byddwch i ffwrdd
opportunity-care-arranged = Maen nhw’n trefnu i rywun gymryd drosodd tra byddwch i ffwrdd
opportunity-care-not-offered = Nid ydynt yn cynnig rhywun i gymryd drosodd
opportunity-access = I’w gwneud yn haws
opportunity-offers = Gallai fod i chi os yw’r rhain yn bwysig i chi
opportunity-preview-missing = Heb ei ysgrifennu eto
opportunity-forward = Cynnig eich hun
opportunity-forward-text = Does dim rhaid i chi aros am wahoddiad. Os oes mwy o bobl nag o leoedd, tynnir enwau ar hap, mor deg ag y gallwn.
opportunity-forward-sees = Nid ydynt yn cael gwybod eich enw nawr. Dim ond os dywedwch ie yn nes ymlaen a chael lle y cânt wybod.
opportunity-forward-button = Rwy’n cynnig fy hun
opportunity-forward-sign-in = Mewngofnodwch i gynnig eich hun
opportunity-forward-register = Dweud beth rydych chi’n ei wybod
opportunity-forward-new = Newydd yma? Mae’n cymryd ychydig funudau, ac nid oes angen caniatâd neb arnoch.
opportunity-forward-done = Rydych wedi cynnig eich hun
opportunity-forward-done-text = Rydych yn y broses dynnu enwau am wahoddiad, gyda’r un siawns â phawb arall sy’n dod â’r un peth â chi.
opportunity-forward-not-yet = Rydych wedi cynnig eich hun, ond nid ydych yn y broses dynnu enwau eto
opportunity-take-back-button = Tynnu’n ôl
opportunity-mismatch = Fel y mae pethau, ni fyddech yn y broses dynnu enwau
opportunity-limited = Nid ydym yn eich gwahodd i hyn am y tro
opportunity-invited = Cawsoch wahoddiad i hyn
opportunity-invited-text = Felly nid oes rhaid i chi gynnig eich hun. Darllenwch eich gwahoddiad i weld beth allwch chi ei wneud.
opportunity-invited-link = Gweld eich gwahoddiadau
opportunity-mismatch-matching = Nid ydych wedi dweud y cawn eich paru â chyfleoedd.
opportunity-mismatch-invitations = Nid ydych wedi dweud y cawn anfon gwahoddiadau atoch.
opportunity-mismatch-paused = Fe wnaethoch ofyn i ni oedi.
opportunity-mismatch-format = Mae’n digwydd mewn ffordd na ddewisoch chi: { $said }.
opportunity-mismatch-distance = Mae tua { $number } km ({ $miles } milltir) oddi wrthych; fe ddywedoch chi hyd at { $limit } km ({ $limit_miles } milltir).
opportunity-mismatch-time = Mae’n digwydd ar adeg na ddewisoch chi: { $said }.
opportunity-mismatch-seek = Mae arnynt angen rhywun sy’n gwybod am hyn, ac nid oes dim a ddywedoch wrthym yn dweud hynny: { $said }.
opportunity-mismatch-any = Nid yw’r hyn a ddywedoch wrthym yn cyd-fynd eto â’r hyn sydd ei angen arnynt.
opportunity-mismatch-true = Os yw’n wir amdanoch chi, dywedwch hynny yn yr hyn rydych chi’n ei wybod.
opportunity-not-close = Nid ydych wedi dweud dim wrthym sy’n dod â chi’n agos at hyn. Gallwch ddarllen ymlaen yr un fath.
for-you-title = I chi
for-you-lead = Beth sydd ar agor nawr ac yn agos at yr hyn a ddywedoch wrthym, yr agosaf yn gyntaf. Dim ond chi sy’n gweld y rhestr hon.
for-you-none = Does dim byd yn addas ar hyn o bryd
for-you-none-text = Mae hynny’n dweud rhywbeth am yr hyn sy’n cael ei ofyn, nid amdanoch chi. Caiff y rhestr hon ei llunio o’r newydd bob tro y byddwch yn edrych. Gallwch hefyd ofyn am e-bost am yr hyn sydd ar agor.
for-you-matching = Nid ydych wedi dweud y cawn eich paru
for-you-matching-text = Felly nid oes rhestr i chi yma. Gallwch ei ganiatáu, neu edrych drwy bopeth eich hun.
for-you-paused = Fe wnaethoch ofyn i ni oedi
for-you-paused-text = Byddwn yn edrych eto ar ôl { $date }. Gallwch ddod â’r saib i ben yn gynt.
for-you-empty = Dywedwch wrthym yn gyntaf beth rydych chi’n ei wybod
for-you-empty-text = Unwaith y byddwn yn gwybod un peth amdanoch gallwn chwilio am yr hyn sy’n addas.
for-you-change = Newid yr hyn a ddywedoch wrthym
for-you-all = Gweld popeth sydd ar agor
closeness-1 = Braidd yn agos atoch chi
closeness-2 = Yn agos atoch chi
closeness-3 = Yn cyd-fynd yn agos
closeness-4 = Yn cyd-fynd yn agos iawn
notice-put-forward = Rydych wedi cynnig eich hun, ac rydych yn y broses dynnu enwau am wahoddiad.
notice-put-forward-not-yet = Rydych wedi cynnig eich hun, ond nid ydych yn y broses dynnu enwau eto. Darllenwch isod pam.
forward-title = Yr hyn y cynigioch eich hun ar ei gyfer
forward-in = Rydych yn y broses dynnu enwau am wahoddiad. Os caiff eich enw ei dynnu, byddwn yn ysgrifennu atoch.
forward-not-yet = Nid ydych yn y broses dynnu enwau eto. Mae’r dudalen yn dweud pam.
forward-over = Nid yw’n derbyn mwy o bobl, ac ni chafodd eich enw ei dynnu am wahoddiad hyd yn hyn.
forward-stopped = Mae’r bobl sy’n rhedeg y gwasanaeth hwn wedi atal hyn am y tro.
notice-taken-back = Rydych wedi tynnu’n ôl. Efallai y cewch wahoddiad i hwn o hyd, os yw’n cyd-fynd â’r hyn a ddywedoch wrthym.
notice-not-open = Nid yw hwn yn derbyn pobl mwyach. Ni chawsoch eich cynnig.
opportunity-mismatch-nearer = Mae tua { $number } km oddi wrthych, ac maen nhw’n gofyn i bobl sy’n byw o fewn { $limit } km.
opportunity-mismatch-open = Mae cymaint o wahoddiadau’n aros am eich ateb ag y gall fod ar un adeg ({ $number }), felly nid ydym yn anfon un arall atoch. Gallwch gynnig eich hun o hyd.
opportunity-mismatch-month = { $number ->
    [0] Fe ofynnoch i ni beidio ag anfon gwahoddiadau atoch. Gallwch gynnig eich hun o hyd.
   *[other] Cawsoch eich gwahodd mor aml ag y gellir mewn 30 diwrnod ({ $number }), felly nid ydym yn anfon un arall atoch eto. Gallwch gynnig eich hun o hyd.
}
opportunity-change-matching = Newid yr hyn rydych yn ei ganiatáu
opportunity-change-invitations = Newid yr hyn rydych yn ei ganiatáu
opportunity-change-paused = Dod â’r saib i ben
opportunity-change-format = Newid sut rydych yn cymryd rhan
opportunity-change-time = Newid pryd rydych yn cymryd rhan
opportunity-change-distance = Newid pa mor bell rydych yn teithio
opportunity-change-open = Gweld eich gwahoddiadau
opportunity-change-month = Newid pa mor aml rydym yn gofyn i chi
opportunity-change-seek = Ychwanegu hyn at yr hyn rydych yn ei wybod
for-you-why-not = Pam mae cyn lleied?
for-you-open = { $open ->
    [one] Mae 1 cyfle ar agor
    [two] Mae 2 gyfle ar agor
    [few] Mae 3 chyfle ar agor
    [many] Mae 6 chyfle ar agor
   *[other] Mae { $open } cyfle ar agor
}. { $close ->
    [0] Nid oes yr un ohonynt yn agos at yr hyn a ddywedoch wrthym.
    [one] Mae 1 ohonynt yn agos at yr hyn a ddywedoch wrthym.
   *[other] Mae { $close } ohonynt yn agos at yr hyn a ddywedoch wrthym.
}
for-you-if = Newidiwch un ateb i weld mwy
for-you-if-distance = { $number ->
    [one] Byddai 1 arall yn addas pe gallech deithio ymhellach.
   *[other] Byddai { $number } arall yn addas pe gallech deithio ymhellach.
}
for-you-if-nearer = { $number ->
    [one] Byddai 1 arall yn addas, ond maen nhw’n gofyn i bobl sy’n byw yn nes.
   *[other] Byddai { $number } arall yn addas, ond maen nhw’n gofyn i bobl sy’n byw yn nes.
}
for-you-if-format = { $number ->
    [one] Byddai 1 arall yn addas pe baech yn cymryd rhan mewn ffordd arall.
   *[other] Byddai { $number } arall yn addas pe baech yn cymryd rhan mewn ffordd arall.
}
for-you-if-time = { $number ->
    [one] Byddai 1 arall yn addas ar adeg arall o’r dydd neu’r wythnos.
   *[other] Byddai { $number } arall yn addas ar adeg arall o’r dydd neu’r wythnos.
}
for-you-if-several = { $number ->
    [one] Byddai 1 arall yn addas, ond mae mwy nag un peth yn y ffordd.
   *[other] Byddai { $number } arall yn addas, ond mae mwy nag un peth yn y ffordd.
}
for-you-unasked = { $number ->
    [one] Mae 1 arall yn chwilio am rywbeth nad ydych wedi sôn amdano, ac mae hynny’n iawn.
   *[other] Mae { $number } arall yn chwilio am rywbeth nad ydych wedi sôn amdano, ac mae hynny’n iawn.
}
for-you-topics = Os yw un o’r rhain yn wir amdanoch chi, dywedwch hynny:
opportunity-change-any = Dweud beth rydych chi’n ei wybod
