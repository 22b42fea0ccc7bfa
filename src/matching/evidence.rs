//! Whether and how strongly something a person said meets something an opportunity seeks.

use std::sync::Arc;

use super::{
    meaning::Vectors,
    profile::{Held, Profile, Sought},
    reasons::By,
    vocabulary,
    words::{Bag, Query, Score, Statistics},
};
use crate::badge::catalogue;

/// Each step from a special badge to a broader one weakens the evidence.
pub const BROADER: f64 = 0.8;
/// Even the same words are less sure than the same badge.
const WORDS: f64 = 0.95;
/// Long texts tell less surely what somebody knows than a badge in own words.
const LONG: f64 = 0.9;
/// How much the weaker of badge words and long texts adds to the stronger.
const TIE: f64 = 0.3;
/// Somebody who did not say from where they speak may still be meant.
const UNSAID_STANDPOINT: f64 = 0.8;
/// Where a badge of the catalogue is sought, words that say only half of its label do not meet it (half the
/// weight of a label is a strength of 0.71 before discounts): who spoke in "Carers Week" has not lived with
/// "Home care".
const HALF_SAID: f64 = 0.7;
/// Own words stand for a badge nobody confirmed only when it is all but certain.
const SURE: f64 = 0.8;

/// What the words of everybody are weighed by: fixed for one run, so that no single person's words move another.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// Of labels and own words.
    pub short: Statistics,
    /// Of contributions and what matters.
    pub long: Statistics,
    /// What texts mean, where the meaning pack is there.
    pub vectors: Option<Arc<Vectors>>,
}

impl Basis {
    /// The statistics of the catalogue's labels and phrases: the same on every node and on every day, whoever
    /// registers, hides a badge or leaves.
    #[must_use]
    pub fn of_catalogue() -> Self {
        let mut basis = Self::default();
        for badge in catalogue().badges() {
            basis.short.add(&Bag::of(&badge.label));
            for phrase in &badge.phrases {
                basis.short.add(&Bag::of(phrase));
            }
            // A long text says about as much as everything the catalogue says of one badge.
            basis.long.add(&Bag::of(&badge.phrases.join(" ")));
        }
        basis
    }

    /// Takes a person's words into account.
    pub fn add(&mut self, person: &Person) {
        for badge in &person.badges {
            badge.units.iter().for_each(|bag| self.short.add(bag));
        }
        person.long.iter().for_each(|long| self.long.add(&long.bag));
    }
}

/// Something sought, ready to be compared.
#[derive(Debug)]
pub struct Criterion {
    /// As the opportunity has it.
    pub sought: Sought,
    /// What reasons call it: the host's words, or the label.
    pub shown: String,
    /// The badges that meet it, by slug, with a confidence.
    pub meant: Vec<(String, f64)>,
    /// Its words among labels and own words.
    pub short: Query,
    /// Its words among long texts.
    pub long: Query,
}

impl Criterion {
    /// Prepares a criterion.
    #[must_use]
    pub fn new(sought: &Sought, basis: &Basis) -> Self {
        let badge = sought.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        let label = badge.map(|badge| badge.label.as_str());
        let text = sought.words.as_deref().or(label).unwrap_or_default();
        let standpoint = sought.standpoint.as_deref();
        let standpoint = standpoint.and_then(|slug| catalogue().item("standpoint", slug));
        let shown = match (text, standpoint) {
            ("", Some(standpoint)) => standpoint.label.clone(),
            (text, _) => text.to_owned(),
        };
        let meant = match badge {
            Some(badge) => vec![(badge.slug.clone(), 1.0)],
            None => vocabulary::link(text, Some(sought.kind))
                .into_iter()
                .map(|(slug, confidence)| (slug.to_owned(), confidence))
                .collect(),
        };
        Self {
            sought: sought.clone(),
            shown,
            meant,
            short: Query::new(text, &basis.short),
            long: Query::new(text, &basis.long),
        }
    }

    /// Whether it names nothing but a kind and perhaps a standpoint.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sought.badge.is_none() && self.sought.words.is_none()
    }

    /// One strength from what labels and own words scored and what long texts scored.
    #[must_use]
    pub fn mix(&self, short: f64, long: f64) -> f64 {
        let short = WORDS * self.short.strength(short);
        let long = LONG * self.long.strength(long);
        let (strong, weak) = if short >= long {
            (short, long)
        } else {
            (long, short)
        };
        strong + TIE * weak * (1.0 - strong)
    }
}

/// A person, ready to be compared.
#[derive(Debug)]
pub struct Person<'a> {
    /// What they said.
    pub profile: &'a Profile,
    /// Their badges, in their order.
    pub badges: Vec<Badge>,
    /// Contributions and what matters.
    pub long: Vec<Long>,
}

/// A badge, ready to be compared.
#[derive(Debug)]
pub struct Badge {
    /// The badge itself (or what own words surely mean) and every broader one, with a factor.
    pub line: Vec<Step>,
    /// Own words and label, each by itself.
    pub units: Vec<Bag>,
}

/// A badge that somebody holds, or a broader one.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its slug.
    pub slug: &'static str,
    /// How surely they hold it.
    pub factor: f64,
    /// By which link.
    pub by: By,
}

/// A longer text, ready to be compared.
#[derive(Debug)]
pub struct Long {
    /// As it was written.
    pub text: String,
    /// Its stems.
    pub bag: Bag,
}

/// What meets a criterion.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Above 0, up to 1.
    pub strength: f64,
    /// The person's words, or the label.
    pub because: String,
    /// By which link.
    pub by: By,
}

impl<'a> Person<'a> {
    /// Prepares a person.
    #[must_use]
    pub fn new(profile: &'a Profile) -> Self {
        let contributions = profile.contributions.iter();
        let texts = contributions.map(|done| &done.words).chain(&profile.matters);
        Self {
            profile,
            badges: profile.badges.iter().map(Badge::new).collect(),
            long: texts
                .filter(|text| !text.trim().is_empty())
                .map(|text| Long {
                    text: text.clone(),
                    bag: Bag::of(text),
                })
                .collect(),
        }
    }

    /// The strongest evidence for a criterion.
    #[must_use]
    pub fn evidence(&self, criterion: &Criterion, basis: &Basis) -> Option<Evidence> {
        let held = self.profile.badges.iter().zip(&self.badges);
        let held = held.filter(|(held, _)| held.kind == criterion.sought.kind);
        let held: Vec<_> = held
            .filter_map(|(held, badge)| Some((held, badge, speaks_as(held, criterion)?)))
            .collect();
        let mut best: Option<Evidence> = None;
        for (held, badge, factor) in &held {
            if let Some((strength, by)) = badge.named(criterion) {
                raise(&mut best, factor * strength, by, || name(held));
            }
        }
        let said = self.by_words(criterion, &held, basis);
        let enough = if criterion.sought.badge.is_some() {
            HALF_SAID
        } else {
            0.0
        };
        if let Some((strength, because, by)) = said.filter(|(strength, ..)| *strength >= enough) {
            raise(&mut best, strength, by, || because);
        }
        best
    }

    /// Evidence by words alone: the best of badge words and long texts, raised a little by the other.
    fn by_words(
        &self,
        criterion: &Criterion,
        held: &[(&Held, &Badge, f64)],
        basis: &Basis,
    ) -> Option<(f64, String, By)> {
        let mut short = (0.0, Score::default(), None);
        for (held, badge, factor) in held {
            for unit in badge.units_for(criterion, held) {
                let score = criterion.short.score(unit, &basis.short);
                if factor * score.sum > short.0 {
                    short = (factor * score.sum, score, Some(*held));
                }
            }
        }
        let mut long = (Score::default(), None);
        for text in &self.long {
            let score = criterion.long.score(&text.bag, &basis.long);
            if score.sum > long.0.sum {
                long = (score, Some(text));
            }
        }
        let strength = criterion.mix(short.0, long.0.sum);
        let stronger_long = criterion.mix(0.0, long.0.sum) > criterion.mix(short.0, 0.0);
        match (short.2, long.1) {
            (_, Some(text)) if stronger_long => Some((strength, text.text.clone(), by(long.0))),
            (Some(held), _) => Some((strength, name(held), by(short.1))),
            _ => None,
        }
    }
}

impl Badge {
    fn new(held: &Held) -> Self {
        let known = held.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        let label = known.map(|badge| badge.label.as_str());
        let units = held
            .words
            .as_deref()
            .into_iter()
            .chain(label)
            .map(Bag::of)
            .collect();
        let line = match (known, held.words.as_deref()) {
            (Some(badge), _) => line_of(&badge.slug, 1.0, By::SameBadge),
            (None, Some(words)) => vocabulary::link(words, Some(held.kind))
                .into_iter()
                .filter(|&(_, confidence)| confidence >= SURE)
                .flat_map(|(slug, confidence)| line_of(slug, WORDS * confidence, By::LayWord))
                .collect(),
            (None, None) => Vec::new(),
        };
        Self { line, units }
    }

    /// Evidence by what the badge is, not by its words.
    fn named(&self, criterion: &Criterion) -> Option<(f64, By)> {
        if criterion.is_open() {
            return Some((1.0, By::SameBadge));
        }
        let exact = criterion.sought.badge.is_some();
        let steps = self.line.iter().flat_map(|step| {
            let meant = criterion.meant.iter().filter(|(slug, _)| slug == step.slug);
            meant.map(move |(_, confidence)| {
                let by = if exact { step.by } else { By::LayWord };
                (step.factor * confidence, by)
            })
        });
        steps.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// The texts that may be compared by words. Between two badges of the catalogue the tree decides: a word
    /// that two labels share ("hospital") makes nobody an expert on the other.
    fn units_for(&self, criterion: &Criterion, held: &Held) -> &[Bag] {
        match (&criterion.sought.badge, &held.words) {
            (Some(_), None) => &[],
            (Some(_), Some(_)) => self.units.get(..1).unwrap_or_default(),
            (None, _) => &self.units,
        }
    }
}

fn line_of(slug: &str, start: f64, exact: By) -> Vec<Step> {
    let mut factor = start;
    let mut line = Vec::new();
    for badge in catalogue().with_broader(slug) {
        let by = if line.is_empty() { exact } else { By::Broader };
        line.push(Step {
            slug: badge.slug.as_str(),
            factor,
            by,
        });
        factor *= BROADER;
    }
    line
}

/// How surely a badge is spoken from the standpoint that is sought; `None` when from another one.
fn speaks_as(held: &Held, criterion: &Criterion) -> Option<f64> {
    match (&criterion.sought.standpoint, &held.standpoint) {
        (Some(sought), Some(said)) => (sought == said).then_some(1.0),
        (Some(_), None) => Some(UNSAID_STANDPOINT),
        (None, _) => Some(1.0),
    }
}

fn raise(best: &mut Option<Evidence>, strength: f64, by: By, because: impl FnOnce() -> String) {
    if strength > best.as_ref().map_or(0.0, |best| best.strength) {
        *best = Some(Evidence {
            strength,
            because: because(),
            by,
        });
    }
}

/// What reasons call a badge: the person's words, or the label.
fn name(held: &Held) -> String {
    let label = || {
        let badge = held.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        badge.map(|badge| badge.label.clone())
    };
    held.words.clone().or_else(label).unwrap_or_default()
}

fn by(score: Score) -> By {
    if 2.0 * score.written >= score.sum {
        By::Words
    } else {
        By::LayWord
    }
}
