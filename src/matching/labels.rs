//! The labels of the catalogue as texts that words are compared with: few and fixed, so that the index need not
//! hold them once for each of a million people.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::{
    meaning::{TextKey, key_of},
    words::{self, Bag, Query},
};
use crate::badge::{Kind, catalogue};

struct Labels {
    by_slug: HashMap<&'static str, Bag>,
    /// The badges, by place in the catalogue, in whose label a stem stands; how often, and how long the label is.
    by_stem: HashMap<String, Vec<(usize, u32, u32)>>,
    keys: HashMap<&'static str, TextKey>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let mut labels = Labels {
        by_slug: HashMap::new(),
        by_stem: HashMap::new(),
        keys: HashMap::new(),
    };
    for (badge, place) in catalogue().badges().iter().zip(0..) {
        let bag = Bag::of(&badge.label);
        for (stem, count) in &bag.counts {
            let places = labels.by_stem.entry(stem.clone()).or_default();
            places.push((place, *count, bag.length));
        }
        labels.keys.insert(&badge.slug, key_of(&badge.label));
        labels.by_slug.insert(&badge.slug, bag);
    }
    labels
});

/// The stems of a badge's label; none when the catalogue has no such badge.
#[must_use]
pub fn bag(slug: &str) -> &'static Bag {
    static NONE: LazyLock<Bag> = LazyLock::new(Bag::default);
    LABELS.by_slug.get(slug).unwrap_or(&NONE)
}

/// What names a badge's label among texts that have a meaning.
#[must_use]
pub fn key(slug: &str) -> TextKey {
    LABELS.keys.get(slug).copied().unwrap_or(TextKey(0))
}

/// What the labels of a kind score, in the order of the catalogue; those that score nothing are left out. The same
/// sums as [`Query::score`] gives, word by word instead of label by label.
#[must_use]
pub fn scores(query: &Query, kind: Kind) -> Vec<(&'static str, f32)> {
    let badges = catalogue().badges();
    let mut sums: BTreeMap<usize, f32> = BTreeMap::new();
    for clause in &query.clauses {
        for &(place, count, length) in LABELS.by_stem.get(&clause.stem).into_iter().flatten() {
            if badges[place].kind == kind {
                let discount = query.discounts[usize::from(words::length_code(length))];
                *sums.entry(place).or_default() += words::worth(clause.weight, count, discount);
            }
        }
    }
    let scores = sums.into_iter().filter(|(_, sum)| *sum > 0.0);
    scores
        .map(|(place, sum)| (badges[place].slug.as_str(), sum))
        .collect()
}
