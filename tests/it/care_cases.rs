//! Thirty cases from care and from lives around it: whom a service means, in their own words, and the near-miss who
//! must not come before them. All go through `alongside match` together, so that each person also stands against
//! the people of all other cases.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

/// The cases, each with its reasons beside it.
const FILES: [&str; 2] = [
    include_str!("care_cases/health.toml"),
    include_str!("care_cases/life.toml"),
];

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    by: String,
    #[serde(default)]
    also: Vec<String>,
    asks: Value,
    meant: Value,
    miss: Value,
}

#[derive(serde::Deserialize)]
struct File {
    case: Vec<Case>,
}

impl Case {
    /// Equal fits stand in the order of their ids: the near-miss goes first, so that a tie fails.
    fn meant_id(&self) -> String {
        format!("{}-2-meant", self.name)
    }

    fn miss_id(&self) -> String {
        format!("{}-1-miss", self.name)
    }
}

fn line(id: &str, value: &Value) -> String {
    let mut value = value.clone();
    value["id"] = id.into();
    format!("{value}\n")
}

/// What `alongside match` answers to these cases, hit by hit.
fn matched(cases: &[Case], folder: &Path) -> Vec<Value> {
    let (mut profiles, mut opportunities) = (String::new(), String::new());
    for case in cases {
        profiles += &line(&case.meant_id(), &case.meant);
        profiles += &line(&case.miss_id(), &case.miss);
        opportunities += &line(&case.name, &case.asks);
    }
    let (people, asked) = (folder.join("profiles.jsonl"), folder.join("opportunities.jsonl"));
    fs::write(&people, profiles).expect("written");
    fs::write(&asked, opportunities).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .arg("match")
        .arg("--profiles")
        .arg(people)
        .arg("--opportunities")
        .arg(asked)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// What is wrong with the answer to one case.
fn wrong(case: &Case, hits: &[Value]) -> Option<String> {
    let hits: Vec<&Value> = hits
        .iter()
        .filter(|hit| hit["opportunity"] == *case.name)
        .collect();
    let shown: Vec<String> = hits
        .iter()
        .take(3)
        .map(|hit| format!("{} {} {}", hit["profile"], hit["score"], hit["reasons"][0]))
        .collect();
    let shown = shown.join("\n    ");
    let others = hits
        .iter()
        .filter(|hit| !case.also.iter().any(|also| hit["profile"] == **also));
    let others: Vec<&&Value> = others.collect();
    match others.first() {
        Some(first) if first["profile"] == *case.meant_id() => {
            let by = &first["reasons"][0]["by"];
            (by != case.by.as_str()).then(|| format!("{}: by {by}\n    {shown}", case.name))
        }
        _ => Some(format!("{}: not first\n    {shown}", case.name)),
    }
}

#[test]
fn whom_a_service_means_comes_before_who_only_sounds_like_it() {
    let files = FILES
        .iter()
        .map(|text| toml::from_str::<File>(text).expect("sound cases"));
    let cases: Vec<Case> = files.flat_map(|file| file.case).collect();
    assert_eq!(cases.len(), 30);
    let folder = tempfile::tempdir().expect("a folder");
    let hits = matched(&cases, folder.path());
    let wrong: Vec<String> = cases.iter().filter_map(|case| wrong(case, &hits)).collect();
    assert!(
        wrong.is_empty(),
        "{} cases do not hold:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
