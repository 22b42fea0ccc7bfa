//! What stewards should know and no page of theirs would show: a part of the service that failed, other servers that
//! refuse our letters. It is on their "today" until one of them has read it.

pub mod records;

use crate::moment::Moment;

crate::slugs! {
    /// What a note is about. Its text is `steward-note-TOPIC` in `steward-delivery.ftl`.
    pub enum Topic {
        /// Servers to which our mail server took letters sent them back because of us.
        RefusedElsewhere = "refused-elsewhere",
        /// GOV.UK Notify took a letter and could not send it.
        NotSentByNotify = "not-sent-by-notify",
        /// A worker of the service panicked and was started again; the detail is its name.
        WorkerFailed = "worker-failed",
    }
}

/// A note as stewards read it.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Note {
    /// What it is about.
    pub topic: Topic,
    /// Codes and names of parts; never about a person.
    pub detail: String,
    /// When it happened first.
    pub since: Moment,
    /// When it happened last.
    pub last_at: Moment,
    /// How often.
    pub times: i64,
}
