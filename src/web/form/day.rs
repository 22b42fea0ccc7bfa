//! A day as people write it: in numbers, with the month by name in English or Welsh, or pasted whole.

use jiff::civil::Date;

use crate::text;

/// Why what was typed is no day, as the ending of a locale key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// It is none in the calendar.
    NotADate,
    /// The year has not four digits.
    ShortYear,
    /// Day and month are there, and no year.
    NoYear,
}

/// The months in English and Welsh, and in Welsh as their first letter changes after "o", "yn" and "a" ("1 o Fawrth").
const MONTHS: [&[&str]; 12] = [
    &["january", "ionawr"],
    &["february", "chwefror"],
    &["march", "mawrth", "fawrth"],
    &["april", "ebrill"],
    &["may", "mai", "fai"],
    &["june", "mehefin", "fehefin"],
    &["july", "gorffennaf", "orffennaf", "ngorffennaf"],
    &["august", "awst"],
    &["september", "medi", "fedi"],
    &["october", "hydref"],
    &["november", "tachwedd", "dachwedd", "nhachwedd", "thachwedd"],
    &["december", "rhagfyr", "ragfyr"],
];

/// What may follow the number of a day: 1st, 2nd, 1af, 2il, 3ydd, 5ed, 6fed, 11eg, 21ain.
const ORDINALS: [&str; 12] = [
    "st", "nd", "rd", "th", "af", "il", "ydd", "fed", "ed", "eg", "ain", "ail",
];

/// Words around a day that say nothing more.
const SILENT: [&str; 18] = [
    "nos", "o", "of", "on", "the", "in", "i", "a", "y", "yr", "ar", "ym", "yn", "yng", "mis", "fis", "dydd",
    "ddydd",
];

/// The days of the week in English and Welsh, but for Tuesday, which is called as March is; three letters are enough.
const WEEKDAYS: [&str; 15] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "llun",
    "mercher",
    "fercher",
    "iau",
    "gwener",
    "wener",
    "sadwrn",
    "sul",
];

/// Reads day, month and year; `None` when all are empty. They may be written into fewer fields than three.
pub fn read(parts: [&str; 3]) -> Result<Option<Date>, NoDay> {
    let parts = parts.map(plain);
    if parts.iter().all(String::is_empty) {
        return Ok(None);
    }
    // A sign before a number is none of a day's.
    if parts.iter().any(|part| part.starts_with(is_between)) {
        return Err(NoDay::NotADate);
    }
    let words = parts.iter().flat_map(|part| part.split(is_between));
    let mut words: Vec<&str> = words.filter(says_something).collect();
    let count = |words: &[&str]| words.iter().filter(|word| month_named(word).is_some()).count();
    // In Welsh Tuesday is called as March is.
    if let [first, _, ..] = words[..]
        && month_named(first) == Some(3)
        && count(&words) == 2
    {
        words.remove(0);
    }
    let (day, month, year) = match words[..] {
        [year, month, day] if has_four_digits(year) => (day, month, year),
        [month, day, year] if day_in(month).is_none() => (day, month, year),
        [day, month, year] => (day, month, year),
        [month, day] | [day, month] if day_in(day).is_some() && month_in(month).is_some() => {
            return Err(NoDay::NoYear);
        }
        _ => return Err(NoDay::NotADate),
    };
    let year = year.trim_start_matches(['\'', '’', '‘']);
    if year.len() < 4 && has_digits(year) {
        return Err(NoDay::ShortYear);
    }
    let date = || {
        let year = Some(year).filter(|year| has_four_digits(year))?;
        Date::new(year.parse().ok()?, month_in(month)?, day_in(day)?).ok()
    };
    date().map(Some).ok_or(NoDay::NotADate)
}

/// In lower case, with ASCII digits and nothing that cannot be seen.
fn plain(part: &str) -> String {
    let part = text::comparable(part).to_lowercase();
    text::plain_digits(part.trim())
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace() || "/.,-–‐−".contains(letter)
}

fn says_something(word: &&str) -> bool {
    if month_named(word).is_some() {
        return true;
    }
    let is_weekday = word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(word));
    !(word.is_empty() || SILENT.contains(word) || ORDINALS.contains(word) || is_weekday)
}

fn has_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_four_digits(text: &str) -> bool {
    text.len() == 4 && has_digits(text)
}

fn day_in(text: &str) -> Option<i8> {
    let ordinal = |ending: &&str| text.strip_suffix(*ending);
    let digits = ORDINALS.iter().find_map(ordinal).unwrap_or(text);
    number_in(digits.trim_end())
}

/// The month with this number or name.
fn month_in(text: &str) -> Option<i8> {
    month_named(text).or_else(|| number_in(text))
}

/// The month with a name that begins with these three letters or more.
fn month_named(name: &str) -> Option<i8> {
    let begins = |names: &&[&str]| name.len() >= 3 && names.iter().any(|known| known.starts_with(name));
    let place = MONTHS.iter().position(begins)?;
    i8::try_from(place + 1).ok()
}

/// Digits and nothing else: a sign is none of a day's.
fn number_in(text: &str) -> Option<i8> {
    text.trim_start_matches('0')
        .parse()
        .ok()
        .filter(|_| has_digits(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let first_of_march = Ok(Some(Date::constant(2027, 3, 1)));
        for parts in [
            ["1", "3", "2027"],
            [" 01 ", "03", " 2027 "],
            ["1", "March", "2027"],
            ["1", "mar", "2027"],
            ["1", "MAR.", "2027"],
            ["1", "Mawrth", "2027"],
            ["1", "maw", "2027"],
            ["1st", "march", "2027"],
            ["1af", "Fawrth", "2027"],
            ["１", "３", "２０２７"],
            ["\u{661}", "\u{663}", "\u{662}\u{660}\u{662}\u{667}"],
            ["1\u{200b}", "\u{a0}3", "\u{202a}2027\u{202c}"],
            ["01/03/2027", "", ""],
            ["1.3.2027", "", ""],
            ["2027-03-01", "", ""],
            ["1 March 2027", "", ""],
            ["Monday, 1st of March 2027", "", ""],
            ["March 1, 2027", "", ""],
            ["Dydd Llun 1 o Fawrth 2027", "", ""],
            ["Dydd Mawrth 1af Mawrth 2027", "", ""],
            ["Nos Fercher, y 1af o fis Mawrth 2027", "", ""],
            ["1", "o Fawrth", "2027"],
            ["1", "mis Mawrth", "2027"],
            ["1", "ym mis Mawrth", "2027"],
            ["the 1st", "of March", "2027"],
            ["1 March", "", "2027"],
            ["1", "March 2027", ""],
            ["1 March", "2027", ""],
            ["", "1 March 2027", ""],
            ["1 st", "March,", "2027."],
            ["Mon 1 Mar 2027", "", ""],
            ["01-Mar-2027", "", ""],
            ["1", "03 ", "２０２７"],
        ] {
            assert_eq!(read(parts), first_of_march, "{parts:?}");
        }
        for (place, names) in MONTHS.iter().enumerate() {
            for name in *names {
                for typed in [name, &name[..3]] {
                    let date = read(["2", typed, "2027"]).expect("a day").expect("typed");
                    assert_eq!(usize::try_from(date.month()), Ok(place + 1), "{typed}");
                }
            }
        }
        for (typed, month) in [
            ("fis Mai", 5),
            ("o Fai", 5),
            ("mis Chwefror", 2),
            ("o Orffennaf", 7),
            ("yng Ngorffennaf", 7),
            ("yn Nhachwedd", 11),
            ("a Thachwedd", 11),
            ("o Ragfyr", 12),
        ] {
            assert_eq!(
                read(["2", typed, "2027"]),
                Ok(Date::new(2027, month, 2).ok()),
                "{typed}"
            );
        }
        assert_eq!(read(["", " ", "\u{200b}"]), Ok(None));
    }

    #[test]
    fn what_is_no_day_is_told_apart() {
        for parts in [
            ["1", "3", "27"],
            ["1", "March", "’27"],
            ["1", "3", "7"],
            ["1/3/27", "", ""],
        ] {
            assert_eq!(read(parts), Err(NoDay::ShortYear), "{parts:?}");
        }
        for parts in [
            ["1 March", "", ""],
            ["1", "3", ""],
            ["1", "o Fawrth", ""],
            ["Dydd Llun 1 Mawrth", "", ""],
        ] {
            assert_eq!(read(parts), Err(NoDay::NoYear), "{parts:?}");
        }
        for parts in [
            ["31", "2", "2027"],
            ["1", "", "2027"],
            ["", "3", "2027"],
            ["1", "ma", "2027"],
            ["1", "Marchember", "2027"],
            ["+1", "3", "2027"],
            ["-1", "3", "2027"],
            ["1", "3", "20270"],
            ["0", "3", "2027"],
            ["1", "13", "2027"],
            ["soon", "", ""],
            ["1 or 2 March", "", "2027"],
            ["1", "March or May", "2027"],
            ["1 March to 3 May 2027", "", ""],
            ["1", "3", "-2027"],
        ] {
            assert_eq!(read(parts), Err(NoDay::NotADate), "{parts:?}");
        }
    }
}
