//! The SQL of forming a group.

use crate::{
    citizen::CitizenId,
    database::{Database, Transaction, sql},
    invitation::{InvitationId, Place},
    moment::Moment,
    opportunity::OpportunityId,
};

/// Opportunities whose group can be formed: the reply-by date has come, no wave is held, and no list waits for its
/// number or for its host.
pub async fn due(database: &Database, now: Moment) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        database,
        "select id from opportunity where state = 'inviting' and reply_by <= $1
         and not exists (select 1 from wave where wave.opportunity_id = opportunity.id and wave.state = 'held')
         and not exists (select 1 from draw where draw.opportunity_id = opportunity.id and draw.state <> 'drawn')
         order by reply_by, id",
    )
    .bind(now)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Invitations with a yes and no place yet: new ones, and those who come next from an earlier wave.
pub async fn willing(
    transaction: &mut Transaction,
    id: OpportunityId,
) -> sqlx::Result<Vec<(InvitationId, CitizenId)>> {
    sql(
        transaction,
        "select i.id, i.citizen_id from invitation i join account a on a.id = i.citizen_id
         where i.opportunity_id = $1 and i.answer in ('yes', 'yes-with-support') and a.status = 'active'
           and ((i.place is null and i.state in ('held', 'sent')) or i.place = 'alternate')
         order by i.id",
    )
    .bind(id)
    .all()
    .await
}

/// Who has a place.
pub async fn placed(
    transaction: &mut Transaction,
    id: OpportunityId,
) -> sqlx::Result<Vec<(InvitationId, CitizenId)>> {
    sql(
        transaction,
        "select id, citizen_id from invitation where opportunity_id = $1 and place = 'place' order by id",
    )
    .bind(id)
    .all()
    .await
}

/// Takes somebody's place, their turn to come next or their yes away, as they asked for.
pub async fn step_back(transaction: &mut Transaction, id: InvitationId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update invitation set back_from = place, back_at = $2, place = 'none', place_at = $2 where id = $1",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Gives somebody back what they gave back themselves; `false` when their place is not free any more.
pub async fn keep(transaction: &mut Transaction, id: InvitationId, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update invitation set place = back_from, place_at = $2, back_at = null, back_from = null
         where id = $1 and place = 'none' and back_at is not null
           and (coalesce(back_from, '') <> 'place' or exists (
               select 1 from opportunity o where o.id = invitation.opportunity_id and (o.places is null
               or o.places > (select count(*) from invitation other
                              where other.opportunity_id = o.id and other.place = 'place'))))",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Writes down what a draw decided about somebody, unless they stepped back meanwhile or have a place; a chance that
/// is known already stays.
pub async fn decide(
    transaction: &mut Transaction,
    id: InvitationId,
    place: Place,
    chance: Option<i64>,
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        transaction,
        "update invitation set place = $2, place_at = $3, chance = coalesce($4, chance)
         where id = $1 and coalesce(place, 'alternate') = 'alternate'",
    )
    .bind(id)
    .bind(place)
    .bind(now)
    .bind(chance)
    .run()
    .await?;
    Ok(done > 0)
}

/// Closes the invitations of a formed group: no answer is taken any more.
pub async fn close(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<()> {
    sql(
        transaction,
        "update invitation set state = 'closed' where opportunity_id = $1 and state in ('held', 'sent')",
    )
    .bind(id)
    .run()
    .await?;
    Ok(())
}
