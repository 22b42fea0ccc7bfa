//! How well some words answer other words: BM25 over short units, with what lay words are also called.

use std::collections::HashMap;

use super::{lexicon, text};

/// How soon a repeated word stops counting.
const K1: f64 = 1.2;
/// How much a longer text is discounted.
const B: f64 = 0.75;
/// What an expansion counts beside the word that was written.
const EXPANSION: f64 = 0.9;

/// The stems of one text, counted.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    /// Each stem and how often it stands there.
    pub counts: Vec<(String, u32)>,
    /// How many stems there are in all.
    pub length: u32,
}

impl Bag {
    /// The stems of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut counts: Vec<(String, u32)> = Vec::new();
        let mut length = 0;
        for stem in text::stems(text) {
            length += 1;
            match counts.iter_mut().find(|(known, _)| *known == stem) {
                Some((_, count)) => *count += 1,
                None => counts.push((stem, 1)),
            }
        }
        Self { counts, length }
    }

    fn count(&self, stem: &str) -> u32 {
        let found = self.counts.iter().find(|(known, _)| known == stem);
        found.map_or(0, |&(_, count)| count)
    }
}

/// How often words stand in the texts of one field: what makes a rare word tell more than a common one.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    units: u32,
    length: u64,
    frequency: HashMap<String, u32>,
}

impl Statistics {
    /// Takes one more text into account.
    pub fn add(&mut self, bag: &Bag) {
        self.units += 1;
        self.length += u64::from(bag.length);
        for (stem, _) in &bag.counts {
            match self.frequency.get_mut(stem) {
                Some(count) => *count += 1,
                None => {
                    self.frequency.insert(stem.clone(), 1);
                }
            }
        }
    }

    fn rarity(&self, stem: &str) -> f64 {
        let units = f64::from(self.units.max(1));
        let frequency = self.frequency.get(stem).copied().map_or(0.0, f64::from);
        ((units - frequency + 0.5).max(0.5) / (frequency + 0.5)).ln_1p()
    }

    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    fn mean(&self) -> f64 {
        (self.length as f64 / f64::from(self.units.max(1))).max(1.0)
    }

    /// What `count` mentions in a text of `length` words are worth for a word of this rarity.
    #[must_use]
    pub fn worth(&self, rarity: f64, count: u32, length: u32) -> f64 {
        let count = f64::from(count);
        let discount = 1.0 - B + B * f64::from(length) / self.mean();
        rarity * count * (K1 + 1.0) / (count + K1 * discount)
    }
}

/// One word to look for.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its stem.
    pub stem: String,
    /// What it counts, its rarity included.
    pub weight: f64,
    /// Whether it was written, not an expansion.
    pub written: bool,
}

/// Words to look for in one field.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Each word once.
    pub clauses: Vec<Clause>,
    /// What a text with exactly the written words would score.
    pub ideal: f64,
}

/// What a text scored.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// In all.
    pub sum: f64,
    /// By written words.
    pub written: f64,
}

impl Query {
    /// Looks for the words of `text` and for what its lay words are also called.
    #[must_use]
    pub fn new(text: &str, statistics: &Statistics) -> Self {
        let mut query = Self::default();
        let stems = text::stems(text);
        for stem in &stems {
            query.put(stem, 1.0, true, statistics);
        }
        let length = u32::try_from(stems.len()).unwrap_or(u32::MAX);
        let written = query.clauses.iter();
        query.ideal = written
            .map(|clause| statistics.worth(clause.weight, 1, length))
            .sum();
        for found in lexicon::find(&stems) {
            for expansion in found.expansions {
                for stem in &expansion.stems {
                    query.put(stem, EXPANSION * expansion.weight, false, statistics);
                }
            }
        }
        query
    }

    fn put(&mut self, stem: &str, weight: f64, written: bool, statistics: &Statistics) {
        let weight = weight * statistics.rarity(stem);
        match self.clauses.iter_mut().find(|clause| clause.stem == stem) {
            Some(clause) => clause.weight = clause.weight.max(weight),
            None => self.clauses.push(Clause {
                stem: stem.to_owned(),
                weight,
                written,
            }),
        }
    }

    /// What a text scores.
    #[must_use]
    pub fn score(&self, bag: &Bag, statistics: &Statistics) -> Score {
        let mut score = Score::default();
        for clause in &self.clauses {
            let count = bag.count(&clause.stem);
            if count > 0 {
                let worth = statistics.worth(clause.weight, count, bag.length);
                score.sum += worth;
                score.written += if clause.written { worth } else { 0.0 };
            }
        }
        score
    }

    /// A sum of scores as a strength between 0 and 1: an exact answer lies near 0.9, and no two different
    /// sums become the same strength.
    #[must_use]
    pub fn strength(&self, sum: f64) -> f64 {
        if self.ideal <= 0.0 {
            return 0.0;
        }
        1.0 - (-2.5 * sum / self.ideal).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statistics() -> Statistics {
        let mut statistics = Statistics::default();
        for text in ["kidney pain", "renal failure", "chest pain", "back pain", "pain"] {
            statistics.add(&Bag::of(text));
        }
        statistics
    }

    #[test]
    fn rarer_words_tell_more_and_lay_words_are_understood() {
        let statistics = statistics();
        let query = Query::new("kidney pain", &statistics);
        let score = |text| query.score(&Bag::of(text), &statistics).sum;
        assert!(score("kidney stone") > score("chest pain"));
        assert!(score("renal stone") > 0.0);
        assert!(score("kidney stone") > score("renal stone"));
    }

    #[test]
    fn an_exact_answer_is_strong_and_none_is_none() {
        let statistics = statistics();
        let query = Query::new("kidney pain", &statistics);
        let strength = |text| query.strength(query.score(&Bag::of(text), &statistics).sum);
        assert!(strength("kidney pain") > 0.85);
        assert!(strength("gardening") <= 0.0);
    }
}
