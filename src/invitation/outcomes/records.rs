//! The SQL of telling everybody.

use sqlx::AssertSqlSafe;

use crate::{
    database::{Transaction, sql},
    invitation::{Invitation, InvitationId, records::COLUMNS},
    moment::Moment,
    opportunity::OpportunityId,
};

/// Of `invitation`: its letter reached somebody, as far as anybody knows, who still takes our letters at `$2`, also
/// for this organisation: whoever put themselves forward after blocking it wants to hear from it.
const CAN_HEAR: &str = "state in ('sent', 'closed') and coalesce(answer, '') <> 'stop'
    and exists (select 1 from outbox where outbox.invitation_id = invitation.id
                and outbox.kind = 'invitation' and outbox.way <> 'copy'
                and outbox.state in ('accepted', 'unknown'))
    and exists (select 1 from account join citizen on citizen.id = account.id
                where account.id = invitation.citizen_id and account.status = 'active'
                  and (citizen.paused_until is null or citizen.paused_until <= $2))
    and exists (select 1 from consent given where given.citizen_id = invitation.citizen_id
                and given.purpose = 'invitations' and given.given
                and not exists (select 1 from consent later where later.citizen_id = given.citizen_id
                                and later.purpose = given.purpose and later.number > given.number))
    and not exists (select 1 from organisation_block b join opportunity o on o.organisation_id = b.organisation_id
                    where b.citizen_id = invitation.citizen_id and o.id = invitation.opportunity_id
                      and not exists (select 1 from put_forward p where p.citizen_id = b.citizen_id
                                      and p.opportunity_id = o.id and p.at >= b.created_at))";

/// Whether somebody can be told something about an invitation: who has a place always.
pub async fn can_hear(transaction: &mut Transaction, id: InvitationId, now: Moment) -> sqlx::Result<bool> {
    let text = format!(
        "select count(*) from invitation where invitation.id = $1 and (invitation.place = 'place' or ({CAN_HEAR}))"
    );
    let (number,): (i64,) = sql(transaction, AssertSqlSafe(text))
        .bind(id)
        .bind(now)
        .one()
        .await?;
    Ok(number > 0)
}

/// Invitations that end now without a yes, whose people can be told.
pub async fn others(
    transaction: &mut Transaction,
    id: OpportunityId,
    now: Moment,
) -> sqlx::Result<Vec<Invitation>> {
    let text = format!(
        "{COLUMNS} where opportunity_id = $1 and state = 'sent' and place is null
         and coalesce(answer, '') not in ('yes', 'yes-with-support') and {CAN_HEAR} order by id"
    );
    sql(transaction, AssertSqlSafe(text))
        .bind(id)
        .bind(now)
        .all()
        .await
}

/// Invitations of an opportunity that is called off, whose people wait for something: who has a place or a turn,
/// said yes, or can still answer. Who has a place is told whatever else they want from us.
pub async fn waiting(
    transaction: &mut Transaction,
    id: OpportunityId,
    now: Moment,
) -> sqlx::Result<Vec<Invitation>> {
    let text = format!(
        "{COLUMNS} where opportunity_id = $1 and (place = 'place'
           or (({CAN_HEAR}) and (place = 'alternate' or state = 'sent')
               and coalesce(answer, '') not in ('not-this', 'not-now')))
         order by id"
    );
    sql(transaction, AssertSqlSafe(text))
        .bind(id)
        .bind(now)
        .all()
        .await
}

/// Keeps why the host called it off. Nobody is looked for any more.
pub async fn set_because(
    transaction: &mut Transaction,
    id: OpportunityId,
    because: &str,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update opportunity set cancelled_because = $2, refill_at = null where id = $1",
    )
    .bind(id)
    .bind(because.to_owned())
    .run()
    .await?;
    Ok(())
}
