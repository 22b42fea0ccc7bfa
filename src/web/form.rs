//! What somebody typed, and what is wrong with it.
//!
//! A handler reads fields one by one; each reading that does not fit adds a problem whose text is the locale
//! key `error-FIELD-KIND` (underscores in FIELD written as hyphens). The page is then shown again with
//! everything that was typed.
//!
//! Texts are read in the one form in which they are kept (`text::entered`); passwords and pasted tables as they came.

mod day;
pub mod phone;

use axum::{extract::FromRequestParts, http::request::Parts};
use fluent_bundle::FluentValue;
use jiff::civil;
use serde_json::{Map, Value, json};

use super::{Error, Visit};
use crate::{account::Role, frontend::Language, text};
use day::NoDay;

/// The fields of a posted form, in order, with the problems found so far.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<Field>,
    problems: Vec<Problem>,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    /// As it came, to be shown again.
    typed: String,
    /// As it is kept.
    text: String,
}

impl Field {
    fn new(name: String, typed: String) -> Self {
        let text = text::entered(&typed);
        Self { name, typed, text }
    }
}

#[derive(Clone, Debug)]
struct Problem {
    field: String,
    key: String,
    number: Option<i64>,
}

impl Problem {
    /// The key of its text. Stewards type about somebody else, so they have texts of their own where those of
    /// citizens say "you": `error-steward-FIELD-KIND`.
    fn key_for(&self, visit: &Visit) -> String {
        let own = self.key.replacen("error-", "error-steward-", 1);
        let is_steward = visit
            .session
            .as_ref()
            .is_some_and(|session| session.role == Role::Steward);
        if is_steward && visit.site.frontend.has(Language::English, &own) {
            own
        } else {
            self.key.clone()
        }
    }
}

impl Form {
    /// A form as it is first shown, filled with what is known.
    #[must_use]
    pub fn filled(fields: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        let fields = fields.into_iter();
        let fields = fields.map(|(name, value)| Field::new(name.into(), value.into()));
        Self {
            fields: fields.collect(),
            problems: Vec::new(),
        }
    }

    /// What was typed in `field`; empty when nothing was that can be seen.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.find(field).map_or("", |field| &field.text)
    }

    /// The password typed in `field`, as it was typed but for white space around it.
    #[must_use]
    pub fn password(&self, field: &str) -> &str {
        self.find(field).map_or("", |field| field.typed.trim())
    }

    fn find(&self, field: &str) -> Option<&Field> {
        self.fields.iter().find(|one| one.name == field)
    }

    /// Every value posted for `field`: ticked boxes.
    #[must_use]
    pub fn all(&self, field: &str) -> Vec<&str> {
        let fields = self.fields.iter().filter(|one| one.name == field);
        fields.map(|one| one.text.as_str()).collect()
    }

    /// The form with `value` in `field` where nothing was typed: what a search assumes, shown as chosen.
    #[must_use]
    pub fn assuming(mut self, field: &str, value: &str) -> Self {
        if self.text(field).is_empty() {
            self.fields.retain(|one| one.name != field);
            self.fields.push(Field::new(field.to_owned(), value.to_owned()));
        }
        self
    }

    /// Whether `field` was posted at all: which button was pressed.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.find(field).is_some()
    }

    /// A form with nothing but what was posted for `field`.
    #[must_use]
    pub fn only(&self, field: &str) -> Self {
        let fields = self.fields.iter().filter(|one| one.name == field);
        Self {
            fields: fields.cloned().collect(),
            ..Self::default()
        }
    }

    /// The form without `field`: a button that was pressed and did nothing.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        self.fields.retain(|one| one.name != field);
        self
    }

    /// Notes that `field` does not fit; the text is the key `error-FIELD-KIND`.
    pub fn problem(&mut self, field: &str, kind: &str) {
        self.note(field, kind, None);
    }

    /// Notes a problem whose text takes a `$number`.
    pub fn problem_with(&mut self, field: &str, kind: &str, number: i64) {
        self.note(field, kind, Some(number));
    }

    fn note(&mut self, field: &str, kind: &str, number: Option<i64>) {
        let key = format!("error-{}-{kind}", field.replace('_', "-"));
        self.problems.push(Problem {
            field: field.to_owned(),
            key,
            number,
        });
    }

    /// Whether everything read so far fits.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.problems.is_empty()
    }

    /// A text that must be there and have at most `most` characters: `missing`, `too-long`.
    pub fn required(&mut self, field: &str, most: usize) -> String {
        self.must_be_there(field);
        self.optional(field, most)
    }

    /// A text of at most `most` characters, perhaps of several lines: `too-long`.
    pub fn optional(&mut self, field: &str, most: usize) -> String {
        let text = self.text(field).to_owned();
        self.within(field, text, most)
    }

    /// A text of one line that must be there: `missing`, `too-long`.
    pub fn required_line(&mut self, field: &str, most: usize) -> String {
        self.must_be_there(field);
        self.optional_line(field, most)
    }

    /// A text of one line, without signs that cannot be seen: `too-long`.
    pub fn optional_line(&mut self, field: &str, most: usize) -> String {
        let line = one_line(self.text(field));
        self.within(field, line, most)
    }

    /// A table that must be there, as it was pasted, tabs and all: `missing`, `too-long`.
    pub fn pasted_table(&mut self, field: &str, most: usize) -> String {
        self.must_be_there(field);
        let table = self.find(field).map(|field| field.typed.clone());
        self.within(field, table.unwrap_or_default(), most)
    }

    fn must_be_there(&mut self, field: &str) {
        if self.text(field).is_empty() {
            self.problem(field, "missing");
        }
    }

    fn within(&mut self, field: &str, text: String, most: usize) -> String {
        if text.chars().count() > most {
            self.problem_with(field, "too-long", i64::try_from(most).unwrap_or(i64::MAX));
        }
        text
    }

    /// One member of a closed list, parsed by `parse`: `missing` when none or an unknown one was chosen.
    pub fn choice<T>(&mut self, field: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = parse(self.text(field));
        if chosen.is_none() {
            self.problem(field, "missing");
        }
        chosen
    }

    /// The known members among the ticked boxes.
    #[must_use]
    pub fn choices<T>(&self, field: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.all(field).into_iter().filter_map(parse).collect()
    }

    /// A whole number within `range`, or nothing when the field is empty: `not-a-number`.
    pub fn number(&mut self, field: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let text = text::plain_digits(&text::comparable(self.text(field)));
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            self.problem_with(field, "not-a-number", *range.end());
        }
        number
    }

    /// Notes that one of many fields of a kind does not fit; the text is the key `error-STEM-KIND`.
    pub fn problem_like(&mut self, field: &str, stem: &str, kind: &str) {
        self.problems.push(Problem {
            field: field.to_owned(),
            key: format!("error-{stem}-{kind}"),
            number: None,
        });
    }

    /// A whole number in one of many fields of a kind, which share the text `error-STEM-not-a-number`.
    pub fn number_like(
        &mut self,
        field: &str,
        stem: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let known = self.problems.len();
        let number = self.number(field, range);
        for problem in &mut self.problems[known..] {
            problem.key = format!("error-{stem}-not-a-number");
        }
        number
    }

    /// A day from `FIELD-day`, `FIELD-month`, `FIELD-year`, or nothing when all are empty: `not-a-date`.
    pub fn day(&mut self, field: &str) -> Option<civil::Date> {
        let [day, month, year] = ["day", "month", "year"].map(|part| format!("{field}-{part}"));
        match day::read([self.text(&day), self.text(&month), self.text(&year)]) {
            Ok(date) => return date,
            Err(NoDay::NotADate) => self.problem(field, "not-a-date"),
            Err(NoDay::NoYear) => self.problem_like(field, "day", "no-year"),
            Err(NoDay::ShortYear) => self.problem_like(field, "day", "short-year"),
        }
        None
    }

    /// A day after `today` and at most ten years ahead, or nothing when all is empty: `not-a-date`, `past`, and a text
    /// for all fields of days that lie too far away.
    pub fn day_ahead(&mut self, field: &str, today: civil::Date) -> Option<civil::Date> {
        let day = self.day(field)?;
        if day <= today {
            self.problem_like(field, "day", "past");
        } else if day.year() > today.year().saturating_add(MOST_YEARS) {
            self.problem_like(field, "day", "too-far");
        }
        Some(day)
    }

    /// `values` and `errors` as the pages' macros take them.
    #[must_use]
    pub fn shown(&self, visit: &Visit) -> Value {
        let mut values = Map::new();
        for Field {
            name, typed: value, ..
        } in &self.fields
        {
            if name == "token" || name.contains("password") {
                continue;
            }
            match values.get_mut(name) {
                None => {
                    values.insert(name.clone(), json!(value));
                }
                Some(Value::Array(list)) => list.push(json!(value)),
                Some(single) => *single = json!([single.clone(), value]),
            }
        }
        let errors: Vec<Value> = self
            .problems
            .iter()
            .map(|problem| {
                let arguments: &[(&str, FluentValue<'_>)] =
                    &[("number", FluentValue::from(problem.number.unwrap_or_default()))];
                json!({"field": problem.field, "text": visit.text_with(&problem.key_for(visit), arguments)})
            })
            .collect();
        json!({"values": values, "errors": errors})
    }
}

/// Fields that the visit layer parsed after it had checked the token.
#[derive(Clone, Debug)]
pub(super) struct Posted(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Form {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Error> {
        let Posted(fields) = parts.extensions.get::<Posted>().cloned().ok_or(Error::Token)?;
        Ok(Self::filled(fields))
    }
}

/// Nobody plans a posting for later than this: years.
const MOST_YEARS: i16 = 10;

/// A text as one line. What cannot be seen is left out, but for what gives the sign before it its looks: joiners and
/// selectors of emoji and of scripts that are not Latin.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for letter in text.chars() {
        let gives_looks =
            matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}');
        let to_a_sign = line.chars().next_back().is_some_and(|before| !before.is_ascii());
        match letter {
            '\n' => line.push(' '),
            letter if !text::is_invisible(letter) || (gives_looks && to_a_sign) => line.push(letter),
            _ => (),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_one_form_and_counted_after() {
        let mut form = Form::filled([
            ("words", "dementia\tcarer\r\nand\u{b}nurse\rdw\u{302}r"),
            ("name", "Ni\u{200b}a\u{202e}\r\nE\u{ad}vans"),
            ("nothing", "\u{a0}\u{200b}\u{3164}\u{ad}\t"),
            ("table", "a\tb\r\n"),
            ("long", "w\u{302}w\u{302}\u{200b}"),
            ("flag", "👩\u{200d}🦽 ❤\u{fe0f}"),
            ("password", " t\u{177} \t\u{302} "),
        ]);
        assert_eq!(form.required("words", 100), "dementia carer\nand nurse\ndŵr");
        assert_eq!(form.required_line("words", 100), "dementia carer and nurse dŵr");
        assert_eq!(form.required_line("name", 10), "Nia Evans");
        assert_eq!(form.pasted_table("table", 10), "a\tb\r\n");
        assert_eq!(form.optional("long", 2), "ŵŵ");
        assert_eq!(form.optional_line("flag", 10), "👩\u{200d}🦽 ❤\u{fe0f}");
        assert_eq!(form.password("password"), "t\u{177} \t\u{302}");
        assert!(form.is_fine());
        assert_eq!(form.required("nothing", 10), "");
        assert!(!form.is_fine(), "nothing can be seen of it");
    }

    #[test]
    fn numbers_are_read_in_any_digits() {
        let mut form = Form::filled([("a", "１２"), ("b", "\u{200b}٣ "), ("c", "1.5")]);
        assert_eq!(
            (form.number("a", 1..=20), form.number("b", 1..=20)),
            (Some(12), Some(3))
        );
        assert!(form.is_fine());
        assert_eq!(form.number("c", 1..=20), None);
        assert!(!form.is_fine());
    }
}
