//! Which module may know which other: arrows run down, and this table is all of them.

use std::collections::BTreeSet;

use super::{Source, none, sources};

/// Modules that know nothing of the product, which every module may use.
const GROUND: [&str; 5] = ["database", "moment", "id", "text", "turn"];

/// What the rules, workers and records of a module may use besides [`GROUND`]; its `pages` may also use `web`,
/// `site` and any noun.
const ARROWS: &[(&str, &[&str])] = &[
    ("database", &[]),
    ("moment", &[]),
    ("text", &[]),
    ("turn", &[]),
    ("frontend", &[]),
    ("config", &[]),
    ("table", &[]),
    ("area", &[]),
    ("badge", &["frontend"]),
    ("mail", &["frontend"]),
    ("account", &["frontend"]),
    ("pages", &[]),
    ("site", &["config", "frontend"]),
    ("web", &["account", "config", "frontend", "site", "waiting"]),
    ("organisation", &["account"]),
    ("citizen", &["account", "badge", "frontend"]),
    (
        "opportunity",
        &["account", "area", "badge", "citizen", "organisation"],
    ),
    ("audit", &["account", "citizen", "opportunity", "organisation"]),
    (
        "matching",
        &[
            "account",
            "area",
            "audit",
            "badge",
            "citizen",
            "frontend",
            "opportunity",
            "organisation",
        ],
    ),
    ("pass", &["account"]),
    (
        "post",
        &[
            "account", "audit", "badge", "citizen", "frontend", "mail", "outbox", "site",
        ],
    ),
    (
        "supporter",
        &[
            "account", "badge", "citizen", "frontend", "mail", "outbox", "site",
        ],
    ),
    ("steward", &["account", "audit", "citizen", "frontend", "outbox"]),
    ("group", &["table"]),
    (
        "draw",
        &[
            "account",
            "badge",
            "citizen",
            "equality",
            "frontend",
            "group",
            "matching",
            "opportunity",
            "organisation",
        ],
    ),
    ("calm", &["account", "organisation"]),
    ("note", &[]),
    (
        "outbox",
        &["account", "calm", "config", "note", "organisation", "site"],
    ),
    ("waiting", &["account", "frontend", "mail", "outbox", "site"]),
    (
        "returned",
        &[
            "account",
            "audit",
            "citizen",
            "digest",
            "frontend",
            "outbox",
            "supporter",
            "waiting",
        ],
    ),
    (
        "invitation",
        &[
            "account",
            "audit",
            "badge",
            "calm",
            "citizen",
            "draw",
            "equality",
            "frontend",
            "group",
            "mail",
            "matching",
            "opportunity",
            "organisation",
            "outbox",
            "site",
            "supporter",
        ],
    ),
    ("equality", &["citizen", "matching", "table"]),
    (
        "digest",
        &[
            "account",
            "calm",
            "citizen",
            "frontend",
            "invitation",
            "mail",
            "matching",
            "opportunity",
            "organisation",
            "outbox",
            "site",
        ],
    ),
];

/// The top of the house: it starts, fills and checks everything.
const TOP: [&str; 5] = ["app", "lib", "main", "demo", "check"];

/// What no `records.rs` may know: it is only SQL.
const NOT_IN_RECORDS: [&str; 5] = ["config", "mail", "matching", "site", "web"];

#[test]
fn arrows_between_modules_run_down() {
    let files = sources("src", ".rs");
    let mut wrong = Vec::new();
    for file in &files {
        let module = module(&file.path);
        if TOP.contains(&module) {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!(
                "{}: the module {module} is not in the table of arrows",
                file.path
            ));
            continue;
        };
        for used in used_modules(file) {
            let known = used == module || GROUND.contains(&used.as_str()) || allowed.contains(&used.as_str());
            let as_page = is_page(&file.path) && !TOP.contains(&used.as_str());
            let in_records = file.path.ends_with("/records.rs") && NOT_IN_RECORDS.contains(&used.as_str());
            if !(known || as_page) || (in_records && used != module) {
                wrong.push(format!("{} uses {used}", file.path));
            }
        }
    }
    none("an arrow that is not in the table", &wrong);
}

#[test]
fn every_arrow_of_the_table_is_used() {
    let files = sources("src", ".rs");
    let mut wrong = Vec::new();
    for (name, allowed) in ARROWS {
        let inside = files
            .iter()
            .filter(|file| module(&file.path) == *name && !is_page(&file.path));
        let used: BTreeSet<String> = inside.flat_map(used_modules).collect();
        let idle = allowed.iter().filter(|target| !used.contains(**target));
        wrong.extend(idle.map(|target| format!("{name} -> {target}")));
    }
    none("an arrow that nothing uses", &wrong);
}

/// The first name below `src`: `citizen` for `src/citizen/records.rs`.
fn module(path: &str) -> &str {
    path["src/".len()..].split(['/', '.']).next().unwrap_or_default()
}

fn is_page(path: &str) -> bool {
    path.ends_with("/pages.rs") || path.contains("/pages/")
}

/// The modules that a file names with `crate::`, braces read.
fn used_modules(file: &Source) -> BTreeSet<String> {
    let code: String = file
        .code()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut used = BTreeSet::new();
    for (at, mark) in code.match_indices("crate::") {
        let rest = &code[at + mark.len()..];
        match rest.strip_prefix('{') {
            Some(list) => used.extend(top_names(list)),
            None => used.extend(first_name(rest)),
        }
    }
    // Macros of the crate's root.
    used.remove("slugs");
    used
}

/// The names on the first level of a list in braces: `a::{b, c}, d` has `a` and `d`.
fn top_names(list: &str) -> Vec<String> {
    let (mut names, mut depth, mut start) = (Vec::new(), 0_u32, true);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            _ if start && depth == 0 && character.is_alphabetic() => {
                names.extend(first_name(&list[at..]));
                start = false;
            }
            _ => (),
        }
    }
    names
}

fn first_name(text: &str) -> Option<String> {
    let name: String = text
        .chars()
        .take_while(|character| character.is_ascii_lowercase() || *character == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn names_are_found_inside_braces() {
    let file = Source {
        path: "src/a.rs".into(),
        text: "use crate::{\n    account::{self, Role},\n    moment::Moment, web,\n};\nfn f() { crate::mail::write() }".into(),
    };
    let used: Vec<String> = used_modules(&file).into_iter().collect();
    assert_eq!(used, ["account", "mail", "moment", "web"]);
}
