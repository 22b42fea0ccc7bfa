//! What other bounds would do to the lowest chance.

use super::{
    super::{
        Question,
        found::{Any, Found, Missing, any, cover},
        kinds::Kinds,
        relaxation::Relaxation,
    },
    Bound, Side,
};

/// The lowest chance that a question allows, over those whom some group can contain: what no lottery exceeds, and most
/// reach. `None` where there is no group or no answer, or `go`, which is asked often, has ended the search.
pub fn lowest(question: &Question, go: &mut dyn FnMut() -> bool) -> Option<f64> {
    let kinds = Kinds::of(question);
    let mut found = Found::default();
    if any(&kinds.program, &mut found, go) != Any::Found {
        return None;
    }
    let open = found.open(&kinds.program);
    let Missing { impossible, unknown } = cover(&kinds.program, open, &mut found, &mut |_, _| go());
    if !go() {
        return None;
    }
    let missing = |kind: &usize| impossible.contains(kind) || unknown.contains(kind);
    bound(
        &kinds,
        &(0..kinds.kinds.len())
            .map(|kind| !missing(&kind))
            .collect::<Vec<_>>(),
    )
}

/// The lowest chance that a question would allow were one of its bounds looser by one person; `impossible` are the
/// people of whom it is known that the question as it is has no group for them, in ascending order.
#[must_use]
pub fn with_one_more(question: &Question, bound: Bound, impossible: &[usize]) -> Option<f64> {
    let mut looser = question.clone();
    let rule = looser.rules.get_mut(bound.rule)?;
    match bound.side {
        Side::Least => rule.least = rule.least.checked_sub(1)?,
        Side::Most => rule.most = rule.most.checked_add(1)?,
    }
    let kinds = Kinds::of(&looser);
    let possible = kinds
        .kinds
        .iter()
        .map(|kind| impossible.binary_search(&kind.units[0].people[0]).is_err());
    self::bound(&kinds, &possible.collect::<Vec<_>>())
}

fn bound(kinds: &Kinds, possible: &[bool]) -> Option<f64> {
    if !possible.contains(&true) {
        return None;
    }
    Relaxation::lowest(kinds, possible).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{chances::Method, compose::compose, samples};
    use std::ops::ControlFlow;

    /// Three of ten are of a kind of which at most one may be among five: their chance is 1 in 3; with one more, 2 in
    /// 3, and then the other seven have the lowest, 3 in 7.
    #[test]
    fn one_more_place_for_a_kind_raises_the_lowest_chance_by_what_it_should() {
        let mut question = samples::question(1);
        question.rules.truncate(1);
        (question.people, question.size) = (10, 5);
        (
            question.rules[0].members,
            question.rules[0].least,
            question.rules[0].most,
        ) = (vec![0, 1, 2], 0, 1);
        assert!(lowest(&question, &mut || true).is_some_and(|lowest| (lowest - 1.0 / 3.0).abs() < 1e-6));
        let most = Bound {
            rule: 0,
            side: Side::Most,
        };
        let more = with_one_more(&question, most, &[]);
        assert!(
            more.is_some_and(|more| (more - 0.5).abs() < 1e-6),
            "{more:?}: 1.5 of 3, 3.5 of 7"
        );
        let least = Bound {
            rule: 0,
            side: Side::Least,
        };
        assert_eq!(
            with_one_more(&question, least, &[]),
            None,
            "a least of 0 cannot be lower"
        );
    }

    #[test]
    fn the_lowest_chance_is_the_bound_that_the_composer_proves() {
        for case in 0..samples::cases().min(500) {
            let question = samples::question(case);
            let composed = compose(&question, Method::Maximin, [0; 32], &mut |_| {
                ControlFlow::Continue(())
            });
            match (composed, lowest(&question, &mut || true)) {
                (Ok(chances), Some(lowest)) => assert!((chances.bound - lowest).abs() < 1e-6, "case {case}"),
                (Ok(chances), None) => {
                    assert!(chances.kinds.iter().all(|chance| *chance <= 0.0), "case {case}");
                }
                (Err(_), lowest) => assert_eq!(lowest, None, "case {case}"),
            }
        }
    }
}
