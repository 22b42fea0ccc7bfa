# Not yet reviewed by a translator.
error-403 = Nid yw’r dudalen hon ar agor i chi
error-403-text = Efallai eich bod wedi mewngofnodi fel rhywun arall, neu wedi cael eich allgofnodi. Nid oes dim a gadwyd eisoes wedi’i golli.
error-403-next = Os oeddech yn llenwi ffurflen, ewch yn ôl, llwythwch y dudalen eto a’i hanfon unwaith yn rhagor.
error-404 = Ni allwn ddod o hyd i’r dudalen hon
error-404-text = Efallai ei bod wedi symud, neu fod y cyfeiriad wedi’i dorri’n fyr. Os dilynoch ddolen o e-bost, gwiriwch fod y cyfeiriad cyfan yno.
error-404-next = Gallwch fynd ymlaen o’r fan hon:
error-408 = Ni chyrhaeddodd yr hyn a anfonoch mewn pryd
error-408-text = Roedd y cysylltiad yn rhy araf, neu fe dorrodd. Ni chadwyd dim ohono.
error-408-next = Gwiriwch eich bod ar-lein. Yna ewch yn ôl a’i anfon unwaith eto.
error-429 = Roedd hynny’n llawer mewn amser byr
error-429-text = Er mwyn cadw pawb yn ddiogel rydym yn arafu pethau pan fydd llawer o gynigion ar ôl ei gilydd. Mae’r hyn a gadwyd cynt yn dal yma.
error-429-next = Yna llwythwch y dudalen hon eto.
error-500 = Aeth rhywbeth o’i le ar ein hochr ni
error-500-text = Nid chi wnaeth hyn. Mae gan y bobl sy’n gofalu am y gwasanaeth nodyn ohono.
error-500-next = Rhowch gynnig arall arni ymhen ychydig funudau. Os oeddech newydd anfon rhywbeth, edrychwch yn gyntaf a gyrhaeddodd.
error-503 = Ni allwn ateb ar hyn o bryd
error-503-text = Mae llawer o bobl yma ar hyn o bryd, neu mae rhywun yn gweithio ar y gwasanaeth. Mae’r atebion a roesoch cynt yn ddiogel.
error-503-next = Llwythwch y dudalen hon eto ychydig yn nes ymlaen.
error-wait-seconds = { $seconds ->
    [one] Arhoswch 1 eiliad.
   *[other] Arhoswch { $seconds } eiliad.
}
error-wait-minutes = { $minutes ->
    [one] Arhoswch 1 munud.
    [two] Arhoswch 2 funud.
   *[other] Arhoswch { $minutes } munud.
}
error-home = Mynd i’r dudalen gyntaf
error-opportunities = Gweld beth sydd ar agor nawr
error-sign-in = Mewngofnodi
error-contact = Cael help
