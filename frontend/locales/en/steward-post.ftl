steward-post = Letters on paper
steward-post-lead = For people without email, and for those who like paper better.
steward-post-waiting = { $number ->
    [0] No letters wait
    [one] 1 letter waits to be printed
   *[other] { $number } letters wait to be printed
}
steward-post-look = Print letters, enter answers, help somebody register
steward-post-since = The oldest since
steward-post-make = Make a batch of all that wait
steward-post-batch = { $number ->
    [one] 1 letter
   *[other] { $number } letters
}
steward-post-made = Made on
steward-post-print = Print these letters
steward-post-envelopes = Fold each page so that the address shows in the window of the envelope.
steward-post-then = When they are in the post, say so here. Then we forget what they say.
steward-post-posted = These were printed and posted
steward-post-back = They were not posted: let them wait again
steward-post-earlier = Posted
steward-post-more = Also for people without email
steward-post-reply = Enter an answer you heard or read
steward-post-register = Register somebody who asks you to
steward-post-act = Help somebody to say what they know
steward-post-form = Paper form to register
steward-post-poster = Poster to register
steward-print = Letters to print
steward-print-how = Print this page with your browser: { $number ->
    [one] one letter
   *[other] { $number } letters
}, each on a page of its own, on A4. These lines are not printed.
steward-print-noted = That you read these names and addresses is noted. Each person can see it.
notice-post-made = The batch is ready to print.
notice-post-posted = Thank you. The letters are settled, and we have forgotten what they say.
notice-post-back = The letters wait again. Codes on pages that were printed before do not work any more.
