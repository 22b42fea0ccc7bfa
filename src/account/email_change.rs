//! A change of address. The new mailbox confirms it; the old one is told, and can undo it for a week, also after it
//! was confirmed. Nothing that goes to the old mailbox names the new one: somebody else may read it.

pub mod records;

use super::{AccountId, Email, Token};
use crate::moment::{DAY, Moment};

crate::id!(
    /// A change of address.
    EmailChangeId
);

/// How long the new mailbox can confirm, seconds.
pub const CONFIRM_SECONDS: i64 = DAY;
/// How long the old mailbox can undo, from the asking, seconds.
pub const UNDO_SECONDS: i64 = 7 * DAY;

/// A change of address as it is asked for.
#[derive(Clone, Debug)]
pub struct NewEmailChange {
    /// Whose address.
    pub account_id: AccountId,
    /// The address until now, when there is one.
    pub old_email: Option<Email>,
    /// The address from now on.
    pub new_email: Email,
    /// In the email to the new mailbox.
    pub confirm: Token,
    /// In the email to the old mailbox.
    pub undo: Token,
    /// The steward who was asked to; none: the person.
    pub asked_by: Option<AccountId>,
}

/// A change of address as it is read.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EmailChange {
    /// Its id.
    pub id: EmailChangeId,
    /// Whose address.
    pub account_id: AccountId,
    /// The address before, when there was one.
    pub old_email: Option<Email>,
    /// The address afterwards.
    pub new_email: Email,
    /// Confirmed by the new mailbox at.
    pub confirmed_at: Option<Moment>,
}
