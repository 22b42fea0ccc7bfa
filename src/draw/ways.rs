//! Ways out: without which rules there is a group, or one with somebody whom none can have.

use std::collections::BTreeSet;

use crate::group::{Question, remedy};

/// So many ways out are shown.
const WAYS: usize = 3;

/// Sets of rules without which there is a group, the smallest first. A host reads these, so that they say nothing of
/// how many people there are for a rule: a smaller number in its place would be that number.
#[must_use]
pub fn out(question: &Question) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for rule in in_the_way(question) {
        let (mut without, mut left) = (vec![rule], dropped(question, &[rule]));
        // A conflict that is not proven may name a rule that was dropped already: it is never taken twice.
        while let Some(next) = in_the_way(&left).into_iter().find(|rule| !without.contains(rule)) {
            without.push(next);
            left = dropped(question, &without);
        }
        without.sort_unstable();
        if !found.contains(&without) {
            found.push(without);
        }
    }
    found.sort_by_key(Vec::len);
    found.truncate(WAYS);
    found
}

/// Rules that are against each other; none when there is a group, or nothing can be said.
fn in_the_way(question: &Question) -> Vec<usize> {
    let remedy::Verdict::Impossible(conflict) = remedy::examine(question) else {
        return Vec::new();
    };
    let mut rules: Vec<usize> = conflict.bounds.iter().map(|bound| bound.rule).collect();
    rules.dedup();
    rules
}

fn dropped(question: &Question, rules: &[usize]) -> Question {
    let mut question = question.clone();
    for &rule in rules {
        (question.rules[rule].least, question.rules[rule].most) = (0, usize::MAX);
    }
    question
}

/// For people of `impossible`, whom no group can have: sets of rules without which a group can have one of them. One
/// for each way of being left out, and at most three.
#[must_use]
pub fn for_those_left_out(question: &Question, impossible: &[usize]) -> Vec<Vec<usize>> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<Vec<usize>> = Vec::new();
    for &person in impossible {
        let counts_for: Vec<usize> = (0..question.rules.len())
            .filter(|&rule| question.rules[rule].members.contains(&person))
            .collect();
        if seen.len() == WAYS || !seen.insert(counts_for) {
            continue;
        }
        let mut with_them = question.clone();
        if let Err(place) = with_them.chosen.binary_search(&person) {
            with_them.chosen.insert(place, person);
        }
        found.extend(
            out(&with_them)
                .into_iter()
                .next()
                .filter(|way| !found.contains(way)),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::samples;

    fn has_a_group(question: &Question) -> bool {
        !samples::groups(question).is_empty()
    }

    /// Addresses have no part in the draws of the service.
    fn question(case: usize) -> Question {
        Question {
            homes: Vec::new(),
            ..samples::question(case)
        }
    }

    #[test]
    fn without_the_rules_of_any_way_out_there_is_a_group() {
        let mut ways = 0;
        for case in 0..samples::cases() {
            let question = question(case);
            for way in out(&question) {
                ways += 1;
                assert!(way.is_sorted_by(|one, next| one < next), "case {case}: {way:?}");
                assert!(has_a_group(&dropped(&question, &way)), "case {case}: {way:?}");
            }
            assert!(
                has_a_group(&question) || !out(&question).is_empty(),
                "case {case}: no way out"
            );
        }
        assert!(ways > 20, "{ways}");
    }

    #[test]
    fn without_the_rules_in_the_way_somebody_left_out_can_be_in_a_group() {
        let mut left_out = 0;
        for case in 0..samples::cases() {
            let question = question(case);
            let groups = samples::groups(&question);
            let impossible: Vec<usize> = (0..question.people)
                .filter(|person| !groups.iter().any(|group| group.contains(person)))
                .collect();
            if groups.is_empty() {
                continue;
            }
            for way in for_those_left_out(&question, &impossible) {
                left_out += 1;
                let freed = samples::groups(&dropped(&question, &way));
                let is_in_one = |person: &usize| freed.iter().any(|group| group.contains(person));
                assert!(impossible.iter().any(is_in_one), "case {case}: {way:?}");
            }
        }
        assert!(left_out > 20, "{left_out}");
    }
}
