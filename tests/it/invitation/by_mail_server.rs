//! Letters by a mail server: one that works, and one that hangs up at the worst moment.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use alongside::{
    config::{Config, Security, Transport},
    database::sql,
    moment::{DAY, MINUTE},
};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::released;
use crate::support::{Store, World, smtp::SmtpServer};

fn by(port: u16) -> impl FnOnce(&mut Config) {
    move |config| {
        config.mail.transport = Transport::Smtp;
        config.mail.smtp.host = "127.0.0.1".into();
        config.mail.smtp.port = port;
        config.mail.smtp.security = Security::None;
    }
}

async fn a_letter_arrives_with_one_recipient(store: Store) {
    let mut server = SmtpServer::start().await;
    let world = World::begin_with(store, by(server.port)).await;
    let siân = world.citizen("Siân").await;
    let dafydd = world.citizen("Dafydd").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(&world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    world.work().await;
    for person in [&siân, &dafydd] {
        let letter = server.letter(&person.email, "You have a message").await;
        assert_eq!(letter["recipients"], json!([person.email]));
        assert_eq!(letter["to"], json!([person.email]));
        let header = |name: &str| -> Vec<String> {
            let headers = letter["headers"].as_array().expect("headers");
            let values = headers.iter().filter(|header| header[0] == name);
            values
                .map(|header| header[1].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(header("auto-submitted"), ["auto-generated"]);
        assert_eq!(header("list-unsubscribe-post"), ["List-Unsubscribe=One-Click"]);
        assert!(header("list-unsubscribe")[0].contains("/stop/"));
        assert_eq!(header("message-id").len(), 1);
        assert!(header("cc").is_empty() && header("bcc").is_empty());
        assert!(
            letter["text"]
                .as_str()
                .expect("text")
                .contains("How should people come home")
        );
        assert!(
            letter["html"]
                .as_str()
                .expect("HTML")
                .contains("How should people come home")
        );
    }
    world.end().await;
}

/// Takes letters up to the last line, counts them, and hangs up without an answer.
async fn hang_up(mut stream: TcpStream, taken: Arc<AtomicUsize>) -> std::io::Result<()> {
    let (reading, mut writing) = stream.split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 ready\r\n").await?;
    let mut in_text = false;
    while let Some(line) = lines.next_line().await? {
        if in_text && line == "." {
            taken.fetch_add(1, Ordering::SeqCst);
            return Ok(());
        }
        let answer: &[u8] = match line.get(..4).map(str::to_ascii_uppercase).as_deref() {
            _ if in_text => continue,
            Some("DATA") => {
                in_text = true;
                b"354 go on\r\n"
            }
            _ => b"250 fine\r\n",
        };
        writing.write_all(answer).await?;
    }
    Ok(())
}

async fn a_letter_in_doubt_is_not_sent_again(store: Store) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its number").port();
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(hang_up(stream, counted.clone()));
        }
    });
    let world = World::begin_with(store, by(port)).await;
    world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(&world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    for _ in 0..3 {
        world.work().await;
        world.clock.advance(DAY);
    }
    let (state, body): (String, String) = sql(world.database(), "select state, body_text from outbox")
        .one()
        .await
        .expect("one letter");
    assert_eq!((state.as_str(), body.as_str()), ("unknown", ""));
    assert_eq!(taken.load(Ordering::SeqCst), 1);
    world.end().await;
}

/// Runs a story that begins its own world.
fn run(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(story);
}

#[test]
fn arrives_sqlite() {
    run(a_letter_arrives_with_one_recipient(Store::Sqlite));
}

#[test]
fn arrives_postgres() {
    run(a_letter_arrives_with_one_recipient(Store::Postgres));
}

#[test]
fn in_doubt_sqlite() {
    run(a_letter_in_doubt_is_not_sent_again(Store::Sqlite));
}

#[test]
fn in_doubt_postgres() {
    run(a_letter_in_doubt_is_not_sent_again(Store::Postgres));
}
