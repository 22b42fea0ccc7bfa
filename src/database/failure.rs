//! What an error of the database says about the database itself.

use std::fmt;

/// Why nothing can be written, or read, at this moment. It passes, or the operator mends it; nothing that was asked
/// for is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Another program has the right to write, or all connections are taken.
    Busy,
    /// There is no space left.
    Full,
    /// The disk says that it could not read or write.
    Disk,
    /// The file, its folder or the server takes no writes.
    ReadOnly,
    /// The server cannot be reached, or ends connections.
    Away,
    /// Something took longer than it may.
    Slow,
    /// A pooler gives each transaction another session.
    Pooler,
    /// A pooler, or a server of another kind, refuses how the session begins.
    Greeting,
}

impl std::error::Error for Failure {}

impl Failure {
    /// What `error` says; `None` when the database is well.
    #[must_use]
    pub fn of(error: &sqlx::Error) -> Option<Self> {
        match error {
            sqlx::Error::PoolTimedOut => Some(Self::Busy),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::PoolClosed => Some(Self::Away),
            sqlx::Error::Configuration(why) => why.downcast_ref().copied(),
            sqlx::Error::Database(told) => {
                let code = told.code()?;
                if let Some(failure) = Self::of_pgbouncer(&code, told.message()) {
                    return Some(failure);
                }
                match code.parse::<u32>() {
                    // PostgreSQL's codes have five characters, SQLite's are small numbers.
                    Ok(number) if code.len() < 5 => Self::of_sqlite(number & 0xff),
                    _ => Self::of_postgres(&code),
                }
            }
            _ => None,
        }
    }

    /// What any error in the chain says.
    #[must_use]
    pub fn in_chain(error: &anyhow::Error) -> Option<Self> {
        error
            .chain()
            .filter_map(|cause| cause.downcast_ref::<sqlx::Error>())
            .find_map(Self::of)
    }

    /// Primary result codes of SQLite, <https://sqlite.org/rescode.html>.
    fn of_sqlite(code: u32) -> Option<Self> {
        Some(match code {
            5 | 6 => Self::Busy,
            8 => Self::ReadOnly,
            10 => Self::Disk,
            13 => Self::Full,
            14 => Self::Away,
            _ => return None,
        })
    }

    /// `PgBouncer` has one code for whatever it says itself (1.18; later ones have others for some), so that its words
    /// count: <https://www.pgbouncer.org/config.html>.
    fn of_pgbouncer(code: &str, message: &str) -> Option<Self> {
        let says = |words: &[&str]| words.iter().any(|words| message.contains(words));
        match code {
            _ if says(&["pooling mode"]) => Some(Self::Pooler),
            "08P01" if says(&["startup parameter", "startup packet"]) => Some(Self::Greeting),
            "08P01" if says(&["no more connections", "query_wait_timeout"]) => Some(Self::Busy),
            _ => None,
        }
    }

    /// Codes of PostgreSQL, Appendix A of its manual.
    fn of_postgres(code: &str) -> Option<Self> {
        Some(match code {
            "25006" => Self::ReadOnly,
            "26000" | "42P05" => Self::Pooler,
            "55P03" | "57014" | "40001" | "40P01" | "25P03" => Self::Slow,
            "53100" => Self::Full,
            "53300" => Self::Busy,
            "58030" => Self::Disk,
            _ if ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) => Self::Away,
            _ => return None,
        })
    }
}

/// One line for the operator.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Busy => "the database is busy: another program holds it, or too much waits for it",
            Self::Full => "the disk of the database is full",
            Self::Disk => "the disk of the database reports errors",
            Self::ReadOnly => "the database takes no writes: it is read-only",
            Self::Away => "the database cannot be reached",
            Self::Slow => "the database is too slow: something waited too long for a lock or an answer",
            Self::Pooler => {
                "the pooler before PostgreSQL gives each transaction another session; it must be in session mode \
                 (pool_mode = session)"
            }
            Self::Greeting => {
                "the pooler before PostgreSQL refuses a parameter of data.database_url (DATABASE_URL); take it away \
                 there, or let the pooler ignore it (ignore_startup_parameters)"
            }
        })
    }
}
