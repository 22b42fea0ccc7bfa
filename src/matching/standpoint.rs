//! From where somebody speaks, and from where an opportunity wants to hear it.

use super::vocabulary;
use crate::badge::{Kind, catalogue};

/// Somebody who did not say from where they speak may still be meant.
const UNSAID: f32 = 0.8;
/// From this confidence on words ask for carers, and for what they know about.
const ASKED: f32 = 0.7;
/// Any carer: the standpoint that "carers of people with dementia" asks for. Not in the list of standpoints.
const ANY_CARER: u8 = 30;
/// The standpoint of own words that tell of caring, when none was chosen. Not in the list either.
pub const TELLS_OF_CARING: u8 = 31;
/// The standpoints of carers: unpaid, former or bereaved, parent, young.
const CARERS: std::ops::RangeInclusive<u8> = 3..=6;
/// Those who draw on care or did, and self-advocates: they speak of themselves.
const OF_THEMSELVES: [u8; 3] = [1, 2, 8];

/// How surely something that is said from one standpoint is said from the one that is sought: places in the list of
/// standpoints, 0 for none. `None` when they are two.
#[must_use]
#[inline]
pub fn speaks(sought: u8, said: u8) -> Option<f32> {
    match (sought, said) {
        (0, _) | (ANY_CARER, TELLS_OF_CARING) => Some(1.0),
        (_, 0 | TELLS_OF_CARING) => Some(UNSAID),
        (ANY_CARER, said) if CARERS.contains(&said) => Some(1.0),
        (ANY_CARER, said) => (!OF_THEMSELVES.contains(&said)).then_some(UNSAID),
        (sought, said) => (sought == said).then_some(1.0),
    }
}

/// A standpoint's place in its list, from 1; 0 when none is said.
pub fn place_of(standpoint: Option<&str>) -> u8 {
    let list = catalogue().list("standpoint").iter();
    list.zip(1..)
        .find(|(item, _)| Some(item.slug.as_str()) == standpoint)
        .map_or(0, |(_, place)| place)
}

/// The badges that words without a badge mean, and from where they must be spoken: in "carers of people with dementia"
/// caring is the standpoint, and dementia what they know about.
#[expect(clippy::cast_possible_truncation, reason = "a confidence")]
pub fn meant(text: &str, kind: Kind, standpoint: u8) -> (Vec<(String, f32)>, u8) {
    let linked = vocabulary::link(text, Some(kind)).into_iter();
    let mut meant: Vec<(String, f32)> = linked
        .map(|(slug, confidence)| (slug.to_owned(), confidence as f32))
        .collect();
    let surely = meant.iter().filter(|(_, confidence)| *confidence >= ASKED);
    let (caring, about): (Vec<&str>, Vec<&str>) = surely
        .map(|(slug, _)| slug.as_str())
        .partition(|slug| is_caring(slug));
    if standpoint > 0 || caring.is_empty() || about.is_empty() {
        return (meant, standpoint);
    }
    let about: Vec<String> = about.into_iter().map(label).collect();
    // "Caring for someone with dementia" says both at once.
    let both = |slug: &str| about.iter().any(|about| label(slug).contains(about));
    meant.retain(|(slug, _)| !is_caring(slug) || both(slug));
    (meant, ANY_CARER)
}

fn label(slug: &str) -> String {
    let badge = catalogue().badge(slug);
    badge.map_or_else(String::new, |badge| badge.label.to_lowercase())
}

/// Whether a badge is a kind of unpaid caring.
pub fn is_caring(slug: &str) -> bool {
    let line = catalogue().with_broader(slug);
    line.iter().any(|badge| badge.slug == "unpaid-caring")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &str) -> (Vec<String>, u8) {
        let (meant, standpoint) = meant(words, Kind::Experience, 0);
        (meant.into_iter().map(|(slug, _)| slug).collect(), standpoint)
    }

    #[test]
    fn the_standpoints_of_carers_are_those_of_the_list() {
        let slugs = |places: &[u8]| -> Vec<&str> {
            let list = catalogue().list("standpoint").iter().zip(1_u8..);
            let named = list.filter(|(_, place)| places.contains(place));
            named.map(|(item, _)| item.slug.as_str()).collect()
        };
        assert_eq!(
            slugs(&CARERS.collect::<Vec<u8>>()),
            [
                "unpaid-carer",
                "former-or-bereaved-carer",
                "parent-carer",
                "young-carer"
            ]
        );
        assert_eq!(
            slugs(&OF_THEMSELVES),
            [
                "draws-on-care-or-support-now",
                "drew-on-care-or-support-in-the-past",
                "self-advocate"
            ]
        );
        assert!(usize::from(ANY_CARER) > catalogue().list("standpoint").len());
    }

    #[test]
    fn carers_of_somebody_are_asked_for_as_carers() {
        let (meant, standpoint) = asked("unpaid carers of people with dementia");
        assert_eq!(standpoint, ANY_CARER);
        assert!(meant.iter().any(|slug| slug == "dementia"));
        let caring: Vec<&String> = meant.iter().filter(|slug| is_caring(slug)).collect();
        assert_eq!(caring, ["caring-for-someone-with-dementia"]);
        let (meant, standpoint) = asked("unpaid carers");
        assert_eq!(standpoint, 0);
        assert!(meant.iter().any(|slug| is_caring(slug)), "{meant:?}");
        assert_eq!(asked("people with dementia").1, 0);
    }

    #[test]
    fn any_carer_will_do_and_who_speaks_of_themselves_will_not() {
        for said in CARERS.chain([TELLS_OF_CARING]) {
            assert_eq!(speaks(ANY_CARER, said), Some(1.0));
        }
        assert_eq!(speaks(ANY_CARER, 0), Some(UNSAID));
        assert_eq!(speaks(ANY_CARER, 7), Some(UNSAID));
        assert_eq!(speaks(ANY_CARER, 1), None);
        // What words tell never shuts anybody out.
        assert_eq!(speaks(6, TELLS_OF_CARING), Some(UNSAID));
        assert_eq!(speaks(0, TELLS_OF_CARING), Some(1.0));
    }
}
