//! Where SQL and the clock may stand, how long a file may be, and which dependencies are used.

use super::{none, root, sources};

#[test]
fn sql_stands_only_in_records() {
    let marks = [
        "sql(",
        "sqlx::query",
        "\"select ",
        "\"insert into ",
        "\"update ",
        "\"delete from ",
    ];
    let wrong: Vec<String> = sources("src", ".rs")
        .iter()
        .filter(|source| !source.path.ends_with("/records.rs") && !source.path.starts_with("src/database"))
        .flat_map(|source| {
            let lines = source.code().lines().enumerate();
            let found = lines.filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
            found.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim()))
        })
        .collect();
    none("SQL outside a records.rs", &wrong);
}

#[test]
fn only_moment_reads_the_real_clock() {
    let marks = [
        "Timestamp::now",
        "Zoned::now",
        "SystemTime::now",
        "now_v7",
        "Utc::now",
        "Local::now",
    ];
    let wrong: Vec<String> = sources("src", ".rs")
        .iter()
        .filter(|source| source.path != "src/moment.rs")
        .filter(|source| marks.iter().any(|mark| source.text.contains(mark)))
        .map(|source| source.path.clone())
        .collect();
    none("the real clock outside src/moment.rs", &wrong);
}

#[test]
fn no_file_has_more_than_400_lines() {
    let files = sources("src", ".rs").into_iter().chain(sources("tests", ".rs"));
    let wrong: Vec<String> = files
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    none("a file with more than 400 lines", &wrong);
}

#[test]
fn no_module_is_a_mod_rs() {
    let files = sources("src", ".rs").into_iter().chain(sources("tests", ".rs"));
    let wrong: Vec<String> = files
        .map(|source| source.path)
        .filter(|path| path.ends_with("/mod.rs"))
        .collect();
    none("thing.rs stands beside thing/", &wrong);
}

#[test]
fn every_dependency_is_used() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let product: String = sources("src", ".rs")
        .into_iter()
        .map(|source| source.text)
        .collect();
    let tests: String = sources("tests", ".rs")
        .into_iter()
        .map(|source| source.text)
        .collect();
    let everywhere = format!("{product}{tests}");
    let unused = |section: &str, text: &str| -> Vec<String> {
        let names = manifest[section].as_table().expect("a table").keys();
        names
            .filter(|name| {
                let name = name.replace('-', "_");
                !text.contains(&format!("{name}::")) && !text.contains(&format!("use {name};"))
            })
            .cloned()
            .collect()
    };
    none(
        "[dependencies] that src/ does not use",
        &unused("dependencies", &product),
    );
    none(
        "[dev-dependencies] that no test uses",
        &unused("dev-dependencies", &everywhere),
    );
}
