//! A text as eligibility reads it: its words in their order, how much each tells, what is denied, and what its lay
//! words are also called.

use super::{
    super::{lexicon, steps, vocabulary::Word as Token},
    idioms, rarity,
};

/// A word of a passage that is no stop word.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts of a word that do not hang together"
)]
pub struct Word {
    /// Its stem.
    pub stem: u64,
    /// The word without the endings of plurals and verbs.
    pub base: u64,
    /// The first of all words of its meaning: "mum" and "dad" are both "parent".
    pub concept: u64,
    /// How much it tells, 0.01 to 1.
    pub weight: f32,
    /// Whether it can be evidence without another word.
    pub tells: bool,
    /// Whether the passage denies it.
    pub is_denied: bool,
    /// Whether it is everyday English.
    pub is_everyday: bool,
    /// Whether it has another common sense.
    pub is_ambiguous: bool,
}

/// What a run of words is also called.
#[derive(Clone, Debug)]
pub struct Synonym {
    /// Places of the run among the words.
    pub places: std::ops::Range<usize>,
    /// Stems of the other name.
    pub stems: Vec<u64>,
    /// How surely both mean the same, 0.7 to 1.
    pub weight: f32,
}

/// A text, or a part of one; at most [`MOST_WORDS`] words.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The words that are no stop words.
    pub words: Vec<Word>,
    /// What they are also called.
    pub synonyms: Vec<Synonym>,
    /// Stems, bases and concepts of the words, sorted.
    stems: Vec<u64>,
    bases: Vec<u64>,
    concepts: Vec<u64>,
    /// The stems of all words, stop words too, in their order.
    said: Vec<u64>,
    /// Sum of the weights.
    pub weight: f32,
    /// Whether it denies anything.
    pub denies: bool,
}

/// One bit for each word.
pub const MOST_WORDS: usize = 64;
/// What a word of the same meaning covers, beside the word itself.
const SAME_MEANING: f32 = 0.85;
/// What a word of the same stem covers that is another word: "appointed" and "appointment".
const OTHER_WORD: f32 = 0.7;
/// What another name covers, beside the words themselves.
const OTHER_NAME: f32 = 0.9;

impl Passage {
    /// Reads at most [`MOST_WORDS`] tokens.
    #[must_use]
    pub fn of(tokens: &[Token]) -> Self {
        let tokens = &tokens[..tokens.len().min(MOST_WORDS)];
        let denied = Token::denied(tokens);
        let mut passage = Self::default();
        let mut stems = Vec::new();
        for (place, token) in tokens.iter().enumerate() {
            passage.said.push(rarity::id(token.compared()));
            passage.denies |= token.is_negator();
            if token.is_negator() || token.stem().is_some() {
                let stem = token.compared();
                stems.push(stem.to_owned());
                passage.words.push(Word {
                    is_denied: denied >> place & 1 == 1,
                    base: rarity::id(&base(token.plain())),
                    ..rarity::word(stem)
                });
            }
        }
        passage.without_idioms(tokens);
        passage.weight = passage.words.iter().map(|word| word.weight).sum();
        passage.synonyms = synonyms(&stems, &passage.words);
        passage.stems = passage.words.iter().map(|word| word.stem).collect();
        passage.concepts = passage.words.iter().map(|word| word.concept).collect();
        passage.bases = passage.words.iter().map(|word| word.base).collect();
        passage.stems.sort_unstable();
        passage.bases.sort_unstable();
        passage.concepts.sort_unstable();
        passage
    }

    /// Takes the sense of the catalogue from words that stand in an idiom.
    fn without_idioms(&mut self, tokens: &[Token]) {
        let mut word = 0;
        let places: Vec<Option<usize>> = tokens
            .iter()
            .map(|token| {
                let has_stem = token.is_negator() || token.stem().is_some();
                word += usize::from(has_stem);
                has_stem.then(|| word - 1)
            })
            .collect();
        for range in idioms::places(&self.said) {
            for place in places[range].iter().flatten() {
                let word = &mut self.words[*place];
                (word.stem, word.concept) = (!word.stem, !word.stem);
                word.tells = false;
            }
        }
    }

    /// How far each of its words stands in another passage, 0 to 1.
    #[must_use]
    pub fn covered_by(&self, other: &Self) -> Vec<f32> {
        steps::take(self.words.len() + self.synonyms.len() + other.synonyms.len());
        let covered = self.words.iter().map(|word| {
            if other.has(word.stem) {
                let is_same_word = other.bases.binary_search(&word.base).is_ok();
                if is_same_word { 1.0 } else { OTHER_WORD }
            } else if other.concepts.binary_search(&word.concept).is_ok() {
                SAME_MEANING
            } else {
                0.0
            }
        });
        let mut covered: Vec<f32> = covered.collect();
        for synonym in self.synonyms.iter().filter(|synonym| other.has_all(synonym)) {
            for place in synonym.places.clone() {
                covered[place] = covered[place].max(OTHER_NAME * synonym.weight);
            }
        }
        for synonym in other.synonyms.iter().filter(|synonym| self.has_all(synonym)) {
            for (word, covered) in self.words.iter().zip(&mut covered) {
                if synonym.stems.contains(&word.stem) {
                    *covered = covered.max(OTHER_NAME * synonym.weight);
                }
            }
        }
        covered
    }

    fn has(&self, stem: u64) -> bool {
        self.stems.binary_search(&stem).is_ok()
    }

    fn has_all(&self, synonym: &Synonym) -> bool {
        synonym.stems.iter().all(|&stem| self.has(stem))
    }

    /// Whether all words of another passage, stop words too, stand together here in their order.
    #[must_use]
    pub fn says(&self, other: &Self) -> bool {
        has_run(&self.said, &other.said)
    }

    /// Whether the words of another passage stand together here in their order when stop words are left out.
    #[must_use]
    pub fn says_in_order(&self, other: &Self) -> bool {
        let stems = |passage: &Self| passage.words.iter().map(|word| word.stem).collect::<Vec<u64>>();
        has_run(&stems(self), &stems(other))
    }

    /// Whether it has more than one word, stop words too.
    #[must_use]
    pub fn has_several_words(&self) -> bool {
        self.said.len() > 1
    }

    /// How much of it are stop words, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "at most 64 words")]
    #[must_use]
    pub fn share_of_stop_words(&self) -> f32 {
        let (words, all) = (self.words.len() as f32, self.said.len().max(1) as f32);
        1.0 - words / all
    }

    /// How far apart the words of another passage stand here, 0 (together) to 1, and whether they stand in another
    /// order.
    #[expect(clippy::cast_precision_loss, reason = "at most 64 words")]
    #[must_use]
    pub fn order_of(&self, other: &Self) -> (f32, bool) {
        const FAR: f32 = 6.0;
        let at = |concept: u64| self.words.iter().position(|word| word.concept == concept);
        let places: Vec<usize> = other.words.iter().filter_map(|word| at(word.concept)).collect();
        let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else {
            return (0.0, false);
        };
        let gaps = (last - first + 1).saturating_sub(places.len());
        ((gaps as f32 / FAR).min(1.0), !places.is_sorted())
    }

    /// Whether both have the same concepts in the same order.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let concepts = |passage: &Self| {
            passage
                .words
                .iter()
                .map(|word| word.concept)
                .collect::<Vec<u64>>()
        };
        concepts(self) == concepts(other)
    }

    /// What its words and their other names may be looked up by.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        let words = self.words.iter().map(|word| word.concept);
        let names = self.synonyms.iter().flat_map(|synonym| &synonym.stems);
        words.chain(names.map(|&stem| rarity::concept_of(stem)))
    }
}

/// A word without the endings of plurals and verbs.
fn base(word: &str) -> String {
    const SHORTEST: usize = 3;
    let endings = [
        ("ies", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ];
    for (ending, instead) in endings {
        if let Some(start) = word.strip_suffix(ending).filter(|start| start.len() >= SHORTEST) {
            let mut base = format!("{start}{instead}");
            let mut last = base.chars().rev();
            // "Planning" is "plan".
            if ending.len() > 1 && last.next() == last.next() {
                base.pop();
            }
            return base;
        }
    }
    word.to_owned()
}

fn has_run(all: &[u64], run: &[u64]) -> bool {
    steps::take(all.len());
    !run.is_empty() && all.windows(run.len()).any(|window| window == run)
}

/// What runs of these words are also called. A lone general word has no other name, and a lone general word is none.
fn synonyms(stems: &[String], words: &[Word]) -> Vec<Synonym> {
    /// Weaker links are for ranking only.
    const LEAST_WEIGHT: f64 = 0.7;
    /// Of a lone everyday word only sure other names count.
    const SURE_WEIGHT: f64 = 0.9;
    let mut synonyms = Vec::new();
    for found in lexicon::find(stems) {
        let run = &words[found.start..found.start + found.length];
        if run.len() == 1 && !run[0].tells {
            continue;
        }
        let is_vague = run.len() == 1 && run[0].is_everyday;
        for expansion in found.expansions {
            let names: Vec<Word> = expansion.stems.iter().map(|stem| rarity::word(stem)).collect();
            let is_general = names.len() == 1 && !names[0].tells;
            let least = if is_vague { SURE_WEIGHT } else { LEAST_WEIGHT };
            if expansion.weight < least || is_general || is_vague && names.len() > 1 {
                continue;
            }
            #[expect(clippy::cast_possible_truncation, reason = "a weight with one digit")]
            synonyms.push(Synonym {
                places: found.start..found.start + found.length,
                stems: names.iter().map(|word| word.stem).collect(),
                weight: expansion.weight as f32,
            });
        }
    }
    synonyms
}
