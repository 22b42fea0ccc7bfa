//! Our own analyser: lower-case words without accents, spelt one way, stop words out, English stems.
//!
//! It is a plain function, so that the index, the vocabulary and the pure ranking cannot disagree.

use std::{cell::RefCell, collections::HashSet, sync::LazyLock};

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
}

/// The words of a text as they are compared: lower case, no accents, one spelling; stop words are left out.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    all_words(text)
        .filter(|word| !STOP_WORDS.contains(word.as_str()))
        .map(|word| one_spelling(&word))
        .collect()
}

/// The stems of a text's words, in their order; after the stem of a medical word, the [`parts`] it is made of.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    for word in words(text) {
        stems.push(stem(&word));
        stems.extend(parts::of(&word));
    }
    stems
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
    all_words(text).collect::<Vec<_>>().join(" ")
}

fn all_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric() && character != '\'' && character != '\u{2019}')
        .map(|word| {
            let mut folded: String = word
                .chars()
                .filter(|character| character.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .map(without_accent)
                .collect();
            if word.ends_with("'s") || word.ends_with("\u{2019}s") {
                folded.pop();
            }
            folded
        })
        .filter(|word| !word.is_empty())
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
