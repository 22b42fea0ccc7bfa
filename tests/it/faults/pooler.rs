//! A pooler before PostgreSQL: what it refuses, and that it lends sessions, is said in words that mend it.
//!
//! What a pooler says is told here by a small server of our own, as `PgBouncer` 1.18 said it to us.

use std::sync::{Arc, Mutex};

use alongside::database::{Database, Failure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the pooler does with sessions of the server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Each connection has one of its own.
    Session,
    /// Each transaction borrows the one that was given back last.
    Transaction,
    /// Each transaction borrows the one that was given back first.
    RoundRobin,
    /// Begins nothing: this code and these words instead.
    Refuses(&'static str, &'static str),
}

/// Sessions that nobody has, and how many there are.
#[derive(Default)]
struct Sessions {
    free: Vec<i32>,
    all: i32,
}

impl Sessions {
    fn borrow(&mut self, mode: Mode) -> i32 {
        match mode {
            Mode::Transaction if !self.free.is_empty() => self.free.remove(self.free.len() - 1),
            Mode::RoundRobin if self.free.len() > 1 => self.free.remove(0),
            _ => {
                self.all += 1;
                self.all
            }
        }
    }
}

/// Opens the database behind a pooler in this mode; what was wrong, if anything.
async fn behind(mode: Mode) -> Option<Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its number");
    let sessions = Arc::new(Mutex::new(Sessions::default()));
    let serving = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, mode, sessions.clone()));
        }
    });
    let url = format!("postgres://alongside@{address}/alongside?sslmode=disable");
    let failure = match Database::open_postgres(&url).await {
        Ok(database) => {
            database.close().await;
            None
        }
        Err(error) => Some(Failure::of(&error).unwrap_or_else(|| panic!("no word for {error}"))),
    };
    serving.abort();
    failure
}

/// One message of the protocol.
fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).expect("short");
    [&[kind], &length.to_be_bytes()[..], body].concat()
}

/// An answer of one row with one value.
fn row(kind: i32, value: &str) -> Vec<u8> {
    let length = u32::try_from(value.len()).expect("short");
    let mut named = [0, 1].to_vec();
    named.extend_from_slice(b"value\0\0\0\0\0\0\0");
    named.extend_from_slice(&kind.to_be_bytes());
    // Of any size, without a modifier, as text.
    named.extend_from_slice(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0]);
    let values = [&[0, 1], &length.to_be_bytes()[..], value.as_bytes()].concat();
    [
        message(b'T', &named),
        message(b'D', &values),
        message(b'C', b"SELECT 1\0"),
    ]
    .concat()
}

async fn read(stream: &mut TcpStream) -> std::io::Result<String> {
    let length = stream.read_u32().await?;
    let mut body = vec![0; length as usize - 4];
    stream.read_exact(&mut body).await?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

async fn serve(mut stream: TcpStream, mode: Mode, sessions: Arc<Mutex<Sessions>>) -> std::io::Result<()> {
    let greeting = read(&mut stream).await?;
    assert!(
        !greeting.contains("extra_float_digits"),
        "PgBouncer takes no such parameter"
    );
    if let Mode::Refuses(code, words) = mode {
        let said = format!("SFATAL\0VFATAL\0C{code}\0M{words}\0\0");
        return stream.write_all(&message(b'E', said.as_bytes())).await;
    }
    let borrow = || sessions.lock().expect("a lock").borrow(mode);
    let own = borrow();
    let mut begun = None;
    if mode != Mode::Session {
        sessions.lock().expect("a lock").free.push(own);
    }
    let greeted = [
        message(b'R', &[0; 4]),
        message(b'K', &[0; 8]),
        message(b'Z', b"I"),
    ];
    stream.write_all(&greeted.concat()).await?;
    while stream.read_u8().await? == b'Q' {
        let text = read(&mut stream).await?.to_lowercase();
        let lent = match (mode, begun) {
            (Mode::Session, _) => own,
            (_, Some(lent)) => lent,
            _ => borrow(),
        };
        let mut answer = match text.trim_end_matches('\0') {
            "show transaction_read_only" => row(25, "off"),
            "select pg_backend_pid()" => row(23, &lent.to_string()),
            "begin" => message(b'C', b"BEGIN\0"),
            "rollback" => message(b'C', b"ROLLBACK\0"),
            text if text.starts_with("set ") => message(b'C', b"SET\0").repeat(text.split(';').count()),
            _ => message(b'I', &[]),
        };
        begun = match text.trim_end_matches('\0') {
            "begin" => Some(lent),
            "rollback" => None,
            _ => begun,
        };
        if begun.is_none() && mode != Mode::Session {
            sessions.lock().expect("a lock").free.push(lent);
        }
        let state = if begun.is_some() { b"T" } else { b"I" };
        answer.extend(message(b'Z', state));
        stream.write_all(&answer).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_pooler_that_lends_sessions_is_refused_and_one_that_gives_them_is_not() {
    assert_eq!(behind(Mode::Session).await, None);
    assert_eq!(behind(Mode::Transaction).await, Some(Failure::Pooler));
    assert_eq!(behind(Mode::RoundRobin).await, Some(Failure::Pooler));
    assert!(Failure::Pooler.to_string().contains("pool_mode = session"));
}

#[tokio::test]
async fn what_a_pooler_refuses_is_said_by_its_words() {
    for (code, words, failure) in [
        (
            "08P01",
            "unsupported startup parameter: extra_float_digits",
            Failure::Greeting,
        ),
        (
            "08P01",
            "unsupported startup parameter in options: geqo",
            Failure::Greeting,
        ),
        (
            "08P01",
            "transaction blocks not allowed in statement pooling mode",
            Failure::Pooler,
        ),
        (
            "08P01",
            "no more connections allowed (max_client_conn)",
            Failure::Busy,
        ),
        ("08P01", "query_wait_timeout", Failure::Busy),
        ("53300", "sorry, too many clients already", Failure::Busy),
        ("08P01", "pgbouncer cannot connect to server", Failure::Away),
        (
            "26000",
            "prepared statement \"sqlx_s_1\" does not exist",
            Failure::Pooler,
        ),
        (
            "42P05",
            "prepared statement \"sqlx_s_1\" already exists",
            Failure::Pooler,
        ),
        (
            "25006",
            "cannot execute INSERT in a read-only transaction",
            Failure::ReadOnly,
        ),
    ] {
        assert_eq!(behind(Mode::Refuses(code, words)).await, Some(failure), "{words}");
    }
    assert!(
        Failure::Greeting
            .to_string()
            .contains("ignore_startup_parameters"),
        "it says how to mend it"
    );
}
