//! The SQL of a change of address.

use super::{CONFIRM_SECONDS, EmailChange, EmailChangeId, NewEmailChange, UNDO_SECONDS};
use crate::{
    account::{AccountId, Email, Token, records as accounts},
    database::{Target, Transaction, sql},
    moment::Moment,
};

const COLUMNS: &str = "select id, account_id, old_email, new_email, asked_by from email_change";

/// Adds a change; an earlier one that nobody has confirmed cannot be confirmed any more. It can still be undone: the
/// link in the old mailbox must not end because somebody asks twice.
pub async fn insert(transaction: &mut Transaction, change: &NewEmailChange, now: Moment) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update email_change set replaced_at = $2
         where account_id = $1 and confirmed_at is null and ended_at is null and replaced_at is null",
    )
    .bind(change.account_id)
    .bind(now)
    .run()
    .await?;
    sql(
        transaction,
        "insert into email_change (id, account_id, old_email, new_email, confirm_hash, undo_hash, asked_at, asked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(EmailChangeId::new(now))
    .bind(change.account_id)
    .bind(change.old_email.clone())
    .bind(change.new_email.clone())
    .bind(change.confirm.hash())
    .bind(change.undo.hash())
    .bind(now)
    .bind(change.asked_by)
    .run()
    .await?;
    Ok(())
}

/// The change that this token confirms, while it can be.
pub async fn to_confirm(
    target: impl Into<Target<'_>>,
    token: &Token,
    now: Moment,
) -> sqlx::Result<Option<EmailChange>> {
    let text = format!(
        "{COLUMNS} where confirm_hash = $1 and asked_at > $2 and confirmed_at is null and ended_at is null
             and replaced_at is null"
    );
    sql(target, sqlx::AssertSqlSafe(text))
        .bind(token.hash())
        .bind(now.plus(-CONFIRM_SECONDS))
        .optional()
        .await
}

/// The change that this token undoes, while it can be.
pub async fn to_undo(
    target: impl Into<Target<'_>>,
    token: &Token,
    now: Moment,
) -> sqlx::Result<Option<EmailChange>> {
    let text = format!("{COLUMNS} where undo_hash = $1 and asked_at > $2 and ended_at is null");
    sql(target, sqlx::AssertSqlSafe(text))
        .bind(token.hash())
        .bind(now.plus(-UNDO_SECONDS))
        .optional()
        .await
}

/// Lets a change take effect; `false` when the account has another address by now, somebody else has the new one,
/// or another press of the button was faster.
pub async fn confirm(transaction: &mut Transaction, change: &EmailChange, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update email_change set confirmed_at = $2
         where id = $1 and confirmed_at is null and ended_at is null and replaced_at is null",
    )
    .bind(change.id)
    .bind(now)
    .run()
    .await?;
    let old = change.old_email.as_ref();
    Ok(rows == 1 && set_email(transaction, change.account_id, (old, Some(&change.new_email))).await?)
}

/// Undoes a change, whether it was confirmed or not: the old address counts again, every later change ends, and the
/// password goes, because somebody else knew it. `false` when another press of the button was faster, or somebody
/// else has the old address by now.
pub async fn undo(transaction: &mut Transaction, change: &EmailChange, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update email_change set ended_at = $2 where id = $1 and ended_at is null",
    )
    .bind(change.id)
    .bind(now)
    .run()
    .await?;
    let id = change.account_id;
    let account = accounts::by_id(&mut *transaction, id).await?;
    let Some(account) = account.filter(|_| rows == 1) else {
        return Ok(false);
    };
    if account.email != change.old_email
        && !set_email(
            transaction,
            id,
            (account.email.as_ref(), change.old_email.as_ref()),
        )
        .await?
    {
        return Ok(false);
    }
    // Somebody who reads the old mailbox may sign in by it: the copy of everything must not name the new one.
    sql(
        &mut *transaction,
        "delete from outbox where account_id = $1 and recipient in (
             select new_email from email_change where account_id = $1) and recipient <> $2
         and state not in ('claimed', 'data_sent')",
    )
    .bind(id)
    .bind(change.old_email.as_ref().map_or("", Email::as_str).to_owned())
    .run()
    .await?;
    sql(
        &mut *transaction,
        "update email_change set new_email = '', ended_at = coalesce(ended_at, $2),
             old_email = case when id = $3 then old_email else null end
         where account_id = $1",
    )
    .bind(id)
    .bind(now)
    .bind(change.id)
    .run()
    .await?;
    sql(transaction, "update account set password = null where id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(true)
}

/// Writes another address into an account and takes along what depends on it: letters on their way go to the new
/// one, links in earlier letters end, and what was known about the old mailbox is forgotten.
async fn set_email(
    transaction: &mut Transaction,
    id: AccountId,
    (old, new): (Option<&Email>, Option<&Email>),
) -> sqlx::Result<bool> {
    let (old, new) = (
        old.map_or("", Email::as_str).to_owned(),
        new.map_or("", Email::as_str).to_owned(),
    );
    let changed = sql(
        &mut *transaction,
        "update account set email = nullif($3, '')
         where id = $1 and status = 'active' and coalesce(email, '') = $2",
    )
    .bind(id)
    .bind(old.clone())
    .bind(new.clone())
    .run()
    .await;
    let rows = match changed {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => return Ok(false),
        changed => changed?,
    };
    if rows == 0 {
        return Ok(false);
    }
    accounts::delete_links(transaction, id).await?;
    sql(&mut *transaction, "delete from unreachable where account_id = $1")
        .bind(id)
        .run()
        .await?;
    // Those about the change itself stay where they were written to.
    sql(
        transaction,
        "update outbox set recipient = $3 where account_id = $1 and recipient = $2 and way = 'email'
         and state in ('queued', 'deferred') and unique_key not like 'email-%'",
    )
    .bind(id)
    .bind(old)
    .bind(new)
    .run()
    .await?;
    Ok(true)
}

/// Forgets every change of an account that ends.
pub async fn delete(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    sql(transaction, "delete from email_change where account_id = $1")
        .bind(account)
        .run()
        .await?;
    Ok(())
}
