//! One SQL text, two drivers: a statement is built for whichever driver is open.
//!
//! `DATABASE_URL` decides. Writes on SQLite go through one connection and begin with `BEGIN IMMEDIATE`,
//! because a deferred transaction that starts by reading cannot wait for a writer when it later wants to
//! write; reads have a pool of their own and never wait for a writer.

mod aside;
pub mod changes;
mod failure;
pub mod installation;
mod opening;
mod transaction;
pub mod turns;
pub mod values;

use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::{
    Encode, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Type,
    postgres::{PgArguments, PgRow},
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

pub use aside::ask_to_wipe;
pub use failure::Failure;
use transaction::Open;
pub use transaction::Transaction;

/// An open database of either kind; cheap to clone.
#[derive(Clone, Debug)]
pub enum Database {
    /// The embedded file.
    Sqlite {
        /// Any number of readers.
        read: SqlitePool,
        /// The one writer.
        write: SqlitePool,
        /// Looks after the file beside the writer, and waits for nothing.
        aside: SqlitePool,
    },
    /// A PostgreSQL server, shared by several nodes.
    Postgres(Server),
}

/// The connections to a PostgreSQL server.
#[derive(Clone, Debug)]
pub struct Server {
    /// For everything that pages and workers do.
    pool: PgPool,
    /// One more, to see whether a write is possible while the others are all taken.
    aside: PgPool,
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
        if let Self::Sqlite(On::Pools(_, write), query) = self {
            // As a transaction it waits for the writer as long as any other, and has happened whole or not at all.
            let mut alone = Open::begin(write, opening::BEGIN_SQLITE).await?;
            let rows = query.execute(&mut *alone).await?.rows_affected();
            alone.commit().await?;
            return Ok(rows);
        }
        answered(async {
            on_driver!(self, write, query, executor => Ok(query.execute(executor).await?.rows_affected()))
        })
        .await
    }

    /// The one row of the answer; an error when there is none.
    pub async fn one<T: Record>(self) -> sqlx::Result<T> {
        answered(async {
            on_driver!(self, read, query, executor => T::from_row(&query.fetch_one(executor).await?))
        })
        .await
    }

    /// The row of the answer, if there is one.
    pub async fn optional<T: Record>(self) -> sqlx::Result<Option<T>> {
        answered(async {
            on_driver!(self, read, query, executor =>
                query.fetch_optional(executor).await?.as_ref().map(T::from_row).transpose())
        })
        .await
    }

    /// All rows of the answer.
    pub async fn all<T: Record>(self) -> sqlx::Result<Vec<T>> {
        answered(async {
            on_driver!(self, read, query, executor =>
                query.fetch(executor).and_then(|row| async move { T::from_row(&row) }).try_collect().await)
        })
        .await
    }
}

impl Database {
    /// Begins a transaction that may write.
    pub async fn begin(&self) -> sqlx::Result<Transaction> {
        Ok(match self {
            Self::Sqlite { write, .. } => {
                Transaction::Sqlite(Open::begin(write, opening::BEGIN_SQLITE).await?)
            }
            Self::Postgres(server) => Transaction::Postgres(Open::begin(&server.pool, "begin").await?),
        })
    }

    /// The suffix that lets several workers take different rows; SQLite has one writer and needs none.
    #[must_use]
    pub fn skip_locked(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "",
            Self::Postgres(_) => " for update skip locked",
        }
    }

    /// Ends all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write, aside } => {
                aside.close().await;
                read.close().await;
                write.close().await;
            }
            Self::Postgres(server) => {
                server.aside.close().await;
                server.pool.close().await;
            }
        }
    }
}

/// So long an answer of the database is waited for, seconds: longer than a PostgreSQL server works at a statement,
/// so that this ends only what no server answers any more.
const ANSWER_SECONDS: u64 = opening::STATEMENT_SECONDS + 5;

/// The answer, or an error when none comes.
async fn answered<T>(answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    let patience = Duration::from_secs(ANSWER_SECONDS);
    tokio::time::timeout(patience, answer)
        .await
        .unwrap_or_else(|_| Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())))
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

impl<'c> From<&'c Database> for Target<'c> {
    fn from(database: &'c Database) -> Self {
        match database {
            Database::Sqlite { read, write, .. } => Self::Sqlite(On::Pools(read, write)),
            Database::Postgres(server) => Self::Postgres(On::Pools(&server.pool, &server.pool)),
        }
    }
}
