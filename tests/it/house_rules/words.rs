//! Every text that people read has a key, and a Welsh twin where the page has Welsh.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, call, literals_after, none, sources};

/// The keys of a language, with the file each stands in.
fn keys(language: &str) -> Vec<(String, String)> {
    let folder = format!("frontend/locales/{language}");
    sources(&folder, ".ftl")
        .into_iter()
        .flat_map(|file| {
            let name = file.path[folder.len() + 1..].to_owned();
            let keys: Vec<String> = file.text.lines().filter_map(key_of).map(str::to_owned).collect();
            keys.into_iter().map(move |key| (key, name.clone()))
        })
        .collect()
}

fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    let fits = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    fits.then_some(key)
}

/// Pages for hosts and stewards are in English only.
fn is_english_only(file: &str) -> bool {
    file.starts_with("host-") || file.starts_with("steward-")
}

#[test]
fn no_key_stands_in_two_places() {
    for language in ["en", "cy"] {
        let mut seen = BTreeMap::new();
        let twice: Vec<String> = keys(language)
            .into_iter()
            .filter_map(|(key, file)| {
                let before = seen.insert(key.clone(), file.clone())?;
                Some(format!("{language}: {key} in {before} and {file}"))
            })
            .collect();
        none("a key that stands in two places", &twice);
    }
}

#[test]
fn every_key_of_a_page_with_welsh_has_a_welsh_twin() {
    let (english, welsh) = (keys("en"), keys("cy"));
    let mut wrong: Vec<String> = english
        .iter()
        .filter(|(_, file)| !is_english_only(file))
        .filter(|twin| !welsh.contains(twin))
        .map(|(key, file)| format!("cy/{file} lacks {key}"))
        .collect();
    wrong.extend(
        welsh
            .iter()
            .filter(|twin| !english.contains(twin))
            .map(|(key, file)| format!("en/{file} lacks {key}")),
    );
    none("a key without its twin", &wrong);
}

#[test]
fn welsh_takes_the_same_arguments_as_english() {
    let arguments = |language: &str| -> BTreeMap<String, BTreeSet<String>> {
        let mut all = BTreeMap::new();
        for file in sources(&format!("frontend/locales/{language}"), ".ftl") {
            let mut current = String::new();
            for line in file.text.lines() {
                if let Some(key) = key_of(line) {
                    key.clone_into(&mut current);
                }
                let names: &mut BTreeSet<String> = all.entry(current.clone()).or_default();
                names.extend(line.match_indices('$').map(|(at, _)| {
                    line[at + 1..]
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                        .collect::<String>()
                }));
            }
        }
        all
    };
    let (english, welsh) = (arguments("en"), arguments("cy"));
    let wrong: Vec<String> = welsh
        .iter()
        .filter(|(key, names)| english.get(*key).is_some_and(|twin| !names.is_subset(twin)))
        .map(|(key, names)| format!("{key}: Welsh takes {names:?}, English {:?}", english[key]))
        .collect();
    none("a Welsh text with an argument that nobody gives", &wrong);
}

#[test]
fn every_key_that_is_used_is_there() {
    let known: BTreeSet<String> = keys("en").into_iter().map(|(key, _)| key).collect();
    let mut wrong = Vec::new();
    let templates = sources("frontend/pages", ".html")
        .into_iter()
        .chain(sources("frontend/letters", ""));
    for file in templates {
        wrong.extend(missing(&file, &used_in_template(&file), &known));
    }
    for file in sources("src", ".rs") {
        wrong.extend(missing(&file, &used_in_rust(&file), &known));
    }
    for file in sources("frontend/letters", ".txt") {
        let name = file.path["frontend/letters/".len()..].trim_end_matches(".txt");
        let subject = format!("letter-{name}-subject");
        if !["layout", "parts"].contains(&name) && !known.contains(&subject) {
            wrong.push(format!("{}: {subject}", file.path));
        }
    }
    none("a key that has no English text", &wrong);
}

/// A page that is rendered with Welsh must not reach for a key that only the English files have.
#[test]
fn pages_with_welsh_use_no_key_that_is_english_only() {
    let only: BTreeSet<String> = keys("en")
        .into_iter()
        .filter(|(_, file)| is_english_only(file))
        .map(|(key, _)| key)
        .collect();
    let files = sources("frontend/pages", ".html");
    let mut bilingual: BTreeSet<String> = BTreeSet::from(["error.html".to_owned()]);
    for file in sources("src", ".rs") {
        let code = file.text.replace(".english_page(", ".only(");
        bilingual.extend(literals_after(&code, ".page(").into_iter().map(str::to_owned));
    }
    let mut wrong = Vec::new();
    for name in bilingual {
        let path = format!("frontend/pages/{name}");
        let Some(file) = files.iter().find(|file| file.path == path) else {
            wrong.push(format!("{path} is not there"));
            continue;
        };
        let used = used_in_template(file)
            .into_iter()
            .filter(|key| only.contains(key));
        wrong.extend(used.map(|key| format!("{path} is shown in Welsh and uses {key}")));
    }
    none("an English-only key on a page with Welsh", &wrong);
}

/// Keys that are used but not known; one that ends with `-` stands for any key that begins so.
fn missing(file: &Source, used: &[String], known: &BTreeSet<String>) -> Vec<String> {
    let is_known = |key: &String| {
        known.contains(key)
            || (key.ends_with('-')
                && known
                    .range(key.clone()..)
                    .next()
                    .is_some_and(|next| next.starts_with(key.as_str())))
    };
    used.iter()
        .filter(|key| !is_known(key))
        .map(|key| format!("{}: {key}", file.path))
        .collect()
}

fn used_in_template(file: &Source) -> Vec<String> {
    let calls = file.text.match_indices("t(").filter(|(at, _)| {
        let before = file.text[..*at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric() && before != '_')
    });
    let mut used: Vec<String> = calls
        .filter_map(|(at, _)| {
            file.text[at + 2..]
                .trim_start()
                .strip_prefix('"')?
                .split('"')
                .next()
        })
        .filter(|key| {
            !key.is_empty()
                && key
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
        .map(str::to_owned)
        .collect();
    for field in [
        "input",
        "textarea",
        "radios",
        "checkboxes",
        "select",
        "password",
        "date",
    ] {
        let opening = format!("{field}(form, ");
        for (at, _) in file.text.match_indices(&opening) {
            let call = call(&file.text[at + field.len()..]);
            used.extend(keys_of_field(call));
        }
    }
    used.sort();
    used.dedup();
    used
}

/// The keys that a field's macro asks for: `(form, "area_code", hint=true)` needs `area-code-label`, `area-code-hint`.
fn keys_of_field(call: &str) -> Vec<String> {
    let Some(name) = literals_after(call, "(form, ").first().copied() else {
        return Vec::new();
    };
    let literal = format!("\"{name}\"");
    let after = call
        .split_once(&literal)
        .map_or("", |(_, rest)| rest.trim_start());
    if after.starts_with('~') {
        return Vec::new();
    }
    let stem = match literals_after(call, "key=").first() {
        Some(key) => (*key).to_owned(),
        None if call.contains("key=") => return Vec::new(),
        None => name.replace('_', "-"),
    };
    let mut keys = Vec::new();
    if !call.contains(" label=") {
        keys.push(format!("{stem}-label"));
    }
    if call.contains("hint=true") {
        keys.push(format!("{stem}-hint"));
    }
    keys
}

fn used_in_rust(file: &Source) -> Vec<String> {
    let code = file.code();
    let mut used: Vec<String> = Vec::new();
    for opening in [
        "visit.text(",
        "visit.text_with(",
        "text(language, ",
        "text_with(language, ",
        "text(Language::English, ",
    ] {
        used.extend(
            literals_after(code, opening)
                .into_iter()
                .map(|key| key.split('{').next().unwrap_or_default().to_owned()),
        );
    }
    for (at, _) in code.match_indices("done(") {
        let call = call(&code[at + 4..]);
        if let Some((_, last)) = call.rsplit_once(", \"") {
            used.push(format!(
                "notice-{}",
                last.trim_end_matches(')').trim_end_matches('"')
            ));
        }
    }
    let kinds: [(&str, &[&str]); 5] = [
        (".required(", &["missing", "too-long"]),
        (".optional(", &["too-long"]),
        (".choice(", &["missing"]),
        (".number(", &["not-a-number"]),
        (".day(", &["not-a-date"]),
    ];
    for (opening, endings) in kinds {
        for field in literals_after(code, opening) {
            used.extend(
                endings
                    .iter()
                    .map(|ending| format!("error-{}-{ending}", field.replace('_', "-"))),
            );
        }
    }
    for opening in [".problem(", ".problem_with("] {
        for (at, _) in code.match_indices(opening) {
            let call = call(&code[at + opening.len() - 1..]);
            let literals: Vec<&str> = call.split('"').skip(1).step_by(2).collect();
            if let [field, kind, ..] = literals[..] {
                used.push(format!("error-{}-{kind}", field.replace('_', "-")));
            }
        }
    }
    used.retain(|key| key.len() > 1);
    used.sort();
    used.dedup();
    used
}
