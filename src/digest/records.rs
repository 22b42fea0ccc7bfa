//! The SQL of digests.

use super::Every;
use crate::{
    account::Token,
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
};

/// How often somebody wants the letter.
pub async fn load(target: impl Into<Target<'_>>, id: CitizenId) -> sqlx::Result<Every> {
    let row: Option<(Every,)> = sql(target, "select every from digest where citizen_id = $1")
        .bind(id)
        .optional()
        .await?;
    Ok(row.map_or(Every::Off, |(every,)| every))
}

/// Stores how often somebody wants the letter, and when the next one is due.
pub async fn set(
    transaction: &mut Transaction,
    id: CitizenId,
    every: Every,
    token: &Token,
    next_at: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into digest (citizen_id, every, token_hash, next_at) values ($1, $2, $3, $4)
         on conflict (citizen_id) do update set every = excluded.every, next_at = excluded.next_at",
    )
    .bind(id)
    .bind(every)
    .bind(token.hash())
    .bind(next_at)
    .run()
    .await?;
    Ok(())
}

/// Whose letters a token stops.
pub async fn by_token(database: &Database, token: &Token) -> sqlx::Result<Option<CitizenId>> {
    let row: Option<(CitizenId,)> = sql(database, "select citizen_id from digest where token_hash = $1")
        .bind(token.hash())
        .optional()
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Stops the letters of somebody; stopping them twice is stopping them once.
pub async fn stop(transaction: &mut Transaction, id: CitizenId) -> sqlx::Result<()> {
    sql(
        transaction,
        "update digest set every = 'off' where citizen_id = $1",
    )
    .bind(id)
    .run()
    .await?;
    Ok(())
}

/// Up to `limit` people whose letter is due, with how often they want it and when it was due.
pub async fn due(
    database: &Database,
    now: Moment,
    limit: i64,
) -> sqlx::Result<Vec<(CitizenId, Every, Moment)>> {
    sql(
        database,
        "select citizen_id, every, next_at from digest where next_at <= $1 and every <> 'off'
         order by next_at, citizen_id limit $2",
    )
    .bind(now)
    .bind(limit)
    .all()
    .await
}

/// Moves on to the next letter; `false` when another worker was faster, or the person chose anew.
pub async fn go_on(
    transaction: &mut Transaction,
    id: CitizenId,
    from: Moment,
    to: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update digest set next_at = $3 where citizen_id = $1 and next_at = $2 and every <> 'off'",
    )
    .bind(id)
    .bind(from)
    .bind(to)
    .run()
    .await?;
    Ok(rows == 1)
}
