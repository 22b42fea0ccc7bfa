//! Supporters: somebody whom a person names to help them, with a mandate that is written down and ends at once when
//! the person says so. Nothing that a supporter enters counts until the person confirms it.

pub mod letters;
pub mod pages;
pub mod records;

use serde::Serialize;
use uuid::Uuid;

use crate::{
    account::Email,
    citizen::CitizenId,
    database::Transaction,
    moment::{DAY, Moment},
    site::Site,
};

crate::id!(
    /// A mandate.
    SupporterId
);
crate::id!(
    /// Something a supporter entered.
    DraftId
);

crate::slugs! {
    /// What a supporter may do.
    pub enum May {
        /// Write down an answer to an invitation, for the person to confirm.
        Answers = "answers",
        /// Write down what the person knows, for the person to confirm.
        Words = "words",
        /// Hear of it when an invitation comes.
        Copies = "copies",
    }
}

crate::slugs! {
    /// What a draft is.
    pub enum DraftKind {
        /// An answer to an invitation.
        Answer = "answer",
        /// What the person knows, in words.
        Words = "words",
    }
}

/// A supporter's link lasts so long after it was last used, and the link to a draft after its letter, seconds.
pub const LINK_LASTS: i64 = 90 * DAY;

/// The version of the mandate's wording that pages show now; stored with each mandate.
pub const MANDATE_TEXT: &str = "2026-11";

/// A mandate.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Supporter {
    /// Its id.
    pub id: SupporterId,
    /// Whom it helps.
    pub citizen_id: CitizenId,
    /// The supporter's name.
    pub called: String,
    /// Where letters to them go.
    pub email: Email,
    /// What they may do: a JSON array.
    pub may: String,
    /// Given on.
    pub named_at: Moment,
    /// The person said yes to it on; at once when they named the supporter themselves.
    pub confirmed_at: Option<Moment>,
    /// Accepted by the supporter on.
    pub accepted_at: Option<Moment>,
    /// Taken back on.
    pub ended_at: Option<Moment>,
}

impl Supporter {
    /// Whether the mandate covers this.
    #[must_use]
    pub fn may(&self, what: May) -> bool {
        crate::database::values::parse_slugs::<May>(&self.may).contains(&what)
    }
}

/// Something a supporter entered, which waits for the person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Whose word it would be.
    pub citizen_id: CitizenId,
    /// The supporter's name.
    pub called: String,
    /// What it is.
    pub kind: DraftKind,
    /// The invitation that it answers.
    pub invitation_id: Option<Uuid>,
    /// What was entered, as JSON.
    pub payload: String,
}

/// A draft in own words.
#[derive(Clone, Debug, Serialize, serde::Deserialize)]
pub struct Words {
    /// Lived experience or skill.
    pub kind: crate::badge::Kind,
    /// The words.
    pub words: String,
}

/// What somebody says to a supporter whom staff wrote down for them: with a yes the supporter is asked, with a no the
/// mandate ends. `false` when it does not wait for that any more.
///
/// # Errors
/// When the letter cannot be written or the database fails.
pub async fn decide(
    transaction: &mut Transaction,
    site: &Site,
    supporter: &Supporter,
    yes: bool,
    now: Moment,
) -> anyhow::Result<bool> {
    let mandate = (supporter.id, supporter.citizen_id);
    if records::unconfirmed(&mut *transaction, supporter.id)
        .await?
        .is_none()
    {
        return Ok(false);
    }
    if !yes {
        return Ok(records::end(transaction, mandate, now).await?);
    }
    if !records::confirm(&mut *transaction, mandate, now).await? {
        return Ok(false);
    }
    letters::ask(transaction, site, supporter, now).await?;
    Ok(true)
}
