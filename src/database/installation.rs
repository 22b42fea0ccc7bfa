//! Small facts that all nodes of an installation share.

use super::{Database, sql};

/// The installation's secret, made by `random` the first time anybody asks. It keys hashes and noise.
pub async fn secret(database: &Database, random: impl FnOnce() -> [u8; 32]) -> anyhow::Result<[u8; 32]> {
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "insert into installation (name, value) values ('secret', $1) on conflict (name) do nothing",
    )
    .bind(random().to_vec())
    .run()
    .await?;
    let (secret,): (Vec<u8>,) = sql(
        &mut transaction,
        "select value from installation where name = 'secret'",
    )
    .one()
    .await?;
    transaction.commit().await?;
    secret
        .try_into()
        .map_err(|_| anyhow::anyhow!("the installation's secret has not 32 bytes"))
}

/// Whether the database answers.
pub async fn is_reachable(database: &Database) -> sqlx::Result<()> {
    sql(database, "select 1").run().await?;
    Ok(())
}
