readers-print-letter = Printed a letter to you, with your postal address
readers-hear-reply = Wrote down an answer that you gave them
readers-read-draft = Opened what somebody who helps you wrote, to read it to you
readers-hear-draft = Wrote down your yes or no to what somebody who helps you wrote
readers-register = Registered you, because you asked them to
readers-act-for = Opened your page to change something for you
readers-change-for = Changed something for you
readers-change-email = Asked us to write to another address of yours
