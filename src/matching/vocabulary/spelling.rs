//! "Did you mean …?": mistyped words replaced by the nearest that the catalogue or the lexicon knows.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use unicode_normalization::char::is_combining_mark;

use super::{
    super::{steps, text},
    dictionary::{EVERYDAY, allowed, distance, may_be_near, set_of},
    labels, phrases,
};
use crate::{badge::catalogue, text::comparable};

/// A word that may be meant.
struct Known {
    word: String,
    letters: Vec<char>,
    set: u32,
    /// How often it stands in the catalogue and the lexicon.
    times: usize,
}

struct Spellings {
    /// By number of letters.
    by_length: Vec<Vec<Known>>,
    /// Stems of all of them and of everyday words.
    stems: HashSet<String>,
}

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut joined: HashSet<String> = HashSet::new();
    let mut count = |text: &str| {
        let plain = text::plain(text);
        for word in plain.split(' ') {
            *times.entry(word.to_owned()).or_default() += 1;
        }
        let next = plain.split(' ').skip(1);
        joined.extend(
            plain
                .split(' ')
                .zip(next)
                .map(|(one, next)| format!("{one}{next}")),
        );
    };
    for badge in catalogue().badges() {
        labels(badge).chain(phrases(badge)).for_each(&mut count);
    }
    let lines = include_str!("../../../data/lay-words.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        // "nephro-" is a part of words, not a word.
        let fields = line.split('\t').take(2);
        fields
            .filter(|text| !text.starts_with('-') && !text.ends_with('-'))
            .for_each(&mut count);
    }
    let everyday = EVERYDAY.1.iter().map(|word| (*word).to_owned());
    let stems = times.keys().cloned().chain(everyday).chain(joined);
    let stems = stems.filter_map(|word| stem_of(&word)).collect();
    let mut by_length: Vec<Vec<Known>> = Vec::new();
    for (word, times) in times {
        let letters: Vec<char> = word.chars().collect();
        if by_length.len() <= letters.len() {
            by_length.resize_with(letters.len() + 1, Vec::new);
        }
        let known = Known {
            set: set_of(&letters),
            word,
            times,
            letters,
        };
        by_length[known.letters.len()].push(known);
    }
    Spellings { by_length, stems }
});

fn stem_of(word: &str) -> Option<String> {
    text::words(word).pop().map(|word| text::stem(&word))
}

impl Spellings {
    fn is_known(&self, word: &str) -> bool {
        stem_of(word).is_none_or(|stem| self.stems.contains(&stem))
    }

    /// The nearest word; among equally near ones the commonest, then the first of the alphabet.
    fn nearest(&self, word: &str) -> Option<&str> {
        let letters: Vec<char> = word.chars().collect();
        let allowed = allowed(letters.len());
        if allowed == 0 {
            return None;
        }
        let set = set_of(&letters);
        let lengths = letters.len() - allowed..=letters.len() + allowed;
        let known = lengths.filter_map(|length| self.by_length.get(length)).flatten();
        let known = known.inspect(|_| steps::take(1));
        let near = known.filter(|known| may_be_near(set, known.set, allowed));
        let near = near.filter_map(|known| Some((distance(&letters, &known.letters, allowed)?, known)));
        let best = near
            .min_by_key(|(distance, known)| (*distance, std::cmp::Reverse(known.times), known.word.as_str()));
        best.map(|(_, known)| known.word.as_str())
    }
}

/// The text with each mistyped word replaced by the nearest word of the catalogue or the lexicon; `None` when
/// nothing is mistyped or nothing comes near. A word is mistyped when neither they nor everyday English know it.
#[must_use]
pub fn did_you_mean(words: &str) -> Option<String> {
    let words = &comparable(words);
    let mut meant = String::new();
    let mut changed = false;
    for piece in words.split_inclusive(|character: char| !is_of_word(character)) {
        steps::take(piece.len());
        let word = piece.trim_end_matches(|character: char| !is_of_word(character));
        let plain = text::plain(word);
        let nearest = if SPELLINGS.is_known(&plain) || plain.bytes().any(|byte| byte.is_ascii_digit()) {
            None
        } else {
            SPELLINGS.nearest(&plain)
        };
        if let Some(nearest) = nearest {
            changed = true;
            meant.push_str(&in_case_of(word, nearest));
        } else {
            meant.push_str(word);
        }
        meant.push_str(&piece[word.len()..]);
    }
    changed.then_some(meant)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric()
        || is_combining_mark(character)
        || character == '\''
        || character == '\u{2019}'
}

/// A capital stays a capital.
fn in_case_of(typed: &str, nearest: &str) -> String {
    let mut letters = nearest.chars();
    match (typed.chars().next(), letters.next()) {
        (Some(typed), Some(first)) if typed.is_uppercase() => first.to_uppercase().chain(letters).collect(),
        _ => nearest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_words_are_replaced_and_the_rest_stays() {
        let meant = |typed| did_you_mean(typed);
        assert_eq!(meant("demenita").as_deref(), Some("dementia"));
        assert_eq!(
            meant("My Mum has demenita!").as_deref(),
            Some("My Mum has dementia!")
        );
        assert_eq!(
            meant("Parkinsns and  diabetis").as_deref(),
            Some("Parkinsons and  diabetes")
        );
        assert_eq!(meant("hosptial discharge").as_deref(), Some("hospital discharge"));
        assert_eq!(meant("schizofrenia").as_deref(), Some("schizophrenia"));
        assert_eq!(meant("weelchair, hoist").as_deref(), Some("wheelchair, hoist"));
    }

    #[test]
    fn what_is_spelt_right_or_comes_near_nothing_is_left_alone() {
        for typed in [
            "",
            "  ",
            "dementia",
            "I looked after my husband with Parkinson's",
            "wheelchairs and hoisting",
            "organising meetings",
            "through the window on Wednesday",
            "carr",
            "xyzzyplugh",
            "LS6 2AB",
            "Caru canu",
            "beautiful weather for a picnic",
        ] {
            assert_eq!(did_you_mean(typed), None, "{typed:?}");
        }
    }
}
