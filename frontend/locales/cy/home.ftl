# Not yet reviewed by a translator.
home-title = Helpu i lunio gofal a chymorth
home-heading = Rydych chi’n gwybod sut beth yw e. Helpwch i benderfynu beth sy’n newid.
home-line = I bobl sy’n defnyddio gofal a chymorth, pawb sy’n sefyll wrth eu hochr, a’r gwasanaethau sydd am gynllunio gyda nhw.

home-door-person = Rwyf i am gymryd rhan
home-door-person-text = Dywedwch wrthym beth rydych yn ei wybod o brofiad a beth y gallwch ei wneud. Pan fydd angen hynny ar wasanaeth, gallwch gael gwahoddiad. Chi sy’n penderfynu bob tro.
home-door-person-button = Dweud beth rydych yn ei wybod
home-door-host = Rydym ni am weithio gyda phobl
home-door-host-text = Dewch â’ch cwestiwn, a dweud beth sy’n agored a beth rydych yn ei dalu. Byddwn yn dod o hyd i bobl sy’n gwybod o brofiad, yn deg a heb ddatgelu eu henwau.
home-door-host-button = Dod â’ch cwestiwn

home-examples = Beth sy’n cael ei ofyn i bobl
home-examples-text = Enghreifftiau dychmygol yw’r rhain. Maen nhw’n dangos sut y gall gwahoddiad edrych.
home-example-asks = Pwy sy’n gofyn
home-example-needs = Pwy sydd ei angen
home-example-gives = Beth rydych chi’n ei roi
home-example-gets = Beth rydych chi’n ei gael
home-example-home-question = Beth fyddai’n gwneud i’r wythnos gyntaf gartref o’r ysbyty fynd yn dda?
home-example-home-asks = Cyngor sir
home-example-home-needs = Pobl a ddaeth adref o’r ysbyty yn y ddwy flynedd ddiwethaf, a’r rhai fu’n gofalu amdanyn nhw
home-example-home-gives = Dwy noson ar-lein, 2 awr yr un
home-example-home-gets = £25 yr awr, a rhywun i gymryd eich lle gartref os ydych yn gofalu am rywun
home-example-letters-question = A yw ein llythyrau am dalu am ofal yn gwneud synnwyr?
home-example-letters-asks = Cyngor bwrdeistref
home-example-letters-needs = Unrhyw un sydd wedi cael bil am ofal, drosto’i hun neu dros deulu
home-example-letters-gives = Awr gartref, drwy’r post neu ar y ffôn
home-example-letters-gets = Taleb £20, a’r llythyr newydd cyn iddo gael ei anfon
home-example-bus-question = Sut dylem ddewis pwy sy’n rhedeg y bws mini i’r ganolfan ddydd?
home-example-bus-asks = Elusen ofal
home-example-bus-needs = Pobl sy’n defnyddio’r bws nawr, neu a fyddai’n gwneud pe gallen nhw
home-example-bus-gives = Un diwrnod wyneb yn wyneb ac ychydig o ddarllen
home-example-bus-gets = £140 am y diwrnod, a’r daith a’r cinio wedi’u trefnu i chi
home-opportunities = Gweld beth sydd ar agor nawr

home-cost = Beth mae’n ei gostio i chi
home-cost-money = Mae ymuno am ddim. Mae pob sefydliad yn dweud pa gostau y mae’n eu talu, a sut, cyn i chi ddweud ie.
home-cost-time = Rhywfaint o’ch amser. Cewch weld faint cyn i chi ddweud ie.
home-cost-no = Dim addewidion. Gallwch wrthod, cymryd saib neu adael pryd bynnag y mynnwch. Does dim rhaid dweud pam.
home-get = Beth rydych chi’n ei gael
home-get-pay = Tâl y byddwch yn gwybod amdano cyn dweud ie.
home-get-support = Y cymorth sydd ei angen arnoch i gymryd rhan. Dywedwch hynny bob tro y byddwch yn dweud ie, a chaiff y sefydliad wybod pan gewch le.
home-get-answer = Dyddiad. Mae pob sefydliad yn dweud erbyn pryd y bydd yn rhoi gwybod i’r bobl a gymerodd ran beth a wnaeth â’r hyn a roesant.

home-sees = Pwy sy’n gweld beth amdanoch chi
home-sees-search = Gall sefydliadau chwilio am yr hyn y mae pobl yn ei wybod. Nid ydynt yn gweld enwau.
home-sees-life = Defnyddir yr hyn rydych wedi byw drwyddo i’ch paru. Nid yw’n cael ei ddangos i neb oni bai eich bod chi’n dweud.
home-sees-yes = Mae eich enw’n mynd i un sefydliad, ar ôl i chi ddweud ie wrthyn nhw a chael lle.
home-sees-more = Darllen yn union pwy sy’n gweld beth

home-paper = Gwell gennych bapur?
home-paper-reply = Atebwch lythyr ar bapur, gyda’r cod sydd arno
home-paper-form = Argraffwch ffurflen i’w llenwi â llaw
home-paper-poster = Argraffwch boster i’w roi ar wal yn eich ardal
