# Not yet reviewed by a translator.
step-back = Yn ôl
step-count = Cwestiwn { $number } o { $of }
step-go-on = Cadw a mynd ymlaen
step-skip = Hepgor y cwestiwn hwn
step-later = Cadw a dod yn ôl yn nes ymlaen
step-save = Cadw
step-leave = Gadael fel y mae
step-to-you = Yn ôl i’ch tudalen

called-label = Beth gawn ni eich galw chi?
called-hint = Unrhyw enw yr hoffech gael eich galw. Dim ond ni sy’n ei ddefnyddio, nes i chi ddweud ie i rywbeth a chael lle.
error-called-missing = Dywedwch beth y cawn eich galw
error-called-too-long = Ysgrifennwch enw o { $number } nod ar y mwyaf

consent-title = Beth gawn ni ei wneud â’r hyn a ddywedwch?
consent-lead = Chi sy’n penderfynu ar bob un o’r rhain ar wahân. Does dim wedi’i dicio drosoch. Gallwch newid eich meddwl unrhyw ddiwrnod, ac mae’n cyfrif ar unwaith.
consent-more = Darllen pwy sy’n gweld beth
consent-label = Ticiwch yr hyn rydych yn cytuno iddo
consent-matching = Chwilio am bethau sy’n addas i chi
consent-matching-hint = Os cytunwch, mae cyfrifiadur yn cymharu’r hyn rydych yn ei wybod â’r hyn mae pobl yn gofyn amdano, gan gynnwys eich iechyd a’ch profiad bywyd. Os na, rydym yn cadw’r hyn a ddywedwch heb ei ddefnyddio, ac ni ellir dod o hyd i ddim i chi.
consent-invitations = Ysgrifennu atoch gyda gwahoddiadau
consent-invitations-hint = Os cytunwch, rydym yn anfon e-bost atoch pan fydd eich enw’n cael ei dynnu ar gyfer rhywbeth addas. Os na, ni fyddwn byth yn ysgrifennu am gyfleoedd. Gallwch chwilio eich hun o hyd.
consent-counts = Eich cyfrif chi
consent-counts-hint = Os cytunwch, rydych yn rhan o rifau wedi’u talgrynnu, fel “tua 40 o bobl ger Caerdydd”. Os na, nid ydych mewn unrhyw gyfrif.
consent-cards = Dangos cerdyn heb eich enw
consent-cards-hint = Os cytunwch, gall sefydliadau rydym wedi’u gwirio weld cerdyn â’r pethau a wnaethoch yn chwiliadwy. Byth eich enw, byth eich geiriau eich hun. Os na, does dim cerdyn.
consent-sharing = Dweud wrth sefydliad pwy ydych chi ar ôl i chi gael lle
consent-sharing-hint = Os cytunwch, mae sefydliad yn cael eich enw a sut i gysylltu â chi ar ôl i chi ddweud ie wrtho a chael lle, ac nid cyn hynny. Os na, byddwn yn gofyn i chi bob tro.
consent-research = Defnyddio ffigurau ar gyfer ymchwil
consent-research-hint = Os cytunwch, mae pobl sy’n astudio sut mae hyn yn gweithio yn cael rhifau lle na ellir adnabod neb. Os na, nid ydych ynddynt.

place-title = Ble ydych chi?
place-lead = Dim ond hanner cyntaf eich cod post rydym ei eisiau. Mae’n dweud yn fras pa mor bell yw pethau. Nid oes unrhyw sefydliad yn ei weld.
area-label = Hanner cyntaf eich cod post
area-hint = Er enghraifft CF10 neu LL57. Os teipiwch y cod post cyfan, rydym yn taflu’r gweddill.
error-area-unknown = Nid ydym yn adnabod y cod post hwn. Teipiwch yr hanner cyntaf, fel CF10, neu gadewch ef yn wag
travel-km-label = Pa mor bell allwch chi deithio?
travel-km-hint = Mae sefydliadau’n talu am eich taith. Gallwch gymryd rhan o gartref hebddi bob amser.
travel-km-miles = { $miles ->
    [one] Hyd at { $miles } filltir
    [two] Hyd at { $miles } filltir
   *[other] Hyd at { $miles } milltir
}
error-travel-km-not-a-number = Dewiswch pa mor bell y gallwch deithio

ways-title = Sut a phryd yr hoffech gymryd rhan?
ways-lead = Ticiwch bopeth sy’n gweithio i chi. Os gadewch restr yn wag, byddwn yn cymryd y gall unrhyw beth weithio.
formats-label = Sut
times-label = Pryd

often-title = Pa mor aml gawn ni ofyn i chi?
often-lead = Rydych bob amser yn rhydd i ddweud na. Mae’r rhain yn derfynau na all unrhyw sefydliad fynd drostynt.
month-ceiling-label = Gwahoddiadau mewn 30 diwrnod, ar y mwyaf
month-ceiling-hint = Dewiswch 0 os byddai’n well gennych chwilio eich hun.
error-month-ceiling-not-a-number = Dewiswch rif o 0 i { $number }
open-ceiling-label = Gwahoddiadau sy’n aros am eich ateb, ar y mwyaf
open-ceiling-hint = Rydym yn dal rhai newydd yn ôl nes i chi ateb.
error-open-ceiling-not-a-number = Dewiswch rif o 1 i { $number }

phone-label = Rhif ffôn, os hoffech
phone-hint = Gallwch ei ddewis yn lle eich e-bost pan fydd sefydliad yn rhoi lle i chi. Nid oes neb yn ei weld cyn hynny. Gadewch ef yn wag i’w dynnu i ffwrdd.
error-phone-unknown = Ysgrifennwch rif ffôn gyda’i god ardal, fel 029 2018 0000
error-phone-too-long = Ysgrifennwch rif ffôn o { $number } nod ar y mwyaf

matters-title = Beth sy’n bwysig i chi?
matters-lead = Dewiswch hyd at bump, y pwysicaf yn gyntaf. Rydym yn eu defnyddio i ddod o hyd i’r hyn sy’n werth eich amser.
matters-chosen = Eich trefn chi
matters-choose = Pwyswch yr hyn sydd bwysicaf
matters-next = A beth sy’n dod nesaf?
matters-up = Symud i fyny
matters-full = Dyna bump. Tynnwch un i ffwrdd os ydych am ddewis un arall.
matters-label = Yn eich geiriau eich hun
matters-hint = Un llinell, fel “Dydw i ddim am i neb aros naw awr ar droli eto”. Nid oes unrhyw sefydliad yn ei gweld.
error-matters-too-long = Ysgrifennwch { $number } nod ar y mwyaf

badges-title = Beth ydych chi’n ei wybod?
badges-lead = Mae’r hyn rydych wedi byw drwyddo yn cyfrif cymaint â’r hyn rydych wedi’i ddysgu. Rydym yn eich credu: nid oes neb yn gofyn am brawf.
badges-yours = Yr hyn a ddywedoch wrthym
badges-experience = Yr hyn rydych wedi byw drwyddo
badges-skills = Yr hyn y gallwch ei wneud
badges-find = Dewch o hyd iddo yn eich geiriau chi
badges-q-label = Am beth ydych chi’n gwybod?
badges-q-hint = Dywedwch ef fel y byddech wrth ffrind: “gofalu am mam”, “cadeirio cyfarfodydd”, “brest ddrwg”.
badges-search = Chwilio
badges-found = Ai un o’r rhain?
badges-none = Nid oes gennym eiriau am “{ $words }” eto. Ychwanegwch ef yn eich geiriau eich hun isod, neu edrychwch ar silff.
badges-add = Ychwanegu
badges-have = mae hwn gennych
badges-shelves = Neu edrychwch ar hyd y silffoedd
badges-add-ticked = Ychwanegu’r hyn a diciais
badges-own = Neu dywedwch ef yn eich geiriau eich hun
badges-add-own = Ychwanegu fy ngeiriau fy hun
own-words-label = Eich geiriau eich hun
own-words-hint = Ychydig eiriau. Maent yn ein helpu i ddod o hyd i bethau i chi. Nid oes unrhyw sefydliad yn eu darllen.
badge-kind-label = Beth yw e?
badge-kind-experience = Rhywbeth rydw i wedi byw drwyddo
badge-kind-skill = Rhywbeth y gallaf ei wneud
badge-own = eich geiriau chi
badge-title = Am yr un hwn
badge-save = Cadw hwn
error-own-words-missing = Ysgrifennwch ychydig eiriau
error-own-words-too-long = Ysgrifennwch { $number } nod ar y mwyaf
error-own-words-too-many = Mae hynny’n fwy nag y gallwn ei gadw. Tynnwch rywbeth i ffwrdd yn gyntaf
error-kind-missing = Dewiswch beth yw e
standpoint-label = O ble rydych chi’n siarad?
standpoint-hint = Dewiswch yr un sy’n ffitio orau. Nid oes rhaid i chi byth ddweud mwy.
standpoint-none = Gwell gen i beidio â dweud
visibility-label = Pwy gaiff weld hwn?
visibility-searchable = Chwiliadwy
visibility-searchable-hint = Gall sefydliadau rydym wedi’u gwirio ei weld ar gerdyn heb eich enw. Mae hefyd yn helpu i ddod o hyd i bethau i chi.
visibility-searchable-own = Mae’n helpu i ddod o hyd i bethau i chi. Nid yw eich geiriau eich hun byth ar gerdyn: dim ond geiriau o’n rhestr ni all fod.
visibility-matching = Ar gyfer paru yn unig
visibility-matching-hint = Mae’n helpu i ddod o hyd i bethau i chi. Nid oes unrhyw sefydliad yn ei weld.
visibility-hidden = Cudd
visibility-hidden-hint = Dim ond chi sy’n ei weld. Ni chaiff ei ddefnyddio at ddim.
visibility-searchable-short = Chwiliadwy: gall fod ar gerdyn heb eich enw
visibility-matching-short = Ar gyfer paru yn unig: nid oes unrhyw sefydliad yn ei weld
visibility-hidden-short = Cudd: dim ond chi sy’n ei weld
visibility-own-short = Yn eich geiriau eich hun: yn helpu i ddod o hyd i bethau, byth ar gerdyn
visibility-searchable-word = chwiliadwy
visibility-matching-word = paru yn unig
visibility-hidden-word = cudd
error-visibility-missing = Dewiswch pwy gaiff weld hwn

shelf-caring = Gofalu
shelf-digital-and-data = Digidol a data
shelf-disability = Anabledd
shelf-health = Iechyd
shelf-home-and-money = Cartref ac arian
shelf-identity-and-community = Hunaniaeth a chymuned
shelf-languages = Ieithoedd
shelf-life-events = Digwyddiadau bywyd
shelf-listening-and-leading = Gwrando ac arwain
shelf-mental-health = Iechyd meddwl
shelf-money-and-rules = Cyllidebau a rheolau
shelf-out-and-about = Allan yn y gymuned
shelf-services = Gofal a gwasanaethau
shelf-words-and-pictures = Geiriau a lluniau

contributions-title = Beth ydych chi wedi’i wneud yn barod?
contributions-lead = Panel, cwrs, help i gymydog, stori a adroddwyd: mae’r cyfan yn cyfrif. Mae dim byd eto yn iawn hefyd.
contributions-add = Ychwanegu hwn
done-label = Beth wnaethoch chi?
done-hint = Un peth ar y tro, mewn brawddeg.
contribution-kind-label = Pa fath o beth oedd e?
contribution-kind-choose = Dewiswch un
year-label = Ym mha flwyddyn?
error-done-missing = Dywedwch mewn brawddeg beth wnaethoch
error-done-too-long = Ysgrifennwch { $number } nod ar y mwyaf
error-done-too-many = Mae hynny’n fwy nag y gallwn ei gadw. Tynnwch rywbeth i ffwrdd yn gyntaf
error-year-not-a-number = Ysgrifennwch flwyddyn â phedwar digid, { $number } fan hwyraf

check-title = Ydy hyn yn gywir?
check-lead = Newidiwch unrhyw beth, nawr neu’n nes ymlaen.
check-no-matching = Nid ydych wedi cytuno i ni chwilio am bethau sy’n addas i chi. Felly rydym yn cadw hyn i gyd, ond ni allwn ddod o hyd i ddim i chi.
check-consent = Newid yr hyn rydych yn cytuno iddo
check-finish = Ydy, mae’n gywir
check-after = Yna byddwn yn dangos i chi beth sy’n digwydd sy’n addas i chi.

you-title = Popeth amdanoch chi
you-hello = Helo, { $name }
you-lead = Gweld a newid popeth a ddywedoch wrthym.
you-unfinished = Nid ydych wedi gorffen yn llwyr eto
you-unfinished-text = Rydym wedi cadw popeth hyd yma. Ewch ymlaen o’r lle roeddech, pryd bynnag y mynnwch.
you-unfinished-go = Mynd ymlaen
you-about = Chi
you-knows = Yr hyn rydych chi’n ei wybod
you-allows = Yr hyn rydych yn ei ganiatáu
you-reach = Sut rydym yn cysylltu â chi
you-called = Beth rydym yn eich galw
you-place = Ble, a pha mor bell
you-formats = Sut
you-times = Pryd
you-often = Pa mor aml
you-often-month = { $number ->
    [0] Dim gwahoddiadau
    [one] { $number } gwahoddiad mewn 30 diwrnod ar y mwyaf
    [two] { $number } wahoddiad mewn 30 diwrnod ar y mwyaf
   *[other] { $number } gwahoddiad mewn 30 diwrnod ar y mwyaf
}
you-often-open = { $number } yn aros am ateb ar y mwyaf
you-done = Yr hyn rydych wedi’i wneud
you-matters = Beth sy’n bwysig i chi
you-allow = Cytunoch y cawn
you-email = E-bost
you-phone = Ffôn
you-not-said = Heb ei ddweud
you-change = Newid
you-take-away = Tynnu i ffwrdd
you-or = neu
you-no-matching = Nid ydym yn chwilio am bethau sy’n addas i chi, am nad ydych wedi cytuno i hynny.
you-paused = Yn gorffwys tan { $date }
you-paused-text = Nid ydym yn chwilio am bethau i chi nac yn anfon gwahoddiadau tan hynny.
you-next = Beth nesaf?
you-to-for-you = Gweld beth sy’n addas i chi
you-to-invitations = Eich gwahoddiadau a’ch atebion
you-yours = Chi biau hyn i gyd
you-to-readers = Pwy ddarllenodd eich manylion
you-to-consents = Yr hyn y cytunoch iddo, a phryd
you-to-pause = Cymryd seibiant
you-to-account = E-bost, cyfrinair ac iaith
you-to-download = Lawrlwytho popeth
you-to-erase = Dileu popeth

consents-title = Yr hyn y cytunoch iddo
consents-lead = Newidiwch unrhyw un o’r rhain unrhyw ddiwrnod. Mae’n cyfrif o’r eiliad honno.
consents-yes = Cytuno
consents-no = Ddim yn cytuno
consents-since = ers { $date } (geiriad { $version })
consents-withdrawn = Dywedoch na ar { $date }
consents-never = Nid ydych wedi cytuno i hyn
consents-history = Pob newid
consents-given-on = Cytunwyd ar { $date } (geiriad { $version })
consents-withdrawn-on = Tynnwyd yn ôl ar { $date } (geiriad { $version })
consents-give = Rwy’n cytuno
consents-withdraw = Nid wyf yn cytuno mwyach

pause-title = Cymryd seibiant
pause-lead = Byddwn yn rhoi’r gorau i chwilio am bethau i chi ac yn anfon dim gwahoddiadau tan y diwrnod a ddywedwch. Mae popeth a ddywedoch yn aros. Gallwch ateb gwahoddiad a gawsoch eisoes o hyd.
pause-save = Gorffwys tan hynny
pause-resume = Dechrau eto nawr
until-label = Tan ba ddiwrnod?
until-hint = Er enghraifft { $example }
error-until-missing = Dywedwch tan ba ddiwrnod rydych am orffwys
error-until-not-a-date = Nid yw hwn yn ddiwrnod yn y calendr. Ysgrifennwch ddiwrnod, mis a blwyddyn
error-until-past = Dewiswch ddiwrnod o heddiw ymlaen
error-until-too-far = Dewiswch ddiwrnod o fewn y ddwy flynedd nesaf

readers-title = Pwy ddarllenodd eich manylion
readers-lead = Bob tro mae rhywun yn agor rhywbeth sy’n dweud pwy ydych chi, rydym yn ei gofnodi yma.
readers-none = Nid oes neb wedi darllen eich manylion.
readers-steward = Rhywun sy’n rhedeg y gwasanaeth hwn
readers-gone = Rhywun y mae ei gyfrif wedi mynd
readers-read-person = Darllen pwy ydych chi, ar ôl i chi gael lle
readers-find-person = Agor eich cofnod drwy eich union gyfeiriad
readers-export = Cymryd copi o’ch manylion
readers-other = Darllen rhywbeth amdanoch
readers-for = Ar gyfer: { $opportunity }
readers-why = Y rheswm a roddwyd: { $why }
readers-worry = Oes rhywbeth o’i le yma? Dywedwch wrthym

erase-title = Dileu popeth
erase-lead = Gallwch fynd unrhyw bryd, ac ni fydd neb yn gofyn pam. Dyma beth sy’n digwydd pan bwyswch y botwm:
erase-all = Mae popeth a ddywedoch wrthym yn mynd ar unwaith: eich cyfrif, eich bathodynnau, yr hyn a wnaethoch, yr hyn y cytunoch iddo, eich atebion.
erase-letters = Nid yw llythyrau sy’n aros i’w hanfon atoch byth yn cael eu hanfon.
erase-hosts = Os oes gennych le mewn grŵp, ni fydd ei sefydliad yn eich gweld mwyach. Dywedwch wrthynt eich hun os ydynt yn eich disgwyl: ni allwn dynnu’n ôl yr hyn a ysgrifennwyd ganddynt.
erase-audit = Mae’r hyn a wnaeth eraill yn aros ar gofnod, gyda rhif yn eich lle. Felly ni all neb guddio beth a ddarllenodd.
erase-backup = Rydym yn cadw un nod na ellir ei droi’n ôl yn chi. Mae’n sicrhau bod copi a adferir yn eich anghofio eto.
erase-instead = Gallwch hefyd gymryd seibiant, neu fynd â chopi gyda chi yn gyntaf:
erase-now = Dileu popeth amdanaf
sure-label = Ni ellir dadwneud hyn
erase-sure = Rwy’n siŵr: dileu popeth
error-sure-missing = Ticiwch y blwch os ydych yn siŵr
goodbye-title = Mae popeth wedi’i ddileu
goodbye-lead = Diolch am yr amser y buoch gyda ni.
goodbye-text = Nid ydym yn eich adnabod mwyach. Os dewch yn ôl ryw ddydd, byddwch yn dechrau o’r newydd, ac mae croeso i chi.

notice-you-saved = Wedi’i gadw
notice-you-kept = Rydym wedi cadw popeth hyd yma. Dewch yn ôl pryd bynnag y mynnwch.
notice-you-registered = Diolch. Mae popeth yn barod: o hyn ymlaen rydym yn chwilio am yr hyn sy’n addas i chi, cyn belled ag y cytunoch.
notice-you-paused = Mwynhewch eich seibiant. Gallwch ddechrau eto unrhyw ddiwrnod.
notice-you-resumed = Mae’n braf eich cael yn ôl
notice-badge-added = Wedi’i ychwanegu at yr hyn rydych yn ei wybod
notice-badge-saved = Wedi’i gadw
notice-badge-there = Mae hwn gennych yn barod
notice-badge-removed = Wedi’i dynnu i ffwrdd
notice-contribution-added = Wedi’i ychwanegu. Oes rhywbeth arall?
notice-contribution-removed = Wedi’i dynnu i ffwrdd
notice-consent-given = Diolch. Mae’n cyfrif o nawr ymlaen.
notice-consent-withdrawn = Rydym wedi stopio. Mae’n cyfrif o nawr ymlaen.
notice-matching-withdrawn = Rydym wedi rhoi’r gorau i chwilio am bethau i chi. Rydych allan o bob cronfa, cyfrif a cherdyn o nawr ymlaen.
