# Not yet reviewed by a translator.
# When our letters do not reach somebody.
you-unreachable = Nid yw ein llythyrau yn eich cyrraedd
you-unreachable-text = Fe wnaethon ni ysgrifennu at { $email }, a daeth ein llythyrau yn ôl. Rydyn ni wedi rhoi’r gorau i anfon gwahoddiadau yno, felly efallai eich bod yn colli rhai.
you-unreachable-mend = Ydy’r cyfeiriad yn gywir, ac a yw eich blwch post yn llawn? Gallwn ni anfon llythyr i roi cynnig arno. Pwyswch y botwm yn y llythyr hwnnw, a bydd popeth yn mynd yn ei flaen fel o’r blaen.
you-unreachable-try = Anfonwch lythyr ata i i roi cynnig arno
you-unreachable-wrong = Ydy’r cyfeiriad yn anghywir? Ffoniwch ni ar { $phone } ac fe wnawn ni helpu.
notice-you-letter-on-its-way = Mae llythyr ar ei ffordd atoch. Pwyswch y botwm ynddo, a bydd ein llythyrau’n dod eto.
readers-settle-letter = Edrych ar ôl llythyr atoch a aeth ar goll
