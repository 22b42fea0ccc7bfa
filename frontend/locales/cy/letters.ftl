# Not yet reviewed by a translator.
letter-title = Neges gan Alongside
letter-preheader = Neges i chi.
letter-hello = Helô { $name },
letter-hello-nameless = Helô,
letter-goodbye = Gyda dymuniadau gorau,
letter-signature = Alongside, ar ran { $name }
letter-or-copy = Neu copïwch y cyfeiriad hwn i’ch porwr:
letter-who = Mae Alongside yn dod â phobl sy’n gwybod a phobl sy’n penderfynu at yr un bwrdd. { $name } sy’n ei redeg.
letter-why-account = Rydych yn cael y neges hon oherwydd bod y cyfeiriad hwn wedi’i roi i ni. Os nad chi wnaeth hynny, gallwch ei thaflu.
letter-help = Cwestiynau? Ysgrifennwch at { $email }.
letter-ring = Neu ffoniwch { $phone }.
letter-write = Drwy’r post: { $address }.
