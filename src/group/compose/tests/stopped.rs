//! What comes of a search that has no time left.

use std::time::Duration;

use super::*;

#[test]
fn a_search_that_is_stopped_while_it_mixes_hands_back_a_lottery_with_a_true_gap() {
    let question = even();
    let whole = composed(&question, Method::Leximin).expect("feasible");
    assert!(whole.certified && whole.unknown.is_empty(), "{whole:?}");
    let mut useful = 0;
    for allowed in 0..60 {
        let (mut asked, mut stopped) = (0, false);
        let found = compose(&question, Method::Leximin, [0; 32], &mut |_| {
            asked += 1;
            stopped = asked > allowed;
            if stopped {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .expect("a group was found first");
        let open: Vec<usize> = (0..question.people)
            .filter(|&person| found.people[person] <= 0.0)
            .collect();
        assert_eq!(open, found.unknown, "{allowed}: who is in no group is named");
        assert!(found.bound >= whole.lowest - 1e-9, "{allowed}: the bound is true");
        let missing = 1.0 - found.lowest / found.bound;
        assert!(
            found.certified || found.gap >= missing - 1e-12,
            "{allowed}: the gap is true"
        );
        assert!(!found.certified || missing <= CERTIFIED, "{allowed}");
        useful += usize::from(stopped && found.unknown.is_empty() && found.gap < 1.0);
    }
    assert!(useful > 0, "what is mixed already counts");
}

/// Four features of which only even combinations are there.
fn even() -> Question {
    let answers = [
        ("0000", 9),
        ("0110", 7),
        ("1010", 5),
        ("1100", 3),
        ("1111", 4),
        ("0011", 2),
        ("0101", 6),
        ("1001", 8),
    ];
    pool(&answers, 8, 4)
}

#[test]
fn whoever_is_in_no_group_when_time_ends_still_gets_into_one() {
    let limit = Duration::from_mins(1);
    for allowed in 0..30 {
        let mut asked = 0;
        let found = compose(&even(), Method::Leximin, [0; 32], &mut |progress: Progress| {
            asked += 1;
            let passed = Duration::from_secs(if asked > allowed { 50 } else { 1 });
            progress.within(limit, passed)
        })
        .expect("a group was found first");
        assert_eq!(found.unknown, [0; 0], "{allowed}");
        assert!(found.lowest > 0.0, "{allowed}: everybody has a chance");
    }
}

#[test]
fn every_step_ends_before_the_limit_and_the_sooner_the_more_is_left_to_do() {
    let limit = Duration::from_mins(1);
    let ends = |step, shortfall| {
        let progress = Progress {
            step,
            round: 0,
            groups: 1,
            shortfall,
        };
        (0..100).find(|&second| progress.within(limit, Duration::from_secs(second)).is_break())
    };
    assert_eq!(ends(Step::Target, 1.0), Some(30));
    for step in [Step::Approach, Step::Proof] {
        assert_eq!(ends(step, 1.0), Some(42), "somebody is in no group yet");
        assert_eq!(ends(step, 0.5), Some(57));
    }
    assert_eq!(ends(Step::Cover, 1.0), Some(57));
}
