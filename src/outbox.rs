//! Letters on their way. A letter is put here in the transaction of the fact it announces, and is sent
//! afterwards, so that neither can happen without the other.
//!
//! `queued → claimed → data_sent → accepted | deferred | refused | unknown`, or `cancelled` before it left.
//! A claim has a lease and a number; a worker whose number is not the newest any more cannot go on. That the
//! last line of a letter may have left is committed before it can leave. After that, silence means that
//! nobody knows: such a letter is not sent again, except one that only confirms an account.
//!
//! Letters that somebody waits for in front of a page go first. The others go in turns, one of each organisation
//! that has any, so that a large invitation of one does not make another's wait; those of our own go last.

pub mod blame;
pub mod bounce;
pub mod forgetting;
pub mod leaving;
pub mod message;
pub mod notify;
pub mod pages;
pub mod pause;
pub mod records;
pub mod sending;
pub mod smtp;

use uuid::Uuid;

use crate::{
    account::{AccountId, Email},
    moment::{DAY, HOUR, MINUTE, Moment},
    organisation::OrganisationId,
};
pub use forgetting::forget;
pub use records::{put, set_about};
pub use sending::{Transport, send_due, tidy};

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

crate::slugs! {
    /// Why a letter came back for good.
    pub enum Bounced {
        /// There is no such mailbox.
        Hard = "hard",
        /// The mailbox took nothing for as long as servers try.
        Soft = "soft",
    }
}

crate::slugs! {
    /// Which way a letter takes.
    pub enum Way {
        /// To the person's mailbox.
        Email = "email",
        /// On paper: a steward prints and posts it.
        Post = "post",
        /// A word to somebody who supports the person, to the supporter's mailbox.
        Copy = "copy",
        /// On the telephone: a steward rings and reads it out.
        Call = "call",
    }
}

/// Where a letter goes: to one mailbox, on paper to the one person it is for, or read out to them on the telephone.
#[derive(Clone, Debug)]
pub enum Recipient {
    /// To this mailbox.
    Mailbox(Email),
    /// To the postal address of the account; somebody who has none is rung.
    Paper,
    /// To this postal address, its last line the postcode, whatever is recorded when it is printed.
    PaperAt(String),
    /// Read out at this number, whatever is recorded when somebody rings.
    Call(String),
    /// To the mailbox of a supporter of the account.
    Supporter(Email),
}

impl Recipient {
    /// A person's own letter: to their mailbox; without one, on paper or by telephone.
    #[must_use]
    pub fn of(email: Option<&Email>) -> Self {
        email.map_or(Self::Paper, |email| Self::Mailbox(email.clone()))
    }

    /// The mailbox, address or number as it is stored; empty for the postal address or number of the account.
    #[must_use]
    pub fn address(&self) -> &str {
        match self {
            Self::Mailbox(email) | Self::Supporter(email) => email.as_str(),
            Self::PaperAt(to) | Self::Call(to) => to,
            Self::Paper => "",
        }
    }

    /// The way there.
    #[must_use]
    pub fn way(&self) -> Way {
        match self {
            Self::Mailbox(_) => Way::Email,
            Self::Paper | Self::PaperAt(_) => Way::Post,
            Self::Call(_) => Way::Call,
            Self::Supporter(_) => Way::Copy,
        }
    }
}

/// A letter to be sent, to exactly one recipient.
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
    /// On whose behalf it goes: organisations take turns. None for letters of our own.
    pub organisation_id: Option<OrganisationId>,
    /// The one recipient.
    pub recipient: Recipient,
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
    /// Not now; what it answered, and what it says about the mailbox when it is said for days.
    Deferred(String, Option<Bounced>),
    /// Never; what it answered, and what it says about the mailbox.
    Refused(String, Option<Bounced>),
    /// Not from us; what it answered. The next letter would meet the same.
    Ours(String),
    /// We were not let in at all: no try of this letter; what it answered.
    Barred(String),
    /// The last line left and no answer came.
    Unknown,
    /// No server could be reached: no try of this letter.
    Unreachable,
    /// It may not go any more, or another worker has it; nothing left.
    Withdrawn,
}

/// What is written down about a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Where the letter stands now.
    pub state: State,
    /// When the next try is due, if there is one.
    pub due: Moment,
    /// What the other server answered: codes, never words, which may hold the address.
    pub reply: Option<String>,
    /// Whether the mailbox is to blame for a letter that cannot arrive.
    pub bounced: Option<Bounced>,
    /// We are to blame: sending pauses.
    pub ours: bool,
}

/// Where a letter stands after a try, and when the next one is due.
///
/// A letter that might have arrived is sent again only when a second copy does no harm: an account's, once.
#[must_use]
pub fn after(kind: Kind, attempts: i64, outcome: Outcome, now: Moment) -> Settlement {
    let settled = |state, due, reply, bounced| Settlement {
        state,
        due,
        reply,
        bounced,
        ours: false,
    };
    match outcome {
        Outcome::Accepted => settled(State::Accepted, now, None, None),
        Outcome::Refused(said, bounced) => settled(State::Refused, now, Some(said), bounced),
        Outcome::Withdrawn => settled(State::Cancelled, now, None, None),
        Outcome::Unreachable => settled(State::Queued, now.plus(MINUTE), None, None),
        Outcome::Unknown if kind == Kind::Account && attempts < 2 => {
            settled(State::Deferred, now.plus(MINUTE), None, None)
        }
        Outcome::Unknown => settled(State::Unknown, now, None, None),
        Outcome::Deferred(said, bounced) => match wait(attempts) {
            Some(seconds) => settled(State::Deferred, now.plus(seconds), Some(said), None),
            None => settled(State::Refused, now, Some(said), bounced),
        },
        Outcome::Ours(said) => Settlement {
            ours: true,
            ..match wait_for_us(attempts) {
                Some(seconds) => settled(State::Deferred, now.plus(seconds), Some(said), None),
                None => settled(State::Refused, now, Some(said), None),
            }
        },
        Outcome::Barred(said) => Settlement {
            ours: true,
            ..settled(State::Queued, now.plus(MINUTE), Some(said), None)
        },
    }
}

/// The most tries of a letter that is refused because of us. Days of trying are for people to mend what is wrong with
/// us; after more than three weeks the letter itself is what nobody takes.
const TRIES_FOR_US: i64 = 30;

/// Seconds to wait after so many tries that were refused because of us: at most a day.
fn wait_for_us(attempts: i64) -> Option<i64> {
    (attempts < TRIES_FOR_US).then(|| wait(attempts).unwrap_or(DAY))
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
        let state = |kind, attempts| after(kind, attempts, Outcome::Unknown, NOW).state;
        assert_eq!(state(Kind::Invitation, 1), State::Unknown);
        assert_eq!(state(Kind::Outcome, 1), State::Unknown);
        assert_eq!(state(Kind::Account, 1), State::Deferred);
        assert_eq!(state(Kind::Account, 2), State::Unknown);
    }

    #[test]
    fn a_busy_server_is_asked_less_and_less_often_and_not_for_ever() {
        let busy = Outcome::Deferred("RCPT 451".into(), Some(Bounced::Soft));
        let mut last = 0;
        for attempts in 1..=8 {
            let settled = after(Kind::Invitation, attempts, busy.clone(), NOW);
            assert_eq!(settled.state, State::Deferred);
            assert!(settled.due.since(NOW) >= last);
            last = settled.due.since(NOW);
        }
        let settled = after(Kind::Invitation, 9, busy, NOW);
        assert_eq!(
            (settled.state, settled.bounced),
            (State::Refused, Some(Bounced::Soft))
        );
    }

    #[test]
    fn a_letter_that_is_refused_because_of_us_waits_for_weeks_and_blames_no_mailbox() {
        let refused = |attempts| {
            after(
                Kind::Invitation,
                attempts,
                Outcome::Ours("RCPT 550 5.1.8".into()),
                NOW,
            )
        };
        let mut days = 0;
        for attempts in 1..TRIES_FOR_US {
            let settled = refused(attempts);
            assert_eq!(
                (settled.state, settled.bounced, settled.ours),
                (State::Deferred, None, true)
            );
            days += settled.due.since(NOW) / DAY;
        }
        assert!(days > 14, "{days}");
        assert_eq!(
            (refused(TRIES_FOR_US).state, refused(TRIES_FOR_US).bounced),
            (State::Refused, None)
        );
        let barred = after(Kind::Invitation, 1, Outcome::Barred("greeting 554".into()), NOW);
        assert_eq!(
            (barred.state, barred.ours),
            (State::Queued, true),
            "no try of this letter"
        );
    }
}
