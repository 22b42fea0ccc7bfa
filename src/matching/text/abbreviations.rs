//! Abbreviations: known by their capitals or their dots before both are lost. "ME" and "M.E." are an illness, "me" is
//! a stop word; "AIDS" are not "aids".

use std::{borrow::Cow, cell::OnceCell, collections::HashSet, ops::Range, sync::LazyLock};

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
    /// The text before its dots were left out.
    original: &'t str,
    shouted: OnceCell<Vec<Range<usize>>>,
    dotted: OnceCell<HashSet<String>>,
}

impl<'t> Capitals<'t> {
    /// Of a text, which was read from this original.
    pub fn of(text: &'t str, original: &'t str) -> Self {
        Self {
            text,
            original,
            shouted: OnceCell::new(),
            dotted: OnceCell::new(),
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
        if self.is_shouted(word) && !self.is_dotted(base(word)) {
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

    /// Whether a word of the text stands among words in capitals that are no abbreviations, so that its own tell
    /// nothing.
    fn is_shouted(&self, word: &str) -> bool {
        let place = word.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        let shouted = self.shouted.get_or_init(|| shouted(self.text));
        shouted.iter().any(|range| range.contains(&place))
    }

    /// Whether the original has this abbreviation with dots or blanks between its letters.
    fn is_dotted(&self, capitals: &str) -> bool {
        let dotted = self.dotted.get_or_init(|| {
            let mut dotted = HashSet::new();
            spelt_out(self.original, |letters| {
                dotted.insert(letters.to_owned());
            });
            dotted
        });
        dotted.contains(capitals)
    }
}

/// Where a text is written in capitals for stress: all of it, or three words and more one after the other, one of
/// which is no abbreviation.
fn shouted(text: &str) -> Vec<Range<usize>> {
    const FEWEST_WORDS: usize = 3;
    let is_plain = |word: &str| {
        let lower = word.to_lowercase();
        word.len() > *LETTERS.end() || is_stop_word(&lower) && !KNOWN.contains(&lower)
    };
    let words = || text.split(|character| !is_of_word(character));
    if !text.contains(char::is_lowercase) {
        let shouts = words().any(is_plain);
        return Vec::from_iter(shouts.then_some(0..text.len()));
    }
    let mut found = Vec::new();
    let (mut run, mut count, mut plain) = (0..0, 0, false);
    let mut place = 0;
    for piece in text.split_inclusive(|character| !is_of_word(character)) {
        let word = piece.trim_end_matches(|character| !is_of_word(character));
        let is_loud = word.contains(char::is_uppercase) && !word.contains(char::is_lowercase);
        if !word.is_empty() && !is_loud {
            if count >= FEWEST_WORDS && plain {
                found.push(run.clone());
            }
            (run, count, plain) = (0..0, 0, false);
        } else if is_loud {
            if run.is_empty() {
                run.start = place;
            }
            run.end = place + word.len();
            // "I" and "A" are always capitals.
            if word.chars().count() > 1 {
                let lower = word.to_lowercase();
                count += 1;
                plain |= is_plain(word) || vocabulary::is_everyday(&lower) && !KNOWN.contains(&lower);
            }
        }
        place += piece.len();
    }
    if count >= FEWEST_WORDS && plain {
        found.push(run);
    }
    found
}

/// A word without the "s" of several.
fn base(word: &str) -> &str {
    let word = word.trim_end_matches(is_apostrophe);
    word.strip_suffix('s').unwrap_or(word)
}

/// The text with each abbreviation that is written with dots written without: "M.S." and "M. S." become "MS". Single
/// letters with dots between, at least two; or with blanks between, when that makes an abbreviation of the catalogue.
pub fn undotted(text: &str) -> Cow<'_, str> {
    let without = spelt_out(text, |_| ());
    without.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Shows each abbreviation that is written letter by letter; the text with each as one word, if there is any.
fn spelt_out(text: &str, mut see: impl FnMut(&str)) -> Option<String> {
    let mut single = text
        .split(' ')
        .map(|word| word.trim_end_matches(|letter| !is_of_word(letter)));
    let is_capital = |word: &str| matches!(word.as_bytes(), [b'B'..=b'H' | b'J'..=b'Z']);
    if !text.contains('.') && !single.any(is_capital) {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    let mut without = String::with_capacity(text.len());
    let mut place = 0;
    let mut found = false;
    while place < letters.len() {
        if let Some(end) = spaced_until(&letters, place) {
            let joined: String = letters[place..end].iter().step_by(2).collect();
            see(&joined);
            without.push_str(&joined);
            (place, found) = (end, true);
            continue;
        }
        let Some((end, several)) = dotted_until(&letters, place) else {
            without.push(letters[place]);
            place += 1;
            continue;
        };
        let run = letters[place..end].iter();
        let joined: String = run.filter(|letter| letter.is_alphabetic()).collect();
        if IN_PASSING.contains(&joined.to_lowercase().as_str()) {
            without.push_str(&joined.to_lowercase());
        } else {
            let capitals = joined.to_uppercase();
            see(&capitals);
            without.push_str(&capitals);
        }
        let end = end + usize::from(several);
        if several {
            without.push('s');
        }
        match letters[end..] {
            // The dot ends a sentence as well.
            [' ', next, ..] if next.is_uppercase() && letters[end - 1] == '.' => without.push('.'),
            [next, ..] if is_of_word(next) && !is_apostrophe(next) => without.push(' '),
            _ => (),
        }
        (place, found) = (end, true);
    }
    found.then_some(without)
}

/// Where an abbreviation of the catalogue ends that begins at `start` and has blanks between its capitals: "M E". "I"
/// at an end is a word.
fn spaced_until(letters: &[char], start: usize) -> Option<usize> {
    if start > 0 && is_of_word(letters[start - 1]) {
        return None;
    }
    let mut end = start;
    while letters.get(end).is_some_and(char::is_ascii_uppercase) {
        match letters.get(end + 1..) {
            Some([' ', next, ..]) if next.is_ascii_uppercase() => end += 2,
            Some([next, ..]) if is_of_word(*next) || *next == '.' => {
                end = end.checked_sub(1)?;
                break;
            }
            _ => {
                end += 1;
                break;
            }
        }
    }
    let joined: String = letters.get(start..end)?.iter().step_by(2).collect();
    let fits = LETTERS.contains(&joined.len()) && !joined.starts_with('I') && !joined.ends_with('I');
    (fits && KNOWN.contains(&joined.to_lowercase())).then_some(end)
}

/// Where an abbreviation with dots ends that begins at `start`, and whether the "s" of several follows: "G.P.s".
fn dotted_until(letters: &[char], start: usize) -> Option<(usize, bool)> {
    if start > 0 && is_of_word(letters[start - 1]) {
        return None;
    }
    let (mut place, mut count, mut end) = (start, 0, start);
    while let Some(letter) = letters.get(place).filter(|letter| letter.is_alphabetic()) {
        match letters.get(place + 1) {
            Some('.') => {
                count += 1;
                end = place + 2;
                let spaced = matches!(letters[end..], [' ', next, '.', ..] if next.is_uppercase());
                place = end + usize::from(spaced && letters[place].is_uppercase());
            }
            Some(next) if is_of_word(*next) && !is_apostrophe(*next) => break,
            _ if *letter == 's' && count >= 2 && letters[start].is_uppercase() => return Some((end, true)),
            _ => {
                count += 1;
                end = place + 1;
                break;
            }
        }
    }
    (count >= 2).then_some((end, false))
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
            ("two G.P.s and a nurse", "two GPs and a nurse"),
            ("the G.P.s' hours", "the GPs' hours"),
            ("I have M E and more", "I have ME and more"),
            ("M S since 2001", "MS since 2001"),
            ("A D H D", "ADHD"),
            ("plan A I made", "plan A I made"),
            ("J K Rowling", "J K Rowling"),
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
            ("GPs' lists and the GP’s", "gp lists gp"),
            ("two G.P.s", "two gp"),
            ("AIDS’ toll", "AIDS toll"),
            ("HIV and Aids", "hiv AIDS"),
            ("HIV/Aids", "hiv AIDS"),
            ("hiv & aids", "hiv AIDS"),
            ("I HAVE M.E. AND CANNOT WORK", "ME cant work"),
            ("I HAVE M E AND CANNOT WORK", "ME cant work"),
            ("I have ME AND fibromyalgia", "ME fibromyalgia"),
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
        assert_eq!(words("THEY ALL LAUGHED AT ME"), words("they all laughed at me"));
        for (text, calm) in [
            (
                "At school THEY ALL LAUGHED AT ME and left",
                "at school they all laughed at me and left",
            ),
            ("please LOOK AT ME AGAIN now", "please look at me again now"),
            (
                "GIVE US BACK OUR HOME. It is ours.",
                "give us back our home. it is ours.",
            ),
        ] {
            assert_eq!(words(text), words(calm), "{text}");
        }
    }
}
