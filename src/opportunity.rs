//! An opportunity: the question, what is open and fixed, what people give and get, and whom it seeks.

pub mod draft;
pub mod forward;
pub mod mismatch;
pub mod pages;
pub mod progress;
pub mod records;
pub mod stop;

use serde::Serialize;

use crate::{
    account::AccountId,
    badge::Kind,
    citizen::{Format, Time},
    moment::Moment,
    organisation::OrganisationId,
};

crate::id!(
    /// An opportunity.
    OpportunityId
);

crate::slugs! {
    /// Where an opportunity stands.
    pub enum State {
        /// Being written; only its organisation sees it.
        Draft = "draft",
        /// Waits for a steward: the first one of an organisation.
        Waiting = "waiting",
        /// Public; invitations can be released.
        Open = "open",
        /// The first wave was released; replies come in until the reply-by date.
        Inviting = "inviting",
        /// The group was formed; outcome letters were written.
        Formed = "formed",
        /// Over.
        Closed = "closed",
        /// A steward said no, with a reason.
        Refused = "refused",
        /// Stopped by a steward, alone or with its organisation: see [`stop`].
        Stopped = "stopped",
    }
}

impl State {
    /// Whether everybody can read it.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Open | Self::Inviting)
    }

    /// Whether something happens with it, or will once a steward has read it: what a stop stops.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Open | Self::Inviting | Self::Formed)
    }
}

crate::slugs! {
    /// Whether a person must bring something or whether it helps.
    pub enum Need {
        /// Nobody is in the pool without it.
        Must = "must",
        /// Raises the fit.
        Helps = "helps",
    }
}

crate::slugs! {
    /// What the fee is paid for.
    pub enum FeePer {
        /// The host has not said yet; only in a draft.
        NotSaid = "not-said",
        /// No fee.
        None = "none",
        /// Each hour.
        Hour = "hour",
        /// Each session.
        Session = "session",
        /// Each day.
        Day = "day",
    }
}

crate::slugs! {
    /// Care for somebody else while a person takes part.
    pub enum ReplacementCare {
        /// The host has not said yet; only in a draft.
        NotSaid = "not-said",
        /// Paid for.
        Paid = "paid",
        /// Arranged by the host.
        Arranged = "arranged",
        /// Not offered.
        NotOffered = "not-offered",
    }
}

impl FeePer {
    /// Whether a fee is paid.
    #[must_use]
    pub fn is_paid(self) -> bool {
        !matches!(self, Self::NotSaid | Self::None)
    }
}

/// One opportunity, whole. Days are written `YYYY-MM-DD`.
#[derive(Clone, Debug, Serialize)]
pub struct Opportunity {
    /// Its id.
    pub id: OpportunityId,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// The officer who answers for it.
    pub officer_id: AccountId,
    /// Where it stands.
    pub state: State,
    /// The question.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// What people will do.
    pub part: String,
    /// What is open.
    pub open_text: String,
    /// What is fixed, and why.
    pub fixed_text: String,
    /// Who decides.
    pub decides: String,
    /// When it is decided, in words.
    pub decided_when: String,
    /// Rung of the ladder: slug of the list `stage`.
    pub stage: String,
    /// Slug of the list `activity`.
    pub activity: String,
    /// Outward code of the venue.
    pub area: Option<String>,
    /// How far away people may live, kilometres.
    pub within_km: Option<i64>,
    /// How people can take part.
    pub formats: Vec<Format>,
    /// When it takes place.
    pub times: Vec<Time>,
    /// First day.
    pub starts_on: Option<String>,
    /// Length of one meeting.
    pub minutes: Option<i64>,
    /// How many meetings; 1 for a one-off.
    pub meetings: Option<i64>,
    /// What it offers those who care about these: slugs of the list `motive`.
    pub motives: Vec<String>,
    /// Pence; 0: no fee.
    pub fee_pence: i64,
    /// What the fee is paid for.
    pub fee_per: FeePer,
    /// When the fee is paid.
    pub pay_on: Option<String>,
    /// Which expenses, and how they are paid.
    pub expenses: String,
    /// Care for somebody else meanwhile.
    pub replacement_care: ReplacementCare,
    /// What is offered: slugs of the list `access`.
    pub access: Vec<String>,
    /// Anything else about access.
    pub access_notes: String,
    /// How many can take part; none: everyone who wants to.
    pub places: Option<i64>,
    /// Answers are taken until then.
    pub reply_by: Option<Moment>,
    /// The day by which people hear what came of it.
    pub feedback_by: String,
    /// Our number for the next draw of places: fixed when the first wave is released, and anew by each draw.
    pub form_seed: Option<String>,
    /// Public since.
    pub opened_at: Option<Moment>,
    /// The group was formed at.
    pub formed_at: Option<Moment>,
    /// Why a steward refused it.
    pub reason: Option<String>,
    /// Whom it seeks, in the host's order.
    pub seeks: Vec<Seek>,
}

/// Something an opportunity seeks.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Seek {
    /// Lived experience or skill.
    pub kind: Kind,
    /// Slug of the catalogue.
    pub badge: Option<String>,
    /// Slug of the list `standpoint`.
    pub standpoint: Option<String>,
    /// In the host's words.
    pub words: Option<String>,
    /// Must, or helps.
    pub need: Need,
}
