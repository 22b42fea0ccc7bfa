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
letter-officer-verified-next = Gallwch nawr ysgrifennu cyfleoedd. Byddwn yn darllen un cyntaf pob sefydliad cyn i bobl ei weld.
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
letter-opportunity-taken-down-text = Rydym wedi tynnu eich cyfle i lawr. Ni fydd negeseuon nad oeddent wedi’u hanfon byth yn cael eu hanfon, ac ni all neb ei ddarllen nac ateb. Mae’r bobl sy’n aros wedi cael gwybod. Dyma pam:
letter-opportunity-taken-down-next = Ysgrifennwch atom neu ffoniwch ni, fel y gallwn roi pethau’n iawn gyda’n gilydd.
letter-opportunity-taken-down-link = Edrych arno
letter-opportunity-put-back-subject = Newyddion am yr hyn a ysgrifennoch
letter-opportunity-put-back-text = Nid yw’r hyn a ysgrifennoch wedi’i dynnu i lawr mwyach. Mae’r atebion a’r lleoedd fel yr oeddent. Nid yw negeseuon a ataliwyd yn cael eu hanfon ohonynt eu hunain: edrychwch ar y gwahoddiad a’i ryddhau eto.
letter-opportunity-put-back-link = Edrych arno

letter-email-confirm-subject = Ai eich cyfeiriad chi yw hwn?
letter-email-confirm-text = Gofynnoch i ni ysgrifennu i’r cyfeiriad hwn o hyn ymlaen. Os chi oedd hynny, agorwch y ddolen hon a phwyswch y botwm:
letter-email-confirm-link = Ie, ysgrifennwch ataf yma
letter-email-confirm-lives = Mae’r ddolen yn gweithio am un diwrnod.
letter-email-confirm-not-you = Os nad chi oedd hynny, peidiwch â gwneud dim. Nid oes dim yn newid heb y ddolen hon.
letter-email-taken-subject = Eich cyfrif
letter-email-taken-text = Gofynnodd rhywun am ddefnyddio’r cyfeiriad hwn ar gyfer cyfrif arall. Mae ganddo gyfrif gydag Alongside eisoes. Gallwch fewngofnodi iddo:
letter-email-taken-link = Mewngofnodi
letter-email-taken-other = Mae angen ei gyfeiriad ei hun ar bob cyfrif. I ddefnyddio hwn ar gyfer y cyfrif arall, newidiwch gyfeiriad y cyfrif hwn yn gyntaf.
letter-email-taken-not-you = Os na ofynnoch am hyn, peidiwch â gwneud dim. Nid oes dim wedi newid.
letter-email-changing-subject = Eich cyfrif
letter-email-changing-text = Gofynnoch i ni ysgrifennu i gyfeiriad arall o hyn ymlaen.
letter-email-changing-nothing = Os chi oedd hynny, does dim i’w wneud yma. Agorwch y ddolen a anfonwyd i’r cyfeiriad arall.
letter-email-changing-not-you = Os nad chi oedd hynny, agorwch y ddolen hon. Cewch eich cyfrif yn ôl, a bydd pawb yn cael eu hallgofnodi:
letter-email-changing-link = Nid fi oedd hyn
letter-email-changing-lives = Mae’r ddolen yn gweithio am 7 diwrnod. Unwaith y bydd y cyfeiriad arall wedi’i gadarnhau, mae angen eich cyfrinair hefyd.
letter-email-changing-by-staff-subject = Eich cyfrif
letter-email-changing-by-staff-text = Dywedodd rhywun wrthym ar y ffôn neu ar bapur fod gennych gyfeiriad arall nawr. Rydym wedi anfon dolen iddo.
letter-email-changing-by-staff-nothing = Os chi oedd hynny, does dim i’w wneud yma. Agorwch y ddolen a anfonwyd i’r cyfeiriad arall.
letter-email-changing-by-staff-not-you = Os nad chi oedd hynny, agorwch y ddolen hon. Cewch eich cyfrif yn ôl, a bydd pawb yn cael eu hallgofnodi:
letter-email-changing-by-staff-link = Nid fi oedd hyn
letter-email-changing-by-staff-lives = Mae’r ddolen yn gweithio am 7 diwrnod, a dim ond nes i’r cyfeiriad arall gael ei gadarnhau. Wedi hynny, ysgrifennwch atom neu ffoniwch ni.
letter-second-factor-anew-subject = Eich cyfrif
letter-second-factor-anew-text = Mae mewngofnodi dau gam yn cael ei osod o’r newydd ar eich cyfrif. Nid yw codau’r hen ap na’r hen godau adfer yn gweithio mwyach.
letter-second-factor-anew-not-you = Os nad chi oedd hynny, ffoniwch neu ysgrifennwch atom ar unwaith.
letter-set-up-anew-subject = Eich cyfrif
letter-set-up-anew-text = Dywedoch wrthym eich bod wedi colli’r ffôn gyda’ch codau. Yn gyntaf, mewngofnodwch gyda’ch cyfrinair. Yna agorwch y ddolen hon i osod mewngofnodi dau gam ar ffôn arall:
letter-set-up-anew-link = Gosod mewngofnodi dau gam o’r newydd
letter-set-up-anew-lives = Mae’r ddolen yn gweithio unwaith, am dri diwrnod, a dim ond gyda’ch cyfrinair. Mae’n dod i ben pan ddewiswch gyfrinair newydd.
letter-set-up-anew-not-you = Os na ofynnoch am hyn, peidiwch ag agor y ddolen. Ffoniwch neu ysgrifennwch atom ar unwaith.
letter-colleague-invited-subject = Gweithio gyda’ch cydweithwyr
letter-colleague-invited-text = Mae { $from }, yn eich gwahodd i weithio gyda’ch gilydd ar Alongside. Yno mae pobl â phrofiad bywyd a gwasanaethau cyhoeddus yn dod o hyd i’w gilydd. Agorwch y ddolen hon i wneud eich cyfrif eich hun:
letter-colleague-invited-link = Gwneud fy nghyfrif
letter-colleague-invited-lives = Mae’r ddolen yn gweithio unwaith, am 7 diwrnod.
letter-colleague-invited-not-you = Os nad ydych yn gwybod pwy yw hyn, peidiwch â gwneud dim.
letter-colleague-news-subject = Newyddion am eich tîm
letter-colleague-news-joined = Mae { $name } wedi ymuno â’ch sefydliad ar Alongside.
letter-colleague-news-left = Ni all { $name } fewngofnodi dros eich sefydliad mwyach.
letter-colleague-news-set-up-anew = Dywedodd { $name } wrthym fod y ffôn gyda’r codau ar goll. Rydym wedi anfon dolen i osod mewngofnodi dau gam o’r newydd.
letter-colleague-news-link = Gweld pwy all fewngofnodi
letter-colleague-news-not-right = Os na all hyn fod yn iawn, ffoniwch neu ysgrifennwch atom ar unwaith.
letter-access-ended-subject = Eich cyfrif
letter-access-ended-text = Ni allwch fewngofnodi dros { $from } mwyach. Mae eich cyfrif wedi’i gau.
letter-access-ended-wrong = Os ydych yn meddwl bod hyn yn anghywir, siaradwch â’ch sefydliad, neu ysgrifennwch atom.
letter-staff-waits-subject = Mae rhywbeth yn aros amdanoch
letter-staff-waits-text = Mae hyn yn newydd ers ein e-bost diwethaf atoch:
letter-staff-waits-question = Cwestiynau gan bobl sy’n aros am eich ateb: { $number }
letter-staff-waits-formed = Mae eich grŵp yn gyflawn. Gallwch weld nawr pwy sy’n cymryd rhan.
letter-staff-waits-reply-date = Gall pobl ateb tan { $date }. Edrychwch sut mae’n mynd.
letter-staff-waits-feedback-date = Fe wnaethoch addo dweud wrth bobl erbyn { $date } beth ddaeth o hyn.
letter-staff-waits-application = Sefydliadau i’w gwirio: { $number }
letter-staff-waits-posting = Cyfleoedd i’w darllen: { $number }
letter-staff-waits-left-out = Rafflau lle na all rhywun fod mewn unrhyw grŵp: { $number }
letter-staff-waits-doubt = E-byst sydd angen penderfyniad: { $number }
letter-staff-waits-paused = Mae ein e-byst yn cael eu gwrthod, ac mae’r anfon yn aros.
letter-staff-waits-paper = Llythyrau papur i’w hargraffu a’u postio: { $number }
letter-staff-waits-note = Nodiadau am y gwasanaeth i’w darllen: { $number }
letter-staff-waits-link = Edrych
letter-staff-waits-sign-in = Mae angen i chi fewngofnodi i weld rhagor.
letter-staff-waits-why-officer = Rydych yn ei gael am eich bod yn gweithredu dros sefydliad yno.
letter-staff-waits-why-steward = Rydych yn ei gael am eich bod yn helpu i’w redeg.
letter-staff-waits-stop = I stopio’r e-byst hyn, mewngofnodwch ac agorwch:
