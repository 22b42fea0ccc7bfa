//! The inverse of a basis, all of it: with few rows that is less work than a factorisation.

/// What is smaller than this is no pivot.
const TINY: f64 = 1e-9;

/// A square matrix, row by row.
#[derive(Clone, Debug)]
pub struct Inverse {
    size: usize,
    entries: Vec<f64>,
}

impl Inverse {
    /// No inverse yet, all 0.
    pub fn new(size: usize) -> Self {
        Self {
            size,
            entries: vec![0.0; size * size],
        }
    }

    /// A row of it.
    pub fn row(&self, at: usize) -> &[f64] {
        &self.entries[at * self.size..][..self.size]
    }

    /// It times a vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        let rows = (0..self.size).map(|at| self.row(at));
        rows.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
            .collect()
    }

    /// A vector times it.
    pub fn under(&self, vector: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut sums = vec![0.0; self.size];
        for (at, by) in vector.enumerate().filter(|(_, by)| by.abs() > 0.0) {
            let pairs = sums.iter_mut().zip(self.row(at));
            pairs.for_each(|(sum, entry)| *sum += by * entry);
        }
        sums
    }

    /// After another column has taken the place `at` of the basis; `column` is the inverse so far times that one.
    pub fn exchange(&mut self, at: usize, column: &[f64]) {
        let own: Vec<f64> = self.row(at).iter().map(|entry| entry / column[at]).collect();
        for (place, (row, by)) in self.entries.chunks_exact_mut(self.size).zip(column).enumerate() {
            if place == at {
                row.copy_from_slice(&own);
            } else if by.abs() > 0.0 {
                let pairs = row.iter_mut().zip(&own);
                pairs.for_each(|(entry, own)| *entry -= by * own);
            }
        }
    }

    /// The inverse of these columns, by elimination; false, with nothing changed, where they have none.
    pub fn invert(&mut self, columns: &[Vec<f64>]) -> bool {
        let width = 2 * self.size;
        let mut lines = vec![vec![0.0; width]; self.size];
        for (at, line) in lines.iter_mut().enumerate() {
            for (entry, column) in line.iter_mut().zip(columns) {
                *entry = column[at];
            }
            line[self.size + at] = 1.0;
        }
        for at in 0..self.size {
            let best = (at..self.size).max_by(|&a, &b| lines[a][at].abs().total_cmp(&lines[b][at].abs()));
            let Some(best) = best.filter(|&best| lines[best][at].abs() > TINY) else {
                return false;
            };
            lines.swap(at, best);
            let pivot = lines[at][at];
            lines[at].iter_mut().for_each(|entry| *entry /= pivot);
            let own = lines[at].clone();
            for (_, line) in lines.iter_mut().enumerate().filter(|(place, _)| *place != at) {
                let by = line[at];
                if by.abs() > 0.0 {
                    let pairs = line.iter_mut().zip(&own);
                    pairs.for_each(|(entry, own)| *entry -= by * own);
                }
            }
        }
        self.entries = lines
            .iter()
            .flat_map(|line| &line[self.size..])
            .copied()
            .collect();
        true
    }
}
