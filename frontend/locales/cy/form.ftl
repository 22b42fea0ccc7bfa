# Not yet reviewed by a translator.
form-optional = (dewisol)
form-error-prefix = Gwall
form-error-title = Mae rhywbeth i’w gywiro
form-characters-most = Gallwch ysgrifennu hyd at { $count } o nodau
form-characters-none-left = Nid oes gennych nodau ar ôl
form-characters-left = { $form ->
    [one] Mae gennych { $count } nod ar ôl
    [two] Mae gennych { $count } nod ar ôl
    [few] Mae gennych { $count } nod ar ôl
   *[other] Mae gennych { $count } o nodau ar ôl
}
form-characters-over = { $form ->
    [one] Mae gennych { $count } nod yn ormod
    [two] Mae gennych { $count } nod yn ormod
    [few] Mae gennych { $count } nod yn ormod
   *[other] Mae gennych { $count } o nodau yn ormod
}
form-password-show = Dangos
form-password-hide = Cuddio
form-password-show-label = Dangos y cyfrinair
form-password-hide-label = Cuddio’r cyfrinair
form-password-shown = Mae modd gweld eich cyfrinair
form-password-hidden = Mae eich cyfrinair wedi’i guddio
form-date-day = Diwrnod
form-date-month = Mis
form-date-year = Blwyddyn
error-day-short-year = Ysgrifennwch y flwyddyn â phedwar digid, fel 2027
error-day-no-year = Ysgrifennwch y flwyddyn hefyd, fel 2027
error-day-past = Dewiswch ddiwrnod ar ôl heddiw
error-day-too-far = Dewiswch ddiwrnod o fewn y deng mlynedd nesaf
error-email-other-letters = Ni allwn anfon i’r cyfeiriad hwn eto: mae ynddo lythyren ag acen, neu un nad yw rhwng a a z. Rhowch gyfeiriad arall, fel enw@example.org
