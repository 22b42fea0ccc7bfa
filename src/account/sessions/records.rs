//! The SQL of all sessions of one account.

use super::{Browser, SKEW};
use crate::{
    account::AccountId,
    database::{Database, Transaction, sql},
    moment::Moment,
};

/// Ends the sessions of an account beyond the `most` that began last.
pub async fn end_beyond(
    transaction: &mut Transaction,
    account: AccountId,
    most: i64,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from session where account_id = $1 and hash not in (
             select hash from session where account_id = $1 and created_at <= $3
             order by created_at desc, seen_at desc, hash limit $2
         )",
    )
    .bind(account)
    .bind(most)
    .bind(now.plus(SKEW))
    .run()
    .await?;
    Ok(())
}

/// The sessions of an account, the one that was seen last first.
pub async fn all(database: &Database, account: AccountId) -> sqlx::Result<Vec<Browser>> {
    sql(
        database,
        "select hash, created_at, seen_at from session where account_id = $1 order by seen_at desc, hash",
    )
    .bind(account)
    .all()
    .await
}

/// Ends the session of an account that a list of its sessions names so.
pub async fn end_named(transaction: &mut Transaction, account: AccountId, hash: Vec<u8>) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from session where account_id = $1 and hash = $2",
    )
    .bind(account)
    .bind(hash)
    .run()
    .await?;
    Ok(())
}
