//! Linear and integer programs over people's kinds, as the composer asks them: bounded variables, rows with a least
//! and a most. microlp solves them; every answer is checked against the rows before anybody relies on it.

use microlp::{
    ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};

/// A program: maximise `weights · x` where every row holds.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Lowest and highest value of each variable.
    pub bounds: Vec<(u32, u32)>,
    /// The rows; see [`Row`].
    pub rows: Vec<Row>,
}

/// `least ≤ Σ coefficient · variable ≤ most`; an infinite bound does not bind.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Variables, each at most once, with their coefficients.
    pub terms: Vec<(usize, f64)>,
    /// The lower bound.
    pub least: f64,
    /// The upper bound.
    pub most: f64,
}

/// After so many nodes a search asks whether to go on; every limit is a multiple of it or below it.
const SLICE: u64 = 100;

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Good enough: within this part of the best, from 0 (the best itself).
    pub gap: f64,
    /// Nodes of the search after which it ends; a count, so that the same question has the same answer everywhere.
    pub nodes: u64,
}

/// What came out of an integer program.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Values that meet every row, and a bound that no others exceed.
    Found {
        /// The value of each variable.
        values: Vec<u32>,
        /// No values that meet the rows weigh more.
        bound: f64,
    },
    /// Nothing meets all rows.
    Impossible,
    /// The search ended without an answer, which says nothing about whether there is one.
    Unknown,
}

impl Program {
    /// The heaviest whole values that meet every row, as far as `effort` goes.
    #[must_use]
    pub fn best(&self, weights: &[f64], effort: Effort) -> Answer {
        self.best_while(weights, effort, &mut || true)
    }

    /// The same, as long as `go` says yes, which is asked every so many nodes: what was found until then counts.
    pub fn best_while(&self, weights: &[f64], effort: Effort, go: &mut dyn FnMut() -> bool) -> Answer {
        let scale = scale(weights);
        let Some((problem, variables)) = self.problem(weights, scale, true) else {
            return Answer::Impossible;
        };
        if variables.iter().all(Option::is_none) {
            let values: Vec<u32> = self.bounds.iter().map(|&(low, _)| low).collect();
            return Answer::Found {
                bound: weigh(&values, weights),
                values,
            };
        }
        let mut options = SolveOptions::default();
        options.mip_gap = effort.gap;
        options.node_limit = Some(effort.nodes.min(SLICE));
        let mut outcome = problem.solve_with(options);
        let mut left = effort.nodes.saturating_sub(SLICE);
        while let Ok(unfinished) = &outcome
            && unfinished.termination_reason() == TerminationReason::NodeLimit
            && left > 0
            && go()
        {
            left = left.saturating_sub(SLICE);
            outcome = outcome.and_then(SolveOutcome::resume);
        }
        let solution = match outcome.map(SolveOutcome::into_solution) {
            Ok(Ok(solution)) => solution,
            Err(microlp::Error::Infeasible) => return Answer::Impossible,
            Ok(Err(_)) | Err(_) => return Answer::Unknown,
        };
        let values: Vec<u32> = (self.bounds.iter().zip(&variables))
            .map(|(&(low, _), variable)| variable.map_or(low, |variable| count(solution.var_value(variable))))
            .collect();
        if !self.holds(&values) {
            return Answer::Unknown;
        }
        let optimal = solution.status() == SolutionStatus::Optimal;
        let bound = match solution.stats().best_bound {
            _ if optimal => weigh(&values, weights),
            Some(bound) => bound * scale + self.fixed(weights),
            None => f64::INFINITY,
        };
        Answer::Found { values, bound }
    }

    /// What values that need not be whole can weigh at most; `None` where nothing meets the rows or the solver gives
    /// up. No whole values weigh more.
    #[must_use]
    pub fn ceiling(&self, weights: &[f64]) -> Option<f64> {
        let scale = scale(weights);
        let (problem, _) = self.problem(weights, scale, false)?;
        let solution = problem.solve().ok()?.into_solution().ok()?;
        (solution.status() == SolutionStatus::Optimal)
            .then(|| solution.objective() * scale + self.fixed(weights))
    }

    /// The program for the solver, weights divided by `scale`, and its variable for each that is not fixed; `None`
    /// where a row cannot hold.
    fn problem(&self, weights: &[f64], scale: f64, whole: bool) -> Option<(Problem, Vec<Option<Variable>>)> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let variables: Vec<Option<Variable>> = (self.bounds.iter().zip(weights))
            .map(|(&(low, high), weight)| {
                let weight = weight / scale;
                (high > low).then(|| {
                    if whole {
                        problem.add_integer_var(weight, (integer(low), integer(high)))
                    } else {
                        problem.add_var(weight, (f64::from(low), f64::from(high)))
                    }
                })
            })
            .collect();
        self.add_rows(&mut problem, &variables)
            .then_some((problem, variables))
    }

    /// What the variables weigh that have only one value.
    fn fixed(&self, weights: &[f64]) -> f64 {
        let fixed = self
            .bounds
            .iter()
            .zip(weights)
            .filter(|((low, high), _)| low >= high);
        fixed.map(|(&(low, _), weight)| f64::from(low) * weight).sum()
    }

    /// Whether values that need not be whole meet every row; `None` where the solver cannot tell.
    #[must_use]
    pub fn fits_in_parts(&self) -> Option<bool> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let variables: Vec<Option<Variable>> = (self.bounds.iter())
            .map(|&(low, high)| (high > low).then(|| problem.add_var(0.0, (f64::from(low), f64::from(high)))))
            .collect();
        if !self.add_rows(&mut problem, &variables) {
            return Some(false);
        }
        match problem.solve_with(SolveOptions::default()) {
            Ok(_) => Some(true),
            Err(microlp::Error::Infeasible) => Some(false),
            Err(_) => None,
        }
    }

    /// Adds the rows without what is fixed; false where a row cannot hold whatever the rest is.
    fn add_rows(&self, problem: &mut Problem, variables: &[Option<Variable>]) -> bool {
        for row in &self.rows {
            let (mut fixed, mut terms) = (0.0, Vec::with_capacity(row.terms.len()));
            for &(index, coefficient) in &row.terms {
                match variables[index] {
                    Some(variable) => terms.push((variable, coefficient)),
                    None => fixed += coefficient * f64::from(self.bounds[index].0),
                }
            }
            let (least, most) = (row.least - fixed, row.most - fixed);
            if terms.is_empty() {
                if least > 0.0 || most < 0.0 {
                    return false;
                }
            } else if least > most {
                return false;
            } else if least >= most {
                problem.add_constraint(&terms, ComparisonOp::Eq, least);
            } else {
                let reach = self.reach(row, fixed);
                if least > reach.0 {
                    problem.add_constraint(&terms, ComparisonOp::Ge, least);
                }
                if most < reach.1 {
                    problem.add_constraint(&terms, ComparisonOp::Le, most);
                }
            }
        }
        true
    }

    /// The lowest and the highest that a row can come to within the bounds, without what is fixed: a side that this
    /// meets anyway need not be a row of the solver.
    pub(super) fn reach(&self, row: &Row, fixed: f64) -> (f64, f64) {
        let mut reach = (-fixed, -fixed);
        for &(index, coefficient) in &row.terms {
            let (low, high) = self.bounds[index];
            let ends = (coefficient * f64::from(low), coefficient * f64::from(high));
            reach = (reach.0 + ends.0.min(ends.1), reach.1 + ends.0.max(ends.1));
        }
        reach
    }

    /// Whether these values lie within the bounds and meet every row.
    #[must_use]
    pub fn holds(&self, values: &[u32]) -> bool {
        values.len() == self.bounds.len()
            && values
                .iter()
                .zip(&self.bounds)
                .all(|(value, (low, high))| low <= value && value <= high)
            && self.rows.iter().all(|row| {
                let sum: f64 = row
                    .terms
                    .iter()
                    .map(|&(index, coefficient)| coefficient * f64::from(values[index]))
                    .sum();
                row.least <= sum && sum <= row.most
            })
    }
}

/// The largest weight, by which all are divided: the solver's tolerances are absolute.
fn scale(weights: &[f64]) -> f64 {
    weights
        .iter()
        .fold(f64::MIN_POSITIVE, |most, weight| most.max(weight.abs()))
}

/// `values · weights`.
#[must_use]
pub fn weigh(values: &[u32], weights: &[f64]) -> f64 {
    values
        .iter()
        .zip(weights)
        .map(|(&value, weight)| f64::from(value) * weight)
        .sum()
}

fn integer(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A whole number that a solver returned as a float.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and within 0 and i32::MAX"
)]
pub(super) fn count(value: f64) -> u32 {
    value.round().max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{draw::Stream, kinds::number};

    /// Three sums of numbers that are to be halved: a search of many nodes, mostly for nothing.
    fn split() -> Program {
        let mut stream = Stream::of("split");
        let row = |_| {
            let terms: Vec<(usize, f64)> = (0..20).map(|at| (at, number(stream.below(100)))).collect();
            let half = (terms.iter().map(|(_, by)| by).sum::<f64>() / 2.0).floor();
            Row {
                terms,
                least: half,
                most: half,
            }
        };
        Program {
            rows: (0..3).map(row).collect(),
            bounds: vec![(0, 1); 20],
        }
    }

    #[test]
    fn a_long_search_asks_whether_to_go_on_and_ends_where_it_is_told_to() {
        let (program, weights) = (split(), vec![1.0; 20]);
        let effort = Effort {
            gap: 0.0,
            nodes: 1_000,
        };
        let mut asked = 0;
        let whole = program.best_while(&weights, effort, &mut || {
            asked += 1;
            true
        });
        assert_eq!(asked, 9, "between ten times a hundred nodes");
        assert_eq!(whole, program.best(&weights, effort), "asking changes nothing");
        let mut asked = 0;
        program.best_while(&weights, effort, &mut || {
            asked += 1;
            asked < 3
        });
        assert_eq!(asked, 3, "a search that is told to end ends");
    }
}
