//! The SQL of recovery codes and of setting up the second factor.

use super::REST_SECONDS;
use crate::{
    account::AccountId,
    database::{Target, Transaction, sql},
    moment::Moment,
};

/// Which setting up of the second factor comes next, or is going on.
pub async fn round(target: impl Into<Target<'_>>, account: AccountId) -> sqlx::Result<i64> {
    let (round,): (i64,) = sql(target, "select code_round from account where id = $1")
        .bind(account)
        .one()
        .await?;
    Ok(round)
}

/// Until when the second factor cannot be set up anew by email, because the password was chosen by email of late.
pub async fn rests_until(
    target: impl Into<Target<'_>>,
    account: AccountId,
    now: Moment,
) -> sqlx::Result<Option<Moment>> {
    let (chosen_at,): (Option<Moment>,) =
        sql(target, "select password_by_email_at from account where id = $1")
            .bind(account)
            .one()
            .await?;
    let until = chosen_at.map(|chosen_at| chosen_at.plus(REST_SECONDS));
    Ok(until.filter(|until| now < *until))
}

/// Puts new recovery codes in the place of the old ones, by their hashes. When these very codes are there already
/// nothing changes: the form came twice.
pub async fn replace_codes(
    transaction: &mut Transaction,
    account: AccountId,
    hashes: Vec<Vec<u8>>,
) -> sqlx::Result<()> {
    let Some(first) = hashes.first() else {
        return Ok(());
    };
    let known: Option<(AccountId,)> = sql(
        &mut *transaction,
        "select account_id from recovery_code where hash = $1",
    )
    .bind(first.clone())
    .optional()
    .await?;
    if known.is_some() {
        return Ok(());
    }
    delete_codes(transaction, account).await?;
    for hash in hashes {
        sql(
            &mut *transaction,
            "insert into recovery_code (hash, account_id) values ($1, $2)",
        )
        .bind(hash)
        .bind(account)
        .run()
        .await?;
    }
    Ok(())
}

/// Ends every recovery code of an account.
pub async fn delete_codes(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    sql(transaction, "delete from recovery_code where account_id = $1")
        .bind(account)
        .run()
        .await?;
    Ok(())
}

/// Uses a recovery code up; `false` when it is none of this account, or was used before.
pub async fn use_code(
    transaction: &mut Transaction,
    account: AccountId,
    hash: Vec<u8>,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update recovery_code set used_at = $3 where hash = $1 and account_id = $2 and used_at is null",
    )
    .bind(hash)
    .bind(account)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// How many recovery codes an account has that nobody has used.
pub async fn codes_left(target: impl Into<Target<'_>>, account: AccountId) -> sqlx::Result<i64> {
    let (left,): (i64,) = sql(
        target,
        "select count(*) from recovery_code where account_id = $1 and used_at is null",
    )
    .bind(account)
    .one()
    .await?;
    Ok(left)
}
