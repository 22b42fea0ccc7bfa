//! How well some words answer other words: BM25 over short units, with what lay words are also called.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use ahash::AHashMap;
use serde::{Deserialize, Serialize};
use tantivy::fieldnorm::FieldNormReader;

use super::{lexicon, steps, text};

/// How soon a repeated word stops counting.
const K1: f32 = 1.2;
/// How much a longer text is discounted.
const B: f32 = 0.75;
/// What expansions count beside the word that was written, before they share it.
const EXPANSION: f32 = 1.1;
/// But never so much as that word itself.
const MOST: f32 = 0.95;
/// How fast a sum of scores becomes a sure answer: with this, the very words that were asked for reach 0.92.
const RISE: f32 = 1.3;

/// The stems of one text, counted.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    /// Each stem and how often it stands there, in the order of the alphabet.
    pub counts: Vec<(String, u32)>,
    /// How many stems there are in all.
    pub length: u32,
}

impl Bag {
    /// The stems of a text, with those of words that a hyphen joins.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut stems: Vec<String> = Vec::new();
        text::each_stem(text, |stem| stems.push(stem.to_owned()));
        text::each_joined(text, |stem| stems.push(stem.to_owned()));
        steps::take(sorting(stems.len()));
        stems.sort_unstable();
        let mut counts: Vec<(String, u32)> = Vec::new();
        let length = u32::try_from(stems.len()).unwrap_or(u32::MAX);
        for stem in stems {
            match counts.last_mut() {
                Some((known, count)) if *known == stem => *count += 1,
                _ => counts.push((stem, 1)),
            }
        }
        Self { counts, length }
    }

    /// The stems with spaces between, repeated as often as they stand in the text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (stem, count) in &self.counts {
            for _ in 0..*count {
                text.push_str(stem);
                text.push(' ');
            }
        }
        text
    }

    fn count(&self, stem: &str) -> u32 {
        let found = self
            .counts
            .binary_search_by(|(known, _)| known.as_str().cmp(stem));
        found.map_or(0, |place| self.counts[place].1)
    }
}

/// The steps of sorting so many, or of looking up so many among so many.
fn sorting(count: usize) -> usize {
    count * (count.max(1).ilog2() as usize + 1)
}

/// How often words stand in the texts of one field: what makes a rare word tell more than a common one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Statistics {
    units: u32,
    length: u64,
    /// Sorted, so that equal statistics are equal texts.
    frequency: BTreeMap<String, u32>,
    #[serde(skip)]
    discounts: OnceLock<Arc<Discounts>>,
}

/// What a text is discounted by, by the code of its length.
pub type Discounts = [f32; 256];

impl Statistics {
    /// Takes one more text into account.
    pub fn add(&mut self, bag: &Bag) {
        self.discounts = OnceLock::new();
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

    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    fn rarity(&self, stem: &str) -> f32 {
        let units = self.units.max(1) as f32;
        let frequency = self
            .frequency
            .get(stem)
            .copied()
            .map_or(0.0, |count| count as f32);
        ((units - frequency + 0.5).max(0.5) / (frequency + 0.5)).ln_1p()
    }

    /// The discount of a text of each length.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    pub fn discounts(&self) -> &Arc<Discounts> {
        self.discounts.get_or_init(|| {
            let mean = (self.length as f32 / self.units.max(1) as f32).max(1.0);
            let mut discounts = [0.0; 256];
            for (discount, code) in discounts.iter_mut().zip(0..=u8::MAX) {
                let length = FieldNormReader::id_to_fieldnorm(code) as f32;
                *discount = K1 * (1.0 - B + B * length / mean);
            }
            Arc::new(discounts)
        })
    }

    /// Forgets words that stand in fewer than `least` texts: a word that hardly anybody uses could tell who does.
    pub fn forget_rare(&mut self, least: u32) {
        self.frequency.retain(|_, count| *count >= least);
    }

    /// Takes the texts of other statistics into account.
    pub fn join(&mut self, other: &Self) {
        self.discounts = OnceLock::new();
        self.units += other.units;
        self.length += other.length;
        for (stem, count) in &other.frequency {
            *self.frequency.entry(stem.clone()).or_default() += count;
        }
    }
}

/// What so many mentions in a text with this discount are worth for a word of this weight (BM25: Robertson and
/// Zaragoza, "The Probabilistic Relevance Framework", 2009).
#[must_use]
#[inline]
#[expect(clippy::cast_precision_loss, reason = "a count of words")]
pub fn worth(weight: f32, count: u32, discount: f32) -> f32 {
    let count = count as f32;
    weight * (K1 + 1.0) * count / (count + discount)
}

/// The code under which the index keeps a length: exact up to 40 words, then ever coarser.
#[must_use]
pub fn length_code(length: u32) -> u8 {
    FieldNormReader::fieldnorm_to_id(length)
}

/// One word to look for.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its stem.
    pub stem: String,
    /// What it counts, its rarity included.
    pub weight: f32,
    /// Whether it was written, not an expansion.
    pub written: bool,
}

/// Words to look for in one field.
#[derive(Clone, Debug)]
pub struct Query {
    /// Each word once.
    pub clauses: Vec<Clause>,
    /// What a text with exactly the written words would score.
    pub ideal: f32,
    /// What a text is discounted by.
    pub discounts: Arc<Discounts>,
}

/// Two words as one count this much beside each of them: they are rare, and must not outweigh what was written.
const JOINED: f32 = 0.3;
/// Words are looked for as one with their neighbour in so many pairs.
const PAIRS: usize = 64;

/// Clauses while they are collected.
struct Clauses<'s> {
    statistics: &'s Statistics,
    all: Vec<Clause>,
    places: AHashMap<String, usize>,
}

impl<'s> Clauses<'s> {
    fn new(statistics: &'s Statistics) -> Self {
        Self {
            statistics,
            all: Vec::new(),
            places: AHashMap::new(),
        }
    }

    fn put(&mut self, stem: &str, weight: f32, written: bool) {
        steps::take(stem.len());
        let weight = weight * self.statistics.rarity(stem);
        if let Some(&place) = self.places.get(stem) {
            let clause = &mut self.all[place];
            clause.weight = clause.weight.max(weight);
            return;
        }
        self.places.insert(stem.to_owned(), self.all.len());
        self.all.push(Clause {
            stem: stem.to_owned(),
            weight,
            written,
        });
    }
}

/// What a text scored.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// In all.
    pub sum: f32,
    /// By written words.
    pub written: f32,
}

impl Query {
    /// Looks for the words of `text`, for what its lay words are also called, and for words that it writes apart or
    /// with a hyphen and others as one.
    #[must_use]
    pub fn new(text: &str, statistics: &Statistics) -> Self {
        let stems = text::stems(text);
        let mut clauses = Clauses::new(statistics);
        for stem in &stems {
            clauses.put(stem, 1.0, true);
        }
        let discounts = Arc::clone(statistics.discounts());
        let length = u32::try_from(stems.len()).unwrap_or(u32::MAX);
        let discount = discounts[usize::from(length_code(length))];
        let written = clauses.all.iter();
        let ideal = written.map(|clause| worth(clause.weight, 1, discount)).sum();
        text::each_joined(text, |stem| clauses.put(stem, JOINED, true));
        for pair in text::words(text).windows(2).take(PAIRS) {
            clauses.put(&text::stem(&pair.concat()), JOINED, true);
        }
        for found in lexicon::find(&stems) {
            let share = f32::min(EXPANSION / fourth_root(found.expansions.len()), MOST);
            for expansion in found.expansions {
                #[expect(clippy::cast_possible_truncation, reason = "a weight with one digit")]
                let weight = share * expansion.weight as f32 / square_root(expansion.stems.len());
                for stem in &expansion.stems {
                    clauses.put(stem, weight, false);
                }
            }
        }
        Self {
            clauses: clauses.all,
            ideal,
            discounts,
        }
    }

    /// What a text scores. The clauses are added in their order, as the index does: both come to the same bits.
    #[must_use]
    pub fn score(&self, bag: &Bag) -> Score {
        let discount = self.discounts[usize::from(length_code(bag.length))];
        let mut score = Score::default();
        steps::take(self.clauses.len());
        for clause in &self.clauses {
            let count = bag.count(&clause.stem);
            if count > 0 {
                let worth = worth(clause.weight, count, discount);
                score.sum += worth;
                score.written += if clause.written { worth } else { 0.0 };
            }
        }
        score
    }
}

/// A sum of scores as a strength between 0 and 1, beside what a text with exactly the written words would score: an
/// exact answer lies near 0.9, and a greater sum is never a weaker answer. A quotient, because a million exponentials
/// take longer than the search itself.
#[must_use]
#[inline]
pub fn strength(sum: f32, ideal: f32) -> f32 {
    if ideal <= 0.0 {
        return 0.0;
    }
    let rest = 1.0 / (1.0 + RISE * sum / ideal);
    1.0 - rest * rest * rest
}

/// A little less than the least sum that is so strong; infinite when none is.
#[must_use]
pub fn least_sum(strength: f32, ideal: f32) -> f32 {
    const ROUNDED: f32 = 0.999;
    if strength >= 1.0 {
        return f32::INFINITY;
    }
    ROUNDED * ideal * ((1.0 - strength.max(0.0)).cbrt().recip() - 1.0) / RISE
}

/// More than any number of mentions of a word of this weight is worth.
#[must_use]
pub fn most(weight: f32) -> f32 {
    weight * (K1 + 1.0)
}

/// A lay word that can be called many things, or something in many words, must not outweigh what was written:
/// the more there is to say, the less each counts.
fn fourth_root(count: usize) -> f32 {
    square_root(count).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn square_root(count: usize) -> f32 {
    (count.max(1) as f32).sqrt()
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
        let score = |text| query.score(&Bag::of(text)).sum;
        assert!(score("kidney stone") > score("chest pain"));
        assert!(score("renal stone") > 0.0);
        assert!(score("kidney stone") > score("renal stone"));
    }

    #[test]
    fn an_exact_answer_is_strong_and_none_is_none() {
        let statistics = statistics();
        let query = Query::new("kidney pain", &statistics);
        let strength = |text| super::strength(query.score(&Bag::of(text)).sum, query.ideal);
        assert!(strength("kidney pain") > 0.85);
        assert!(strength("gardening") <= 0.0);
    }
}
