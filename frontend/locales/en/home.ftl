home-title = Help shape care and support
home-heading = You know what it is like. Help decide what changes.
home-line = For people who draw on care and support, and for all who stand beside them. And for the services that want to design with them.

home-door-person = I want to take part
home-door-person-text = Tell us what you know from life and what you can do. When a service needs just that, you can be invited. You decide each time.
home-door-person-button = Say what you know
home-door-host = We want to work with people
home-door-host-text = Bring your question, say what is open and what you pay. We find people who know the subject from life, fairly and without giving their names away.
home-door-host-button = Bring your question

home-examples = What people are asked
home-examples-text = These examples are made up. They show what an invitation can look like.
home-example-asks = Who asks
home-example-needs = Who they need
home-example-gives = What you give
home-example-gets = What you get
home-example-home-question = What would make the first week home from hospital go well?
home-example-home-asks = A county council
home-example-home-needs = People who came home from hospital in the last two years, and those who looked after them
home-example-home-gives = Two evenings online, 2 hours each
home-example-home-gets = £25 an hour, and someone to take over at home if you care for somebody
home-example-letters-question = Do our letters about paying for care make sense?
home-example-letters-asks = A borough council
home-example-letters-needs = Anyone who has had a bill for care, for themselves or for family
home-example-letters-gives = One hour at home, by post or phone
home-example-letters-gets = A £20 voucher, and the new letter before it goes out
home-example-bus-question = How do we choose who runs the minibus to the day centre?
home-example-bus-asks = A care charity
home-example-bus-needs = People who use the bus now, or would if they could
home-example-bus-gives = One day in person and some reading
home-example-bus-gets = £140 for the day, with travel and lunch booked for you
home-opportunities = See what is open now

home-cost = What it costs you
home-cost-money = Joining is free. Each organisation says which expenses it pays, and how, before you say yes.
home-cost-time = Some of your time. You see how much before you say yes.
home-cost-no = No promises. Say no, take a break or leave whenever you like. You do not have to say why.
home-get = What you get
home-get-pay = Pay that you know before you say yes.
home-get-support = The support you need to take part. Say it with each yes, and the organisation is told when you get a place.
home-get-answer = A date. Each organisation says by when it tells the people who took part what it did with what they gave.

home-sees = Who sees what about you
home-sees-search = Organisations can look for what people know. They see no names.
home-sees-life = What you have lived through is used to match you. It is shown to nobody unless you say so.
home-sees-yes = Your name goes to one organisation, once you have said yes to them and have a place.
home-sees-more = Read exactly who sees what

home-paper = Prefer paper?
home-paper-reply = Answer a letter on paper, with the code on it
home-paper-form = Print a form to fill in by hand
home-paper-poster = Print a poster for a wall near you
