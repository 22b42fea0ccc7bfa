//! Which letters still have a row.

use crate::{
    database::{Database, sql},
    outbox::LetterId,
};

/// Every letter there is.
pub async fn all_ids(database: &Database) -> sqlx::Result<Vec<LetterId>> {
    let rows: Vec<(LetterId,)> = sql(database, "select id from outbox").all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether a letter is there still: it goes with the person it was for.
pub async fn is_there(database: &Database, id: LetterId) -> sqlx::Result<bool> {
    let text = "select id from outbox where id = $1";
    let found: Option<(LetterId,)> = sql(database, text).bind(id).optional().await?;
    Ok(found.is_some())
}
