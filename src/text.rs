//! The forms of text: what people type and paste is kept in one form and compared in another, so that what looks
//! the same is the same.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// How much longer than the text the form is in which it is compared, in letters for each letter: a sign may be a
/// whole phrase ("ﷺ" is 18 letters), and a page of such signs would cost what eighteen pages do.
const MAX_LETTERS_A_LETTER: usize = 3;
/// What a form to compare may be longer besides, letters: a few such signs are read to the end.
const MAX_LETTERS_BESIDE: usize = 100;

/// Text as it is kept: composed (NFC). Control characters become spaces and every kind of line break becomes `\n`,
/// so that no two words run together. Blanks and invisible characters at both ends are left out; what shows nothing
/// at all becomes the empty text. Everything else stays as it was written, case and inner spaces too.
#[must_use]
pub fn entered(text: &str) -> String {
    let composed: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(without_control)
        .nfc()
        .collect();
    if !composed.chars().any(is_visible) {
        return String::new();
    }
    let start = composed.trim_start_matches(|character| !is_visible(character));
    start.trim_end_matches(ends_nothing).to_owned()
}

/// Text as it is compared, never shown: without invisible characters, then composed with the looks of characters
/// left out (NFKC: "ﬁ" is "fi", "Ａ" is "A"). Case, accents and punctuation are left to the caller. It ends at a length
/// that only a text of nothing but signs for whole phrases has.
#[must_use]
pub fn comparable(text: &str) -> Cow<'_, str> {
    let is_so = || is_nfkc_quick(text.chars()) == IsNormalized::Yes && !text.chars().any(is_invisible);
    if text.is_ascii() || is_so() {
        return Cow::Borrowed(text);
    }
    // Twice: a character may become visible letters and marks that have to be composed with their neighbours.
    let seen = text.chars().filter(|character| !is_invisible(*character));
    Cow::Owned(
        seen.nfkc()
            .take(MAX_LETTERS_BESIDE + MAX_LETTERS_A_LETTER * text.chars().count())
            .filter(|character| !is_invisible(*character))
            .nfc()
            .collect(),
    )
}

/// The zeros of the digits with which people in Britain write, besides ASCII: Arabic, Persian and Urdu, Devanagari,
/// Bengali, Gurmukhi, Gujarati, and those of full width. Each is followed by its other nine digits.
const ZEROS: [char; 7] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{ff10}',
];

/// The text with its digits in ASCII.
#[must_use]
pub fn plain_digits(text: &str) -> String {
    let plain = |letter: char| {
        let digit = |zero: &char| {
            u32::from(letter)
                .checked_sub(u32::from(*zero))
                .filter(|digit| *digit < 10)
        };
        let found = ZEROS.iter().find_map(digit);
        found
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter)
    };
    text.chars().map(plain).collect()
}

/// Whether nothing is drawn for a character and it is no blank either: the `Default_Ignorable_Code_Point` of the
/// Unicode Character Database (`DerivedCoreProperties`, 16.0), and the marks of interlinear notes.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A control character as what it stands for: a line break or a space.
fn without_control(character: char) -> char {
    match character {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        character if character.is_control() => ' ',
        character => character,
    }
}

/// Whether a character shows anything. The empty pattern of Braille does not.
fn is_visible(character: char) -> bool {
    !character.is_whitespace() && !is_invisible(character) && character != '\u{2800}'
}

/// Whether a character at the end can be left out. Those that choose the looks of the sign before them cannot: a
/// flag of Wales ends with some.
fn ends_nothing(character: char) -> bool {
    let chooses_looks = matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}');
    !is_visible(character) && !chooses_looks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_typed_is_composed_and_its_words_stay_apart() {
        assert_eq!(entered("dw\u{302}r"), "dŵr");
        assert_eq!(entered("dementia\tcarer"), "dementia carer");
        assert_eq!(
            entered("dementia\u{b}carer\u{c}and\u{7f}nurse"),
            "dementia carer and nurse"
        );
        assert_eq!(
            entered("one\rtwo\r\nthree\u{2028}four\u{85}five"),
            "one\ntwo\nthree\nfour\nfive"
        );
        assert_eq!(entered("two  spaces"), "two  spaces");
    }

    #[test]
    fn what_cannot_be_seen_is_no_text_and_stands_at_no_end() {
        for nothing in [
            "",
            " ",
            "\u{200b}",
            "\u{a0}\u{ad}\u{2060}",
            "\u{2800}",
            "\u{3164}",
            "\u{fe0f}",
            "\0",
        ] {
            assert_eq!(entered(nothing), "", "{nothing:?}");
        }
        assert_eq!(
            entered("\u{feff}\u{202a} nia@example.org\u{202c}\u{200b}\n"),
            "nia@example.org"
        );
        assert_eq!(entered("👩\u{200d}🦽"), "👩\u{200d}🦽");
        let wales = "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";
        assert_eq!(entered(wales), wales);
        assert_eq!(entered("❤\u{fe0f} "), "❤\u{fe0f}");
    }

    #[test]
    fn what_looks_the_same_compares_as_the_same() {
        for (one, other) in [
            ("dw\u{302}r", "dŵr"),
            ("w\u{200d}\u{302}", "ŵ"),
            ("demen\u{ad}tia", "dementia"),
            ("de\u{200b}men\u{200d}tia\u{feff}", "dementia"),
            ("ﬁnance", "finance"),
            ("ＡＤＨＤ", "ADHD"),
            ("hearing\u{a0}loss", "hearing loss"),
        ] {
            assert_eq!(comparable(one), comparable(other));
        }
        assert!(matches!(comparable("Crohn’s"), Cow::Borrowed("Crohn’s")));
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        assert_eq!(plain_digits("٠١۴५৬੭૮９ a"), "01456789 a");
        assert_eq!(plain_digits("0113 ½ ŵ"), "0113 ½ ŵ");
    }

    #[test]
    fn no_sign_makes_a_text_much_longer_to_compare() {
        assert_eq!(comparable("ﷺ").split(' ').count(), 4);
        let texts = (0..=0x10_ffff).filter_map(char::from_u32).map(String::from);
        let long = texts.filter(|sign| sign.nfkd().count() > MAX_LETTERS_A_LETTER);
        let mut seen = 0;
        for sign in long {
            let text = sign.repeat(2_000);
            let compared = comparable(&text);
            assert!(compared.chars().count() <= 3 * 2_000 + 100, "{sign}");
            assert_eq!(comparable(&compared), compared, "{sign}");
            seen += 1;
        }
        assert!(seen > 50, "{seen} signs are more than three letters");
    }

    proptest! {
        #[test]
        fn both_forms_are_final_and_meet(text in any::<String>()) {
            let (kept, compared) = (entered(&text), comparable(&text).into_owned());
            prop_assert_eq!(entered(&kept), kept.as_str());
            prop_assert_eq!(comparable(&compared), compared.as_str());
            prop_assert!(!compared.contains(is_invisible));
        }
    }
}
