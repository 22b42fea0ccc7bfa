//! A copy of everything in words, for a letter: what a person's export holds, with a name for each thing.

use serde_json::{Map, Value};

use crate::{
    badge::catalogue,
    frontend::{Frontend, Language},
};

/// Ids: they mean nothing outside of our database.
const LEFT_OUT: [&str; 2] = ["id", "released_badges"];
/// Values that hold JSON.
const NESTED: [&str; 3] = ["payload", "profile", "may"];

/// The copy as paragraphs: a heading is a paragraph that begins with `# `, and everything else is a line each.
#[must_use]
pub fn text(frontend: &Frontend, language: Language, everything: &Value) -> String {
    let copy = Copy { frontend, language };
    let mut paragraphs = Vec::new();
    for (part, value) in everything.as_object().into_iter().flatten() {
        let mut written = Vec::new();
        copy.write(part, value, &mut written);
        written.retain(|lines| !lines.is_empty());
        if written.is_empty() {
            continue;
        }
        paragraphs.push(format!("# {}", copy.name("copy-part", part)));
        paragraphs.extend(written.into_iter().map(|lines| lines.join("\n")));
    }
    paragraphs.join("\n\n")
}

struct Copy<'a> {
    frontend: &'a Frontend,
    language: Language,
}

impl Copy<'_> {
    /// The text of `STEM-NAME`; the name itself for what has no text yet, so that nothing is left out.
    fn name(&self, stem: &str, name: &str) -> String {
        let key = format!("{stem}-{}", name.replace('_', "-"));
        if self.frontend.has(self.language, &key) {
            self.frontend.text(self.language, &key)
        } else {
            name.replace(['_', '-'], " ")
        }
    }

    /// A value as paragraphs of lines: every member of a list has a paragraph of its own.
    fn write(&self, name: &str, value: &Value, paragraphs: &mut Vec<Vec<String>>) {
        match value {
            Value::Object(fields) => {
                let (nested, plain): (Vec<_>, Vec<_>) = fields
                    .iter()
                    .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()))
                    .partition(|(_, value)| is_list_of_objects(value));
                paragraphs.push(
                    plain
                        .into_iter()
                        .filter_map(|(name, value)| self.line(name, value))
                        .collect(),
                );
                for (name, value) in nested {
                    self.write(name, value, paragraphs);
                }
            }
            Value::Array(list) if is_list_of_objects(value) => {
                for one in list {
                    self.write(name, one, paragraphs);
                }
            }
            _ => paragraphs.extend(self.line(name, value).map(|line| vec![line])),
        }
    }

    fn line(&self, name: &str, value: &Value) -> Option<String> {
        let said = self.said(name, value)?;
        Some(format!("{}: {said}", self.name("copy-field", name)))
    }

    /// A value in words; nothing for what was not said.
    fn said(&self, name: &str, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::Bool(yes) => Some(self.name("copy-value", if *yes { "yes" } else { "no" })),
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) if text.is_empty() => None,
            Value::String(text) if NESTED.contains(&name) => match serde_json::from_str::<Value>(text) {
                Ok(inner) if !inner.is_string() => self.said(name, &inner),
                _ => Some(text.clone()),
            },
            Value::String(text) => Some(self.word(name, text)),
            Value::Array(list) => {
                let said: Vec<String> = list.iter().filter_map(|one| self.said(name, one)).collect();
                Some(said.join(", ")).filter(|said| !said.is_empty())
            }
            Value::Object(fields) => self.inner(fields),
        }
    }

    fn inner(&self, fields: &Map<String, Value>) -> Option<String> {
        let lines: Vec<String> = fields
            .iter()
            .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()))
            .filter_map(|(name, value)| self.line(name, value))
            .collect();
        Some(lines.join("; ")).filter(|lines| !lines.is_empty())
    }

    /// A text as a person reads it: the label of what the catalogue has, the day of a time, the words of a page.
    fn word(&self, name: &str, text: &str) -> String {
        if is_time(text) {
            return format!("{} {} (UTC)", &text[..10], &text[11..16]);
        }
        let catalogue = catalogue();
        let label = match name {
            "badge" => catalogue.badge(text).map(|badge| badge.label(self.language)),
            "standpoint" => catalogue
                .item("standpoint", text)
                .map(|item| item.label(self.language)),
            "motives" => catalogue
                .item("motive", text)
                .map(|item| item.label(self.language)),
            "formats" => catalogue
                .item("format", text)
                .map(|item| item.label(self.language)),
            "times" => catalogue.item("time", text).map(|item| item.label(self.language)),
            "need" => catalogue
                .item("access", text)
                .map(|item| item.label(self.language)),
            "kind" => catalogue
                .item("contribution", text)
                .map(|item| item.label(self.language)),
            _ => None,
        };
        let stem = match name {
            "purpose" | "consents" => "consent",
            "visibility" => "visibility",
            "answer" => "reply",
            "reason" => "reason",
            "contact" => "reply-contact",
            "may" => "supporter-may",
            "action" => "readers",
            _ => "copy-value",
        };
        if let Some(label) = label {
            return label.to_owned();
        }
        let key = format!("{stem}-{text}");
        if is_slug(text) && self.frontend.has(self.language, &key) {
            return self.frontend.text(self.language, &key);
        }
        text.to_owned()
    }
}

fn is_list_of_objects(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|list| list.iter().any(Value::is_object))
}

fn is_slug(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Whether this is a time as an export writes it: `2026-12-01T09:00:00Z`.
fn is_time(text: &str) -> bool {
    text.len() == 20 && text.is_ascii() && text.ends_with('Z') && text.as_bytes()[10] == b'T'
}
