//! A change of address. The new mailbox confirms it; the old one is told, and can undo it for a week. Once another
//! address counts, the old mailbox alone is not enough: it may be another person's by now, and the owner may have left
//! it for that. Then it takes the password as well, or a steward. Nothing that goes to the old mailbox names the new one: somebody else may read it.

pub mod records;

use super::{Account, AccountId, Email, Token};
use crate::moment::DAY;

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
    /// The steward who was asked to; none: the person.
    pub asked_by: Option<AccountId>,
}

/// What undoing a change takes besides the link in the old mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undoing {
    /// Nothing: that mailbox is still the one of the account.
    Free,
    /// The password of the account.
    Password,
    /// A steward.
    Steward,
}

impl EmailChange {
    /// What undoing this change of `account` takes. What a steward changed after asking the person is not undone by
    /// whoever has the password: they may be why the person rang.
    #[must_use]
    pub fn undoing(&self, account: &Account) -> Undoing {
        if account.email == self.old_email {
            Undoing::Free
        } else if account.password.is_none() || self.asked_by.is_some() {
            Undoing::Steward
        } else {
            Undoing::Password
        }
    }
}
