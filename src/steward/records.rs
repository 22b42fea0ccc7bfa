//! The SQL that only stewards need.

use crate::{
    citizen::CitizenId,
    database::{Database, Target, sql},
    moment::Moment,
    outbox::{Kind, State},
};

/// A letter that did not arrive, or perhaps did not. It has no address: nobody needs one to look after it.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Troubled {
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// What the other server said.
    pub last_reply: Option<String>,
    /// When it was written.
    pub created_at: Moment,
}

/// Letters refused, or lost from sight, since `since`; the newest first, at most 50.
pub async fn troubled_letters(database: &Database, since: Moment) -> sqlx::Result<Vec<Troubled>> {
    sql(
        database,
        "select kind, state, last_reply, created_at from outbox
         where state in ('refused', 'unknown') and created_at > $1
         order by created_at desc, id desc limit 50",
    )
    .bind(since)
    .all()
    .await
}

/// How many badges somebody declared, and nothing about which.
pub async fn count_badges(target: impl Into<Target<'_>>, citizen: CitizenId) -> sqlx::Result<i64> {
    let (count,): (i64,) = sql(target, "select count(*) from citizen_badge where citizen_id = $1")
        .bind(citizen)
        .one()
        .await?;
    Ok(count)
}
