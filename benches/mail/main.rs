//! How fast letters leave: `make bench`. `benches/README.md` says what is measured and how to read it.

#[path = "../../tests/it/support/postgres.rs"]
mod postgres;
mod sink;

use std::time::{Duration, Instant};

use alongside::{
    account::Email,
    app::App,
    config::{Config, Security, Smtp, Transport as Via},
    moment::{Clock, Moment},
    outbox::{self, Kind, NewLetter, Recipient, Transport, smtp::Server},
};
use anyhow::Context;
use clap::Parser;
use lettre::Address;
use tokio::sync::watch;

/// Measures the conversation with a mail server, and the whole way of a letter with its commits.
#[derive(Parser)]
struct Arguments {
    /// Letters for the conversation alone.
    #[arg(long, default_value_t = 50_000)]
    conversation: usize,
    /// Letters for the whole way.
    #[arg(long, default_value_t = 5_000)]
    letters: usize,
    /// Leaves out PostgreSQL.
    #[arg(long)]
    without_postgres: bool,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    println!("| letters | a second | of one, µs |\n|---|---:|---:|");
    // Both ends on one thread: how long a sleeping core takes to wake is the machine's, not ours. The third
    // line shows what that adds.
    let one_thread = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for way in [Way::Plain, Way::Protected, Way::Apart] {
        one_thread.block_on(conversation(arguments.conversation, way))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        for workers in [1, 4] {
            whole_way(&arguments, None, workers).await?;
        }
        if arguments.without_postgres {
            return Ok(());
        }
        for workers in [1, 4] {
            let url = postgres::new_database().await;
            whole_way(&arguments, Some(&url), workers).await?;
            postgres::drop_database(&url).await;
        }
        Ok(())
    })
}

/// Where the mail server of a conversation is, and how it is protected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// On our thread, without protection.
    Plain,
    /// On our thread, with TLS.
    Protected,
    /// On a thread of its own, without protection.
    Apart,
}

fn tell(what: &str, letters: usize, took: Duration) {
    let number = f64::from(u32::try_from(letters).unwrap_or(u32::MAX));
    println!(
        "| {what} | {:.0} | {:.0} |",
        number / took.as_secs_f64(),
        took.as_secs_f64() * 1e6 / number
    );
}

fn settings(port: u16) -> Smtp {
    Smtp {
        host: "127.0.0.1".into(),
        port,
        security: Security::None,
        ..Smtp::default()
    }
}

/// `MAIL`, `RCPT`, `DATA` and the text, again and again on one connection; no database.
async fn conversation(letters: usize, way: Way) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let settings = match way {
        Way::Plain => settings(sink::start(None)?),
        Way::Apart => settings(sink::start_apart()?),
        Way::Protected => {
            let (acceptor, authority) = sink::certificate()?;
            let file = folder.path().join("authority.pem");
            std::fs::write(&file, authority)?;
            Smtp {
                security: Security::Starttls,
                ca_file: Some(file),
                ..settings(sink::start(Some(acceptor))?)
            }
        }
    };
    let server = Server::new(&settings)?;
    let from: Address = "hello@alongside.example".parse()?;
    let to: Address = "sian@people.example".parse()?;
    let message = format!("Subject: A letter\r\n\r\n{}", body(6_000));
    let connection = server.connect().await;
    let mut connection = connection.map_err(|outcome| anyhow::anyhow!("no connection: {outcome:?}"))?;
    let start = Instant::now();
    for _ in 0..letters {
        let may_leave = async { Ok(true) };
        let outcome = server
            .hand_over(&mut connection, (&from, &to), message.as_bytes(), may_leave)
            .await?;
        anyhow::ensure!(outcome == outbox::Outcome::Accepted, "{outcome:?}");
    }
    let took = start.elapsed();
    server.leave(connection).await;
    let how = match way {
        Way::Plain => "without TLS",
        Way::Protected => "with TLS",
        Way::Apart => "without TLS, the server on another core",
    };
    let what = format!("the conversation alone, one connection, {how}");
    tell(&what, letters, took);
    Ok(())
}

/// From the outbox to the sink: claims, the commit before the last line, and the settling.
async fn whole_way(arguments: &Arguments, url: Option<&str>, workers: usize) -> anyhow::Result<()> {
    let port = sink::start_apart()?;
    let folder = tempfile::tempdir_in("target")?;
    let mut config = Config::default();
    config.data.directory = folder.path().to_owned();
    config.data.database_url = url.map(|url| url.to_owned().into());
    config.mail.transport = Via::Smtp;
    config.mail.smtp = settings(port);
    let transport = Transport::new(&config)?;
    let app = App::open(config, Clock::real()).await?;
    let site = app.site.clone();
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    for number in 0..arguments.letters {
        outbox::put(&mut transaction, &letter(number, now)?, now).await?;
    }
    transaction.commit().await?;
    let (_, stop) = watch::channel(false);
    let start = Instant::now();
    let sending = (0..workers).map(|_| {
        let (site, transport, stop) = (site.clone(), transport.clone(), stop.clone());
        tokio::spawn(async move { outbox::send_due(&site, &transport, &stop).await })
    });
    let sending: Vec<_> = sending.collect();
    let mut sent = 0;
    for worker in sending {
        sent += worker.await??;
    }
    let took = start.elapsed();
    anyhow::ensure!(sent == arguments.letters, "{sent} letters were tried");
    let store = if url.is_some() { "PostgreSQL" } else { "SQLite" };
    tell(&format!("the whole way, {store}, workers: {workers}"), sent, took);
    site.database.close().await;
    Ok(())
}

fn letter(number: usize, now: Moment) -> anyhow::Result<NewLetter> {
    let email = Email::parse(&format!("person{number}@people.example")).context("an address")?;
    Ok(NewLetter {
        unique_key: format!("bench:{number}"),
        kind: Kind::Account,
        account_id: None,
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Mailbox(email),
        subject: "A letter".into(),
        text: body(2_000),
        html: format!("<p>{}</p>", body(4_000)),
        unsubscribe_url: None,
        not_before: now,
    })
}

/// So many characters of text, in lines.
fn body(length: usize) -> String {
    let line = "We would like to ask you something that you know more about than we do.\r\n";
    line.chars().cycle().take(length).collect()
}
