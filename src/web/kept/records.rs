//! The SQL of forms that are kept.

use crate::{
    account::AccountId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
};

/// Keeps a form in place of the one before from the same browser.
pub async fn insert(
    transaction: &mut Transaction,
    browser: Vec<u8>,
    account: AccountId,
    sealed: Vec<u8>,
    expires_at: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into kept_form (browser, account_id, sealed, expires_at) values ($1, $2, $3, $4)
         on conflict (browser) do update set
            account_id = excluded.account_id, sealed = excluded.sealed, expires_at = excluded.expires_at",
    )
    .bind(browser)
    .bind(account)
    .bind(sealed)
    .bind(expires_at)
    .run()
    .await?;
    Ok(())
}

/// What this account typed in this browser, sealed.
pub async fn find(
    target: impl Into<Target<'_>>,
    browser: Vec<u8>,
    account: AccountId,
    now: Moment,
) -> sqlx::Result<Option<Vec<u8>>> {
    let found: Option<(Vec<u8>,)> = sql(
        target,
        "select sealed from kept_form where browser = $1 and account_id = $2 and expires_at > $3",
    )
    .bind(browser)
    .bind(account)
    .bind(now)
    .optional()
    .await?;
    Ok(found.map(|(sealed,)| sealed))
}

/// Forgets what was typed in this browser.
pub async fn delete(transaction: &mut Transaction, browser: Vec<u8>) -> sqlx::Result<()> {
    sql(transaction, "delete from kept_form where browser = $1")
        .bind(browser)
        .run()
        .await?;
    Ok(())
}

/// Whether something has lain too long.
pub async fn has_expired(database: &Database, now: Moment) -> sqlx::Result<bool> {
    let first = "select count(*) from (select 1 from kept_form where expires_at <= $1 limit 1) as expired";
    let (found,): (i64,) = sql(database, first).bind(now).one().await?;
    Ok(found > 0)
}

/// Forgets what has lain too long.
pub async fn delete_expired(transaction: &mut Transaction, now: Moment) -> sqlx::Result<()> {
    sql(transaction, "delete from kept_form where expires_at <= $1")
        .bind(now)
        .run()
        .await?;
    Ok(())
}
