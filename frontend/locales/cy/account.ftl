# Not yet reviewed by a translator.
email-label = Eich cyfeiriad e-bost
email-hint = Dim ond i ysgrifennu atoch chi y byddwn yn ei ddefnyddio.
password-label = Eich cyfrinair
old-password-label = Eich cyfrinair presennol
new-password-label = Dewiswch gyfrinair
new-password-hint = O leiaf 8 nod. Mae tri gair ar hap yn gwneud un da.
adult-label = Eich oedran
adult-yes = Rwy’n 18 oed neu’n hŷn
locale-label = Ym mha iaith y dylem ysgrifennu atoch?

error-email-missing = Rhowch eich cyfeiriad e-bost
error-email-not-an-address = Rhowch gyfeiriad e-bost cyfan, fel enw@example.org
error-email-too-long = Rhowch gyfeiriad e-bost byrrach
error-email-wait = { $number ->
    [one] Arhoswch 1 eiliad, yna rhowch gynnig arall arni
   *[other] Arhoswch { $number } eiliad, yna rhowch gynnig arall arni
}
error-password-missing = Rhowch eich cyfrinair
error-password-wrong = Nid yw’r cyfeiriad a’r cyfrinair hyn yn mynd gyda’i gilydd. Gwiriwch y ddau, neu gofynnwch am ddolen. Os ydych newydd gofrestru, agorwch yr e-bost a anfonwyd atoch yn gyntaf.
error-password-not-yours = Nid hwn yw eich cyfrinair presennol. Rhowch gynnig arall arni.
error-password-wait = { error-email-wait }
error-new-password-missing = Dewiswch gyfrinair
error-new-password-too-short = Dewiswch gyfrinair hirach, o leiaf 8 nod
error-new-password-too-long = Dewiswch gyfrinair byrrach
error-new-password-too-easy = Mae’r cyfrinair hwn yn rhy hawdd ei ddyfalu. Ychwanegwch air arall na fyddai neb yn ei ddisgwyl.
error-new-password-wait = { error-email-wait }
error-adult-missing = Rhaid i chi fod yn 18 oed neu’n hŷn i gymryd rhan. Ticiwch y blwch os ydych.
error-locale-missing = Dewiswch iaith

register-title = Cymryd rhan
register-lead = Yn gyntaf mae angen ffordd arnom i ysgrifennu atoch. Mae’n cymryd un funud. Gallwch stopio unrhyw bryd a mynd ymlaen yn nes ymlaen.
register-email-hint = Ni fydd neb ond ni yn ei weld, oni bai eich bod yn dweud ie wrth rywbeth ac yn cael lle.
register-button = Cofrestru
register-without = Dim cyfrinair?
register-without-text = Gallwch wneud heb un. Bob tro y byddwch am fewngofnodi, byddwn yn anfon e-bost gyda dolen atoch.
register-without-button = E-bostiwch ddolen ataf yn lle hynny
register-next = Beth sy’n digwydd nesaf
register-next-letter = Byddwn yn anfon e-bost atoch. Agorwch ei ddolen i ddangos mai chi biau’r cyfeiriad.
register-next-say = Byddwch yn dweud beth rydych yn ei wybod o fywyd a beth y gallwch ei wneud, cymaint neu gyn lleied ag y mynnwch.
register-next-you = Chi sy’n penderfynu pwy sy’n gweld beth. Ni ddangosir dim cyn i chi ddweud.
register-known = Rwyf wedi cofrestru o’r blaen
register-host = Rwy’n gweithio i sefydliad

look-title = Edrychwch ar eich e-bost
look-lead = Rydym wedi anfon e-bost atoch. Agorwch ef a dilynwch ei ddolen.
look-from = Daw’r e-bost oddi wrth Alongside. Gall gymryd ychydig funudau.
look-nothing = Dim byd yno?
look-nothing-spam = Edrychwch yn y ffolder sothach neu sbam.
look-nothing-address = Gwiriwch eich bod wedi teipio’r cyfeiriad rydych yn ei ddefnyddio. Dim ond at gyfeiriadau rydym yn eu hadnabod, neu sydd newydd gofrestru, y gallwn ysgrifennu.
look-nothing-again = Ewch yn ôl a gofynnwch eto ymhen ychydig funudau. Efallai mai dim ond yr e-bost diweddaraf fydd yn gweithio.

confirm-title = Ai chi biau’r cyfeiriad hwn?
confirm-text = Pwyswch y botwm os gofynnoch i ni am gyfrif. Os na wnaethoch, caewch y dudalen hon ac ni fydd dim yn digwydd.
confirm-button = Ie, fy nghyfeiriad i yw hwn

old-link-title = Nid yw’r ddolen hon yn gweithio mwyach
old-link-confirm = Efallai eich bod wedi’i defnyddio eisoes, neu ei bod yn fwy na diwrnod oed, neu fod e-bost mwy newydd.
old-link-enter = Mae dolen i fewngofnodi yn gweithio unwaith, am hanner awr.
old-link-reset = Mae dolen i gyfrinair newydd yn gweithio unwaith, ac nid am hir.
old-link-sign-in = Mewngofnodi
old-link-register = Cofrestru eto
old-link-again = Gofyn am ddolen newydd

sign-in-title = Mewngofnodi
sign-in-button = Mewngofnodi
sign-in-forgotten = Nid wyf yn gwybod fy nghyfrinair
sign-in-link = Mewngofnodi heb gyfrinair
sign-in-link-text = Os ydych yn cymryd rhan fel chi’ch hun, gallwn anfon e-bost gyda dolen atoch.
sign-in-link-ask = E-bostiwch ddolen ataf
sign-in-new = Newydd yma?
sign-in-new-person = Rwyf am gymryd rhan
sign-in-new-host = Rwy’n gweithio i sefydliad

link-title = Mewngofnodi gyda dolen
link-text = Byddwn yn anfon e-bost gyda dolen atoch. Mae’n gweithio unwaith, am hanner awr.
link-button = E-bostiwch ddolen ataf
link-staff = Ydych chi’n gweithio gyda phobl sy’n cymryd rhan? Yna mae angen eich cyfrinair a chod arnoch:
link-staff-link = mewngofnodwch gyda chyfrinair
link-arrived-title = Croeso’n ôl
link-arrived-text = Pwyswch y botwm i fewngofnodi ar y ddyfais hon.
link-arrived-button = Mewngofnodi

reset-title = Dewis cyfrinair newydd
reset-text = Byddwn yn anfon e-bost gyda dolen atoch. Yno gallwch ddewis cyfrinair newydd.
reset-button = E-bostiwch ddolen ataf
new-password-title = Dewiswch eich cyfrinair newydd
new-password-text = Pan fyddwch wedi’i ddewis, cewch eich allgofnodi ym mhobman. Yna mewngofnodwch gyda’r un newydd.
new-password-button = Cadw’r cyfrinair hwn

account-title = Eich cyfrif
account-email = Rydym yn ysgrifennu at { $email }.
account-password = Cyfrinair
account-password-button = Newid fy nghyfrinair
account-password-none = Nid oes gennych gyfrinair. Rydych yn mewngofnodi gyda dolenni rydym yn eu hanfon atoch.
account-password-ask = Dewis cyfrinair
account-language-button = Cadw’r iaith hon
account-everywhere = Allgofnodi ym mhobman
account-everywhere-text = Mae hyn yn dod â phob sesiwn i ben, ar y ddyfais hon a phob un arall. Gwnewch hyn os ydych wedi defnyddio cyfrifiadur y mae eraill yn ei ddefnyddio hefyd.
account-everywhere-button = Allgofnodi ym mhobman

notice-signed-out = Rydych wedi allgofnodi.
notice-signed-out-everywhere = Rydych wedi allgofnodi ym mhobman.
notice-password-changed = Mae eich cyfrinair wedi’i newid.
notice-language-changed = O hyn ymlaen byddwn yn ysgrifennu atoch yn yr iaith hon.
notice-address-confirmed = Diolch, chi biau’r cyfeiriad hwn. Nawr mewngofnodwch.

demo-sign-in = Rhowch gynnig arni
demo-sign-in-text = Arddangosiad yw hwn. Mewngofnodwch fel un o’i bobl, heb gyfrinair.
demo-sign-in-citizen = Fel dinesydd
demo-sign-in-officer = Fel swyddog
demo-sign-in-steward = Fel stiward
demo-look = Arddangosiad yw hwn, ac nid oes dim yn cael ei anfon.
demo-look-link = Darllenwch yr e-bost yma
new-email-label = Cyfeiriad e-bost newydd
error-new-email-missing = Rhowch y cyfeiriad e-bost newydd
error-new-email-not-an-address = Rhowch gyfeiriad e-bost cyfan, fel enw@example.org
error-new-email-same = Dyma’r cyfeiriad y byddwn yn ysgrifennu iddo nawr. Rhowch un arall.
error-new-email-wait = { error-email-wait }
error-new-email-sign-in-again = Yn gyntaf, mewngofnodwch eto gyda dolen newydd. Yna newidiwch eich cyfeiriad o fewn hanner awr.
email-change-title = Newid eich cyfeiriad e-bost
email-change-new = Byddwn yn anfon dolen i’r cyfeiriad newydd. Nid oes dim yn newid nes i chi ei hagor.
email-change-old = Byddwn hefyd yn ysgrifennu i’r hen gyfeiriad. Mae’r ddolen yno yn dadwneud y newid am 7 diwrnod. Nid yw’r e-bost hwnnw’n dweud beth yw’r cyfeiriad newydd.
email-change-out = Yna cewch eich allgofnodi ar bob dyfais arall.
email-change-button = Anfonwch y ddolen ataf
email-change-link-first = Nid oes gennych gyfrinair. Felly mewngofnodwch gyda dolen newydd yn gyntaf, i ddangos mai chi sydd yno.
email-change-lost = Methu mewngofnodi mwyach?
email-change-lost-text = Ysgrifennwch neu ffoniwch ni. Gallwn anfon y ddolen i’ch cyfeiriad newydd.
email-confirm-title = Ai hwn yw eich cyfeiriad newydd?
email-confirm-text = Pwyswch y botwm os ydym i ysgrifennu atoch yma o hyn ymlaen.
email-confirm-button = Ie, ysgrifennwch ataf yma
email-confirm-old = Mae’r ddolen yn gweithio unwaith, am un diwrnod. Efallai fod cyfrif arall yn defnyddio’r cyfeiriad hwn eisoes. Os oes angen help arnoch, ysgrifennwch neu ffoniwch ni.
email-undo-title = Nid chi oedd hyn?
email-undo-text = Pwyswch y botwm os na ofynnoch am gyfeiriad arall. Byddwn yn ysgrifennu i’r cyfeiriad hwn eto.
email-undo-out = Bydd pawb sydd wedi mewngofnodi i’ch cyfrif yn cael eu hallgofnodi, ac ni fydd yr hen gyfrinair yn gweithio mwyach. Yna byddwch yn dewis un newydd.
email-undo-button = Nid fi oedd hyn
email-undo-old = Mae’r ddolen yn gweithio unwaith, am 7 diwrnod. Os yw rhywun arall yn eich cyfrif, ysgrifennwch neu ffoniwch ni.
notice-email-asked = Rydym wedi anfon dolen i’r cyfeiriad newydd. Agorwch hi o fewn un diwrnod.
notice-email-changed = O hyn ymlaen byddwn yn ysgrifennu i’ch cyfeiriad newydd.
notice-email-undone = Mae eich hen gyfeiriad yn cyfrif eto, ac mae pawb wedi’u hallgofnodi. Nawr dewiswch gyfrinair newydd yma.
account-email-change = Newid eich cyfeiriad e-bost
account-staff = Mewngofnodi dau gam
account-staff-anew = Ei osod ar ffôn arall
account-staff-codes = Codau adfer
account-staff-close = Cau eich cyfrif
notice-account-closed = Mae eich cyfrif wedi’i gau. Diolch am eich gwaith.
typed-title = Dyma’r hyn a ysgrifennoch
typed-signed-in = Rydych wedi mewngofnodi eto. Nid yw’r hyn a ysgrifennoch wedi’i anfon eto. Rydym yn ei gadw yma am awr. Darllenwch ef, newidiwch ef os mynnwch, ac anfonwch ef.
typed-403 = Ni dderbyniom ef, am i chi fewngofnodi neu allgofnodi ar ôl agor y dudalen. Mae’r hyn a ysgrifennoch yma o hyd. Darllenwch ef, ac anfonwch ef unwaith eto.
typed-500 = Aeth rhywbeth o’i le ar ein hochr ni. Mae’r hyn a ysgrifennoch yma o hyd. Edrychwch yn gyntaf a gyrhaeddodd. Os naddo, anfonwch ef unwaith eto.
typed-503 = Ni allem ei dderbyn yn awr. Mae’r hyn a ysgrifennoch yma o hyd. Arhoswch ychydig, ac anfonwch ef unwaith eto.
typed-field = Yr hyn a ysgrifennoch
typed-send = Anfon yn awr
typed-leave = Ei adael a mynd i’r dudalen gyntaf
typed-sign-in = Mewngofnodi yn gyntaf (yn agor tab newydd)
