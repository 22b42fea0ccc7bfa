//! What waits for officers and stewards: a count in their menu, and an email when something new came, at most one an
//! hour and in working hours.
//!
//! The email of an officer has the titles of their own questions and numbers; a steward's has numbers only. Neither
//! says anything about a person.

pub mod records;

use jiff::{civil::Weekday, tz::TimeZone};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    account::{AccountId, Email, Role},
    database::Database,
    frontend::Language,
    mail,
    moment::{DAY, HOUR, MINUTE, Moment},
    outbox::{self, Kind, NewLetter, Recipient},
    site::Site,
    turn,
};

crate::slugs! {
    /// Something that waits, or something new.
    pub enum What {
        /// An officer: people asked, before they answer.
        Question = "question",
        /// An officer: no group can be made as it was asked for, or a number from outside is missing. The letter about
        /// it is written with the fact.
        Choice = "choice",
        /// An officer: a group is complete.
        Formed = "formed",
        /// An officer: the day to answer by is near.
        ReplyDate = "reply-date",
        /// An officer: the day is near by which people were promised to hear what came of it.
        FeedbackDate = "feedback-date",
        /// A steward: an organisation wants to be checked.
        Application = "application",
        /// A steward: an organisation's first question wants to be read.
        Posting = "posting",
        /// A steward: in a draw there are people who can be in no group.
        LeftOut = "left-out",
        /// A steward: nobody knows whether a letter arrived.
        Doubt = "doubt",
        /// A steward: our letters are refused, and sending pauses.
        Paused = "paused",
        /// A steward: letters on paper wait to be printed and posted.
        Paper = "paper",
        /// A steward: something happened to the service.
        Note = "note",
    }
}

impl What {
    /// Whether somebody has to do something about it, so that it counts in the menu.
    #[must_use]
    pub fn is_task(self) -> bool {
        !matches!(
            self,
            Self::Formed | Self::ReplyDate | Self::FeedbackDate | Self::LeftOut
        )
    }

    /// Whether this is the place where it is told by email.
    fn is_told_here(self) -> bool {
        self != Self::Choice
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub what: What,
    /// The opportunity, for an officer.
    pub opportunity: Option<Uuid>,
    /// The officer's own question that it is about; empty for stewards.
    pub title: String,
    /// Where it is looked at.
    pub path: String,
    /// How many of it wait.
    pub number: i64,
    /// When the newest of it came.
    pub newest: Moment,
    /// The day it is about, as `2026-12-01`.
    pub day: Option<String>,
}

/// An opportunity with a date that may be near.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Near {
    /// Its id.
    pub id: Uuid,
    /// Its question.
    pub title: String,
    /// People are invited; otherwise the group is complete.
    pub is_inviting: bool,
    /// The day to answer by.
    pub reply_by: Option<Moment>,
    /// The day by which people hear what came of it, as `2026-12-01`.
    pub feedback_by: String,
}

/// An officer or a steward who wants emails.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Staff {
    /// Their account.
    pub id: AccountId,
    /// What they may do.
    pub role: Role,
    /// Where the email goes.
    pub email: Email,
    /// In which language.
    pub locale: Language,
    /// What came until this moment was told.
    pub told_until: Moment,
}

/// A fact younger than this may not be committed yet: it is told with the next email.
const SETTLED: i64 = MINUTE;
/// What is only new, and no task, is told for so long; somebody who was away for longer finds it on their page.
const NEWS: i64 = 7 * DAY;
/// So long before the day to answer by its host is reminded.
const REPLY_DATE: i64 = 3 * DAY;
/// So long before the day by which people hear what came of it its host is reminded.
const FEEDBACK_DATE: i64 = 14 * DAY;
/// When staff read emails about their work, by London's clock: from the first hour until before the second.
const WORKING_HOURS: std::ops::Range<i8> = 8..18;

/// What of `items` is told at `now` to somebody who knows what came until `told_until`, none when there is nothing
/// new; only in working hours, and not within an hour of the last time.
#[must_use]
pub fn to_tell(items: Vec<Item>, told_until: Moment, now: Moment, at_any_hour: bool) -> Vec<Item> {
    let rests = now.since(told_until) < HOUR + SETTLED;
    if rests || !(at_any_hour || is_working_hour(now)) {
        return Vec::new();
    }
    items
        .into_iter()
        .filter(|item| {
            let news = now.since(item.newest) <= NEWS || item.what.is_task();
            item.what.is_told_here() && news && item.newest > told_until && item.newest <= now.plus(-SETTLED)
        })
        .collect()
}

fn is_working_hour(now: Moment) -> bool {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let day = now.day();
    let at = |hour| Moment::in_zone(day.at(hour, 0, 0, 0), &zone);
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && (at(WORKING_HOURS.start)..at(WORKING_HOURS.end)).contains(&now)
}

/// Everything that waits for somebody, or is new for them.
///
/// # Errors
/// When the database fails.
pub async fn items(database: &Database, id: AccountId, role: Role, now: Moment) -> sqlx::Result<Vec<Item>> {
    match role {
        Role::Steward => records::for_stewards(database, now).await,
        Role::Officer => {
            let mut items = records::for_officer(database, id).await?;
            let near =
                records::near(database, id, now.plus(REPLY_DATE), now.plus(FEEDBACK_DATE).day()).await?;
            items.extend(near.iter().filter_map(|one| date(one, now)));
            Ok(items)
        }
        Role::Citizen => Ok(Vec::new()),
    }
}

/// How many tasks wait for somebody: the number in their menu.
///
/// # Errors
/// When the database fails.
pub async fn count(database: &Database, id: AccountId, role: Role, now: Moment) -> sqlx::Result<i64> {
    let items = match role {
        Role::Steward => records::for_stewards(database, now).await?,
        Role::Officer => records::for_officer(database, id).await?,
        Role::Citizen => Vec::new(),
    };
    Ok(items
        .iter()
        .filter(|item| item.what.is_task())
        .map(|item| item.number)
        .sum())
}

/// The date of an opportunity that is near at `now`: the day to answer by while people are invited, afterwards the
/// day by which they hear what came of it.
fn date(one: &Near, now: Moment) -> Option<Item> {
    let (what, date, before, page) = if one.is_inviting {
        (What::ReplyDate, one.reply_by?, REPLY_DATE, "invite")
    } else {
        let day = one.feedback_by.parse().ok()?;
        (What::FeedbackDate, Moment::end_of(day), FEEDBACK_DATE, "people")
    };
    let since = date.plus(-before);
    (since <= now && now < date).then(|| Item {
        what,
        opportunity: Some(one.id),
        title: one.title.clone(),
        path: format!("/host/opportunity/{}/{page}", one.id),
        number: 1,
        newest: since,
        day: Some(date.day().to_string()),
    })
}

/// Writes an email to every officer and steward for whom something new waits. Returns how many were written.
///
/// # Errors
/// When the database fails. What cannot be written for one person holds up nobody else.
pub async fn tell_due(site: &Site) -> sqlx::Result<usize> {
    let now = site.now();
    if !(site.never_rests() || is_working_hour(now)) {
        return Ok(0);
    }
    let mut written = 0;
    for staff in records::due(&site.database, now.plus(-(HOUR + SETTLED))).await? {
        match turn::apart(tell(site, &staff, now)).await {
            Ok(told) => written += usize::from(told),
            Err(error) => tracing::error!("an email to staff waits: {error:#}"),
        }
    }
    Ok(written)
}

async fn tell(site: &Site, staff: &Staff, now: Moment) -> anyhow::Result<bool> {
    let items = items(&site.database, staff.id, staff.role, now).await?;
    let items = to_tell(items, staff.told_until, now, site.never_rests());
    if items.is_empty() {
        return Ok(false);
    }
    let lines: Vec<Value> = items
        .iter()
        .map(|item| {
            json!({
                "what": item.what, "title": item.title, "number": item.number, "day": item.day,
                "url": site.link(&item.path),
            })
        })
        .collect();
    let context = json!({
        "operator": site.config.operator, "called": null, "lines": lines,
        "choose": site.link("/account/staff-emails"), "role": staff.role,
    });
    let rendered = mail::write(&site.frontend, staff.locale, "staff-waits", &context)?;
    let letter = NewLetter {
        unique_key: format!("staff-waits:{}:{}", staff.id, now.0),
        kind: Kind::Account,
        account_id: Some(staff.id),
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Mailbox(staff.email.clone()),
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
        unsubscribe_url: None,
        not_before: now,
    };
    let mut transaction = site.database.begin().await?;
    let until = now.plus(-SETTLED);
    if !records::told(&mut transaction, staff, until).await? {
        return Ok(false);
    }
    outbox::put(&mut transaction, &letter, now).await?;
    transaction.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests;
