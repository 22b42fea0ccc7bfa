//! Abbreviations: known by their capitals or their dots before both are lost. "ME" and "M.E." are an illness, "me" is
//! a stop word; "AIDS" are not "aids".

use std::{borrow::Cow, cell::OnceCell, collections::HashSet, sync::LazyLock};

use super::{is_apostrophe, is_of_word, is_stop_word, stem};
use crate::{badge::catalogue, matching::vocabulary};

/// In capitals these common words are taken for abbreviations, as those of the catalogue are: assertive community
/// treatment, attention deficit disorder, ...
const ALSO_WORDS: [&str; 18] = [
    "act", "add", "all", "as", "at", "cat", "cup", "did", "has", "he", "if", "it", "me", "pet", "sad",
    "tens", "us", "who",
];
/// With dots these are none.
const IN_PASSING: [&str; 6] = ["am", "eg", "etc", "ie", "nb", "pm"];
/// An abbreviation has so many letters; in more, capitals are stress.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// The abbreviations of the catalogue, in lower case.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let badges = catalogue().badges().iter();
    let texts = badges.flat_map(|badge| std::iter::once(&badge.label).chain(&badge.phrases));
    let words = texts.flat_map(|text| text.split(|character: char| !character.is_alphanumeric()));
    let known = words.filter(|word| is_in_capitals(word));
    known
        .map(str::to_lowercase)
        .chain(ALSO_WORDS.map(str::to_owned))
        .collect()
});

fn is_in_capitals(word: &str) -> bool {
    LETTERS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What the capitals of a text tell.
pub struct Capitals<'t> {
    text: &'t str,
    shouts: OnceCell<bool>,
}

impl<'t> Capitals<'t> {
    /// Of this text.
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            shouts: OnceCell::new(),
        }
    }

    /// Whether a word is written like an abbreviation, perhaps of several: "GPs".
    pub fn may_abbreviate(word: &str) -> bool {
        is_in_capitals(base(word))
    }

    /// Whether a word that is no word of everyday is a title or a name rather than an abbreviation: "Ms Patel", "my
    /// daughter Tia". At the beginning of a text a telephone may have made the capital.
    pub fn is_name(word: &str, is_first: bool) -> bool {
        const LONGEST_LETTERS: usize = 3;
        let mut letters = word.bytes();
        let has_one_capital = letters.next().is_some_and(|first| first.is_ascii_uppercase())
            && word.len() > 1
            && letters.all(|letter| letter.is_ascii_lowercase());
        if !has_one_capital || word.len() > LONGEST_LETTERS {
            return false;
        }
        let lower = word.to_ascii_lowercase();
        word == "Ms" || !is_first && KNOWN.contains(&lower) && !vocabulary::is_everyday(&lower)
    }

    /// Makes of a folded word that [`may_abbreviate`](Self::may_abbreviate) what it is compared as.
    pub fn name(&self, word: &str, folded: &mut String) {
        if self.shouts() {
            return;
        }
        let capitals = base(word);
        let lower = capitals.to_ascii_lowercase();
        let stop = is_stop_word(&lower);
        if !stop && !vocabulary::is_everyday(&lower) && !vocabulary::is_everyday_stem(&stem(&lower)) {
            *folded = lower;
        } else if KNOWN.contains(&lower) || !stop && !vocabulary::is_everyday(&lower) {
            capitals.clone_into(folded);
        }
    }

    /// Whether everything is written in capitals, so that they tell nothing.
    fn shouts(&self) -> bool {
        *self.shouts.get_or_init(|| {
            let mut words = self.text.split(|character| !is_of_word(character));
            !self.text.contains(char::is_lowercase)
                && words.any(|word| {
                    let lower = word.to_lowercase();
                    word.len() > *LETTERS.end() || is_stop_word(&lower) && !KNOWN.contains(&lower)
                })
        })
    }
}

/// A word without the "s" of several.
fn base(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// The text with each abbreviation that is written with dots written without: "M.S." and "M. S." become "MS". Single
/// letters with dots between, at least two.
pub fn undotted(text: &str) -> Cow<'_, str> {
    if !text.contains('.') {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut without = String::with_capacity(text.len());
    let mut place = 0;
    while place < letters.len() {
        let Some(end) = dotted_until(&letters, place) else {
            without.push(letters[place]);
            place += 1;
            continue;
        };
        let run = letters[place..end].iter();
        let joined: String = run.filter(|letter| letter.is_alphabetic()).collect();
        if IN_PASSING.contains(&joined.to_lowercase().as_str()) {
            without.push_str(&joined.to_lowercase());
        } else {
            without.push_str(&joined.to_uppercase());
        }
        match letters[end..] {
            // The dot ends a sentence as well.
            [' ', next, ..] if next.is_uppercase() && letters[end - 1] == '.' => without.push('.'),
            [next, ..] if is_of_word(next) && !is_apostrophe(next) => without.push(' '),
            _ => (),
        }
        place = end;
    }
    Cow::Owned(without)
}

/// Where an abbreviation with dots ends that begins at `start`.
fn dotted_until(letters: &[char], start: usize) -> Option<usize> {
    if start > 0 && is_of_word(letters[start - 1]) {
        return None;
    }
    let (mut place, mut count, mut end) = (start, 0, start);
    while letters.get(place).is_some_and(|letter| letter.is_alphabetic()) {
        match letters.get(place + 1) {
            Some('.') => {
                count += 1;
                end = place + 2;
                let spaced = matches!(letters[end..], [' ', next, '.', ..] if next.is_uppercase());
                place = end + usize::from(spaced && letters[place].is_uppercase());
            }
            Some(next) if is_of_word(*next) && !is_apostrophe(*next) => break,
            _ => {
                count += 1;
                end = place + 1;
                break;
            }
        }
    }
    (count >= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn dots_between_single_letters_are_left_out_and_others_stay() {
        for (dotted, plain) in [
            ("M.S.", "MS"),
            ("M.S", "MS"),
            ("m.s.", "MS"),
            ("A. D. H. D. and more", "ADHD and more"),
            ("my M.E.'s bad", "my ME's bad"),
            ("I have M.S. My mum", "I have MS. My mum"),
            ("e.g.carers", "eg carers"),
            ("at 9 a.m.", "at 9 am"),
            ("carer.I am", "carer.I am"),
            ("St. John", "St. John"),
            ("3.5 miles", "3.5 miles"),
        ] {
            assert_eq!(undotted(dotted), plain);
        }
    }

    #[test]
    fn a_title_or_a_name_is_no_abbreviation() {
        for text in ["Ms Patel helped my son", "my daughter Tia", "they call her Ra"] {
            let words = words(text);
            let wrong = ["ms", "tia", "ra"]
                .iter()
                .any(|short| words.iter().any(|word| word == short));
            assert!(!wrong, "{text}: {words:?}");
        }
        assert!(words("I have MS").iter().any(|word| word == "ms"));
        assert!(words("ms since 2001").iter().any(|word| word == "ms"));
    }

    #[test]
    fn capitals_that_abbreviate_stay_where_a_common_word_looks_the_same() {
        for (text, compared) in [
            ("I have had ME for ten years", "ME ten years"),
            ("ME/CFS", "ME cfs"),
            ("help with IT in the US", "help IT US"),
            ("AIDS", "AIDS"),
            ("hearing aids", "hearing aids"),
            ("POTS and pots", "POTS pots"),
            ("my MS and two GPs", "ms two gp"),
            ("D.I.D.", "DID"),
        ] {
            assert_eq!(words(text).join(" "), compared, "{text}");
        }
    }

    #[test]
    fn capitals_that_stress_or_shout_tell_nothing() {
        assert_eq!(words("two KIDS"), words("two kids"));
        assert_eq!(words("I lost it ALL OVER"), words("I lost it ALL over"));
        assert_eq!(words("I HAVE TWO HEARING AIDS"), words("I have two hearing aids"));
        assert_eq!(words("I am NOT a carer"), words("I am not a carer"));
        assert_eq!(words("CARERS"), words("carers"));
    }
}
