letter-reminder-subject = Mae ein llythyr atoch yn agored o hyd
letter-reminder-asked = Ysgrifennon ni atoch yn ddiweddar. Hoffai { $name } wybod beth yw eich barn:
letter-reminder-until = Gallwch ateb tan { $date }.
letter-reminder-open = Nid oes angen mewngofnodi:
letter-reminder-free = Does dim rhaid i chi wneud dim. Os na fyddwch yn ateb, ni chaiff neb wybod, ac ni fyddwn yn ysgrifennu am hyn eto nes iddo gael ei benderfynu.
