//! The one template that every letter goes into, and the fields that fill it.

use std::collections::BTreeSet;

use anyhow::bail;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The text of the template, for its page at Notify; the subject is [`SUBJECT`].
pub const TEMPLATE: &str = include_str!("template.md");
/// The subject of the template.
pub const SUBJECT: &str = "((subject))";
/// So many links of ours can stand in one letter.
pub(super) const LINKS: usize = 6;

/// Notify's template, as far as we look at it.
#[derive(Deserialize)]
pub(super) struct Template {
    #[serde(rename = "type")]
    kind: String,
    personalisation: Map<String, Value>,
}

/// The fields that we send with every letter.
fn ours() -> BTreeSet<String> {
    Parts::default()
        .fields("")
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// Whether Notify's template has exactly the fields that we send.
pub(super) fn fits(template: &Template) -> anyhow::Result<()> {
    if template.kind != "email" {
        bail!(
            "the template at GOV.UK Notify is for {}, and must be for emails",
            template.kind
        );
    }
    let (ours, theirs) = (
        ours(),
        template.personalisation.keys().cloned().collect::<BTreeSet<_>>(),
    );
    let list = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>().join(", ");
    let (missing, unknown) = (
        list(ours.difference(&theirs).collect()),
        list(theirs.difference(&ours).collect()),
    );
    if !missing.is_empty() || !unknown.is_empty() {
        bail!(
            "the template at GOV.UK Notify does not fit: fields missing: {}; fields that nobody fills: {}. \
             `alongside notify-template` prints the text it needs",
            if missing.is_empty() { "none" } else { &missing },
            if unknown.is_empty() { "none" } else { &unknown },
        );
    }
    Ok(())
}

/// A letter's text, cut at our own links.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    texts: Vec<&'a str>,
    links: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    /// Cuts `body` at the first [`LINKS`] addresses that begin with `ours`.
    pub(super) fn of(body: &'a str, ours: &str) -> Self {
        let mut parts = Self::default();
        let mut rest = body;
        while let Some(at) = rest.find(ours).filter(|_| parts.links.len() < LINKS) {
            let end = rest[at..]
                .find(char::is_whitespace)
                .map_or(rest.len(), |length| at + length);
            parts.texts.push(rest[..at].trim());
            parts.links.push(&rest[at..end]);
            rest = &rest[end..];
        }
        parts.texts.push(rest.trim());
        parts
    }

    /// Every field of the template: what a letter has no use for is empty.
    pub(super) fn fields(&self, subject: &str) -> Map<String, Value> {
        let of = |list: &[&str], number: usize| json!(list.get(number).copied().unwrap_or_default());
        let texts = (0..=LINKS).map(|number| (format!("text_{}", number + 1), of(&self.texts, number)));
        let links = (0..LINKS).map(|number| (format!("link_{}", number + 1), of(&self.links, number)));
        let subject = std::iter::once(("subject".to_owned(), json!(subject)));
        subject.chain(texts).chain(links).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_cut_at_our_own_links_and_at_no_others() {
        let text = "Hello\n\nhttps://bad.example/x\n\nhttps://a.example/r/1?lang=cy\n\nbye https://a.example/stop/1\n";
        let parts = Parts::of(text, "https://a.example/");
        assert_eq!(
            parts.links,
            ["https://a.example/r/1?lang=cy", "https://a.example/stop/1"]
        );
        assert_eq!(parts.texts, ["Hello\n\nhttps://bad.example/x", "bye", ""]);
        let fields = parts.fields("A letter");
        assert_eq!(fields["subject"], "A letter");
        assert_eq!(fields["text_2"], "bye");
        assert_eq!(fields["link_3"], "");
    }

    #[test]
    fn the_template_has_exactly_the_fields_that_we_send() {
        let whole = format!("{SUBJECT}{TEMPLATE}");
        let theirs: BTreeSet<String> = whole
            .split("((")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once("))")?.0.to_owned()))
            .collect();
        assert_eq!(theirs, ours());
    }

    #[test]
    fn a_template_that_does_not_fit_is_refused_with_the_fields_it_lacks() {
        let mut template = Template {
            kind: "email".into(),
            personalisation: Parts::default().fields(""),
        };
        assert!(fits(&template).is_ok());
        template.personalisation.remove("link_2");
        template.personalisation.insert("first name".into(), Value::Null);
        let said = fits(&template).expect_err("it lacks a field").to_string();
        assert!(
            said.contains("missing: link_2") && said.contains("nobody fills: first name"),
            "{said}"
        );
        template.kind = "sms".into();
        assert!(
            fits(&template)
                .expect_err("no email")
                .to_string()
                .contains("for sms")
        );
    }
}
