//! The SQL that only stewards need.

use crate::{
    account::{AccountId, Email},
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
    outbox::{Bounced, Kind, LetterId, State},
};

/// A letter that did not arrive, or perhaps did not. It has no address: nobody needs one to look after it.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Troubled {
    /// Its number.
    pub id: LetterId,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Whether the mailbox is to blame.
    pub bounced: Option<Bounced>,
    /// What the other server said: codes.
    pub last_reply: Option<String>,
    /// When it was written.
    pub created_at: Moment,
}

/// Letters refused, or lost from sight, since `since`; the newest first, at most 50.
pub async fn troubled_letters(database: &Database, since: Moment) -> sqlx::Result<Vec<Troubled>> {
    sql(
        database,
        "select id, kind, state, bounced, last_reply, created_at from outbox
         where state in ('refused', 'unknown') and way <> 'call' and created_at > $1
         order by created_at desc, id desc limit 50",
    )
    .bind(since)
    .all()
    .await
}

/// Ends the doubt about a letter; `None` when there is none. The audit wants to know whose letter it was.
pub async fn settle_letter(
    transaction: &mut Transaction,
    id: LetterId,
    arrived: bool,
) -> sqlx::Result<Option<Option<CitizenId>>> {
    let state = if arrived { State::Accepted } else { State::Refused };
    let found: Option<(Option<CitizenId>,)> = sql(
        transaction,
        "update outbox set state = $2, last_reply = null where id = $1 and state = 'unknown' returning account_id",
    )
    .bind(id)
    .bind(state)
    .optional()
    .await?;
    Ok(found.map(|(account,)| account))
}

/// How many badges somebody declared, and nothing about which.
pub async fn count_badges(target: impl Into<Target<'_>>, citizen: CitizenId) -> sqlx::Result<i64> {
    let (count,): (i64,) = sql(target, "select count(*) from citizen_badge where citizen_id = $1")
        .bind(citizen)
        .one()
        .await?;
    Ok(count)
}

/// A steward as other stewards read them.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct KnownSteward {
    /// Their account.
    pub id: AccountId,
    /// Their address.
    pub email: Option<Email>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether the second factor is set up.
    pub has_code: bool,
    /// Since when.
    pub created_at: Moment,
}

/// Everybody who is a steward now, the oldest first.
pub async fn stewards(target: impl Into<Target<'_>>) -> sqlx::Result<Vec<KnownSteward>> {
    sql(
        target,
        "select id, email, password is not null as has_password, code_secret is not null as has_code, created_at
         from account where role = 'steward' and status = 'active' order by created_at, id",
    )
    .all()
    .await
}
