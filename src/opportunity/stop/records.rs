//! The SQL of stopping opportunities.
//!
//! Whoever stops or starts something holds the rows of the opportunities first and the row of the organisation second,
//! always in this order, so that a stop and a release, or a draw, in the same second take their turns.

use super::Stop;
use crate::{
    database::{Target, Transaction, changes, sql},
    moment::Moment,
    opportunity::{OpportunityId, State},
    organisation::OrganisationId,
};

/// Keeps everybody else from changing any opportunity of an organisation until the transaction ends, and says which
/// there are.
pub async fn lock_all(
    transaction: &mut Transaction,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<(OpportunityId, State)>> {
    if let Transaction::Postgres(_) = transaction {
        sql(
            &mut *transaction,
            "select id from opportunity where organisation_id = $1 order by id for update",
        )
        .bind(organisation)
        .run()
        .await?;
    }
    all(transaction, organisation).await
}

/// The opportunities of an organisation, and where they stand.
pub async fn all(
    transaction: &mut Transaction,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<(OpportunityId, State)>> {
    sql(
        transaction,
        "select id, state from opportunity where organisation_id = $1 order by id",
    )
    .bind(organisation)
    .all()
    .await
}

/// Where an opportunity stands, with its row held until the transaction ends.
pub async fn lock(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<Option<State>> {
    let row: Option<(State,)> = sql(
        transaction,
        "update opportunity set state = state where id = $1 returning state",
    )
    .bind(id)
    .optional()
    .await?;
    Ok(row.map(|(state,)| state))
}

/// Whether the organisation of an opportunity is verified, and stays so until the transaction ends.
pub async fn is_verified(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<bool> {
    let text = "select status from organisation where status = 'verified'
        and id = (select organisation_id from opportunity where opportunity.id = $1)";
    let held = match transaction {
        Transaction::Postgres(_) => " for share",
        Transaction::Sqlite(_) => "",
    };
    let row: Option<(String,)> = sql(transaction, sqlx::AssertSqlSafe(format!("{text}{held}")))
        .bind(id)
        .optional()
        .await?;
    Ok(row.is_some())
}

/// Stops an opportunity whose row is held; `from` is the state to which it goes back.
pub async fn set(
    transaction: &mut Transaction,
    id: OpportunityId,
    from: State,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update opportunity set state = 'stopped', stopped_from = $2, stopped_at = $3, changed_at = $3 where id = $1",
    )
    .bind(id)
    .bind(from)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "opportunity", id.0, now).await
}

/// What is kept about the stop of an opportunity; `None` when it is not stopped.
pub async fn load(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<Option<Stop>> {
    sql(
        target,
        "select stopped_from, stopped_at, taken_down_at, taken_down_because from opportunity
         where id = $1 and state = 'stopped'",
    )
    .bind(id)
    .optional()
    .await
}

/// Notes that a steward takes an opportunity down, and why; `false` when one did before.
pub async fn take_down(
    transaction: &mut Transaction,
    id: OpportunityId,
    because: &str,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update opportunity set taken_down_at = $2, taken_down_because = $3 where id = $1 and taken_down_at is null",
    )
    .bind(id)
    .bind(now)
    .bind(because.to_owned())
    .run()
    .await?;
    Ok(rows == 1)
}

/// Notes that it is not taken down any more; `false` when it was not.
pub async fn put_back(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update opportunity set taken_down_at = null, taken_down_because = null
         where id = $1 and taken_down_at is not null",
    )
    .bind(id)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Lets an opportunity go on where it was; answers are taken until `reply_by`.
pub async fn lift(
    transaction: &mut Transaction,
    id: OpportunityId,
    reply_by: Option<Moment>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update opportunity set state = stopped_from, stopped_from = null, stopped_at = null, reply_by = $2,
             changed_at = $3
         where id = $1 and state = 'stopped'",
    )
    .bind(id)
    .bind(reply_by)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "opportunity", id.0, now).await
}
