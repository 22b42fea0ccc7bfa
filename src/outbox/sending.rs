//! Sends what is due. No transaction is open while a server is spoken to.

use std::path::{Path, PathBuf};

use anyhow::Context;
use lettre::{Address, transport::smtp::client::AsyncSmtpConnection};

use super::{Claimed, Outcome, State, after, message::Sender, notify::Notify, records, smtp};
use crate::{calm, config::Transport as Way, moment::Moment, site::Site};

/// The way letters leave.
#[derive(Clone, Debug)]
pub struct Transport {
    sender: Sender,
    way: Leaving,
}

#[derive(Clone, Debug)]
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
            Way::Smtp => Leaving::Smtp(Box::new(smtp::Server::new(&config.mail.smtp))),
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

    /// Whether it can be asked later if a letter arrived, so that none is ever in doubt.
    fn remembers(&self) -> bool {
        matches!(self.way, Leaving::Notify(_))
    }
}

/// Sends everything that is due now, one letter after the other. Returns how many letters were tried.
///
/// A server that cannot be reached ends the round; its letter waits a minute.
///
/// # Errors
/// When the database fails; letters stay where they are, and their leases run out.
pub async fn send_due(site: &Site, transport: &Transport) -> anyhow::Result<usize> {
    records::give_back(&site.database, transport.remembers(), site.now()).await?;
    if transport.rests(site.now()) {
        return Ok(0);
    }
    calm::set_windows(&site.database, site.never_rests(), site.now()).await?;
    let mut connection = None;
    let mut tried = 0;
    while let Some(letter) = records::claim(&site.database, site.now()).await? {
        let outcome = send(site, transport, &mut connection, &letter).await?;
        let now = site.now();
        let (state, due) = after(letter.kind, letter.attempts, &outcome, now);
        records::settle(&site.database, &letter, state, reply(&outcome), due, now).await?;
        note(&letter, &outcome, state);
        if outcome == Outcome::Unreachable {
            break;
        }
        tried += 1;
    }
    if let Some(mut connection) = connection {
        connection.abort().await;
    }
    Ok(tried)
}

async fn send(
    site: &Site,
    transport: &Transport,
    connection: &mut Option<AsyncSmtpConnection>,
    letter: &Claimed,
) -> anyhow::Result<Outcome> {
    let Ok(message) = transport.sender.message(letter, site.now()) else {
        return Ok(Outcome::Refused("no mailbox".into()));
    };
    match &transport.way {
        // A file with the letter's name: a second try writes the same file again, so nothing is in doubt.
        Leaving::Directory(folder) => {
            write_file(folder, &letter.id.to_string(), &message).await?;
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
        return Ok(Outcome::Refused("no mailbox".into()));
    };
    let mut open = match connection.take() {
        Some(open) => open,
        None => match server.connect().await {
            Ok(open) => open,
            Err(error) => {
                tracing::warn!("no letter can leave: {error:#}");
                return Ok(Outcome::Unreachable);
            }
        },
    };
    let may_leave = async {
        let leaves = records::data_sent(&site.database, letter, site.now()).await?;
        Ok(leaves)
    };
    let outcome = smtp::hand_over(&mut open, (transport.sender.address(), &to), message, may_leave).await?;
    // After anything else the conversation is in a state that only a new one mends.
    if outcome == Outcome::Accepted {
        *connection = Some(open);
    }
    Ok(outcome)
}

/// A complete file or none: written beside its place, then moved there.
async fn write_file(folder: &Path, name: &str, message: &[u8]) -> anyhow::Result<()> {
    let half = folder.join(format!(".{name}"));
    tokio::fs::write(&half, message)
        .await
        .with_context(|| format!("cannot write the letter {}", half.display()))?;
    tokio::fs::rename(&half, folder.join(format!("{name}.eml"))).await?;
    Ok(())
}

fn reply(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Deferred(said) | Outcome::Refused(said) => Some(said.clone()),
        _ => None,
    }
}

/// What the operator reads: never to whom, never about what.
fn note(letter: &Claimed, outcome: &Outcome, state: State) {
    let (id, kind) = (letter.id, letter.kind.slug());
    match state {
        State::Unknown => tracing::warn!(%id, kind, "a letter left and no answer came"),
        State::Refused | State::Deferred => tracing::info!(%id, kind, ?outcome, "a letter did not arrive"),
        _ => tracing::debug!(%id, kind, state = state.slug(), "a letter"),
    }
}
