//! The groups found so far, and the search for more: first until somebody of every kind is in one, which also finds
//! the kinds that no group can contain.

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

/// What became of the search for a group with each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// No group meets the rules.
    Infeasible,
    /// The search ended before it found a group or proved that there is none.
    Undecided,
    /// There are groups.
    Groups {
        /// Kinds that no group can contain.
        impossible: Vec<usize>,
        /// Kinds of which it is not known whether a group can contain them.
        unknown: Vec<usize>,
    },
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

/// Finds groups until every kind that can be in one is in one. `go` is asked before each search with the round and
/// the number of groups so far; when it says no, the kinds not yet reached are unknown.
pub fn cover(program: &Program, found: &mut Found, go: &mut dyn FnMut(usize, usize) -> bool) -> Cover {
    let mut open: Vec<bool> = program.bounds.iter().map(|&(_, high)| high > 0).collect();
    match program.best(&vec![0.0; open.len()], ANY) {
        Answer::Impossible => return Cover::Infeasible,
        Answer::Unknown => return Cover::Undecided,
        Answer::Found { values, .. } => reach(&mut open, found, values),
    };
    let rest = |open: &[bool]| -> Vec<usize> { (0..open.len()).filter(|&kind| open[kind]).collect() };
    let none = |impossible: Vec<usize>, unknown| Cover::Groups { impossible, unknown };
    let mut round = 0;
    loop {
        let left = rest(&open);
        round += 1;
        if left.is_empty() || !go(round, found.groups().len()) {
            return none(Vec::new(), left);
        }
        let weights: Vec<f64> = open.iter().map(|&open| f64::from(u8::from(open))).collect();
        match program.best(&weights, FIRST) {
            Answer::Found { values, bound } => {
                if reach(&mut open, found, values) == 0 {
                    if bound < 0.5 {
                        return none(left, Vec::new());
                    }
                    break;
                }
            }
            Answer::Impossible | Answer::Unknown => break,
        }
    }
    let (mut impossible, mut unknown) = (Vec::new(), Vec::new());
    for kind in rest(&open) {
        if !open[kind] {
            continue;
        }
        round += 1;
        if !go(round, found.groups().len()) {
            unknown.push(kind);
            continue;
        }
        let mut with = program.clone();
        with.bounds[kind].0 = 1;
        match with.best(&vec![0.0; open.len()], ONE) {
            Answer::Found { values, .. } => {
                reach(&mut open, found, values);
            }
            Answer::Impossible => impossible.push(kind),
            Answer::Unknown => unknown.push(kind),
        }
    }
    none(impossible, unknown)
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
