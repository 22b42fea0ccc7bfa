//! Letters on their way. A letter is put here in the transaction of the fact it announces, and is sent
//! afterwards, so that neither can happen without the other.

pub mod records;

use uuid::Uuid;

use crate::{
    account::{AccountId, Email},
    moment::Moment,
};
pub use records::put;

crate::id!(
    /// A letter.
    LetterId
);

crate::slugs! {
    /// What a letter is about; decides what happens when nobody knows whether it arrived.
    pub enum Kind {
        /// Confirms, signs in, sets a password: sent once more when in doubt.
        Account = "account",
        /// Invites: never sent twice, and only with consent.
        Invitation = "invitation",
        /// Says what came of an answer: never sent twice.
        Outcome = "outcome",
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
