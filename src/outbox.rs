//! Letters on their way. A letter is put here in the transaction of the fact it announces, and is sent
//! afterwards, so that neither can happen without the other.
//!
//! `queued → claimed → data_sent → accepted | deferred | refused | unknown`, or `cancelled` before it left.
//! A claim has a lease and a number; a worker whose number is not the newest any more cannot go on. That the
//! last line of a letter may have left is committed before it can leave. After that, silence means that
//! nobody knows: such a letter is not sent again, except one that only confirms an account.

pub mod message;
pub mod notify;
pub mod pages;
pub mod records;
pub mod sending;
pub mod smtp;

use uuid::Uuid;

use crate::{
    account::{AccountId, Email},
    moment::{DAY, HOUR, MINUTE, Moment},
};
pub use records::put;
pub use sending::{Transport, send_due};

crate::id!(
    /// A letter.
    LetterId
);

crate::slugs! {
    /// What a letter is about; decides what happens when nobody knows whether it arrived.
    pub enum Kind {
        /// Confirms, signs in, sets a password: sent once more when in doubt.
        Account = "account",
        /// Confirms what somebody did a moment ago: sent at once, never twice.
        Receipt = "receipt",
        /// Invites: never sent twice, and only with consent.
        Invitation = "invitation",
        /// Reminds somebody who has not answered: as an invitation.
        Reminder = "reminder",
        /// Says what came of an answer: never sent twice.
        Outcome = "outcome",
        /// Says what is open, for those who want that: never sent twice.
        Digest = "digest",
    }
}

crate::slugs! {
    /// Where a letter stands.
    pub enum State {
        /// Waits for its time.
        Queued = "queued",
        /// A worker has it.
        Claimed = "claimed",
        /// Its last line may have left.
        DataSent = "data_sent",
        /// The other server took it.
        Accepted = "accepted",
        /// The other server asked for another try later.
        Deferred = "deferred",
        /// The other server does not want it, ever.
        Refused = "refused",
        /// It left, and no answer came: perhaps it arrived.
        Unknown = "unknown",
        /// Stopped before it left.
        Cancelled = "cancelled",
    }
}

/// A letter to be sent, to exactly one mailbox.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// The fact it announces, `confirm:ID` for example: there is at most one letter for it, ever.
    pub unique_key: String,
    /// What it is about.
    pub kind: Kind,
    /// Whose letter it is; it goes when the account goes.
    pub account_id: Option<AccountId>,
    /// The invitation it belongs to.
    pub invitation_id: Option<Uuid>,
    /// The one mailbox.
    pub recipient: Email,
    /// Neutral.
    pub subject: String,
    /// The plain body.
    pub text: String,
    /// The HTML body.
    pub html: String,
    /// Where one click stops such letters (RFC 8058).
    pub unsubscribe_url: Option<String>,
    /// Not sent before this moment.
    pub not_before: Moment,
}

/// A letter that a worker has claimed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    /// Its id, and the name of its file.
    pub id: LetterId,
    /// What it is about.
    pub kind: Kind,
    /// The one mailbox.
    pub recipient: Email,
    /// Neutral.
    pub subject: String,
    /// The plain body.
    pub body_text: String,
    /// The HTML body.
    pub body_html: String,
    /// Where one click stops such letters.
    pub unsubscribe_url: Option<String>,
    /// The part of the Message-ID before the @; the same in every try.
    pub message_id: String,
    /// Tries so far, this one included.
    pub attempts: i64,
    /// The number of this claim.
    pub claim: i64,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The other server took it.
    Accepted,
    /// Not now; what it answered.
    Deferred(String),
    /// Never; what it answered.
    Refused(String),
    /// The last line left and no answer came.
    Unknown,
    /// No server could be reached: no try of this letter.
    Unreachable,
    /// It may not go any more, or another worker has it; nothing left.
    Withdrawn,
}

/// Where a letter stands after a try, and when the next one is due.
///
/// A letter that might have arrived is sent again only when a second copy does no harm: an account's, once.
#[must_use]
pub fn after(kind: Kind, attempts: i64, outcome: &Outcome, now: Moment) -> (State, Moment) {
    match outcome {
        Outcome::Accepted => (State::Accepted, now),
        Outcome::Refused(_) => (State::Refused, now),
        Outcome::Withdrawn => (State::Cancelled, now),
        Outcome::Unreachable => (State::Queued, now.plus(MINUTE)),
        Outcome::Unknown if kind == Kind::Account && attempts < 2 => (State::Deferred, now.plus(MINUTE)),
        Outcome::Unknown => (State::Unknown, now),
        Outcome::Deferred(_) => match wait(attempts) {
            Some(seconds) => (State::Deferred, now.plus(seconds)),
            None => (State::Refused, now),
        },
    }
}

/// Seconds to wait after so many tries; none when three days of trying were enough.
fn wait(attempts: i64) -> Option<i64> {
    match attempts {
        ..=1 => Some(MINUTE),
        2 => Some(5 * MINUTE),
        3 => Some(30 * MINUTE),
        4 => Some(2 * HOUR),
        5 => Some(8 * HOUR),
        6..=8 => Some(DAY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_000_000);

    #[test]
    fn a_letter_that_may_have_arrived_is_sent_again_only_when_it_confirms_an_account() {
        let state = |kind, attempts| after(kind, attempts, &Outcome::Unknown, NOW).0;
        assert_eq!(state(Kind::Invitation, 1), State::Unknown);
        assert_eq!(state(Kind::Outcome, 1), State::Unknown);
        assert_eq!(state(Kind::Account, 1), State::Deferred);
        assert_eq!(state(Kind::Account, 2), State::Unknown);
    }

    #[test]
    fn a_busy_server_is_asked_less_and_less_often_and_not_for_ever() {
        let busy = Outcome::Deferred("RCPT 451".into());
        let mut last = 0;
        for attempts in 1..=8 {
            let (state, next) = after(Kind::Invitation, attempts, &busy, NOW);
            assert_eq!(state, State::Deferred);
            assert!(next.since(NOW) >= last);
            last = next.since(NOW);
        }
        assert_eq!(after(Kind::Invitation, 9, &busy, NOW).0, State::Refused);
    }
}
