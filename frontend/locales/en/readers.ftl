readers-print-letter = Printed a letter to you, with your postal address
readers-hear-reply = Wrote down an answer that you gave them
readers-register = Registered you, because you asked them to
readers-act-for = Opened your page to change something for you
readers-change-for = Changed something for you
