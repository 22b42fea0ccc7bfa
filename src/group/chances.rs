//! What the composer hands back: groups and their weights, everybody's exact chance, and how near that is to the best
//! that any lottery could do.

use serde::Serialize;

use super::found::Missing;
use super::kinds::{Kinds, number};
use super::relaxation::{Relaxation, Stage};

/// The largest part of a chance that may be missing where the fairest chances count as reached.
pub const CERTIFIED: f64 = 1e-3;

/// How chances are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// The lowest chance as high as it goes, then the next lowest, and so on.
    #[default]
    Leximin,
    /// The lowest chance as high as it goes; the others as they come.
    Maximin,
    /// Groups that meet the rules, each found with new random weights; no care for chances.
    Random,
}

/// A group and how likely the lottery is to draw it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weighted {
    /// How many units of each kind are in it.
    pub counts: Vec<u32>,
    /// Above 0; over all groups the sum is 1.
    pub weight: f64,
}

/// A lottery over groups and what is proven about it. "Everybody" here is who can be drawn: those included already
/// are certain, those excluded or impossible are not counted in lowest, and all but the included in gini.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chances {
    /// How the chances were set.
    pub method: Method,
    /// The groups that can be drawn.
    pub groups: Vec<Weighted>,
    /// The chance of the people of each kind.
    pub kinds: Vec<f64>,
    /// The chance of each person: 1 where included already, 0 where excluded or impossible.
    pub people: Vec<f64>,
    /// No lottery has a lowest chance above this: the optimum of the relaxation.
    pub bound: f64,
    /// The same proven more sharply from groups instead of the relaxation; at most `bound`.
    pub ceiling: f64,
    /// The lowest chance of everybody.
    pub lowest: f64,
    /// The highest chance of everybody.
    pub highest: f64,
    /// The Gini coefficient of all who are not included already: 0 where all chances are equal.
    pub gini: f64,
    /// The geometric mean of the chances above 0.
    pub geometric_mean: f64,
    /// The largest part that a chance lacks of what the relaxation allows (leximin), or the lowest chance of the
    /// bound (otherwise); 0 where certified.
    pub gap: f64,
    /// Whether the fairest chances are reached, to [`CERTIFIED`].
    pub certified: bool,
    /// The levels of chance and the rules that hold them down, from the lowest up.
    pub stages: Vec<Stage>,
    /// The level of each kind; `None` where it has none.
    pub stage: Vec<Option<usize>>,
    /// People whom no group can contain, in ascending order.
    pub impossible: Vec<usize>,
    /// People of whom this could not be settled, in ascending order; their chance is 0 unless a group was found.
    pub unknown: Vec<usize>,
}

impl Chances {
    /// Sums up a lottery.
    #[must_use]
    pub fn new(
        kinds: &Kinds,
        method: Method,
        groups: Vec<Weighted>,
        relaxation: Relaxation,
        missing: &Missing,
    ) -> Self {
        let chances = of_kinds(kinds, &groups);
        let mut people = vec![0.0; everyone(kinds)];
        for (kind, chance) in kinds.kinds.iter().zip(&chances) {
            for &person in kind.units.iter().flat_map(|unit| &unit.people) {
                people[person] = *chance;
            }
        }
        kinds.included.iter().for_each(|&person| people[person] = 1.0);
        let possible = |kind: &usize| !missing.impossible.contains(kind);
        let counted: Vec<f64> = (0..chances.len())
            .filter(possible)
            .map(|kind| chances[kind])
            .collect();
        let lowest = counted.iter().copied().reduce(f64::min).unwrap_or(1.0);
        let free = (0..people.len()).filter(|person| kinds.included.binary_search(person).is_err());
        let mut free: Vec<f64> = free.map(|person| people[person]).collect();
        free.sort_unstable_by(f64::total_cmp);
        let bound = relaxation.bound;
        let short = if method == Method::Leximin {
            shortfall(&chances, &relaxation.target)
        } else {
            0.0
        };
        let below = if lowest < bound { 1.0 - lowest / bound } else { 0.0 };
        let gap = short.max(below);
        let complete = relaxation.leximin || method == Method::Maximin;
        let known = complete && missing.unknown.is_empty();
        let certified = known && method != Method::Random && gap <= CERTIFIED;
        let named = |of: &[usize]| {
            let units = of.iter().flat_map(|&kind| &kinds.kinds[kind].units);
            let mut named: Vec<usize> = units.flat_map(|unit| unit.people.iter().copied()).collect();
            named.sort_unstable();
            named
        };
        Self {
            method,
            groups,
            bound,
            ceiling: bound,
            lowest,
            highest: counted.iter().copied().fold(0.0, f64::max),
            gini: gini(&free),
            geometric_mean: geometric_mean(&free),
            gap: if certified { 0.0 } else { gap },
            certified,
            stages: relaxation.stages,
            stage: relaxation.stage,
            impossible: named(&missing.impossible),
            unknown: named(&missing.unknown),
            kinds: chances,
            people,
        }
    }
}

fn everyone(kinds: &Kinds) -> usize {
    kinds.kinds.iter().map(super::kinds::Kind::people).sum::<usize>()
        + kinds.included.len()
        + kinds.excluded.len()
}

/// The chance of each kind's people under a lottery.
#[must_use]
pub fn of_kinds(kinds: &Kinds, groups: &[Weighted]) -> Vec<f64> {
    let mut chances = vec![0.0; kinds.kinds.len()];
    for group in groups {
        for (chance, &count) in chances.iter_mut().zip(&group.counts) {
            *chance += group.weight * f64::from(count);
        }
    }
    chances
        .iter()
        .zip(&kinds.kinds)
        .map(|(count, kind)| (count / number(kind.units.len())).min(1.0))
        .collect()
}

/// The largest part of a target that is missing.
#[must_use]
pub fn shortfall(chances: &[f64], target: &[f64]) -> f64 {
    let with = chances.iter().zip(target).filter(|(_, target)| **target > 0.0);
    with.map(|(chance, target)| 1.0 - chance / target)
        .fold(0.0, f64::max)
}

/// The Gini coefficient of values in ascending order; 0 for none.
#[must_use]
pub fn gini(values: &[f64]) -> f64 {
    let count = number(values.len());
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        return 0.0;
    }
    let weighted = values
        .iter()
        .enumerate()
        .map(|(rank, value)| (2.0 * number(rank) + 1.0 - count) * value);
    weighted.sum::<f64>() / (count * sum)
}

fn geometric_mean(values: &[f64]) -> f64 {
    let logs: Vec<f64> = values
        .iter()
        .filter(|value| **value > 0.0)
        .map(|value| value.ln())
        .collect();
    if logs.is_empty() {
        0.0
    } else {
        (logs.iter().sum::<f64>() / number(logs.len())).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gini_is_nothing_when_all_are_equal_and_near_one_when_one_has_everything() {
        assert!(gini(&[0.2, 0.2, 0.2]).abs() < 1e-12);
        assert!((gini(&[0.0, 0.0, 0.0, 1.0]) - 0.75).abs() < 1e-12);
        assert!((gini(&[0.1, 0.3]) - 0.25).abs() < 1e-12);
    }
}
