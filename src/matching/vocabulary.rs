//! Which badges of the catalogue do these words mean? For the pickers, and for linking own words.
//!
//! Every label and phrase of a badge is a unit. A text is read once into the stems of the catalogue that it says or
//! may mean; what each unit then has of the text, and the text of it, is added up in flat arrays.

mod dictionary;
mod negation;
mod reading;
mod spelling;

use std::{collections::HashMap, sync::LazyLock};

use super::{steps, text};
use crate::badge::{Badge, Kind, catalogue};
use dictionary::Dictionary;
use reading::{Heard, PART, Reading};

pub use reading::Word;
pub use spelling::did_you_mean;

/// A label or a phrase of a badge: each is compared by itself.
struct Unit {
    badge: usize,
    /// Whether it is a label.
    is_label: bool,
    /// All its words, stop words too, as stems of the dictionary.
    words: Vec<u32>,
    /// Sum of what its words weigh.
    weight: f32,
    /// How many of its words tell something by themselves.
    telling: usize,
    /// How many words it has besides stop words.
    content: usize,
    /// Whether it denies something ("can't walk far").
    denies: bool,
}

struct Vocabulary {
    dictionary: Dictionary,
    units: Vec<Unit>,
    /// Badges by a whole label or phrase.
    whole: HashMap<String, Vec<usize>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::build);

/// What a text and one unit have of each other.
struct Meeting<'a> {
    unit: &'a Unit,
    /// Places of the text's words that meet the unit, as bits.
    places: u64,
    /// How much of the unit stands in the text, 0..1.
    of_unit: f32,
    /// How much of the text the unit answers, 0..1.
    of_typed: f32,
}

/// A unit that stands whole in the text counts this much when its words lie apart.
const SCATTERED: f32 = 0.75;
/// Each word between those of a unit takes this away.
const GAP: f32 = 0.04;
/// Each stop word of a unit takes this away where the text has not exactly the unit: "attacked for who I am" is more
/// than "attacked".
const STOPS: f32 = 0.1;
/// A unit stands whole in the text from this share on.
const FULL: f32 = 0.95;
/// What a unit counts whose words stand in a longer one of another badge: "housing" in "sheltered housing".
const WITHIN_ANOTHER: f32 = 0.8;
/// The same words say the opposite without their "not".
const UNDENIED: f32 = 0.5;
/// While somebody types, a phrase counts so much beside a label: what is called so comes before what has to do with it.
const A_PHRASE: f32 = 0.9;
/// Below 1, which is left to a whole label or phrase.
const NOT_WHOLE: f32 = 0.95;

impl Vocabulary {
    fn build() -> Self {
        let mut vocabulary = Self {
            dictionary: Dictionary::default(),
            units: Vec::new(),
            whole: HashMap::new(),
        };
        let badges = catalogue().badges();
        for (badge, texts) in badges.iter().map(labels).enumerate() {
            texts.for_each(|text| vocabulary.add(badge, text, true));
        }
        for (badge, texts) in badges.iter().map(phrases).enumerate() {
            texts.for_each(|text| vocabulary.add(badge, text, false));
        }
        vocabulary.dictionary.finish(vocabulary.units.len());
        for unit in &mut vocabulary.units {
            let dictionary = &vocabulary.dictionary;
            let content = dictionary.content(&unit.words);
            unit.weight = content.iter().map(|&stem| dictionary.weight(stem)).sum();
            unit.telling = content.iter().filter(|&&stem| dictionary.tells(stem)).count();
            unit.content = content.len();
            unit.denies = content.contains(&dictionary.not());
        }
        vocabulary
    }

    fn add(&mut self, badge: usize, text: &str, is_label: bool) {
        let plain = text::plain(text);
        let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        for (one, next) in plain.split(' ').zip(plain.split(' ').skip(1)) {
            self.dictionary.pair(one, next);
        }
        let words = plain.split(' ').map(|word| self.dictionary.add(word, unit));
        self.units.push(Unit {
            badge,
            is_label,
            words: words.collect(),
            weight: 0.0,
            telling: 0,
            content: 0,
            denies: false,
        });
        self.whole.entry(whole(&plain)).or_default().push(badge);
    }

    /// Every unit that has at least `least` of itself in the text.
    fn meetings(&self, reading: &Reading, least: f32) -> Vec<Meeting<'_>> {
        let mut sums = vec![(0.0_f32, 0.0_f32, 0_u64); self.units.len()];
        let mut touched = Vec::new();
        for &Heard {
            stem,
            likeness,
            places,
        } in &reading.heard
        {
            let weight = self.dictionary.weight(stem);
            steps::take(PART + self.dictionary.units(stem).len());
            let typed = reading.weight(places);
            for &unit in self.dictionary.units(stem) {
                let sum = &mut sums[unit as usize];
                if sum.2 == 0 {
                    touched.push(unit);
                }
                sum.0 += likeness * weight;
                // A word that is typed once answers a unit once, whatever it may stand for.
                if sum.2 & places == 0 {
                    sum.1 += likeness * typed;
                }
                sum.2 |= places;
            }
        }
        let meetings = touched.into_iter().map(|number| {
            let unit = &self.units[number as usize];
            let (of_unit, of_typed, places) = sums[number as usize];
            Meeting {
                unit,
                places,
                of_unit: (of_unit / unit.weight).min(1.0),
                of_typed: (of_typed / reading.typed).min(1.0),
            }
        });
        meetings.filter(|meeting| meeting.of_unit >= least).collect()
    }

    /// The best score of each badge, best first; equal scores in the order of the catalogue. A whole label or
    /// phrase is the badge itself.
    fn sorted(&self, words: &str, kind: Option<Kind>, mut scores: Vec<f32>) -> Vec<(&'static Badge, f32)> {
        for &badge in self.whole.get(&whole(&text::plain(words))).into_iter().flatten() {
            scores[badge] = 1.0;
        }
        let mut best: Vec<(&'static Badge, f32)> = catalogue().badges().iter().zip(scores).collect();
        best.retain(|(badge, score)| *score > 0.0 && kind.is_none_or(|kind| badge.kind == kind));
        best.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        best
    }

    /// How surely a finished text means the badge of a unit, 0..1.
    #[expect(clippy::cast_precision_loss, reason = "places of words")]
    fn confidence(&self, meeting: &Meeting, reading: &Reading) -> f32 {
        let unit = meeting.unit;
        let literal = reading.says(&unit.words);
        let span = 64 - meeting.places.leading_zeros() - meeting.places.trailing_zeros();
        let gaps = (span as usize).saturating_sub(unit.words.len()) as f32;
        let stops = (unit.words.len() - unit.content) as f32;
        let together = if literal {
            1.0
        } else {
            (1.0 - GAP * (1.0 + gaps)).max(SCATTERED) * (1.0 - STOPS * stops).max(0.5)
        };
        let telling = match (unit.telling, unit.content, literal) {
            (1.., ..) => 1.0,
            (0, 2.., true) => 0.95,
            (0, _, true) => 0.7,
            (0, _, false) => 0.5,
        };
        let denial = reading.denial(meeting.places, unit.denies.then(|| self.dictionary.not()));
        let denied = match denial {
            negation::Denial::None => 1.0,
            negation::Denial::Undenied => UNDENIED,
            negation::Denial::Denied => 0.0,
        };
        NOT_WHOLE * meeting.of_unit.powf(1.5) * together * telling * denied * (0.85 + 0.15 * meeting.of_typed)
    }

    fn link(&self, words: &str) -> Vec<f32> {
        const LEAST: f32 = 0.5;
        let mut scores = vec![0.0_f32; catalogue().badges().len()];
        for reading in Reading::of(words, &self.dictionary) {
            let meetings = self.meetings(&reading, LEAST);
            let full = meetings
                .iter()
                .filter(|meeting| meeting.of_unit >= FULL && reading.says(&meeting.unit.words));
            let full: Vec<&Meeting> = full.collect();
            steps::take(meetings.len() * (PART + full.len()));
            for meeting in &meetings {
                let within = full.iter().any(|other| {
                    other.unit.badge != meeting.unit.badge
                        && other.places != meeting.places
                        && other.places & meeting.places == meeting.places
                });
                let mut confidence = self.confidence(meeting, &reading);
                if within {
                    confidence *= WITHIN_ANOTHER;
                }
                let best = &mut scores[meeting.unit.badge];
                *best = best.max(confidence);
            }
        }
        scores
    }

    fn suggest(&self, words: &str) -> Vec<f32> {
        let mut scores = vec![0.0_f32; catalogue().badges().len()];
        let Some(reading) = Reading::while_typing(words, &self.dictionary) else {
            return scores;
        };
        for meeting in self.meetings(&reading, 0.0) {
            let best = &mut scores[meeting.unit.badge];
            let of_unit = match meeting.unit.is_label {
                // All that is typed stands in a label: how much more the label says matters little.
                true if meeting.of_typed >= FULL => 0.8 + 0.2 * meeting.of_unit,
                true => 0.6 + 0.4 * meeting.of_unit,
                false => A_PHRASE * (0.6 + 0.4 * meeting.of_unit),
            };
            let score = NOT_WHOLE * meeting.of_typed * of_unit;
            *best = best.max(score);
        }
        scores
    }
}

/// A whole text in one word and in lower case: "bee keeping", "Bee-keeping" and "beekeeping" are one.
fn whole(plain: &str) -> String {
    plain.replace(' ', "").to_lowercase()
}

fn labels(badge: &Badge) -> impl Iterator<Item = &str> {
    let now = [badge.label.as_str(), badge.welsh.as_str()].into_iter();
    now.chain(badge.aliases.iter().map(String::as_str))
}

fn phrases(badge: &Badge) -> impl Iterator<Item = &str> {
    let phrases = badge.phrases.iter().chain(&badge.welsh_phrases);
    phrases.map(String::as_str)
}

/// The badges that these words may mean while somebody types them, best first, as long as they come near the best.
/// Typing errors are forgiven, and the last word may be unfinished.
#[must_use]
pub fn suggest(words: &str, kind: Option<Kind>, limit: usize) -> Vec<&'static Badge> {
    let best = VOCABULARY.sorted(words, kind, VOCABULARY.suggest(words));
    let best = without_tail(&best);
    best.iter().take(limit).map(|(badge, _)| *badge).collect()
}

/// Only those that come near the first: what else shares a word with the text is no suggestion.
fn without_tail<'s>(best: &'s [(&'static Badge, f32)]) -> &'s [(&'static Badge, f32)] {
    /// From this score on the first is sure.
    const SURE: f32 = 0.75;
    /// Beyond a sure first one so many are shown.
    const BESIDE: usize = 3;
    /// What follows a sure first one, or another, must score so much of it.
    const NEAR_SURE: f32 = 0.8;
    const NEAR: f32 = 0.6;
    let Some((_, first)) = best.first() else {
        return best;
    };
    let (near, most) = if *first >= SURE {
        (NEAR_SURE, 1 + BESIDE)
    } else {
        (NEAR, best.len())
    };
    let tail = best.iter().position(|(_, score)| *score < near * first);
    &best[..tail.unwrap_or(best.len()).min(most)]
}

/// The words of a text as the catalogue writes them, stop words too.
#[must_use]
pub fn tokens(text: &str) -> Vec<Word> {
    reading::words_of(text, &VOCABULARY.dictionary)
}

/// The labels of a badge in both languages and what it was called before, then its phrases.
pub fn texts_of(badge: &Badge) -> impl Iterator<Item = &str> {
    labels(badge).chain(phrases(badge))
}

/// Whether a word, in lower case, is everyday English.
#[must_use]
pub fn is_everyday(word: &str) -> bool {
    dictionary::EVERYDAY.1.contains(word)
}

/// Whether words with this stem are everyday English.
#[must_use]
pub fn is_everyday_stem(stem: &str) -> bool {
    dictionary::EVERYDAY.0.contains(stem)
}

/// The badges that a finished text means, with a confidence of 0..1, surest first; at most five. A text says more
/// than a badge does, so what counts first is how much of the badge's phrase stands in it and how close together.
/// From 0.8 it is all but certain. What the text denies ("not a carer") is not meant.
#[must_use]
pub fn link(words: &str, kind: Option<Kind>) -> Vec<(&'static str, f64)> {
    const LEAST: f32 = 0.4;
    let best = VOCABULARY.sorted(words, kind, VOCABULARY.link(words));
    best.into_iter()
        .filter(|&(_, confidence)| confidence >= LEAST)
        .take(5)
        .map(|(badge, confidence)| (badge.slug.as_str(), f64::from(confidence)))
        .collect()
}

#[cfg(test)]
mod tests;
