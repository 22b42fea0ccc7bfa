//! Telephone numbers as people type and paste them.

use crate::text;

/// Digits of a number: nine in Britain without the first zero, and never more than fifteen (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// Digits of an extension.
const EXTENSION: std::ops::RangeInclusive<usize> = 1..=6;
/// How people write that an extension follows, in English and Welsh; the longer first.
const WORDS: [&str; 7] = ["extension", "estyniad", "extn", "ext", "est", "x", "#"];
/// What people write beside a number to say which it is, in English and Welsh.
const LABELS: [&str; 26] = [
    "tel",
    "telephone",
    "phone",
    "ph",
    "home",
    "work",
    "mobile",
    "mob",
    "cell",
    "landline",
    "office",
    "day",
    "daytime",
    "evening",
    "no",
    "number",
    "ffon",
    "ffôn",
    "cartref",
    "gwaith",
    "symudol",
    "swyddfa",
    "rhif",
    "t",
    "m",
    "h",
];

/// The telephone number in `text`, with its blanks and hyphens as everybody can type them; `None` when it is none.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let seen = text::plain_digits(&text::comparable(text));
    let hyphen = |letter: char| {
        if "‐‑‒–—−".contains(letter) {
            '-'
        } else {
            letter
        }
    };
    let plain: String = seen.chars().map(hyphen).collect();
    let plain = without_labels(&plain);
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = plain.to_lowercase();
    let extended = WORDS.iter().find_map(|word| lower.split_once(word));
    let (number, extension) = extended.map_or((lower.as_str(), None), |(number, rest)| (number, Some(rest)));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let sound = |letter: char| letter.is_ascii_digit() || " +-()[].,;/:".contains(letter);
    let extension_fits = |rest: &str| {
        EXTENSION.contains(&digits(rest))
            && rest
                .chars()
                .all(|letter| letter.is_ascii_digit() || " .:=)]".contains(letter))
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

/// The text without its labels, and without the brackets or the colon that belong to them.
fn without_labels(text: &str) -> String {
    let mut without = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|letter: char| !letter.is_alphabetic())
            .unwrap_or(rest.len());
        if end == 0 {
            without.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(end);
        rest = after;
        if LABELS.contains(&word.to_lowercase().as_str()) {
            let bracket = without.trim_end().strip_suffix(['(', '[']).map(str::len);
            without.truncate(bracket.unwrap_or(without.len()));
            let closes = |letter: char| ".:".contains(letter) || bracket.is_some() && ")]".contains(letter);
            rest = rest.trim_start_matches(closes);
        } else {
            without.push_str(word);
        }
    }
    without
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
            ("tel:+44-113-496-0000", "+44-113-496-0000"),
            ("Tel.: 0113 496 0000", "0113 496 0000"),
            ("Tel 0113 496 0000", "0113 496 0000"),
            ("Phone: 0113 496 0000", "0113 496 0000"),
            ("(home) 0113 496 0000", "0113 496 0000"),
            ("0113 496 0000 (home)", "0113 496 0000"),
            ("mobile: 07700 900 123", "07700 900 123"),
            ("07700 900123 (mob)", "07700 900123"),
            ("Ffôn: 0113 496 0000", "0113 496 0000"),
            ("Ffo\u{302}n symudol 07700 900123", "07700 900123"),
            ("(cartref) 0113 496 0000 est 4", "0113 496 0000 est 4"),
            ("work 0113 496 0000 ext. 4", "0113 496 0000 ext. 4"),
            ("0113 496 0000 extn 4", "0113 496 0000 extn 4"),
            ("0113 496 0000 (ext 4)", "0113 496 0000 (ext 4)"),
            ("0113 496 0000 (ext: 4)", "0113 496 0000 (ext: 4)"),
            ("tel:+441134960000;ext=4", "+441134960000;ext=4"),
            ("０１１３ ４９６ ００００", "0113 496 0000"),
            ("[0113] 496 0000", "[0113] 496 0000"),
            ("0113 496 0000.", "0113 496 0000."),
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
            "home",
            "(home) 0113",
            "0113 496 0000 (my sister)",
            "0113 496 0000 or 07700 900123",
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
