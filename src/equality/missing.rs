//! Who is missing: the people whom a question finds, beside the people who live here. Said in three words, and
//! from nothing but bands, so that no word can tell more than the bands do: while a count stays below the floor,
//! one person more or less in it changes nothing.

pub mod records;

use std::{collections::HashMap, hash::BuildHasher};

use serde::{Deserialize, Serialize};

use super::{Answers, Feature, population::Share};
use crate::{citizen::CitizenId, matching::Count};

/// A banded number is at most so far from what it stands for: three of noise and two of rounding.
const BLUR: i64 = 5;
/// The most people whom "fewer than ten" can stand for: nine, and three of noise.
const MOST_OF_FEW: i64 = 12;
/// Shares are in hundredths of one per cent.
const WHOLE: i64 = 10_000;

/// How many people said what about one feature, in bands; `None` stands for fewer than ten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banded {
    /// About what.
    pub feature: Feature,
    /// Who said anything about it.
    pub total: Option<i64>,
    /// Who said which value.
    pub values: Vec<(String, Option<i64>)>,
}

crate::slugs! {
    /// How a number compares with what the place would make one expect.
    pub enum Word {
        /// Less than four fifths of it.
        Fewer = "fewer",
        /// Not far from it.
        About = "about",
        /// More than five quarters of it.
        More = "more",
    }
}

/// One feature beside the population.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Which.
    pub feature: Feature,
    /// About how many people answered; `None` when too few did to say anything.
    pub total: Option<i64>,
    /// Each value of the file.
    pub values: Vec<Told>,
    /// Where the figures come from, each source once.
    pub sources: Vec<String>,
}

/// One value beside the population.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Which.
    pub value: String,
    /// Of the people who live here, hundredths of one per cent.
    pub share: i64,
    /// How the people found compare; `None` when that may not be said.
    pub word: Option<Word>,
}

/// The bands of what these people said, counted by `count`.
#[must_use]
pub fn bands(
    answers: &HashMap<CitizenId, Answers, impl BuildHasher>,
    count: impl Fn(&[CitizenId]) -> Count,
) -> Vec<Banded> {
    let band = |fits: &dyn Fn(&Answers) -> bool| {
        let who: Vec<CitizenId> = answers
            .iter()
            .filter(|(_, answers)| fits(answers))
            .map(|(citizen, _)| *citizen)
            .collect();
        match count(&who) {
            Count::About(number) => Some(number),
            _ => None,
        }
    };
    let of = |feature: Feature| Banded {
        feature,
        total: band(&|answers| answers.value(feature).is_some()),
        values: feature
            .values()
            .iter()
            .map(|value| {
                (
                    (*value).to_owned(),
                    band(&|answers| answers.value(feature) == Some(value)),
                )
            })
            .collect(),
    };
    Feature::ALL.iter().copied().map(of).collect()
}

/// Every feature of the file beside the bands.
#[must_use]
pub fn compare(bands: &[Banded], shares: &[Share]) -> Vec<Compared> {
    bands
        .iter()
        .map(|banded| compare_one(banded, shares))
        .filter(|compared| !compared.values.is_empty())
        .collect()
}

fn compare_one(banded: &Banded, shares: &[Share]) -> Compared {
    let mut sources: Vec<String> = Vec::new();
    let mut values = Vec::new();
    for share in shares.iter().filter(|share| share.feature == banded.feature) {
        if !sources.contains(&share.source) {
            sources.push(share.source.clone());
        }
        let band = band_of(banded, &share.value);
        values.push(Told {
            value: share.value.clone(),
            share: share.hundredths,
            word: banded.total.and_then(|total| word(band, total, share.hundredths)),
        });
    }
    withhold_a_second(banded, &mut values);
    Compared {
        feature: banded.feature,
        total: banded.total,
        values,
        sources,
    }
}

fn band_of(banded: &Banded, value: &str) -> Option<i64> {
    let found = banded.values.iter().find(|(known, _)| known == value);
    found.and_then(|(_, band)| *band)
}

/// The word for `band` of about `total` people where `share` of the people who live here would be expected: only
/// when it holds for every number that the bands can stand for. Four fifths is the line below which differences in
/// selection are commonly looked into ("four-fifths rule", US Uniform Guidelines on Employee Selection Procedures,
/// 1978); five quarters is the same from the other side.
fn word(band: Option<i64>, total: i64, share: i64) -> Option<Word> {
    let (least, most) = band.map_or((0, MOST_OF_FEW), |about| ((about - BLUR).max(0), about + BLUR));
    // most < 4/5 × the least that would be expected
    if 5 * most * WHOLE < 4 * (total - BLUR) * share {
        return Some(Word::Fewer);
    }
    // Fewer than ten are told apart by nothing else.
    band?;
    if 4 * least * WHOLE > 5 * (total + BLUR) * share {
        return Some(Word::More);
    }
    Some(Word::About)
}

/// Where exactly one value is kept back because it is small, the others and the total would say which way it leans:
/// the next smallest is kept back with it.
fn withhold_a_second(banded: &Banded, values: &mut [Told]) {
    let worded = |value: &str| {
        values
            .iter()
            .any(|told| told.value == value && told.word.is_some())
    };
    let kept_back = banded
        .values
        .iter()
        .filter(|(value, band)| band.is_none() && !worded(value))
        .count();
    if kept_back != 1 {
        return;
    }
    let smallest = values
        .iter_mut()
        .filter(|told| told.word.is_some())
        .min_by_key(|told| band_of(banded, &told.value).unwrap_or(0));
    if let Some(told) = smallest {
        told.word = None;
    }
}

#[cfg(test)]
mod tests;
