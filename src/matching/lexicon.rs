//! Everyday words and the words services use for the same thing: `data/lay-words.tsv`, reviewed by people.

use std::{collections::HashMap, sync::LazyLock};

use super::{parts, steps, text};

/// What a lay word can also be called.
#[derive(Clone, Debug, PartialEq)]
pub struct Expansion {
    /// Stems of the professional words.
    pub stems: Vec<String>,
    /// How surely it means the same, 0.3 to 1.
    pub weight: f64,
}

/// A run of words in a text for which the lexicon knows other words.
#[derive(Debug)]
pub struct Found {
    /// Place of the run's first word.
    pub start: usize,
    /// How many words it has.
    pub length: usize,
    /// What it can also be called.
    pub expansions: &'static [Expansion],
}

/// Lay words of more than so many words are not looked for.
const LONGEST: usize = 6;

#[derive(Default)]
struct Lexicon {
    /// By the stems of lay words, with single spaces.
    expansions: HashMap<String, Vec<Expansion>>,
    /// By the first stem, how many the longest has.
    longest: HashMap<String, usize>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for line in include_str!("../../data/lay-words.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(lay), Some(professional), Some(weight)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let words = text::stems(lay);
        let key = words.join(" ");
        let stems = match parts::token(professional) {
            Some(part) => vec![part],
            None => text::stems(professional),
        };
        let weight = weight.trim().parse().unwrap_or(0.5);
        if key.is_empty() || stems.is_empty() || lay.starts_with('#') {
            continue;
        }
        let longest = lexicon.longest.entry(words[0].clone()).or_default();
        *longest = words.len().min(LONGEST).max(*longest);
        let expansion = Expansion { stems, weight };
        lexicon.expansions.entry(key).or_default().push(expansion);
    }
    lexicon
});

/// Every run of `stems` that the lexicon knows.
#[must_use]
pub fn find(stems: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut run = String::new();
    for (start, first) in stems.iter().enumerate() {
        let longest = LEXICON.longest.get(first).copied().unwrap_or(0);
        run.clear();
        for (stem, length) in stems[start..].iter().take(longest).zip(1..) {
            steps::take(stem.len());
            if length > 1 {
                run.push(' ');
            }
            run.push_str(stem);
            if let Some(expansions) = LEXICON.expansions.get(&run) {
                found.push(Found {
                    start,
                    length,
                    expansions,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lay_word_is_found_alone_and_in_a_run() {
        let found = find(&text::stems("my kidney and back passage"));
        let has = |stem: &str| {
            found
                .iter()
                .flat_map(|found| found.expansions)
                .any(|expansion| expansion.stems.first() == Some(&text::stem(stem)))
        };
        assert!(has("renal"), "{found:?}");
        assert!(has("rectal"), "{found:?}");
        let part = |token: &str| {
            let expansions = found.iter().flat_map(|found| found.expansions);
            expansions.filter(|expansion| expansion.stems == [token]).count()
        };
        assert_eq!(part("nephro-"), 1, "{found:?}");
    }
}
