//! One SQL text, two drivers: a statement is built for whichever driver is open.
//!
//! `DATABASE_URL` decides. Writes on SQLite go through one connection and begin with `BEGIN IMMEDIATE`,
//! because a deferred transaction that starts by reading cannot wait for a writer when it later wants to
//! write; reads have a pool of their own and never wait for a writer.

pub mod changes;
pub mod installation;
pub mod values;

use std::{path::Path, time::Duration};

use futures_util::TryStreamExt;
use sqlx::{
    Encode, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Type,
    postgres::{PgArguments, PgPoolOptions, PgRow},
    query::Query,
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
        SqliteSynchronous,
    },
};

/// An open database of either kind; cheap to clone.
#[derive(Clone, Debug)]
pub enum Database {
    /// The embedded file.
    Sqlite {
        /// Any number of readers.
        read: SqlitePool,
        /// The one writer.
        write: SqlitePool,
    },
    /// A PostgreSQL server, shared by several nodes.
    Postgres(PgPool),
}

/// An open transaction; dropping it rolls back.
#[derive(Debug)]
pub enum Transaction {
    /// On the embedded file.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// On a PostgreSQL server.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// What a statement runs on: the database, or an open transaction.
#[derive(Debug)]
pub enum Target<'c> {
    /// The embedded file.
    Sqlite(On<'c, Sqlite>),
    /// A PostgreSQL server.
    Postgres(On<'c, Postgres>),
}

/// Pools, or the connection of a transaction.
#[derive(Debug)]
pub enum On<'c, D: sqlx::Database> {
    /// Any connection: of the first pool to read, of the second to write.
    Pools(&'c sqlx::Pool<D>, &'c sqlx::Pool<D>),
    /// The connection of a transaction.
    Connection(&'c mut D::Connection),
}

/// A Rust value both drivers can store.
pub trait Value:
    for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres>
{
}
impl<T> Value for T where
    T: for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres>
{
}

/// A Rust type both drivers can read a row into: a tuple, or a struct that derives `sqlx::FromRow`.
pub trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}
impl<T> Record for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

/// A statement with its values, ready to run.
#[must_use = "a statement does nothing until it is run"]
pub enum Statement<'c> {
    /// For the embedded file.
    Sqlite(On<'c, Sqlite>, Query<'static, Sqlite, SqliteArguments>),
    /// For a PostgreSQL server.
    Postgres(On<'c, Postgres>, Query<'static, Postgres, PgArguments>),
}

/// Runs `$body` with `$query` and `$executor` bound to the driver in use.
macro_rules! on_driver {
    ($statement:expr, $pool:ident, $query:ident, $executor:ident => $body:expr) => {
        match $statement {
            Statement::Sqlite(On::Pools(read, write), $query) => {
                let $executor = pick!($pool, read, write);
                $body
            }
            Statement::Sqlite(On::Connection($executor), $query) => $body,
            Statement::Postgres(On::Pools(read, write), $query) => {
                let $executor = pick!($pool, read, write);
                $body
            }
            Statement::Postgres(On::Connection($executor), $query) => $body,
        }
    };
}
macro_rules! pick {
    (read, $read:ident, $write:ident) => {{
        let _ = $write;
        $read
    }};
    (write, $read:ident, $write:ident) => {{
        let _ = $read;
        $write
    }};
}

/// A statement for `target`: placeholders are `$1, $2, …` on both drivers.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that hands a text to a driver"
)]
pub fn sql<'c>(target: impl Into<Target<'c>>, text: impl sqlx::SqlSafeStr) -> Statement<'c> {
    match target.into() {
        Target::Sqlite(on) => Statement::Sqlite(on, sqlx::query(text)),
        Target::Postgres(on) => Statement::Postgres(on, sqlx::query(text)),
    }
}

impl Statement<'_> {
    /// Binds the next placeholder.
    pub fn bind(self, value: impl Value) -> Self {
        match self {
            Self::Sqlite(on, query) => Self::Sqlite(on, query.bind(value)),
            Self::Postgres(on, query) => Self::Postgres(on, query.bind(value)),
        }
    }

    /// Runs a statement that writes; returns how many rows it touched.
    pub async fn run(self) -> sqlx::Result<u64> {
        on_driver!(self, write, query, executor => Ok(query.execute(executor).await?.rows_affected()))
    }

    /// The one row of the answer; an error when there is none.
    pub async fn one<T: Record>(self) -> sqlx::Result<T> {
        on_driver!(self, read, query, executor => T::from_row(&query.fetch_one(executor).await?))
    }

    /// The row of the answer, if there is one.
    pub async fn optional<T: Record>(self) -> sqlx::Result<Option<T>> {
        on_driver!(self, read, query, executor =>
            query.fetch_optional(executor).await?.as_ref().map(T::from_row).transpose())
    }

    /// All rows of the answer.
    pub async fn all<T: Record>(self) -> sqlx::Result<Vec<T>> {
        on_driver!(self, read, query, executor =>
            query.fetch(executor).and_then(|row| async move { T::from_row(&row) }).try_collect().await)
    }
}

impl Database {
    /// Opens the embedded file at `path`, made when it is not there.
    pub async fn open_sqlite(path: &Path) -> sqlx::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An answer is acknowledged after its commit: with FULL that commit survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            // What is erased is overwritten, not only unlinked.
            .pragma("secure_delete", "on");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.clone())
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Connects to the PostgreSQL server that `url` names.
    pub async fn open_postgres(url: &str) -> sqlx::Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            .connect(url)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Begins a transaction that may write.
    pub async fn begin(&self) -> sqlx::Result<Transaction> {
        Ok(match self {
            Self::Sqlite { write, .. } => Transaction::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        match self {
            Self::Sqlite { write, .. } => sqlx::migrate!("migrations/sqlite").run(write).await,
            Self::Postgres(pool) => sqlx::migrate!("migrations/postgres").run(pool).await,
        }
    }

    /// The suffix that lets several workers take different rows; SQLite has one writer and needs none.
    #[must_use]
    pub fn skip_locked(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "",
            Self::Postgres(_) => " for update skip locked",
        }
    }

    /// Forgets deleted pages for good: copies the write-ahead log into the file and empties it.
    pub async fn forget_deleted(&self) -> sqlx::Result<()> {
        if let Self::Sqlite { .. } = self {
            sql(self, "pragma wal_checkpoint(truncate)").run().await?;
        }
        Ok(())
    }

    /// Ends all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Target<'_> {
    /// The same target for one more statement.
    pub fn again(&mut self) -> Target<'_> {
        match self {
            Self::Sqlite(on) => Target::Sqlite(on.again()),
            Self::Postgres(on) => Target::Postgres(on.again()),
        }
    }
}

impl<D: sqlx::Database> On<'_, D> {
    fn again(&mut self) -> On<'_, D> {
        match self {
            Self::Pools(read, write) => On::Pools(read, write),
            Self::Connection(connection) => On::Connection(&mut **connection),
        }
    }
}

impl Transaction {
    /// Makes everything in this transaction durable.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
    }
}

impl<'c> From<&'c Database> for Target<'c> {
    fn from(database: &'c Database) -> Self {
        match database {
            Database::Sqlite { read, write } => Self::Sqlite(On::Pools(read, write)),
            Database::Postgres(pool) => Self::Postgres(On::Pools(pool, pool)),
        }
    }
}

impl<'c> From<&'c mut Transaction> for Target<'c> {
    fn from(transaction: &'c mut Transaction) -> Self {
        match transaction {
            Transaction::Sqlite(transaction) => Self::Sqlite(On::Connection(&mut **transaction)),
            Transaction::Postgres(transaction) => Self::Postgres(On::Connection(&mut **transaction)),
        }
    }
}
