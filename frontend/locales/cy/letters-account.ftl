# Not yet reviewed by a translator.
letter-confirm-subject = Ai eich cyfeiriad chi yw hwn?
letter-confirm-text = Rhoddodd rhywun y cyfeiriad hwn i ni i agor cyfrif gydag Alongside. Os chi oedd hynny, agorwch y ddolen hon a phwyswch y botwm:
letter-confirm-link = Ie, fy nghyfeiriad i yw hwn
letter-confirm-lives = Mae’r ddolen yn gweithio am un diwrnod.
letter-confirm-not-you = Os nad chi oedd hynny, peidiwch â gwneud dim. Ni all neb ddefnyddio eich cyfeiriad heb y ddolen hon.

letter-already-registered-subject = Eich cyfrif
letter-already-registered-text = Gofynnodd rhywun am agor cyfrif gyda’r cyfeiriad hwn. Mae gennych un eisoes. Gallwch fynd yn syth i mewn:
letter-already-registered-link = Mynd i fy nghyfrif
letter-already-registered-lives = Mae dolen i fewngofnodi yn gweithio unwaith, am hanner awr.
letter-already-registered-password = Os nad ydych yn gwybod eich cyfrinair mwyach, gofynnwch am un newydd ar y dudalen mewngofnodi.
letter-already-registered-not-you = Os na ofynnoch am hyn, peidiwch â gwneud dim. Nid oes dim wedi newid.

letter-sign-in-link-subject = Eich dolen
letter-sign-in-link-text = Dyma’r ddolen y gofynnoch amdani:
letter-sign-in-link-link = Mewngofnodi
letter-sign-in-link-lives = Mae’n gweithio unwaith, am hanner awr.
letter-sign-in-link-not-you = Os na ofynnoch amdani, peidiwch â gwneud dim. Ni all neb fewngofnodi hebddi.

letter-password-reset-subject = Eich cyfrinair newydd
letter-password-reset-text = Gofynnoch am gyfrinair newydd. Agorwch y ddolen hon i ddewis un:
letter-password-reset-link = Dewis cyfrinair
letter-password-reset-lives = Mae’n gweithio unwaith, am awr.
letter-password-reset-not-you = Os na ofynnoch amdano, peidiwch â gwneud dim. Mae eich cyfrinair yn aros fel y mae.

letter-officer-verified-subject = Newyddion am eich cais
letter-officer-verified-text = Rydym wedi edrych ar eich sefydliad, ac mae wedi’i ddilysu. Diolch am aros.
letter-officer-verified-next = Gallwch nawr ysgrifennu eich cyfle cyntaf. Byddwn yn darllen un cyntaf pob sefydliad cyn i bobl ei weld.
letter-officer-verified-link = Ysgrifennu cyfle

letter-officer-refused-subject = Newyddion am eich cais
letter-officer-refused-text = Rydym wedi edrych ar eich sefydliad, ac ni allwn ei ddilysu. Dyma pam:
letter-officer-refused-next = Os ydych yn meddwl ein bod yn anghywir, neu os oes rhywbeth wedi newid, ysgrifennwch atom neu ffoniwch ni.

letter-officer-suspended-subject = Newyddion am eich sefydliad
letter-officer-suspended-text = Rydym wedi stopio eich sefydliad. Ni allwch bostio na gwahodd am y tro. Dyma pam:
letter-officer-suspended-next = Ysgrifennwch atom neu ffoniwch ni, fel y gallwn roi pethau’n iawn gyda’n gilydd.

letter-opportunity-open-subject = Newyddion am yr hyn a ysgrifennoch
letter-opportunity-open-text = Rydym wedi darllen eich cyfle, ac mae ar agor nawr. Gallwch osod nifer y lleoedd a gwahodd pobl.
letter-opportunity-open-link = Mynd ymlaen

letter-opportunity-refused-subject = Newyddion am yr hyn a ysgrifennoch
letter-opportunity-refused-text = Rydym wedi darllen eich cyfle, ac ni all agor eto. Dyma pam:
letter-opportunity-refused-next = Newidiwch yr hyn sydd ei angen a’i anfon atom eto.
letter-opportunity-refused-link = Ei newid

letter-opportunity-taken-down-subject = Newyddion am yr hyn a ysgrifennoch
letter-opportunity-taken-down-text = Rydym wedi tynnu eich cyfle i lawr. Ni fydd negeseuon nad oeddent wedi’u hanfon byth yn cael eu hanfon, ac ni all neb ei ddarllen nac ateb. Mae pawb sy’n aros wedi cael gwybod. Dyma pam:
letter-opportunity-taken-down-next = Ysgrifennwch atom neu ffoniwch ni, fel y gallwn roi pethau’n iawn gyda’n gilydd.
letter-opportunity-taken-down-link = Edrych arno
letter-opportunity-put-back-subject = Newyddion am yr hyn a ysgrifennoch
letter-opportunity-put-back-text = Nid yw’r hyn a ysgrifennoch wedi’i dynnu i lawr mwyach. Mae’r atebion a’r lleoedd fel yr oeddent. Nid yw negeseuon a ataliwyd yn cael eu hanfon ohonynt eu hunain: edrychwch ar y gwahoddiad a’i ryddhau eto.
letter-opportunity-put-back-link = Edrych arno
