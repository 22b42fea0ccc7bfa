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

/// A fact that was remembered under `name`.
pub async fn fact(database: &Database, name: &str) -> sqlx::Result<Option<Vec<u8>>> {
    let found: Option<(Vec<u8>,)> = sql(database, "select value from installation where name = $1")
        .bind(name.to_owned())
        .optional()
        .await?;
    Ok(found.map(|(value,)| value))
}

/// Remembers a fact under `name`, in place of an earlier one.
pub async fn remember(database: &Database, name: &str, value: &[u8]) -> sqlx::Result<()> {
    sql(
        database,
        "insert into installation (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
    )
    .bind(name.to_owned())
    .bind(value.to_vec())
    .run()
    .await?;
    Ok(())
}
