//! Looks for a heavy group by diving: the relaxation says who would come in by how much, whoever comes in most comes in
//! for good, and so on down; a dive that ends without a group is taken up again where most is left to hope for. Much
//! quicker than [`Program::best`], and no proof of anything.

use super::{
    program::{Program, count, weigh},
    simplex::{End, Simplex},
};

/// With more rows than this the simplex method's matrix would be too large.
const ROWS: usize = 250;
/// Steps after which a relaxation is given up.
const STEPS: usize = 2_000;
/// So far from a whole number a value is one.
const WHOLE: f64 = 1e-6;
/// Of what the relaxation weighs more than asked, a group has this part at least.
const WORTH: f64 = 0.2;
/// A group that has this part ends the search.
const ENOUGH: f64 = 0.5;
/// So many relaxations are solved at most; a count, so that the same question has the same answer everywhere.
const NODES: usize = 400;

/// A program and its relaxation, which starts each time from its last solution.
#[derive(Clone, Debug)]
pub struct Dive {
    program: Program,
    simplex: Simplex,
    /// The bounds that are narrower now; a variable may be there more than once, and the last counts.
    narrowed: Vec<Narrow>,
}

/// A variable and its narrower bounds.
type Narrow = (usize, f64, f64);

/// A part of the search that is left for later, and what a group there can weigh at most.
struct Open {
    narrowed: Vec<Narrow>,
    most: f64,
}

impl Dive {
    /// `None` where the program has too many rows, or somebody counts for something else than one in a row.
    #[must_use]
    pub fn new(program: &Program) -> Option<Self> {
        if program.rows.len() > ROWS {
            return None;
        }
        Some(Self {
            program: program.clone(),
            simplex: Simplex::new(program)?,
            narrowed: Vec::new(),
        })
    }

    /// Groups that weigh clearly more than `level`, each more than the one before it; none where none was found.
    pub fn groups(&mut self, weights: &[f64], level: f64) -> Vec<Vec<u32>> {
        self.simplex.weigh(weights);
        self.narrow(Vec::new());
        let (mut found, mut open) = (Vec::new(), Vec::new());
        let End::Best(top) = self.simplex.solve(level, STEPS) else {
            return found;
        };
        let enough = level + ENOUGH * (top - level);
        let mut least = level + WORTH * (top - level);
        let mut most = Some(top);
        for _ in 0..NODES {
            let part = most.and_then(|most| self.fraction().map(|fraction| (fraction, most)));
            if let Some((fraction, most)) = part {
                open.push(self.branch(fraction, most));
            } else {
                if let Some(group) = most.and_then(|_| self.group()) {
                    let weight = weigh(&group, weights);
                    if weight > least {
                        least = weight;
                        found.push(group);
                    }
                }
                if least >= enough || !self.resume(&mut open, least) {
                    break;
                }
            }
            most = match self.simplex.solve(least, STEPS) {
                End::Best(most) if most > least => Some(most),
                _ => None,
            };
        }
        found
    }

    /// The variable with a value that is nearest below a whole number without being one, and the value.
    fn fraction(&self) -> Option<(usize, f64)> {
        let values = (self.simplex.inside()).map(|variable| (variable, self.simplex.value(variable)));
        let broken = values.filter(|(_, value)| (value - value.round()).abs() > WHOLE);
        broken.max_by(|a, b| {
            (a.1 - a.1.floor())
                .total_cmp(&(b.1 - b.1.floor()))
                .then(b.0.cmp(&a.0))
        })
    }

    /// Goes on where the value is at least the next whole number; what is below it is left for later.
    fn branch(&mut self, (variable, value): (usize, f64), most: f64) -> Open {
        let (low, high) = self.bounds(variable);
        let mut narrowed = self.narrowed.clone();
        narrowed.push((variable, low, value.floor()));
        self.narrowed.push((variable, value.ceil(), high));
        self.simplex.bound(variable, value.ceil(), high);
        Open { narrowed, most }
    }

    /// Goes on with what promises most of what is left; false where nothing promises more than `least`.
    fn resume(&mut self, open: &mut Vec<Open>, least: f64) -> bool {
        open.retain(|part| part.most > least);
        let best = (0..open.len()).max_by(|&a, &b| open[a].most.total_cmp(&open[b].most).then(a.cmp(&b)));
        let Some(best) = best else { return false };
        let part = open.swap_remove(best);
        self.narrow(part.narrowed);
        true
    }

    fn bounds(&self, variable: usize) -> (f64, f64) {
        let narrowed = self.narrowed.iter().rfind(|narrow| narrow.0 == variable);
        narrowed.map_or_else(|| self.widest(variable), |&(_, low, high)| (low, high))
    }

    fn widest(&self, variable: usize) -> (f64, f64) {
        let (low, high) = self.program.bounds[variable];
        (f64::from(low), f64::from(high))
    }

    /// From now on these bounds are narrower, and no others.
    fn narrow(&mut self, narrowed: Vec<Narrow>) {
        for (variable, ..) in std::mem::replace(&mut self.narrowed, narrowed) {
            let (low, high) = self.widest(variable);
            self.simplex.bound(variable, low, high);
        }
        for &(variable, low, high) in &self.narrowed {
            self.simplex.bound(variable, low, high);
        }
    }

    /// The values as a group, if they are one.
    fn group(&self) -> Option<Vec<u32>> {
        let kinds = 0..self.program.bounds.len();
        let group: Vec<u32> = kinds.map(|kind| count(self.simplex.value(kind))).collect();
        self.program.holds(&group).then_some(group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{
        draw::Stream,
        kinds::{Kinds, number},
        program::{Answer, Effort},
        samples::{cases, question},
    };

    #[test]
    fn what_a_dive_finds_is_a_group_above_the_level_and_often_the_heaviest() {
        let (mut asked, mut best) = (0, 0);
        for case in 0..cases() {
            let program = Kinds::of(&question(case)).program;
            let count = program.bounds.len();
            let mut stream = Stream::of(&format!("dive {case}"));
            let weights: Vec<f64> = (0..count).map(|_| number(stream.below(101)) - 50.0).collect();
            let effort = Effort {
                gap: 0.0,
                nodes: 5_000,
            };
            let answer = program.best(&weights, effort);
            let Some(mut dive) = Dive::new(&program) else {
                continue;
            };
            for level in [-1e4, 0.0] {
                let groups = dive.groups(&weights, level);
                let Answer::Found { values, .. } = &answer else {
                    assert_eq!(groups, Vec::<Vec<u32>>::new(), "case {case} has no group");
                    continue;
                };
                let heaviest = weigh(values, &weights);
                let mut before = level;
                for group in &groups {
                    assert!(program.holds(group), "case {case}");
                    let weight = weigh(group, &weights);
                    assert!(
                        weight > before && weight <= heaviest + 1e-6,
                        "case {case}: {weight}"
                    );
                    before = weight;
                }
                asked += usize::from(heaviest > level + 1e-6);
                best += usize::from(before >= heaviest - 1e-6);
            }
        }
        assert!(best * 3 > asked, "{best} of {asked}");
    }
}
