//! A text as the vocabulary hears it: which stems of the catalogue it says or may mean, and where.

use super::{
    super::{lexicon, steps, text},
    dictionary::{Dictionary, EVERYDAY, is_negator},
    negation::{self, Denial},
};

/// A longer text is read in parts of so many words: one bit for each.
pub const PART: usize = 64;
/// A lay word means what the lexicon gives for it a little less surely than the lexicon says.
const LAY: f32 = 0.8;
/// A word that nothing matches so well may be mistyped.
const KNOWN: f32 = 0.9;

/// Words that are never the beginning of the word that follows.
const ARTICLES: [&str; 3] = ["a", "an", "i"];

/// A stem of the catalogue that a text says or may mean.
pub struct Heard {
    /// Which.
    pub stem: u32,
    /// How surely, 0..1.
    pub likeness: f32,
    /// The places of the words that say it, as bits.
    pub places: u64,
}

/// At most 64 words of a text.
pub struct Reading {
    /// What is heard, surest first.
    pub heard: Vec<Heard>,
    /// Sum of what its words weigh.
    pub typed: f32,
    /// What the word at each place weighs.
    weights: Vec<f32>,
    /// The stems of all words in their order; unknown ones are `u32::MAX`.
    words: Vec<u32>,
    denied: u64,
    denying: u64,
}

/// A word of a text, as the catalogue writes it.
#[derive(Clone, Debug)]
pub struct Word {
    plain: String,
    /// Its stem; none of a stop word.
    stem: Option<String>,
    /// Its stem in the catalogue.
    known: Option<u32>,
    /// In which clause it stands.
    clause: usize,
}

impl Reading {
    /// Reads a finished text.
    pub fn of(text: &str, dictionary: &Dictionary) -> Vec<Self> {
        let words = words_of(text, dictionary);
        let parts = words.chunks(PART);
        parts.map(|part| Self::part(part, dictionary, false)).collect()
    }

    /// Reads what somebody is typing: the last word may be unfinished.
    pub fn while_typing(text: &str, dictionary: &Dictionary) -> Option<Self> {
        let mut words = words_of(text, dictionary);
        if let [word] = &mut words[..] {
            // Who types "me" or "aids" alone may mean the abbreviation.
            let capitals = word.plain.to_uppercase();
            if let Some(known) = dictionary.word(&capitals) {
                *word = Word {
                    plain: word.plain.clone(),
                    stem: Some(capitals),
                    known: Some(known),
                    clause: word.clause,
                };
            }
        }
        let part = words.chunks(PART).next()?;
        Some(Self::part(part, dictionary, true))
    }

    fn part(words: &[Word], dictionary: &Dictionary, typing: bool) -> Self {
        let mut likeness = Likeness::new(dictionary.len());
        for (place, word) in words.iter().enumerate() {
            if let Some(stem) = word.known {
                likeness.raise(stem, 1.0, 1 << place);
            }
        }
        let mut guessed = lay_words(words, dictionary, &mut likeness);
        for (place, word) in words.iter().enumerate() {
            let Some(stem) = &word.stem else { continue };
            if typing && place + 1 == words.len() {
                for (stem, found) in dictionary.beginning_with(&word.plain) {
                    likeness.raise(stem, found, 1 << place);
                }
            }
            let unknown = word.known.is_none() && guessed >> place & 1 == 0;
            if unknown && (typing || !EVERYDAY.0.contains(stem)) {
                for (stem, found) in dictionary.mistyped(&word.plain) {
                    likeness.raise(stem, found.min(KNOWN), 1 << place);
                    guessed |= 1 << place;
                }
            }
        }
        let weights: Vec<f32> = words.iter().map(|word| weight(word, dictionary)).collect();
        let (denied, denying) = denials(words);
        Self {
            heard: likeness.heard(denied),
            typed: weights.iter().sum::<f32>().max(0.1),
            weights,
            words: words.iter().map(|word| word.known.unwrap_or(u32::MAX)).collect(),
            denied,
            denying,
        }
    }

    /// What the heaviest of these places weighs.
    pub fn weight(&self, places: u64) -> f32 {
        let weights = self.weights.iter().enumerate();
        let weights = weights.filter(|(place, _)| places >> place & 1 == 1);
        weights.map(|(_, &weight)| weight).fold(0.0, f32::max)
    }

    /// Whether exactly these words stand together in the text.
    pub fn says(&self, words: &[u32]) -> bool {
        self.words.windows(words.len()).any(|window| window == words)
    }

    /// What the text has against a phrase that meets it at these places. `not` is the stem that the phrase denies
    /// with, if it does.
    pub fn denial(&self, places: u64, not: Option<u32>) -> Denial {
        match not {
            Some(_) if places & self.denying == 0 => Denial::Undenied,
            None if places & self.denied != 0 => Denial::Denied,
            _ => Denial::None,
        }
    }
}

/// The words of a text, clause by clause.
pub fn words_of(text: &str, dictionary: &Dictionary) -> Vec<Word> {
    let ends = |character: char| ".,;:!?()\n\u{2013}\u{2014}".contains(character);
    let text = text::readable(text);
    let mut words = Vec::new();
    for (clause, part) in text.split(ends).enumerate() {
        let plain = text::plain(part);
        for word in as_in_the_catalogue(&plain, dictionary) {
            words.push(Word::new(word, clause, dictionary));
        }
    }
    words
}

/// The words of a text, two as one or one as two where the catalogue writes them so.
fn as_in_the_catalogue(plain: &str, dictionary: &Dictionary) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in plain.split(' ').filter(|word| !word.is_empty()) {
        steps::take(word.len());
        // "A long" is not "along".
        let before = words.last().filter(|before| !ARTICLES.contains(&before.as_str()));
        let joined = before.map(|before| format!("{before}{word}"));
        let joined = joined.filter(|joined| dictionary.writes_as_one(joined));
        match (joined, dictionary.apart(word)) {
            (Some(joined), _) => {
                words.pop();
                words.push(joined);
            }
            (None, Some(two)) if dictionary.word(word).is_none() => words.extend(two.clone()),
            (None, _) => words.push(word.to_owned()),
        }
    }
    words
}

impl Word {
    /// Its stem; none of a stop word.
    #[must_use]
    pub fn stem(&self) -> Option<&str> {
        self.stem.as_deref()
    }

    /// What it is compared by, a stop word too.
    #[must_use]
    pub fn compared(&self) -> &str {
        if self.is_negator() {
            "not"
        } else {
            self.stem.as_deref().unwrap_or(&self.plain)
        }
    }

    /// As [`text::plain`] has it.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// In which clause of the text it stands, from 0.
    #[must_use]
    pub fn clause(&self) -> usize {
        self.clause
    }

    /// Whether it denies what follows.
    #[must_use]
    pub fn is_negator(&self) -> bool {
        is_negator(&self.plain)
    }

    /// The places of at most 64 words that are denied, as bits.
    #[must_use]
    pub fn denied(words: &[Self]) -> u64 {
        denials(words).0
    }

    fn new(word: String, clause: usize, dictionary: &Dictionary) -> Self {
        let known = dictionary.word(&word);
        let stem = match known {
            Some(known) if dictionary.weight(known) <= 0.0 => None,
            Some(known) if !is_negator(&word) => Some(dictionary.text(known).to_owned()),
            // The parts of a medical word follow its stem.
            _ => text::stems(&word).into_iter().next(),
        };
        let known = known.or_else(|| match &stem {
            _ if is_negator(&word) => Some(dictionary.not()),
            // "Al" is not the singular of ALS.
            Some(stem) if word.len() > 3 => dictionary.stem(stem),
            _ => None,
        });
        Self {
            plain: word,
            stem,
            known: known.filter(|&known| (known as usize) < dictionary.len()),
            clause,
        }
    }
}

/// Hears what lay words are also called; returns the places of the words that the lexicon knows.
fn lay_words(words: &[Word], dictionary: &Dictionary, likeness: &mut Likeness) -> u64 {
    let content = words.iter().enumerate();
    let content = content.filter_map(|(place, word)| Some((place, word.stem.clone()?)));
    let (places, stems): (Vec<usize>, Vec<String>) = content.unzip();
    let mut known = 0;
    for found in lexicon::find(&stems) {
        let run = &places[found.start..found.start + found.length];
        let bits = run.iter().fold(0, |bits, place| bits | 1 << place);
        known |= bits;
        for expansion in found.expansions {
            let weight = f64_to_f32(expansion.weight);
            for stem in expansion.stems.iter().filter_map(|stem| dictionary.stem(stem)) {
                likeness.raise(stem, LAY * weight, bits);
            }
        }
    }
    known
}

#[expect(clippy::cast_possible_truncation, reason = "a weight of 0..1")]
fn f64_to_f32(weight: f64) -> f32 {
    weight as f32
}

fn weight(word: &Word, dictionary: &Dictionary) -> f32 {
    match (word.known, &word.stem) {
        (Some(known), _) => dictionary.weight(known),
        (None, Some(stem)) => dictionary.unknown(stem),
        (None, None) => 0.0,
    }
}

/// The places that are denied and those that deny, as bits.
fn denials(words: &[Word]) -> (u64, u64) {
    let (mut denied, mut denying) = (0, 0);
    let mut start = 0;
    for clause in words.chunk_by(|one, next| one.clause == next.clause) {
        let said: Vec<negation::Word> = clause
            .iter()
            .map(|word| negation::Word {
                word: &word.plain,
                stop: word.stem.is_none(),
            })
            .collect();
        denied |= negation::denied(&said) << start;
        for (place, word) in clause.iter().enumerate() {
            if is_negator(&word.plain) {
                denying |= 1 << (start + place);
            }
        }
        start += clause.len();
    }
    (denied, denying)
}

/// How surely each stem of the catalogue is heard, in flat arrays.
struct Likeness {
    best: Vec<(f32, u64)>,
    touched: Vec<u32>,
}

impl Likeness {
    fn new(stems: usize) -> Self {
        Self {
            best: vec![(0.0, 0); stems],
            touched: Vec::new(),
        }
    }

    fn raise(&mut self, stem: u32, likeness: f32, places: u64) {
        let best = &mut self.best[stem as usize];
        if best.1 == 0 {
            self.touched.push(stem);
        }
        if likeness > best.0 {
            *best = (likeness, places);
        } else if likeness >= best.0 {
            best.1 |= places;
        }
    }

    /// Surest first. A word that is denied once and said once is said.
    fn heard(self, denied: u64) -> Vec<Heard> {
        let mut heard: Vec<Heard> = self
            .touched
            .into_iter()
            .map(|stem| {
                let (likeness, places) = self.best[stem as usize];
                let said = places & !denied;
                Heard {
                    stem,
                    likeness,
                    places: if said == 0 { places } else { said },
                }
            })
            .collect();
        heard.sort_by(|one, other| other.likeness.total_cmp(&one.likeness));
        heard
    }
}
