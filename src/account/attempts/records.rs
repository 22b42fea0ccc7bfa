//! The SQL of limits on tries.

use super::Limit;
use crate::{
    database::{Database, sql},
    moment::Moment,
};

/// The clocks of two nodes differ by less, in seconds.
const SKEW: i64 = 5;

/// Counts a try, unless it has to wait: then this is `false`, and nothing changes. One statement decides, so that of
/// many tries at once only as many go through as may.
///
/// What a clock that ran ahead has left behind does not bind: a window that begins later than this one ends is over,
/// and a wait longer than the longest is none.
pub async fn count(database: &Database, key: Vec<u8>, limit: Limit, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        database,
        "insert into attempt (key, tries, window_at, free_at) values ($1, 1, $2, $2)
         on conflict (key) do update set
             tries = case when attempt.window_at + $3 <= $2 or attempt.window_at > $2 + $3 then 1
                 else attempt.tries + 1 end,
             window_at = case when attempt.window_at + $3 <= $2 or attempt.window_at > $2 + $3 then $2
                 else attempt.window_at end,
             free_at = $2 + case when attempt.window_at + $3 <= $2 or attempt.window_at > $2 + $3
                     or attempt.tries < $5 then 0
                 when attempt.tries = $5 and $4 > 2 then 2
                 when attempt.tries = $5 + 1 and $4 > 4 then 4
                 when attempt.tries = $5 + 2 and $4 > 8 then 8
                 when attempt.tries = $5 + 3 and $4 > 16 then 16
                 when attempt.tries = $5 + 4 and $4 > 32 then 32
                 when attempt.tries = $5 + 5 and $4 > 64 then 64
                 when attempt.tries = $5 + 6 and $4 > 128 then 128
                 when attempt.tries = $5 + 7 and $4 > 256 then 256
                 else $4 end
         where attempt.free_at <= $2 or attempt.free_at > $2 + $4 + $6",
    )
    .bind(key)
    .bind(now)
    .bind(limit.window)
    .bind(limit.longest)
    .bind(limit.free)
    .bind(SKEW)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Notes that something came; `false` when it came before.
pub async fn note(database: &Database, key: Vec<u8>, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        database,
        "insert into attempt (key, tries, window_at, free_at) values ($1, 1, $2, $2) on conflict (key) do nothing",
    )
    .bind(key)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// The earliest next try.
pub async fn free_at(database: &Database, key: Vec<u8>) -> sqlx::Result<Option<Moment>> {
    let found: Option<(Moment,)> = sql(database, "select free_at from attempt where key = $1")
        .bind(key)
        .optional()
        .await?;
    Ok(found.map(|(free_at,)| free_at))
}

/// Takes one try back.
pub async fn take_back(database: &Database, key: Vec<u8>) -> sqlx::Result<()> {
    sql(
        database,
        "update attempt set tries = tries - 1 where key = $1 and tries > 0",
    )
    .bind(key)
    .run()
    .await?;
    Ok(())
}

/// Forgets all tries.
pub async fn forget(database: &Database, key: Vec<u8>) -> sqlx::Result<()> {
    sql(database, "delete from attempt where key = $1")
        .bind(key)
        .run()
        .await?;
    Ok(())
}
