//! The SQL of further waves.

use crate::{
    database::{Database, Transaction, sql},
    moment::Moment,
    opportunity::OpportunityId,
};

/// Notes that places are free, unless there are places for everyone.
pub async fn note(transaction: &mut Transaction, id: OpportunityId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update opportunity set refill_at = $2 where id = $1 and (state = 'formed' or stopped_from = 'formed')
         and places > (select count(*) from invitation i where i.opportunity_id = $1 and i.place = 'place')",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Opportunities with free places.
pub async fn due(database: &Database, now: Moment) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        database,
        "select id from opportunity where refill_at <= $1 and state <> 'stopped' order by refill_at, id",
    )
    .bind(now)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Takes the turn until `again_at`, when another worker takes it up if nothing came of it; `false` when another
/// worker was faster.
pub async fn take(
    database: &Database,
    id: OpportunityId,
    again_at: Moment,
    now: Moment,
) -> sqlx::Result<bool> {
    let mut transaction = database.begin().await?;
    let rows = sql(
        &mut transaction,
        "update opportunity set refill_at = $2 where id = $1 and refill_at <= $3",
    )
    .bind(id)
    .bind(again_at)
    .bind(now)
    .run()
    .await?;
    transaction.commit().await?;
    Ok(rows == 1)
}

/// Ends a turn that was taken until `again_at`. Places that came free since have their own.
pub async fn end(database: &Database, id: OpportunityId, again_at: Moment) -> sqlx::Result<()> {
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "update opportunity set refill_at = null where id = $1 and refill_at = $2",
    )
    .bind(id)
    .bind(again_at)
    .run()
    .await?;
    transaction.commit().await
}
