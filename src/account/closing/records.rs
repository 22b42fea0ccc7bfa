//! The SQL of closing an account of staff.

use crate::{
    account::{AccountId, Role, email_change, records as accounts, second_factor},
    database::{Transaction, sql},
};

/// Closes an account of staff: every way in ends at once, and its address goes. `false` when it was closed before.
pub async fn close(transaction: &mut Transaction, id: AccountId) -> sqlx::Result<bool> {
    sql(
        &mut *transaction,
        "delete from outbox where account_id = $1 and state not in ('claimed', 'data_sent')",
    )
    .bind(id)
    .run()
    .await?;
    let rows = sql(
        &mut *transaction,
        "update account set status = 'closed', email = null, password = null
         where id = $1 and role <> 'citizen' and status <> 'closed'",
    )
    .bind(id)
    .run()
    .await?;
    accounts::delete_code_secret(transaction, id).await?;
    accounts::end_all_sessions(transaction, id).await?;
    accounts::delete_links(transaction, id).await?;
    second_factor::records::delete_codes(transaction, id).await?;
    email_change::records::delete(transaction, id).await?;
    Ok(rows == 1)
}

/// Closes the account of a steward; `false` when it is the last one that can sign in, or no steward's.
pub async fn close_steward(transaction: &mut Transaction, id: AccountId) -> sqlx::Result<bool> {
    // Two who leave at once wait for each other here: each sees the other's end.
    sql(
        &mut *transaction,
        "update account set status = status where role = 'steward' and status = 'active'",
    )
    .run()
    .await?;
    let (others,): (i64,) = sql(
        &mut *transaction,
        "select count(*) from account
         where role = 'steward' and status = 'active' and password is not null and id <> $1",
    )
    .bind(id)
    .one()
    .await?;
    let account = accounts::by_id(&mut *transaction, id).await?;
    if others == 0 || account.is_none_or(|account| account.role != Role::Steward) {
        return Ok(false);
    }
    close(transaction, id).await
}
