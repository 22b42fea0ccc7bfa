//! The SQL of the matcher: who can be matched again since a moment.

use crate::{
    citizen::CitizenId,
    database::{Database, sql},
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
