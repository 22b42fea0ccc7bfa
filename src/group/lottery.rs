//! From weights over groups of kinds to a numbered list of groups of people, one of which a number draws.
//!
//! Three steps, each of which follows from its inputs and a key, and from nothing else:
//!
//! 1. **Rounding.** How often each group of kinds is in the list: its weight times the length, rounded by largest
//!    remainders (so that each is less than one from its share, and the sum is the length). Then single appearances
//!    move from one group to another as long as that lowers the sum of the fourth powers of the kinds' errors, which
//!    presses the largest down; an error is by how many groups a member of the kind is above or below the exact
//!    share. Every move lowers that sum, so the largest error never exceeds the fourth root of what largest remainders
//!    alone leave; what it really is, is measured and returned ([`Lottery::rounding`]).
//! 2. **Order.** The groups are shuffled.
//! 3. **Dealing.** Within a kind the places go round from shuffled decks, so that its members differ by at most one
//!    group; `dealing` does it, homes included.

use super::{dealing, draw::Stream, kinds::Kinds};

#[cfg(test)]
mod tests;
pub mod written;

/// The longest list that is made without being asked for.
pub const LONGEST: usize = 100_000;

/// The list of a lottery.
#[derive(Clone, Debug, PartialEq)]
pub struct Lottery {
    /// The groups in the order of their numbers, from 0; each the people in it, in ascending order.
    pub groups: Vec<Vec<usize>>,
    /// For each person, in how many of the groups they are.
    pub held: Vec<usize>,
    /// The largest difference, over kinds, between a member's exact chance and the mean listed chance of the kind's
    /// members. A person's own listed chance differs from that mean by less than one group more.
    pub rounding: f64,
}

/// How many groups the list has: `asked`, or, where one group in so many would be more than 1 % of the `lowest`
/// chance that anybody has (0 where nobody has one), the smallest power of ten for which it is not, at most
/// [`LONGEST`]; never fewer than asked, and at least one.
#[must_use]
pub fn length(asked: usize, lowest: f64) -> usize {
    let asked = asked.max(1);
    let fine = |length: usize| lowest <= 0.0 || exact(length) * lowest >= 100.0 - 1e-6;
    if fine(asked) {
        return asked;
    }
    let mut length = 10;
    while length < LONGEST && (length < asked || !fine(length)) {
        length *= 10;
    }
    length.max(asked)
}

/// Makes a list of `length` groups from groups of kinds and their weights, which sum to 1; `key` decides the order
/// and the dealing. Every group must be one that the kinds allow.
#[must_use]
pub fn list(kinds: &Kinds, groups: &[Vec<u32>], weights: &[f64], length: usize, key: &str) -> Lottery {
    let (times, rounding) = round(kinds, groups, weights, length);
    let mut order: Vec<&[u32]> = (groups.iter().zip(&times))
        .flat_map(|(group, &times)| std::iter::repeat_n(group.as_slice(), times))
        .collect();
    let mut stream = Stream::of(key);
    stream.shuffle(&mut order);
    let groups = dealing::deal(kinds, &order, &mut stream);
    let people = kinds.included.iter().chain(&kinds.excluded).copied();
    let units = kinds.kinds.iter().flat_map(|kind| &kind.units);
    let last = people
        .chain(units.flat_map(|unit| unit.people.iter().copied()))
        .max();
    let mut held = vec![0; last.map_or(0, |last| last + 1)];
    for &person in groups.iter().flatten() {
        held[person] += 1;
    }
    Lottery {
        groups,
        held,
        rounding,
    }
}

/// Terms that the improvement looks at before it ends: a count, so that the same inputs give the same list.
const TERMS: usize = 100_000_000;

/// How often each group is in the list, and the largest error in a kind's chance.
fn round(kinds: &Kinds, groups: &[Vec<u32>], weights: &[f64], length: usize) -> (Vec<usize>, f64) {
    let mut times = largest_remainders(weights, length);
    let columns: Vec<Vec<(usize, f64)>> = (groups.iter())
        .map(|group| {
            let terms = group.iter().enumerate().filter(|(_, count)| **count > 0);
            terms
                .map(|(kind, &count)| (kind, f64::from(count) / exact(kinds.kinds[kind].units.len())))
                .collect()
        })
        .collect();
    let total: f64 = weights.iter().sum();
    let mut errors = vec![0.0; kinds.kinds.len()];
    for ((column, weight), &times) in columns.iter().zip(weights).zip(&times) {
        for &(kind, share) in column {
            errors[kind] += share * (exact(times) - weight / total * exact(length));
        }
    }
    improve(&columns, &mut times, &mut errors);
    let worst = errors.iter().fold(0.0_f64, |worst, error| worst.max(error.abs()));
    (times, worst / exact(length))
}

/// Whole numbers that sum to `length`, each less than one from its part of it.
fn largest_remainders(weights: &[f64], length: usize) -> Vec<usize> {
    let total: f64 = weights.iter().sum();
    let shares: Vec<f64> = (weights.iter())
        .map(|weight| weight / total * exact(length))
        .collect();
    let mut times: Vec<usize> = shares.iter().map(|&share| floor(share)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder = |index: usize| shares[index] - shares[index].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let missing = length.saturating_sub(times.iter().sum());
    for &index in order.iter().cycle().take(missing) {
        times[index] += 1;
    }
    times
}

/// Moves appearances between groups while that lowers the sum of the fourth powers of the errors.
fn improve(columns: &[Vec<(usize, f64)>], times: &mut [usize], errors: &mut [f64]) {
    let power = |error: f64| (error * error) * (error * error);
    let change = |errors: &[f64], column: &[(usize, f64)], sign: f64| -> f64 {
        (column.iter())
            .map(|&(kind, share)| power(errors[kind] + sign * share) - power(errors[kind]))
            .sum()
    };
    let add = |errors: &mut [f64], column: &[(usize, f64)], sign: f64| {
        for &(kind, share) in column {
            errors[kind] += sign * share;
        }
    };
    let sweep: usize = columns.iter().map(Vec::len).sum::<usize>().max(1);
    let mut looks = TERMS / sweep;
    let (mut still, mut from) = (0, 0);
    while still < columns.len() && looks > 0 {
        let here = from;
        from = (from + 1) % columns.len();
        still += 1;
        if times[here] == 0 {
            continue;
        }
        looks -= 1;
        let gone = change(errors, &columns[here], -1.0);
        add(errors, &columns[here], -1.0);
        let best = (0..columns.len())
            .map(|to| (gone + change(errors, &columns[to], 1.0), to))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let to = best.filter(|best| best.0 < -1e-9).map_or(here, |best| best.1);
        add(errors, &columns[to], 1.0);
        if to != here {
            times[here] -= 1;
            times[to] += 1;
            still = 0;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
fn exact(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a length, and no less than 0"
)]
fn floor(share: f64) -> usize {
    share.max(0.0) as usize
}
