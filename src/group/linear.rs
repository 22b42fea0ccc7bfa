//! Linear programs whose duals matter, solved by clarabel's interior point method: its duals lie in the middle of
//! all that are right, so they tell every row that binds and not only some.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettingsBuilder, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, ZeroConeT,
};

use super::program::Row;

/// The solution of a linear program.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The value of each variable.
    pub values: Vec<f64>,
    /// For each row what the cost rises by when its bound rises by one: positive where the least binds, negative
    /// where the most does.
    pub duals: Vec<f64>,
}

/// A program that was not solved, with the solver's word for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the linear program was not solved: {0}")]
pub struct Unsolved(pub String);

/// The matrix as it grows, one side of a row at a time: `row · x + slack = side`.
#[derive(Default)]
struct Stacked {
    lines: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
    sides: Vec<f64>,
    origin: Vec<(usize, f64)>,
}

impl Stacked {
    fn add(&mut self, index: usize, row: &Row, sign: f64, side: f64, dual: f64) {
        for &(column, value) in &row.terms {
            self.lines.push(self.sides.len());
            self.columns.push(column);
            self.values.push(sign * value);
        }
        self.sides.push(sign * side);
        self.origin.push((index, dual));
    }
}

/// Minimises `cost · x` where every row holds; the variables have no bounds but those that rows give.
pub fn minimise(cost: &[f64], rows: &[Row]) -> Result<Solved, Unsolved> {
    let mut stacked = Stacked::default();
    let equal = |row: &Row| row.least >= row.most;
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| equal(row)) {
        stacked.add(index, row, 1.0, row.least, -1.0);
    }
    let equalities = stacked.sides.len();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !equal(row)) {
        if row.least.is_finite() {
            stacked.add(index, row, -1.0, row.least, 1.0);
        }
        if row.most.is_finite() {
            stacked.add(index, row, 1.0, row.most, -1.0);
        }
    }
    let (height, width) = (stacked.sides.len(), cost.len());
    let matrix = CscMatrix::new_from_triplets(height, width, stacked.lines, stacked.columns, stacked.values);
    let settings = DefaultSettingsBuilder::default()
        .verbose(false)
        .max_iter(100)
        .tol_gap_abs(1e-9)
        .tol_gap_rel(1e-9)
        .tol_feas(1e-9)
        .build()
        .map_err(|error| Unsolved(error.to_string()))?;
    let cones = [ZeroConeT(equalities), NonnegativeConeT(height - equalities)];
    let quadratic = CscMatrix::zeros((width, width));
    let mut solver = DefaultSolver::new(&quadratic, cost, &matrix, &stacked.sides, &cones, settings)
        .map_err(|error| Unsolved(error.to_string()))?;
    solver.solve();
    let solution = &solver.solution;
    if !matches!(solution.status, SolverStatus::Solved | SolverStatus::AlmostSolved) {
        return Err(Unsolved(solution.status.to_string()));
    }
    let mut duals = vec![0.0; rows.len()];
    for (&(index, sign), dual) in stacked.origin.iter().zip(&solution.z) {
        duals[index] += sign * dual;
    }
    Ok(Solved {
        values: solution.x.clone(),
        duals,
    })
}
