//! A conversation with a mail server, step by step, so that it is always known whether the last line left.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use anyhow::Context;
use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use secrecy::ExposeSecret;
use tokio::{net::TcpStream, time::timeout};

use super::Outcome;
use crate::config::{Security, Smtp as Settings};

/// For each step before the last line. All of them together stay far below the lease of a claim.
const STEP: Duration = Duration::from_secs(30);
/// For the server's word after the last line (RFC 5321, 4.5.3.2.6); the lease is longer.
const LAST_WORD: Duration = Duration::from_mins(10);

/// A mail server.
#[derive(Clone, Debug)]
pub struct Server {
    settings: Settings,
}

impl Server {
    /// The server that the configuration names.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self {
            settings: settings.clone(),
        }
    }

    /// Connects, protects the connection as configured, and signs in where a user name is set.
    ///
    /// # Errors
    /// When the server cannot be reached or does not offer what the configuration asks for.
    pub async fn connect(&self) -> anyhow::Result<AsyncSmtpConnection> {
        let Settings { host, port, .. } = &self.settings;
        timeout(4 * STEP, self.converse())
            .await
            .map_err(|_| anyhow::anyhow!("no answer in time"))
            .flatten()
            .with_context(|| format!("the mail server {host}:{port}"))
    }

    async fn converse(&self) -> anyhow::Result<AsyncSmtpConnection> {
        let Settings {
            host,
            port,
            security,
            username,
            password,
            ..
        } = &self.settings;
        let hello = ClientId::default();
        let tls = || TlsParameters::new(host.clone());
        let mut connection = if *security == Security::Tls {
            let server = (host.as_str(), *port);
            AsyncSmtpConnection::connect_tokio1(server, Some(STEP), &hello, Some(tls()?), None).await?
        } else {
            let stream = TcpStream::connect((host.as_str(), *port)).await?;
            // Small packets that wait for each other would make 20 letters a second of 5,000.
            stream.set_nodelay(true)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?
        };
        if *security == Security::Starttls {
            connection.starttls(tls()?, &hello).await?;
        }
        if let (Some(username), Some(password)) = (username, password) {
            let credentials = Credentials::new(username.clone(), password.expose_secret().to_owned());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .await?;
        }
        Ok(connection)
    }
}

/// Hands one letter to one mailbox. `may_leave` is asked when the server is ready for the text, and commits
/// that the letter may have left; when it says no, nothing leaves.
///
/// After anything but [`Outcome::Accepted`] the connection must not be used again.
///
/// # Errors
/// When `may_leave` fails; nothing left then.
pub async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    (from, to): (&Address, &Address),
    message: &[u8],
    may_leave: impl Future<Output = anyhow::Result<bool>>,
) -> anyhow::Result<Outcome> {
    if let Err(outcome) = open_envelope(connection, from, to).await {
        return Ok(outcome);
    }
    if !may_leave.await? {
        return Ok(Outcome::Withdrawn);
    }
    let ended = AtomicBool::new(false);
    let parts = std::iter::once(message).chain(std::iter::from_fn(|| {
        // Asked for what comes after the text: from here on the last line may be out.
        ended.store(true, Ordering::SeqCst);
        None
    }));
    let answer = timeout(LAST_WORD, connection.message_iter(parts)).await;
    Ok(match answer {
        Ok(Ok(_)) => Outcome::Accepted,
        // Only an answer tells what became of it: how the silence came about does not matter.
        Ok(Err(error)) if error.status().is_some() => said("DATA", &error),
        _ if ended.load(Ordering::SeqCst) => Outcome::Unknown,
        _ => Outcome::Deferred("DATA broke off".into()),
    })
}

async fn open_envelope(
    connection: &mut AsyncSmtpConnection,
    from: &Address,
    to: &Address,
) -> Result<(), Outcome> {
    step(
        timeout(
            STEP,
            connection.command(Mail::new(Some(from.clone()), Vec::new())),
        )
        .await,
        "MAIL",
    )
    .map_err(ours)?;
    step(
        timeout(STEP, connection.command(Rcpt::new(to.clone(), Vec::new()))).await,
        "RCPT",
    )?;
    step(timeout(STEP, connection.command(Data)).await, "DATA")
}

/// A server that does not want our sender at all has a quarrel with us, not with this letter.
fn ours(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Refused(said) => Outcome::Deferred(said),
        outcome => outcome,
    }
}

fn step<T>(answer: Result<Result<T, Error>, tokio::time::error::Elapsed>, step: &str) -> Result<(), Outcome> {
    match answer {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(said(step, &error)),
        Err(_) => Err(Outcome::Deferred(format!("{step} had no answer in time"))),
    }
}

/// What the server's answer means. Only its code is kept: its words may hold the address.
fn said(step: &str, error: &Error) -> Outcome {
    match error.status() {
        Some(code) if error.is_permanent() => Outcome::Refused(format!("{step} {code}")),
        Some(code) => Outcome::Deferred(format!("{step} {code}")),
        None => Outcome::Deferred(format!("{step} broke off")),
    }
}
