//! The SQL of the outbox.

use super::{LetterId, NewLetter, State};
use crate::{
    database::{Transaction, sql},
    moment::Moment,
};

/// Puts a letter into the outbox; `false` when the fact has its letter already.
pub async fn put(transaction: &mut Transaction, letter: &NewLetter, now: Moment) -> sqlx::Result<bool> {
    let id = LetterId::new(now);
    let rows = sql(
        transaction,
        "insert into outbox (id, unique_key, kind, account_id, invitation_id, recipient, subject, body_text,
             body_html, unsubscribe_url, message_id, state, not_before, attempts, claim, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, $14)
         on conflict (unique_key) do nothing",
    )
    .bind(id)
    .bind(letter.unique_key.clone())
    .bind(letter.kind)
    .bind(letter.account_id)
    .bind(letter.invitation_id)
    .bind(letter.recipient.clone())
    .bind(letter.subject.clone())
    .bind(letter.text.clone())
    .bind(letter.html.clone())
    .bind(letter.unsubscribe_url.clone())
    .bind(id.to_string())
    .bind(State::Queued)
    .bind(letter.not_before)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}
