//! The SQL of stopping opportunities: their letters, and the time to answer.

use sqlx::AssertSqlSafe;

use crate::{
    citizen::CitizenId,
    database::{Transaction, sql},
    invitation::{Invitation, records::COLUMNS},
    moment::Moment,
    opportunity::OpportunityId,
};

/// Of a letter: it has not left, and can still be kept.
const WAITS: &str = "outbox.state in ('queued', 'claimed', 'deferred')";

/// Cancels every letter about an opportunity that has not left, whatever it says.
pub async fn cancel_letters(
    transaction: &mut Transaction,
    id: OpportunityId,
    now: Moment,
) -> sqlx::Result<()> {
    let text = format!(
        "update outbox set state = 'cancelled', settled_at = $2, body_text = '', body_html = ''
         where opportunity_id = $1 and {WAITS}"
    );
    sql(transaction, AssertSqlSafe(text))
        .bind(id)
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Invitations of an opportunity that is over, to people whose letter about that has not left.
pub async fn waiting_for_word(
    transaction: &mut Transaction,
    id: OpportunityId,
) -> sqlx::Result<Vec<Invitation>> {
    let text = format!(
        "{COLUMNS} where opportunity_id = $1 and exists (
             select 1 from outbox where outbox.opportunity_id = invitation.opportunity_id and outbox.kind = 'outcome'
             and outbox.account_id = invitation.citizen_id and {WAITS}) order by id"
    );
    sql(transaction, AssertSqlSafe(text)).bind(id).all().await
}

/// Lets answers to open invitations be taken until `later`, and the reminders that were not due at `now` come
/// `seconds` later.
pub async fn put_off(
    transaction: &mut Transaction,
    id: OpportunityId,
    (later, seconds): (Moment, i64),
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update invitation set open_until = $2, remind_at = remind_at + $3
         where opportunity_id = $1 and state in ('held', 'sent') and open_until > $4 - $3",
    )
    .bind(id)
    .bind(later)
    .bind(seconds)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Takes back the letters about what is open that have not left and name this opportunity; those who get them get new
/// ones, without it, in the next round.
pub async fn write_digests_anew(
    transaction: &mut Transaction,
    id: OpportunityId,
    now: Moment,
) -> sqlx::Result<()> {
    let text = format!(
        "delete from outbox where outbox.kind = 'digest' and {WAITS} and outbox.body_text like $1 returning account_id"
    );
    let readers: Vec<(Option<CitizenId>,)> = sql(&mut *transaction, AssertSqlSafe(text))
        .bind(format!("%/opportunities/{id}%"))
        .all()
        .await?;
    for (reader,) in readers {
        sql(
            &mut *transaction,
            "update digest set next_at = $2 where citizen_id = $1 and every <> 'off'",
        )
        .bind(reader)
        .bind(now)
        .run()
        .await?;
    }
    Ok(())
}
