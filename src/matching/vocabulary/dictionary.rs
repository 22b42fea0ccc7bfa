//! The words of the catalogue: by stem, by beginning, and by what somebody may have typed instead.

use std::{collections::HashMap, collections::HashSet, sync::LazyLock};

use super::super::{steps, text};

/// Words that tell little by themselves, by stem, and every word of the file as it stands.
pub static EVERYDAY: LazyLock<(HashSet<String>, HashSet<&'static str>)> = LazyLock::new(|| {
    let lines = include_str!("../../../data/everyday-words.txt").lines();
    let words = lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    words.map(|word| (stem_of(word), word)).unzip()
});

/// All of these deny, and all of them stand as one stem.
const NEGATORS: [&str; 23] = [
    "no", "not", "never", "without", "nor", "neither", "cannot", "cant", "dont", "didnt", "doesnt", "isnt",
    "wasnt", "wont", "havent", "hasnt", "hadnt", "couldnt", "arent", "werent", "wouldnt", "shouldnt", "aint",
];

/// A word somewhere in the catalogue, with all that have the same stem.
#[derive(Default)]
struct Stem {
    text: String,
    /// How much it tells: rarer words tell more. 0 of a stop word.
    weight: f32,
    everyday: bool,
    /// The units it stands in, each once.
    units: Vec<u32>,
}

/// The words of the catalogue.
#[derive(Default)]
pub struct Dictionary {
    stems: Vec<Stem>,
    by_stem: HashMap<String, u32>,
    by_word: HashMap<String, u32>,
    /// Words with their stems, sorted, for what somebody begins to type.
    sorted: Vec<(String, u32)>,
    /// Words by their number of letters.
    by_length: Vec<Spellings>,
    /// Two words that stand side by side in the catalogue, by both as one: "selfharm".
    compounds: HashMap<String, [String; 2]>,
    rarest: f32,
}

/// Words with the same number of letters.
#[derive(Default)]
struct Spellings {
    /// For each the set of its letters: most words are ruled out by that alone.
    sets: Vec<u32>,
    /// The letters, and the stem of the word.
    words: Vec<(Vec<char>, u32)>,
}

fn stem_of(word: &str) -> String {
    let spelt = text::words(word).pop();
    spelt.map_or_else(|| word.to_owned(), |spelt| text::stem(&spelt))
}

fn is_number(word: &str) -> bool {
    word.len() < 2 || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word denies what follows.
pub fn is_negator(word: &str) -> bool {
    NEGATORS.contains(&word)
}

impl Dictionary {
    /// The stem of a word of a unit.
    pub fn add(&mut self, word: &str, unit: u32) -> u32 {
        let stop = !is_negator(word) && text::words(word).is_empty();
        let stem = if is_negator(word) {
            "not".to_owned()
        } else {
            stem_of(word)
        };
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let place = *self.by_stem.entry(stem.clone()).or_insert(next);
        if place == next {
            let everyday = stop || stem == "not" || is_number(&stem) || EVERYDAY.0.contains(&stem);
            self.stems.push(Stem {
                text: stem,
                everyday,
                ..Stem::default()
            });
        }
        if self.by_word.insert(word.to_owned(), place).is_none() && !stop {
            self.sorted.push((word.to_owned(), place));
        }
        let units = &mut self.stems[place as usize].units;
        if !stop && units.last() != Some(&unit) {
            units.push(unit);
        }
        place
    }

    /// Notes two words that stand side by side.
    pub fn pair(&mut self, one: &str, next: &str) {
        const LEAST: usize = 6;
        if one.len() + next.len() >= LEAST {
            let both = [one.to_owned(), next.to_owned()];
            self.compounds.entry(both.concat()).or_insert(both);
        }
    }

    /// The two words that the catalogue writes for this one.
    pub fn apart(&self, word: &str) -> Option<&[String; 2]> {
        self.compounds.get(word)
    }

    /// Whether the catalogue has these two words as one, and nowhere as two.
    pub fn writes_as_one(&self, joined: &str) -> bool {
        let known = self.word(joined).is_some_and(|stem| self.weight(stem) > 0.0);
        known && !self.compounds.contains_key(joined)
    }

    /// Weighs every word once all units are known.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand units")]
    pub fn finish(&mut self, units: usize) {
        let all = units as f32;
        self.rarest = (all / 2.0).ln();
        for stem in &mut self.stems {
            if !stem.units.is_empty() {
                let rarity = (all / (1.0 + stem.units.len() as f32)).ln().max(0.1);
                stem.weight = if stem.everyday { 0.6 * rarity } else { rarity };
            }
        }
        self.sorted.sort();
        for (word, stem) in &self.sorted {
            let letters: Vec<char> = word.chars().collect();
            if self.by_length.len() <= letters.len() {
                self.by_length.resize_with(letters.len() + 1, Spellings::default);
            }
            let spellings = &mut self.by_length[letters.len()];
            spellings.sets.push(set_of(&letters));
            spellings.words.push((letters, *stem));
        }
    }

    /// How much a stem tells.
    pub fn weight(&self, stem: u32) -> f32 {
        self.stems[stem as usize].weight
    }

    /// Whether a stem tells something by itself.
    pub fn tells(&self, stem: u32) -> bool {
        !self.stems[stem as usize].everyday
    }

    /// The units that a stem stands in.
    pub fn units(&self, stem: u32) -> &[u32] {
        &self.stems[stem as usize].units
    }

    /// A stem as text.
    pub fn text(&self, stem: u32) -> &str {
        &self.stems[stem as usize].text
    }

    /// How many stems there are.
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// What an unknown word weighs: an everyday one little, any other nearly as much as the rarest.
    pub fn unknown(&self, stem: &str) -> f32 {
        let share = if EVERYDAY.0.contains(stem) { 0.3 } else { 0.7 };
        share * self.rarest
    }

    /// The stem that stands for all that deny.
    pub fn not(&self) -> u32 {
        self.by_stem.get("not").copied().unwrap_or(u32::MAX)
    }

    /// The stem of a word as it stands in the catalogue.
    pub fn word(&self, word: &str) -> Option<u32> {
        self.by_word.get(word).copied()
    }

    /// A stem by its text.
    pub fn stem(&self, stem: &str) -> Option<u32> {
        self.by_stem.get(stem).copied()
    }

    /// Each stem besides stop words once.
    pub fn content(&self, words: &[u32]) -> Vec<u32> {
        let mut content: Vec<u32> = words.to_vec();
        content.retain(|&stem| self.weight(stem) > 0.0);
        content.sort_unstable();
        content.dedup();
        content
    }

    /// What the last, unfinished word may become; the more of it is typed, the likelier.
    #[expect(clippy::cast_precision_loss, reason = "lengths of words")]
    pub fn beginning_with(&self, word: &str) -> Vec<(u32, f32)> {
        if word.len() < 2 {
            return Vec::new();
        }
        let start = self.sorted.partition_point(|(known, _)| known.as_str() < word);
        let known = self.sorted[start..].iter();
        known
            .take_while(|(known, _)| known.starts_with(word))
            .map(|(known, stem)| (*stem, 0.6 + 0.35 * word.len() as f32 / known.len() as f32))
            .collect()
    }

    /// The words that somebody may have meant to type: one letter wrong from five letters, two from nine.
    pub fn mistyped(&self, word: &str) -> Vec<(u32, f32)> {
        let letters: Vec<char> = word.chars().collect();
        let allowed = allowed(letters.len());
        if allowed == 0 {
            return Vec::new();
        }
        let set = set_of(&letters);
        let mut found = Vec::new();
        for length in letters.len() - allowed..=letters.len() + allowed {
            let Some(spellings) = self.by_length.get(length) else {
                continue;
            };
            steps::take(spellings.sets.len());
            for (known, (word, stem)) in spellings.sets.iter().zip(&spellings.words) {
                if may_be_near(set, *known, allowed)
                    && let Some(distance) = distance(&letters, word, allowed)
                {
                    found.push((*stem, if distance < 2 { 0.9 } else { 0.8 }));
                }
            }
        }
        found
    }
}

/// How many letters of a word so long may be wrong.
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    }
}

/// The letters of a word as bits; whatever is not a to z shares a few.
pub fn set_of(letters: &[char]) -> u32 {
    letters.iter().fold(0, |set, &letter| {
        let letter = u32::from(letter);
        let bit = if (97..123).contains(&letter) {
            letter - 97
        } else {
            26 + letter % 6
        };
        set | 1 << bit
    })
}

/// A changed letter changes at most two members of the set.
pub fn may_be_near(one: u32, other: u32, allowed: usize) -> bool {
    (one ^ other).count_ones() as usize <= 2 * allowed
}

/// How many letters must be changed, added, left out or swapped with a neighbour; `None` above `allowed`.
pub fn distance(one: &[char], other: &[char], allowed: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    if one.len().abs_diff(other.len()) > allowed || one.len().max(other.len()) >= LONGEST {
        return None;
    }
    steps::take(one.len() * other.len());
    let mut before = [0; LONGEST];
    let mut above = [0; LONGEST];
    let mut line = [0; LONGEST];
    for (column, cell) in above.iter_mut().enumerate() {
        *cell = column;
    }
    for row in 1..=one.len() {
        line[0] = row;
        let mut least = row;
        for column in 1..=other.len() {
            let changed = above[column - 1] + usize::from(one[row - 1] != other[column - 1]);
            let mut best = changed.min(above[column] + 1).min(line[column - 1] + 1);
            let swapped = row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1];
            if swapped {
                best = best.min(before[column - 2] + 1);
            }
            line[column] = best;
            least = least.min(best);
        }
        if least > allowed + 1 {
            return None;
        }
        before = above;
        above = line;
    }
    Some(above[other.len()]).filter(|&distance| distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(one: &str, other: &str, allowed: usize) -> Option<usize> {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        distance(&letters(one), &letters(other), allowed)
    }

    #[test]
    fn a_letter_can_be_wrong_missing_added_or_swapped() {
        assert_eq!(apart("carer", "caerr", 1), Some(1));
        assert_eq!(apart("carer", "career", 1), Some(1));
        assert_eq!(apart("carer", "caret", 1), Some(1));
        assert_eq!(apart("carer", "carr", 1), Some(1));
        assert_eq!(apart("carer", "barber", 1), None);
        assert_eq!(apart("parkinson", "prakisnon", 2), Some(2));
        assert_eq!(apart("parkinson", "prakisnen", 2), None);
    }

    #[test]
    fn short_words_must_be_right_and_long_ones_may_hold_two_errors() {
        assert_eq!([4, 5, 8, 9].map(allowed), [0, 1, 1, 2]);
    }
}
