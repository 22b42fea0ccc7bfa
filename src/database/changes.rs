//! The change log that every node's index follows.

use super::{Transaction, sql};
use crate::moment::Moment;
use uuid::Uuid;

/// The key of the advisory lock that makes commit order sequence order on PostgreSQL.
const CHANGE_LOCK: i64 = 0x616c_6f6e_6773;

/// One row of the change log.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Change {
    /// Grows with each commit.
    pub sequence: i64,
    /// `citizen` or `opportunity`.
    pub kind: String,
    /// Whose row changed.
    pub subject: Uuid,
}

/// Says that a citizen or an opportunity changed. The last statement before the commit: from here on no
/// other transaction can take a sequence number until this one has ended, so no reader skips a late commit.
pub async fn append(
    transaction: &mut Transaction,
    kind: &'static str,
    subject: Uuid,
    now: Moment,
) -> sqlx::Result<()> {
    if let Transaction::Postgres(_) = transaction {
        sql(&mut *transaction, "select pg_advisory_xact_lock($1)")
            .bind(CHANGE_LOCK)
            .run()
            .await?;
    }
    sql(
        transaction,
        "insert into change_log (kind, subject, at) values ($1, $2, $3)",
    )
    .bind(kind)
    .bind(subject)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Up to `limit` changes after `sequence`, oldest first.
pub async fn after(database: &super::Database, sequence: i64, limit: i64) -> sqlx::Result<Vec<Change>> {
    sql(
        database,
        "select sequence, kind, subject from change_log where sequence > $1 order by sequence limit $2",
    )
    .bind(sequence)
    .bind(limit)
    .all()
    .await
}

/// The newest sequence number; 0 when nothing ever changed.
pub async fn newest(database: &super::Database) -> sqlx::Result<i64> {
    let (newest,): (i64,) = sql(database, "select coalesce(max(sequence), 0) from change_log")
        .one()
        .await?;
    Ok(newest)
}
