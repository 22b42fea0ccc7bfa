use super::*;
use crate::group::report::List;

/// Ten groups of two of five people; e is in all of them already.
fn published() -> Published {
    let ids: Vec<String> = ["a", "b", "c", "d, jr", "e"].map(str::to_owned).to_vec();
    let groups: Vec<Vec<usize>> = (0..10).map(|at| vec![at % 4, 4]).collect();
    let exact = [0.27, 0.28, 0.22, 0.23, 1.0];
    let held = [3, 3, 2, 2, 10];
    let lottery = written::text(&groups, &ids);
    let chances = chances(&ids, &exact, &held, 10);
    let report = Report {
        method: "leximin".to_owned(),
        size: 2,
        pool: 5,
        already_selected: vec!["e".to_owned()],
        bound: 0.25,
        min: 0.22,
        max: 0.28,
        gini: gini(&[0.22, 0.23, 0.27, 0.28]),
        groups: 10,
        list: List {
            largest_difference: 0.03,
            ..List::default()
        },
        hash: draw::hash(lottery.as_bytes()),
        chances_hash: draw::hash(chances.as_bytes()),
        seed_to_number: draw::PROCEDURE.to_owned(),
        ..Report::default()
    };
    Published {
        lottery: lottery.into_bytes(),
        chances: chances.into_bytes(),
        report: report::sealed(&report).into_bytes(),
        selected: None,
    }
}

/// The files with another report, sealed anew.
fn with_report(files: &Published, change: impl FnOnce(&mut Report)) -> Published {
    let mut report = files.report().expect("a report");
    change(&mut report);
    Published {
        report: report::sealed(&report).into_bytes(),
        ..files.clone()
    }
}

#[test]
fn a_draw_can_be_verified_and_is_made_once() {
    let files = published();
    assert_eq!(files.wrong(), Vec::<String>::new());
    let (after, drawn) = files.draw("seven, twelve").expect("whole files");
    assert_eq!(drawn.number, draw::number("seven, twelve", 10));
    assert_eq!(after.wrong(), Vec::<String>::new());
    assert_eq!((&after.lottery, &after.chances), (&files.lottery, &files.chances));
    let people = String::from_utf8(after.selected.clone().expect("selected")).expect("text");
    assert_eq!(people.lines().count(), 3);
    assert!(people.starts_with("id\n") && people.ends_with("e\n"));
    let again = after.draw("another").expect_err("it was drawn");
    assert!(again[0].contains("drawn already"), "{again:?}");
}

#[test]
fn nothing_is_drawn_that_a_spreadsheet_would_run() {
    let mut files = published();
    for bytes in [&mut files.lottery, &mut files.chances] {
        let text = String::from_utf8(bytes.clone()).expect("text");
        *bytes = text.replace("\"d, jr\"", "=1+2").into_bytes();
    }
    let hashes = (draw::hash(&files.lottery), draw::hash(&files.chances));
    let files = with_report(&files, |report| {
        (report.hash, report.chances_hash) = hashes;
    });
    assert_eq!(files.wrong(), Vec::<String>::new(), "it was published so");
    let refused = files.draw("three").expect_err("a formula");
    assert!(refused[0].contains("lottery.csv: the id \"=1+2\""), "{refused:?}");
}

#[test]
fn any_changed_byte_of_any_file_is_found() {
    let (whole, _) = published().draw("dice: 4 4 1").expect("whole files");
    let mut tried = 0;
    let lengths = [
        whole.lottery.len(),
        whole.chances.len(),
        whole.report.len(),
        whole.selected.as_ref().map_or(0, Vec::len),
    ];
    for (file, length) in lengths.into_iter().enumerate() {
        for at in 0..length {
            for flip in [1, 0x20, 0x80] {
                let mut files = whole.clone();
                let bytes = match file {
                    0 => &mut files.lottery,
                    1 => &mut files.chances,
                    2 => &mut files.report,
                    _ => files.selected.as_mut().expect("selected"),
                };
                bytes[at] ^= flip;
                assert!(!files.wrong().is_empty(), "file {file}, byte {at}, flip {flip}");
                tried += 1;
            }
        }
        let mut longer = whole.clone();
        let bytes = match file {
            0 => &mut longer.lottery,
            1 => &mut longer.chances,
            2 => &mut longer.report,
            _ => longer.selected.as_mut().expect("selected"),
        };
        bytes.push(b'\n');
        assert!(!longer.wrong().is_empty(), "file {file}, one byte more");
    }
    assert!(tried > 3000);
}

#[test]
fn files_that_vouch_for_each_other_are_still_checked_against_the_list() {
    let (whole, drawn) = published().draw("a seed").expect("whole files");
    let says = |files: &Published, what: &str| {
        let wrong = files.wrong().join("\n");
        assert!(wrong.contains(what), "{what:?} is not in {wrong:?}");
    };
    let other = with_report(&whole, |report| {
        report.drawn = Some(Drawn {
            number: (drawn.number + 1) % 10,
            ..drawn.clone()
        });
    });
    says(&other, "the seed \"a seed\" draws group");
    let mut forged = with_report(&whole, |report| {
        report.drawn = Some(Drawn {
            selected_hash: draw::hash(b"id\na\nb\n"),
            ..drawn.clone()
        });
    });
    forged.selected = Some(b"id\na\nb\n".to_vec());
    says(&forged, "selected.csv: it is not group");
    let chances = String::from_utf8(whole.chances.clone())
        .expect("text")
        .replace("a,0.27,0.3", "a,0.27,0.4");
    let mut raised = with_report(&whole, |report| {
        report.chances_hash = draw::hash(chances.as_bytes());
    });
    raised.chances = chances.into_bytes();
    says(&raised, "chances.csv: a is in 0.3 of the list; the file says 0.4");
    says(&with_report(&whole, |report| report.gini = 0.0), "gini is");
    says(&with_report(&whole, |report| report.max = 0.9), "max is");
    says(
        &with_report(&whole, |report| report.size = 3),
        "has not 3 different people",
    );
    says(
        &with_report(&whole, |report| report.groups = 11),
        "it has 10 groups",
    );
    says(
        &with_report(&whole, |report| report.drawn = None),
        "nothing was drawn",
    );
    let missing = Published {
        selected: None,
        ..whole
    };
    says(&missing, "selected.csv is missing");
}
