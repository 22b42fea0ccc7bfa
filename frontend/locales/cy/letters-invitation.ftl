# Not yet reviewed by a translator.
letter-private = I chi’n unig y mae’r neges hon. Os gall rhywun arall weld eich sgrin, efallai yr hoffech ei darllen yn nes ymlaen. Mae’r llinellau cyntaf yr un fath ym mhob neges fel hon. Felly nid yw cipolwg arni yn dweud wrth neb beth yw ei phwnc. Daw hynny nawr.
letter-why-invitation = Rydych yn cael y neges hon am i chi ddweud y cawn anfon gwahoddiadau atoch.
letter-why-answer = Rydych yn cael y neges hon am i chi ateb gwahoddiad.
letter-stop = Dim mwy o wahoddiadau? Gallwch eu hatal yma:
letter-stop-link = Atal gwahoddiadau
letter-invitation-subject = Mae gennych neges gan Alongside
letter-invitation-asks = Hoffai { $name } wybod beth yw eich barn chi:
letter-invitation-why = Pam rydym yn gofyn i chi:
letter-invitation-why-hidden = Rydym yn gofyn i chi am fod rhywbeth a ddywedoch wrthym yn cyd-fynd â hyn. Nid ydym yn ei ysgrifennu yma, rhag ofn i eraill ddarllen eich negeseuon.
letter-invitation-give = Beth fyddech chi’n ei roi
letter-invitation-get = Beth fyddech chi’n ei gael
letter-invitation-say = Beth allech chi ei newid
letter-invitation-next = Beth sy’n digwydd nesaf
letter-invitation-places = { $places ->
    [one] Mae 1 lle. Os bydd mwy o bobl yn dweud ie, caiff enw ei dynnu ar hap, mor deg ag y gallwn. Does dim gwahaniaeth pwy sy’n ateb gyntaf.
    [two] Mae 2 le. Os bydd mwy o bobl yn dweud ie, caiff enwau eu tynnu ar hap, mor deg ag y gallwn. Does dim gwahaniaeth pwy sy’n ateb gyntaf.
   *[other] Mae { $places } lle. Os bydd mwy o bobl yn dweud ie, caiff enwau eu tynnu ar hap, mor deg ag y gallwn. Does dim gwahaniaeth pwy sy’n ateb gyntaf.
}
letter-invitation-hear = Yn fuan ar ôl { $date } byddwch yn clywed a oes gennych le.
letter-invitation-answer = Atebwch erbyn { $date } os gwelwch yn dda. Nid oes angen mewngofnodi:
letter-invitation-button = Ateb y gwahoddiad hwn
letter-invitation-free = Gallwch ddweud ie, gofyn am gymorth, gofyn cwestiwn yn gyntaf, neu ddweud na. Nid oes angen rheswm. Os na fyddwch yn ateb, ni chaiff neb wybod.
letter-reply-received-subject = Mae eich ateb wedi cyrraedd
letter-reply-thanks = Diolch am ateb { $name }:
letter-reply-yes = Fe ddywedoch chi ie.
letter-reply-yes-with-support = Fe ddywedoch chi ie, gyda chymorth. Os cewch le, byddant yn cael gwybod beth sy’n eich helpu.
letter-reply-question = Fe ofynnoch chi gwestiwn yn gyntaf. Ni chânt wybod pwy ofynnodd. Byddwn yn ysgrifennu atoch pan fyddant wedi ateb.
letter-reply-not-now = Fe ddywedoch chi: nid nawr.
letter-reply-not-this = Fe ddywedoch chi: nid yr un yma. Mae hynny’n iawn.
letter-reply-yes-next = Yn fuan ar ôl { $date } byddwch yn clywed a oes gennych le.
letter-reply-again = Y diwrnod cyntaf y cawn ofyn i chi eto yw { $date }.
letter-reply-change = Y diwrnod olaf i newid eich ateb yw { $date }:
letter-reply-button = Gweld eich ateb
letter-question-answered-subject = Mae ateb i’ch cwestiwn
letter-question-asked = Fe ofynnoch chi:
letter-question-answer = Mae { $name } yn ateb:
letter-question-next = Y diwrnod olaf i ateb y gwahoddiad yw { $date }. Nid oes angen mewngofnodi:
letter-outcome-place-subject = Beth ddaeth o’ch ateb
letter-place-yes = Mae gennych le. Mae { $name } yn edrych ymlaen at weithio gyda chi ar hyn:
letter-place-drawn = { $places ->
    [one] Gallai { $people } o bobl gymryd rhan ac roedd 1 lle. Tynnwyd enw ar hap, a’ch enw chi oedd hwnnw.
    [two] Gallai { $people } o bobl gymryd rhan ac roedd 2 le. Tynnwyd enwau ar hap, ac roedd eich enw chi yn eu plith.
   *[other] Gallai { $people } o bobl gymryd rhan ac roedd { $places } lle. Tynnwyd enwau ar hap, ac roedd eich enw chi yn eu plith.
}
letter-place-told = Gall { $name } nawr ddarllen eich enw, y ffordd o gysylltu â chi a ddewisoch, beth sy’n eich helpu, a’r hyn a diciwyd gennych. Ni all neb arall sy’n gofyn i bobl yma wneud hynny. Mae angen hyn arnynt i drefnu’r gweddill gyda chi.
letter-place-until = Gallant ei ddarllen yma tan { $date }.
letter-place-when = { $when }. Tâl: { $pay }.
letter-place-back = Am wybod rhywbeth, neu a oes rhywbeth wedi codi? Gallwch ofyn i { $name }, neu roi eich lle yn ôl, fel y gall rhywun arall ei gael. Nid oes angen mewngofnodi:
letter-outcome-no-place-subject = Beth ddaeth o’ch ateb
letter-no-place = Ni thynnwyd eich enw y tro hwn.
letter-no-place-numbers = { $places ->
    [one] Gallai { $people } o bobl gymryd rhan ac roedd 1 lle.
    [two] Gallai { $people } o bobl gymryd rhan ac roedd 2 le.
   *[other] Gallai { $people } o bobl gymryd rhan ac roedd { $places } lle.
}
letter-no-place-full = Cafodd yr holl leoedd eu cymryd gan bobl a ddywedodd ie mewn rownd gynharach.
letter-draw-none = Oherwydd y gofynion ar gyfer y grŵp, nid oedd lle y gallech chi ei gymryd. Mae a wnelo hynny â’r grŵp, nid â chi nac â’r hyn rydych yn ei wybod.
letter-draw-same = Yr un siawns oedd gan bawb yn y broses: tua { $percent } mewn 100.
letter-draw-chance = Eich siawns chi oedd { $percent } mewn 100. Yr isaf a gafodd unrhyw un oedd { $lowest } mewn 100. Mae angen rhai pobl ar y grŵp yn fwy nag eraill, a dyna pam mae’r siawns yn amrywio.
letter-draw-see = Dyma sut y tynnwyd yr enwau. Gallwch ei wirio:
letter-draw-code = Eich cod ar ei gyfer yw { $code }.
letter-no-place-chance = Nid yw’n dweud dim amdanoch chi na’r hyn rydych yn ei wybod: hap a benderfynodd.
letter-no-place-next = Os bydd rhywun yn camu’n ôl, caiff enw ei dynnu o blith y rhai sydd nesaf i lenwi’r lle, ac rydych chi’n un ohonynt. Gallwch ddweud nad ydych am hynny.
letter-no-place-thanks = Diolch am ddweud ie.
letter-outcome-alternate-subject = Beth ddaeth o’ch ateb
letter-alternate = Mae lle wedi dod yn rhydd, a chi biau ef. Mae { $name } yn edrych ymlaen at weithio gyda chi ar hyn:
letter-alternate-drawn = Camodd rhywun yn ôl. Tynnwyd enw o blith y rhai oedd nesaf, a’ch enw chi oedd hwnnw.
letter-invitation-all-time = Eich amser i gyd
letter-invitation-advice = Mae’r rhain yn rhoi cyngor am ddim, ac nid ydynt yn gweithio i ni nac iddyn nhw:
letter-calendar-answer = Gallwch roi’r diwrnod olaf i ateb yn eich calendr. Ni fydd y calendr yn dweud beth yw’r pwnc.
letter-calendar-place = Gallwch roi’r diwrnod cyntaf yn eich calendr. Ni fydd y calendr yn dweud beth yw’r pwnc.
letter-calendar-link = Cael y dyddiadau
letter-not-me = Nid chi oedd hwn? Yna tynnwch yr ateb yn ôl yma:
letter-not-me-link = Nid fi oedd hwn
letter-reply-block = Ni fyddwn yn ysgrifennu atoch ar ran { $name } mwyach. Ni chânt wybod.
letter-new-link-subject = Dolen newydd i chi
letter-new-link-done = Dywedodd rhywun wrthym nad eich ateb chi oedd yr un diwethaf. Rydym wedi ei dynnu’n ôl, felly nid oes ateb nawr.
letter-new-link-old = Mae’r holl ddolenni a chodau yn ein negeseuon cynharach am hyn wedi peidio â gweithio. Ni all neb sydd ag un ohonynt ateb drosoch.
letter-new-link-answer = Dyma ffordd newydd i ateb, i chi’n unig. Gallwch ateb erbyn { $date }, neu beidio o gwbl:
letter-new-link-safe = Os nad ydych yn teimlo’n ddiogel, dyma bwy all helpu:
letter-safe-link = Cymorth a diogelwch
