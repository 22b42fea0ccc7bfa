//! The SQL of badges and contributions.

use crate::{
    badge::Visibility,
    citizen::{CitizenId, Contribution, ContributionId, Declared, DeclaredId},
    database::{Transaction, changes, sql},
    moment::Moment,
};

/// Adds a badge; `false` when the person has it already: the same badge twice is one badge.
pub async fn insert_badge(
    transaction: &mut Transaction,
    citizen: CitizenId,
    badge: &Declared,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "insert into citizen_badge (id, citizen_id, kind, badge, words, standpoint, visibility, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
    )
    .bind(badge.id)
    .bind(citizen)
    .bind(badge.kind)
    .bind(badge.badge.clone())
    .bind(badge.words.clone())
    .bind(badge.standpoint.clone())
    .bind(badge.visibility)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", citizen.0, now).await?;
    Ok(rows == 1)
}

/// Changes from where somebody speaks and who may see a badge; `false` when they have no such badge.
pub async fn update_badge(
    transaction: &mut Transaction,
    citizen: CitizenId,
    id: DeclaredId,
    standpoint: Option<String>,
    visibility: Visibility,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update citizen_badge set standpoint = $3, visibility = $4 where id = $1 and citizen_id = $2",
    )
    .bind(id)
    .bind(citizen)
    .bind(standpoint)
    .bind(visibility)
    .run()
    .await?;
    changes::append(transaction, "citizen", citizen.0, now).await?;
    Ok(rows == 1)
}

/// Says which badge of the catalogue somebody means by their own words, or none; `false` when they have no such
/// words.
pub async fn link_words(
    transaction: &mut Transaction,
    citizen: CitizenId,
    id: DeclaredId,
    badge: Option<String>,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update citizen_badge set badge = $3 where id = $1 and citizen_id = $2 and words is not null",
    )
    .bind(id)
    .bind(citizen)
    .bind(badge)
    .run()
    .await?;
    changes::append(transaction, "citizen", citizen.0, now).await?;
    Ok(rows == 1)
}

/// Takes a badge away.
pub async fn delete_badge(
    transaction: &mut Transaction,
    citizen: CitizenId,
    id: DeclaredId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "delete from citizen_badge where id = $1 and citizen_id = $2",
    )
    .bind(id)
    .bind(citizen)
    .run()
    .await?;
    changes::append(transaction, "citizen", citizen.0, now).await
}

/// Adds something somebody did; sent again with the same id, it is there once.
pub async fn insert_contribution(
    transaction: &mut Transaction,
    citizen: CitizenId,
    contribution: &Contribution,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "insert into contribution (id, citizen_id, kind, words, year, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
    )
    .bind(contribution.id)
    .bind(citizen)
    .bind(contribution.kind.clone())
    .bind(contribution.words.clone())
    .bind(contribution.year)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", citizen.0, now).await
}

/// Takes a contribution away.
pub async fn delete_contribution(
    transaction: &mut Transaction,
    citizen: CitizenId,
    id: ContributionId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "delete from contribution where id = $1 and citizen_id = $2",
    )
    .bind(id)
    .bind(citizen)
    .run()
    .await?;
    changes::append(transaction, "citizen", citizen.0, now).await
}
