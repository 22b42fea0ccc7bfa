//! A person, prepared once to be compared with many opportunities.

use super::{
    eligibility::{self, answers::Answer},
    evidence::Criterion,
    labels,
    meaning::{TextKey, key_of},
    practical::Practical,
    profile::{Held, Profile},
    standpoint,
    words::Bag,
};
use crate::badge::{Kind, catalogue};

/// A person, ready to be compared.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// What they said.
    pub profile: &'a Profile,
    /// What filters need.
    pub practical: Practical,
    /// Their badges, in their order.
    pub badges: Vec<Badge>,
    /// Contributions and what matters.
    pub long: Vec<Long>,
}

/// A badge, ready to be compared.
#[derive(Clone, Debug)]
pub struct Badge {
    /// The badge itself (or what own words surely mean) and every broader one.
    pub line: Vec<Step>,
    /// The badge itself, or what own words may mean.
    pub means: Vec<Answer>,
    /// Whether own words stand for the badge: nobody confirmed it.
    pub presumed: bool,
    /// The standpoint's place in its list, from 1; another value when own words tell of caring; 0 when
    /// none is said.
    pub standpoint: u8,
    /// Own words.
    pub words: Option<Bag>,
    /// What names them among texts that have a meaning.
    pub text: Option<TextKey>,
    /// The slug of the catalogue's badge, whose label counts beside own words.
    pub label: Option<&'static str>,
}

/// A badge that somebody holds, or a broader one.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Its slug.
    pub slug: &'static str,
    /// How many steps broader it is.
    pub level: usize,
}

/// A longer text, ready to be compared.
#[derive(Clone, Debug)]
pub struct Long {
    /// As it was written.
    pub text: String,
    /// Its stems.
    pub bag: Bag,
    /// What names it among texts that have a meaning.
    pub key: TextKey,
}

impl<'a> Person<'a> {
    /// Prepares a person.
    #[must_use]
    pub fn new(profile: &'a Profile) -> Self {
        let contributions = profile.contributions.iter();
        let texts = contributions.map(|done| &done.words).chain(&profile.matters);
        Self {
            profile,
            practical: Practical::of(profile),
            badges: profile.badges.iter().map(Badge::new).collect(),
            long: texts
                .filter(|text| !text.trim().is_empty())
                .map(|text| Long {
                    text: text.clone(),
                    bag: Bag::of(text),
                    key: key_of(text),
                })
                .collect(),
        }
    }
}

impl Badge {
    fn new(held: &Held) -> Self {
        let known = held.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        let words = held.words.as_deref();
        let chosen = standpoint::place_of(held.standpoint.as_deref());
        // What words tell matters where no badge was confirmed, and may tell of caring where nothing was chosen.
        let listens = known.is_none() || chosen == 0 && held.kind == Kind::Experience;
        let told = words
            .filter(|_| listens)
            .map_or_else(Vec::new, |words| eligibility::words::meant(words, held.kind));
        let sure: Vec<&'static str> = told
            .iter()
            .filter(|answer| answer.is_enough)
            .map(|answer| answer.slug)
            .collect();
        let line = match known {
            Some(badge) => line_of(&badge.slug),
            None => sure.iter().copied().flat_map(line_of).collect(),
        };
        let means = match known {
            Some(badge) => vec![Answer {
                slug: &badge.slug,
                probability: 1.0,
                is_enough: true,
            }],
            None => told,
        };
        let standpoint = match chosen {
            0 if sure.iter().copied().any(standpoint::is_caring) => standpoint::TELLS_OF_CARING,
            chosen => chosen,
        };
        Self {
            line,
            means,
            presumed: known.is_none(),
            standpoint,
            words: words.map(Bag::of),
            text: words.map(key_of),
            label: known.map(|badge| badge.slug.as_str()),
        }
    }
}

impl Badge {
    /// The texts whose meaning may be compared: own words, and the label where no badge is sought.
    pub fn texts(&self, criterion: &Criterion) -> impl Iterator<Item = TextKey> {
        let label = self.label.filter(|_| criterion.sought.badge.is_none());
        self.text.into_iter().chain(label.map(labels::key))
    }
}

fn line_of(slug: &str) -> Vec<Step> {
    let line = catalogue().with_broader(slug).into_iter().zip(0..);
    line.map(|(badge, level)| Step {
        slug: badge.slug.as_str(),
        level,
    })
    .collect()
}
