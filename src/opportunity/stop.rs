//! An opportunity that was stopped: nothing about it is public, nothing leaves, nobody is drawn and its host reads
//! nobody's name. There are two reasons, and each is lifted by itself: a steward took it down, or its organisation is
//! suspended.

pub mod records;

use super::State;
use crate::moment::Moment;

/// What is kept about an opportunity that is stopped.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stop {
    /// The state to which it goes back.
    pub stopped_from: State,
    /// Stopped at.
    pub stopped_at: Moment,
    /// A steward took it down.
    pub taken_down_at: Option<Moment>,
    /// Why it was taken down: its people and its host read it.
    pub taken_down_because: Option<String>,
}

impl Stop {
    /// When something that was to end at `end` ends once the stop is lifted at `now`: later by as long as the stop
    /// took, at the end of that day. What was over before the stop stays over.
    #[must_use]
    pub fn later(&self, end: Moment, now: Moment) -> Moment {
        if end <= self.stopped_at {
            return end;
        }
        Moment::end_of(end.plus(now.since(self.stopped_at)).day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{DAY, HOUR};

    #[test]
    fn a_stop_takes_nobody_time_to_answer_and_opens_nothing_again() {
        // Tuesday 1 December 2026, nine in the morning.
        let stopped_at = Moment(1_796_115_600);
        let stop = Stop {
            stopped_from: State::Inviting,
            stopped_at,
            taken_down_at: None,
            taken_down_because: None,
        };
        let end = Moment::end_of(stopped_at.plus(4 * DAY).day());
        let day = |lifted: i64| stop.later(end, stopped_at.plus(lifted)).day().to_string();
        assert_eq!(day(0), "2026-12-05");
        assert_eq!(day(HOUR), "2026-12-06", "never less than there was");
        assert_eq!(day(10 * DAY), "2026-12-15");
        let over = stopped_at.plus(-HOUR);
        assert_eq!(stop.later(over, stopped_at.plus(10 * DAY)), over);
        assert_eq!(stop.later(stopped_at, stopped_at.plus(DAY)), stopped_at);
    }
}
