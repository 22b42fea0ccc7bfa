//! The SQL of forming a group.

use crate::{
    database::{Database, Transaction, sql},
    invitation::{InvitationId, Place},
    moment::Moment,
    opportunity::OpportunityId,
};

/// Opportunities whose group can be formed: the reply-by date has come, and no wave is held.
pub async fn due(database: &Database, now: Moment) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        database,
        "select id from opportunity where state = 'inviting' and reply_by <= $1
         and not exists (select 1 from wave where wave.opportunity_id = opportunity.id and wave.state = 'held')
         order by reply_by, id",
    )
    .bind(now)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Invitations with a yes and no place yet: new ones, and those who come next from an earlier wave.
pub async fn willing(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<Vec<InvitationId>> {
    ids(
        transaction,
        "select i.id from invitation i join account a on a.id = i.citizen_id
         where i.opportunity_id = $1 and i.answer in ('yes', 'yes-with-support') and a.status = 'active'
           and ((i.place is null and i.state in ('held', 'sent')) or i.place = 'alternate')
         order by i.id",
        id,
    )
    .await
}

/// Those who come next.
pub async fn alternates(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<Vec<InvitationId>> {
    ids(
        transaction,
        "select i.id from invitation i join account a on a.id = i.citizen_id
         where i.opportunity_id = $1 and i.place = 'alternate' and a.status = 'active' order by i.id",
        id,
    )
    .await
}

async fn ids(
    transaction: &mut Transaction,
    text: &'static str,
    id: OpportunityId,
) -> sqlx::Result<Vec<InvitationId>> {
    let rows: Vec<(InvitationId,)> = sql(transaction, text).bind(id).all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Writes down what was decided about somebody; a chance that is known already stays.
pub async fn set_place(
    transaction: &mut Transaction,
    id: InvitationId,
    place: Place,
    chance: Option<i64>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update invitation set place = $2, place_at = $3, chance = coalesce($4, chance) where id = $1",
    )
    .bind(id)
    .bind(place)
    .bind(now)
    .bind(chance)
    .run()
    .await?;
    Ok(())
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
