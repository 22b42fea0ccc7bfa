//! What somebody typed, and what is wrong with it.
//!
//! A handler reads fields one by one; each reading that does not fit adds a problem whose text is the locale
//! key `error-FIELD-KIND` (underscores in FIELD written as hyphens). The page is then shown again with
//! everything that was typed.

use axum::{extract::FromRequestParts, http::request::Parts};
use fluent_bundle::FluentValue;
use jiff::civil;
use serde_json::{Map, Value, json};

use super::{Error, Visit};
use crate::{account::Role, frontend::Language};

/// The fields of a posted form, in order, with the problems found so far.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    problems: Vec<Problem>,
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
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        Self {
            fields,
            problems: Vec::new(),
        }
    }

    /// What was typed in `field`, without white space around it; empty when nothing was.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, value)| value.trim())
    }

    /// Every value posted for `field`: ticked boxes.
    #[must_use]
    pub fn all(&self, field: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(name, _)| name == field)
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// The form with `value` in `field` where nothing was typed: what a search assumes, shown as chosen.
    #[must_use]
    pub fn assuming(mut self, field: &str, value: &str) -> Self {
        if self.text(field).is_empty() {
            self.fields.retain(|(name, _)| name != field);
            self.fields.push((field.to_owned(), value.to_owned()));
        }
        self
    }

    /// Whether `field` was posted at all: which button was pressed.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| name == field)
    }

    /// A form with nothing but what was posted for `field`.
    #[must_use]
    pub fn only(&self, field: &str) -> Self {
        let fields = self.fields.iter().filter(|(name, _)| name == field);
        Self {
            fields: fields.cloned().collect(),
            ..Self::default()
        }
    }

    /// The form without `field`: a button that was pressed and did nothing.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        self.fields.retain(|(name, _)| name != field);
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
        if self.text(field).is_empty() {
            self.problem(field, "missing");
        }
        self.optional(field, most)
    }

    /// A text of at most `most` characters: `too-long`. Control characters but line breaks are taken out.
    pub fn optional(&mut self, field: &str, most: usize) -> String {
        let text: String = self
            .text(field)
            .replace("\r\n", "\n")
            .chars()
            .filter(|character| *character == '\n' || !character.is_control())
            .collect();
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
        let text = self.text(field).to_owned();
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
        let parts = ["day", "month", "year"].map(|part| self.text(&format!("{field}-{part}")).to_owned());
        if parts.iter().all(String::is_empty) {
            return None;
        }
        let [day, month, year] = &parts;
        let date = (|| civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())();
        if date.is_none() {
            self.problem(field, "not-a-date");
        }
        date
    }

    /// `values` and `errors` as the pages' macros take them.
    #[must_use]
    pub fn shown(&self, visit: &Visit) -> Value {
        let mut values = Map::new();
        for (name, value) in &self.fields {
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
        Ok(Self {
            fields,
            problems: Vec::new(),
        })
    }
}
