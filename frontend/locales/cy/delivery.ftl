# Not yet reviewed by a translator.
# When our letters do not reach somebody.
you-unreachable = Nid yw ein negeseuon e-bost yn eich cyrraedd
you-unreachable-text = Fe wnaethom ysgrifennu at { $email }, a daeth ein negeseuon yn ôl. Rydym wedi rhoi’r gorau i anfon gwahoddiadau yno, felly efallai eich bod yn colli rhai.
you-unreachable-mend = Ydy’r cyfeiriad yn gywir, ac a yw eich blwch e-bost yn llawn? Gallwn anfon e-bost i weld a yw’n cyrraedd. Pwyswch y botwm yn yr e-bost hwnnw, a bydd popeth yn mynd ymlaen fel o’r blaen.
you-unreachable-try = Anfonwch e-bost ataf i weld a yw’n cyrraedd
you-unreachable-wrong = Ydy’r cyfeiriad yn anghywir?
notice-you-letter-on-its-way = Mae e-bost ar ei ffordd atoch. Pwyswch y botwm ynddo, a byddwn yn ysgrifennu atoch eto fel o’r blaen.
readers-settle-letter = Edrych a oedd neges atoch wedi cyrraedd
