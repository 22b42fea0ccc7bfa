//! Makes a group heavier by exchanging one person for another as long as that keeps every row: much less work than an
//! integer program, and often as good an answer where a group that leads nearer is enough.

use super::program::Program;

/// A program in a form in which an exchange is quickly judged: for each kind the rows that it counts in, as bits.
#[derive(Clone, Debug)]
pub struct Swaps {
    bounds: Vec<(u32, u32)>,
    least: Vec<i64>,
    most: Vec<i64>,
    words: usize,
    rows: Vec<Vec<usize>>,
    bits: Vec<u64>,
}

impl Swaps {
    /// `None` where some kind counts for something else than one in a row.
    #[must_use]
    pub fn new(program: &Program) -> Option<Self> {
        let kinds = program.bounds.len();
        let words = program.rows.len().div_ceil(64);
        let (mut rows, mut bits) = (vec![Vec::new(); kinds], vec![0; kinds * words]);
        for (number, row) in program.rows.iter().enumerate() {
            for &(kind, by) in &row.terms {
                if (by - 1.0).abs() > 0.0 {
                    return None;
                }
                rows[kind].push(number);
                bits[kind * words + number / 64] |= 1 << (number % 64);
            }
        }
        Some(Self {
            bounds: program.bounds.clone(),
            least: program.rows.iter().map(|row| whole(row.least.ceil())).collect(),
            most: program.rows.iter().map(|row| whole(row.most.floor())).collect(),
            words,
            rows,
            bits,
        })
    }

    /// Exchanges people of a group that meets the program, each time those who add the most weight, until no exchange
    /// adds any.
    pub fn climb(&self, group: &mut [u32], weights: &[f64]) {
        let mut order: Vec<usize> = (0..weights.len())
            .filter(|&kind| self.bounds[kind].1 > 0)
            .collect();
        order.sort_unstable_by(|&a, &b| weights[b].total_cmp(&weights[a]).then(a.cmp(&b)));
        let mut sums = vec![0_i64; self.least.len()];
        for (rows, &count) in self.rows.iter().zip(group.iter()) {
            for &row in rows {
                sums[row] += i64::from(count);
            }
        }
        while let Some((out, into)) = self.best(group, weights, &order, &sums) {
            group[out] -= 1;
            group[into] += 1;
            self.rows[out].iter().for_each(|&row| sums[row] -= 1);
            self.rows[into].iter().for_each(|&row| sums[row] += 1);
        }
    }

    /// The exchange that adds the most weight: who goes out, who comes in.
    fn best(&self, group: &[u32], weights: &[f64], order: &[usize], sums: &[i64]) -> Option<(usize, usize)> {
        let mut full = vec![0_u64; self.words];
        let mut bare = vec![0_u64; self.words];
        for (row, sum) in sums.iter().enumerate() {
            let bit = 1 << (row % 64);
            full[row / 64] |= if *sum >= self.most[row] { bit } else { 0 };
            bare[row / 64] |= if *sum <= self.least[row] { bit } else { 0 };
        }
        let heaviest = weights
            .iter()
            .fold(0.0_f64, |most, weight| most.max(weight.abs()));
        let (mut most, mut best) = (1e-9 * heaviest, None);
        for out in (0..group.len()).filter(|&kind| group[kind] > self.bounds[kind].0) {
            let of = &self.bits[out * self.words..][..self.words];
            for &into in order {
                let gain = weights[into] - weights[out];
                if gain <= most {
                    break;
                }
                if group[into] >= self.bounds[into].1 {
                    continue;
                }
                let to = &self.bits[into * self.words..][..self.words];
                let fits = (of.iter().zip(to).zip(full.iter().zip(&bare)))
                    .all(|((of, to), (full, bare))| (to & !of & full) | (of & !to & bare) == 0);
                if fits {
                    (most, best) = (gain, Some((out, into)));
                    break;
                }
            }
        }
        best
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "counts of people, or infinite, where the cast saturates"
)]
fn whole(bound: f64) -> i64 {
    bound as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::program::weigh;
    use crate::group::samples::{cases, groups, question};
    use crate::group::{kinds::Kinds, program::Answer, program::Effort};

    #[test]
    fn a_group_stays_a_group_and_is_never_lighter_after_its_exchanges() {
        let mut heavier = 0;
        for case in 0..cases() {
            let question = question(case);
            let kinds = Kinds::of(&question);
            let Some(swaps) = Swaps::new(&kinds.program) else {
                continue;
            };
            let count = kinds.kinds.len();
            let effort = Effort { gap: 1e9, nodes: 500 };
            let Answer::Found { values, .. } = kinds.program.best(&vec![0.0; count], effort) else {
                assert!(groups(&question).is_empty(), "case {case} has a group");
                continue;
            };
            let weights: Vec<f64> = (0_u32..).map(f64::from).take(count).collect();
            let mut climbed = values.clone();
            swaps.climb(&mut climbed, &weights);
            assert!(kinds.program.holds(&climbed), "case {case}");
            let gain = weigh(&climbed, &weights) - weigh(&values, &weights);
            assert!(gain >= 0.0, "case {case}");
            heavier += usize::from(gain > 0.0);
        }
        assert!(heavier > 0, "some exchange helped");
    }

    #[test]
    fn who_is_in_for_certain_stays_and_no_exchange_is_left_that_would_help() {
        let mut left_out = 0;
        for case in 0..cases() {
            let mut program = Kinds::of(&question(case)).program;
            let weights: Vec<f64> = (0_u32..).map(f64::from).take(program.bounds.len()).collect();
            let effort = Effort { gap: 1e9, nodes: 500 };
            let Answer::Found { mut values, .. } = program.best(&vec![0.0; weights.len()], effort) else {
                continue;
            };
            if let Some(kind) = (0..values.len()).find(|&kind| values[kind] > 0) {
                program.bounds[kind].0 = values[kind];
            }
            let Some(swaps) = Swaps::new(&program) else {
                continue;
            };
            swaps.climb(&mut values, &weights);
            assert!(program.holds(&values), "case {case}");
            for (out, into) in
                (0..values.len()).flat_map(|out| (0..values.len()).map(move |into| (out, into)))
            {
                if values[out] > 0 && weights[into] > weights[out] {
                    let mut other = values.clone();
                    (other[out], other[into]) = (other[out] - 1, other[into] + 1);
                    assert!(!program.holds(&other), "case {case}: {into} for {out}");
                    left_out += 1;
                }
            }
        }
        assert!(left_out > 0, "some exchange would help if it were allowed");
    }
}
