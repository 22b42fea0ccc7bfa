//! Comes as near as it can to target chances by a mix of groups: the nearest point to the target among all mixes of
//! the groups found, and each time the group that leads nearest, found as an integer program.

use super::dive::Dive;
use super::found::Found;
use super::kinds::{Kinds, number};
use super::nearest::{Nearest, Sparse};
use super::program::{Answer, Effort, Program};
use super::swaps::Swaps;

/// Shortfalls up to this part of the target are taken as reaching it.
pub const REACHED: f64 = 9e-4;

/// How hard a search tries: a first answer that leads nearer will do, and the next search may find a better one; when
/// none does, harder, before a group is said not to exist.
const EFFORTS: [Effort; 4] = [
    Effort { gap: 0.5, nodes: 200 },
    Effort {
        gap: 0.5,
        nodes: 1_000,
    },
    Effort {
        gap: 0.1,
        nodes: 3_000,
    },
    Effort {
        gap: 0.0,
        nodes: 5_000,
    },
];
/// A known group is good enough when it gains this part of what the last new one gained.
const WORTH: f64 = 0.5;
/// From this many kinds on, the search begins among half of them.
const MANY: usize = 100;
/// A group from the half is good enough when it gains this part of what the last new one gained.
const KEEP: f64 = 0.3;
/// More rounds than any pool needs; so that numbers that cycle cannot keep it for ever.
const ROUNDS: usize = 20_000;
/// After this many rounds, and each time they have doubled, it is asked whether a few kinds are in no group yet, and
/// how many that may be.
const DOUBT: usize = 64;
const FEW: usize = 50;

/// How the approach ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Every kind is within [`REACHED`] of its target.
    Reached,
    /// No group leads nearer, or none was found.
    Stuck,
    /// Some kinds with a target are in no group yet, though the others are: perhaps no group can contain them. The
    /// approach goes on when it is run again.
    Doubtful,
    /// The caller said stop.
    Stopped,
}

/// The state of an approach.
pub struct Approach<'a> {
    kinds: &'a Kinds,
    /// The kinds with a target above 0.
    active: Vec<usize>,
    /// For each of these: the expected count that is its target, and the weight of its row.
    aim: Vec<(f64, f64)>,
    nearest: Nearest,
    /// How many of the groups found are points already.
    known: usize,
    /// What the last new group gained.
    gain: f64,
}

impl<'a> Approach<'a> {
    /// `target` is the chance of each kind's people.
    #[must_use]
    pub fn new(kinds: &'a Kinds, target: &[f64]) -> Self {
        let active: Vec<usize> = (0..target.len()).filter(|&kind| target[kind] > 1e-9).collect();
        let raw: Vec<(f64, f64)> = (active.iter())
            .map(|&kind| {
                let count = target[kind] * number(kinds.kinds[kind].units.len());
                (count, (count / (1.0 - target[kind]).max(1e-3)).sqrt())
            })
            .collect();
        let mean = raw.iter().map(|(_, scale)| scale).sum::<f64>() / number(raw.len().max(1));
        let aim: Vec<(f64, f64)> = raw
            .into_iter()
            .map(|(count, scale)| (count, scale / mean))
            .collect();
        let nearest = Nearest::new(aim.iter().map(|(_, scale)| *scale).collect());
        Self {
            kinds,
            active,
            aim,
            nearest,
            known: 0,
            gain: 0.0,
        }
    }

    /// The mix so far: numbers of groups and their weights.
    #[must_use]
    pub fn mix(&self) -> Vec<(usize, f64)> {
        self.nearest.mix()
    }

    /// The largest part of its target that a kind lacks.
    #[must_use]
    pub fn shortfall(&self) -> f64 {
        if self.nearest.mix().is_empty() && !self.active.is_empty() {
            return 1.0;
        }
        let lacks = self
            .nearest
            .at()
            .iter()
            .zip(&self.aim)
            .map(|(at, (_, scale))| -at / scale);
        lacks.fold(0.0, f64::max)
    }

    /// Goes on until the target is reached or nothing leads nearer. `go` is asked each round and within its
    /// searches, with the round, the number of groups and the shortfall.
    pub fn run(
        &mut self,
        found: &mut Found,
        target: &[f64],
        go: &mut dyn FnMut(usize, usize, f64) -> bool,
    ) -> End {
        let mut search = Search::new(face(self.kinds, target));
        let mut whole = Some(Search::new(self.kinds.program.clone()));
        let anything = search.program.best(&vec![0.0; target.len()], EFFORTS[2]);
        if !matches!(anything, Answer::Found { .. })
            && let Some(whole) = whole.take()
        {
            search = whole;
        }
        let mut effort = 0;
        for round in 0..ROUNDS {
            let shortfall = self.shortfall();
            if shortfall <= REACHED {
                return End::Reached;
            }
            if !go(round, found.groups().len(), shortfall) {
                return End::Stopped;
            }
            if self.reuse(found) {
                continue;
            }
            if round >= DOUBT && round.is_power_of_two() && (1..FEW).contains(&self.open(found)) {
                return End::Doubtful;
            }
            let known = found.groups().len();
            if self.extend(found, &mut search, EFFORTS[effort], &mut || {
                go(round, known, shortfall)
            }) {
                effort = effort.saturating_sub(1);
                continue;
            }
            // Nothing leads nearer: look closer, then beyond the face, then there is nothing.
            effort += 1;
            if effort == EFFORTS.len() {
                if self.open(found) > 0 {
                    return End::Doubtful;
                }
                let Some(whole) = whole.take() else {
                    return End::Stuck;
                };
                (search, effort) = (whole, 0);
            }
        }
        End::Stuck
    }

    /// How many kinds are in no group.
    fn open(&self, found: &Found) -> usize {
        let open = found.open(&self.kinds.program);
        self.active.iter().filter(|&&kind| open[kind]).count()
    }

    /// Makes all groups found points.
    fn learn(&mut self, found: &Found) {
        for group in &found.groups()[self.known..] {
            let point = self.point(group);
            self.nearest.push(point);
        }
        self.known = found.groups().len();
    }

    /// Takes the best of the groups already found where it is worth it.
    fn reuse(&mut self, found: &Found) -> bool {
        self.learn(found);
        let gains = self.nearest.gains();
        let best = gains.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((point, &gain)) = best else { return false };
        let worth = gain > WORTH * self.gain && gain > 1e-12;
        if worth && self.nearest.take(point) {
            self.gain *= 0.98;
            return true;
        }
        false
    }

    /// Searches for the group that leads nearest and takes it; false where it does not lead nearer.
    fn extend(
        &mut self,
        found: &mut Found,
        search: &mut Search,
        effort: Effort,
        go: &mut dyn FnMut() -> bool,
    ) -> bool {
        let mut weights = vec![0.0; self.kinds.kinds.len()];
        for ((&kind, at), (count, scale)) in self.active.iter().zip(self.nearest.at()).zip(&self.aim) {
            weights[kind] = -at * scale / count;
        }
        let level = -self.nearest.gain_of(&Vec::new());
        if let Some(group) = search.dive(&weights, level, found)
            && self.accept(found, group)
        {
            return true;
        }
        if effort.gap > 0.1
            && let Some(narrow) = self.narrow(&search.program, &weights)
            && let Some(values) = search.heavy(&narrow, &weights, effort, go)
            && self.nearest.gain_of(&self.point(&values)) > KEEP * self.gain
            && self.accept(found, values)
        {
            return true;
        }
        search
            .heavy(&search.program, &weights, effort, go)
            .is_some_and(|values| self.accept(found, values))
    }

    /// Takes a group that the search found; false where it does not lead nearer.
    fn accept(&mut self, found: &mut Found, group: Vec<u32>) -> bool {
        let (point, _) = found.add(group);
        self.learn(found);
        let gain = self.nearest.gain(point);
        let square: f64 = self.nearest.at().iter().map(|value| value * value).sum();
        if gain <= 1e-6 * square && !self.nearest.mix().is_empty() {
            return false;
        }
        self.gain = gain;
        self.nearest.take(point)
    }

    /// The program over the half of the kinds that weigh the most, where there are many: a group that leads nearer
    /// hardly needs the others, and takes half the time to find.
    fn narrow(&self, program: &Program, weights: &[f64]) -> Option<Program> {
        if self.active.len() < MANY || self.gain <= 0.0 {
            return None;
        }
        let mut sorted: Vec<f64> = self.active.iter().map(|&kind| weights[kind]).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let middle = sorted[sorted.len() / 2];
        let mut narrow = program.clone();
        for ((low, high), weight) in narrow.bounds.iter_mut().zip(weights) {
            if *weight < middle {
                *high = *low;
            }
        }
        Some(narrow)
    }

    fn point(&self, group: &[u32]) -> Sparse {
        let entries = self
            .active
            .iter()
            .zip(&self.aim)
            .enumerate()
            .filter(|(_, (kind, _))| group[**kind] > 0);
        let value = |(place, (&kind, (count, scale))): (usize, (&usize, &(f64, f64)))| {
            (place, f64::from(group[kind]) / count * scale)
        };
        entries.map(value).collect()
    }
}

/// A program, and what finds groups of it more quickly than it does itself.
struct Search {
    program: Program,
    swaps: Option<Swaps>,
    dive: Option<Dive>,
}

impl Search {
    fn new(program: Program) -> Self {
        let swaps = Swaps::new(&program);
        let dive = Dive::new(&program);
        Self { program, swaps, dive }
    }

    /// The heaviest group that a dive comes upon, all of which are found then, made heavier by exchanges; `None`
    /// where it comes upon none above the `level`.
    fn dive(&mut self, weights: &[f64], level: f64, found: &mut Found) -> Option<Vec<u32>> {
        let groups = self.dive.as_mut()?.groups(weights, level);
        let mut heaviest = None;
        for mut group in groups {
            if let Some(swaps) = &self.swaps {
                swaps.climb(&mut group, weights);
            }
            found.add(group.clone());
            heaviest = Some(group);
        }
        heaviest
    }

    /// A heavy group of this program or a part of it: what the integer program finds at first, made heavier by
    /// exchanges.
    fn heavy(
        &self,
        part: &Program,
        weights: &[f64],
        effort: Effort,
        go: &mut dyn FnMut() -> bool,
    ) -> Option<Vec<u32>> {
        let Answer::Found { mut values, .. } = part.best_while(weights, effort, go) else {
            return None;
        };
        if let Some(swaps) = &self.swaps {
            swaps.climb(&mut values, weights);
        }
        Some(values)
    }
}

/// The face of the relaxation on which the target lies: rows that are tight there are equalities, who is certain is
/// in, who has no chance is out. A mix that reaches the target has no group off it.
fn face(kinds: &Kinds, target: &[f64]) -> Program {
    let counts: Vec<f64> = kinds
        .kinds
        .iter()
        .zip(target)
        .map(|(kind, chance)| chance * number(kind.units.len()))
        .collect();
    let mut face = kinds.program.clone();
    for row in &mut face.rows {
        let sum: f64 = row.terms.iter().map(|&(kind, by)| by * counts[kind]).sum();
        if sum - row.least < 1e-5 {
            row.most = row.least;
        } else if row.most - sum < 1e-5 {
            row.least = row.most;
        }
    }
    for ((low, high), count) in face.bounds.iter_mut().zip(&counts) {
        if *count < 1e-7 {
            *high = 0;
        } else if *count > f64::from(*high) - 1e-6 {
            *low = *high;
        }
    }
    face
}
