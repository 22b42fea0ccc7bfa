//! Turns: what counts first and writes then, one at a time over all nodes.

use super::{Transaction, sql};

/// Waits until no other transaction has the turn `name`, and keeps it until this one ends. Whoever counts rows in
/// order to decide whether one more may be written takes the turn first: two that count at once would both write.
/// SQLite has one writer, and needs none.
pub async fn take(transaction: &mut Transaction, name: &str) -> sqlx::Result<()> {
    if let Transaction::Postgres(_) = transaction {
        sql(
            transaction,
            "select pg_advisory_xact_lock(hashtextextended($1, 0))",
        )
        .bind(name.to_owned())
        .run()
        .await?;
    }
    Ok(())
}
