letter-group-stuck-subject = Mae angen penderfyniad ar eich grŵp
letter-group-stuck-text = Mae’r diwrnod i ateb wedi mynd heibio. Nid oes grŵp o’r rhai a ddywedodd ie sy’n cyd-fynd â’r hyn a ofynnoch amdano. Dewiswch ffordd ymlaen. Tan hynny ni roddir yr un lle, ac mae pobl yn aros i glywed.
letter-group-listed-subject = Mae angen rhif i dynnu’r enwau
letter-group-listed-text = Mae’r rhestr o grwpiau posibl yn barod, a gall pawb weld ei hôl bys. O fewn saith diwrnod, teipiwch y rhif sy’n penderfynu. Ar ôl hynny bydd ein rhif ni’n penderfynu. Mae ei ôl bys yn gyhoeddus.
letter-group-link = Mynd ymlaen
