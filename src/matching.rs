//! Finds the people an opportunity seeks and the opportunities a person may like, and says why.

pub mod basis;
pub mod board;
mod cards;
mod check;
pub mod command;
mod counts;
mod desk;
pub mod eligibility;
pub mod evidence;
pub mod follow;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod generated;
pub mod index;
pub mod labels;
pub mod lexicon;
pub mod library;
mod matcher;
pub mod meaning;
pub mod offers;
pub mod parts;
#[cfg(test)]
mod pathological;
pub mod person;
mod pool;
mod postings;
pub mod practical;
pub mod profile;
#[cfg(test)]
mod promises;
mod question;
pub mod ranking;
mod readable;
pub mod reasons;
mod records;
pub mod retrieval;
pub mod search;
pub mod shelf;
mod snapshot;
mod standpoint;
pub mod steps;
mod suggestions;
pub mod text;
mod updates;
pub mod views;
pub mod vocabulary;
mod walk;
pub mod words;

use crate::{
    badge::Kind,
    citizen::{Format, Time},
    opportunity::OpportunityId,
};

pub use check::check;
pub use counts::{Counted, band, keyed, knows_what_is_sought};
pub use matcher::{Matcher, reindex};
pub use meaning::{Meaning, Status as MeaningStatus, forget as forget_meaning};
pub use pool::Pool;
pub use reasons::{By, Reason};

crate::slugs! {
    /// How much of what everybody must bring somebody has.
    pub enum MustsMet {
        /// All of it.
        All = "all",
        /// Some of it.
        Some = "some",
        /// None of it: something else that is sought.
        None = "none",
    }
}

/// What a host sees of somebody before their yes: nothing that says who it is.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Card {
    /// How much of what everybody must bring they have.
    pub musts_met: MustsMet,
    /// Slugs of the badges they made searchable.
    pub badges: Vec<String>,
    /// The ending of the locale keys `distance-…`; none when a place is not known.
    pub distance: Option<&'static str>,
    /// How they take part.
    pub formats: Vec<Format>,
    /// When they take part.
    pub times: Vec<Time>,
    /// Why they stand here: searchable badges only, by their catalogue labels.
    pub reasons: Vec<Reason>,
}

/// What a host searches cards for; empty fields constrain nothing.
#[derive(Clone, Debug, Default)]
pub struct CardQuery {
    /// Free words.
    pub words: String,
    /// Slugs of the catalogue.
    pub badges: Vec<String>,
    /// Lived experience, skills, or both.
    pub kind: Option<Kind>,
    /// Outward code to look around.
    pub area: Option<String>,
    /// How far away people may live, kilometres.
    pub within_km: Option<i64>,
    /// How people take part.
    pub formats: Vec<Format>,
    /// When people take part.
    pub times: Vec<Time>,
}

/// What somebody looks for among what is open; empty fields constrain nothing, and of several badges, formats or
/// times any one will do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpportunityQuery {
    /// Free words.
    pub words: String,
    /// Slugs of the catalogue.
    pub badges: Vec<String>,
    /// Outward code to look around.
    pub area: Option<String>,
    /// How far away it may take place, kilometres, where people have to meet.
    pub within_km: Option<i64>,
    /// How people take part.
    pub formats: Vec<Format>,
    /// When people take part.
    pub times: Vec<Time>,
}

/// How many people an opportunity could reach, as far as anybody may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "answer", content = "people")]
pub enum Count {
    /// Fewer than ten, none included.
    FewerThanTen,
    /// About so many: a multiple of five.
    About(i64),
    /// More than three sensitive criteria at once are not counted.
    TooSensitive,
    /// The organisation asked its questions of today.
    TooManyQuestions,
}

/// An opportunity somebody may like.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Which.
    pub opportunity: OpportunityId,
    /// 1 (loosely) to 4 (very close).
    pub closeness: u8,
    /// Why.
    pub reasons: Vec<Reason>,
}
