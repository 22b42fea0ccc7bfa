//! Several officers of one organisation: one invites another, and one who leaves is ended by a colleague or a
//! steward. What an officer has written belongs to the organisation and stays with it.

pub mod records;

use super::OrganisationId;
use crate::{
    account::{AccountId, Email},
    moment::{DAY, Moment},
};

crate::id!(
    /// An invitation to join an organisation as an officer.
    OfficerInvitationId
);

/// How long an invitation to join works, seconds.
pub const INVITATION_SECONDS: i64 = 7 * DAY;
/// Invitations to join that an organisation can have open at once.
pub const MAX_INVITATIONS: usize = 20;

/// An invitation to join an organisation as an officer.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct OfficerInvitation {
    /// Its id.
    pub id: OfficerInvitationId,
    /// Which organisation.
    pub organisation_id: OrganisationId,
    /// Whose mailbox.
    pub email: Email,
    /// The officer who invites.
    pub invited_by: AccountId,
    /// Works until.
    pub expires_at: Moment,
}

/// An officer as colleagues and stewards read them.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Colleague {
    /// Their account.
    pub account_id: AccountId,
    /// For whom they act.
    pub organisation_id: OrganisationId,
    /// The organisation's name.
    pub organisation: String,
    /// Their name.
    pub called: String,
    /// Their job.
    pub job: String,
    /// Their address.
    pub email: Option<Email>,
    /// Whether the second factor is set up.
    pub has_code: bool,
}
