//! The same thing in many forms meets itself, and nothing that only looks like it: asked of `alongside match`, of the
//! picker and of linking.

use proptest::prelude::*;

use super::{
    library::Library,
    profile::{self, Posting, Profile},
    vocabulary,
};

fn meets(sought: &str, held: &str) -> bool {
    let json = |text| serde_json::to_string(text).expect("JSON");
    let people: [Profile; 1] = [profile::read(&format!(
        r#"{{"id":"a","badges":[{{"kind":"experience","words":{}}}]}}"#,
        json(held)
    ))
    .expect("sound")];
    let posting: Posting = profile::read(&format!(
        r#"{{"id":"o","seeks":[{{"kind":"experience","words":{},"need":"must"}}]}}"#,
        json(sought)
    ))
    .expect("sound");
    let library = Library::of(&people).expect("an index");
    !library.top(&posting, 9).expect("a search").is_empty()
}

#[test]
fn what_is_the_same_meets_in_every_form() {
    for (sought, held) in [
        ("dŵr", "Dw\u{302}r"),
        ("cafés", "cafe\u{301}s"),
        ("Siân", "Sia\u{302}n"),
        ("naïve", "nai\u{308}ve"),
        ("dementia", "demen\u{ad}tia"),
        ("dementia", "de\u{200b}men\u{200d}tia"),
        ("dementia", "\u{202a}dementia\u{2060}"),
        ("dementia", "ｄｅｍｅｎｔｉａ"),
        ("finance", "ﬁnance"),
        ("हिन्दी", "मैं हिन्दी बोलता हूँ"),
        ("مَرحَبا", "مرحبا"),
        ("ME or chronic fatigue syndrome", "I have had ME for ten years"),
        ("ME", "M.E."),
        ("ME/CFS", "I live with ME"),
        ("IT support", "help with IT"),
        ("DID", "I live with DID"),
        ("multiple sclerosis", "M.S."),
        ("MS", "M. S."),
        ("ADHD", "A.D.H.D."),
        ("HIV", "H.I.V"),
        ("COPD", "C.O.P.D. since 2010"),
        ("AIDS", "A.I.D.S."),
        ("hearing aids", "HEARING AIDS"),
        ("hearing aid", "two hearing aids"),
        ("GP", "my GPs"),
        ("beekeeping", "bee-keeping"),
        ("bee-keeping", "beekeeping"),
        ("bee keeping", "beekeeping"),
        ("bee\u{2011}keeping", "beekeeping"),
        ("coproduction", "co-production"),
        ("co-production", "coproduction"),
        ("email", "e-mail"),
        ("wheel-chair", "wheelchair"),
    ] {
        assert!(meets(sought, held), "{sought:?} {held:?}");
    }
}

#[test]
fn what_only_looks_the_same_does_not_meet() {
    for (sought, held) in [
        ("AIDS", "hearing aids"),
        ("hearing aids", "AIDS"),
        ("AIDS", "walking aid"),
        ("A.I.D.S.", "aids for the bath"),
        ("POTS", "cooking pots"),
        ("JAWS", "a broken jaw"),
        ("ARMS", "both arms"),
        ("SAD", "I was sad"),
        ("ME", "they told me"),
        ("IT", "it was cold"),
        ("US", "they told us"),
    ] {
        assert!(!meets(sought, held), "{sought:?} {held:?}");
    }
}

#[test]
fn the_picker_and_linking_read_as_searches_do() {
    for (typed, slug) in [
        ("ME", "me-or-chronic-fatigue-syndrome"),
        ("me", "me-or-chronic-fatigue-syndrome"),
        ("M.E.", "me-or-chronic-fatigue-syndrome"),
        ("M.S.", "multiple-sclerosis"),
        ("A.D.H.D.", "adhd"),
        ("demen\u{ad}tia", "dementia"),
        ("ＤＥＭＥＮＴＩＡ", "dementia"),
        ("selfharm", "self-harm"),
    ] {
        let first = vocabulary::suggest(typed, None, 1);
        assert_eq!(
            first.first().map(|badge| badge.slug.as_str()),
            Some(slug),
            "{typed}"
        );
    }
    for (said, slug) in [
        ("I have had ME for ten years", "me-or-chronic-fatigue-syndrome"),
        ("my M.S. is relapsing", "multiple-sclerosis"),
        ("my dad had de\u{200b}mentia", "dementia"),
    ] {
        let linked = vocabulary::link(said, None);
        assert!(
            linked.iter().any(|(found, _)| *found == slug),
            "{said}: {linked:?}"
        );
    }
    let aids = vocabulary::link("my hearing aids", None);
    assert!(aids.iter().all(|(slug, _)| !slug.contains("hiv")), "{aids:?}");
}

/// A word, and the same word with signs between its letters that nobody sees.
fn veiled() -> impl Strategy<Value = (String, String)> {
    let signs = proptest::sample::select(vec![
        "", "\u{ad}", "\u{200b}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{200e}",
    ]);
    let letters = proptest::collection::vec((proptest::char::range('a', 'z'), signs), 4..12);
    letters.prop_map(|letters| {
        let plain = letters.iter().map(|(letter, _)| *letter).collect();
        let veiled = letters
            .iter()
            .flat_map(|(letter, sign)| std::iter::once(*letter).chain(sign.chars()))
            .collect();
        (plain, veiled)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn signs_that_nobody_sees_change_nothing((plain, veiled) in veiled()) {
        prop_assume!(super::text::says_something(&plain));
        prop_assert!(meets(&plain, &veiled), "{plain} {veiled:?}");
        prop_assert!(meets(&veiled, &plain), "{plain} {veiled:?}");
    }

    #[test]
    fn letters_with_dots_are_an_abbreviation(letters in "[A-Z]{3,5}") {
        let lower = letters.to_lowercase();
        prop_assume!(super::text::says_something(&lower) && !vocabulary::is_everyday(&lower));
        let dotted: String = letters.chars().flat_map(|letter| [letter, '.']).collect();
        prop_assert!(meets(&letters, &dotted), "{letters} {dotted}");
        prop_assert!(meets(&dotted, &format!("I have {letters}")), "{letters} {dotted}");
    }

    #[test]
    fn a_hyphen_joins_and_parts(one in "[b-df-hj-m]{1,2}[aeiou][b-df-hj-m]{1,2}", next in "[n-t][aeiou][n-t]{1,2}") {
        let (hyphen, joined) = (format!("{one}-{next}"), format!("{one}{next}"));
        prop_assert!(meets(&joined, &hyphen), "{joined} {hyphen}");
        prop_assert!(meets(&hyphen, &joined), "{joined} {hyphen}");
    }
}
