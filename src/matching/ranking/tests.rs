use proptest::prelude::*;

use super::*;
use crate::matching::{basis::Basis, profile};

fn person(line: &str) -> Profile {
    profile::read(line).expect("a sound profile")
}

fn posting(line: &str) -> Posting {
    profile::read(line).expect("a sound posting")
}

fn hit(posting: &Posting, profile: &Profile) -> Option<Hit> {
    let basis = Basis::of_catalogue();
    Wanted::new(posting, &basis).compare(&Person::new(profile))
}

fn fit(posting: &Posting, profile: &Profile) -> f32 {
    hit(posting, profile).map_or(0.0, |hit| hit.closeness.fit)
}

const DEMENTIA: &str = r#"{"id":"o","seeks":[{"kind":"experience","badge":"dementia","need":"must"}]}"#;
const NEURO: &str =
    r#"{"id":"o","seeks":[{"kind":"experience","badge":"long-term-neurological-condition","need":"must"}]}"#;

#[test]
fn without_a_must_nobody_is_found_and_what_helps_only_raises() {
    let wanted = posting(
        r#"{"id":"o","seeks":[{"kind":"experience","badge":"dementia","need":"must"},
            {"kind":"skill","badge":"interviewing","need":"helps"}]}"#,
    );
    let both = person(
        r#"{"id":"a","badges":[{"kind":"experience","badge":"dementia"},{"kind":"skill","badge":"interviewing"}]}"#,
    );
    let must = person(r#"{"id":"b","badges":[{"kind":"experience","badge":"dementia"}]}"#);
    let helps = person(r#"{"id":"c","badges":[{"kind":"skill","badge":"interviewing"}]}"#);
    assert!(fit(&wanted, &both) > fit(&wanted, &must));
    assert!(fit(&wanted, &must) > 0.0);
    assert!(hit(&wanted, &helps).is_none());
}

#[test]
fn a_special_badge_meets_a_broader_one_and_never_the_other_way() {
    let special = person(r#"{"id":"a","badges":[{"kind":"experience","badge":"dementia"}]}"#);
    let broad =
        person(r#"{"id":"b","badges":[{"kind":"experience","badge":"long-term-neurological-condition"}]}"#);
    let met = hit(&posting(NEURO), &special).expect("a broader badge is met");
    assert_eq!(met.reasons[0].by, By::Broader);
    assert_eq!(met.reasons[0].because, "Dementia");
    assert!(fit(&posting(NEURO), &special) < fit(&posting(NEURO), &broad));
    assert!(hit(&posting(DEMENTIA), &broad).is_none());
}

#[test]
fn reasons_name_the_words_and_the_link() {
    let own = person(
        r#"{"id":"a","badges":[{"kind":"experience","words":"my mum is getting forgetful"}],
            "motives":["being-heard"]}"#,
    );
    let wanted = posting(
        r#"{"id":"o","motives":["being-heard"],
            "seeks":[{"kind":"experience","badge":"dementia","need":"must"}]}"#,
    );
    let reasons = hit(&wanted, &own).expect("lay words are understood").reasons;
    assert_eq!(reasons[0].criterion, "Dementia");
    assert_eq!(reasons[0].because, "my mum is getting forgetful");
    assert_eq!(reasons[0].by, By::LayWord);
    assert_eq!(reasons[1].by, By::Motive);
}

#[test]
fn where_how_and_when_are_filters_and_what_is_unsaid_constrains_nothing() {
    let wanted =
        posting(r#"{"id":"o","area":"LS1","within_km":20,"formats":["in-person"],"times":["weekend"]}"#);
    let feasible = |line: &str| hit(&wanted, &person(line)).is_some();
    assert!(feasible(r#"{"id":"a"}"#));
    assert!(feasible(r#"{"id":"a","area":"LS6","travel_km":10}"#));
    assert!(!feasible(r#"{"id":"a","area":"LS6","travel_km":0.5}"#));
    assert!(!feasible(r#"{"id":"a","area":"EH1"}"#));
    assert!(!feasible(r#"{"id":"a","formats":["online"]}"#));
    assert!(!feasible(r#"{"id":"a","times":["weekday-evening"]}"#));
    let online = posting(r#"{"id":"o","area":"LS1","within_km":20,"formats":["in-person","online"]}"#);
    let far = |format: &str| person(&format!(r#"{{"id":"a","area":"EH1","formats":["{format}"]}}"#));
    assert!(hit(&online, &far("online")).is_some());
    assert!(hit(&online, &far("in-person")).is_none());
}

#[test]
fn a_standpoint_that_is_asked_for_must_not_be_another_one() {
    let wanted = posting(
        r#"{"id":"o","seeks":[{"kind":"experience","badge":"dementia","standpoint":"unpaid-carer","need":"must"}]}"#,
    );
    let with = |standpoint: &str| {
        person(&format!(
            r#"{{"id":"a","badges":[{{"kind":"experience","badge":"dementia"{standpoint}}}]}}"#
        ))
    };
    let carer = fit(&wanted, &with(r#","standpoint":"unpaid-carer""#));
    let unsaid = fit(&wanted, &with(""));
    assert!(carer > unsaid && unsaid > 0.0);
    assert!(hit(&wanted, &with(r#","standpoint":"young-carer""#)).is_none());
}

#[test]
fn two_labels_that_share_a_word_make_nobody_an_expert() {
    let wanted =
        posting(r#"{"id":"o","seeks":[{"kind":"experience","badge":"hospital-discharge","need":"must"}]}"#);
    let other = person(r#"{"id":"a","badges":[{"kind":"experience","badge":"care-home"}]}"#);
    assert!(hit(&wanted, &other).is_none());
}

#[test]
fn a_word_in_passing_meets_no_badge() {
    let wanted = posting(r#"{"id":"o","seeks":[{"kind":"experience","badge":"home-care","need":"must"}]}"#);
    let spoke = |words: &str| {
        person(&format!(
            r#"{{"id":"a","contributions":[{{"kind":"spoke-at-an-event","words":"{words}"}}]}}"#
        ))
    };
    assert!(hit(&wanted, &spoke("Carers Week at the town hall")).is_none());
    assert!(hit(&wanted, &spoke("About my home care, and how it changed")).is_some());
}

#[test]
fn the_busiest_do_not_crowd_out_the_newly_arrived() {
    let done = r#"{"kind":"co-wrote","words":"a leaflet"}"#;
    let many = |times: usize| {
        person(&format!(
            r#"{{"id":"a","badges":[{{"kind":"experience","badge":"dementia"}}],"contributions":[{}]}}"#,
            vec![done; times].join(",")
        ))
    };
    let wanted = posting(DEMENTIA);
    let (none, ten, hundred) = (many(0), many(10), many(100));
    assert!(fit(&wanted, &ten) > fit(&wanted, &none));
    assert!(fit(&wanted, &ten) - fit(&wanted, &none) < 0.05);
    assert!((fit(&wanted, &hundred) - fit(&wanted, &ten)).abs() < 1e-6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn one_more_badge_never_lowers_the_fit(
        held in proptest::collection::vec(0_usize..150, 0..5),
        more in 0_usize..150,
        sought in proptest::collection::vec((0_usize..150, any::<bool>()), 1..4),
        words in "[a-z ]{0,30}",
    ) {
        let badge = |place: usize| {
            let badge = &catalogue().badges()[place];
            format!(r#"{{"kind":"{}","badge":"{}"}}"#, badge.kind.slug(), badge.slug)
        };
        let seeks: Vec<String> = sought
            .iter()
            .map(|&(place, must)| {
                let need = if must { "must" } else { "helps" };
                badge(place).replace('}', &format!(r#","need":"{need}"}}"#))
            })
            .collect();
        let wanted = posting(&format!(r#"{{"id":"o","seeks":[{}]}}"#, seeks.join(",")));
        let mut badges: Vec<String> = held.into_iter().map(badge).collect();
        badges.push(format!(r#"{{"kind":"experience","words":"{words}"}}"#));
        let before = person(&format!(r#"{{"id":"a","badges":[{}]}}"#, badges.join(",")));
        badges.push(badge(more));
        let after = person(&format!(r#"{{"id":"a","badges":[{}]}}"#, badges.join(",")));
        prop_assert!(fit(&wanted, &after) >= fit(&wanted, &before));
    }
}
