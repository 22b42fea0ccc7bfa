//! The SQL of browsers that somebody has signed in with.

use crate::{
    account::{AccountId, Token},
    database::{Database, Transaction, sql},
    moment::Moment,
};

/// Whether this browser signed in to this account between two moments.
pub async fn is_known(
    database: &Database,
    device: &Token,
    account: AccountId,
    since: Moment,
    until: Moment,
) -> sqlx::Result<bool> {
    let found: Option<(i64,)> = sql(
        database,
        "select used_at from device where hash = $1 and account_id = $2 and used_at > $3 and used_at < $4",
    )
    .bind(device.hash())
    .bind(account)
    .bind(since)
    .bind(until)
    .optional()
    .await?;
    Ok(found.is_some())
}

/// Gives a browser its new cookie, for every account it is known for.
pub async fn rename(transaction: &mut Transaction, old: &Token, new: &Token) -> sqlx::Result<()> {
    sql(transaction, "update device set hash = $2 where hash = $1")
        .bind(old.hash())
        .bind(new.hash())
        .run()
        .await?;
    Ok(())
}

/// Stores that somebody signed in to this account with this browser.
pub async fn insert(
    transaction: &mut Transaction,
    device: &Token,
    account: AccountId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into device (hash, account_id, used_at) values ($1, $2, $3)
         on conflict (hash, account_id) do update set used_at = excluded.used_at",
    )
    .bind(device.hash())
    .bind(account)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Forgets the browsers of an account beyond the `most` that were used last.
pub async fn forget_beyond(transaction: &mut Transaction, account: AccountId, most: i64) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from device where account_id = $1 and hash not in (
             select hash from device where account_id = $1 order by used_at desc, hash limit $2
         )",
    )
    .bind(account)
    .bind(most)
    .run()
    .await?;
    Ok(())
}

/// Forgets every browser of an account.
pub async fn forget_all(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    sql(transaction, "delete from device where account_id = $1")
        .bind(account)
        .run()
        .await?;
    Ok(())
}
