error-q-too-long = Use at most { $number } letters in your search.
error-topic-unknown = We do not know one of these topics. Choose topics from the list.
error-topic-too-many = Choose at most 8 topics.
error-within-unknown = Choose one of the distances in the list.
error-format-unknown = Choose ways of taking part from the list.
error-time-unknown = Choose times from the list.
filter-title = Filter
filter-parts = What you look for
filter-leave-out = Leave out:
filter-topic-label = Find a topic
filter-topic-hint = In everyday words, like “bad chest” or “looking after dad”.
filter-find = Find topics
filter-no-topic = We have no topic for “{ $words }”. Try other words, or use them in the search itself.
filter-badge-label = About any of these
filter-place-label = Near which place?
filter-place-hint = A postcode or its first half, like LS6. We do not keep it.
filter-place-noted-hint = A postcode or its first half, like LS6.
filter-within-label = How far from there?
filter-miles = { $miles } miles
filter-km = { $km } km
filter-near = Within { $distance } of { $area }
filter-words = “{ $words }”
filter-format-label = In any of these ways
filter-time-label = At any of these times
filter-button = Use these filters
filter-did-you-mean = Did you mean
found-instead = Nothing has the word “{ $typed }”. This is what we found for “{ $better }”.
found-page = Page { $page } of { $pages }
found-ways-on = You can widen your search:
found-without = { $number ->
    [one] Leave out: { $label } (1 opportunity)
   *[other] Leave out: { $label } ({ $number } opportunities)
}
found-further = { $number ->
    [one] Look within { $label } miles (1 opportunity)
   *[other] Look within { $label } miles ({ $number } opportunities)
}
found-for-you = See what is for you
found-by-lay-word = They write “{ $found }”. You wrote “{ $said }”.
found-by-topic = They hope to hear from people who know about: { $label }.
opportunity-said = in their words: “{ $words }”
