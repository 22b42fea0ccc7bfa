# Not yet reviewed by a translator.
# When our letters do not reach somebody.
you-unreachable = Nid yw ein llythyrau yn eich cyrraedd
you-unreachable-text = Fe wnaethom anfon llythyrau i { $email }, a daethant yn ôl. Rydym wedi rhoi’r gorau i anfon gwahoddiadau yno, felly efallai eich bod yn colli rhai.
you-unreachable-mend = Ydy’r cyfeiriad yn gywir, ac a yw eich blwch e-bost yn llawn? Gallwn anfon llythyr i weld a yw’n cyrraedd. Pwyswch y botwm yn y llythyr hwnnw, a bydd popeth yn mynd ymlaen fel o’r blaen.
you-unreachable-try = Anfonwch lythyr ataf i weld a yw’n cyrraedd
you-unreachable-wrong = Ydy’r cyfeiriad yn anghywir? Ffoniwch ni ar { $phone } a byddwn yn helpu.
notice-you-letter-on-its-way = Mae llythyr ar ei ffordd atoch. Pwyswch y botwm ynddo, a bydd ein llythyrau’n dod eto.
readers-settle-letter = Edrych a oedd llythyr atoch wedi cyrraedd
