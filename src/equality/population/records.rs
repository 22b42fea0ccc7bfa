//! The SQL of the population.

use crate::{
    database::{Database, Transaction, sql},
    equality::population::Share,
    moment::Moment,
};

/// Every share, as the file had them.
pub async fn all(database: &Database) -> sqlx::Result<Vec<Share>> {
    sql(
        database,
        "select feature, value, share, source from population_share order by place",
    )
    .all()
    .await
}

/// Since when the present figures stand; `None` when there are none.
pub async fn since(database: &Database) -> sqlx::Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = sql(database, "select max(at) from population_share")
        .one()
        .await?;
    Ok(at)
}

/// Puts these shares in the place of all others.
pub async fn replace(transaction: &mut Transaction, shares: &[Share], now: Moment) -> sqlx::Result<()> {
    sql(&mut *transaction, "delete from population_share")
        .run()
        .await?;
    for (place, share) in (0_i64..).zip(shares) {
        sql(
            &mut *transaction,
            "insert into population_share (place, feature, value, share, source, at) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(place)
        .bind(share.feature)
        .bind(share.value.clone())
        .bind(share.hundredths)
        .bind(share.source.clone())
        .bind(now)
        .run()
        .await?;
    }
    Ok(())
}
