//! Our own analyser: lower-case words without accents, spelt one way, stop words out, English stems.
//!
//! It is a plain function, so that the index, the vocabulary and the pure ranking cannot disagree.

mod abbreviations;

use std::{borrow::Cow, cell::RefCell, collections::HashSet, sync::LazyLock};

use ahash::AHashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{parts, steps};
use crate::text::comparable;
use abbreviations::Capitals;

/// Words that say nothing about what somebody knows. "no", "not" and "can't" stay: they do.
static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a about also am an and any are as at be because been being but by can could did do does doing else etc even \
     every for from get gets getting go goes going got had has have having he her here hers him his how i if in \
     into is it its itself just like lot lots made make me mine my myself of on one or our ours own people person \
     really she so some somebody someone something such than that the their them then there these they thing \
     things this those to too us very was we were what when where which while who whom whose will with would you \
     your yours im ive eg ie"
        .split_whitespace()
        .collect()
});

/// Words that the stemmer would throw together with others that mean something else: "hospitality" is not about
/// hospitals, nor an "apartment" about what lies apart. By their beginning, with the stem they keep.
const APART: [(&str, &str); 16] = [
    ("animal", "animal"),
    ("apartment", "apartment"),
    ("appointment", "appointment"),
    ("authorit", "authority"),
    ("customer", "customer"),
    ("department", "department"),
    ("engineer", "engineer"),
    ("hospitalit", "hospitality"),
    ("important", "important"),
    ("internation", "international"),
    ("organis", "organize"),
    ("organiz", "organize"),
    ("trainee", "trainee"),
    ("trainer", "trainer"),
    ("training", "training"),
    ("traveller", "traveller"),
];

thread_local! {
    static STEMMER: RefCell<TextAnalyzer> = RefCell::new(
        TextAnalyzer::builder(RawTokenizer::default())
            .filter(Stemmer::new(Language::English))
            .build(),
    );
    /// What each word comes to, for the words of late: a few thousand words are most of all that is ever said.
    static OF_LATE: RefCell<AHashMap<String, Box<[String]>>> = RefCell::default();
}

/// So many words are remembered; then it begins anew.
const REMEMBERED: usize = 1 << 16;
/// Longer ones, in bytes, are not: whoever types them must not fill the memory.
const LONGEST: usize = 40;

/// Whether a word, in lower case, says nothing.
fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word)
}

/// The words of a text as they are compared: lower case, no accents, one spelling; stop words are left out.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    all_words(text)
        .iter()
        .filter(|word| !STOP_WORDS.contains(word.as_str()))
        .map(|word| one_spelling(word))
        .collect()
}

/// The stems of a text's words, in their order; after the stem of a medical word, the [`parts`] it is made of.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    each_stem(text, |stem| stems.push(stem.to_owned()));
    stems
}

/// Shows each of the [`stems`] of a text; `see` must not read another text meanwhile.
pub fn each_stem(text: &str, mut see: impl FnMut(&str)) {
    OF_LATE.with_borrow_mut(|of_late| {
        each_word(text, |word| {
            if let Some(stems) = of_late.get(word) {
                stems.iter().for_each(|stem| see(stem));
                return;
            }
            if word.len() > LONGEST {
                stems_of(word).iter().for_each(|stem| see(stem));
                return;
            }
            if of_late.len() >= REMEMBERED {
                of_late.clear();
            }
            let stems = of_late.entry(word.to_owned()).or_insert(stems_of(word));
            stems.iter().for_each(|stem| see(stem));
        });
    });
}

fn stems_of(word: &str) -> Box<[String]> {
    if STOP_WORDS.contains(word) {
        return Box::default();
    }
    steps::take(word.len());
    let spelt = one_spelling(word);
    let parts = parts::of(&spelt);
    std::iter::once(stem(&spelt)).chain(parts).collect()
}

/// The stem of one word that [`words`] returned. An abbreviation has none: "AIDS" is not many of "aid".
#[must_use]
pub fn stem(word: &str) -> String {
    if word.starts_with(|first: char| first.is_ascii_uppercase()) {
        return word.to_owned();
    }
    if let Some((_, apart)) = APART.iter().find(|(start, _)| word.starts_with(start)) {
        return (*apart).to_owned();
    }
    STEMMER.with_borrow_mut(|analyser| {
        let mut stream = analyser.token_stream(word);
        if stream.advance() {
            stream.token().text.clone()
        } else {
            word.to_owned()
        }
    })
}

/// Whether a text has a word that can be looked for.
#[must_use]
pub fn says_something(text: &str) -> bool {
    !words(text).is_empty()
}

/// The whole text, every word kept, with single spaces: two texts that differ only in case, accents and
/// punctuation become equal.
#[must_use]
pub fn plain(text: &str) -> String {
    all_words(text).join(" ")
}

fn all_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

/// The text as words are read from it: [`comparable`], and abbreviations without their dots.
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    match comparable(text) {
        Cow::Borrowed(text) => abbreviations::undotted(text),
        Cow::Owned(text) => Cow::Owned(abbreviations::undotted(&text).into_owned()),
    }
}

/// Shows each word, in lower case and without accents. An abbreviation that would look like a common word stays in
/// capitals: "ME" is not "me".
fn each_word(text: &str, mut see: impl FnMut(&str)) {
    let original = text;
    let text = readable(original);
    let capitals = Capitals::of(&text, original);
    let mut folded = String::new();
    let mut is_first = true;
    // Words since "HIV": beside it "Aids" is the illness.
    let mut since_hiv = usize::MAX;
    for word in text.split(|character| !is_of_word(character)) {
        steps::take(word.len() + 1);
        let word = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("\u{2019}s"))
            .unwrap_or(word);
        folded.clear();
        fold(word, &mut folded);
        if folded.is_empty() || Capitals::is_name(word, is_first) {
            is_first = false;
            continue;
        }
        is_first = false;
        if Capitals::may_abbreviate(word) {
            capitals.name(word, &mut folded);
        }
        since_hiv = if folded == "hiv" {
            0
        } else {
            since_hiv.saturating_add(1)
        };
        if since_hiv <= 2 && folded == "aids" {
            "AIDS".clone_into(&mut folded);
        }
        see(&folded);
    }
}

/// Shows the stem of each word that is written with a hyphen as if it were written without: "bee-keeping" is
/// "beekeeping" too. Chains of more than three are no words.
pub fn each_joined(text: &str, mut see: impl FnMut(&str)) {
    const MOST: usize = 3;
    let text = readable(text);
    if !text.contains(is_hyphen) {
        return;
    }
    for chain in text.split(|character| !is_of_word(character) && !is_hyphen(character)) {
        steps::take(chain.len() + 1);
        let pieces = chain.split(is_hyphen);
        let joined = chain.split(is_hyphen).collect::<String>();
        let count = pieces.clone().filter(|piece| !piece.is_empty()).count();
        let is_word = (2..=MOST).contains(&count) && joined.len() <= LONGEST;
        if is_word
            && joined.contains(char::is_alphabetic)
            && let Some(word) = words(&joined).pop()
        {
            see(&stem(&word));
        }
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_apostrophe(character) || is_combining_mark(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}')
}

/// The hyphens, the minus, and the dash that some keyboards write for them; those of other widths are read as these.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

/// The letters and digits of a word in lower case and without accents.
fn fold(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        folded.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
        return;
    }
    let lower = word.chars().flat_map(char::to_lowercase);
    for letter in lower.nfd().filter(|letter| !is_accent(*letter)).nfc() {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            letter if is_apostrophe(letter) => (),
            letter => folded.push(letter),
        }
    }
}

/// The marks that writers leave out: accents, and the vowel points of Hebrew and Arabic. Those of other scripts are
/// letters.
fn is_accent(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

/// British and American spellings meet in one form that is only compared, never shown.
fn one_spelling(word: &str) -> String {
    if word == "cannot" {
        return "cant".to_owned();
    }
    if word.len() < 5 || !word.is_ascii() {
        return word.to_owned();
    }
    let mut spelt = word.replace("ae", "e").replace("our", "or").replace("yse", "yze");
    if word.len() > 5 {
        spelt = spelt.replace("oe", "e");
    }
    for (british, american) in [
        ("ise", "ize"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("isation", "ization"),
    ] {
        if let Some(start) = spelt.strip_suffix(british) {
            return format!("{start}{american}");
        }
    }
    for (british, american) in [("tre", "ter"), ("bre", "ber")] {
        if let Some(start) = spelt.strip_suffix(british) {
            return format!("{start}{american}");
        }
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_whatever_their_case_accent_ending_or_spelling() {
        assert_eq!(stems("Looking after MUM"), ["look", "after", "mum"]);
        assert_eq!(stems("haemorrhages"), stems("hemorrhage"));
        assert_eq!(stems("organising"), stems("organize"));
        assert_eq!(stems("Parkinson’s"), stems("parkinsons"));
        assert_eq!(words("tŷ a gardd"), ["ty", "gardd"]);
    }

    #[test]
    fn stems_that_meet_by_accident_are_kept_apart() {
        for (one, other) in [
            ("train", "training"),
            ("travel", "travellers"),
            ("hospital", "hospitality"),
            ("organ", "organising"),
            ("engine", "engineers"),
        ] {
            assert_ne!(stems(one), stems(other), "{one} and {other}");
        }
        assert_eq!(stems("Traveller"), stems("travellers"));
        assert_eq!(stems("trains"), stems("train"));
    }

    #[test]
    fn what_is_remembered_stays_small_however_long_words_are() {
        let long = "z".repeat(10_000);
        assert_eq!(stems(&format!("{long} {long}")), [long.as_str(), &long]);
        assert_eq!(stems("kidneys"), stems("kidneys"));
        OF_LATE.with_borrow(|of_late| {
            assert!(of_late.contains_key("kidneys"));
            assert!(of_late.keys().all(|word| word.len() <= LONGEST));
        });
    }

    #[test]
    fn the_parts_of_a_medical_word_follow_it() {
        assert_eq!(
            stems("Bradycardia, treated"),
            ["bradycardia", "brady-", "cardia-", "treat"]
        );
    }

    #[test]
    fn what_says_nothing_is_left_out_and_what_denies_stays() {
        assert_eq!(words("someone who is not at the home"), ["not", "home"]);
        assert_eq!(words("I can't sleep"), words("cannot sleep"));
        assert_eq!(words("I can’t sleep"), ["cant", "sleep"]);
        assert_eq!(plain("  Who am I? "), "who am i");
    }
}
