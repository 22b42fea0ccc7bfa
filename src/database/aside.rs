//! What is done beside pages and workers, on a connection of its own: to see whether a write is possible, and to wipe
//! what was deleted from the file.

use std::time::Duration;

use super::{Database, Failure, On, Target, Transaction, opening, sql, transaction::Open};
use crate::moment::{HOUR, MINUTE, Moment};

/// A write that is not on disk within this time counts as not possible, milliseconds.
const TRY_MILLISECONDS: u64 = 900;

impl Database {
    /// Whether a write is possible now: one row is written, taken away again and brought to disk.
    ///
    /// # Errors
    /// Says why not.
    pub async fn try_write(&self) -> Result<(), Failure> {
        let tried = tokio::time::timeout(Duration::from_millis(TRY_MILLISECONDS), self.write_and_delete());
        match (tried.await, self) {
            (Ok(Ok(())), _) => Ok(()),
            // A server that says nothing is gone; a file that cannot be had is taken.
            (Err(_) | Ok(Err(sqlx::Error::PoolTimedOut)), Self::Postgres(_)) => Err(Failure::Away),
            (Err(_), Self::Sqlite { .. }) => Err(Failure::Busy),
            (Ok(Err(error)), _) => Err(Failure::of(&error).unwrap_or(Failure::Away)),
        }
    }

    async fn write_and_delete(&self) -> sqlx::Result<()> {
        let mut transaction = match self {
            Self::Sqlite { aside, .. } => {
                Transaction::Sqlite(Open::begin(aside, opening::BEGIN_SQLITE).await?)
            }
            Self::Postgres(server) => Transaction::Postgres(Open::begin(&server.aside, "begin").await?),
        };
        let text = "insert into installation (name, value) values ('written', $1)";
        sql(&mut transaction, text).bind(vec![0_u8]).run().await?;
        sql(
            &mut transaction,
            "delete from installation where name = 'written'",
        )
        .run()
        .await?;
        transaction.commit().await
    }

    /// The number of the last deletion that is due to be wiped; none when there is nothing to do at `now`.
    pub async fn wipe_due(&self, now: Moment) -> sqlx::Result<Option<i64>> {
        let text = "select max(number) from wipe where due_at <= $1 having max(number) is not null";
        let last: Option<(i64,)> = sql(self, text).bind(now).optional().await?;
        Ok(last.map(|(last,)| last))
    }

    /// Copies the write-ahead log into the file and empties it, so that nothing that was deleted is in either.
    /// `false` while somebody reads an older state (a backup, a shell). PostgreSQL keeps deleted rows in its own way;
    /// the README says for how long.
    pub async fn wipe(&self) -> sqlx::Result<bool> {
        let Self::Sqlite { aside, .. } = self else {
            return Ok(true);
        };
        let file = Target::Sqlite(On::Pools(aside, aside));
        let (busy, _, _): (i64, i64, i64) = sql(file, "pragma wal_checkpoint(truncate)").one().await?;
        Ok(busy == 0)
    }

    /// Notes that everything up to the deletion `last` is wiped, or is to be tried again in a minute. Several nodes may
    /// have copies to wipe, so that on PostgreSQL the note stays for an hour, for each of them to see it.
    pub async fn note_wipe(&self, last: i64, is_wiped: bool, now: Moment) -> sqlx::Result<()> {
        let seen_by_all = match self {
            Self::Sqlite { .. } => now,
            Self::Postgres(_) => now.plus(-HOUR),
        };
        let noted = if is_wiped {
            sql(self, "delete from wipe where number <= $1 and asked_at <= $2")
                .bind(last)
                .bind(seen_by_all)
        } else {
            sql(self, "update wipe set due_at = $2 where number <= $1")
                .bind(last)
                .bind(now.plus(MINUTE))
        };
        noted.run().await?;
        Ok(())
    }

    /// How often something was deleted that is not wiped from the embedded file yet.
    pub async fn waits_to_be_wiped(&self) -> sqlx::Result<i64> {
        if let Self::Postgres(_) = self {
            return Ok(0);
        }
        let (number,): (i64,) = sql(self, "select count(*) from wipe").one().await?;
        Ok(number)
    }
}

/// Asks, in the transaction that deletes what nobody may read again, for it to be wiped from the files.
pub async fn ask_to_wipe(transaction: &mut Transaction, now: Moment) -> sqlx::Result<()> {
    let text = "insert into wipe (asked_at, due_at) values ($1, $1)";
    sql(transaction, text).bind(now).run().await?;
    Ok(())
}
