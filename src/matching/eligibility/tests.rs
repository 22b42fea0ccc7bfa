use proptest::prelude::*;

use super::{Requirement, answers::answers, criterion_passages, settings::SETTINGS, words};
use crate::{
    badge::{Kind, catalogue},
    matching::{
        person::Person,
        profile::{self, Profile, Sought},
    },
    opportunity::Need,
};

const EXPERIENCE: Kind = Kind::Experience;

fn sought(kind: Kind, words: &str) -> Sought {
    Sought {
        kind,
        badge: None,
        standpoint: None,
        words: Some(words.to_owned()),
        need: Need::Must,
    }
}

fn said(words: &[&str]) -> Profile {
    let badges = words
        .iter()
        .map(|words| serde_json::json!({"kind": "experience", "words": words}));
    let line = serde_json::json!({"id": "a", "badges": badges.collect::<Vec<_>>()});
    profile::read(&line.to_string()).expect("a sound profile")
}

fn is_met(criterion: &str, profile: &Profile) -> bool {
    let requirement = Requirement::new(&sought(EXPERIENCE, criterion), None);
    requirement.met_by(&Person::new(profile)).1
}

fn answering(criterion: &str, kind: Kind) -> Vec<&'static str> {
    let found = answers(criterion, kind, None).into_iter();
    let enough = found.filter(|answer| answer.is_enough);
    enough.map(|answer| answer.slug).collect()
}

#[test]
fn a_shared_everyday_word_is_no_evidence() {
    for (criterion, wrong) in [
        ("Residents with potholes in their street", "rough-sleeping"),
        ("People who use their local library", "drug-use"),
        ("No experience of mental ill health needed", "mental-distress"),
        ("People who know the night bus", "night-time-support"),
        ("People who have never been in hospital", "hospital-care"),
        ("Commuters who travel by train", "gypsy-roma-and-traveller-life"),
    ] {
        assert!(!answering(criterion, EXPERIENCE).contains(&wrong), "{criterion}");
    }
    assert!(!answering("knows the night bus", Kind::Skill).contains(&"public-speaking"));
}

#[test]
fn what_covers_the_whole_meaning_answers_and_what_it_gathers_too() {
    let neuro = answering(
        "People living with a long-term neurological condition",
        EXPERIENCE,
    );
    assert!(
        neuro.contains(&"long-term-neurological-condition") && neuro.contains(&"stroke"),
        "{neuro:?}"
    );
    assert!(!neuro.contains(&"long-term-condition"), "{neuro:?}");
    // A phrase that names one of several services says nothing of the others.
    assert!(!answering("Has had a CPN", EXPERIENCE).contains(&"recovery-college"));
}

#[test]
fn abbreviations_keep_their_capitals() {
    assert!(answering("People with ME", EXPERIENCE).contains(&"me-or-chronic-fatigue-syndrome"));
    assert!(answering("people like me", EXPERIENCE).is_empty());
    assert!(answering("People with M.S.", EXPERIENCE).contains(&"multiple-sclerosis"));
}

#[test]
fn idioms_and_denials_are_understood_on_both_sides() {
    for (criterion, words) in [
        ("Stroke survivors", "Had a stroke of luck on the lottery"),
        ("People who have been homeless", "I have never been homeless"),
        ("Unpaid carers", "I am not a carer"),
        (
            "Residents who have never been homeless",
            "I was homeless for a year",
        ),
    ] {
        assert!(!is_met(criterion, &said(&[words])), "{criterion}: {words}");
    }
    assert!(is_met(
        "Stroke survivors",
        &said(&["I had a stroke two years ago"])
    ));
}

#[test]
fn a_lone_everyday_word_never_means_a_sensitive_badge() {
    let badges = catalogue().badges().iter().filter(|badge| badge.sensitive);
    for badge in badges {
        for phrase in &badge.phrases {
            let is_lone = !phrase.contains(' ') && super::super::vocabulary::is_everyday(phrase);
            let sentence = format!("My neighbour talked about {phrase} in the shop on Sunday morning");
            let meant = words::meant(&sentence, badge.kind);
            let is_meant = meant
                .iter()
                .any(|answer| answer.slug == badge.slug && answer.is_enough);
            assert!(!is_lone || !is_meant, "{phrase}: {}", badge.slug);
        }
    }
}

fn general() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = SETTINGS.general.iter().flat_map(|line| line.split(' ')).collect();
    proptest::collection::vec(proptest::sample::select(words), 1..6).prop_map(|words| words.join(" "))
}

/// Several general words that stand together exactly as in a phrase ("care home") do mean something.
fn has_a_phrase(text: &str) -> bool {
    let passages = criterion_passages(text);
    let texts = catalogue()
        .badges()
        .iter()
        .flat_map(super::super::vocabulary::texts_of);
    texts
        .map(|text| super::passage::Passage::of(&super::super::vocabulary::tokens(text)))
        .any(|phrase| phrase.words.len() > 1 && passages.iter().any(|passage| passage.says(&phrase)))
}

/// What people say of themselves, one badge's phrase each.
fn phrase() -> impl Strategy<Value = &'static str> {
    let badges = catalogue()
        .badges()
        .iter()
        .filter(|badge| badge.kind == EXPERIENCE);
    let phrases: Vec<&'static str> = badges
        .flat_map(|badge| badge.phrases.iter().map(String::as_str))
        .collect();
    proptest::sample::select(phrases)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn general_words_alone_make_nobody_eligible(text in general(), kind in proptest::sample::select(Kind::ALL)) {
        if !has_a_phrase(&text) {
            prop_assert_eq!(answering(&text, kind), Vec::<&str>::new());
        }
    }

    #[test]
    fn a_word_more_makes_no_other_badge_eligible(criterion in phrase(), one in phrase(), more in general()) {
        let alone = is_met(criterion, &said(&[one]));
        let other = format!("zzyzx {more}");
        prop_assert_eq!(is_met(criterion, &said(&[one, &other])), alone || is_met(criterion, &said(&[&other])));
        prop_assert!(!is_met(criterion, &said(&[&other])) || has_a_phrase(&more));
    }

    #[test]
    fn the_order_of_badges_changes_nothing(criterion in phrase(), one in phrase(), two in phrase()) {
        prop_assert_eq!(is_met(criterion, &said(&[one, two])), is_met(criterion, &said(&[two, one])));
    }

    #[test]
    fn case_hyphens_apostrophes_and_accents_change_nothing(criterion in phrase(), one in phrase()) {
        let has_capitals = |text: &str| {
            text.split(|letter: char| !letter.is_alphanumeric())
                .any(|word| word.len() > 1 && word.chars().filter(|letter| letter.is_uppercase()).count() > 1)
        };
        let is_met_by = |text: &str| is_met(criterion, &said(&[text]));
        let known = is_met_by(one);
        prop_assert_eq!(is_met_by(&one.replace('\'', "\u{2019}")), known);
        prop_assert_eq!(is_met_by(&one.replace('-', "\u{2010}")), known);
        prop_assert_eq!(is_met_by(&one.replace('a', "a\u{301}")), known);
        if !has_capitals(one) && one.chars().count() > 5 {
            let mut letters = one.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            prop_assert_eq!(is_met_by(&format!("{first}{}", letters.as_str())), known);
        }
    }
}
