//! The SQL of erasure.

use crate::{
    citizen::CitizenId,
    database::{Transaction, ask_to_wipe, changes, sql},
    moment::Moment,
};

/// Erases a person: the account, and with it all that hangs on it; `false` when there is no such citizen.
/// Letters that wait go as well. What stays are the audit rows, which name an id that nobody has any more, without
/// what was written down with them: the name of a helper, or why a steward looked.
pub async fn erase(
    transaction: &mut Transaction,
    id: CitizenId,
    trace: [u8; 32],
    now: Moment,
) -> sqlx::Result<bool> {
    // A letter without an account, to an address that is not registered, may wait for the same mailbox.
    sql(
        &mut *transaction,
        "delete from outbox where recipient = (select email from account where id = $1)",
    )
    .bind(id)
    .run()
    .await?;
    // So may an invitation to work for an organisation.
    sql(
        &mut *transaction,
        "delete from officer_invitation where email = (select email from account where id = $1)",
    )
    .bind(id)
    .run()
    .await?;
    // A steward who acts for somebody has their address at hand.
    sql(
        &mut *transaction,
        "update session set acting_for = null, acting_until = null, acting_contact = null, acting_way = null,
             acting_to = null
         where acting_for = $1",
    )
    .bind(id)
    .run()
    .await?;
    let rows = sql(
        &mut *transaction,
        "delete from account where id = $1 and role = 'citizen'",
    )
    .bind(id)
    .run()
    .await?;
    if rows == 0 {
        return Ok(false);
    }
    sql(
        &mut *transaction,
        "update audit set detail = '' where citizen_id = $1",
    )
    .bind(id)
    .run()
    .await?;
    sql(
        &mut *transaction,
        "insert into erasure (person, at) values ($1, $2) on conflict do nothing",
    )
    .bind(trace.to_vec())
    .bind(now)
    .run()
    .await?;
    ask_to_wipe(transaction, now).await?;
    changes::append(transaction, "citizen", id.0, now).await?;
    Ok(true)
}
