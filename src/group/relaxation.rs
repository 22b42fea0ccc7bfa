//! The fairest chances that any lottery could give, were people divisible: the lowest chance as high as it goes, then
//! the next lowest, and so on (leximin). No lottery over whole groups does better, so these are the target and, once
//! reached, the proof. Stages as in Flanigan, Gölz, Gupta, Hennig, Procaccia: "Fair algorithms for selecting citizens'
//! assemblies", Nature 2021, over expected counts of kinds instead of groups.

use serde::Serialize;

use super::kinds::{Kinds, number};
use super::linear::{Solved, Unsolved, minimise};
use super::program::{Program, Row};

#[cfg(test)]
mod tests;

/// The slack, in people, that a rule gets for the rounding of what earlier stages fixed, tried in this order.
const SLACKS: [f64; 5] = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5];

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

/// The relaxation over the kinds that a group can contain, in chances: kind `active[i]` has the chance i.
struct Model<'a> {
    kinds: &'a Kinds,
    active: Vec<usize>,
    rows: Vec<Row>,
    caps: Vec<f64>,
}

/// Whose chance a stage can raise, by their place among the active kinds.
struct Open {
    /// Those whose lowest chance it raises.
    free: Vec<usize>,
    /// Those who have a chance that they must not lose, but may have more.
    held: Vec<usize>,
    /// The chance of everybody so far.
    chances: Vec<f64>,
    /// What everybody keeps; infinitely little for those who are free.
    least: Vec<f64>,
}

/// What one stage found.
struct Level {
    lowest: f64,
    /// The chances of the free and of the held.
    chances: Vec<f64>,
    /// For each of the free how much it holds the lowest chance down; together 1.
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

    /// Leximin over the kinds that are `possible`. `go` is asked before each stage but the first; when it says no,
    /// the stages so far count, and who is above them has a chance in the middle of what the rules allow.
    pub fn leximin(kinds: &Kinds, possible: &[bool], go: &mut dyn FnMut() -> bool) -> Result<Self, Unsolved> {
        Model::new(kinds, possible).stages(go)
    }

    /// The lowest chance as high as it goes; above it chances in the middle of what the rules allow.
    pub fn maximin(kinds: &Kinds, possible: &[bool]) -> Result<Self, Unsolved> {
        Self::leximin(kinds, possible, &mut || false)
    }

    /// What [`Relaxation::maximin`] has for `bound`, without the rest.
    pub fn lowest(kinds: &Kinds, possible: &[bool]) -> Result<f64, Unsolved> {
        let model = Model::new(kinds, possible);
        let (program, weights) = model.weighed(&model.level_beside(&Open::new(model.active.len()), 0.0)?);
        Ok(heaviest(&program, &weights))
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

    /// Stage by stage: who cannot have more than the lowest has it for good. Where that is all but exact they leave
    /// the program, so that later stages are small; else they may have more, and never less.
    fn stages(&self, go: &mut dyn FnMut() -> bool) -> Result<Relaxation, Unsolved> {
        let mut open = Open::new(self.active.len());
        let first = self.level_beside(&open, 0.0)?;
        let mut stages = Vec::new();
        let mut stage = vec![0; self.active.len()];
        let mut next = Some(&first);
        let mut later;
        while let Some(level) = next {
            for &index in &open.free {
                stage[index] = stages.len();
            }
            stages.push(Stage {
                chance: level.lowest,
                limits: level.limits.clone(),
            });
            open.settle(level, &self.caps);
            if open.free.is_empty() || !go() {
                break;
            }
            later = self.level_beside(&open, level.lowest).ok();
            next = later.as_ref();
        }
        Ok(self.result(&open.chances, &stage, stages, &first, open.free.is_empty()))
    }

    /// A level with the first slack that the solver copes with. One that is below the level `before`, or has somebody
    /// below itself, is none, whatever the solver says of it.
    fn level_beside(&self, open: &Open, before: f64) -> Result<Level, Unsolved> {
        let mut failure = Unsolved("a level below the one before".to_owned());
        for slack in SLACKS {
            match self.level(open, slack) {
                Ok(level) if level.rises(before, open.free.len()) => return Ok(level),
                Ok(_) => (),
                Err(unsolved) => failure = unsolved,
            }
        }
        Err(failure)
    }

    /// Raises the lowest chance of those who are free. Variables: the chances of the free, of the held, the lowest.
    fn level(&self, open: &Open, slack: f64) -> Result<Level, Unsolved> {
        let variables = || open.free.iter().chain(&open.held);
        let (free, count) = (open.free.len(), variables().count());
        let mut place = vec![None; open.chances.len()];
        for (variable, &index) in variables().enumerate() {
            place[index] = Some(variable);
        }
        let beside = |row| beside(row, &place, &open.chances, slack);
        let mut rows: Vec<Row> = self.rows.iter().map(beside).collect();
        let base = rows.len();
        rows.extend((0..free).map(|variable| Row {
            terms: vec![(variable, 1.0), (count, -1.0)],
            least: 0.0,
            most: f64::INFINITY,
        }));
        rows.extend(variables().enumerate().map(|(variable, &index)| {
            let units = number(self.kinds.kinds[self.active[index]].units.len());
            Row {
                terms: vec![(variable, 1.0)],
                least: open.least[index] - slack / units,
                most: self.caps[index],
            }
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
            weights: duals[base..base + free].to_vec(),
            limits,
        })
    }

    fn result(
        &self,
        chances: &[f64],
        stage: &[usize],
        mut stages: Vec<Stage>,
        first: &Level,
        leximin: bool,
    ) -> Relaxation {
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
            leximin,
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

/// A row without those who are not free; what they have is taken off its bounds, which give way by the slack.
fn beside(row: &Row, place: &[Option<usize>], chances: &[f64], slack: f64) -> Row {
    let (mut fixed, mut terms) = (0.0, Vec::with_capacity(row.terms.len()));
    for &(index, by) in &row.terms {
        match place[index] {
            Some(variable) => terms.push((variable, by)),
            None => fixed += by * chances[index],
        }
    }
    let slack = if terms.len() == row.terms.len() {
        0.0
    } else {
        slack
    };
    let empty = terms.is_empty();
    Row {
        terms,
        least: if empty {
            f64::NEG_INFINITY
        } else {
            row.least - fixed - slack
        },
        most: if empty {
            f64::INFINITY
        } else {
            row.most - fixed + slack
        },
    }
}

/// So far below its level a chance of a stage may lie, as a part of it, by the solver's tolerance.
const BELOW: f64 = 1e-4;

impl Level {
    /// Whether this is no lower than the level `before`, and nobody of the `free` lower than it.
    fn rises(&self, before: f64, free: usize) -> bool {
        let floor = self.lowest * (1.0 - BELOW) - 1e-9;
        self.lowest >= before * (1.0 - BELOW) && self.chances[..free].iter().all(|&chance| chance >= floor)
    }
}

/// A chance that is this near to the lowest is the lowest.
const NEAR: f64 = 1e-8;

impl Open {
    fn new(count: usize) -> Self {
        Self {
            free: (0..count).collect(),
            held: Vec::new(),
            chances: vec![0.0; count],
            least: vec![f64::NEG_INFINITY; count],
        }
    }

    /// Takes over what a stage found.
    fn settle(&mut self, level: &Level, caps: &[f64]) {
        for (&index, &chance) in self.free.iter().chain(&self.held).zip(&level.chances) {
            self.chances[index] = chance.clamp(0.0, caps[index]);
        }
        let settled = level.settled();
        let mut free = Vec::new();
        for (&index, settled) in self.free.iter().zip(settled) {
            if !settled {
                free.push(index);
                continue;
            }
            self.least[index] = level.lowest.min(caps[index]);
            if (self.chances[index] - level.lowest).abs() > NEAR {
                self.held.push(index);
            }
        }
        self.free = free;
    }
}

impl Level {
    /// For each who is free whether they cannot have more: their dual is clearly positive, more so than their chance
    /// is above the lowest.
    fn settled(&self) -> Vec<bool> {
        if self.lowest > 1.0 - 1e-7 {
            return vec![true; self.weights.len()];
        }
        let above = |chance: f64| (chance - self.lowest).max(0.0);
        let mut settled: Vec<bool> = (self.weights.iter().zip(&self.chances))
            .map(|(weight, &chance)| *weight > above(chance).max(1e-5))
            .collect();
        if !settled.contains(&true) {
            let most = (0..settled.len()).max_by(|&a, &b| self.weights[a].total_cmp(&self.weights[b]));
            if let Some(index) = most {
                settled[index] = true;
            }
        }
        settled
    }
}
