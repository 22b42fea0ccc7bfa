//! The labels of the catalogue as texts that words are compared with: few and fixed, so that the index need not
//! hold them once for each of a million people.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use super::{
    meaning::{TextKey, key_of},
    words::{Bag, Query},
};
use crate::badge::{Kind, catalogue};

struct Labels {
    by_slug: HashMap<&'static str, Bag>,
    /// The badges, by place in the catalogue, in whose label a stem stands.
    by_stem: HashMap<String, Vec<usize>>,
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
        for (stem, _) in &bag.counts {
            labels.by_stem.entry(stem.clone()).or_default().push(place);
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

/// What the labels of a kind score, in the order of the catalogue; those that score nothing are left out.
#[must_use]
pub fn scores(query: &Query, kind: Kind) -> Vec<(&'static str, f32)> {
    let clauses = query.clauses.iter();
    let places: BTreeSet<usize> = clauses
        .filter_map(|clause| LABELS.by_stem.get(&clause.stem))
        .flatten()
        .copied()
        .collect();
    let badges = places.into_iter().map(|place| &catalogue().badges()[place]);
    badges
        .filter(|badge| badge.kind == kind)
        .map(|badge| (badge.slug.as_str(), query.score(bag(&badge.slug)).sum))
        .collect()
}
