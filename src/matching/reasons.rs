//! Why a person and an opportunity belong together, in a form that pages turn into a sentence.

use std::{collections::HashMap, sync::LazyLock};

use serde::Serialize;

use crate::{
    badge::{Badge, catalogue},
    frontend::Language,
};

crate::slugs! {
    /// By which link something a person said meets something an opportunity seeks.
    pub enum By {
        /// Both named the same badge.
        SameBadge = "same-badge",
        /// The same words.
        Words = "words",
        /// Everyday words for what a service calls something else.
        LayWord = "lay-word",
        /// The person's badge is a special case of what is sought.
        Broader = "broader",
        /// Other words that mean much the same.
        Meaning = "meaning",
        /// What matters to both.
        Motive = "motive",
    }
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What is sought: the opportunity's words, or a label.
    pub criterion: String,
    /// What meets it: the person's words, or a label.
    pub because: String,
    /// How.
    pub by: By,
}

static BY_LABEL: LazyLock<HashMap<&'static str, &'static Badge>> = LazyLock::new(|| {
    let badges = catalogue().badges().iter();
    badges.map(|badge| (badge.label.as_str(), badge)).collect()
});

impl Reason {
    /// What is sought, in the reader's language where it is a label.
    #[must_use]
    pub fn criterion(&self, language: Language) -> &str {
        shown(&self.criterion, language)
    }

    /// What meets it, in the reader's language where it is a label.
    #[must_use]
    pub fn because(&self, language: Language) -> &str {
        shown(&self.because, language)
    }

    /// The locale key of the sentence for the person; it takes `$criterion` and `$because`. For a host, with
    /// `host-` before it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self.by {
            By::SameBadge => "reason-by-same-badge",
            By::Words => "reason-by-words",
            By::LayWord => "reason-by-lay-word",
            By::Broader => "reason-by-broader",
            By::Meaning => "reason-by-meaning",
            By::Motive => "reason-by-motive",
        }
    }
}

/// Labels are told apart from own words by being labels: nobody's own words are translated.
fn shown(text: &str, language: Language) -> &str {
    if language == Language::English {
        return text;
    }
    if let Some(badge) = BY_LABEL.get(text) {
        return badge.label(language);
    }
    let motive = catalogue().list("motive").iter().find(|item| item.label == text);
    motive.map_or(text, |item| item.label(language))
}
