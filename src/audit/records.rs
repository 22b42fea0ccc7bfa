//! The SQL of the audit.

use super::{Action, Entry, Noted};
use crate::{
    citizen::CitizenId,
    database::{Database, Transaction, sql, turns},
    moment::Moment,
    organisation::OrganisationId,
};

crate::id!(
    /// A row of the audit.
    AuditId
);

const NOTED: &str = "select audit.at, audit.action, audit.detail, account.role,
        nullif(officer.called, '') as called,
        organisation.name as organisation, opportunity.title as opportunity
    from audit
    left join account on account.id = audit.actor_id
    left join officer on officer.account_id = audit.actor_id
    left join organisation on organisation.id = audit.organisation_id
    left join opportunity on opportunity.id = audit.opportunity_id";

/// Notes something in the transaction in which it happens.
pub async fn insert(transaction: &mut Transaction, entry: &Entry, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into audit (id, at, actor_id, organisation_id, citizen_id, opportunity_id, action, detail)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(AuditId::new(now))
    .bind(now)
    .bind(entry.actor)
    .bind(entry.organisation)
    .bind(entry.citizen)
    .bind(entry.opportunity)
    .bind(entry.action)
    .bind(entry.detail.clone())
    .run()
    .await?;
    Ok(())
}

/// Everything that was noted about one person, the newest first.
pub async fn about(database: &Database, citizen: CitizenId) -> sqlx::Result<Vec<Noted>> {
    sql(
        database,
        sqlx::AssertSqlSafe(format!(
            "{NOTED} where audit.citizen_id = $1 order by audit.at desc, audit.id desc"
        )),
    )
    .bind(citizen)
    .all()
    .await
}

/// The newest `limit` entries of one action, for the steward.
pub async fn latest(database: &Database, action: Action, limit: i64) -> sqlx::Result<Vec<Noted>> {
    sql(
        database,
        sqlx::AssertSqlSafe(format!(
            "{NOTED} where audit.action = $1 order by audit.at desc, audit.id desc limit $2"
        )),
    )
    .bind(action)
    .bind(limit)
    .all()
    .await
}

/// How often an organisation did something since midnight in the United Kingdom. Until the transaction ends, nobody
/// else counts the same: what is noted next is counted by whoever comes then.
pub async fn count_today(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    action: Action,
    now: Moment,
) -> sqlx::Result<i64> {
    let turn = format!("{} {organisation}", action.slug());
    turns::take(&mut *transaction, &turn).await?;
    let yesterday = now.day().yesterday().map_or(Moment(0), Moment::end_of);
    let (count,): (i64,) = sql(
        transaction,
        "select count(*) from audit where organisation_id = $1 and action = $2 and at > $3",
    )
    .bind(organisation)
    .bind(action)
    .bind(yesterday)
    .one()
    .await?;
    Ok(count)
}
