//! The labels and phrases of the catalogue as passages, found by their words.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    super::{steps, vocabulary},
    passage::Passage,
};
use crate::badge::{Kind, catalogue};

/// A label or a phrase of a badge.
pub struct Phrase {
    /// The badge's place in the catalogue.
    pub badge: usize,
    /// Whether it is a label.
    pub is_label: bool,
    /// As eligibility reads it.
    pub passage: Passage,
}

struct Phrases {
    all: Vec<Phrase>,
    /// By badge, its phrases.
    of_badge: Vec<std::ops::Range<usize>>,
    by_key: HashMap<u64, Vec<usize>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    const LABELS: usize = 2;
    let mut phrases = Phrases {
        all: Vec::new(),
        of_badge: Vec::new(),
        by_key: HashMap::new(),
    };
    for (place, badge) in catalogue().badges().iter().enumerate() {
        let start = phrases.all.len();
        for (number, text) in vocabulary::texts_of(badge).enumerate() {
            let passage = Passage::of(&vocabulary::tokens(text));
            let keys: HashSet<u64> = passage.keys().collect();
            for key in keys {
                phrases.by_key.entry(key).or_default().push(phrases.all.len());
            }
            phrases.all.push(Phrase {
                badge: place,
                is_label: number < LABELS,
                passage,
            });
        }
        phrases.of_badge.push(start..phrases.all.len());
    }
    phrases
});

/// The phrases of a kind that have a word of a passage, each once, in the order of the catalogue.
pub fn sharing(passage: &Passage, kind: Kind) -> Vec<&'static Phrase> {
    let keys: HashSet<u64> = passage.keys().collect();
    let found = keys.iter().filter_map(|key| PHRASES.by_key.get(key));
    let mut places: Vec<usize> = found.flatten().copied().collect();
    steps::take(places.len());
    places.sort_unstable();
    places.dedup();
    let badges = catalogue().badges();
    let phrases = places.into_iter().map(|place| &PHRASES.all[place]);
    phrases
        .filter(|phrase| badges[phrase.badge].kind == kind)
        .collect()
}

/// The phrases of a badge, by its place in the catalogue.
pub fn of_badge(badge: usize) -> &'static [Phrase] {
    &PHRASES.all[PHRASES.of_badge[badge].clone()]
}
