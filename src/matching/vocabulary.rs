//! Which badges of the catalogue do these words mean? For the pickers, and for linking own words.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::{lexicon, text};
use crate::badge::{Badge, Kind, catalogue};

/// A label or a phrase of a badge: each is compared by itself.
struct Unit {
    badge: usize,
    /// Places in the dictionary.
    words: Vec<usize>,
    /// Sum of what its words weigh.
    weight: f64,
}

/// A word somewhere in the catalogue.
struct Entry {
    word: String,
    /// How much it tells: rarer words tell more.
    weight: f64,
    /// The units it stands in.
    units: Vec<usize>,
}

struct Vocabulary {
    entries: Vec<Entry>,
    /// Places in the dictionary by stem.
    by_stem: HashMap<String, Vec<usize>>,
    units: Vec<Unit>,
    /// Badges by a whole label or phrase.
    whole: HashMap<String, Vec<usize>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::build);

/// How far a word of the catalogue is what somebody typed: place in the dictionary and 0..1.
type Likeness = BTreeMap<usize, f64>;

impl Vocabulary {
    fn build() -> Self {
        let mut vocabulary = Self {
            entries: Vec::new(),
            by_stem: HashMap::new(),
            units: Vec::new(),
            whole: HashMap::new(),
        };
        let mut places = HashMap::new();
        let badges = catalogue().badges();
        for (badge, texts) in badges.iter().map(labels).enumerate() {
            texts.for_each(|text| vocabulary.add(badge, text, &mut places));
        }
        for (badge, texts) in badges.iter().map(phrases).enumerate() {
            texts.for_each(|text| vocabulary.add(badge, text, &mut places));
        }
        vocabulary.weigh();
        vocabulary
    }

    fn add(&mut self, badge: usize, text: &str, places: &mut HashMap<String, usize>) {
        self.whole.entry(text::plain(text)).or_default().push(badge);
        let unit = self.units.len();
        let mut words = Vec::new();
        for word in text::words(text) {
            let place = *places.entry(word.clone()).or_insert_with(|| {
                let place = self.entries.len();
                self.by_stem.entry(text::stem(&word)).or_default().push(place);
                self.entries.push(Entry {
                    word,
                    weight: 0.0,
                    units: Vec::new(),
                });
                place
            });
            if !words.contains(&place) {
                self.entries[place].units.push(unit);
                words.push(place);
            }
        }
        self.units.push(Unit {
            badge,
            words,
            weight: 0.0,
        });
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand units")]
    fn weigh(&mut self) {
        let all = self.units.len() as f64;
        for places in self.by_stem.values() {
            let units: usize = places.iter().map(|&place| self.entries[place].units.len()).sum();
            for &place in places {
                self.entries[place].weight = (all / (1.0 + units as f64)).ln().max(0.1);
            }
        }
        for unit in &mut self.units {
            unit.weight = unit.words.iter().map(|&place| self.entries[place].weight).sum();
        }
    }

    /// What an unknown word weighs: as much as the rarest.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand units")]
    fn rarest(&self) -> f64 {
        (self.units.len() as f64 / 2.0).ln()
    }

    /// The words of the catalogue that each typed word stands for, the lexicon's included.
    fn likenesses(&self, words: &[String], forgiving: bool) -> Vec<Likeness> {
        let stems: Vec<String> = words.iter().map(|word| text::stem(word)).collect();
        let mut all: Vec<Likeness> = stems.iter().map(|stem| self.same(stem, 1.0)).collect();
        for found in lexicon::find(&stems) {
            for expansion in found.expansions {
                for stem in &expansion.stems {
                    for likeness in &mut all[found.start..found.start + found.length] {
                        raise(likeness, self.same(stem, 0.8 * expansion.weight));
                    }
                }
            }
        }
        if forgiving {
            for (place, (word, likeness)) in words.iter().zip(&mut all).enumerate() {
                if place + 1 == words.len() {
                    raise(likeness, self.beginning_with(word));
                }
                if likeness.values().all(|&likeness| likeness < 0.9) {
                    raise(likeness, self.mistyped(word));
                }
            }
        }
        all
    }

    fn same(&self, stem: &str, likeness: f64) -> Likeness {
        let places = self.by_stem.get(stem).into_iter().flatten();
        places.map(|&place| (place, likeness)).collect()
    }

    /// What the last, unfinished word may become; the more of it is typed, the likelier.
    #[expect(clippy::cast_precision_loss, reason = "lengths of words")]
    fn beginning_with(&self, word: &str) -> Likeness {
        let fits = |entry: &Entry| word.len() >= 2 && entry.word.starts_with(word);
        let entries = self.entries.iter().enumerate();
        entries
            .filter(|(_, entry)| fits(entry))
            .map(|(place, entry)| (place, 0.6 + 0.35 * word.len() as f64 / entry.word.len() as f64))
            .collect()
    }

    fn mistyped(&self, word: &str) -> Likeness {
        let allowed = match word.chars().count() {
            0..5 => return Likeness::new(),
            5..9 => 1,
            _ => 2,
        };
        let entries = self.entries.iter().enumerate();
        entries
            .filter_map(|(place, entry)| match distance(word, &entry.word, allowed)? {
                0 => Some((place, 1.0)),
                1 => Some((place, 0.8)),
                _ => Some((place, 0.7)),
            })
            .collect()
    }

    /// How much of what was typed each unit answers, and how much of the unit was typed: (typed, unit), 0..1.
    fn coverage(&self, likenesses: &[Likeness]) -> BTreeMap<usize, (f64, f64)> {
        let mut coverage: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        let mut typed = 0.0;
        for likeness in likenesses {
            let heaviest = likeness.keys().map(|&place| self.entries[place].weight);
            let weight = heaviest.reduce(f64::max).unwrap_or_else(|| self.rarest());
            typed += weight;
            let mut best: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
            for (&place, &likeness) in likeness {
                let entry = &self.entries[place];
                for &unit in &entry.units {
                    let best = best.entry(unit).or_default();
                    best.0 = best.0.max(likeness * weight);
                    best.1 = best.1.max(likeness * entry.weight);
                }
            }
            for (unit, (of_typed, of_unit)) in best {
                let sum = coverage.entry(unit).or_default();
                sum.0 += of_typed;
                sum.1 += of_unit;
            }
        }
        for (&unit, sum) in &mut coverage {
            sum.0 = (sum.0 / typed).min(1.0);
            sum.1 = (sum.1 / self.units[unit].weight).min(1.0);
        }
        coverage
    }

    /// The best score of each badge over its units, best first; equal scores in the order of the catalogue.
    fn best(
        &self,
        words: &str,
        kind: Option<Kind>,
        forgiving: bool,
        score: impl Fn(f64, f64) -> f64,
    ) -> Vec<(&'static Badge, f64)> {
        let mut badges: BTreeMap<usize, f64> = BTreeMap::new();
        let typed = text::words(words);
        for (unit, (of_typed, of_unit)) in self.coverage(&self.likenesses(&typed, forgiving)) {
            let best = badges.entry(self.units[unit].badge).or_default();
            // Below 1, which is left to a whole label or phrase.
            *best = best.max(0.95 * score(of_typed, of_unit));
        }
        let whole = self.whole.get(&text::plain(words)).into_iter().flatten();
        for &badge in whole {
            badges.insert(badge, 1.0);
        }
        let mut best: Vec<(&'static Badge, f64)> = badges
            .into_iter()
            .map(|(badge, score)| (&catalogue().badges()[badge], score))
            .filter(|(badge, _)| kind.is_none_or(|kind| badge.kind == kind))
            .collect();
        best.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        best
    }
}

fn labels(badge: &Badge) -> impl Iterator<Item = &str> {
    [badge.label.as_str(), badge.welsh.as_str()].into_iter()
}

fn phrases(badge: &Badge) -> impl Iterator<Item = &str> {
    let phrases = badge.phrases.iter().chain(&badge.welsh_phrases);
    phrases.map(String::as_str)
}

fn raise(likeness: &mut Likeness, more: Likeness) {
    for (place, value) in more {
        let old = likeness.entry(place).or_insert(value);
        *old = old.max(value);
    }
}

/// How many letters must be changed, added, left out or swapped with a neighbour; `None` above `allowed`.
fn distance(one: &str, other: &str, allowed: usize) -> Option<usize> {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > allowed {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for row in 1..=one.len() {
        let mut line = vec![row; other.len() + 1];
        for column in 1..=other.len() {
            let changed = above[column - 1] + usize::from(one[row - 1] != other[column - 1]);
            line[column] = changed.min(above[column] + 1).min(line[column - 1] + 1);
            let swapped = row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1];
            if swapped {
                line[column] = line[column].min(before[column - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().filter(|&distance| distance <= allowed)
}

/// The badges that these words may mean while somebody types them, best first.
#[must_use]
pub fn suggest(words: &str, kind: Option<Kind>, limit: usize) -> Vec<&'static Badge> {
    let best = VOCABULARY.best(words, kind, true, |of_typed, of_unit| {
        of_typed * (0.6 + 0.4 * of_unit)
    });
    best.into_iter().take(limit).map(|(badge, _)| badge).collect()
}

/// The badges that a finished text means, with a confidence of 0..1, surest first. A text says more than a
/// badge does, so what counts first is how much of the badge's phrase stands in it.
#[must_use]
pub fn link(words: &str, kind: Option<Kind>) -> Vec<(&'static str, f64)> {
    const LEAST: f64 = 0.4;
    let best = VOCABULARY.best(words, kind, false, |of_typed, of_unit| {
        of_unit * (0.5 + 0.5 * of_typed)
    });
    best.into_iter()
        .filter(|&(_, confidence)| confidence >= LEAST)
        .take(5)
        .map(|(badge, confidence)| (badge.slug.as_str(), confidence))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(words: &str) -> Option<&'static str> {
        suggest(words, None, 1).first().map(|badge| badge.slug.as_str())
    }

    #[test]
    fn every_label_and_phrase_finds_its_own_badge_first() {
        for badge in catalogue().badges() {
            for text in labels(badge).chain(phrases(badge)) {
                let found = suggest(text, Some(badge.kind), 1);
                assert_eq!(
                    found.first().map(|badge| badge.slug.as_str()),
                    Some(badge.slug.as_str()),
                    "{text:?}"
                );
                let (surest, confidence) = link(text, Some(badge.kind))[0];
                assert_eq!((surest, confidence), (badge.slug.as_str(), 1.0), "{text:?}");
            }
        }
    }

    #[test]
    fn unfinished_and_mistyped_words_are_understood() {
        assert_eq!(first("dement"), Some("dementia"));
        assert_eq!(first("demenita"), Some("dementia"));
        assert_eq!(first("parkinsns"), Some("parkinson-s-disease"));
        assert_eq!(first("hospital disch"), Some("hospital-discharge"));
        assert_eq!(first("xyzzy"), None);
        assert_eq!(first(""), None);
    }

    #[test]
    fn a_sentence_is_linked_to_the_badge_it_speaks_of() {
        let linked = link(
            "I looked after my dad who had Alzheimer's",
            Some(Kind::Experience),
        );
        assert!(linked.iter().any(|&(slug, _)| slug == "dementia"), "{linked:?}");
        assert!(link("we like cake", None).is_empty());
    }

    #[test]
    fn a_letter_can_be_wrong_missing_added_or_swapped() {
        assert_eq!(distance("carer", "caerr", 1), Some(1));
        assert_eq!(distance("carer", "career", 1), Some(1));
        assert_eq!(distance("carer", "barber", 1), None);
    }
}
