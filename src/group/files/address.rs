//! Whether two addresses are the same home, however they were typed.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words before a number that say nothing, in English and Welsh: "flat 3" is "3".
const SILENT: [&str; 9] = [
    "flat",
    "apartment",
    "apt",
    "unit",
    "no",
    "number",
    "fflat",
    "rhif",
    "uned",
];

/// Words with a usual short form.
const SHORT: [(&str, &str); 18] = [
    ("street", "st"),
    ("saint", "st"),
    ("road", "rd"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("lane", "ln"),
    ("close", "cl"),
    ("drive", "dr"),
    ("court", "ct"),
    ("crescent", "cres"),
    ("place", "pl"),
    ("square", "sq"),
    ("terrace", "ter"),
    ("terr", "ter"),
    ("gardens", "gdns"),
    ("grove", "gr"),
    ("buildings", "bldgs"),
    ("mount", "mt"),
];

/// What people write where they do not know a part, or do not say it, in English and Welsh.
const UNKNOWN: [&str; 54] = [
    "na",
    "n a",
    "nk",
    "n k",
    "dk",
    "d k",
    "ns",
    "nil",
    "null",
    "nan",
    "no",
    "none",
    "nothing",
    "blank",
    "empty",
    "missing",
    "tbc",
    "tba",
    "to be confirmed",
    "to follow",
    "unknown",
    "unsure",
    "not sure",
    "not known",
    "not given",
    "not stated",
    "not provided",
    "not supplied",
    "not recorded",
    "not disclosed",
    "not available",
    "not applicable",
    "no answer",
    "no address",
    "no postcode",
    "no fixed address",
    "dont know",
    "do not know",
    "not said",
    "prefer not to say",
    "prefer not to answer",
    "prefer not to disclose",
    "rather not say",
    "withheld",
    "refused",
    "declined",
    "nfa",
    "no fixed abode",
    "homeless",
    "dim",
    "anhysbys",
    "ddim yn gwybod",
    "dim cyfeiriad",
    "dim cod post",
];

/// The parts of an address as one text that is the same for the same home: case, punctuation, spaces, "flat" before a
/// number, the short forms of street names and the space in a postcode make no difference. `None` where a part is not
/// known: two people who left out the house number do not live together because their postcodes are the same.
#[must_use]
pub fn plain(parts: &[&str]) -> Option<String> {
    if parts.is_empty() || parts.iter().any(|part| is_unknown(part)) {
        return None;
    }
    let text = without_marks(&parts.join(" "));
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = words
        .map(|word| {
            SHORT
                .iter()
                .find(|(long, _)| *long == word)
                .map_or(word, |(_, short)| short)
        })
        .collect();
    let mut plain: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let number_follows = words
            .get(at + 1)
            .is_some_and(|next| next.starts_with(|letter: char| letter.is_ascii_digit()) || is_letter(next));
        if SILENT.contains(word) && number_follows {
            continue;
        }
        let word = SILENT
            .iter()
            .find_map(|silent| word.strip_prefix(silent).filter(|rest| is_number(rest)))
            .unwrap_or(word);
        match plain.last_mut() {
            Some(last) if is_outward(last) && is_inward(word) => last.push_str(word),
            // "12 A" is "12a".
            Some(last) if is_number(last) && is_letter(word) => last.push_str(word),
            _ => plain.push(word.to_owned()),
        }
    }
    (!plain.is_empty()).then(|| plain.join(" "))
}

fn is_unknown(part: &str) -> bool {
    let plain = without_marks(part);
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let letters = words.concat();
    let fills = |sign: char| letters.chars().all(|letter| letter == sign);
    let words = words.join(" ");
    let known = words.strip_suffix(" yn hysbys").unwrap_or(&words);
    fills('x') || fills('0') || known == "ddim" || UNKNOWN.contains(&known)
}

/// A text in the form in which addresses are compared: without case, accents, apostrophes and full stops.
fn without_marks(text: &str) -> String {
    let folded = crate::table::folded(text);
    let letters = folded.nfd().filter(|letter| !is_combining_mark(*letter));
    letters.filter(|letter| !"'’‘`´ʼ.".contains(*letter)).collect()
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first half of a postcode: one or two letters, a digit, and perhaps one more of either.
fn is_outward(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = &word.as_bytes()[letters..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// The second half of a postcode: a digit and two letters.
fn is_inward(word: &str) -> bool {
    matches!(word.as_bytes(), [digit, first, second]
        if digit.is_ascii_digit() && first.is_ascii_alphabetic() && second.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_home_is_the_same_however_it_was_typed() {
        let home = plain(&["Flat 3, 12 St. John's Road", "LS6 1AA"]);
        assert_eq!(home.as_deref(), Some("3 12 st johns rd ls61aa"));
        for typed in [
            "3 12 st johns rd",
            "FLAT 3 , 12  St John’s Road.",
            "flat3 12, ST JOHNS ROAD",
        ] {
            assert_eq!(plain(&[typed, "ls61aa"]), home);
        }
        assert_eq!(plain(&["3, 12 St Johns Rd, LS6 1AA"]), home);
        for [one, other] in [
            ["12a High Street", "12 A High St"],
            ["12a High Street", "12A, High Street"],
            ["12-A High Street", "12a High Street"],
            ["Flat 2A, 12 High Street", "flat 2 a 12 High Street"],
            ["Tŷ Gwyn, Heol Fawr", "Ty Gwyn Heol Fawr"],
            ["Ty\u{302} Gwyn", "TY GWYN"],
            ["Flat 2, 12 Mill St", "Flat 2 12 Mill Street"],
            ["Flat 2, 12 Mill St", "2/12 Mill Street"],
            ["Flat 2, 12 Mill St", "Fflat 2, 12 Mill Street"],
            ["Flat B, 12 Mill St", "B, 12 Mill Street"],
            ["12 Mill Gardens", "12 Mill Gdns."],
            ["1\u{2013}3 Mill Road", "1-3 Mill Rd"],
            ["12 O'Neill Road", "12 O’Neill Rd"],
            ["12 O`Neill Road", "12 O’Neill Rd"],
            ["St. Mary's Close 4", "Saint Marys Close 4"],
            ["Rhif 4, Mill Lane", "4 Mill Ln"],
            ["No. 4 Mill Lane", "4 Mill Lane"],
        ] {
            assert_eq!(
                plain(&[one, "LS6 1AA"]),
                plain(&[other, "ls6 1aa"]),
                "{one} {other}"
            );
        }
        assert_eq!(plain(&["３ 12", "st johns\u{a0}rd", "LS6\u{200b} 1AA"]), home);
    }

    #[test]
    fn a_part_that_is_not_known_makes_no_home() {
        for unknown in [
            "",
            " ",
            "-",
            "–",
            "?",
            "n/a",
            "N.A.",
            "None",
            "UNKNOWN",
            "\u{a0}\u{200b}",
            "Prefer not to say",
            "not known",
            "Don't know",
            "don’t know",
            "dim",
            "Dim yn hysbys",
            "Anhysbys",
            "ddim yn gwybod",
            "??",
            "N/K",
            "n.k.",
            "not stated",
            "Not provided",
            "no address",
            "dim cyfeiriad",
            "homeless",
            "to follow",
            "withheld",
            "missing",
            "blank",
            "x",
            "XXX",
            "0",
            "000",
        ] {
            assert_eq!(plain(&[unknown, "LS6 1AA"]), None, "{unknown:?}");
            assert_eq!(plain(&["12 High Street", unknown]), None, "{unknown:?}");
            assert_eq!(plain(&[unknown]), None, "{unknown:?}");
        }
        assert!(plain(&["None Lane", "LS6 1AA"]).is_some());
    }

    #[test]
    fn other_homes_are_other_homes() {
        assert_ne!(plain(&["Flat 1, 2 High Street"]), plain(&["12 High Street"]));
        assert_ne!(plain(&["Flat 1, 2 High Street"]), plain(&["2 High Street"]));
        assert_ne!(plain(&["12a High Street"]), plain(&["12 High Street"]));
        assert_ne!(plain(&["12a High Street"]), plain(&["12b High Street"]));
        assert_ne!(plain(&["1 2 High Street"]), plain(&["12 High Street"]));
        assert_eq!(plain(&["", " - "]), None);
    }
}
