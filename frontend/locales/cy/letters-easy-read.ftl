# Not yet reviewed by a translator.
letter-invitation-easy-read-subject = Mae gennych neges gan Alongside
easy-what = Beth yw’r neges hon?
easy-invites = Mae { $name } yn gofyn i chi gymryd rhan mewn rhywbeth.
easy-question = Dyma beth maen nhw’n ei ofyn:
easy-why = Pam rydym ni’n gofyn i chi?
easy-why-hidden = Fe ddywedoch chi wrthym amdanoch eich hun. Mae rhywbeth a ddywedoch yn cyd-fynd â hyn. Nid ydym yn ei ysgrifennu yma. Gall eraill ddarllen eich negeseuon.
easy-when = Pryd mae’n digwydd?
easy-starts = { $date }.
easy-length = Pa mor hir: { $length }.
easy-all-time = Eich amser i gyd: { $time }.
easy-where = Ble mae’n digwydd?
easy-get = Beth gewch chi?
easy-pay = Tâl: { $pay }.
easy-pay-choice = Nid oes rhaid i chi gymryd y tâl. Dywedwch wrthynt a ydych am gael y cyfan, rhan ohono neu ddim.
easy-expenses = Cewch yn ôl yr hyn rydych yn ei wario: { $expenses }.
easy-access = Beth sy’n eich helpu i gymryd rhan?
easy-access-more = Gallwch ofyn am fwy o help wrth ateb.
easy-benefits = Ydych chi’n cael budd-daliadau?
easy-benefits-text = Gall tâl newid eich budd-daliadau. Holwch am hyn cyn dweud ie. Nid oes rhaid i chi ddweud wrthym pa fudd-daliadau a gewch. Gall y bobl hyn helpu. Mae eu help am ddim.
easy-answer = Sut mae ateb?
easy-answer-by = Atebwch erbyn { $date }.
easy-answer-link = Pwyswch y ddolen. Nid oes angen cyfrinair.
easy-free = Gallwch ddweud ie. Gallwch ddweud na. Gallwch ofyn cwestiwn yn gyntaf. Nid oes rhaid dweud pam. Nid oes rhaid ateb.
easy-next = Beth sy’n digwydd wedyn?
easy-places = { $places ->
    [one] Mae 1 lle. Gall mwy o bobl ddweud ie. Yna byddwn yn tynnu enw ar hap. Byddwn yn gwneud hyn mor deg ag y gallwn.
    [two] Mae 2 le. Gall mwy o bobl ddweud ie. Yna byddwn yn tynnu enwau ar hap. Byddwn yn gwneud hyn mor deg ag y gallwn.
   *[other] Mae { $places } lle. Gall mwy o bobl ddweud ie. Yna byddwn yn tynnu enwau ar hap. Byddwn yn gwneud hyn mor deg ag y gallwn.
}
