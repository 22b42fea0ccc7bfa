//! How far the composer is, and whether it goes on.

use std::{ops::ControlFlow, time::Duration};

/// What the composer is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Finding groups with kinds of people who are in none yet, or that there are none.
    Cover,
    /// Working out the fairest chances.
    Target,
    /// Mixing groups to reach them.
    Approach,
    /// Proving how near the best mix is.
    Proof,
}

/// How far the composer is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// Rounds of this step, from 0.
    pub round: usize,
    /// Groups found so far.
    pub groups: usize,
    /// The largest part of a chance that is missing still; 1 where not known.
    pub shortfall: f64,
}

impl Progress {
    /// Whether to go on when this much of a time `limit` has passed. The last twentieth is for writing down what was
    /// found; as long as somebody has no chance yet, a quarter before that is for groups with them, and the target
    /// has half of the time.
    pub fn within(self, limit: Duration, passed: Duration) -> ControlFlow<()> {
        let twentieths = match self.step {
            Step::Target => 10,
            Step::Approach | Step::Proof if self.shortfall >= 1.0 => 14,
            Step::Cover | Step::Approach | Step::Proof => 19,
        };
        if passed < limit * twentieths / 20 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// Whether to go on, asked often. [`ControlFlow::Break`] ends its step: a target is no further refined, a group no
/// longer sought for whom there is none. Of [`Step::Approach`] and [`Step::Proof`] it ends both, and is asked then for
/// [`Step::Target`] and [`Step::Cover`] alone: whether there is time to find groups with kinds that are in none.
pub type Ask<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;
