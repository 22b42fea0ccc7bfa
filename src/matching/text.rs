//! Our own analyser: lower-case words without accents, spelt one way, stop words out, English stems.
//!
//! It is a plain function, so that the index, the vocabulary and the pure ranking cannot disagree.

use std::{cell::RefCell, collections::HashSet, sync::LazyLock};

use ahash::AHashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};

use super::parts;

/// Words that say nothing about what somebody knows. "no", "not" and "can't" stay: they do.
static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a about also am an and any are as at be because been being but by can could did do does doing else etc even \
     every for from get gets getting go goes going got had has have having he her here hers him his how i if in \
     into is it its itself just like lot lots made make me mine my myself of on one or our ours own people person \
     really she so some somebody someone something such than that the their them then there these they thing \
     things this those to too us very was we were what when where which while who whom whose will with would you \
     your yours im ive"
        .split_whitespace()
        .collect()
});

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
    let spelt = one_spelling(word);
    let parts = parts::of(&spelt);
    std::iter::once(stem(&spelt)).chain(parts).collect()
}

/// The stem of one word that [`words`] returned.
#[must_use]
pub fn stem(word: &str) -> String {
    STEMMER.with_borrow_mut(|analyser| {
        let mut stream = analyser.token_stream(word);
        if stream.advance() {
            stream.token().text.clone()
        } else {
            word.to_owned()
        }
    })
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

/// Shows each word, in lower case and without accents.
fn each_word(text: &str, mut see: impl FnMut(&str)) {
    let ends = |character: char| !character.is_alphanumeric() && character != '\'' && character != '\u{2019}';
    let mut folded = String::new();
    for word in text.split(ends) {
        folded.clear();
        let letters = word.chars().filter(|character| character.is_alphanumeric());
        folded.extend(letters.flat_map(char::to_lowercase).map(without_accent));
        if word.ends_with("'s") || word.ends_with("\u{2019}s") {
            folded.pop();
        }
        if !folded.is_empty() {
            see(&folded);
        }
    }
}

/// Welsh and the accents of names; anything else stays as it is.
fn without_accent(character: char) -> char {
    match character {
        'â' | 'ä' | 'á' | 'à' => 'a',
        'ê' | 'ë' | 'é' | 'è' => 'e',
        'î' | 'ï' | 'í' | 'ì' => 'i',
        'ô' | 'ö' | 'ó' | 'ò' => 'o',
        'û' | 'ü' | 'ú' | 'ù' => 'u',
        'ŵ' => 'w',
        'ŷ' => 'y',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
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
