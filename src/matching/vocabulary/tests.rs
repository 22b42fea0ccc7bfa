use super::*;

fn first(words: &str) -> Option<&'static str> {
    suggest(words, None, 1).first().map(|badge| badge.slug.as_str())
}

#[test]
fn what_only_shares_a_word_is_no_suggestion() {
    for (typed, slug) in [
        ("my son is autistic", "autism"),
        ("chairing meetings", "chairing-meetings"),
        ("damp house", "damp-or-poor-housing"),
    ] {
        let found = suggest(typed, None, 8);
        assert_eq!(found[0].slug, slug);
        assert!(found.len() <= 4, "{typed}: {found:?}");
    }
}

#[test]
fn every_label_and_phrase_finds_its_own_badge_first() {
    for badge in catalogue().badges() {
        for text in labels(badge).chain(phrases(badge)) {
            let found = suggest(text, Some(badge.kind), 1);
            assert_eq!(
                found.first().map(|badge| badge.slug.as_str()),
                Some(badge.slug.as_str()),
                "{text:?}"
            );
            let (surest, confidence) = link(text, Some(badge.kind))[0];
            assert_eq!(surest, badge.slug.as_str(), "{text:?}");
            assert!((confidence - 1.0).abs() < f64::EPSILON, "{text:?}");
        }
    }
}

#[test]
fn unfinished_and_mistyped_words_are_understood() {
    assert_eq!(first("dement"), Some("dementia"));
    assert_eq!(first("demenita"), Some("dementia"));
    assert_eq!(first("parkinsns"), Some("parkinson-s-disease"));
    assert_eq!(first("hospital disch"), Some("hospital-discharge"));
    assert_eq!(first("xyzzy"), None);
    assert_eq!(first(""), None);
}

/// From here on own words stand for a badge that nobody confirmed.
const SURE: f64 = 0.8;

/// What people write, and the badges of which one must come first.
const SAID: &[(&str, &[&str])] = &[
    (
        "I looked after my husband with Parkinson's",
        &["parkinson-s-disease", "looking-after-a-partner"],
    ),
    ("I've been on dialysis for 3 years", &["kidney-disease"]),
    ("used to sleep rough", &["rough-sleeping"]),
    ("dad doesn't know us any more", &["dementia"]),
    (
        "unpaid carers of people with long-term neurological conditions",
        &["long-term-neurological-condition"],
    ),
    (
        "tenants of sheltered housing with damp",
        &["sheltered-housing", "damp-or-poor-housing"],
    ),
    ("I looked after my dad who had Alzheimer's", &["dementia"]),
    (
        "My flat has black mould on every wall and the landlord won't fix it",
        &["damp-or-poor-housing"],
    ),
    (
        "I won my PIP appeal at the tribunal last spring",
        &["benefits-appeal"],
    ),
    (
        "Nan to two boys, I've been bringing up my grandchildren since 2019",
        &["kinship-carer"],
    ),
    (
        "I have stammered since I was four, the phone is the worst",
        &["stammering"],
    ),
    (
        "Deaf since birth, BSL is my first language",
        &["deaf-bsl-user", "british-sign-language"],
    ),
    (
        "our little girl was stillborn at 38 weeks",
        &["stillbirth-or-newborn-death"],
    ),
    ("six weeks of detox, then a year in rehab", &["detox-and-rehab"]),
    (
        "I fled to a women's refuge with three kids",
        &["domestic-abuse-survivor"],
    ),
    (
        "they sent mum home from hospital at two in the morning with no care in place",
        &["hospital-discharge"],
    ),
    (
        "living with sickle cell, the crisis pain is hard to explain in A and E",
        &["sickle-cell-or-thalassaemia"],
    ),
    (
        "on Universal Credit since the factory closed",
        &["universal-credit", "redundancy"],
    ),
    (
        "came out of prison in March with nowhere to go",
        &["leaving-prison", "prison"],
    ),
    ("twelve years in the army, left with PTSD", &["veteran", "trauma"]),
    (
        "found out I'm autistic at 52",
        &["late-autism-diagnosis", "autism"],
    ),
    ("The taxi firms here refuse my wheelchair", &["accessible-taxis"]),
    ("still ill with long covid after three years", &["long-covid"]),
    ("When I was 11 I was a young carer for my mum", &["young-carer"]),
    ("I wear two hearing aids", &["hard-of-hearing"]),
    (
        "We spent nine months in an asylum hotel near the airport",
        &["asylum-accommodation"],
    ),
    (
        "working through the menopause with hot flushes in meetings",
        &["menopause"],
    ),
    (
        "I need continence pads and there are never enough",
        &["incontinence"],
    ),
    ("can't find the word I want since my stroke", &["aphasia"]),
    (
        "my brother's house is full of stuff, he can't throw anything away",
        &["hoarding"],
    ),
    ("recovering from anorexia, three admissions", &["eating-disorder"]),
    (
        "My son was permanently excluded from school at nine",
        &["school-exclusion"],
    ),
    (
        "I nursed my wife at home until she died of cancer",
        &["end-of-life-caring", "cancer"],
    ),
    ("hill farmer, some weeks I see nobody", &["farming-life"]),
    ("in debt with bailiffs at the door", &["debt"]),
    (
        "type 2 diabetic, lost three toes",
        &["type-2-diabetes", "diabetes"],
    ),
    (
        "I have multiple sclerosis and use a power chair",
        &["multiple-sclerosis"],
    ),
    (
        "heart attack two years ago, now a pacemaker",
        &["heart-condition", "heart-rhythm-problem"],
    ),
    (
        "I hear voices and have been sectioned twice",
        &["detained-under-the-mental-health-act", "psychosis"],
    ),
    ("panic attacks whenever I have to go into town", &["anxiety"]),
    (
        "postnatal depression after my second",
        &["perinatal-mental-distress"],
    ),
    (
        "my daughter takes heroin and we found Al-Anon",
        &["someone-else-s-drinking-or-drug-use", "drug-use"],
    ),
    ("grew up in care, eleven placements", &["care-experienced"]),
    (
        "adopted two brothers from foster care",
        &["adoptive-parent", "adoption"],
    ),
    ("trying to find a care home for my father", &["care-home"]),
    (
        "I employ my own personal assistants with a direct payment",
        &["direct-payments", "employing-a-personal-assistant"],
    ),
    (
        "The stairlift and the wet room changed everything",
        &["equipment-and-adaptations"],
    ),
    (
        "blind from birth, white cane user",
        &["blind-or-partially-sighted"],
    ),
    (
        "A Romany family, we live on a council site",
        &["gypsy-roma-and-traveller-life"],
    ),
    ("I came as a refugee from Sudan", &["seeking-asylum-or-refugee"]),
    (
        "gay man in his seventies worried about going into a home",
        &["lgbt-life", "lgbt-in-care"],
    ),
    (
        "No internet at home so I can't do online forms",
        &["digital-exclusion"],
    ),
    (
        "we live miles from anywhere, no buses in our village",
        &["rural-isolation"],
    ),
    (
        "I chaired the tenants' association for ten years",
        &["community-organising", "chairing-meetings"],
    ),
    (
        "worked as a maths teacher and trained new tutors",
        &["teaching", "training-others"],
    ),
    ("I can sign, BSL level 3", &["british-sign-language"]),
    ("fluent Punjabi and Urdu", &["punjabi", "urdu"]),
    (
        "I built websites for charities, accessible ones",
        &["web-design", "web-and-software"],
    ),
    ("trustee of a small hospice charity", &["governance"]),
    ("I write easy read leaflets", &["easy-read-editing"]),
    (
        "my boy has an EHCP and goes to a special school",
        &[
            "education-health-and-care-plan",
            "special-educational-needs-support",
        ],
    ),
    ("waited 14 hours on a trolley in A and E", &["emergency-care"]),
    (
        "I've got COPD and I'm on oxygen at home",
        &["copd", "lung-condition"],
    ),
    (
        "experience of homelessness and temporary accommodation",
        &["homelessness", "temporary-accommodation"],
    ),
];

#[test]
fn what_people_write_is_linked_to_what_they_speak_of() {
    let mut missed = Vec::new();
    let mut unsure = Vec::new();
    for (said, meant) in SAID {
        let linked = link(said, None);
        match linked.first() {
            Some((slug, confidence)) if meant.contains(slug) => {
                if *confidence < 0.5 {
                    unsure.push((said, linked));
                }
            }
            _ => missed.push((said, linked)),
        }
    }
    assert!(
        10 * missed.len() <= SAID.len(),
        "{} of {} missed: {missed:#?}",
        missed.len(),
        SAID.len()
    );
    assert_eq!(unsure, [], "unsure");
}

#[test]
fn a_sentence_about_two_things_is_linked_to_both() {
    let linked = link(
        "unpaid carers of people with long-term neurological conditions",
        None,
    );
    for slug in ["long-term-neurological-condition", "unpaid-caring"] {
        assert!(linked.iter().any(|(linked, _)| *linked == slug), "{linked:?}");
    }
    let linked = link("tenants of sheltered housing with damp", None);
    for slug in ["sheltered-housing", "damp-or-poor-housing"] {
        assert!(linked.iter().any(|(linked, _)| *linked == slug), "{linked:?}");
    }
}

#[test]
fn what_speaks_of_nothing_in_the_catalogue_is_not_linked() {
    for said in [
        "we like cake",
        "The cat sat on the window sill all afternoon",
        "I look forward to the summer",
        "The meeting is in the town hall at seven",
        "This course will change your life",
        "My favourite colour is green",
        "We polish the silver on Sundays",
        "I support Leeds United and watch every match",
        "Type your name in box 1",
        "He walks past a shop and likes football",
        "It was a good night out with friends",
        "The train from York was late again",
        "Please bring your own mug",
    ] {
        let linked = link(said, None);
        assert!(
            linked.iter().all(|&(_, confidence)| confidence < 0.7),
            "{said:?}: {linked:?}"
        );
    }
}

#[test]
fn what_is_denied_is_not_linked() {
    for (said, denied) in [
        ("I have never had cancer", "cancer"),
        ("not a carer", "unpaid-caring"),
        ("I'm not a carer but I want to help", "unpaid-caring"),
        ("I don't have dementia", "dementia"),
        ("no experience of prison", "prison"),
        ("I have never been homeless or in prison", "prison"),
        ("I have never been homeless or in prison", "homelessness"),
        ("I am not a wheelchair user", "wheelchair-user"),
        ("without diabetes", "diabetes"),
        ("I can walk far", "physical-impairment"),
    ] {
        let linked = link(said, None);
        let sure = linked.iter().find(|(slug, _)| *slug == denied);
        assert!(
            sure.is_none_or(|&(_, confidence)| confidence < 0.7),
            "{said:?}: {linked:?}"
        );
    }
}

#[test]
fn what_only_sounds_denied_is_linked() {
    for (said, meant) in [
        ("doctors don't understand autism", "autism"),
        ("no support for my epilepsy", "epilepsy"),
        (
            "I don't have dementia, my husband has Parkinson's",
            "parkinson-s-disease",
        ),
        ("not only a carer", "unpaid-caring"),
        ("never got over covid", "long-covid"),
        ("can't walk far these days", "physical-impairment"),
        ("not coping with my diabetes", "diabetes"),
    ] {
        let linked = link(said, None);
        let found = linked.iter().find(|(slug, _)| *slug == meant);
        assert!(
            found.is_some_and(|&(_, confidence)| confidence >= SURE),
            "{said:?}: {linked:?}"
        );
    }
}

#[test]
fn a_finished_text_may_hold_typing_errors() {
    for (said, meant) in [
        ("my wife has demenita", "dementia"),
        ("I have parkinsns", "parkinson-s-disease"),
        ("living with epilespy", "epilepsy"),
    ] {
        assert_eq!(
            link(said, None).first().map(|linked| linked.0),
            Some(meant),
            "{said:?}"
        );
    }
    // Five letters may hold one error, four none.
    assert!(
        link("I have lupsu", None)
            .iter()
            .any(|linked| linked.0 == "autoimmune-condition")
    );
    assert!(link("I have dmap", None).is_empty());
}

#[test]
fn a_special_phrase_wins_over_a_word_within_it() {
    let linked = link("I live in sheltered housing", None);
    assert_eq!(linked[0].0, "sheltered-housing");
    assert!(
        linked
            .iter()
            .all(|&(slug, confidence)| slug != "housing" || confidence < SURE),
        "{linked:?}"
    );
}

#[test]
fn a_text_longer_than_one_part_is_read_to_its_end() {
    let long = format!("{} and I have epilepsy", "we like cake ".repeat(40));
    assert_eq!(link(&long, None).first().map(|linked| linked.0), Some("epilepsy"));
}
