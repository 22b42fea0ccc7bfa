//! The SQL of reminders.

use sqlx::AssertSqlSafe;

use crate::{
    database::{Database, Transaction, sql},
    invitation::{Invitation, InvitationId, records::COLUMNS},
    moment::Moment,
};

/// Up to `limit` invitations whose reminder is due.
pub async fn due(database: &Database, now: Moment, limit: i64) -> sqlx::Result<Vec<InvitationId>> {
    let rows: Vec<(InvitationId,)> = sql(
        database,
        "select id from invitation where remind_at <= $1 and opportunity_id not in (
             select id from opportunity where state = 'stopped') order by remind_at, id limit $2",
    )
    .bind(now)
    .bind(limit)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Lets a reminder that was due wait until `at`.
pub async fn put_off(database: &Database, id: InvitationId, at: Moment) -> sqlx::Result<()> {
    sql(
        database,
        "update invitation set remind_at = $2 where id = $1 and remind_at <= $2",
    )
    .bind(id)
    .bind(at)
    .run()
    .await?;
    Ok(())
}

/// Takes the one turn of an invitation to be reminded: the invitation when it arrived, has no answer and still
/// takes one, from somebody who takes letters. `None` when there is nobody to remind, or another worker was faster.
pub async fn take(
    transaction: &mut Transaction,
    id: InvitationId,
    now: Moment,
) -> sqlx::Result<Option<Invitation>> {
    let rows = sql(
        &mut *transaction,
        "update invitation set remind_at = null where id = $1 and remind_at <= $2 and opportunity_id not in (
             select id from opportunity where state = 'stopped')",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    if rows == 0 {
        return Ok(None);
    }
    let text = format!(
        "{COLUMNS} where id = $1 and state = 'sent' and answer is null and open_until > $2
         and exists (select 1 from outbox where outbox.invitation_id = invitation.id
                     and outbox.kind = 'invitation' and outbox.way <> 'copy' and outbox.state = 'accepted')"
    );
    sql(transaction, AssertSqlSafe(text))
        .bind(id)
        .bind(now)
        .optional()
        .await
}
