//! Questions that people ask before they answer: relayed both ways, without anything by which one side could
//! reach the other, and shown with their answers to everybody who was invited.

pub mod records;

use serde::Serialize;

use super::InvitationId;

crate::id!(
    /// A question. Its id says nothing about who asked.
    QuestionId
);

/// So many questions of one person may wait for an answer at once: more would drown a host.
pub const MOST_WAITING: i64 = 5;

/// A question, as hosts and all invited people see it: nobody learns whose it is.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The question.
    pub words: String,
    /// What the host answered.
    pub answer: Option<String>,
}

/// A question with the invitation it belongs to, for the letter with its answer.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Answered {
    /// The invitation.
    pub invitation_id: InvitationId,
    /// The question.
    pub words: String,
}
