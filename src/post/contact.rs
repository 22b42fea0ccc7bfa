//! What a steward hears from a person who asks them for something, and how it is confirmed: whatever is written down
//! for a person is noted in the same transaction, and confirmed where that person was reached before they asked.

pub mod records;

use serde_json::json;

use super::{Heard, HeardId, How, What};
use crate::{
    account::{AccountId, Email},
    audit::{self, Action, Entry},
    citizen::{self, CitizenId},
    database::Transaction,
    frontend::Language,
    mail,
    moment::Moment,
    outbox::{self, Kind, NewLetter, Recipient, Way},
    site::Site,
};

/// What was heard first, and where we reached the person at that moment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Contact {
    /// The note of it.
    pub id: HeardId,
    /// What it was: a wish of their own, or their registration.
    pub what: What,
    /// How it reached us.
    pub how: How,
    /// The name of whoever heard or read it.
    pub heard_by: String,
    /// Which way our letters went.
    pub way: Way,
    /// The mailbox, the lines of the address with the postcode as the last one, or the number.
    pub reach: String,
}

impl Contact {
    /// Where a letter goes that confirms what is written down: not to where the person wants letters from now on.
    #[must_use]
    pub fn recipient(&self) -> Option<Recipient> {
        let reach = self.reach.clone();
        match self.way {
            _ if reach.is_empty() => None,
            Way::Post => Some(Recipient::PaperAt(reach)),
            Way::Call => Some(Recipient::Call(reach)),
            Way::Email | Way::Copy => Email::parse(&reach).map(Recipient::Mailbox),
        }
    }
}

/// Who writes something down for whom.
#[derive(Clone, Copy)]
pub struct Writing<'a> {
    /// The steward.
    pub steward: AccountId,
    /// The person who asked for it.
    pub citizen: CitizenId,
    /// The language of that person's letters.
    pub language: Language,
    /// What was heard first.
    pub contact: &'a Contact,
}

/// Something that is written down.
#[derive(Clone, Debug)]
pub struct Written {
    /// Made when the form was shown: the same form sent twice writes it down once.
    pub id: HeardId,
    /// What it is.
    pub what: What,
    /// What the audit says of it, in a few words.
    pub detail: String,
    /// What the letter says of it, a sentence each, in the person's language.
    pub lines: Vec<String>,
}

/// Notes what is written down, and puts the letter into the outbox that confirms it and says how to undo it. `false`,
/// and nothing may be changed, when it was written down before.
///
/// # Errors
/// When the letter cannot be written or the database fails.
pub async fn write_down(
    transaction: &mut Transaction,
    site: &Site,
    writing: Writing<'_>,
    written: &Written,
    now: Moment,
) -> anyhow::Result<bool> {
    let contact = writing.contact;
    let heard = Heard {
        citizen: writing.citizen,
        invitation: None,
        what: written.what,
        how: contact.how,
        heard_by: contact.heard_by.clone(),
        entered_by: writing.steward,
    };
    if !super::records::insert_heard(&mut *transaction, written.id, &heard, now).await? {
        return Ok(false);
    }
    let entry = Entry {
        actor: writing.steward,
        organisation: None,
        citizen: Some(writing.citizen),
        opportunity: None,
        action: Action::RecordFor,
        detail: format!(
            "{} – {} ({})",
            written.detail,
            contact.heard_by,
            contact.how.slug()
        ),
    };
    audit::insert(&mut *transaction, &entry, now).await?;
    if let Some(recipient) = contact.recipient() {
        let fact = (format!("recorded:{}", written.id), recipient);
        confirm(transaction, site, writing, &written.lines, fact, now).await?;
    }
    Ok(true)
}

/// Puts a letter into the outbox that says what was written down, with who heard it.
///
/// # Errors
/// When the letter cannot be written or the database fails.
pub async fn confirm(
    transaction: &mut Transaction,
    site: &Site,
    writing: Writing<'_>,
    lines: &[String],
    (unique_key, recipient): (String, Recipient),
    now: Moment,
) -> anyhow::Result<()> {
    put(
        transaction,
        site,
        writing,
        ("recorded", json!({"lines": lines})),
        (unique_key, recipient),
        now,
    )
    .await
}

/// Puts the letter `name` to a person who asked for something into the outbox.
///
/// # Errors
/// When the letter cannot be written or the database fails.
pub async fn put(
    transaction: &mut Transaction,
    site: &Site,
    writing: Writing<'_>,
    (name, mut context): (&str, serde_json::Value),
    (unique_key, recipient): (String, Recipient),
    now: Moment,
) -> anyhow::Result<()> {
    let person = citizen::records::load(&mut *transaction, writing.citizen).await?;
    context["operator"] = json!(site.config.operator);
    context["called"] = json!(person.and_then(|person| person.called));
    context["by"] = json!(writing.contact.heard_by);
    context["how"] = json!(writing.contact.how);
    context["at"] = json!(now);
    let written = mail::write(&site.frontend, writing.language, name, &context)?;
    let letter = NewLetter {
        unique_key,
        kind: Kind::Account,
        account_id: Some(writing.citizen),
        invitation_id: None,
        organisation_id: None,
        recipient,
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: None,
        not_before: now,
    };
    outbox::put(transaction, &letter, now).await?;
    Ok(())
}
