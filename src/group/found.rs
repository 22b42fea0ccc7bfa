//! The groups found so far, and the search for more with kinds that are in none of them, which also finds the kinds
//! that no group can contain.

use std::collections::BTreeMap;

use super::program::{Answer, Effort, Program};

/// Groups as counts of kinds, each once, in the order of their finding.
#[derive(Clone, Debug, Default)]
pub struct Found {
    groups: Vec<Vec<u32>>,
    numbers: BTreeMap<Vec<u32>, usize>,
}

impl Found {
    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[Vec<u32>] {
        &self.groups
    }

    /// For each kind of a program whether a group could contain it and none of these does.
    #[must_use]
    pub fn open(&self, program: &Program) -> Vec<bool> {
        let mut open: Vec<bool> = program.bounds.iter().map(|&(_, high)| high > 0).collect();
        for group in &self.groups {
            for (open, count) in open.iter_mut().zip(group) {
                *open &= *count == 0;
            }
        }
        open
    }

    /// The number of a group, and whether it is new.
    pub fn add(&mut self, group: Vec<u32>) -> (usize, bool) {
        let next = self.groups.len();
        let number = *self.numbers.entry(group.clone()).or_insert(next);
        if number == next {
            self.groups.push(group);
        }
        (number, number == next)
    }
}

/// What became of the search for any group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Any {
    /// One was found.
    Found,
    /// No group meets the rules.
    Infeasible,
    /// The search ended before it found a group or proved that there is none.
    Undecided,
}

/// The kinds that the search for groups could not reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// No group can contain them.
    pub impossible: Vec<usize>,
    /// It is not known whether a group can contain them.
    pub unknown: Vec<usize>,
}

/// One answer is enough, and many new kinds at once are better.
const FIRST: Effort = Effort { gap: 1.0, nodes: 500 };
/// For the question whether there is any group with one kind.
const ONE: Effort = Effort {
    gap: 1e9,
    nodes: 3_000,
};
/// For the question whether there is any group at all.
const ANY: Effort = Effort {
    gap: 1e9,
    nodes: 50_000,
};

/// Finds one group, as long as `go` says yes.
pub fn any(program: &Program, found: &mut Found, go: &mut dyn FnMut() -> bool) -> Any {
    match program.best_while(&vec![0.0; program.bounds.len()], ANY, go) {
        Answer::Impossible => Any::Infeasible,
        Answer::Unknown => Any::Undecided,
        Answer::Found { values, .. } => {
            found.add(values);
            Any::Found
        }
    }
}

/// Finds groups until every kind that is `open` and can be in one is in one. `go` is asked before and in each search with
/// the round and the number of groups so far; when it says no, the kinds not yet reached are unknown.
pub fn cover(
    program: &Program,
    mut open: Vec<bool>,
    found: &mut Found,
    go: &mut dyn FnMut(usize, usize) -> bool,
) -> Missing {
    let rest = |open: &[bool]| -> Vec<usize> { (0..open.len()).filter(|&kind| open[kind]).collect() };
    let mut round = 0;
    loop {
        let left = rest(&open);
        round += 1;
        if left.is_empty() || !go(round, found.groups().len()) {
            return Missing {
                unknown: left,
                ..Missing::default()
            };
        }
        let weights: Vec<f64> = open.iter().map(|&open| f64::from(u8::from(open))).collect();
        match program.best_while(&weights, FIRST, &mut || go(round, found.groups().len())) {
            Answer::Found { values, bound } => {
                if reach(&mut open, found, values) == 0 {
                    if bound < 0.5 {
                        return Missing {
                            impossible: left,
                            ..Missing::default()
                        };
                    }
                    break;
                }
            }
            Answer::Impossible | Answer::Unknown => break,
        }
    }
    let mut missing = Missing::default();
    for kind in rest(&open) {
        if !open[kind] {
            continue;
        }
        round += 1;
        if !go(round, found.groups().len()) {
            missing.unknown.push(kind);
            continue;
        }
        let mut with = program.clone();
        with.bounds[kind].0 = 1;
        match with.best_while(&vec![0.0; open.len()], ONE, &mut || {
            go(round, found.groups().len())
        }) {
            Answer::Found { values, .. } => {
                reach(&mut open, found, values);
            }
            Answer::Impossible => missing.impossible.push(kind),
            Answer::Unknown => missing.unknown.push(kind),
        }
    }
    missing
}

/// Keeps a group and says how many kinds it is the first to contain.
fn reach(open: &mut [bool], found: &mut Found, values: Vec<u32>) -> usize {
    let mut fresh = 0;
    for (open, _) in open
        .iter_mut()
        .zip(&values)
        .filter(|(open, value)| **open && **value > 0)
    {
        *open = false;
        fresh += 1;
    }
    found.add(values);
    fresh
}
