//! The command as people use it: files in, a folder out, exit codes.

mod files;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// Runs the command in a folder.
fn group(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.current_dir(folder).arg("group").args(arguments);
    command.output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Twenty people: twelve of kind x, eight of y; every other one old; two and two share an address.
fn files(quotas: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let people: Vec<String> = (0..20)
        .map(|at| {
            let kind = if at < 12 { "x" } else { "y" };
            let age = if at % 2 == 0 { "old" } else { "young" };
            format!("p{at},{kind},{age},Flat {} High Street\n", at / 2)
        })
        .collect();
    let pool = format!("id,kind,age,address\n{}", people.concat());
    fs::write(folder.path().join("people.csv"), pool).expect("written");
    fs::write(folder.path().join("quotas.csv"), quotas).expect("written");
    folder
}

const QUOTAS: &str = "feature,value,min,max\nkind,x,2,3\nkind,y,3,4\nage,old,2,4\nage,young,2,4\n";

const BASIC: [&str; 6] = ["--pool", "people.csv", "--quotas", "quotas.csv", "--size", "6"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    BASIC.iter().copied().chain(more.iter().copied()).collect()
}

fn lines(path: PathBuf) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("a file");
    text.lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_lottery_is_composed_drawn_and_verified_and_any_change_is_found() {
    let folder = files(QUOTAS);
    let composed = group(folder.path(), &with(&["--out", "out"]));
    assert!(composed.status.success(), "{}", text(&composed.stderr));
    let out = folder.path().join("out");
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("report.json")).expect("a report")).expect("JSON");
    assert_eq!(report["certified"], true);
    assert_eq!(report["gap"], 0.0);
    assert_eq!(report["groups"], 1000);
    // At most 3 of 12 are x: 3 in 12; then 3 of 8 are y.
    assert!((report["bound"].as_f64().expect("a number") - 0.25).abs() < 1e-6);
    assert!((report["max"].as_f64().expect("a number") - 0.375).abs() < 1e-3);
    let said = text(&composed.stdout);
    assert!(said.contains(report["hash"].as_str().expect("a hash")), "{said}");
    assert!(said.contains("alongside group draw out --seed"), "{said}");
    assert!(!out.join("selected.csv").exists());

    let list = lines(out.join("lottery.csv"));
    assert_eq!(list.len(), 1001);
    assert_eq!((list[1][0].as_str(), list[1000][0].as_str()), ("000", "999"));
    for person in &lines(out.join("chances.csv"))[1..] {
        let groups = list[1..]
            .iter()
            .filter(|group| group[1..].contains(&person[0]))
            .count();
        let listed: f64 = person[2].parse().expect("a number");
        assert!((listed * 1000.0 - f64::from(u32::try_from(groups).expect("few"))).abs() < 1e-9);
        let chance: f64 = person[1].parse().expect("a number");
        assert!((listed - chance).abs() < 0.002);
    }

    let drawn = group(folder.path(), &["draw", "out", "--seed", "three dice: 3 1 6"]);
    assert!(drawn.status.success(), "{}", text(&drawn.stderr));
    let selected = lines(out.join("selected.csv"));
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("report.json")).expect("a report")).expect("JSON");
    let number = usize::try_from(report["drawn"]["number"].as_u64().expect("a number")).expect("small");
    assert_eq!(
        selected[1..]
            .iter()
            .map(|line| line[0].clone())
            .collect::<Vec<_>>(),
        list[1 + number][1..]
    );
    let verified = group(folder.path(), &["verify", "out"]);
    assert!(verified.status.success(), "{}", text(&verified.stderr));
    assert!(text(&verified.stdout).contains("three dice: 3 1 6"));
    let again = group(folder.path(), &["draw", "out", "--seed", "another"]);
    assert_eq!(again.status.code(), Some(1));

    for name in ["lottery.csv", "chances.csv", "report.json", "selected.csv"] {
        let path = out.join(name);
        let whole = fs::read(&path).expect("a file");
        for at in [0, whole.len() / 3, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&path, bytes).expect("written");
            let verified = group(folder.path(), &["verify", "out"]);
            assert_eq!(verified.status.code(), Some(1), "{name}, byte {at}");
            assert!(
                text(&verified.stderr).contains(name),
                "{}",
                text(&verified.stderr)
            );
        }
        fs::write(&path, whole).expect("written");
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes_and_a_lottery_is_never_overwritten() {
    let folder = files(QUOTAS);
    for out in ["one", "two"] {
        let composed = group(folder.path(), &with(&["--seed", "tea", "--out", out]));
        assert!(composed.status.success(), "{}", text(&composed.stderr));
    }
    for name in ["lottery.csv", "chances.csv", "report.json", "selected.csv"] {
        let bytes = |out: &str| fs::read(folder.path().join(out).join(name)).expect("a file");
        assert_eq!(bytes("one"), bytes("two"), "{name}");
    }
    let names = fs::read_dir(folder.path().join("one")).expect("a folder");
    assert_eq!(names.count(), 4, "nothing else is left behind");
    let before = fs::read(folder.path().join("one/report.json")).expect("a report");
    let refused = group(folder.path(), &with(&["--seed", "milk", "--out", "one"]));
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("holds a lottery already"),
        "{}",
        text(&refused.stderr)
    );
    assert_eq!(
        fs::read(folder.path().join("one/report.json")).expect("a report"),
        before
    );
}

#[test]
fn quotas_that_no_group_meets_are_explained_and_relaxed_when_asked() {
    let folder = files("feature,value,min,max\nkind,x,2,3\nkind,y,2,2\nage,old,0,6\nage,young,0,6\n");
    let refused = group(folder.path(), &with(&["--out", "out"]));
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    for part in [
        "No group of 6 meets the quotas.",
        "quotas.csv, line 2: kind: x max 3 (there are 12)",
        "quotas.csv, line 3: kind: y max 2 (there are 8)",
        "kind: x max 4 instead of 3",
        "kind: y max 3 instead of 2",
        "--relax applies the first",
    ] {
        assert!(said.contains(part), "{part:?} is not in {said}");
    }
    assert!(!said.contains("age"), "{said}");
    assert!(!folder.path().join("out").exists());
    let relaxed = group(folder.path(), &with(&["--relax", "--out", "out"]));
    assert!(relaxed.status.success(), "{}", text(&relaxed.stderr));
    assert!(text(&relaxed.stdout).contains("Relaxed, because --relax was given: kind:"));
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("out/report.json")).expect("a report"))
            .expect("JSON");
    assert_eq!(report["relaxed"].as_array().map(Vec::len), Some(1));
}

#[test]
fn people_of_one_address_are_kept_apart_or_together_and_those_in_already_stay() {
    let folder = files(QUOTAS);
    fs::write(folder.path().join("in.txt"), "p3\n").expect("written");
    let homes = |group: &[String]| {
        let people = group[1..]
            .iter()
            .map(|id| id[1..].parse::<u32>().expect("a number") / 2);
        let mut homes: Vec<u32> = people.collect();
        homes.sort_unstable();
        homes.dedup();
        homes.len()
    };
    let apart = with(&[
        "--same-address-columns",
        "address",
        "--already-selected",
        "in.txt",
        "--out",
        "apart",
    ]);
    let composed = group(folder.path(), &apart);
    assert!(composed.status.success(), "{}", text(&composed.stderr));
    for group in &lines(folder.path().join("apart/lottery.csv"))[1..] {
        assert_eq!(
            (homes(group), group.contains(&"p3".to_owned())),
            (6, true),
            "{group:?}"
        );
    }
    let together = with(&[
        "--same-address-columns",
        "address",
        "--same-address-together",
        "--out",
        "together",
    ]);
    let composed = group(folder.path(), &together);
    assert!(composed.status.success(), "{}", text(&composed.stderr));
    for group in &lines(folder.path().join("together/lottery.csv"))[1..] {
        assert_eq!(homes(group), 3, "{group:?}");
    }
    for out in ["apart", "together"] {
        assert!(group(folder.path(), &["verify", out]).status.success());
    }
}

#[test]
fn broken_files_and_wrong_arguments_end_with_code_2() {
    let folder = files("feature,value,min,max\nkind,x,5,3\n");
    let refused = group(folder.path(), &with(&["--out", "out"]));
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("quotas.csv, line 2: min is 5 and max is 3"));
    let missing = group(folder.path(), &["--pool", "people.csv"]);
    assert_eq!(missing.status.code(), Some(2));
    let absent = group(
        folder.path(),
        &[
            "--pool",
            "no.csv",
            "--quotas",
            "quotas.csv",
            "--size",
            "6",
            "--out",
            "out",
        ],
    );
    assert_eq!(absent.status.code(), Some(2));
    assert!(text(&absent.stderr).contains("no.csv: cannot be read"));
    assert_eq!(
        group(folder.path(), &["verify", "nowhere"]).status.code(),
        Some(1)
    );
}
