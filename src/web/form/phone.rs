//! Telephone numbers as people type and paste them.

use super::number;
use crate::text;

/// Digits of a number: nine in Britain without the first zero, and never more than fifteen (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// Digits of an extension.
const EXTENSION: std::ops::RangeInclusive<usize> = 1..=6;
/// How people write that an extension follows, in English and Welsh; the longer first.
const WORDS: [&str; 6] = ["extension", "estyniad", "ext", "est", "x", "#"];

/// The telephone number in `text`, with its blanks and hyphens as everybody can type them; `None` when it is none.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let seen = number::plain_digits(&text::comparable(text));
    let hyphen = |letter: char| {
        if "‐‑‒–—−".contains(letter) {
            '-'
        } else {
            letter
        }
    };
    let plain: String = seen.chars().map(hyphen).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = plain.to_lowercase();
    let extended = WORDS.iter().find_map(|word| lower.split_once(word));
    let (number, extension) = extended.map_or((lower.as_str(), None), |(number, rest)| (number, Some(rest)));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let sound = |letter: char| letter.is_ascii_digit() || " +-().,/:".contains(letter);
    let extension_fits = |rest: &str| {
        EXTENSION.contains(&digits(rest))
            && rest
                .chars()
                .all(|letter| letter.is_ascii_digit() || " .:".contains(letter))
    };
    let plus = number
        .rfind('+')
        .is_none_or(|at| number[..at].chars().all(|letter| letter == ' ' || letter == '('));
    let fits = number.chars().all(sound)
        && plus
        && DIGITS.contains(&digits(number))
        && extension.is_none_or(extension_fits);
    fits.then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_people_type_and_paste_them() {
        for (typed, kept) in [
            ("0113 496 0000", "0113 496 0000"),
            ("0113\u{2011}496\u{2011}0000", "0113-496-0000"),
            ("0113\u{a0}496\u{a0}0000", "0113 496 0000"),
            ("\u{202a}0113 496 0000\u{202c}", "0113 496 0000"),
            ("0113.496.0000", "0113.496.0000"),
            ("(0113) 496–0000", "(0113) 496-0000"),
            ("+44 (0)113 496 0000", "+44 (0)113 496 0000"),
            ("0113 496 0000 ext 4", "0113 496 0000 ext 4"),
            ("0113 496 0000 Ext. 4", "0113 496 0000 Ext. 4"),
            ("0113 496 0000 x4", "0113 496 0000 x4"),
            ("0113 496 0000, extension 1234", "0113 496 0000, extension 1234"),
            ("+44 (0)113 496 0000 estyniad 4", "+44 (0)113 496 0000 estyniad 4"),
            ("٠١١٣ ٤٩٦ ٠٠٠٠", "0113 496 0000"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(kept), "{typed:?}");
        }
        for wrong in [
            "",
            "my sister's",
            "0113",
            "0113 496 0000 ext",
            "0113 496 0000 ext mill",
            "0113 496 0000 0000 0000",
            "0113+496+0000",
            "ext 4",
            "0113 496 0000 ext 4 ext 5",
            "0113 496 0000 ext 1234567",
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
