//! A citizen: who they are to us, what they know, when and how they take part, and what they allow.

pub mod consent;
pub mod declared;
pub mod erasure;
pub mod export;
pub mod pages;
pub mod records;
pub mod steps;

use serde::{Deserialize, Serialize};

use crate::{
    account::AccountId,
    badge::{Kind, Visibility},
    frontend::Language,
    moment::Moment,
};

/// A citizen's id: the account's.
pub type CitizenId = AccountId;

crate::id!(
    /// A badge somebody declared.
    DeclaredId
);
crate::id!(
    /// Something somebody did.
    ContributionId
);

crate::slugs! {
    /// How somebody can take part.
    pub enum Format {
        /// By video or in a forum.
        Online = "online",
        /// In the same room.
        InPerson = "in-person",
        /// By telephone.
        Phone = "phone",
        /// By letter.
        Post = "post",
    }
}

impl Format {
    /// Whether distance does not matter.
    #[must_use]
    pub fn is_remote(self) -> bool {
        self != Self::InPerson
    }
}

crate::slugs! {
    /// When somebody can take part.
    pub enum Time {
        /// Monday to Friday by day.
        WeekdayDaytime = "weekday-daytime",
        /// Monday to Friday in the evening.
        WeekdayEvening = "weekday-evening",
        /// Saturday or Sunday.
        Weekend = "weekend",
    }
}

crate::slugs! {
    /// What a consent is for; each is given and withdrawn by itself.
    pub enum ConsentPurpose {
        /// Match what I said with opportunities.
        Matching = "matching",
        /// Write to me with invitations.
        Invitations = "invitations",
        /// Count me, in banded numbers.
        Counts = "counts",
        /// Show my searchable badges on a card without my name.
        Cards = "cards",
        /// Tell a host who I am after a yes that was given a place.
        Sharing = "sharing",
        /// Use my equality answers to see who is missing and to balance a group.
        Equality = "equality",
        /// Use anonymous figures for research.
        Research = "research",
    }
}

crate::slugs! {
    /// In which form somebody reads letters.
    pub enum LetterFormat {
        /// As most people do.
        Standard = "standard",
        /// In large letters: 24 pixels, which print as 18 points.
        LargePrint = "large-print",
        /// In short sentences, one thought a line, in large letters.
        EasyRead = "easy-read",
    }
}

impl ConsentPurpose {
    /// What is asked on paper and at a table. Equality questions are left to the person's own page: nobody should
    /// have to answer them in front of somebody else.
    pub fn asked_by_others() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|purpose| *purpose != Self::Equality)
    }
}

/// The version of the consent texts that pages show now; stored with each consent.
pub const CONSENT_TEXT: &str = "2026-12-01";

/// One citizen, whole.
#[derive(Clone, Debug, Serialize)]
pub struct Citizen {
    /// The account's id.
    pub id: CitizenId,
    /// The name to be called by.
    pub called: Option<String>,
    /// Outward code.
    pub area: Option<String>,
    /// How far they travel, kilometres.
    pub travel_km: Option<i64>,
    /// How they take part; empty: not said.
    pub formats: Vec<Format>,
    /// When they take part; empty: not said.
    pub times: Vec<Time>,
    /// What matters to them, one line.
    pub matters: Option<String>,
    /// Up to five motives (slugs of the list `motive`), the most important first.
    pub motives: Vec<String>,
    /// A telephone number, when they gave one as their contact.
    pub phone: Option<String>,
    /// At most so many open invitations.
    pub open_ceiling: i64,
    /// At most so many invitations in 30 days.
    pub month_ceiling: i64,
    /// No matching and no invitations before this moment.
    pub paused_until: Option<Moment>,
    /// The next step of the registration, or `done`.
    pub step: String,
    /// Registered since.
    pub created_at: Moment,
    /// What they declared.
    pub badges: Vec<Declared>,
    /// What they did.
    pub contributions: Vec<Contribution>,
    /// The purposes they consent to at this moment.
    pub consents: Vec<ConsentPurpose>,
}

/// A badge somebody declared.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Declared {
    /// Its id.
    pub id: DeclaredId,
    /// Lived experience or skill.
    pub kind: Kind,
    /// Slug of the catalogue; none for own words that nothing fits.
    pub badge: Option<String>,
    /// Own words; none for a badge as the catalogue has it.
    pub words: Option<String>,
    /// From where they speak: slug of the list `standpoint`.
    pub standpoint: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
}

/// Something somebody did.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Contribution {
    /// Its id.
    pub id: ContributionId,
    /// Slug of the list `contribution`.
    pub kind: String,
    /// In their words.
    pub words: String,
    /// In which year.
    pub year: Option<i64>,
}

impl Citizen {
    /// Whether this purpose is consented to at this moment.
    #[must_use]
    pub fn consents_to(&self, purpose: ConsentPurpose) -> bool {
        self.consents.contains(&purpose)
    }

    /// Whether the matcher may know this person at `now`.
    #[must_use]
    pub fn may_be_matched(&self, now: Moment) -> bool {
        self.consents_to(ConsentPurpose::Matching) && self.paused_until.is_none_or(|until| until <= now)
    }
}

/// One time that somebody gave or withdrew a consent.
#[derive(Clone, Debug, Serialize, Deserialize, sqlx::FromRow)]
pub struct ConsentRecord {
    /// For what.
    pub purpose: ConsentPurpose,
    /// Given, or withdrawn.
    pub given: bool,
    /// The wording they saw.
    pub text_version: String,
    /// In which language.
    pub locale: Language,
    /// When.
    pub at: Moment,
}
