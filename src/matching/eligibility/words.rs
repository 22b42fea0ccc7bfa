//! Which badges somebody's own words mean, and whether they answer a criterion themselves.

use super::{
    super::{
        meaning::{Sense, TextKey},
        vocabulary,
    },
    answers::{self, Answer, Candidate, Found},
    meeting::Meeting,
    passage::{MOST_WORDS, Passage},
    phrases,
    settings::SETTINGS,
};
use crate::badge::{Badge, Kind, catalogue};

/// Own words must say so much of a phrase, 0 to 1.
const LEAST_SAID: f32 = 0.65;

/// The badges of a kind that own words may mean, surest first. A sensitive badge needs more, and a lone everyday word
/// is never enough for one: it is a question to the person.
#[must_use]
pub fn meant(words: &str, kind: Kind) -> Vec<Answer> {
    let badges = catalogue().badges();
    let mut found = Found::default();
    for candidate in candidates(words, kind) {
        let badge = &badges[candidate.badge];
        let probability = candidate.meeting.probability(&SETTINGS.words);
        let is_question = badge.sensitive && candidate.meeting.is_one_everyday_word();
        let is_enough = probability >= floor(badge) && !is_question && !candidate.meeting.is_denied();
        found.note(candidate.badge, probability, is_enough);
    }
    found.sorted()
}

fn floor(badge: &Badge) -> f32 {
    if badge.sensitive {
        SETTINGS.floors.sensitive_words
    } else {
        SETTINGS.floors.words
    }
}

/// Every phrase of a badge that these words may mean, with its features.
#[must_use]
pub fn candidates(words: &str, kind: Kind) -> Vec<Candidate> {
    let linked = vocabulary::link(words, Some(kind));
    if linked.is_empty() {
        return Vec::new();
    }
    let badges = catalogue().badges();
    let places: Vec<usize> = linked
        .iter()
        .filter_map(|(slug, _)| badges.iter().position(|badge| badge.slug == *slug))
        .collect();
    let mut all = Vec::new();
    for part in vocabulary::tokens(words).chunks(MOST_WORDS) {
        let passage = Passage::of(part);
        let phrases = places.iter().flat_map(|&badge| phrases::of_badge(badge));
        let found = phrases.filter_map(|phrase| {
            let meeting = Meeting::of(&passage, &phrase.passage, phrase.is_label, false)?;
            Some(Candidate {
                badge: phrase.badge,
                is_label: phrase.is_label,
                meeting,
            })
        });
        let mut found: Vec<Candidate> = found.filter(|candidate| candidate.meeting.tells()).collect();
        answers::compete(&mut found);
        found.retain(|candidate| candidate.meeting.phrase_covered() >= LEAST_SAID);
        all.append(&mut found);
    }
    all
}

/// What own words have of a criterion, part by part.
pub fn direct<'a>(
    parts: &'a [Passage],
    words: &str,
    sense: Option<(&Sense, TextKey)>,
) -> impl Iterator<Item = Meeting> + use<'a> {
    let passage = Passage::of(&vocabulary::tokens(words));
    let cosine = sense.map(|(sense, key)| sense.cosine(key));
    parts.iter().enumerate().filter_map(move |(number, part)| {
        let mut meeting = Meeting::of(part, &passage, false, number > 0).or_else(|| {
            let is_whole = number == 0 && cosine.is_some();
            is_whole.then(Meeting::by_meaning)
        })?;
        if let Some(cosine) = cosine {
            meeting.mean(cosine, 0.0);
        }
        Some(meeting)
    })
}
