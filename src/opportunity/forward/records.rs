//! Who put themselves forward, in the database.

use crate::{
    citizen::CitizenId,
    database::{Target, Transaction, changes, sql},
    moment::Moment,
    opportunity::OpportunityId,
};

/// Notes that somebody put themselves forward; `false` when they had already.
pub async fn insert(
    transaction: &mut Transaction,
    id: OpportunityId,
    citizen: CitizenId,
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        &mut *transaction,
        "insert into put_forward (opportunity_id, citizen_id, at) values ($1, $2, $3) \
         on conflict (opportunity_id, citizen_id) do nothing",
    )
    .bind(id)
    .bind(citizen)
    .bind(now)
    .run()
    .await?;
    if done == 0 {
        return Ok(false);
    }
    changes::append(transaction, "opportunity", id.0, now).await?;
    Ok(true)
}

/// Takes it back; `false` when there was nothing to take back.
pub async fn delete(
    transaction: &mut Transaction,
    id: OpportunityId,
    citizen: CitizenId,
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        &mut *transaction,
        "delete from put_forward where opportunity_id = $1 and citizen_id = $2",
    )
    .bind(id)
    .bind(citizen)
    .run()
    .await?;
    if done == 0 {
        return Ok(false);
    }
    changes::append(transaction, "opportunity", id.0, now).await?;
    Ok(true)
}

/// Who put themselves forward, first come first.
pub async fn ids(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<Vec<CitizenId>> {
    let rows: Vec<(CitizenId,)> = sql(
        target,
        "select citizen_id from put_forward where opportunity_id = $1 order by at, citizen_id",
    )
    .bind(id)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(citizen,)| citizen).collect())
}

/// Whether this person put themselves forward.
pub async fn has(target: impl Into<Target<'_>>, id: OpportunityId, citizen: CitizenId) -> sqlx::Result<bool> {
    let row: Option<(i64,)> = sql(
        target,
        "select cast(1 as bigint) from put_forward where opportunity_id = $1 and citizen_id = $2",
    )
    .bind(id)
    .bind(citizen)
    .optional()
    .await?;
    Ok(row.is_some())
}

/// For what somebody put themselves forward, the newest first.
pub async fn of_citizen(
    target: impl Into<Target<'_>>,
    citizen: CitizenId,
) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        target,
        "select opportunity_id from put_forward where citizen_id = $1 order by at desc, opportunity_id desc",
    )
    .bind(citizen)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
