//! The SQL of the matcher: who can be matched again since a moment, and the snapshot of term statistics.

use crate::{
    citizen::CitizenId,
    database::{Database, Transaction, sql},
    moment::Moment,
};

/// Whose pause ended after `after` and not later than `until`: the change log says nothing of the hour.
pub async fn resumed(database: &Database, after: Moment, until: Moment) -> sqlx::Result<Vec<CitizenId>> {
    let rows: Vec<(CitizenId,)> = sql(
        database,
        "select id from citizen where paused_until > $1 and paused_until <= $2",
    )
    .bind(after)
    .bind(until)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The version of the snapshot of term statistics; 0 when there is none.
pub async fn statistics_version(database: &Database) -> sqlx::Result<i64> {
    let row: Option<(i64,)> = sql(database, "select version from term_statistics where id = 1")
        .optional()
        .await?;
    Ok(row.map_or(0, |(version,)| version))
}

/// The snapshot of term statistics, as text.
pub async fn load_statistics(database: &Database) -> sqlx::Result<Option<(i64, String)>> {
    sql(database, "select version, body from term_statistics where id = 1")
        .optional()
        .await
}

/// Replaces the snapshot.
pub async fn save_statistics(transaction: &mut Transaction, body: String, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into term_statistics (id, version, taken_at, body) values (1, 1, $1, $2) \
         on conflict (id) do update set version = term_statistics.version + 1, taken_at = $1, body = $2",
    )
    .bind(now)
    .bind(body)
    .run()
    .await?;
    Ok(())
}
