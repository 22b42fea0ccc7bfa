//! The SQL of accounts, sessions and one-time links.

use super::{Account, AccountId, Email, Purpose, Role, Status, Token, devices, sessions::Session};
use crate::{
    database::{Database, Target, Transaction, sql},
    frontend::Language,
    moment::{DAY, Moment},
};

/// No link of a letter lasts longer, seconds: one that does was made by a clock that ran ahead.
const LONGEST_LINK: i64 = 7 * DAY;

const COLUMNS: &str = "select id, role, email, password, locale, status, code_secret, code_step from account";

/// Adds an account; `false` when the address is registered already.
pub async fn insert(transaction: &mut Transaction, account: &Account, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into account (id, role, email, password, locale, status, code_secret, code_step, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (email) do nothing",
    )
    .bind(account.id)
    .bind(account.role)
    .bind(account.email.clone())
    .bind(account.password.clone())
    .bind(account.locale)
    .bind(account.status)
    .bind(account.code_secret.clone())
    .bind(account.code_step)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// The account with this address.
pub async fn by_email(target: impl Into<Target<'_>>, email: &Email) -> sqlx::Result<Option<Account>> {
    sql(target, sqlx::AssertSqlSafe(format!("{COLUMNS} where email = $1")))
        .bind(email.clone())
        .optional()
        .await
}

/// The account with this id.
pub async fn by_id(target: impl Into<Target<'_>>, id: AccountId) -> sqlx::Result<Option<Account>> {
    sql(target, sqlx::AssertSqlSafe(format!("{COLUMNS} where id = $1")))
        .bind(id)
        .optional()
        .await
}

/// Sets where an account stands.
pub async fn set_status(transaction: &mut Transaction, id: AccountId, status: Status) -> sqlx::Result<()> {
    sql(transaction, "update account set status = $2 where id = $1")
        .bind(id)
        .bind(status)
        .run()
        .await?;
    Ok(())
}

/// Sets a new password.
pub async fn set_password(transaction: &mut Transaction, id: AccountId, hash: String) -> sqlx::Result<()> {
    sql(transaction, "update account set password = $2 where id = $1")
        .bind(id)
        .bind(hash)
        .run()
        .await?;
    Ok(())
}

/// Notes that the password was chosen by a link in an email.
pub async fn note_password_by_email(
    transaction: &mut Transaction,
    id: AccountId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update account set password_by_email_at = $2 where id = $1",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Sets the language of letters.
pub async fn set_locale(transaction: &mut Transaction, id: AccountId, locale: Language) -> sqlx::Result<()> {
    sql(transaction, "update account set locale = $2 where id = $1")
        .bind(id)
        .bind(locale)
        .run()
        .await?;
    Ok(())
}

/// Stores the secret of the second factor once a first code, of this step, has proved it; `false` when
/// there is one already.
pub async fn set_code_secret(
    transaction: &mut Transaction,
    id: AccountId,
    secret: Vec<u8>,
    step: i64,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update account set code_secret = $2, code_step = $3 where id = $1 and code_secret is null",
    )
    .bind(id)
    .bind(secret)
    .bind(step)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Forgets the second factor: the next sign-in sets up a new one, with a key of its own.
pub async fn delete_code_secret(transaction: &mut Transaction, id: AccountId) -> sqlx::Result<()> {
    sql(
        transaction,
        "update account set code_secret = null, code_step = 0, code_round = code_round + 1 where id = $1",
    )
    .bind(id)
    .run()
    .await?;
    Ok(())
}

/// Writes over an account whose address nobody has confirmed.
pub async fn update_unconfirmed(transaction: &mut Transaction, account: &Account) -> sqlx::Result<()> {
    sql(
        transaction,
        "update account set role = $2, password = $3, locale = $4 where id = $1 and status = 'unconfirmed'",
    )
    .bind(account.id)
    .bind(account.role)
    .bind(account.password.clone())
    .bind(account.locale)
    .run()
    .await?;
    Ok(())
}

/// Deletes an account whose address nobody has confirmed.
pub async fn delete_unconfirmed(transaction: &mut Transaction, id: AccountId) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from account where id = $1 and status = 'unconfirmed'",
    )
    .bind(id)
    .run()
    .await?;
    Ok(())
}

/// Takes the step of a code; `false` when that step, or a later one, was used before. A step after `last` was used by
/// a clock that ran ahead, and does not bind.
pub async fn use_code_step(
    transaction: &mut Transaction,
    id: AccountId,
    step: i64,
    last: i64,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update account set code_step = $2 where id = $1 and (code_step < $2 or code_step > $3)",
    )
    .bind(id)
    .bind(step)
    .bind(last)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Stores a session by the hash of its token.
pub async fn insert_session(
    transaction: &mut Transaction,
    token: &Token,
    account: AccountId,
    second_factor: bool,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into session (hash, account_id, second_factor, created_at, seen_at) values ($1, $2, $3, $4, $4)",
    )
    .bind(token.hash())
    .bind(account)
    .bind(second_factor)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// The session behind a token, with whose it is.
pub async fn session(database: &Database, token: &Token) -> sqlx::Result<Option<Session>> {
    sql(
        database,
        "select session.account_id, account.role, coalesce(citizen.called, officer.called) as called,
                session.second_factor, session.acting_for, acting.called as acting_called, session.acting_until,
                session.created_at, session.seen_at
         from session
         join account on account.id = session.account_id and account.status = 'active'
         left join citizen on citizen.id = account.id
         left join officer on officer.account_id = account.id
         left join citizen acting on acting.id = session.acting_for
         where session.hash = $1",
    )
    .bind(token.hash())
    .optional()
    .await
}

/// Lets a steward's session act for `citizen` until a moment, or for nobody any more.
pub async fn act_for(
    transaction: &mut Transaction,
    token: &Token,
    citizen: Option<AccountId>,
    until: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update session set acting_for = $2, acting_until = $3, acting_contact = null, acting_way = null,
             acting_to = null
         where hash = $1",
    )
    .bind(token.hash())
    .bind(citizen)
    .bind(until)
    .run()
    .await?;
    Ok(())
}

/// Notes that a session was seen.
pub async fn touch_session(database: &Database, token: &Token, now: Moment) -> sqlx::Result<()> {
    sql(database, "update session set seen_at = $2 where hash = $1")
        .bind(token.hash())
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Ends one session.
pub async fn end_session(transaction: &mut Transaction, token: &Token) -> sqlx::Result<()> {
    sql(transaction, "delete from session where hash = $1")
        .bind(token.hash())
        .run()
        .await?;
    Ok(())
}

/// Ends every session of an account: after a new password, or when the person asks for it. No browser is known for it
/// any more, either.
pub async fn end_all_sessions(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    devices::records::forget_all(&mut *transaction, account).await?;
    sql(transaction, "delete from session where account_id = $1")
        .bind(account)
        .run()
        .await?;
    Ok(())
}

/// Ends every session of an account but the one of `token`.
pub async fn end_other_sessions(
    transaction: &mut Transaction,
    account: AccountId,
    token: &Token,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from session where account_id = $1 and hash <> $2",
    )
    .bind(account)
    .bind(token.hash())
    .run()
    .await?;
    Ok(())
}

/// Stores a one-time link by the hash of its token.
pub async fn insert_link(
    transaction: &mut Transaction,
    token: &Token,
    account: AccountId,
    purpose: Purpose,
    expires_at: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into one_time_link (hash, account_id, purpose, expires_at) values ($1, $2, $3, $4)",
    )
    .bind(token.hash())
    .bind(account)
    .bind(purpose)
    .bind(expires_at)
    .run()
    .await?;
    Ok(())
}

/// Ends every link of an account.
pub async fn delete_links(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    sql(transaction, "delete from one_time_link where account_id = $1")
        .bind(account)
        .run()
        .await?;
    Ok(())
}

/// Whose link this is, when it is for `purpose`, unused and not too old. Reading it changes nothing.
pub async fn link_account(
    target: impl Into<Target<'_>>,
    token: &Token,
    purpose: Purpose,
    now: Moment,
) -> sqlx::Result<Option<AccountId>> {
    let found: Option<(AccountId,)> = sql(
        target,
        "select account_id from one_time_link
         where hash = $1 and purpose = $2 and used_at is null and expires_at > $3 and expires_at <= $4",
    )
    .bind(token.hash())
    .bind(purpose)
    .bind(now)
    .bind(now.plus(LONGEST_LINK))
    .optional()
    .await?;
    Ok(found.map(|(account,)| account))
}

/// Uses a link up; `None` when somebody was faster, or it does not count any more. A link that is used came by a
/// letter that arrived: whoever could not be reached can be.
pub async fn use_link(
    transaction: &mut Transaction,
    token: &Token,
    purpose: Purpose,
    now: Moment,
) -> sqlx::Result<Option<AccountId>> {
    let found = link_account(&mut *transaction, token, purpose, now).await?;
    let rows = sql(
        &mut *transaction,
        "update one_time_link set used_at = $2 where hash = $1 and used_at is null",
    )
    .bind(token.hash())
    .bind(now)
    .run()
    .await?;
    let found = found.filter(|_| rows == 1);
    if let Some(account) = found {
        sql(transaction, "delete from unreachable where account_id = $1")
            .bind(account)
            .run()
            .await?;
    }
    Ok(found)
}

/// How many accounts have this role and can sign in.
pub async fn count(database: &Database, role: Role) -> sqlx::Result<i64> {
    let (count,): (i64,) = sql(
        database,
        "select count(*) from account where role = $1 and status = 'active'",
    )
    .bind(role)
    .one()
    .await?;
    Ok(count)
}
