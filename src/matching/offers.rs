//! What own words may mean in the catalogue, as people are asked to confirm it. Nothing is taken for granted:
//! whoever wrote the words says yes to one of these, or keeps the words alone.

use super::vocabulary;
use crate::badge::{Badge, Kind, catalogue};

/// So many are offered when it is not clear which is meant.
const MOST: usize = 3;
/// This sure, and so much surer than the next, only one is offered.
const CLEAR: f64 = 0.75;
const AHEAD: f64 = 0.15;

/// The badges that somebody may have meant with `words`, likeliest first: one when it is clear, three at most.
///
/// Of two on one line of the tree only the surer is offered, and the broader of two that are equally sure: words
/// that fit the broader badge say nothing of its special cases.
#[must_use]
pub fn offers(words: &str, kind: Option<Kind>) -> Vec<&'static Badge> {
    let linked = vocabulary::link(words, kind).into_iter();
    let linked = linked.filter_map(|(slug, confidence)| Some((catalogue().badge(slug)?, confidence)));
    choose(&linked.collect::<Vec<_>>())
}

fn choose(linked: &[(&'static Badge, f64)]) -> Vec<&'static Badge> {
    let mut kept: Vec<(&Badge, f64)> = Vec::new();
    for &(badge, confidence) in linked {
        let outdone = linked.iter().any(|&(other, surer)| {
            let broader = is_broader(other, badge);
            (broader && surer >= confidence) || (is_broader(badge, other) && surer > confidence)
        });
        if !outdone {
            kept.push((badge, confidence));
        }
    }
    let next = kept.get(1).map_or(0.0, |(_, confidence)| *confidence);
    let clear = kept
        .first()
        .is_some_and(|(_, first)| *first >= CLEAR && first - next >= AHEAD);
    let number = if clear { 1 } else { MOST };
    kept.into_iter().take(number).map(|(badge, _)| badge).collect()
}

fn is_broader(one: &Badge, other: &Badge) -> bool {
    let line = catalogue().with_broader(&other.slug);
    line.iter().skip(1).any(|badge| badge.slug == one.slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(linked: &[(&str, f64)]) -> Vec<&'static str> {
        let linked = linked
            .iter()
            .filter_map(|(slug, sure)| Some((catalogue().badge(slug)?, *sure)));
        let chosen = choose(&linked.collect::<Vec<_>>());
        chosen.into_iter().map(|badge| badge.slug.as_str()).collect()
    }

    #[test]
    fn what_is_clear_is_offered_alone_and_what_is_not_with_others() {
        assert_eq!(slugs(&[("dementia", 0.9), ("homelessness", 0.5)]), ["dementia"]);
        let unclear = [
            ("dementia", 0.9),
            ("homelessness", 0.8),
            ("home-care", 0.5),
            ("respite", 0.45),
        ];
        assert_eq!(slugs(&unclear), ["dementia", "homelessness", "home-care"]);
        assert!(slugs(&[]).is_empty());
    }

    #[test]
    fn of_one_line_the_surer_is_offered_and_never_a_guess_at_something_narrower() {
        let (broad, narrow) = ("long-term-neurological-condition", "parkinson-s-disease");
        assert_eq!(slugs(&[(broad, 0.8), (narrow, 0.5)]), [broad]);
        assert_eq!(slugs(&[(narrow, 0.7), (broad, 0.7)]), [broad]);
        assert_eq!(slugs(&[(narrow, 0.9), (broad, 0.6)]), [narrow]);
    }

    #[test]
    fn what_people_say_is_understood_in_both_languages() {
        let first = |words| {
            offers(words, Some(Kind::Experience))
                .first()
                .map(|badge| badge.slug.as_str())
        };
        assert_eq!(
            first("I looked after my dad who had Alzheimer's"),
            Some("looking-after-a-parent")
        );
        assert_eq!(first("My dad had Alzheimer's"), Some("dementia"));
        assert_eq!(first("Digartrefedd"), Some("homelessness"));
        assert_eq!(first("we like cake"), None);
    }
}
