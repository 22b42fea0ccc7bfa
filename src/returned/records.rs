//! The SQL of complaints.

use crate::{
    account::{AccountId, Role},
    database::{Transaction, sql},
    frontend::Language,
    outbox::LetterId,
    supporter::SupporterId,
};

/// Whose mailbox a letter went to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Reader {
    /// Whose letter it is.
    pub account_id: AccountId,
    /// What they may do.
    pub role: Role,
    /// Their language.
    pub locale: Language,
    /// The supporter whom it went to instead.
    pub supporter_id: Option<SupporterId>,
}

/// Writes down that the reader of a letter complained about it; none when that was known, or the letter is gone.
pub async fn complaint(transaction: &mut Transaction, letter: LetterId) -> sqlx::Result<Option<Reader>> {
    let rows = sql(
        &mut *transaction,
        "update outbox set last_reply = 'complaint'
         where id = $1 and state not in ('queued', 'cancelled') and coalesce(last_reply, '') <> 'complaint'",
    )
    .bind(letter)
    .run()
    .await?;
    if rows == 0 {
        return Ok(None);
    }
    sql(
        transaction,
        "select account.id as account_id, account.role, account.locale, supporter.id as supporter_id
         from outbox join account on account.id = outbox.account_id
         left join supporter on outbox.way = 'copy' and supporter.citizen_id = account.id
             and supporter.email = outbox.recipient and supporter.ended_at is null
         where outbox.id = $1",
    )
    .bind(letter)
    .optional()
    .await
}
