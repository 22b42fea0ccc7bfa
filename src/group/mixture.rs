//! The best mix of the groups found, as a linear program, with a bound that holds for every lottery: its duals weigh
//! the kinds, and the heaviest group of all under these weights bounds what any mix can reach.

use super::found::Found;
use super::kinds::{Kinds, number};
use super::linear::{Solved, Unsolved, minimise};
use super::program::{Answer, Effort, Row};

/// What a mix has to reach for one kind.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// The kind.
    pub kind: usize,
    /// The chance to aim at, above 0; the mix minimises the largest part of it that is missing.
    pub target: f64,
    /// The chance that it must not go below; 0 for none.
    pub floor: f64,
}

/// A mix of groups and what is proven about it.
#[derive(Clone, Debug)]
pub struct Mixture {
    /// Numbers of groups, and their weights.
    pub mix: Vec<(usize, f64)>,
    /// The largest part of a target that is missing.
    pub shortfall: f64,
    /// No lottery that keeps the floors has a smaller shortfall.
    pub proven: f64,
}

/// When a mix is good enough.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// The shortfall is at most this, or proven to be more.
    Reached(f64),
    /// The shortfall is within this of what is proven.
    Within(f64),
}

impl Until {
    fn met(self, shortfall: f64, proven: f64) -> bool {
        match self {
            Self::Reached(part) => shortfall <= part || proven > part,
            Self::Within(part) => shortfall - proven <= part,
        }
    }
}

/// Enough to tell that nothing better exists.
const EXACT: Effort = Effort {
    gap: 1e-5,
    nodes: 5_000,
};
/// More rounds than small pools need; a large one is stopped by its caller long before.
const ROUNDS: usize = 5_000;

/// Mixes the groups found so as to miss the least, and searches for more of them `until` that is good enough, or `go`
/// says no (asked before and in each search with the round, the number of groups and the
/// shortfall), or no search helps.
pub fn mixture(
    kinds: &Kinds,
    goals: &[Goal],
    found: &mut Found,
    until: Until,
    go: &mut dyn FnMut(usize, usize, f64) -> bool,
) -> Result<Mixture, Unsolved> {
    let mut best: Option<Mixture> = None;
    let mut proven: f64 = 0.0;
    for round in 0..ROUNDS {
        let solved = match (master(kinds, goals, found), &mut best) {
            (Err(unsolved), None) => return Err(unsolved),
            (Err(_), Some(_)) => break,
            (Ok(solved), _) => solved,
        };
        let now = mixed(kinds, goals, found, &solved);
        if best.as_ref().is_none_or(|best| now.shortfall < best.shortfall) {
            best = Some(now);
        }
        let shortfall = best.as_ref().map_or(1.0, |best| best.shortfall);
        if until.met(shortfall, proven) || !go(round, found.groups().len(), shortfall) {
            break;
        }
        let (weights, needed) = prices(kinds, goals, &solved);
        let mut go = || go(round, found.groups().len(), shortfall);
        let search = kinds.program.best_while(&weights, EXACT, &mut go);
        let Answer::Found { values, bound } = search else {
            break;
        };
        proven = proven.max(needed - bound);
        if until.met(shortfall, proven) || !found.add(values).1 {
            break;
        }
    }
    let best = best.ok_or_else(|| Unsolved("no round".to_owned()))?;
    Ok(Mixture {
        proven: proven.clamp(0.0, best.shortfall),
        ..best
    })
}

/// Variables: the weight of each group, then the shortfall. Rows: the targets, the floors, the sum, the signs.
fn master(kinds: &Kinds, goals: &[Goal], found: &Found) -> Result<Solved, Unsolved> {
    let groups = found.groups();
    let last = groups.len();
    let row = |goal: &Goal, level: f64| -> Vec<(usize, f64)> {
        let people = number(kinds.kinds[goal.kind].units.len()) * level;
        let with = groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group[goal.kind] > 0);
        with.map(|(index, group)| (index, f64::from(group[goal.kind]) / people))
            .collect()
    };
    let at_least = |terms, least| Row {
        terms,
        least,
        most: f64::INFINITY,
    };
    let mut rows: Vec<Row> = Vec::with_capacity(2 * goals.len() + last + 2);
    for goal in goals {
        let mut terms = row(goal, goal.target);
        terms.push((last, 1.0));
        rows.push(at_least(terms, 1.0));
    }
    for goal in goals {
        let terms = if goal.floor > 0.0 {
            row(goal, goal.floor)
        } else {
            Vec::new()
        };
        rows.push(at_least(
            terms,
            if goal.floor > 0.0 { 1.0 } else { f64::NEG_INFINITY },
        ));
    }
    rows.push(Row {
        terms: (0..last).map(|index| (index, 1.0)).collect(),
        least: 1.0,
        most: 1.0,
    });
    rows.extend((0..=last).map(|index| at_least(vec![(index, 1.0)], 0.0)));
    let mut cost = vec![0.0; last + 1];
    cost[last] = 1.0;
    minimise(&cost, &rows)
}

/// The mix of a solution, its weights made to sum to 1 and its shortfall counted from the groups themselves.
fn mixed(kinds: &Kinds, goals: &[Goal], found: &Found, solved: &Solved) -> Mixture {
    let weights = &solved.values[..found.groups().len()];
    let kept: Vec<(usize, f64)> = weights
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, weight)| *weight > 1e-9)
        .collect();
    let sum: f64 = kept.iter().map(|(_, weight)| weight).sum();
    let mix: Vec<(usize, f64)> = kept
        .into_iter()
        .map(|(index, weight)| (index, weight / sum))
        .collect();
    let chance = |goal: &Goal| -> f64 {
        let count: f64 = mix
            .iter()
            .map(|&(index, weight)| weight * f64::from(found.groups()[index][goal.kind]))
            .sum();
        count / number(kinds.kinds[goal.kind].units.len())
    };
    let shortfall = goals
        .iter()
        .map(|goal| 1.0 - chance(goal) / goal.target)
        .fold(0.0, f64::max);
    Mixture {
        mix,
        shortfall,
        proven: 0.0,
    }
}

/// The weights of the kinds by the duals, scaled so that the targets' sum to 1, and what the sum of the sides is: the
/// shortfall of any lottery is at least that minus the heaviest group.
fn prices(kinds: &Kinds, goals: &[Goal], solved: &Solved) -> (Vec<f64>, f64) {
    let dual = |row: usize| solved.duals[row].max(0.0);
    let sum: f64 = (0..goals.len()).map(dual).sum::<f64>().max(f64::MIN_POSITIVE);
    let mut weights = vec![0.0; kinds.kinds.len()];
    let mut needed = 1.0;
    for (index, goal) in goals.iter().enumerate() {
        let people = number(kinds.kinds[goal.kind].units.len());
        weights[goal.kind] += dual(index) / sum / goal.target / people;
        if goal.floor > 0.0 {
            let floor = dual(goals.len() + index) / sum;
            weights[goal.kind] += floor / goal.floor / people;
            needed += floor;
        }
    }
    (weights, needed)
}
