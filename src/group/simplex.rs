//! Linear programs with few rows that are solved again and again, each time with other weights or narrower bounds:
//! the dual simplex method for variables that all have two bounds (R. Fourer, "Notes on the dual simplex method",
//! 1994; I. Maros, "Computational techniques of the simplex method", 2003, for the long step of the ratio test), with
//! the whole inverse of the basis, which is small. With two bounds everywhere any basis can be made dual feasible by
//! moving variables to their other bound, so that the last basis is always a start. Its answers guide a search for
//! groups; nothing is proven by them.

use std::cmp::Ordering;

use super::program::Program;
use inverse::Inverse;

mod inverse;
#[cfg(test)]
mod tests;

/// What is smaller than this is 0.
const TINY: f64 = 1e-9;
/// So far a variable may lie outside its bounds.
const OUTSIDE: f64 = 1e-7;
/// A pivot smaller than this is not trusted.
const PIVOT: f64 = 1e-6;
/// After so many pivots the inverse is computed anew.
const FRESH: usize = 100;
/// So many ways into the basis are looked at first, then four times as many each time.
const PART: usize = 12;
/// The place of a variable that is not in the basis.
const NOWHERE: usize = usize::MAX;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// Solved; the most that the weights come to.
    Best(f64),
    /// Nothing meets the rows.
    Impossible,
    /// It is less than was asked for.
    Below,
    /// Rounding errors or too many steps.
    Lost,
}

/// A program and where its solution is. Variable `count + r` is the sum of row r.
#[derive(Clone, Debug)]
pub struct Simplex {
    count: usize,
    rows: usize,
    starts: Vec<usize>,
    entries: Vec<u16>,
    low: Vec<f64>,
    high: Vec<f64>,
    cost: Vec<f64>,
    /// The variables in the basis, and for each variable where it is there.
    basis: Vec<usize>,
    place: Vec<usize>,
    /// Of each variable outside the basis whether it is at its upper bound.
    above: Vec<bool>,
    inverse: Inverse,
    values: Vec<f64>,
    reduced: Vec<f64>,
    free: Vec<usize>,
    along: Vec<f64>,
    pivots: usize,
    /// What the values weigh; while the program is not solved, what they cannot exceed.
    weight: f64,
}

impl Simplex {
    /// The relaxation of a program, all weights 0.
    #[must_use]
    pub fn new(program: &Program) -> Option<Self> {
        let (count, rows) = (program.bounds.len(), program.rows.len());
        let mut columns = vec![Vec::new(); count];
        for (number, row) in program.rows.iter().enumerate() {
            let number = u16::try_from(number).ok()?;
            for &(variable, by) in &row.terms {
                if (by - 1.0).abs() > 0.0 {
                    return None;
                }
                columns[variable].push(number);
            }
        }
        let mut starts = vec![0];
        for column in &columns {
            starts.push(starts[starts.len() - 1] + column.len());
        }
        let bounds = program.bounds.iter();
        let (mut low, mut high): (Vec<f64>, Vec<f64>) = bounds
            .map(|&(low, high)| (f64::from(low), f64::from(high)))
            .unzip();
        for row in &program.rows {
            let (least, most) = program.reach(row, 0.0);
            low.push(row.least.max(least));
            high.push(row.most.min(most));
        }
        let mut place = vec![NOWHERE; count + rows];
        for row in 0..rows {
            place[count + row] = row;
        }
        Some(Self {
            count,
            rows,
            starts,
            entries: columns.into_iter().flatten().collect(),
            low,
            high,
            cost: vec![0.0; count + rows],
            basis: (count..count + rows).collect(),
            place,
            above: vec![false; count + rows],
            inverse: Inverse::new(rows),
            values: vec![0.0; rows],
            reduced: vec![0.0; count + rows],
            free: Vec::new(),
            along: vec![0.0; count + rows],
            pivots: FRESH,
            weight: 0.0,
        })
    }

    /// From now on the variables weigh this.
    pub fn weigh(&mut self, weights: &[f64]) {
        self.cost[..self.count].copy_from_slice(weights);
    }

    /// From now on a variable has these bounds.
    pub fn bound(&mut self, variable: usize, low: f64, high: f64) {
        (self.low[variable], self.high[variable]) = (low, high);
    }

    /// The value of a variable.
    #[must_use]
    pub fn value(&self, variable: usize) -> f64 {
        match self.place[variable] {
            NOWHERE if self.above[variable] => self.high[variable],
            NOWHERE => self.low[variable],
            place => self.values[place],
        }
    }

    /// The variables in the basis, rows aside: only these can have a value that is not whole.
    pub fn inside(&self) -> impl Iterator<Item = usize> {
        self.basis
            .iter()
            .copied()
            .filter(|&variable| variable < self.count)
    }

    /// Solves it, or finds that it is not above `least`, with at most so many steps.
    pub fn solve(&mut self, least: f64, steps: usize) -> End {
        let end = self.steps(least, steps);
        if end == End::Lost {
            self.restart();
        }
        end
    }

    /// Goes back to the basis of the rows alone.
    fn restart(&mut self) {
        self.place.fill(NOWHERE);
        for row in 0..self.rows {
            self.basis[row] = self.count + row;
            self.place[self.count + row] = row;
        }
        self.pivots = FRESH;
    }

    fn steps(&mut self, least: f64, steps: usize) -> End {
        if !self.settle() {
            return End::Lost;
        }
        for _ in 0..steps {
            let Some((leaving, missing)) = self.worst() else {
                return End::Best(self.weight);
            };
            if self.weight <= least {
                return End::Below;
            }
            let Some(entering) = self.enter(leaving, missing) else {
                return End::Impossible;
            };
            if !self.exchange(leaving, entering, missing > 0.0) {
                return End::Lost;
            }
            if self.pivots >= FRESH && !self.settle() {
                return End::Lost;
            }
        }
        End::Lost
    }

    fn column(&self, variable: usize) -> &[u16] {
        &self.entries[self.starts[variable]..self.starts[variable + 1]]
    }

    /// Adds a part of a variable's column to a vector over the rows.
    fn add(&self, variable: usize, by: f64, sums: &mut [f64]) {
        if variable >= self.count {
            sums[variable - self.count] -= by;
            return;
        }
        for &row in self.column(variable) {
            sums[usize::from(row)] += by;
        }
    }

    /// A row over all rows times a variable's column.
    fn times(&self, row: &[f64], variable: usize) -> f64 {
        if variable >= self.count {
            return -row[variable - self.count];
        }
        self.column(variable).iter().map(|&at| row[usize::from(at)]).sum()
    }

    /// Computes everything that follows from the basis, the weights and the bounds; false where the basis is none.
    fn settle(&mut self) -> bool {
        if self.pivots >= FRESH && !self.invert() {
            return false;
        }
        let prices = self
            .inverse
            .under(self.basis.iter().map(|&variable| self.cost[variable]));
        self.free.clear();
        let mut sums = vec![0.0; self.rows];
        for variable in 0..self.cost.len() {
            if self.place[variable] != NOWHERE {
                self.reduced[variable] = 0.0;
                self.free.push(variable);
                continue;
            }
            if self.high[variable] > self.low[variable] {
                let reduced = self.cost[variable] - self.times(&prices, variable);
                self.reduced[variable] = reduced;
                self.free.push(variable);
                if reduced.abs() > TINY {
                    self.above[variable] = reduced > 0.0;
                }
            }
            let value = self.value(variable);
            if value.abs() > 0.0 {
                self.add(variable, -value, &mut sums);
            }
        }
        self.values = self.inverse.times(&sums);
        self.weight = (0..self.count)
            .map(|variable| self.cost[variable] * self.value(variable))
            .sum();
        true
    }

    /// The inverse of the basis anew; false where it has none.
    fn invert(&mut self) -> bool {
        let column = |&variable: &usize| {
            let mut column = vec![0.0; self.rows];
            self.add(variable, 1.0, &mut column);
            column
        };
        let columns: Vec<Vec<f64>> = self.basis.iter().map(column).collect();
        self.pivots = 0;
        self.inverse.invert(&columns)
    }

    /// The place in the basis that is farthest outside its bounds, by the length of its row (steepest edge), and how
    /// much it lacks (negative: has too much).
    fn worst(&self) -> Option<(usize, f64)> {
        let (mut most, mut worst) = (0.0, None);
        for (place, (&variable, &value)) in self.basis.iter().zip(&self.values).enumerate() {
            let lacks = self.low[variable] - value;
            let missing = if lacks > 0.0 {
                lacks
            } else {
                (self.high[variable] - value).min(0.0)
            };
            if missing.abs() <= OUTSIDE {
                continue;
            }
            let length: f64 = self.inverse.row(place).iter().map(|entry| entry * entry).sum();
            let score = missing * missing / length;
            if score > most {
                (most, worst) = (score, Some((place, missing)));
            }
        }
        worst
    }

    /// Who comes in for the place that leaves: the first whose reduced weight would change its sign, others that are
    /// passed on the way move to their other bound as long as the place still lacks something then. `None` where all
    /// of them together do not suffice.
    fn enter(&mut self, leaving: usize, missing: f64) -> Option<usize> {
        let row = self.inverse.row(leaving).to_vec();
        let mut ways: Vec<(f64, usize, f64)> = Vec::new();
        for &variable in &self.free {
            if self.place[variable] != NOWHERE || self.high[variable] <= self.low[variable] {
                continue;
            }
            let along = self.times(&row, variable);
            self.along[variable] = along;
            let helps = if self.above[variable] == (missing > 0.0) {
                along
            } else {
                -along
            };
            if helps > TINY {
                ways.push((self.reduced[variable].abs() / helps, variable, helps));
            }
        }
        let mut slope = missing.abs();
        let mut passed: Vec<usize> = Vec::new();
        let mut entering = None;
        let (mut from, mut part) = (0, PART);
        'ways: while from < ways.len() {
            let until = (from + part).min(ways.len());
            if until < ways.len() {
                ways[from..].select_nth_unstable_by(until - from, sooner);
            }
            ways[from..until].sort_unstable_by(sooner);
            for &(_, variable, helps) in &ways[from..until] {
                slope -= helps * (self.high[variable] - self.low[variable]);
                if slope <= 0.0 {
                    entering = Some(variable);
                    break 'ways;
                }
                passed.push(variable);
            }
            (from, part) = (until, 4 * part);
        }
        let entering = entering?;
        if !passed.is_empty() {
            self.flip(&passed);
        }
        Some(entering)
    }

    /// Moves variables to their other bounds.
    fn flip(&mut self, variables: &[usize]) {
        let mut sums = vec![0.0; self.rows];
        for &variable in variables {
            let range = self.high[variable] - self.low[variable];
            let by = if self.above[variable] { range } else { -range };
            self.weight -= by * self.reduced[variable];
            self.add(variable, by, &mut sums);
            self.above[variable] = !self.above[variable];
        }
        let change = self.inverse.times(&sums);
        self.values
            .iter_mut()
            .zip(change)
            .for_each(|(value, change)| *value += change);
    }

    /// Takes one variable into the basis for another; false where the pivot is too small.
    fn exchange(&mut self, leaving: usize, entering: usize, rises: bool) -> bool {
        let mut sums = vec![0.0; self.rows];
        self.add(entering, 1.0, &mut sums);
        let column = self.inverse.times(&sums);
        let pivot = column[leaving];
        if pivot.abs() < PIVOT {
            return false;
        }
        let gone = self.basis[leaving];
        let bound = if rises { self.low[gone] } else { self.high[gone] };
        let step = (self.values[leaving] - bound) / pivot;
        let value = self.value(entering) + step;
        self.values
            .iter_mut()
            .zip(&column)
            .for_each(|(value, by)| *value -= step * by);
        self.weight += step * self.reduced[entering];
        let turn = self.reduced[entering] / pivot;
        for &variable in &self.free {
            if self.place[variable] == NOWHERE {
                self.reduced[variable] -= turn * self.along[variable];
            }
        }
        (self.reduced[entering], self.reduced[gone]) = (0.0, -turn);
        (self.place[gone], self.above[gone]) = (NOWHERE, !rises);
        (self.basis[leaving], self.place[entering]) = (entering, leaving);
        self.values[leaving] = value;
        self.inverse.exchange(leaving, &column);
        self.pivots += 1;
        true
    }
}

/// Which of two ways into the basis comes first: its turn, the variable, how much it helps.
fn sooner(a: &(f64, usize, f64), b: &(f64, usize, f64)) -> Ordering {
    a.0.total_cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1))
}
