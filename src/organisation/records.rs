//! The SQL of organisations and their officers.

use std::collections::HashMap;

use super::{Officer, Organisation, OrganisationId, Standing};
use crate::{
    account::{AccountId, Email},
    database::{Database, Target, Transaction, sql},
    moment::Moment,
};

const COLUMNS: &str =
    "select id, name, kind, website, responsible, status, applied_at, reason from organisation";

/// An organisation that waits for a steward, with the officer who asked.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Application {
    /// The organisation.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Applied at.
    pub applied_at: Moment,
    /// The officer's name.
    pub called: String,
}

/// The organisation with this id.
pub async fn load(target: impl Into<Target<'_>>, id: OrganisationId) -> sqlx::Result<Option<Organisation>> {
    sql(target, sqlx::AssertSqlSafe(format!("{COLUMNS} where id = $1")))
        .bind(id)
        .optional()
        .await
}

/// The officer with this account, and for whom they act.
pub async fn officer(
    database: &Database,
    account: AccountId,
) -> sqlx::Result<Option<(Officer, Organisation)>> {
    let officer: Option<Officer> = sql(
        database,
        "select account_id, organisation_id, called, job, verified_at from officer
         where account_id = $1 and ended_at is null",
    )
    .bind(account)
    .optional()
    .await?;
    let Some(officer) = officer else {
        return Ok(None);
    };
    let organisation = load(database, officer.organisation_id).await?;
    Ok(organisation.map(|organisation| (officer, organisation)))
}

/// Everybody who acts for an organisation now, with their address.
pub async fn officers(
    target: impl Into<Target<'_>>,
    id: OrganisationId,
) -> sqlx::Result<Vec<(AccountId, String, String, Option<Email>)>> {
    sql(
        target,
        "select officer.account_id, officer.called, officer.job, account.email
         from officer join account on account.id = officer.account_id and account.status = 'active'
         where officer.organisation_id = $1 and officer.ended_at is null order by officer.called",
    )
    .bind(id)
    .all()
    .await
}

/// Organisations to verify, the longest waiting first. One appears once its officer's address is confirmed.
pub async fn applications(database: &Database) -> sqlx::Result<Vec<Application>> {
    sql(
        database,
        "select organisation.id, organisation.name, organisation.applied_at, min(officer.called) as called
         from organisation
         join officer on officer.organisation_id = organisation.id
         join account on account.id = officer.account_id and account.status = 'active'
         where organisation.status = 'applied'
         group by organisation.id, organisation.name, organisation.applied_at
         order by organisation.applied_at",
    )
    .all()
    .await
}

/// Sets when the organisation of this officer began to wait for a steward.
pub async fn wait_from(transaction: &mut Transaction, officer: AccountId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update organisation set applied_at = $2 where status = 'applied'
         and id = (select organisation_id from officer where account_id = $1)",
    )
    .bind(officer)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Every organisation a steward has decided about, by name.
pub async fn decided(database: &Database) -> sqlx::Result<Vec<Organisation>> {
    sql(
        database,
        sqlx::AssertSqlSafe(format!(
            "{COLUMNS} where status <> 'applied' order by lower(name), id"
        )),
    )
    .all()
    .await
}

/// Adds an organisation.
pub async fn insert(transaction: &mut Transaction, organisation: &Organisation) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into organisation (id, name, kind, website, responsible, status, applied_at, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(organisation.id)
    .bind(organisation.name.clone())
    .bind(organisation.kind)
    .bind(organisation.website.clone())
    .bind(organisation.responsible.clone())
    .bind(organisation.status)
    .bind(organisation.applied_at)
    .bind(organisation.reason.clone())
    .run()
    .await?;
    Ok(())
}

/// Adds somebody who acts for an organisation.
pub async fn insert_officer(transaction: &mut Transaction, officer: &Officer) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into officer (account_id, organisation_id, called, job, verified_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(officer.account_id)
    .bind(officer.organisation_id)
    .bind(officer.called.clone())
    .bind(officer.job.clone())
    .bind(officer.verified_at)
    .run()
    .await?;
    Ok(())
}

/// Forgets the application of an officer who never confirmed the address and begins again.
pub async fn delete_officer(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    sql(&mut *transaction, "delete from officer where account_id = $1")
        .bind(account)
        .run()
        .await?;
    sql(
        transaction,
        "delete from organisation where status = 'applied'
         and id not in (select organisation_id from officer)
         and id not in (select organisation_id from opportunity)",
    )
    .run()
    .await?;
    Ok(())
}

/// A steward's decision; `false` when the organisation does not stand at one of `from` (any more).
pub async fn decide(
    transaction: &mut Transaction,
    id: OrganisationId,
    from: &[Standing],
    to: Standing,
    decision: Decision,
) -> sqlx::Result<bool> {
    let found = load(&mut *transaction, id).await?;
    let Some(before) = found.map(|organisation| organisation.status) else {
        return Ok(false);
    };
    if !from.contains(&before) {
        return Ok(false);
    }
    let rows = sql(
        &mut *transaction,
        "update organisation set status = $2, reason = $3, decided_at = $4, decided_by = $5
         where id = $1 and status = $6",
    )
    .bind(id)
    .bind(to)
    .bind(decision.reason)
    .bind(decision.at)
    .bind(decision.by)
    .bind(before)
    .run()
    .await?;
    if rows == 1 && to == Standing::Verified {
        sql(
            transaction,
            "update officer set verified_at = $2
             where organisation_id = $1 and verified_at is null and ended_at is null
             and account_id in (select id from account where status = 'active')",
        )
        .bind(id)
        .bind(decision.at)
        .run()
        .await?;
    }
    Ok(rows == 1)
}

/// Who decided, when and why.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The steward.
    pub by: AccountId,
    /// The reason, told to the officers.
    pub reason: Option<String>,
    /// When.
    pub at: Moment,
}

/// The names of these organisations.
pub async fn names(
    database: &Database,
    ids: &[OrganisationId],
) -> sqlx::Result<HashMap<OrganisationId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|number| format!("${number}")).collect();
    let text = format!(
        "select id, name from organisation where id in ({})",
        marks.join(", ")
    );
    let mut statement = sql(database, sqlx::AssertSqlSafe(text));
    for id in ids {
        statement = statement.bind(*id);
    }
    let rows: Vec<(OrganisationId, String)> = statement.all().await?;
    Ok(rows.into_iter().collect())
}

/// The verified organisations, by name.
pub async fn verified(database: &Database) -> sqlx::Result<Vec<(OrganisationId, String)>> {
    sql(
        database,
        "select id, name from organisation where status = 'verified' order by name, id",
    )
    .all()
    .await
}
