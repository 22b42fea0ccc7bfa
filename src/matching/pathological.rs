//! Texts that nobody would write, and how many steps each function that reads text takes for them. A bound on steps
//! and not on time, so that it holds on every machine.

use std::collections::BTreeSet;

use super::{
    evidence::Criterion,
    lexicon,
    matcher::BASIS,
    offers, parts,
    person::Person,
    profile::{self, Posting, Profile},
    ranking::Wanted,
    search, steps, text, vocabulary,
    words::{Bag, Query},
};

/// The longest text of a form.
const LETTERS: usize = 2_000;
/// What a letter may cost, whatever stands around it: a hundredth of a millisecond is some thousand steps.
const STEPS_A_LETTER: u64 = 4_000;
/// What a text of any length may cost besides.
const STEPS_BESIDE: u64 = 200_000;

/// The parts of words as they are written in the lexicon, without their hyphens.
fn parts_of_words() -> Vec<String> {
    let lines = include_str!("../../data/lay-words.tsv").lines();
    let parts = lines.filter_map(|line| line.split('\t').nth(1));
    let parts = parts.filter(|part| part.starts_with('-') || part.ends_with('-'));
    let parts: BTreeSet<String> = parts.map(|part| part.replace('-', "")).collect();
    parts.into_iter().collect()
}

fn repeated(piece: &str, letters: usize) -> String {
    piece.chars().cycle().take(letters).collect()
}

/// Pieces that are repeated until a text is full.
fn pieces() -> Vec<String> {
    let of_signs = [
        "a",
        "z",
        "e\u{301}",
        "\u{301}",
        "\u{1e69}\u{323}",
        "7",
        "\u{661}",
        "-",
        "a-",
        "'",
        "a'",
        "’s ",
        ".",
        "a.",
        "A.",
        "A. ",
        "a. ",
        "M.S. ",
        "M.S.",
        "ME ",
        "AIDS ",
        "ME/",
        "not ",
        "no or ",
        "nor ",
        "never a ",
        "not been or ",
        "trouble ",
        "kidney ",
        "my mum ",
        "bee-keeping ",
        "a b ",
        "aa bb ",
        "carer, ",
        "hosptial ",
        "qwertyuiop ",
        "\u{200b}",
        "a\u{ad}",
        "ﷺ",
        "İ",
        "ß",
        "한국",
        "हि",
        "العربية ",
        "🙂",
        "👩\u{200d}",
        "\n",
        " ",
        "\0",
        "myocardio",
        "thrombocyto",
        "myocardio-",
        "myocardio ",
        "people with dementia who look after their mum at home ",
        "can't walk far ",
        "self harm ",
        "selfharm ",
        "care home ",
    ];
    of_signs
        .map(str::to_owned)
        .into_iter()
        .chain(parts_of_words())
        .collect()
}

/// Every function of matching that reads one text.
fn read_all(text: &str) -> Vec<(&'static str, u64)> {
    let basis = &*BASIS;
    let stems = text::stems(text);
    vec![
        ("stems", steps::of(|| text::stems(text))),
        ("words", steps::of(|| text::words(text))),
        ("plain", steps::of(|| text::plain(text))),
        ("lexicon", steps::of(|| lexicon::find(&stems))),
        ("bag", steps::of(|| Bag::of(text))),
        (
            "query",
            steps::of(|| Query::new(text, &basis.short).score(&Bag::of(text))),
        ),
        ("did you mean", steps::of(|| vocabulary::did_you_mean(text))),
        ("suggest", steps::of(|| vocabulary::suggest(text, None, 8))),
        ("link", steps::of(|| vocabulary::link(text, None))),
        ("meant", steps::of(|| search::meant(text))),
        ("offers", steps::of(|| offers::offers(text, None))),
    ]
}

fn bound(letters: usize) -> u64 {
    STEPS_BESIDE + STEPS_A_LETTER * letters as u64
}

#[test]
fn no_text_takes_more_steps_than_its_letters_allow() {
    read_all("warm up");
    let mut worst = (0, "", String::new());
    for piece in pieces() {
        let long = repeated(&piece, LETTERS);
        for (what, steps) in read_all(&long) {
            assert!(
                steps <= bound(LETTERS),
                "{what} takes {steps} steps for {piece:?} repeated"
            );
            if steps > worst.0 {
                worst = (steps, what, piece.clone());
            }
        }
    }
    // Counted at all: what costs the most costs something.
    assert!(worst.0 > 100_000, "{worst:?}");
}

/// Signs that stand for a phrase cost no more than their letters would, three for each.
#[test]
fn a_sign_that_is_many_letters_costs_few_steps() {
    for sign in ["ﷺ", "ﷻ", "㍿", "⑽", "﷽", "㋿", "ﬃ", "⁗", "🈔", "ﷺ "] {
        let long = sign.repeat(LETTERS);
        for (what, steps) in [
            ("plain", steps::of(|| text::plain(&long))),
            ("words", steps::of(|| text::words(&long))),
        ] {
            // A letter of Arabic or Japanese is up to three bytes, each word one step more.
            assert!(steps <= 30_000, "{what} takes {steps} steps for {sign:?}");
        }
    }
}

#[test]
fn words_of_any_two_parts_are_cut_in_few_steps() {
    const LONGEST: usize = 40;
    let parts = parts_of_words();
    // All of them where there is time; otherwise each with every sixteenth other.
    let step = if std::env::var_os("TEXT_PAIRS").is_some() {
        1
    } else {
        16
    };
    for (place, one) in parts.iter().enumerate() {
        for other in parts.iter().skip(place % step).step_by(step) {
            let piece = format!("{one}{other}");
            let word = repeated(&piece, LONGEST);
            let steps = steps::of(|| parts::of(&word));
            assert!(steps <= 2_000, "{steps} steps for {word:?}");
        }
    }
}

#[test]
fn people_and_criteria_with_such_texts_are_compared_in_few_steps() {
    let basis = &*BASIS;
    for piece in pieces().iter().step_by(7) {
        let long = serde_json::to_string(&repeated(piece, LETTERS)).expect("JSON");
        let held = format!(r#"{{"kind":"experience","words":{long}}}"#);
        let line = format!(
            r#"{{"id":"a","badges":[{held}],"matters":{long},"contributions":[{{"kind":"told-own-story","words":{long}}}]}}"#
        );
        let person: Profile = profile::read(&line).expect("sound");
        let steps = steps::of(|| Person::new(&person));
        assert!(steps <= 4 * bound(LETTERS), "{steps} steps for {piece:?}");
        let line = format!(r#"{{"id":"o","seeks":[{held}]}}"#);
        let Ok(posting) = profile::read::<Posting>(&line) else {
            continue;
        };
        let sought = &posting.seeks[0];
        let steps = steps::of(|| Criterion::new(sought, basis));
        assert!(steps <= 4 * bound(LETTERS), "{steps} steps for {piece:?}");
        let (wanted, person) = (Wanted::new(&posting, basis), Person::new(&person));
        let steps = steps::of(|| wanted.compare(&person));
        assert!(steps <= 4 * bound(LETTERS), "{steps} steps for {piece:?}");
    }
}
