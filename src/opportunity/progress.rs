//! Where an opportunity stands on its way, and the one thing its host does next.

use super::{Opportunity, State};
use crate::moment::Moment;

crate::slugs! {
    /// The one next step of a host.
    pub enum Next {
        /// Go on writing.
        Write = "write",
        /// Change what a steward sent back.
        Change = "change",
        /// A steward reads it.
        Wait = "wait",
        /// Say how many places there are, and by when people answer.
        Places = "places",
        /// Look at the letter and release it.
        Letter = "letter",
        /// Released, and can still be stopped.
        Held = "held",
        /// Answers come in.
        Answers = "answers",
        /// The reply-by date has passed: the group is being formed.
        Forming = "forming",
        /// Meet the people who take part.
        People = "people",
        /// A steward stopped it.
        Stopped = "stopped",
        /// Nothing any more.
        Nothing = "nothing",
    }
}

crate::slugs! {
    /// A stage of the way, in order.
    pub enum Stage {
        /// It is written.
        Written = "written",
        /// A steward read it.
        Checked = "checked",
        /// Everybody can read it, and the places are known.
        Places = "places",
        /// The letters go out.
        Invited = "invited",
        /// People answer, until the reply-by date.
        Answered = "answered",
        /// The group is formed.
        Formed = "formed",
        /// Everybody hears what came of it.
        Heard = "heard",
    }
}

impl Opportunity {
    /// The host's one next step at `now`.
    #[must_use]
    pub fn next(&self, now: Moment) -> Next {
        match self.state {
            State::Draft => Next::Write,
            State::Refused => Next::Change,
            State::Waiting => Next::Wait,
            State::Open if self.reply_by.is_none_or(|until| until <= now) => Next::Places,
            State::Open => Next::Letter,
            State::Inviting if self.reply_by.is_some_and(|until| until <= now) => Next::Forming,
            State::Inviting => Next::Answers,
            State::Formed => Next::People,
            State::Stopped => Next::Stopped,
            State::Closed => Next::Nothing,
        }
    }
}

impl Next {
    /// The stage that is under way; everything before it is done.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Write | Self::Change => Stage::Written,
            Self::Wait => Stage::Checked,
            Self::Places => Stage::Places,
            Self::Letter | Self::Held => Stage::Invited,
            Self::Answers => Stage::Answered,
            Self::Forming => Stage::Formed,
            Self::People | Self::Stopped | Self::Nothing => Stage::Heard,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunity::draft::tests::whole;

    #[test]
    fn a_host_is_told_one_thing_at_a_time() {
        let mut opportunity = whole();
        let now = Moment(1_000);
        let mut next = |state, reply_by: Option<i64>| {
            opportunity.state = state;
            opportunity.reply_by = reply_by.map(Moment);
            opportunity.next(now)
        };
        assert_eq!(next(State::Draft, None), Next::Write);
        assert_eq!(next(State::Open, None), Next::Places);
        assert_eq!(next(State::Open, Some(2_000)), Next::Letter);
        assert_eq!(
            next(State::Open, Some(1_000)),
            Next::Places,
            "the date passed before any letter went out"
        );
        assert_eq!(next(State::Inviting, Some(2_000)), Next::Answers);
        assert_eq!(next(State::Inviting, Some(1_000)), Next::Forming);
        assert_eq!(next(State::Formed, Some(1_000)), Next::People);
    }
}
