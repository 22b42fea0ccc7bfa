//! How connections are opened, and which of them are given to whoever asks for one.

use std::{path::Path, time::Duration};

use sqlx::{
    Connection, Executor, PgConnection, PgPool, Postgres, Row, Sqlite,
    migrate::MigrateError,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Database, Failure, Server, transaction::is_at_rest};

/// A write waits so long for its turn, seconds; then the page says that we are busy.
pub(super) const WRITE_SECONDS: u64 = 5;
/// A PostgreSQL server works so long at one statement, seconds.
pub(super) const STATEMENT_SECONDS: u64 = 30;
/// Begins a transaction that has the right to write from its first statement on.
pub(super) const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";
/// Whoever looks after the file waits so long for its lock, milliseconds: nobody must wait for that.
const ASIDE_MILLISECONDS: u64 = 500;
/// A server that does not answer to its name within this time is gone, seconds.
const GREETING_SECONDS: u64 = 2;
/// What a PostgreSQL session may take: a statement, the wait for a lock, a transaction in which nothing happens.
const LIMITS: &str = "set statement_timeout = '30s'; set lock_timeout = '5s'; \
    set idle_in_transaction_session_timeout = '60s'";

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
            .busy_timeout(Duration::from_secs(WRITE_SECONDS))
            // What is erased is overwritten, not only unlinked.
            .pragma("secure_delete", "on");
        let write = sqlite_pool(1).connect_with(options.clone()).await?;
        let read = sqlite_pool(8)
            .connect_with(options.clone().pragma("query_only", "on"))
            .await?;
        let aside = options.busy_timeout(Duration::from_millis(ASIDE_MILLISECONDS));
        let aside = sqlite_pool(1).connect_lazy_with(aside);
        Ok(Self::Sqlite { read, write, aside })
    }

    /// Connects to the PostgreSQL server that `url` names.
    pub async fn open_postgres(url: &str) -> sqlx::Result<Self> {
        // PgBouncer refuses this parameter, and every server since 12 does without it what it asks for.
        let options = url.parse::<PgConnectOptions>()?.extra_float_digits(None);
        let pool = postgres_pool(16).connect_with(options.clone()).await?;
        if !keeps_sessions(&pool).await? {
            return Err(sqlx::Error::Configuration(Box::new(Failure::Pooler)));
        }
        Ok(Self::Postgres(Server {
            pool,
            aside: postgres_pool(1).connect_lazy_with(options),
        }))
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match self {
            Self::Sqlite { write, .. } => sqlx::migrate!("migrations/sqlite").run(write).await,
            Self::Postgres(server) => {
                // Without the limits of a page: a migration takes as long as it takes, and waits for another node's.
                let mut connection = PgConnection::connect_with(&server.pool.connect_options()).await?;
                sqlx::migrate!("migrations/postgres").run(&mut connection).await?;
                connection.close().await?;
                Ok(())
            }
        }
    }
}

fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(WRITE_SECONDS))
        .after_release(|connection, _| Box::pin(is_at_rest::<Sqlite>(connection)))
}

/// A server that was made read-only (a standby now, perhaps) keeps answering: its connections are not kept, so that
/// the next one is to whichever server the address leads to by then. Until that one writes, reads go on.
fn postgres_pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(WRITE_SECONDS))
        // Asked below in one go with whether it takes writes.
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(LIMITS).await?;
                Ok(())
            })
        })
        .before_acquire(|connection, _| Box::pin(greeted(takes_writes(connection))))
        .after_release(|connection, _| Box::pin(greeted(is_at_rest::<Postgres>(connection))))
}

/// Whether each connection has a session of its own. A pooler in transaction mode lends one session to all of them in
/// turn: then the limits above go to others, and statements that were prepared are not found, or, where the pooler
/// remembers them, all seems well.
async fn keeps_sessions(pool: &PgPool) -> sqlx::Result<bool> {
    let (mut one, mut other) = (pool.acquire().await?, pool.acquire().await?);
    let before = session(&mut one).await?;
    // What is open keeps its session, so that the first one gets another now, where they are lent.
    let mut open = other.begin().await?;
    let borrowed = session(&mut open).await?;
    let after = session(&mut one).await?;
    open.rollback().await?;
    Ok(before == after && before != borrowed)
}

/// The number of the session that answers.
async fn session(connection: &mut PgConnection) -> sqlx::Result<i32> {
    // As plain text: a pooler may know no prepared statements.
    let row = connection.fetch_one("select pg_backend_pid()").await?;
    row.try_get(0)
}

async fn takes_writes(connection: &mut PgConnection) -> sqlx::Result<bool> {
    let row = connection.fetch_one("show transaction_read_only").await?;
    Ok(row.try_get::<String, _>(0)? == "off")
}

/// The answer of a server, or an error: a connection whose other end is gone says nothing at all.
async fn greeted(answer: impl Future<Output = sqlx::Result<bool>>) -> sqlx::Result<bool> {
    let patience = Duration::from_secs(GREETING_SECONDS);
    tokio::time::timeout(patience, answer)
        .await
        .unwrap_or_else(|_| Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())))
}
