//! The SQL of why people say no.

use super::Quarter;
use crate::{
    database::{
        Database, Transaction, sql,
        values::{parse_slugs, slug_list},
    },
    organisation::OrganisationId,
};

/// Whether a quarter is summed up.
pub async fn is_summed_up(database: &Database, quarter: &str) -> sqlx::Result<bool> {
    let found: Option<(Vec<u8>,)> = sql(
        database,
        "select value from installation where name = 'summed-up-quarter' and value = $1",
    )
    .bind(quarter.as_bytes().to_vec())
    .optional()
    .await?;
    Ok(found.is_some())
}

/// Takes the right to sum up a quarter: true for one transaction only, the others wait for it.
pub async fn begin(transaction: &mut Transaction, quarter: &str) -> sqlx::Result<bool> {
    sql(
        &mut *transaction,
        "insert into installation (name, value) values ('summed-up-quarter', $1) on conflict (name) do nothing",
    )
    .bind(Vec::<u8>::new())
    .run()
    .await?;
    let rows = sql(
        transaction,
        "update installation set value = $1 where name = 'summed-up-quarter' and value <> $1",
    )
    .bind(quarter.as_bytes().to_vec())
    .run()
    .await?;
    Ok(rows == 1)
}

/// How many people gave each reason for a no in a quarter, for each organisation. Everybody counts once for an
/// organisation, with their last no: one person who says no again and again is one person.
pub async fn answers(
    transaction: &mut Transaction,
    quarter: &Quarter,
) -> sqlx::Result<Vec<(OrganisationId, String, i64)>> {
    sql(
        transaction,
        "select o.organisation_id, i.reason, count(*) from invitation i
         join opportunity o on o.id = i.opportunity_id
         where i.answered_at >= $1 and i.answered_at < $2 and i.answer in ('not-this', 'not-now', 'stop')
           and i.reason is not null and not exists (
             select 1 from invitation later join opportunity other on other.id = later.opportunity_id
             where later.citizen_id = i.citizen_id and other.organisation_id = o.organisation_id
               and later.answered_at >= $1 and later.answered_at < $2 and later.reason is not null
               and later.answer in ('not-this', 'not-now', 'stop')
               and (later.answered_at > i.answered_at or (later.answered_at = i.answered_at and later.id > i.id)))
         group by o.organisation_id, i.reason",
    )
    .bind(quarter.from)
    .bind(quarter.until)
    .all()
    .await
}

/// Keeps the advice of a quarter.
pub async fn insert(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    quarter: &str,
    reasons: &[String],
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into advice (organisation_id, quarter, reasons) values ($1, $2, $3)
         on conflict (organisation_id, quarter) do nothing",
    )
    .bind(organisation)
    .bind(quarter.to_owned())
    .bind(slug_list(reasons))
    .run()
    .await?;
    Ok(())
}

/// The advice for an organisation, quarter by quarter, the newest first.
pub async fn of_organisation(
    database: &Database,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<(String, Vec<String>)>> {
    let rows: Vec<(String, String)> = sql(
        database,
        "select quarter, reasons from advice where organisation_id = $1 order by quarter desc",
    )
    .bind(organisation)
    .all()
    .await?;
    Ok(rows
        .into_iter()
        .map(|(quarter, reasons)| (quarter, parse_slugs(&reasons)))
        .collect())
}
