//! Whether and how strongly something a person said meets something an opportunity seeks.

mod scale;

use super::{
    basis::Basis,
    eligibility::Requirement,
    labels,
    meaning::{Sense, TextKey},
    person::{Badge, Long, Person},
    profile::{Held, Sought},
    reasons::By,
    standpoint,
    words::{Query, Score},
};
use crate::badge::catalogue;

pub use scale::{Best, POSSIBLE, Scale};

/// Each step from a special badge to a broader one weakens the evidence.
pub const BROADER: f32 = 0.8;
/// From this confidence on words name a badge.
const NAMES: f32 = 0.8;
/// Something sought, ready to be compared.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// As the opportunity has it.
    pub sought: Sought,
    /// The standpoint's place in its list, from 1; 0 for any.
    pub standpoint: u8,
    /// What reasons call it: the host's words, or the label.
    pub shown: String,
    /// The badges that meet it, by slug, with a confidence.
    pub meant: Vec<(String, f32)>,
    /// Its words among labels and own words.
    pub short: Query,
    /// Its words among long texts.
    pub long: Query,
    /// What labels of the catalogue score, by slug. None where a badge is sought: between two badges of the
    /// catalogue the tree decides; a word that two labels share ("hospital") makes nobody an expert on the other.
    pub labels: Vec<(&'static str, f32)>,
    /// What it means, where the meaning pack is there.
    pub sense: Option<Sense>,
    /// How what somebody said becomes a strength.
    pub scale: Scale,
    /// Whether it asks who may be in a pool: then only the badges in `meant` themselves count, no broader ones.
    pub is_for_pool: bool,
}

impl Criterion {
    /// Prepares a criterion.
    #[must_use]
    pub fn new(sought: &Sought, basis: &Basis) -> Self {
        let badge = sought.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        let label = badge.map(|badge| badge.label.as_str());
        let text = sought.words.as_deref().or(label).unwrap_or_default();
        let item = sought.standpoint.as_deref();
        let item = item.and_then(|slug| catalogue().item("standpoint", slug));
        let shown = match (text, item) {
            ("", Some(standpoint)) => standpoint.label.clone(),
            (text, _) => text.to_owned(),
        };
        let short = Query::new(text, &basis.short);
        let standpoint = standpoint::place_of(sought.standpoint.as_deref());
        let (meant, standpoint, labels) = if let Some(badge) = badge {
            (vec![(badge.slug.clone(), 1.0)], standpoint, Vec::new())
        } else {
            let (meant, standpoint) = standpoint::meant(text, sought.kind, standpoint);
            (meant, standpoint, labels::scores(&short, sought.kind))
        };
        let names = badge.is_none() && meant.iter().any(|(_, confidence)| *confidence >= NAMES);
        let long = Query::new(text, &basis.long);
        Self {
            scale: Scale::new(&short, &long, names, badge.is_some()),
            is_for_pool: false,
            sought: sought.clone(),
            standpoint,
            shown,
            meant,
            short,
            long,
            labels,
            sense: Sense::of(text, basis.vectors.as_ref()),
        }
    }

    /// Ranks everybody who meets a requirement in the words of a host. Where a badge is sought, the tree does that.
    pub fn also_means(&mut self, requirement: &Requirement) {
        if self.sought.badge.is_some() {
            return;
        }
        for (answer, asked) in &requirement.answers {
            let is_known = |(slug, _): &(String, f32)| slug == answer.slug;
            if answer.is_enough && !self.meant.iter().any(is_known) {
                self.meant
                    .push((answer.slug.to_owned(), asked * answer.probability));
            }
        }
    }

    /// The same criterion, asked of the index for a pool: met for certain by badges that answer a requirement, and
    /// [possibly](POSSIBLE) by words or meaning, which the requirement then reads.
    #[must_use]
    pub fn for_pool(&self, requirement: &Requirement) -> Self {
        let answers = requirement.answers.iter().filter(|(answer, _)| answer.is_enough);
        Self {
            scale: self.scale.for_pool(),
            is_for_pool: true,
            standpoint: requirement.standpoint,
            meant: answers
                .map(|(answer, asked)| (answer.slug.to_owned(), *asked))
                .collect(),
            labels: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether it names nothing but a kind and perhaps a standpoint.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sought.badge.is_none() && self.sought.words.is_none()
    }

    /// How surely something is spoken from the standpoint that is sought; `None` when from another one.
    #[must_use]
    #[inline]
    pub fn speaks(&self, standpoint: u8) -> Option<f32> {
        standpoint::speaks(self.standpoint, standpoint)
    }
}

/// What meets a criterion.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Above 0, up to 1.
    pub strength: f32,
    /// The person's words, or the label.
    pub because: String,
    /// By which link.
    pub by: By,
}

/// The strongest of what somebody said, and what it was.
#[derive(Default)]
struct Heard<'p> {
    best: Best,
    named: Option<(&'p Held, By)>,
    short: Option<(&'p Held, Score)>,
    long: Option<(&'p Long, Score)>,
    meaning: Option<String>,
}

impl Person<'_> {
    /// The strongest evidence for a criterion.
    #[must_use]
    pub fn evidence(&self, criterion: &Criterion) -> Option<Evidence> {
        let heard = self.heard(criterion);
        let strength = criterion.scale.strength(heard.best);
        if strength <= 0.0 {
            return None;
        }
        let (because, by) = heard.why(criterion, strength)?;
        Some(Evidence {
            strength,
            because,
            by,
        })
    }

    /// How far anything they said means the same as a criterion, 0 to 1.
    #[must_use]
    pub fn nearness(&self, criterion: &Criterion) -> f32 {
        let Some(sense) = &criterion.sense else {
            return 0.0;
        };
        let mut best = 0.0_f32;
        for (held, badge) in self.profile.badges.iter().zip(&self.badges) {
            if held.kind == criterion.sought.kind
                && let Some(factor) = criterion.speaks(badge.standpoint)
            {
                best = badge
                    .texts(criterion)
                    .map(|text| factor * sense.nearness(text))
                    .fold(best, f32::max);
            }
        }
        let long = self.long.iter().map(|text| sense.nearness(text.key));
        long.fold(best, f32::max)
    }

    fn heard(&self, criterion: &Criterion) -> Heard<'_> {
        let mut heard = Heard::default();
        for (held, badge) in self.profile.badges.iter().zip(&self.badges) {
            if held.kind == criterion.sought.kind
                && let Some(factor) = criterion.speaks(badge.standpoint)
            {
                heard.badge(criterion, held, badge, factor);
                for text in badge.texts(criterion) {
                    heard.meaning(criterion, text, factor, || name(held));
                }
            }
        }
        for text in &self.long {
            let score = criterion.long.score(&text.bag);
            if score.sum > heard.best.long {
                heard.best.long = score.sum;
                heard.long = Some((text, score));
            }
            heard.meaning(criterion, text.key, 1.0, || text.text.clone());
        }
        heard
    }
}

impl<'p> Heard<'p> {
    fn badge(&mut self, criterion: &Criterion, held: &'p Held, badge: &Badge, factor: f32) {
        if let Some((strength, by)) = badge.named(criterion)
            && factor * strength > self.best.named
        {
            self.best.named = factor * strength;
            self.named = Some((held, by));
        }
        let mut said = |score: Score| {
            if factor * score.sum > self.best.short {
                self.best.short = factor * score.sum;
                self.short = Some((held, score));
            }
        };
        if let Some(bag) = &badge.words {
            said(criterion.short.score(bag));
        }
        let label = criterion
            .labels
            .iter()
            .find(|(slug, _)| badge.label == Some(slug));
        if let Some(&(slug, sum)) = label {
            said(Score {
                sum,
                written: criterion.short.score(labels::bag(slug)).written,
            });
        }
    }

    fn meaning(&mut self, criterion: &Criterion, text: TextKey, factor: f32, name: impl FnOnce() -> String) {
        let nearness = criterion.sense.as_ref().map_or(0.0, |sense| sense.nearness(text));
        if factor * nearness > self.best.meaning {
            self.best.meaning = factor * nearness;
            self.meaning = Some(name());
        }
    }

    fn why(self, criterion: &Criterion, strength: f32) -> Option<(String, By)> {
        if strength <= self.best.named {
            return self.named.map(|(held, by)| (name(held), by));
        }
        if criterion.scale.is_by_meaning(self.best) {
            return self.meaning.map(|text| (text, By::Meaning));
        }
        let alone = |best: Best| criterion.scale.mix(best);
        let long = Best {
            long: self.best.long,
            ..Best::default()
        };
        let short = Best {
            short: self.best.short,
            ..Best::default()
        };
        match (self.short, self.long) {
            (_, Some((text, score))) if alone(long) > alone(short) => Some((text.text.clone(), by(score))),
            (Some((held, score)), _) => Some((name(held), by(score))),
            _ => None,
        }
    }
}

impl Badge {
    /// Evidence by what the badge is, not by its words.
    fn named(&self, criterion: &Criterion) -> Option<(f32, By)> {
        if criterion.is_open() {
            return Some((1.0, By::SameBadge));
        }
        let exact = criterion.sought.badge.is_some();
        let line = self
            .line
            .iter()
            .filter(|step| step.level == 0 || !criterion.is_for_pool);
        let steps = line.flat_map(|step| {
            let meant = criterion.meant.iter().filter(|(slug, _)| slug == step.slug);
            meant.map(|(_, confidence)| {
                let by = match step.level {
                    _ if !exact || (self.presumed && step.level == 0) => By::LayWord,
                    0 => By::SameBadge,
                    _ => By::Broader,
                };
                (named_strength(*confidence, step.level, self.presumed), by)
            })
        });
        steps.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }
}

/// How strongly a badge so many steps narrower meets what is meant with a confidence; less when nobody confirmed
/// that the words mean this badge.
#[must_use]
#[inline]
pub fn named_strength(confidence: f32, level: usize, presumed: bool) -> f32 {
    let mut strength = if presumed {
        scale::WORDS * confidence
    } else {
        confidence
    };
    for _ in 0..level {
        strength *= BROADER;
    }
    strength
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
