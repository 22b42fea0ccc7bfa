//! Why a search found an opportunity, where its own words do not show it.

use std::{cell::LazyCell, collections::HashMap};

use fluent_bundle::FluentValue;
use unicode_normalization::char::is_combining_mark;

use crate::{
    badge::catalogue,
    matching::{
        lexicon, search,
        text::{self, stems},
        vocabulary,
    },
    opportunity::Opportunity,
    web::Visit,
};

/// A word as it was written, and its stems: one, more with a hyphen, none when it says nothing.
struct Word<'a> {
    written: &'a str,
    stems: Vec<String>,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let is_word = |character: char| {
        character.is_alphanumeric() || is_combining_mark(character) || "'’-".contains(character)
    };
    text.split(|character| !is_word(character))
        .map(|written| Word {
            written,
            stems: stems(written),
        })
        .filter(|word| !word.stems.is_empty())
        .collect()
}

/// A text, by stem how it writes each.
struct There<'a>(HashMap<String, &'a str>);

impl<'a> There<'a> {
    fn of(text: &'a str) -> Self {
        let mut there = HashMap::new();
        for word in words(text) {
            for stem in word.stems {
                there.entry(stem).or_insert(word.written);
            }
        }
        Self(there)
    }

    fn has(&self, stem: &str) -> bool {
        self.0.contains_key(stem)
    }

    /// How the text writes these stems, in lower case; none when one is not there.
    fn as_written(&self, stems: &[String]) -> Option<String> {
        let written: Option<Vec<&str>> = stems.iter().map(|stem| self.0.get(stem).copied()).collect();
        written
            .map(|words| words.join(" ").to_lowercase())
            .filter(|words| !text::plain(words).is_empty())
    }
}

/// For each opportunity one short sentence where its own words do not show why it was found: everyday words that
/// services call something else, or a topic. None when the words stand there.
pub(super) fn sentences(visit: &Visit, asked: &str, found: &[Opportunity]) -> Vec<Option<String>> {
    let asked_words = words(asked);
    let asked_stems: Vec<String> = asked_words.iter().flat_map(|word| word.stems.clone()).collect();
    let meant = LazyCell::new(|| search::meant(asked));
    let sentence = |opportunity: &Opportunity| {
        let texts = own_texts(opportunity);
        let there = There::of(&texts);
        let missing = asked_stems.iter().any(|stem| !there.has(stem));
        if let Some((said, found)) = another_name(&asked_words, &there) {
            let arguments = [
                ("said", FluentValue::from(said)),
                ("found", FluentValue::from(found)),
            ];
            return Some(visit.text_with("found-by-lay-word", &arguments));
        }
        let badge = opportunity.seeks.iter().filter(|_| missing).find_map(|seek| {
            let slug = seek.badge.as_deref().filter(|slug| meant.contains(slug))?;
            catalogue().badge(slug)
        })?;
        let label = FluentValue::from(badge.label(visit.language).to_owned());
        Some(visit.text_with("found-by-topic", &[("label", label)]))
    };
    found.iter().map(sentence).collect()
}

/// What an opportunity says and seeks.
fn own_texts(opportunity: &Opportunity) -> String {
    let o = opportunity;
    let own = o.seeks.iter().filter_map(|seek| seek.words.as_deref());
    let labels = o
        .seeks
        .iter()
        .filter_map(|seek| catalogue().badge(seek.badge.as_deref()?));
    let labels = labels.map(|badge| badge.label.as_str());
    let texts = [&o.title, &o.summary, &o.part, &o.open_text].map(String::as_str);
    let texts: Vec<&str> = texts.into_iter().chain(own).chain(labels).collect();
    texts.join("\n")
}

/// Words that were asked for and are not there, with what stands there for them; none when any of the words that say
/// something by themselves is there, or when these do not.
fn another_name(asked: &[Word<'_>], there: &There<'_>) -> Option<(String, String)> {
    let stems: Vec<String> = asked.iter().flat_map(|word| word.stems.clone()).collect();
    let telling = |stem: &String| !vocabulary::is_everyday_stem(stem);
    if stems.iter().any(|stem| telling(stem) && there.has(stem)) {
        return None;
    }
    lexicon::find(&stems).into_iter().find_map(|run| {
        let run_stems = &stems[run.start..run.start + run.length];
        let missing = run_stems.iter().any(|stem| !there.has(stem));
        // One everyday word ("trouble") has too many other names to say which it was.
        let tells = run.length > 1 || run_stems.iter().any(telling);
        let mut known = run.expansions.iter().filter(|_| missing && tells);
        let written = known.find_map(|expansion| there.as_written(&expansion.stems))?;
        Some((said(asked, run.start, run.length), written))
    })
}

/// What was typed for the stems `start..start + length`.
fn said(asked: &[Word<'_>], start: usize, length: usize) -> String {
    let mut place = 0;
    let mut said = Vec::new();
    for word in asked {
        let next = place + word.stems.len();
        if next > start && place < start + length {
            said.push(word.written);
        }
        place = next;
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(asked: &str, there: &str) -> Option<(String, String)> {
        another_name(&words(asked), &There::of(there))
    }

    #[test]
    fn another_name_is_said_in_the_words_of_both() {
        let there = "What should the Renal unit change?";
        assert_eq!(
            name("my kidney trouble", there),
            Some(("kidney".into(), "renal".into()))
        );
        assert_eq!(name("renal", there), None, "it stands there");
        assert_eq!(name("buses", there), None);
    }

    #[test]
    fn no_other_name_is_said_where_the_words_stand_or_say_little() {
        assert_eq!(
            name("trouble with buses", "Buses for people with an impairment"),
            None
        );
        assert_eq!(name("trouble", "Living with an impairment"), None);
    }
}
