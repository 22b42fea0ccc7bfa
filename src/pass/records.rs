//! The SQL of passes.

use uuid::Uuid;

use super::Purpose;
use crate::{
    database::{Database, Transaction, sql},
    moment::Moment,
};

/// Stores a pass in place of the one that the same browser had for the same purpose.
pub async fn insert(
    transaction: &mut Transaction,
    hash: Vec<u8>,
    purpose: Purpose,
    subject: Uuid,
    expires_at: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into pass (hash, purpose, subject, expires_at) values ($1, $2, $3, $4)
         on conflict (hash) do update set subject = excluded.subject, expires_at = excluded.expires_at",
    )
    .bind(hash)
    .bind(purpose)
    .bind(subject)
    .bind(expires_at)
    .run()
    .await?;
    Ok(())
}

/// What a pass opens, while it lasts.
pub async fn find(database: &Database, hash: Vec<u8>, now: Moment) -> sqlx::Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = sql(
        database,
        "select subject from pass where hash = $1 and expires_at > $2",
    )
    .bind(hash)
    .bind(now)
    .optional()
    .await?;
    Ok(found.map(|(subject,)| subject))
}

/// Forgets passes that have ended.
pub async fn delete_expired(transaction: &mut Transaction, now: Moment) -> sqlx::Result<()> {
    sql(transaction, "delete from pass where expires_at <= $1")
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Ends every pass to `subject`.
pub async fn end(transaction: &mut Transaction, subject: Uuid) -> sqlx::Result<()> {
    sql(transaction, "delete from pass where subject = $1")
        .bind(subject)
        .run()
        .await?;
    Ok(())
}
