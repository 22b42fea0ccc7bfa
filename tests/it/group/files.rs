//! Files as officers have them, given to the command: read right, or refused by line with nothing written.

use std::fs;

use tempfile::TempDir;

use super::{group, text};

const QUOTAS: &str = "feature,value,min,max\ngender,woman,0,1\ngender,man,0,1\n";

/// What the command says of these people: exit code, and both of its outputs. `more` are further arguments.
fn said(people: &str, quotas: &str, more: &[&str]) -> (Option<i32>, String, TempDir) {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("people.csv"), people).expect("written");
    fs::write(folder.path().join("quotas.csv"), quotas).expect("written");
    let mut arguments = vec![
        "--pool",
        "people.csv",
        "--quotas",
        "quotas.csv",
        "--size",
        "2",
        "--out",
        "out",
    ];
    arguments.extend(more);
    let output = group(folder.path(), &arguments);
    let told = text(&output.stdout) + &text(&output.stderr);
    (output.status.code(), told, folder)
}

/// Fails unless these people are read, all of them; returns what was said.
#[track_caller]
fn reads(people: &str, ids: &[&str]) -> String {
    let (code, told, folder) = said(people, QUOTAS, &[]);
    assert_eq!(code, Some(0), "{people:?}: {told}");
    let chances = fs::read_to_string(folder.path().join("out/chances.csv")).expect("chances");
    let listed: Vec<&str> = chances
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(listed, ids, "{people:?}");
    told
}

/// Fails unless these people are refused with these words, and nothing is written.
#[track_caller]
fn refuses(people: &str, words: &str) {
    let (code, told, folder) = said(people, QUOTAS, &[]);
    assert_eq!(code, Some(2), "{people:?}: {told}");
    assert!(told.contains(words), "{words:?} is not in {told}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_quote_that_never_closes_loses_nobody() {
    let open = "a quote opens here and is never closed";
    refuses(
        "id,gender,note\np1,woman,\"by the mill\np2,man,\np3,woman,\n",
        &format!("people.csv, line 2, column note: {open}"),
    );
    refuses(
        "id,gender,note\rp1,woman,x\r\"p2,man,\rp3,woman,\"at home\"\r",
        &format!("people.csv, line 3, column id: {open}"),
    );
    let quotas = "feature,value,min,max\ngender,\"woman,0,1\ngender,man,0,1\n";
    let (code, told, _) = said("id,gender\np1,woman\np2,man\n", quotas, &[]);
    assert_eq!(code, Some(2));
    assert!(
        told.contains(&format!("quotas.csv, line 2, column value: {open}")),
        "{told}"
    );
    reads(
        "id,gender,note\np1,woman,said \"yes\" twice\np2,man,\"two\nlines\"\n",
        &["p1", "p2"],
    );
}

#[test]
fn separators_marks_and_line_ends_make_no_difference() {
    let ids = ["p1", "p2"];
    for people in [
        "id;gender;\"care (home, day, night)\"\np1;woman;x\np2;man;x\n",
        "id;gender;care (home, day, night)\r\np1;woman;x\r\np2;man;x\r\n",
        "sep=;\nid;gender\np1;woman\np2;man\n",
        "\u{feff}\"SEP=;\"\rid;gender\rp1;woman\rp2;man\r",
        "id\tgender\np1\twoman\np2\tman\n",
        "id,gender,,\np1,woman,,\n,,,\n \u{a0},,,\np2,man,,\n",
    ] {
        reads(people, &ids);
    }
    refuses(
        "id,gender\rp1,woman\rp2,man\rp3,cat\r",
        "people.csv, line 4, column gender: \"cat\" is no value of the quotas",
    );
    refuses(
        "id;gender;note\n\np1;woman;\"a\nb\"\np2;man\n",
        "people.csv, line 5: has 2 cells; expected 3",
    );
    refuses(
        "id,gender,\np1,woman,\np2,man,Leeds\n",
        "people.csv, line 1, column 3: has no name, but line 3 has \"Leeds\" under it",
    );
}

#[test]
fn an_unknown_part_of_an_address_makes_nobody_a_housemate() {
    let quotas = "feature,value,min,max\ngender,woman,2,2\n";
    let homes = ["--same-address-columns", "house,postcode"];
    let people = "id,gender,house,postcode\np1,woman,,LS6 1AA\np2,woman,,LS6 1AA\n";
    let (code, told, _) = said(people, quotas, &homes);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("2 of 2 people have an address with an unknown part (house, postcode)"),
        "{told}"
    );
    let known = people.replace(",,", ",3,");
    let (code, told, _) = said(&known, quotas, &homes);
    assert_eq!(code, Some(2), "they live together: {told}");
    assert!(!told.contains("unknown part"), "{told}");
}

#[test]
fn no_id_leaves_that_a_spreadsheet_would_run() {
    for id in [
        "=1+2",
        "+1",
        "-12",
        "@SUM(A1)",
        " =1",
        "\"=1\"",
        "＝1",
        "\"x,=1\"",
        "\u{200b}=1",
    ] {
        refuses(
            &format!("id,gender\n{id},woman\np2,man\n"),
            "people.csv, line 2, column id: ",
        );
    }
    reads("id,gender\n007,woman\n7,man\n1e3,woman\n", &["007", "7", "1e3"]);
}
