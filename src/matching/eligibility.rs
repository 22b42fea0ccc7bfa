//! Who is eligible: a decision of its own, apart from ranking. Pure, without clock, chance or memory.
//!
//! A criterion in a host's words is answered by badges of the catalogue whose meaning covers it; a person meets it with
//! such a badge, or with own words that mean one or that cover the criterion themselves. Words are weighed by how
//! rare they are; features of what two texts have of each other become a probability by a logistic regression
//! (`data/eligibility.toml`, fitted by `make eligibility`).

pub mod answers;
mod criterion;
mod idioms;
pub mod meeting;
pub mod passage;
mod phrases;
mod rarity;
mod requirement;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod words;

use crate::badge::Kind;

pub use requirement::{LEAST_NAMED, Requirement};

/// Whether a badge of the catalogue answers a criterion in own words; otherwise only people who say it in own words can
/// meet it.
#[must_use]
pub fn is_known(words: &str, kind: Kind) -> bool {
    answers::answers(words, kind, None)
        .iter()
        .any(|answer| answer.is_enough)
}

/// The passages of a criterion: the whole, then each alternative.
#[must_use]
pub fn criterion_passages(text: &str) -> Vec<passage::Passage> {
    criterion::parts(text)
        .iter()
        .map(|part| passage::Passage::of(part))
        .collect()
}
