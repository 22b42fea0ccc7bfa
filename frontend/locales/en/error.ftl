error-403 = This page is not open to you
error-403-text = You may be signed in as someone else, or you may have been signed out. Nothing is lost that was already saved.
error-403-next = If you were filling in a form, go back, load the page again and send it once more.
error-404 = We cannot find this page
error-404-text = It may have moved, or the address may have been cut short. If you followed a link from an email, check that the whole address is there.
error-404-next = You can go on from here:
error-408 = What you sent did not reach us in time
error-408-text = The connection was too slow or it broke. Nothing of it was saved.
error-408-next = Check that you are online. Then go back and send it once more.
error-429 = That was a lot in a short time
error-429-text = To keep everyone safe we slow things down when there are many tries in a row. What was saved before is still here.
error-429-next = Then load this page again.
error-500 = Something went wrong on our side
error-500-text = It was not your doing. The people who look after the service have a note of it.
error-500-next = Try again in a few minutes. If you had just sent something, look first whether it arrived.
error-503 = We cannot answer just now
error-503-text = Many people are here at this moment, or someone is working on the service. Answers you gave before are safe.
error-503-next = Load this page again a little later.
error-wait-seconds = { $seconds ->
    [one] Please wait 1 second.
   *[other] Please wait { $seconds } seconds.
}
error-wait-minutes = { $minutes ->
    [one] Please wait 1 minute.
   *[other] Please wait { $minutes } minutes.
}
error-home = Go to the first page
error-opportunities = See what is open now
error-sign-in = Sign in
error-contact = Get help
