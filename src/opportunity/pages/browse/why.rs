//! Why a search found an opportunity, where its own words do not show it.

use fluent_bundle::FluentValue;

use crate::{
    badge::catalogue,
    matching::{
        lexicon, search,
        text::{self, stems},
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
    let is_word = |character: char| character.is_alphanumeric() || "'’-".contains(character);
    text.split(|character| !is_word(character))
        .map(|written| Word {
            written,
            stems: stems(written),
        })
        .filter(|word| !word.stems.is_empty())
        .collect()
}

/// One short sentence for everyday words that services call something else; none when the words stand there.
pub(super) fn sentence(visit: &Visit, asked: &str, opportunity: &Opportunity) -> Option<String> {
    let o = opportunity;
    let own: Vec<&str> = o.seeks.iter().filter_map(|seek| seek.words.as_deref()).collect();
    let labels = o
        .seeks
        .iter()
        .filter_map(|seek| catalogue().badge(seek.badge.as_deref()?));
    let labels: Vec<&str> = labels.map(|badge| badge.label.as_str()).collect();
    let texts = [&o.title, &o.summary, &o.part, &o.open_text].map(String::as_str);
    let texts = [&texts[..], &own, &labels].concat().join("\n");
    let there = words(&texts);
    if let Some((said, found)) = another_name(asked, &there) {
        let arguments = [
            ("said", FluentValue::from(said)),
            ("found", FluentValue::from(found)),
        ];
        return Some(visit.text_with("found-by-lay-word", &arguments));
    }
    let all_there = stems(asked).iter().all(|stem| has(&there, stem));
    let meant = if all_there {
        Vec::new()
    } else {
        search::meant(asked)
    };
    let badge = o.seeks.iter().find_map(|seek| {
        let slug = seek.badge.as_deref().filter(|slug| meant.contains(slug))?;
        catalogue().badge(slug)
    })?;
    let label = FluentValue::from(badge.label(visit.language).to_owned());
    Some(visit.text_with("found-by-topic", &[("label", label)]))
}

/// Words that were asked for and are not there, with what stands there for them.
fn another_name(asked: &str, there: &[Word<'_>]) -> Option<(String, String)> {
    let asked = words(asked);
    let stems: Vec<String> = asked.iter().flat_map(|word| word.stems.clone()).collect();
    lexicon::find(&stems).into_iter().find_map(|run| {
        let missing = stems[run.start..run.start + run.length]
            .iter()
            .any(|stem| !has(there, stem));
        let mut known = run.expansions.iter().filter(|_| missing);
        let written = known.find_map(|expansion| as_written(there, &expansion.stems))?;
        Some((said(&asked, run.start, run.length), written))
    })
}

fn has(there: &[Word<'_>], stem: &str) -> bool {
    there
        .iter()
        .any(|word| word.stems.iter().any(|known| known == stem))
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

/// How a text writes these stems, in lower case; none when one is not there.
fn as_written(there: &[Word<'_>], stems: &[String]) -> Option<String> {
    let written: Option<Vec<&str>> = stems
        .iter()
        .map(|stem| {
            there
                .iter()
                .find(|word| word.stems.contains(stem))
                .map(|word| word.written)
        })
        .collect();
    written
        .map(|words| words.join(" ").to_lowercase())
        .filter(|words| !text::plain(words).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_is_said_in_the_words_of_both() {
        let there = words("What should the Renal unit change?");
        assert_eq!(
            another_name("my kidney trouble", &there),
            Some(("kidney".into(), "renal".into()))
        );
        assert_eq!(another_name("renal", &there), None, "it stands there");
        assert_eq!(another_name("buses", &there), None);
    }
}
