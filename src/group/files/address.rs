//! Whether two addresses are the same home, however they were typed.

/// Words before a number that say nothing: "flat 3" is "3".
const SILENT: [&str; 6] = ["flat", "apartment", "apt", "unit", "no", "number"];

/// Words with a usual short form.
const SHORT: [(&str, &str); 11] = [
    ("street", "st"),
    ("road", "rd"),
    ("avenue", "ave"),
    ("lane", "ln"),
    ("close", "cl"),
    ("drive", "dr"),
    ("court", "ct"),
    ("crescent", "cres"),
    ("place", "pl"),
    ("square", "sq"),
    ("terrace", "ter"),
];

/// What people write where they do not know a part, or do not say it.
const UNKNOWN: [&str; 17] = [
    "na",
    "n a",
    "nk",
    "nil",
    "null",
    "nan",
    "tbc",
    "tba",
    "none",
    "not known",
    "not given",
    "not applicable",
    "unknown",
    "prefer not to say",
    "prefer not to answer",
    "nfa",
    "no fixed abode",
];

/// The parts of an address as one text that is the same for the same home: case, punctuation, spaces, "flat" before a
/// number, the short forms of street names and the space in a postcode make no difference. `None` where a part is not
/// known: two people who left out the house number do not live together because their postcodes are the same.
#[must_use]
pub fn plain(parts: &[&str]) -> Option<String> {
    if parts.is_empty() || parts.iter().any(|part| is_unknown(part)) {
        return None;
    }
    let text = crate::table::folded(&parts.join(" ")).replace(['\'', '’', '.'], "");
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
            .is_some_and(|next| next.starts_with(|letter: char| letter.is_ascii_digit()));
        if SILENT.contains(word) && number_follows {
            continue;
        }
        let word = SILENT
            .iter()
            .find_map(|silent| word.strip_prefix(silent).filter(|rest| is_number(rest)))
            .unwrap_or(word);
        match plain.last_mut() {
            Some(last) if is_outward(last) && is_inward(word) => last.push_str(word),
            _ => plain.push(word.to_owned()),
        }
    }
    (!plain.is_empty()).then(|| plain.join(" "))
}

fn is_unknown(part: &str) -> bool {
    let folded = crate::table::folded(part);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.is_empty() || UNKNOWN.contains(&words.join(" ").as_str())
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
        assert_eq!(plain(&["", " - "]), None);
    }
}
