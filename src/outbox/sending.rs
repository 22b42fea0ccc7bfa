//! Sends what is due. No transaction is open while a server is spoken to.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use lettre::{Address, transport::smtp::client::AsyncSmtpConnection};
use tokio::{fs::File, io::AsyncWriteExt, sync::watch};

use super::{
    Bounced, Claimed, Outcome, Settlement, State, after, message::Sender, notify::Notify, records, smtp,
};
use crate::{calm, config::Transport as Way, moment::Moment, site::Site};

/// So often an outcome is written down before the database counts as gone.
const SETTLE_TRIES: u32 = 10;

/// The way letters leave.
#[derive(Clone)]
pub struct Transport {
    sender: Sender,
    way: Leaving,
}

#[derive(Clone)]
enum Leaving {
    /// One file per letter in this folder.
    Directory(PathBuf),
    /// By a mail server.
    Smtp(Box<smtp::Server>),
    /// By GOV.UK Notify.
    Notify(Box<Notify>),
}

impl Transport {
    /// The way that the configuration names.
    ///
    /// # Errors
    /// When the sender is not an address, or the folder for letters cannot be made.
    pub fn new(config: &crate::config::Config) -> anyhow::Result<Self> {
        let way = match config.mail.transport {
            Way::Directory => {
                let folder = config.data.directory.join("letters");
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("cannot make the folder {}", folder.display()))?;
                Leaving::Directory(folder)
            }
            Way::Smtp => Leaving::Smtp(Box::new(smtp::Server::new(&config.mail.smtp)?)),
            Way::Notify => Leaving::Notify(Box::new(Notify::new(config)?)),
        };
        Ok(Self {
            sender: Sender::new(config)?,
            way,
        })
    }
}

impl Transport {
    /// Looks, at the start, whether letters can leave as configured.
    ///
    /// # Errors
    /// Says what to mend.
    pub async fn check(&self, now: Moment) -> anyhow::Result<()> {
        match &self.way {
            Leaving::Notify(notify) => notify.check(now).await,
            Leaving::Directory(_) | Leaving::Smtp(_) => Ok(()),
        }
    }

    fn rests(&self, now: Moment) -> bool {
        matches!(&self.way, Leaving::Notify(notify) if notify.rests(now))
    }
}

/// Looks after letters on their way: takes back those of workers that are gone, ends doubts, and sets when those
/// that wait may leave.
///
/// # Errors
/// When the database fails.
pub async fn tidy(site: &Site) -> anyhow::Result<()> {
    // Notify can be asked later if a letter arrived, so that none is ever in doubt.
    let remembers = site.config.mail.transport == Way::Notify;
    let given_back = records::give_back(&site.database, remembers, site.now()).await;
    let ended = records::end_doubt(&site.database).await;
    calm::set_windows(&site.database, site.never_rests(), site.now()).await?;
    given_back?;
    ended?;
    Ok(())
}

/// Sends everything that is due now, one letter after the other, until `stop` says so. Returns how many letters
/// were tried.
///
/// A server that cannot be reached ends the round; its letter waits a minute.
///
/// # Errors
/// When the database fails; letters stay where they are, and their leases run out.
pub async fn send_due(
    site: &Site,
    transport: &Transport,
    stop: &watch::Receiver<bool>,
) -> anyhow::Result<usize> {
    if transport.rests(site.now()) {
        return Ok(0);
    }
    let mut connection = None;
    let sent = send_all(site, transport, &mut connection, stop).await;
    if let (Some(connection), Leaving::Smtp(server)) = (connection, &transport.way) {
        server.leave(connection).await;
    }
    sent
}

async fn send_all(
    site: &Site,
    transport: &Transport,
    connection: &mut Option<AsyncSmtpConnection>,
    stop: &watch::Receiver<bool>,
) -> anyhow::Result<usize> {
    let mail = &site.config.mail;
    let how = records::Claiming {
        lease: mail.lease_seconds,
        per_minute: mail.per_minute,
    };
    let mut tried = 0;
    let mut next = None;
    while !*stop.borrow() || next.is_some() {
        if next.is_none() {
            next = records::claim(&site.database, how, site.now()).await?;
        }
        let Some(letter) = next.take() else { break };
        let outcome = send(site, transport, connection, &letter).await?;
        let reached = !matches!(outcome, Outcome::Unreachable | Outcome::Barred(_));
        let go_on = reached && !*stop.borrow();
        next = settle(site, &letter, outcome, go_on.then_some(how)).await?;
        if !reached {
            break;
        }
        tried += 1;
    }
    Ok(tried)
}

/// Writes down how a try ended and, with the same commit, claims the next letter. What was accepted is known only
/// here: a database that is away for a moment must not turn it into a doubt.
async fn settle(
    site: &Site,
    letter: &Claimed,
    outcome: Outcome,
    how: Option<records::Claiming>,
) -> anyhow::Result<Option<Claimed>> {
    let now = site.now();
    let settled = after(letter.kind, letter.attempts, outcome, now);
    note(letter, &settled);
    let mut tries = 0;
    loop {
        tries += 1;
        match records::settle(&site.database, letter, &settled, how, now).await {
            Err(error) if tries < SETTLE_TRIES => {
                tracing::warn!("a letter is not settled yet: {error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            result => return Ok(result?),
        }
    }
}

async fn send(
    site: &Site,
    transport: &Transport,
    connection: &mut Option<AsyncSmtpConnection>,
    letter: &Claimed,
) -> anyhow::Result<Outcome> {
    let Ok(message) = transport.sender.message(letter, site.now()) else {
        return Ok(Outcome::Refused("no mailbox".into(), Some(Bounced::Hard)));
    };
    match &transport.way {
        // A file with the letter's name: a second try writes the same file again, so nothing is in doubt.
        Leaving::Directory(folder) => {
            let file = write_file(folder, &letter.id.to_string(), &message).await?;
            // The person was erased meanwhile, before this file was there to be deleted.
            if !super::forgetting::records::is_there(&site.database, letter.id).await? {
                tokio::fs::remove_file(&file).await?;
                return Ok(Outcome::Withdrawn);
            }
            Ok(Outcome::Accepted)
        }
        Leaving::Smtp(server) => by_server(site, transport, server, connection, letter, &message).await,
        Leaving::Notify(notify) => {
            let may_leave = async { Ok(records::data_sent(&site.database, letter, site.now()).await?) };
            Box::pin(notify.hand_over(letter, site.now(), may_leave)).await
        }
    }
}

async fn by_server(
    site: &Site,
    transport: &Transport,
    server: &smtp::Server,
    connection: &mut Option<AsyncSmtpConnection>,
    letter: &Claimed,
    message: &[u8],
) -> anyhow::Result<Outcome> {
    let Ok(to) = letter.recipient.as_str().parse::<Address>() else {
        return Ok(Outcome::Refused("no mailbox".into(), Some(Bounced::Hard)));
    };
    let mut open = match connection.take() {
        Some(open) => open,
        None => match server.connect().await {
            Ok(open) => open,
            Err(outcome) => return Ok(outcome),
        },
    };
    let may_leave = async {
        let leaves = records::data_sent(&site.database, letter, site.now()).await?;
        Ok(leaves)
    };
    let from = transport.sender.envelope(letter.id, &site.secret);
    let outcome = server
        .hand_over(&mut open, (&from, &to), message, may_leave)
        .await?;
    // After anything else the conversation is in a state that only a new one mends.
    if outcome == Outcome::Accepted {
        *connection = Some(open);
    }
    Ok(outcome)
}

/// A complete file or none, on disk when this returns: written beside its place, then moved there. Returns its place.
async fn write_file(folder: &Path, name: &str, message: &[u8]) -> anyhow::Result<PathBuf> {
    let half = folder.join(format!(".{name}"));
    let whole = folder.join(format!("{name}.eml"));
    let written = async {
        let mut file = File::create(&half).await?;
        file.write_all(message).await?;
        file.sync_all().await?;
        tokio::fs::rename(&half, &whole).await?;
        // The name as well: it is in the folder.
        File::open(folder).await?.sync_all().await
    };
    let written: std::io::Result<()> = written.await;
    written.with_context(|| format!("cannot write the letter {}", whole.display()))?;
    Ok(whole)
}

/// What the operator reads: never to whom, never about what.
fn note(letter: &Claimed, settled: &Settlement) {
    let (id, kind, said) = (letter.id, letter.kind.slug(), settled.reply.as_deref());
    match settled.state {
        State::Unknown => tracing::warn!(%id, kind, "a letter left and no answer came"),
        State::Refused | State::Deferred => tracing::info!(%id, kind, said, "a letter did not arrive"),
        state => tracing::debug!(%id, kind, state = state.slug(), "a letter"),
    }
}
