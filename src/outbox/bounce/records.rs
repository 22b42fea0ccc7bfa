//! The SQL of letters that came back.

use crate::{
    database::{Transaction, sql},
    moment::Moment,
    outbox::LetterId,
};

/// So many letters in a row that came back as "not now, and not for days" mean that letters do not arrive.
const SOFT_IN_A_ROW: i64 = 3;

/// Stops writing to the person of a letter that came back: at once when there is no such mailbox, otherwise when
/// as many as [`SOFT_IN_A_ROW`] came back without one between them that did not. Counts only letters to the
/// address that the person still has.
pub async fn consider(transaction: &mut Transaction, letter: LetterId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into unreachable (account_id, since)
         select account.id, $2 from outbox back
         join account on account.id = back.account_id and account.email = back.recipient
         where back.id = $1 and (back.bounced = 'hard' or $3 <= (
             select count(*) from outbox soft where soft.account_id = back.account_id and soft.bounced = 'soft'
             and soft.recipient = back.recipient and not exists (
                 select 1 from outbox arrived where arrived.account_id = back.account_id
                 and arrived.state = 'accepted' and arrived.bounced is null
                 and coalesce(arrived.delivery, 'delivered') = 'delivered' and arrived.id > soft.id and arrived.id < (
                     select newest.id from outbox newest where newest.account_id = back.account_id
                     and newest.bounced = 'soft' order by newest.id desc limit 1))))
         on conflict (account_id) do nothing",
    )
    .bind(letter)
    .bind(now)
    .bind(SOFT_IN_A_ROW)
    .run()
    .await?;
    Ok(())
}
