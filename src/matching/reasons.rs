//! Why a person and an opportunity belong together, in a form that pages turn into a sentence.

use std::{collections::HashMap, sync::LazyLock};

use serde::Serialize;

use super::{lexicon, text, vocabulary};
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
    let labels = badges.flat_map(|badge| {
        let labels = std::iter::once(&badge.label).chain(&badge.aliases);
        labels.map(move |label| (label.as_str(), badge))
    });
    labels.collect()
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
            // Own words that the person linked to the badge.
            By::SameBadge if !self.is_same() => "reason-by-lay-word",
            By::SameBadge => "reason-by-same-badge",
            By::Words | By::LayWord | By::Meaning if self.is_same() => "reason-by-same-badge",
            By::Words => "reason-by-words",
            By::LayWord => "reason-by-lay-word",
            By::Broader => "reason-by-broader",
            By::Meaning => "reason-by-meaning",
            By::Motive => "reason-by-motive",
        }
    }
}

impl Reason {
    /// The reason as a card can give it, on which everything is a label of the catalogue; `None` for a label that only
    /// has a word in common with what is sought, or with half of another name for it.
    #[must_use]
    pub fn of_a_card(self) -> Option<Self> {
        let by = match self.by {
            By::Words | By::LayWord if self.is_same() => By::SameBadge,
            By::Words | By::LayWord if self.is_another_name() => By::LayWord,
            By::Words if self.has_a_telling_word() => By::Words,
            By::Words | By::LayWord => return None,
            by => by,
        };
        Some(Self { by, ..self })
    }

    /// Whether what is sought means the badge or a broader one, or the lexicon knows all of the label as another name.
    fn is_another_name(&self) -> bool {
        const SURE: f64 = 0.6;
        let badge = BY_LABEL.get(self.because.as_str());
        let line = badge.map_or_else(Vec::new, |badge| catalogue().with_broader(&badge.slug));
        let linked = vocabulary::link(&self.criterion, badge.map(|badge| badge.kind)).into_iter();
        let mut sure = linked.filter(|(_, confidence)| *confidence >= SURE);
        let label = text::stems(&self.because);
        let known = lexicon::find(&text::stems(&self.criterion)).into_iter();
        let mut names = known.flat_map(|found| found.expansions);
        sure.any(|(slug, _)| line.iter().any(|badge| badge.slug == slug))
            || names.any(|name| name.stems.iter().all(|stem| label.contains(stem)))
    }

    /// Whether a word stands in both that says something by itself.
    fn has_a_telling_word(&self) -> bool {
        let sought = text::stems(&self.criterion);
        let label = text::stems(&self.because).into_iter();
        let mut both = label.filter(|stem| sought.contains(stem));
        both.any(|stem| !vocabulary::is_everyday_stem(&stem))
    }

    /// Whether both say the same, in whatever case and spelling.
    fn is_same(&self) -> bool {
        text::plain(&self.criterion) == text::plain(&self.because)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(criterion: &str, because: &str, by: By) -> Reason {
        Reason {
            criterion: criterion.into(),
            because: because.into(),
            by,
        }
    }

    #[test]
    fn what_is_the_same_is_not_called_another_name() {
        let key = |criterion, because, by| reason(criterion, because, by).key();
        assert_eq!(key("dementia", "Dementia", By::LayWord), "reason-by-same-badge");
        assert_eq!(key("dementia", "Dementia", By::SameBadge), "reason-by-same-badge");
        let said = "My dad got lost in hospital transport three times";
        assert_eq!(key("Transport", said, By::SameBadge), "reason-by-lay-word");
        assert_eq!(key("kidney", "renal unit", By::LayWord), "reason-by-lay-word");
    }

    #[test]
    fn a_card_gives_no_reason_that_is_none() {
        let by = |criterion, because, by| reason(criterion, because, by).of_a_card().map(|reason| reason.by);
        assert_eq!(by("dementia", "Dementia", By::LayWord), Some(By::SameBadge));
        assert_eq!(by("knows the night bus", "Public speaking", By::LayWord), None);
        assert_eq!(
            by("coming home from hospital", "Hospital discharge", By::Words),
            Some(By::LayWord)
        );
        assert_eq!(by("Dementia", "Dementia", By::SameBadge), Some(By::SameBadge));
    }
}
