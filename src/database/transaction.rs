//! Transactions on a connection of a pool. One that did not end as it should keeps its connection from the pool.

use std::{
    ops::{Deref, DerefMut},
    time::Duration,
};

use sqlx::{Postgres, SqlSafeStr, Sqlite, pool::PoolConnection};
use sqlx_core::transaction::TransactionManager;

use super::{On, Target, opening::WRITE_SECONDS};

/// An open transaction; dropping it rolls back.
#[derive(Debug)]
pub enum Transaction {
    /// On the embedded file.
    Sqlite(Open<Sqlite>),
    /// On a PostgreSQL server.
    Postgres(Open<Postgres>),
}

/// The connection of an open transaction.
#[derive(Debug)]
pub struct Open<D: sqlx::Database> {
    connection: PoolConnection<D>,
    /// The database said that it ended.
    has_ended: bool,
}

impl Transaction {
    /// Makes everything in this transaction durable.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(open) => open.commit().await,
            Self::Postgres(open) => open.commit().await,
        }
    }
}

impl<'c> From<&'c mut Transaction> for Target<'c> {
    fn from(transaction: &'c mut Transaction) -> Self {
        match transaction {
            Transaction::Sqlite(open) => Self::Sqlite(On::Connection(&mut **open)),
            Transaction::Postgres(open) => Self::Postgres(On::Connection(&mut **open)),
        }
    }
}

impl<D: sqlx::Database> Open<D> {
    /// Takes a connection and begins, both together within [`WRITE_SECONDS`]: a page says then that we are busy.
    pub(super) async fn begin(pool: &sqlx::Pool<D>, statement: &'static str) -> sqlx::Result<Self> {
        let begun = async {
            let mut connection = pool.acquire().await?;
            D::TransactionManager::begin(&mut connection, Some(statement.into_sql_str())).await?;
            Ok(Self {
                connection,
                has_ended: false,
            })
        };
        let patience = Duration::from_secs(WRITE_SECONDS);
        let begun = tokio::time::timeout(patience, begun).await;
        begun.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// Makes everything durable. When that fails, nobody knows in which state the connection is: it is closed, and
    /// whatever comes next gets a new one.
    ///
    /// That holds for a failed `fsync` as well, after which a kernel may call pages clean that are not on disk. A new
    /// connection of SQLite appends after the last commit that was synced, so that it writes every page of the failed
    /// one anew before it syncs again, and a checkpoint that failed copies all its pages again. PostgreSQL ends itself
    /// and reads its log again.
    pub(super) async fn commit(mut self) -> sqlx::Result<()> {
        let committed = D::TransactionManager::commit(&mut self.connection).await;
        if committed.is_err() {
            self.connection.close_on_drop();
        }
        self.has_ended = committed.is_ok();
        committed
    }
}

impl<D: sqlx::Database> Drop for Open<D> {
    fn drop(&mut self) {
        if !self.has_ended {
            D::TransactionManager::start_rollback(&mut self.connection);
        }
    }
}

impl<D: sqlx::Database> Deref for Open<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        &self.connection
    }
}

impl<D: sqlx::Database> DerefMut for Open<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        &mut self.connection
    }
}

/// Whether the transactions of this connection have ended on both sides: what waits to be rolled back is rolled
/// back first. A connection that believes to be in a transaction that its database has ended can begin none.
pub(super) async fn is_at_rest<D: sqlx::Database>(connection: &mut D::Connection) -> sqlx::Result<bool> {
    sqlx::Connection::ping(connection).await?;
    Ok(D::TransactionManager::get_transaction_depth(connection) == 0)
}
