use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::*;
use crate::group::chances::CERTIFIED;
use crate::group::linear::minimise;
use crate::group::program::Row;
use crate::group::samples::{cases, groups, question};
use crate::group::{Rule, SameAddress};

mod stopped;

fn composed(question: &Question, method: Method) -> Result<Chances, Refused> {
    compose(question, method, [7; 32], &mut |_| ControlFlow::Continue(()))
}

/// The best lowest chance of any lottery over all groups, over the people whom some group contains and who are not in
/// every group already: a linear program over groups, nothing collapsed.
fn fairest(question: &Question, groups: &[Vec<usize>]) -> f64 {
    let kinds = Kinds::of(question);
    let last = groups.len();
    let mut rows: Vec<Row> = Vec::new();
    for person in (0..question.people).filter(|person| kinds.included.binary_search(person).is_err()) {
        let mut terms: Vec<(usize, f64)> = (0..last)
            .filter(|&group| groups[group].contains(&person))
            .map(|group| (group, 1.0))
            .collect();
        if !terms.is_empty() {
            terms.push((last, -1.0));
            rows.push(Row {
                terms,
                least: 0.0,
                most: f64::INFINITY,
            });
        }
    }
    rows.push(Row {
        terms: (0..last).map(|group| (group, 1.0)).collect(),
        least: 1.0,
        most: 1.0,
    });
    rows.extend((0..last).map(|group| Row {
        terms: vec![(group, 1.0)],
        least: 0.0,
        most: f64::INFINITY,
    }));
    rows.push(Row {
        terms: vec![(last, 1.0)],
        least: f64::NEG_INFINITY,
        most: 1.0,
    });
    let mut cost = vec![0.0; last + 1];
    cost[last] = -1.0;
    minimise(&cost, &rows).expect("a small program").values[last]
}

/// What is the same for people who are alike: their rules, and the rules of everybody at home.
fn alike(question: &Question, person: usize) -> (Vec<usize>, Vec<Vec<usize>>, bool) {
    let rules = |one: usize| -> Vec<usize> {
        (0..question.rules.len())
            .filter(|&rule| question.rules[rule].members.contains(&one))
            .collect()
    };
    let home = question.homes.get(person).copied().flatten();
    let mates: Vec<usize> = match home {
        Some(home) if question.same_address != SameAddress::Free => (0..question.people)
            .filter(|&one| question.homes[one] == Some(home))
            .collect(),
        _ => vec![person],
    };
    let mut composition: Vec<Vec<usize>> = mates.iter().map(|&one| rules(one)).collect();
    composition.sort_unstable();
    let with_chosen = mates.iter().any(|one| question.chosen.contains(one));
    (rules(person), composition, with_chosen)
}

fn check(question: &Question, found: &Chances, all: &[Vec<usize>]) {
    let kinds = Kinds::of(question);
    let mut counted = vec![0.0; question.people];
    for group in &found.groups {
        let people = kinds.people(&group.counts).expect("people of a group");
        assert_eq!(question.holds(&people), Ok(()));
        assert!(all.contains(&people), "a group that brute force knows");
        for &person in &people {
            counted[person] += group.weight;
        }
    }
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    assert!((sum(&counted) - sum(&found.people)).abs() < 1e-9);
    let size = f64::from(u32::try_from(question.size).expect("a small group"));
    assert!(
        (sum(&found.people) - size).abs() < 1e-9,
        "chances sum to the size: {:?}",
        found.people
    );
    let mut chances: BTreeMap<_, f64> = BTreeMap::new();
    for person in 0..question.people {
        if question.chosen.contains(&person) {
            assert!((found.people[person] - 1.0).abs() < 1e-12);
            continue;
        }
        let first = *chances
            .entry(alike(question, person))
            .or_insert(found.people[person]);
        assert!(
            (first - found.people[person]).abs() < 1e-12,
            "equal people, equal chances"
        );
        let possible = all.iter().any(|group| group.contains(&person));
        assert_eq!(
            possible,
            found.people[person] > 0.0,
            "person {person} of {found:?}"
        );
        let named = found.impossible.contains(&person) || kinds.excluded.contains(&person);
        assert_eq!(possible, !named);
    }
}

#[test]
fn small_questions_are_answered_as_trying_everything_does() {
    let (mut feasible, mut certified) = (0, 0);
    for case in 0..cases() {
        let question = question(case);
        let all = groups(&question);
        let found = match composed(&question, Method::Leximin) {
            Ok(found) => found,
            Err(refused) => {
                assert_eq!(refused, Refused::Infeasible, "case {case}");
                assert!(all.is_empty(), "case {case} has a group");
                continue;
            }
        };
        assert!(!all.is_empty(), "case {case} has no group");
        feasible += 1;
        certified += usize::from(found.certified);
        check(&question, &found, &all);
        let best = fairest(&question, &all);
        assert!(
            found.lowest >= 0.999 * best,
            "case {case}: {} of {best}",
            found.lowest
        );
        assert!(
            found.bound >= best - 1e-6,
            "case {case}: the bound {} is true",
            found.bound
        );
        assert!(
            found.ceiling >= best - 1e-6,
            "case {case}: the ceiling {} is true",
            found.ceiling
        );
        assert!(
            found.certified || found.gap > CERTIFIED,
            "case {case}: a gap is stated"
        );
        assert!(
            !found.certified || found.lowest >= 0.999 * found.bound,
            "case {case}"
        );
    }
    assert!(
        feasible * 4 > cases() && certified * 2 > feasible,
        "{feasible} feasible, {certified} certified"
    );
}

#[test]
fn the_other_methods_keep_the_rules_and_maximin_the_lowest_chance() {
    for case in 0..cases() / 10 {
        let question = question(case);
        let all = groups(&question);
        let Ok(found) = composed(&question, Method::Maximin) else {
            continue;
        };
        check(&question, &found, &all);
        let best = fairest(&question, &all);
        assert!(
            found.lowest >= 0.999 * best,
            "case {case}: {} of {best}",
            found.lowest
        );
        let random = composed(&question, Method::Random).expect("feasible");
        assert!(!random.certified && random.lowest <= best + 1e-6);
    }
}

/// A pool of people given by their answers; a quota of `each` (least and most) for every value of every feature.
fn pool(answers: &[(&str, usize)], size: usize, each: usize) -> Question {
    let people: Vec<&str> = answers
        .iter()
        .flat_map(|&(answer, count)| vec![answer; count])
        .collect();
    let mut rules = Vec::new();
    for feature in 0..answers[0].0.len() {
        for value in ["0", "1"] {
            let members = (0..people.len())
                .filter(|&one| &people[one][feature..=feature] == value)
                .collect();
            let about = format!("feature {feature}");
            rules.push(Rule {
                about,
                value: value.to_owned(),
                members,
                least: each,
                most: each,
            });
        }
    }
    Question {
        people: people.len(),
        size,
        rules,
        ..Question::default()
    }
}

const EVEN: [(&str, usize); 4] = [("000", 3), ("011", 3), ("101", 3), ("110", 3)];

#[test]
fn what_only_divided_people_could_do_is_infeasible() {
    let question = pool(&EVEN, 2, 1);
    assert!(
        Kinds::of(&question).program.ceiling(&[0.0; 4]).is_some(),
        "the relaxation has a solution"
    );
    assert_eq!(composed(&question, Method::Leximin), Err(Refused::Infeasible));
}

#[test]
fn people_whom_no_group_can_contain_are_named_and_do_not_spoil_the_others() {
    let mut answers = EVEN.to_vec();
    answers.extend([("001", 2), ("110", 2)]);
    let found = composed(&pool(&answers, 2, 1), Method::Leximin).expect("001 goes with 110");
    assert_eq!(found.impossible, (0..9).collect::<Vec<usize>>());
    assert!((found.lowest - 0.2).abs() < 1e-9 && found.certified, "{found:?}");
}

#[test]
fn a_true_gap_is_stated_with_a_proof_and_the_lowest_chance_is_still_the_best() {
    let answers = [
        ("000", 10),
        ("011", 10),
        ("101", 10),
        ("110", 10),
        ("111", 2),
        ("001", 1),
    ];
    let found = composed(&pool(&answers, 10, 5), Method::Leximin).expect("feasible");
    assert!(!found.certified && found.gap > 0.07, "{}", found.gap);
    assert!(
        found.ceiling < 0.95 * found.bound && found.lowest >= 0.999 * found.ceiling,
        "{found:?}"
    );
}

#[test]
fn a_stop_at_any_moment_hands_back_a_lottery_with_a_true_bound() {
    let answers = [
        ("000", 10),
        ("011", 10),
        ("101", 10),
        ("110", 10),
        ("111", 2),
        ("001", 1),
    ];
    let question = pool(&answers, 10, 5);
    let best = composed(&question, Method::Leximin).expect("feasible").lowest;
    for allowed in 0..30 {
        let mut asked = 0;
        let found = compose(&question, Method::Leximin, [0; 32], &mut |_| {
            asked += 1;
            if asked > allowed {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        let found = found.expect("a group was found first");
        assert!((found.people.iter().sum::<f64>() - 10.0).abs() < 1e-9);
        assert!(
            found.bound >= best - 1e-9 && found.lowest <= best + 1e-4,
            "{allowed}: {found:?}"
        );
        assert!(!found.certified && found.gap > 0.0);
    }
}

#[test]
fn the_rules_that_hold_the_lowest_chance_down_are_named() {
    // 8 of 10 people are campaigners, and of 4 places at most 2 are theirs.
    let members = (0..8).collect();
    let rule = Rule {
        about: "motive".to_owned(),
        value: "campaigner".to_owned(),
        members,
        least: 0,
        most: 2,
    };
    let members = vec![8, 9];
    let loose = Rule {
        value: "other".to_owned(),
        members,
        least: 1,
        ..rule.clone()
    };
    let question = Question {
        people: 10,
        size: 4,
        rules: vec![loose, rule],
        ..Question::default()
    };
    let found = composed(&question, Method::Leximin).expect("feasible");
    assert!(
        (found.lowest - 0.25).abs() < 1e-6 && (found.highest - 1.0).abs() < 1e-3,
        "{found:?}"
    );
    let first = &found.stages[0];
    assert_eq!(
        first
            .limits
            .iter()
            .map(|limit| (limit.rule, limit.most))
            .collect::<Vec<_>>(),
        [(1, true)]
    );
    assert_eq!(found.stage, [Some(0), Some(1)]);
}

#[test]
fn the_same_question_has_the_same_lottery() {
    for case in 0..20 {
        let question = question(case);
        for method in [Method::Leximin, Method::Random] {
            assert_eq!(composed(&question, method), composed(&question, method));
        }
    }
}

#[test]
fn when_everybody_is_chosen_already_there_is_one_group() {
    let question = Question {
        people: 2,
        size: 2,
        chosen: vec![0, 1],
        ..Question::default()
    };
    let found = composed(&question, Method::Leximin).expect("feasible");
    assert_eq!((found.people, found.groups.len()), (vec![1.0, 1.0], 1));
}
