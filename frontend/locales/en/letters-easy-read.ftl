letter-invitation-easy-read-subject = You have a message from Alongside
easy-what = What is this message?
easy-invites = { $name } asks you to take part in something.
easy-question = This is what they ask:
easy-why = Why do we ask you?
easy-why-hidden = You told us about yourself. Something you told us fits. We do not write it here. Others may read your messages.
easy-when = When is it?
easy-starts = { $date }.
easy-length = How long: { $length }.
easy-all-time = Your time in all: { $time }.
easy-where = Where is it?
easy-get = What do you get?
easy-pay = Pay: { $pay }.
easy-pay-choice = You do not have to take the pay. Tell them if you want all of it, some of it or none.
easy-expenses = What you spend, you get back: { $expenses }.
easy-access = What helps you to take part?
easy-access-more = You can ask for more help when you answer.
easy-benefits = Do you get benefits?
easy-benefits-text = Pay can change your benefits. Ask about it before you say yes. You do not have to tell us which benefits you get. These people can help. Their help is free.
easy-answer = How do you answer?
easy-answer-by = Please answer by { $date }.
easy-answer-link = Press the link. You do not need a password.
easy-free = You can say yes. You can say no. You can ask a question first. You do not have to say why. You do not have to answer.
easy-next = What happens then?
easy-places = { $places ->
    [one] There is 1 place. More people may say yes. Then we draw a name by chance. We make this as fair as we can.
   *[other] There are { $places } places. More people may say yes. Then we draw names by chance. We make this as fair as we can.
}
