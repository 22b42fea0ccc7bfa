//! An organisation that hosts: a council, an NHS body, a provider, a user-led organisation.

pub mod colleagues;
pub mod pages;
pub mod records;

use crate::{account::AccountId, moment::Moment};

crate::id!(
    /// An organisation.
    OrganisationId
);

crate::slugs! {
    /// What an organisation is.
    pub enum OrganisationKind {
        /// A council.
        Council = "council",
        /// A part of the NHS.
        Nhs = "nhs",
        /// A care provider.
        Provider = "provider",
        /// Led by the people who use it.
        UserLed = "user-led",
        /// A charity or community group.
        Charity = "charity",
    }
}

crate::slugs! {
    /// Whether a steward has verified it.
    pub enum Standing {
        /// Waits for a steward.
        Applied = "applied",
        /// May post opportunities.
        Verified = "verified",
        /// A steward said no, with a reason.
        Refused = "refused",
        /// Stopped by a steward.
        Suspended = "suspended",
    }
}

/// An organisation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Where people read about it.
    pub website: String,
    /// The named person who answers for it.
    pub responsible: String,
    /// Whether it is verified.
    pub status: Standing,
    /// Applied at.
    pub applied_at: Moment,
    /// Why a steward refused or suspended it.
    pub reason: Option<String>,
}

/// Somebody who acts for an organisation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Officer {
    /// Their account.
    pub account_id: AccountId,
    /// For whom they act.
    pub organisation_id: OrganisationId,
    /// Their name.
    pub called: String,
    /// Their job.
    pub job: String,
    /// Verified by a steward at.
    pub verified_at: Option<Moment>,
}
