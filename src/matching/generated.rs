//! Generated people and opportunities, for tests of what must hold for all of them.

use proptest::prelude::*;

use super::{
    meaning::{DIMENSIONS, Vector, Vectors, key_of, texts},
    profile::{self, Posting, Profile},
};
use crate::badge::catalogue;

fn read(line: &str) -> Posting {
    profile::read(line).expect("a sound posting")
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(words)
}

fn said() -> impl Strategy<Value = String> {
    let word = one_of(&[
        "carer", "hospital", "home", "kidney", "renal", "memory", "debt", "damp", "school", "not",
    ]);
    proptest::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

/// A badge of a profile, or something sought: catalogue, own words or both, or neither.
fn badge() -> impl Strategy<Value = String> {
    let place = proptest::option::of(0_usize..24);
    let standpoint = one_of(&[
        "",
        r#","standpoint":"unpaid-carer""#,
        r#","standpoint":"young-carer""#,
    ]);
    (place, said(), any::<bool>(), standpoint).prop_map(|(place, words, skill, standpoint)| {
        let badge = place.map(|place| &catalogue().badges()[place * 9]);
        let kind = badge.map_or(if skill { "skill" } else { "experience" }, |badge| {
            badge.kind.slug()
        });
        let slug = badge.map_or(String::new(), |badge| format!(r#","badge":"{}""#, badge.slug));
        let words = match words.get(..30) {
            Some(start) => format!(r#","words":"{start}""#),
            None => String::new(),
        };
        format!(r#""kind":"{kind}"{slug}{words}{standpoint}"#)
    })
}

fn place(distance: &'static str) -> impl Strategy<Value = String> {
    let area = one_of(&[
        "",
        r#","area":"LS6""#,
        r#","area":"LS1""#,
        r#","area":"YO1""#,
        r#","area":"EH1""#,
    ]);
    let formats = one_of(&[
        "",
        r#","formats":["online"]"#,
        r#","formats":["in-person"]"#,
        r#","formats":["post","in-person"]"#,
    ]);
    let times = one_of(&[
        "",
        r#","times":["weekend"]"#,
        r#","times":["weekend","weekday-evening"]"#,
    ]);
    let motives = one_of(&[
        "",
        r#","motives":["learn"]"#,
        r#","motives":["earn","learn","being-heard"]"#,
    ]);
    (area, proptest::option::of(0_u32..60), formats, times, motives).prop_map(
        move |(area, km, formats, times, motives)| {
            let km = km.map_or(String::new(), |km| format!(r#","{distance}":{km}"#));
            format!("{area}{km}{formats}{times}{motives}")
        },
    )
}

prop_compose! {
    pub fn person()(
        badges in proptest::collection::vec(badge(), 0..5),
        done in proptest::collection::vec(said(), 0..3),
        place in place("travel_km"),
    ) -> String {
        let badges: Vec<String> = badges.iter().map(|badge| format!("{{{badge}}}")).collect();
        let done: Vec<String> = done
            .iter()
            .map(|words| format!(r#"{{"kind":"told-own-story","words":"{words}"}}"#))
            .collect();
        format!(r#","badges":[{}],"contributions":[{}]{place}"#, badges.join(","), done.join(","))
    }
}

prop_compose! {
    pub fn asked()(
        seeks in proptest::collection::vec((badge(), any::<bool>()), 0..4),
        place in place("within_km"),
    ) -> Posting {
        let seeks: Vec<String> = seeks
            .iter()
            .map(|(badge, must)| {
                // What asks for nothing is refused.
                let says = ["badge", "words", "standpoint"].iter().any(|field| badge.contains(field));
                let words = if says { "" } else { r#","words":"carer""# };
                let need = if *must { "must" } else { "helps" };
                format!(r#"{{{badge}{words},"need":"{need}"}}"#)
            })
            .collect();
        read(&format!(r#"{{"id":"o","seeks":[{}]{place}}}"#, seeks.join(",")))
    }
}

/// Vectors for most of what is said and sought (some still wait for theirs): texts that share words are near.
pub fn vectors(profiles: &[Profile], postings: &[Posting]) -> Vectors {
    let vectors = Vectors::default();
    let said = profiles.iter().flat_map(texts::of_profile);
    let sought = postings.iter().flat_map(texts::of_posting);
    let of_catalogue = texts::of_catalogue().map(|text: &str| text);
    for text in said.chain(sought).chain(of_catalogue) {
        let mut numbers = vec![0.01; DIMENSIONS];
        for word in text.split_whitespace() {
            let place = usize::try_from(key_of(word).0 % 384).expect("small");
            numbers[place] += 1.0;
        }
        if !key_of(text).0.is_multiple_of(5) {
            vectors.insert(key_of(text), &Vector::new(&numbers).expect("a sound vector"));
        }
    }
    vectors
}
