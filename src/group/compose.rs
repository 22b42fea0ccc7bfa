//! Composes a lottery over groups in which chances are as equal as the rules allow.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::Question;
use super::approach::{Approach, End, REACHED};
use super::broken::Broken;
use super::chances::{Chances, Method, Weighted};
use super::found::{Any, Found, Missing, any, cover};
use super::kinds::Kinds;
use super::linear::Unsolved;
use super::mixture::{Goal, Mixture, Until, mixture};
use super::program::{Answer, Effort};
use super::relaxation::Relaxation;

mod progress;
#[cfg(test)]
mod tests;

pub use progress::{Ask, Progress, Step};

/// How many random groups [`Method::Random`] mixes.
const RANDOM_GROUPS: usize = 1_000;
/// Who has at most this chance in the target is perhaps in no group at all.
const NOBODY: f64 = 1e-7;

/// Why there is no lottery.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No group meets the rules.
    #[error("no group meets the rules")]
    Infeasible,
    /// The search ended without a group, and without a proof that there is none.
    #[error("no group was found, though there may be one")]
    Undecided,
    /// A solver gave up.
    #[error(transparent)]
    Unsolved(#[from] Unsolved),
    /// A group that was found is none by the count of its people: a fault in the composer, never passed on.
    #[error("a group that was found breaks the rules: {0}")]
    Broken(#[from] Broken),
}

/// Composes a lottery. `seed` decides [`Method::Random`] alone; the same question gives the same lottery as long as
/// `ask` answers the same.
pub fn compose(
    question: &Question,
    method: Method,
    seed: [u8; 32],
    ask: Ask<'_>,
) -> Result<Chances, Refused> {
    let kinds = Kinds::of(question);
    let mut stopped = false;
    let mut go = |progress: Progress| {
        if matches!(progress.step, Step::Cover | Step::Target) {
            return ask(progress).is_continue();
        }
        stopped = stopped || ask(progress).is_break();
        !stopped
    };
    let mut found = Found::default();
    let first = Progress {
        step: Step::Cover,
        round: 0,
        groups: 0,
        shortfall: 1.0,
    };
    match any(&kinds.program, &mut found, &mut || go(first)) {
        Any::Infeasible => return Err(Refused::Infeasible),
        Any::Undecided => return Err(Refused::Undecided),
        Any::Found => (),
    }
    let mut work = Work {
        kinds: &kinds,
        found,
        missing: Missing::default(),
        go: &mut go,
    };
    let mut ceiling = 1.0;
    let (relaxation, mix) = if method == Method::Random {
        work.settle(|_| true);
        (work.relax(method)?, work.random(seed))
    } else {
        work.fairest(method, &mut ceiling)?
    };
    let groups = weighted(question, &kinds, &work.found, &mix)?;
    let mut chances = Chances::new(&kinds, method, groups, relaxation, &work.missing);
    chances.ceiling = chances.bound.min(ceiling);
    Ok(chances)
}

/// The groups of a mix, each checked person by person.
fn weighted(
    question: &Question,
    kinds: &Kinds,
    found: &Found,
    mix: &[(usize, f64)],
) -> Result<Vec<Weighted>, Refused> {
    let sum: f64 = mix.iter().map(|(_, weight)| weight).sum();
    let group = |&(index, weight): &(usize, f64)| {
        let counts = found.groups()[index].clone();
        let people = kinds.people(&counts).unwrap_or_default();
        question.holds(&people)?;
        Ok(Weighted {
            counts,
            weight: weight / sum,
        })
    };
    mix.iter()
        .filter(|(_, weight)| *weight > 0.0)
        .map(group)
        .collect()
}

/// What the steps share.
struct Work<'a> {
    kinds: &'a Kinds,
    found: Found,
    missing: Missing,
    go: &'a mut dyn FnMut(Progress) -> bool,
}

type Mix = Vec<(usize, f64)>;

impl Work<'_> {
    /// The target over the kinds that are not missing.
    fn relax(&mut self, method: Method) -> Result<Relaxation, Unsolved> {
        let mut possible = vec![true; self.kinds.kinds.len()];
        for &kind in self.missing.impossible.iter().chain(&self.missing.unknown) {
            possible[kind] = false;
        }
        if !possible.contains(&true) {
            return Ok(Relaxation::settled(self.kinds));
        }
        let groups = self.found.groups().len();
        let mut round = 0;
        let mut go = || {
            round += 1;
            (self.go)(Progress {
                step: Step::Target,
                round: round - 1,
                groups,
                shortfall: 1.0,
            })
        };
        if go() && method == Method::Leximin {
            Relaxation::leximin(self.kinds, &possible, &mut go)
        } else {
            Relaxation::maximin(self.kinds, &possible)
        }
    }

    /// The kinds that are in no group yet and not known to be missing.
    fn open(&self) -> Vec<bool> {
        let mut open = self.found.open(&self.kinds.program);
        for &kind in self.missing.impossible.iter().chain(&self.missing.unknown) {
            open[kind] = false;
        }
        open
    }

    /// Finds groups with these kinds, as far as they are open; whether some are missing now that were not.
    fn settle(&mut self, which: impl Fn(usize) -> bool) -> bool {
        let open: Vec<bool> = (self.open().into_iter().enumerate())
            .map(|(kind, open)| open && which(kind))
            .collect();
        let missing = cover(
            &self.kinds.program,
            open,
            &mut self.found,
            &mut |round, groups| {
                (self.go)(Progress {
                    step: Step::Cover,
                    round,
                    groups,
                    shortfall: 1.0,
                })
            },
        );
        let more = missing != Missing::default();
        self.missing.impossible.extend(missing.impossible);
        self.missing.unknown.extend(missing.unknown);
        more
    }

    /// The target, and a mix of groups as near to it as can be found; lowers `ceiling` where it proves that the lowest
    /// chance cannot be higher. Groups with each kind come with the approach; only who is left out by it, or by the
    /// target, is asked for one by one, and when no group can contain them, they leave the target.
    fn fairest(&mut self, method: Method, ceiling: &mut f64) -> Result<(Relaxation, Mix), Unsolved> {
        loop {
            let relaxation = self.relax(method)?;
            let target = &relaxation.target;
            if self.settle(|kind| target[kind] < NOBODY) {
                continue;
            }
            let mut approach = Approach::new(self.kinds, target);
            let mut more = false;
            let end = loop {
                let end = approach.run(&mut self.found, target, &mut |round, groups, shortfall| {
                    (self.go)(Progress {
                        step: Step::Approach,
                        round,
                        groups,
                        shortfall,
                    })
                });
                if end != End::Doubtful {
                    break end;
                }
                more = self.settle(|_| true);
                if more {
                    break end;
                }
            };
            if more {
                continue;
            }
            if end != End::Stopped {
                let mix = self.reach(&relaxation, &approach, end, ceiling);
                return Ok((relaxation, mix));
            }
            let known = self.found.groups().len();
            let more = self.settle(|_| true);
            let mix = self.at_last(&relaxation, &approach, known);
            // Those whom no group was found with do not count in the bound, since perhaps there is none.
            let relaxation = if more { self.relax(method)? } else { relaxation };
            return Ok((relaxation, mix));
        }
    }

    /// All groups found, evenly.
    fn any(&self) -> Mix {
        (0..self.found.groups().len()).map(|group| (group, 1.0)).collect()
    }

    /// What every kind that is not missing is to reach.
    fn goals(&self, relaxation: &Relaxation) -> Vec<Goal> {
        let missing =
            |kind: &usize| self.missing.impossible.contains(kind) || self.missing.unknown.contains(kind);
        (relaxation.target.iter().enumerate())
            .filter(|(kind, target)| **target > 0.0 && !missing(kind))
            .map(|(kind, &target)| Goal {
                kind,
                target,
                floor: 0.0,
            })
            .collect()
    }

    /// The best mix that an approach leads to; lowers `ceiling` where it proves that the lowest chance cannot be
    /// higher.
    fn reach(&mut self, relaxation: &Relaxation, approach: &Approach, end: End, ceiling: &mut f64) -> Mix {
        if end == End::Reached && !approach.mix().is_empty() {
            return approach.mix();
        }
        let goals = self.goals(relaxation);
        let best = match self.mixture(&goals, Until::Reached(REACHED)) {
            Ok(found) if found.shortfall <= approach.shortfall() => found,
            _ => Mixture {
                mix: approach.mix(),
                shortfall: approach.shortfall(),
                proven: 0.0,
            },
        };
        if best.mix.is_empty() {
            return self.any();
        }
        if best.shortfall <= REACHED {
            return best.mix;
        }
        self.beyond(relaxation, &goals, ceiling).unwrap_or(best.mix)
    }

    /// The best mix when time is over, of the groups that an approach mixes, those that were found after it, for the
    /// kinds that it left out, and one with each kind that is in none of these: all groups ever found would be too
    /// many for one more program.
    fn at_last(&mut self, relaxation: &Relaxation, approach: &Approach, known: usize) -> Mix {
        let groups = self.found.groups();
        let mixed = approach.mix();
        let mut few: Vec<usize> = mixed
            .iter()
            .map(|(group, _)| *group)
            .chain(known..groups.len())
            .collect();
        let mut found = Found::default();
        for &group in &few {
            found.add(groups[group].clone());
        }
        for kind in 0..self.kinds.kinds.len() {
            let with = |groups: &[Vec<u32>]| groups.iter().position(|group| group[kind] > 0);
            if let (None, Some(group)) = (with(found.groups()), with(groups)) {
                found.add(groups[group].clone());
                few.push(group);
            }
        }
        let goals = self.goals(relaxation);
        let last = mixture(
            self.kinds,
            &goals,
            &mut found,
            Until::Reached(REACHED),
            &mut |_, _, _| false,
        );
        match last {
            Ok(last) if !last.mix.is_empty() => last
                .mix
                .into_iter()
                .map(|(group, weight)| (few[group], weight))
                .collect(),
            _ if mixed.is_empty() => self.any(),
            _ => mixed,
        }
    }

    /// Where groups cannot reach what divided people could: first the lowest chance as high as it goes, then the
    /// least shortfall that leaves it there.
    fn beyond(&mut self, relaxation: &Relaxation, goals: &[Goal], ceiling: &mut f64) -> Option<Mix> {
        let level = |goal: &Goal| Goal {
            target: relaxation.bound,
            ..*goal
        };
        let even: Vec<Goal> = goals.iter().map(level).collect();
        let lowest = self.mixture(&even, Until::Within(1e-4)).ok()?;
        *ceiling = relaxation.bound * (1.0 - lowest.proven);
        let floor = relaxation.bound * (1.0 - lowest.shortfall) * (1.0 - 1e-4);
        let floored: Vec<Goal> = goals.iter().map(|goal| Goal { floor, ..*goal }).collect();
        match self.mixture(&floored, Until::Within(1e-4)) {
            Ok(found) if !found.mix.is_empty() => Some(found.mix),
            _ => Some(lowest.mix),
        }
    }

    fn mixture(&mut self, goals: &[Goal], until: Until) -> Result<Mixture, Unsolved> {
        mixture(
            self.kinds,
            goals,
            &mut self.found,
            until,
            &mut |round, groups, shortfall| {
                (self.go)(Progress {
                    step: Step::Proof,
                    round,
                    groups,
                    shortfall,
                })
            },
        )
    }

    /// Each time every kind weighs something else, drawn evenly, and the heaviest group is taken.
    fn random(&mut self, seed: [u8; 32]) -> Mix {
        let mut source = ChaCha20Rng::from_seed(seed);
        let effort = Effort {
            gap: 0.01,
            nodes: 5_000,
        };
        let mut drawn = Vec::new();
        for round in 0..RANDOM_GROUPS {
            let groups = self.found.groups().len();
            if !(self.go)(Progress {
                step: Step::Approach,
                round,
                groups,
                shortfall: 1.0,
            }) {
                break;
            }
            let weights: Vec<f64> = self
                .kinds
                .kinds
                .iter()
                .map(|_| f64::from(source.next_u32()) / f64::from(u32::MAX))
                .collect();
            if let Answer::Found { values, .. } = self.kinds.program.best(&weights, effort) {
                drawn.push((self.found.add(values).0, 1.0));
            }
        }
        drawn.sort_unstable_by_key(|(group, _)| *group);
        drawn.dedup_by(|next, first| {
            let same = next.0 == first.0;
            first.1 += if same { next.1 } else { 0.0 };
            same
        });
        if drawn.is_empty() { self.any() } else { drawn }
    }
}
