by-code-title = Answer a letter on paper
by-code-lead = Your letter has a code of ten letters and numbers. Type it here to see your answer page.
paper-code-label = The code on your letter
paper-code-hint = For example 7K2M4-9XQ3B. Small letters are fine.
paper-name-label = Your name, as it is on the letter
paper-name-hint = Your first name is enough. It makes sure that a lost slip tells nobody anything.
by-code-button = Go to my answer
by-code-nothing-yet = Nothing is sent yet. You choose your answer on the next page.
by-code-other = Other ways to answer
by-code-ring = Ring us on { $phone } and say your answer.
by-code-slip = Send the slip at the end of the letter back to us.
by-code-someone = Somebody you trust can help you. The answer is always yours.
error-paper-code-missing = Type the code on your letter
error-paper-code-too-long = The code has ten letters and numbers
error-paper-code-wrong = This code and this name do not go together. Check both, or ring us. Nothing is lost.
error-paper-code-wait = { $number ->
    [one] Wait 1 second, then try again
   *[other] Wait { $number } seconds, then try again
}
error-paper-name-missing = Type your name as it is on the letter
error-paper-name-too-long = Your first name is enough

paper-ways = How to answer
paper-way-slip = Tick a box on the slip below and post it to us.
paper-way-phone = Or ring us on { $phone }. Have your code ready.
paper-way-page = Or go to { $address } and type your code.
paper-code-is = Your code:
slip-title = My answer
slip-more = What helps me to take part, my question, or when to ask me again:
slip-contact = If I get a place, reach me by (phone or letter):
slip-privacy = We keep this slip only until your answer is written down.
slip-send = Post it to: { $address }
