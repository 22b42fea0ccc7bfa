//! A day as people write it: in numbers, with the month by name in English or Welsh, or pasted whole.

use jiff::civil::Date;

use super::number;
use crate::text;

/// Why what was typed is no day, as the ending of a locale key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// It is none in the calendar.
    NotADate,
    /// The year has not four digits.
    ShortYear,
}

/// The months in English and Welsh, and in Welsh after "o" ("1 o Fawrth").
const MONTHS: [&[&str]; 12] = [
    &["january", "ionawr"],
    &["february", "chwefror"],
    &["march", "mawrth", "fawrth"],
    &["april", "ebrill"],
    &["may", "mai", "fai"],
    &["june", "mehefin", "fehefin"],
    &["july", "gorffennaf", "orffennaf"],
    &["august", "awst"],
    &["september", "medi", "fedi"],
    &["october", "hydref"],
    &["november", "tachwedd", "dachwedd"],
    &["december", "rhagfyr", "ragfyr"],
];

/// What may follow the number of a day: 1st, 2nd, 1af, 2il, 3ydd, 5ed, 6fed, 11eg, 21ain.
const ORDINALS: [&str; 12] = [
    "st", "nd", "rd", "th", "af", "il", "ydd", "fed", "ed", "eg", "ain", "ail",
];

/// Reads day, month and year; `None` when all are empty. A whole day in the field for the day counts, too.
pub fn read(parts: [&str; 3]) -> Result<Option<Date>, NoDay> {
    let parts = parts.map(plain);
    let whole = if parts[1].is_empty() && parts[2].is_empty() {
        whole(&parts[0])
    } else {
        None
    };
    let parts = whole.unwrap_or(parts);
    if parts.iter().all(String::is_empty) {
        return Ok(None);
    }
    let [day, month, year] = &parts;
    let year = year.trim_start_matches(['\'', '’', '‘']);
    if !year.is_empty() && year.len() < 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NoDay::ShortYear);
    }
    let date = || {
        let year = Some(year).filter(|year| year.len() == 4)?;
        Date::new(year.parse().ok()?, month_in(month)?, day_in(day)?).ok()
    };
    date().map(Some).ok_or(NoDay::NotADate)
}

/// In lower case, with ASCII digits and nothing that cannot be seen.
fn plain(part: &str) -> String {
    let part = text::comparable(part).to_lowercase();
    number::plain_digits(part.trim())
}

/// Day, month and year of a day that was written into one field.
fn whole(text: &str) -> Option<[String; 3]> {
    let parts = text.split(|letter: char| letter.is_whitespace() || "/.,-–‐".contains(letter));
    // Names of weekdays, and "o" and "of" before the month, say nothing more.
    let says = |part: &&str| {
        part.starts_with(|letter: char| letter.is_ascii_digit() || letter == '\'') || month_in(part).is_some()
    };
    let parts: Vec<&str> = parts.filter(says).collect();
    // In Welsh Tuesday is called as March is.
    let ([first, second, third] | [_, first, second, third]) = parts[..] else {
        return None;
    };
    let in_order = if first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        [third, second, first]
    } else if day_in(first).is_none() {
        [second, first, third]
    } else {
        [first, second, third]
    };
    Some(in_order.map(str::to_owned))
}

fn day_in(text: &str) -> Option<i8> {
    let ordinal = |ending: &&str| text.strip_suffix(*ending);
    let digits = ORDINALS.iter().find_map(ordinal).unwrap_or(text);
    number_in(digits.trim_end())
}

/// The month with this number, or with a name that begins with these three letters or more.
fn month_in(text: &str) -> Option<i8> {
    let name = text.trim_end_matches('.');
    let begins = |names: &&[&str]| name.len() >= 3 && names.iter().any(|known| known.starts_with(name));
    match MONTHS.iter().position(begins) {
        Some(place) => i8::try_from(place + 1).ok(),
        None => number_in(text),
    }
}

/// Digits and nothing else: a sign is none of a day's.
fn number_in(text: &str) -> Option<i8> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.trim_start_matches('0').parse().ok().filter(|_| digits)
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
            ["31", "2", "2027"],
            ["1", "", "2027"],
            ["1", "3", ""],
            ["", "3", "2027"],
            ["1", "ma", "2027"],
            ["1", "Marchember", "2027"],
            ["+1", "3", "2027"],
            ["-1", "3", "2027"],
            ["1", "3", "20270"],
            ["0", "3", "2027"],
            ["1", "13", "2027"],
            ["soon", "", ""],
            ["1 March", "", ""],
        ] {
            assert_eq!(read(parts), Err(NoDay::NotADate), "{parts:?}");
        }
    }
}
