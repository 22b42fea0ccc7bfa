//! The SQL of letters that came back.

use crate::{
    account::AccountId,
    database::{Target, Transaction, sql},
    moment::{DAY, Moment},
    note,
    outbox::{LetterId, blame::Blame, pause},
};

/// So many letters in a row that came back as "not now, and not for days" mean that letters do not arrive.
const SOFT_IN_A_ROW: i64 = 3;

/// Writes down that a letter came back, and what that says about its mailbox or about us. `false` when that was
/// known, or there is no such letter, or it never left.
pub async fn came_back(
    transaction: &mut Transaction,
    letter: LetterId,
    blame: Blame,
    said: String,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update outbox set state = 'refused', bounced = $2, last_reply = $3, lease_until = null,
             settled_at = coalesce(settled_at, $4), body_text = '', body_html = ''
         where id = $1 and state not in ('queued', 'cancelled')
           and ((bounced is null and (state <> 'refused' or $5 = 0)) or (bounced = 'soft' and $5 = 2))",
    )
    .bind(letter)
    .bind(blame.bounced())
    .bind(said.clone())
    .bind(now)
    .bind(match blame {
        Blame::Us => 1_i64,
        Blame::Way | Blame::Full => 0,
        Blame::Gone => 2,
    })
    .run()
    .await?;
    match (rows, blame) {
        (0, _) => return Ok(false),
        (_, Blame::Us) => {
            note::records::put(&mut *transaction, note::Topic::RefusedElsewhere, &said, now).await?;
            pause::records::consider_reports(transaction, &said, now).await?;
        }
        _ => consider(transaction, letter, now).await?,
    }
    Ok(true)
}

/// Stops writing to the person of a letter that came back: at once when there is no such mailbox, otherwise when
/// three came back, not all on one day, without one between them that did not. Counts only letters to the
/// address that the person still has.
pub async fn consider(transaction: &mut Transaction, letter: LetterId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into unreachable (account_id, since)
         select account.id, $2 from outbox back
         join account on account.id = back.account_id and account.email = back.recipient
         where back.id = $1 and (back.bounced = 'hard' or (
             select case when count(*) >= $3 and max(soft.created_at) - min(soft.created_at) >= $4
                    then 1 else 0 end
             from outbox soft where soft.account_id = back.account_id and soft.bounced = 'soft'
             and soft.recipient = back.recipient and not exists (
                 select 1 from outbox arrived where arrived.account_id = back.account_id
                 and arrived.state = 'accepted' and arrived.bounced is null
                 and coalesce(arrived.delivery, 'delivered') = 'delivered' and arrived.id > soft.id and exists (
                     select 1 from outbox newer where newer.account_id = back.account_id
                     and newer.bounced = 'soft' and newer.id > arrived.id))) = 1)
         on conflict (account_id) do nothing",
    )
    .bind(letter)
    .bind(now)
    .bind(SOFT_IN_A_ROW)
    .bind(DAY)
    .run()
    .await?;
    Ok(())
}

/// Whether our letters do not reach somebody.
pub async fn is_unreachable(target: impl Into<Target<'_>>, account: AccountId) -> sqlx::Result<bool> {
    let (count,): (i64,) = sql(target, "select count(*) from unreachable where account_id = $1")
        .bind(account)
        .one()
        .await?;
    Ok(count > 0)
}
