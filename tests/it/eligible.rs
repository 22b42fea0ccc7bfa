//! Who is eligible, in care and in every field of public life: cases written for this project, each a criterion, people
//! who meet it and near-misses who must not, with the reason. All go through `alongside match` together.

use std::{collections::HashSet, fs, path::Path, process::Command};

use alongside::badge::{Kind, catalogue};
use serde_json::{Value, json};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    area: String,
    kind: Kind,
    words: String,
    yes: Vec<String>,
    no: Vec<NearMiss>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct NearMiss {
    text: String,
    why: String,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("eligible/cases.jsonl").lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a sound case"))
        .collect()
}

/// A label of the catalogue is a badge, anything else own words.
fn held(kind: Kind, text: &str) -> Value {
    let kinds = [kind].into_iter().chain(Kind::ALL.iter().copied());
    let badge = kinds
        .flat_map(|kind| {
            catalogue()
                .badges()
                .iter()
                .filter(move |badge| badge.kind == kind)
        })
        .find(|badge| badge.label == text);
    match badge {
        Some(badge) => json!({"kind": badge.kind, "badge": badge.slug}),
        None => json!({"kind": kind, "words": text}),
    }
}

/// The pairs of criterion and person that are eligible.
fn eligible(cases: &[Case], folder: &Path) -> HashSet<(String, String)> {
    let (mut profiles, mut opportunities) = (Vec::new(), Vec::new());
    for (number, case) in cases.iter().enumerate() {
        let seeks = json!([{"kind": case.kind, "words": case.words, "need": "must"}]);
        opportunities.push(json!({"id": number.to_string(), "seeks": seeks}).to_string());
        let misses = case.no.iter().map(|miss| &miss.text);
        for (place, text) in case.yes.iter().chain(misses).enumerate() {
            let badges = json!([held(case.kind, text)]);
            profiles.push(json!({"id": format!("{number}-{place}"), "badges": badges}).to_string());
        }
    }
    eligible_of(&profiles, &opportunities, folder)
}

/// The pairs of opportunity and profile that are eligible, of lines of JSON.
fn eligible_of(profiles: &[String], opportunities: &[String], folder: &Path) -> HashSet<(String, String)> {
    let (people, asked) = (folder.join("profiles.jsonl"), folder.join("opportunities.jsonl"));
    fs::write(&people, profiles.join("\n")).expect("written");
    fs::write(&asked, opportunities.join("\n")).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["match", "--top", "1000", "--profiles"])
        .arg(people)
        .arg("--opportunities")
        .arg(asked)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let hits = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    hits.filter(|hit| hit["eligible"] == true)
        .inspect(|hit| {
            assert!(
                hit["strength"].as_f64().is_some_and(|strength| strength > 0.0),
                "{hit}"
            );
        })
        .map(|hit| (text(&hit["opportunity"]), text(&hit["profile"])))
        .collect()
}

#[test]
fn who_meets_a_criterion_is_eligible_and_who_shares_its_words_is_not() {
    let cases = cases();
    let of_care = cases.iter().filter(|case| case.area == "care").count();
    assert!(
        of_care >= 50 && cases.len() - of_care >= 40,
        "{of_care} of {}",
        cases.len()
    );
    let folder = tempfile::tempdir().expect("a folder");
    let eligible = eligible(&cases, folder.path());
    let mut wrong = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let is_eligible =
            |place: usize| eligible.contains(&(number.to_string(), format!("{number}-{place}")));
        for (place, text) in case
            .yes
            .iter()
            .enumerate()
            .filter(|(place, _)| !is_eligible(*place))
        {
            wrong.push(format!("{}: {text:?} is not eligible ({place})", case.words));
        }
        for (place, miss) in case.no.iter().enumerate() {
            assert!(
                !miss.why.is_empty(),
                "{}: {:?} has no reason",
                case.words,
                miss.text
            );
            if is_eligible(case.yes.len() + place) {
                wrong.push(format!(
                    "{}: {:?} is eligible, and {}",
                    case.words, miss.text, miss.why
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The questions of the demo county that are not about care.
const BEYOND_CARE: [&str; 4] = ["cycle route", "build the page", "flood plan", "Market Street"];

#[test]
fn the_demo_county_has_people_for_its_questions_beyond_care() {
    let demo: Value = toml::from_str(include_str!("../../data/demo.toml")).expect("a sound county");
    let of = |name: &str| demo[name].as_array().cloned().unwrap_or_default();
    let people = of("person").into_iter().enumerate().map(|(number, person)| {
        let mut badges = person["badges"].as_array().cloned().unwrap_or_default();
        for badge in &mut badges {
            let known = badge["badge"].as_str().and_then(|slug| catalogue().badge(slug));
            badge["kind"] = json!(known.map_or(Kind::Experience, |badge| badge.kind));
            let fields = ["kind", "badge", "words", "standpoint"];
            if let Some(badge) = badge.as_object_mut() {
                badge.retain(|field, _| fields.contains(&field.as_str()));
            }
        }
        json!({"id": number.to_string(), "badges": badges}).to_string()
    });
    let asked = of("opportunity")
        .into_iter()
        .map(|asked| json!({"id": asked["title"], "seeks": asked["seeks"]}).to_string());
    let folder = tempfile::tempdir().expect("a folder");
    let people: Vec<String> = people.collect();
    let asked: Vec<String> = asked.collect();
    let eligible = eligible_of(&people, &asked, folder.path());
    for question in BEYOND_CARE {
        let fit = eligible
            .iter()
            .filter(|(title, _)| title.contains(question))
            .count();
        assert!(fit >= 1, "{question}: {fit} of {} fit", people.len());
        assert!(
            fit <= people.len() / 4,
            "{question}: {fit} of {} fit",
            people.len()
        );
    }
}
