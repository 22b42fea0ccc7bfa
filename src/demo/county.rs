//! `data/demo.toml`, read.

use serde::Deserialize;

use crate::{
    badge::Kind,
    citizen::{Format, Time},
    opportunity::{FeePer, Need, ReplacementCare, Seek},
    organisation::OrganisationKind,
};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct County {
    /// Names and places to hand out.
    pub people: People,
    /// Kinds of lives, each lived by several citizens.
    pub person: Vec<Person>,
    /// The hosts.
    pub organisation: Vec<Host>,
    /// What they ask.
    pub opportunity: Vec<Posting>,
}

/// Names and places to hand out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// First names.
    pub names: Vec<String>,
    /// Outward codes.
    pub areas: Vec<String>,
}

/// A kind of life.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What they declare.
    pub badges: Vec<Said>,
    /// What they did.
    #[serde(default)]
    pub contributions: Vec<Done>,
    /// What matters to them.
    pub matters: Option<String>,
    /// Ranked motives.
    #[serde(default)]
    pub motives: Vec<String>,
    /// How they take part.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// When they take part.
    #[serde(default)]
    pub times: Vec<Time>,
}

/// A badge as somebody says it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Slug of the catalogue.
    pub badge: Option<String>,
    /// Needed without a badge only.
    pub kind: Option<Kind>,
    /// Slug of a standpoint.
    pub standpoint: Option<String>,
    /// Own words.
    pub words: Option<String>,
}

/// Something somebody did.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Slug of a kind of contribution.
    pub kind: String,
    /// In their words.
    pub words: String,
    /// When.
    pub year: Option<i64>,
}

/// A host and its officer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Where people read about it.
    pub website: String,
    /// Who answers for it.
    pub responsible: String,
    /// Who acts for it here.
    pub officer: String,
    /// The officer's job.
    pub job: String,
}

/// How far an opportunity of the county has come.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Being written.
    Draft,
    /// Waits for a steward.
    Waiting,
    /// Public, nobody invited yet.
    Open,
    /// Invitations released, some answered.
    Inviting,
    /// The group is formed.
    Formed,
}

/// What a host asks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// Which host, from 0.
    pub organisation: usize,
    /// How far it has come.
    pub state: Stage,
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
    /// When, in words.
    pub decided_when: String,
    /// Rung of the ladder.
    pub stage: String,
    /// Kind of meeting.
    pub activity: String,
    /// Outward code.
    pub area: Option<String>,
    /// Kilometres.
    pub within_km: Option<i64>,
    /// How.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// When.
    #[serde(default)]
    pub times: Vec<Time>,
    /// Length of a meeting.
    pub minutes: Option<i64>,
    /// How many meetings.
    pub meetings: Option<i64>,
    /// Slugs of motives.
    #[serde(default)]
    pub motives: Vec<String>,
    /// Pence.
    #[serde(default)]
    pub fee_pence: i64,
    /// For what.
    pub fee_per: FeePer,
    /// Which, and how paid.
    pub expenses: String,
    /// Care for somebody else meanwhile.
    pub replacement_care: ReplacementCare,
    /// Slugs of what is offered.
    #[serde(default)]
    pub access: Vec<String>,
    /// Anything else.
    #[serde(default)]
    pub access_notes: String,
    /// None: everyone who wants to.
    pub places: Option<i64>,
    /// Whom it seeks.
    pub seeks: Vec<Sought>,
}

/// Something a posting seeks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sought {
    /// Lived experience or skill.
    pub kind: Kind,
    /// Slug of the catalogue.
    pub badge: Option<String>,
    /// Slug of a standpoint.
    pub standpoint: Option<String>,
    /// In the host's words.
    pub words: Option<String>,
    /// Must, or helps.
    pub need: Need,
}

impl From<&Sought> for Seek {
    fn from(sought: &Sought) -> Self {
        Self {
            kind: sought.kind,
            badge: sought.badge.clone(),
            standpoint: sought.standpoint.clone(),
            words: sought.words.clone(),
            need: sought.need,
        }
    }
}

/// The county the program was built with.
///
/// # Errors
/// When `data/demo.toml` is not sound.
pub fn county() -> Result<County, toml::de::Error> {
    toml::from_str(include_str!("../../data/demo.toml"))
}
