use std::collections::BTreeSet;

use super::{
    smallest::{Limits, Remedy, remedies, widest},
    *,
};
use crate::group::samples;

/// The question without its bounds but these.
fn only(question: &Question, kept: &[Bound]) -> Question {
    let mut question = question.clone();
    for (rule, wanted) in question.rules.iter_mut().enumerate() {
        if !kept.contains(&Bound {
            rule,
            side: Side::Least,
        }) {
            wanted.least = 0;
        }
        if !kept.contains(&Bound {
            rule,
            side: Side::Most,
        }) {
            wanted.most = usize::MAX;
        }
    }
    question
}

fn possible(question: &Question) -> bool {
    !samples::groups(question).is_empty()
}

/// Limits that are sometimes narrow, as files give them.
fn limits(question: &Question, case: usize) -> Vec<Limits> {
    let mut limits = widest(question);
    if case.is_multiple_of(2) {
        for (at, (limit, rule)) in limits.iter_mut().zip(&question.rules).enumerate() {
            limit.least = rule.least.saturating_sub((case + at) % 3);
            limit.most = rule.most.saturating_add((case / 2 + at) % 3);
        }
    }
    limits
}

/// For every set of people that is a group but for the rules: how far each bound would have to move.
fn needs(question: &Question, limits: &[Limits]) -> BTreeSet<(usize, Vec<(usize, usize)>)> {
    let groups = samples::groups(&only(question, &[]));
    let rules = || question.rules.iter().zip(limits);
    let moves = groups.iter().filter_map(|people| {
        let moves = rules().map(|(rule, limit)| {
            let count = people
                .iter()
                .filter(|person| rule.members.contains(person))
                .count();
            let within = (limit.least.min(rule.least)..=limit.most.max(rule.most)).contains(&count);
            within.then(|| (rule.least.saturating_sub(count), count.saturating_sub(rule.most)))
        });
        moves.collect::<Option<Vec<_>>>()
    });
    moves
        .map(|moves| (moves.iter().map(|(down, up)| down + up).sum(), moves))
        .collect()
}

#[test]
fn a_question_is_possible_by_brute_force_if_and_only_if_we_say_so() {
    let mut seen = BTreeSet::new();
    for case in 0..samples::cases() {
        let question = samples::question(case);
        match examine(&question) {
            Verdict::Possible => assert!(possible(&question), "case {case}"),
            Verdict::Unknown => panic!("case {case} is small"),
            Verdict::Impossible(conflict) => {
                assert!(conflict.proven, "case {case}");
                seen.insert(conflict.seen);
                let mut alone = only(&question, &conflict.bounds);
                if !conflict.homes {
                    alone.same_address = SameAddress::Free;
                }
                assert!(!possible(&alone), "case {case}: {conflict:?} is not enough");
                for left_out in &conflict.bounds {
                    let kept: Vec<Bound> = conflict
                        .bounds
                        .iter()
                        .copied()
                        .filter(|one| one != left_out)
                        .collect();
                    let mut rest = only(&question, &kept);
                    rest.same_address = alone.same_address;
                    assert!(
                        possible(&rest),
                        "case {case}: {left_out:?} is not needed in {conflict:?}"
                    );
                }
                if conflict.homes {
                    alone.same_address = SameAddress::Free;
                    assert!(
                        possible(&alone),
                        "case {case}: homes are not needed in {conflict:?}"
                    );
                }
            }
        }
    }
    assert!(seen.len() > 2, "the ways of seeing it that occurred: {seen:?}");
}

#[test]
fn a_relaxation_is_feasible_and_no_smaller_one_is() {
    let (mut tried, mut several) = (0, 0);
    for case in 0..samples::cases() {
        let question = samples::question(case);
        if possible(&question) {
            continue;
        }
        let limits = limits(&question, case);
        let found = remedies(&question, &limits, 5, &mut || true);
        let needs = needs(&question, &limits);
        assert_eq!(
            found.first().map(|first| first.steps),
            needs.first().map(|first| first.0),
            "case {case}"
        );
        let best = needs.first().map(|first| first.0);
        let as_small = needs.iter().filter(|(steps, _)| Some(*steps) == best).count();
        let found_as_small = found.iter().filter(|one| Some(one.steps) == best).count();
        assert_eq!(
            found_as_small,
            as_small.min(5),
            "case {case}: all that are as small, none twice"
        );
        assert!(found.is_sorted_by_key(|one| one.steps));
        for remedy in &found {
            assert!(
                remedy.proven && possible(&remedy.applied(&question)),
                "case {case}: {remedy:?}"
            );
            for smaller in one_less(&question, remedy) {
                assert!(!possible(&smaller), "case {case}: less than {remedy:?} is enough");
            }
            for change in &remedy.changes {
                let limit = &limits[change.rule];
                assert!(
                    limit.least <= change.least && change.most <= limit.most,
                    "case {case}"
                );
            }
        }
        tried += usize::from(!found.is_empty());
        several += usize::from(found.len() > 1);
    }
    assert!(
        tried * 8 > samples::cases() && several * 16 > samples::cases(),
        "{tried} {several}"
    );
}

/// The question with the remedy but for one step, for every step.
fn one_less(question: &Question, remedy: &Remedy) -> Vec<Question> {
    let mut all = Vec::new();
    for change in &remedy.changes {
        let before = &question.rules[change.rule];
        if change.least < before.least {
            let mut one = remedy.applied(question);
            one.rules[change.rule].least += 1;
            all.push(one);
        }
        if change.most > before.most {
            let mut one = remedy.applied(question);
            one.rules[change.rule].most -= 1;
            all.push(one);
        }
    }
    all
}
