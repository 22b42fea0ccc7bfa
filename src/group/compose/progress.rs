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
    /// Whether to go on when this much of a time `limit` has passed. Whoever is in no group when it is over has a
    /// quarter of it more to get into one; everything else ends.
    pub fn within(self, limit: Duration, passed: Duration) -> ControlFlow<()> {
        let limit = if self.step == Step::Cover {
            limit + limit / 4
        } else {
            limit
        };
        if passed < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// Whether to go on, asked often; at [`ControlFlow::Break`] the best so far is handed back. After that it is asked
/// for [`Step::Cover`] alone: whether there is time to find groups with kinds that are in none.
pub type Ask<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;
