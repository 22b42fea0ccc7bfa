# Not yet reviewed by a translator.
error-q-too-long = Defnyddiwch { $number } llythyren ar y mwyaf wrth chwilio.
error-topic-unknown = Nid ydym yn adnabod un o’r pynciau hyn. Dewiswch bynciau o’r rhestr.
error-topic-too-many = Dewiswch 8 pwnc ar y mwyaf.
error-within-unknown = Dewiswch un o’r pellteroedd yn y rhestr.
error-format-unknown = Dewiswch ffyrdd o gymryd rhan o’r rhestr.
error-time-unknown = Dewiswch amseroedd o’r rhestr.
filter-title = Hidlo
filter-parts = Yr hyn rydych chi’n chwilio amdano
filter-leave-out = Gadael allan:
filter-topic-label = Dod o hyd i bwnc
filter-topic-hint = Mewn geiriau pob dydd, fel “brest ddrwg” neu “gofalu am Dad”.
filter-find = Chwilio am bynciau
filter-no-topic = Nid oes gennym bwnc ar gyfer “{ $words }”. Rhowch gynnig ar eiriau eraill, neu defnyddiwch nhw yn y chwiliad ei hun.
filter-badge-label = Am unrhyw un o’r rhain
filter-place-label = Ger pa le?
filter-place-hint = Cod post neu ei hanner cyntaf, fel CF10. Nid ydym yn ei gadw.
filter-place-noted-hint = Cod post neu ei hanner cyntaf, fel CF10.
filter-within-label = Pa mor bell oddi yno?
filter-miles = { $miles } milltir
filter-km = { $km } km
filter-near = O fewn { $distance } i { $area }
filter-words = “{ $words }”
filter-format-label = Mewn unrhyw un o’r ffyrdd hyn
filter-time-label = Ar unrhyw un o’r amseroedd hyn
filter-button = Defnyddio’r hidlwyr hyn
filter-did-you-mean = Oeddech chi’n golygu
found-instead = Nid oes dim â’r gair “{ $typed }”. Dyma beth a gawsom ar gyfer “{ $better }”.
found-page = Tudalen { $page } o { $pages }
found-ways-on = Gallwch ehangu eich chwiliad:
found-without = { $number ->
    [one] Gadael allan: { $label } (1 cyfle)
    [two] Gadael allan: { $label } (2 gyfle)
   *[other] Gadael allan: { $label } ({ $number } cyfle)
}
found-further = { $number ->
    [one] Chwilio o fewn { $label } milltir (1 cyfle)
    [two] Chwilio o fewn { $label } milltir (2 gyfle)
   *[other] Chwilio o fewn { $label } milltir ({ $number } cyfle)
}
found-for-you = Gweld beth sydd i chi
found-by-lay-word = Maen nhw’n ysgrifennu “{ $found }”. Fe ysgrifennoch chi “{ $said }”.
found-by-topic = Maen nhw’n gobeithio clywed gan bobl sy’n gwybod am: { $label }.
opportunity-said = yn eu geiriau nhw: “{ $words }”
