//! The fairest chances that any lottery could give, were people divisible: the lowest chance as high as it goes, then
//! the next lowest, and so on (leximin). No lottery over whole groups does better, so these are the target and, once
//! reached, the proof. Stages as in Flanigan, Gölz, Gupta, Hennig, Procaccia: "Fair algorithms for selecting citizens'
//! assemblies", Nature 2021, over expected counts of kinds instead of groups.

use serde::Serialize;

use super::kinds::{Kinds, number};
use super::linear::{Solved, Unsolved, minimise};
use super::program::{Program, Row};

/// The slack, in people, that a stage grants to what earlier stages fixed, tried in this order.
const SLACKS: [f64; 5] = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5];
/// Chances that sum to the size but for this part of it are precise enough; else the next slack is tried as well.
const CLOSE: f64 = 1e-6;

/// The best chances of the relaxation.
#[derive(Clone, Debug)]
pub struct Relaxation {
    /// The chance of each kind's people, 0 where no group contains them.
    pub target: Vec<f64>,
    /// No lottery has a lowest chance above this, over those whom some group contains.
    pub bound: f64,
    /// From the lowest chance up.
    pub stages: Vec<Stage>,
    /// The stage that fixed each kind; `None` where no group contains it.
    pub stage: Vec<Option<usize>>,
    /// Whether the target is leximin: false where only the lowest chance was sought, or there was no time for more.
    pub leximin: bool,
}

/// One level of chance and what holds it down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// The chance.
    pub chance: f64,
    /// The rules that keep it from being higher.
    pub limits: Vec<Limit>,
}

/// A rule that binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Its place among the question's rules.
    pub rule: usize,
    /// Whether its most binds, or else its least.
    pub most: bool,
}

/// The relaxation over the kinds that a group can contain: variable i is the chance of kind `active[i]`, the last one
/// the lowest chance of those not yet fixed.
struct Model<'a> {
    kinds: &'a Kinds,
    active: Vec<usize>,
    rows: Vec<Row>,
    caps: Vec<f64>,
}

/// What one stage found.
struct Level {
    lowest: f64,
    chances: Vec<f64>,
    /// For each active kind how much it holds the lowest chance down; together 1 over those not fixed.
    weights: Vec<f64>,
    limits: Vec<Limit>,
}

impl Relaxation {
    /// Where nobody is left to draw: all chances are what they are.
    #[must_use]
    pub fn settled(kinds: &Kinds) -> Self {
        let count = kinds.kinds.len();
        Self {
            target: vec![0.0; count],
            bound: 1.0,
            stages: Vec::new(),
            stage: vec![None; count],
            leximin: true,
        }
    }

    /// Leximin over the kinds that are `possible`. `go` is asked before each stage; `Ok(None)` when it says no.
    pub fn leximin(
        kinds: &Kinds,
        possible: &[bool],
        go: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Self>, Unsolved> {
        let model = Model::new(kinds, possible);
        let mut best: Option<(f64, Self)> = None;
        let mut failure = None;
        for slack in SLACKS {
            match model.leximin(slack, go) {
                Ok(Some(found)) => {
                    let off = model.off(&found.target);
                    if best.as_ref().is_none_or(|(least, _)| off < *least) {
                        best = Some((off, found));
                    }
                    if off < CLOSE {
                        break;
                    }
                }
                Ok(None) => return Ok(None),
                Err(unsolved) => failure = Some(unsolved),
            }
        }
        match (best, failure) {
            (Some((_, found)), _) => Ok(Some(found)),
            (None, Some(unsolved)) => Err(unsolved),
            (None, None) => Ok(None),
        }
    }

    /// The lowest chance as high as it goes; above it chances in the middle of what the rules allow.
    pub fn maximin(kinds: &Kinds, possible: &[bool]) -> Result<Self, Unsolved> {
        let model = Model::new(kinds, possible);
        let level = model.level(&vec![None; model.active.len()], 0.0)?;
        let chances: Vec<f64> = level
            .chances
            .iter()
            .map(|chance| chance.max(level.lowest))
            .collect();
        let stages = vec![Stage {
            chance: level.lowest,
            limits: level.limits.clone(),
        }];
        Ok(model.result(&chances, &vec![0; chances.len()], stages, &level))
    }
}

impl<'a> Model<'a> {
    fn new(kinds: &'a Kinds, possible: &[bool]) -> Self {
        let active: Vec<usize> = (0..possible.len()).filter(|&kind| possible[kind]).collect();
        let mut place = vec![None; possible.len()];
        for (index, &kind) in active.iter().enumerate() {
            place[kind] = Some((index, number(kinds.kinds[kind].units.len())));
        }
        let row = |row: &Row| Row {
            terms: (row.terms.iter())
                .filter_map(|&(kind, by)| place[kind].map(|(index, units)| (index, by * units)))
                .collect(),
            ..*row
        };
        let rows = kinds.program.rows.iter().map(row).collect();
        let cap =
            |&kind: &usize| f64::from(kinds.program.bounds[kind].1) / number(kinds.kinds[kind].units.len());
        let caps = active.iter().map(cap).collect();
        Self {
            kinds,
            active,
            rows,
            caps,
        }
    }

    /// How far these chances, summed over people, are from the size, as a part of it.
    fn off(&self, target: &[f64]) -> f64 {
        let people: f64 = self
            .kinds
            .kinds
            .iter()
            .zip(target)
            .map(|(kind, f)| number(kind.people()) * f)
            .sum();
        (people / self.rows[0].least.max(1.0) - 1.0).abs()
    }

    fn leximin(&self, slack: f64, go: &mut dyn FnMut() -> bool) -> Result<Option<Relaxation>, Unsolved> {
        let count = self.active.len();
        let (mut fixed, mut stage) = (vec![None; count], vec![0; count]);
        let (mut stages, mut first): (Vec<Stage>, Option<Level>) = (Vec::new(), None);
        while fixed.iter().any(Option::is_none) {
            if !go() {
                return Ok(None);
            }
            let level = self.level_from(&fixed, slack)?;
            for index in level.settled(&fixed) {
                fixed[index] = Some(level.lowest.min(self.caps[index]));
                stage[index] = stages.len();
            }
            stages.push(Stage {
                chance: level.lowest,
                limits: level.limits.clone(),
            });
            first.get_or_insert(level);
        }
        let chances: Vec<f64> = fixed.into_iter().flatten().collect();
        let found = first.map(|first| self.result(&chances, &stage, stages, &first));
        Ok(found.map(|found| Relaxation {
            leximin: true,
            ..found
        }))
    }

    /// A level with this slack, or with the first larger one that the solver copes with.
    fn level_from(&self, fixed: &[Option<f64>], slack: f64) -> Result<Level, Unsolved> {
        let mut failure = Unsolved("no slack".to_owned());
        for slack in SLACKS.into_iter().filter(|&other| other >= slack) {
            match self.level(fixed, slack) {
                Ok(level) => return Ok(level),
                Err(unsolved) => failure = unsolved,
            }
        }
        Err(failure)
    }

    /// Raises the lowest chance of those not fixed.
    fn level(&self, fixed: &[Option<f64>], slack: f64) -> Result<Level, Unsolved> {
        let count = self.active.len();
        let mut rows = self.rows.clone();
        let base = rows.len();
        for (index, fixed) in fixed.iter().enumerate() {
            let units = number(self.kinds.kinds[self.active[index]].units.len());
            rows.push(match fixed {
                None => Row {
                    terms: vec![(index, 1.0), (count, -1.0)],
                    least: 0.0,
                    most: f64::INFINITY,
                },
                Some(chance) => {
                    let least = (chance - slack / units).max(0.0);
                    Row {
                        terms: vec![(index, 1.0)],
                        least,
                        most: f64::INFINITY,
                    }
                }
            });
        }
        rows.extend(self.caps.iter().enumerate().map(|(index, &cap)| Row {
            terms: vec![(index, 1.0)],
            least: f64::NEG_INFINITY,
            most: cap,
        }));
        let mut cost = vec![0.0; count + 1];
        cost[count] = -1.0;
        let Solved { mut values, duals } = minimise(&cost, &rows)?;
        let lowest = values.pop().unwrap_or_default().clamp(0.0, 1.0);
        let least = 1e-3 * lowest / self.rows[0].least.max(1.0);
        let rules = self.kinds.program.rows.len() - self.kinds.classes.len();
        let limits = (1..rules)
            .filter(|&row| duals[row].abs() > least)
            .map(|row| Limit {
                rule: row - 1,
                most: duals[row] < 0.0,
            })
            .collect();
        Ok(Level {
            lowest,
            chances: values,
            weights: duals[base..base + count].to_vec(),
            limits,
        })
    }

    fn result(&self, chances: &[f64], stage: &[usize], mut stages: Vec<Stage>, first: &Level) -> Relaxation {
        let mut target = vec![0.0; self.kinds.kinds.len()];
        let mut of = vec![None; target.len()];
        for (index, &kind) in self.active.iter().enumerate() {
            target[kind] = chances[index];
            of[kind] = Some(stage[index]);
        }
        let (program, weights) = self.weighed(first);
        let bound = heaviest(&program, &weights);
        if let Some(stage) = stages.first_mut() {
            stage.limits = telling(&program, &weights, bound, &stage.limits);
        }
        Relaxation {
            target,
            bound,
            stages,
            stage: of,
            leximin: false,
        }
    }

    /// The program over the active kinds alone, and the weights of a mean of chances that is as low as means get.
    fn weighed(&self, first: &Level) -> (Program, Vec<f64>) {
        let sum: f64 = first.weights.iter().map(|weight| weight.max(0.0)).sum();
        let mut program = self.kinds.program.clone();
        let mut weights = vec![0.0; program.bounds.len()];
        let mut possible = vec![false; weights.len()];
        for (&kind, weight) in self.active.iter().zip(&first.weights) {
            weights[kind] = weight.max(0.0) / sum / number(self.kinds.kinds[kind].units.len());
            possible[kind] = true;
        }
        for (bounds, _) in program
            .bounds
            .iter_mut()
            .zip(possible)
            .filter(|(_, possible)| !possible)
        {
            *bounds = (0, 0);
        }
        (program, weights)
    }
}

/// By weak duality: whatever the weights, the lowest chance is at most the weighted mean of chances, and that is at
/// most its maximum over the relaxation, which another solver finds. The weights come from the duals, so the bound is
/// sharp when they are right, and true when they are not.
fn heaviest(program: &Program, weights: &[f64]) -> f64 {
    program
        .ceiling(weights)
        .filter(|bound| bound.is_finite())
        .map_or(1.0, |bound| bound.min(1.0))
}

/// The limits without those whose dual is an accident of the others: the bound stays when they give way by one. All
/// of them where only several together hold it down.
fn telling(program: &Program, weights: &[f64], bound: f64, limits: &[Limit]) -> Vec<Limit> {
    let gives = |limit: &&Limit| {
        let mut looser = program.clone();
        let row = &mut looser.rows[1 + limit.rule];
        if limit.most {
            row.most += 1.0;
        } else {
            row.least -= 1.0;
        }
        heaviest(&looser, weights) > bound * (1.0 + 1e-6)
    };
    let telling: Vec<Limit> = limits.iter().filter(gives).copied().collect();
    if telling.is_empty() {
        limits.to_vec()
    } else {
        telling
    }
}

impl Level {
    /// Who cannot have more: those whose dual is clearly positive, more so than their chance is above the lowest.
    fn settled(&self, fixed: &[Option<f64>]) -> Vec<usize> {
        let free = || (0..fixed.len()).filter(|&index| fixed[index].is_none());
        if self.lowest > 1.0 - 1e-7 {
            return free().collect();
        }
        let above = |index: usize| (self.chances[index] - self.lowest).max(0.0);
        let settled: Vec<usize> = free()
            .filter(|&index| self.weights[index] > above(index).max(1e-5))
            .collect();
        if settled.is_empty() {
            return free()
                .max_by(|&a, &b| self.weights[a].total_cmp(&self.weights[b]))
                .into_iter()
                .collect();
        }
        settled
    }
}
