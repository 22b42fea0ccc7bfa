//! The SQL of banded counts: the weekly snapshot, and which questions were asked.

use crate::{
    audit::Action,
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
    organisation::OrganisationId,
};

/// Takes the right to make the snapshot of this week: true for one transaction only, the others wait for it.
pub async fn begin_week(transaction: &mut Transaction, week: i64) -> sqlx::Result<bool> {
    sql(
        &mut *transaction,
        "insert into installation (name, value) values ('counted-week', $1) on conflict (name) do nothing",
    )
    .bind(Vec::<u8>::new())
    .run()
    .await?;
    let rows = sql(
        transaction,
        "update installation set value = $1 where name = 'counted-week' and value <> $1",
    )
    .bind(week.to_be_bytes().to_vec())
    .run()
    .await?;
    Ok(rows == 1)
}

/// Whether the snapshot of this week is there.
pub async fn has_begun(database: &Database, week: i64) -> sqlx::Result<bool> {
    let found: Option<(Vec<u8>,)> = sql(
        database,
        "select value from installation where name = 'counted-week' and value = $1",
    )
    .bind(week.to_be_bytes().to_vec())
    .optional()
    .await?;
    Ok(found.is_some())
}

/// Forgets all snapshots.
pub async fn delete_all(transaction: &mut Transaction) -> sqlx::Result<u64> {
    sql(transaction, "delete from count_snapshot").run().await
}

/// Adds a person to the snapshot of a week.
pub async fn insert(
    transaction: &mut Transaction,
    week: i64,
    citizen: CitizenId,
    profile: String,
) -> sqlx::Result<u64> {
    sql(
        transaction,
        "insert into count_snapshot (week, citizen_id, profile) values ($1, $2, $3)",
    )
    .bind(week)
    .bind(citizen)
    .bind(profile)
    .run()
    .await
}

/// The people of a week's snapshot, with what they said.
pub async fn load(database: &Database, week: i64) -> sqlx::Result<Vec<(CitizenId, String)>> {
    sql(
        database,
        "select citizen_id, profile from count_snapshot where week = $1 order by citizen_id",
    )
    .bind(week)
    .all()
    .await
}

/// The people of a week's snapshot, and whether they still allow to be counted.
pub async fn allow(database: &Database, week: i64) -> sqlx::Result<Vec<(CitizenId, bool)>> {
    sql(
        database,
        "select citizen_id, coalesce((
             select given from consent where consent.citizen_id = count_snapshot.citizen_id
             and purpose = 'counts' order by number desc limit 1
         ), false) from count_snapshot where week = $1 order by citizen_id",
    )
    .bind(week)
    .all()
    .await
}

/// Whether an organisation asked this question after `since`.
pub async fn was_asked(
    target: impl Into<Target<'_>>,
    organisation: OrganisationId,
    question: String,
    since: Moment,
) -> sqlx::Result<bool> {
    let (times,): (i64,) = sql(
        target,
        "select count(*) from audit where organisation_id = $1 and action = $2 and detail = $3 and at > $4",
    )
    .bind(organisation)
    .bind(Action::Count)
    .bind(question)
    .bind(since)
    .one()
    .await?;
    Ok(times > 0)
}
