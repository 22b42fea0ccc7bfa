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
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use secrecy::ExposeSecret;
use tokio::{net::TcpStream, time::timeout};

use super::{Bounced, Outcome, bounce};
use crate::config::{Security, Smtp as Settings};

/// A mail server.
#[derive(Clone)]
pub struct Server {
    settings: Settings,
    /// How to protect a connection; none when the server is this machine and needs none.
    tls: Option<TlsParameters>,
}

impl Server {
    /// The server that the configuration names.
    ///
    /// # Errors
    /// Names the certificate file that cannot be read.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let tls = match settings.security {
            Security::None => None,
            Security::Starttls | Security::Tls => Some(protection(settings)?),
        };
        Ok(Self {
            settings: settings.clone(),
            tls,
        })
    }

    /// Connects, protects the connection as configured, and signs in where a user name is set.
    ///
    /// # Errors
    /// When the server cannot be reached or does not offer what the configuration asks for.
    pub async fn connect(&self) -> anyhow::Result<AsyncSmtpConnection> {
        let Settings { host, port, .. } = &self.settings;
        timeout(
            Duration::from_secs(self.settings.connect_seconds),
            self.converse(),
        )
        .await
        .map_err(|_| anyhow::anyhow!("no answer in time"))
        .flatten()
        .with_context(|| format!("the mail server {host}:{port}"))
    }

    async fn converse(&self) -> anyhow::Result<AsyncSmtpConnection> {
        let server = (self.settings.host.as_str(), self.settings.port);
        let hello = ClientId::default();
        let mut connection = if let (Some(tls), Security::Tls) = (&self.tls, self.settings.security) {
            AsyncSmtpConnection::connect_tokio1(server, None, &hello, Some(tls.clone()), None).await?
        } else {
            let stream = TcpStream::connect(server).await?;
            // Small packets that wait for each other would make 20 letters a second of 5,000.
            stream.set_nodelay(true)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?
        };
        if let (Some(tls), Security::Starttls) = (&self.tls, self.settings.security) {
            connection.starttls(tls.clone(), &hello).await?;
        }
        if let (Some(username), Some(password)) = (&self.settings.username, &self.settings.password) {
            let credentials = Credentials::new(username.clone(), password.expose_secret().to_owned());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .await?;
        }
        Ok(connection)
    }

    /// Says goodbye; a server that does not answer is left without.
    pub async fn leave(&self, mut connection: AsyncSmtpConnection) {
        timeout(self.step(), connection.abort()).await.ok();
    }

    fn step(&self) -> Duration {
        Duration::from_secs(self.settings.step_seconds)
    }

    /// Hands one letter to one mailbox. `may_leave` is asked when the server is ready for the text, and commits
    /// that the letter may have left; when it says no, nothing leaves.
    ///
    /// After anything but [`Outcome::Accepted`] the connection must not be used again.
    ///
    /// # Errors
    /// When `may_leave` fails; nothing left then.
    pub async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        (from, to): (&Address, &Address),
        message: &[u8],
        may_leave: impl Future<Output = anyhow::Result<bool>>,
    ) -> anyhow::Result<Outcome> {
        if let Err(outcome) = self.open_envelope(connection, from, to).await {
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
        let patience = Duration::from_secs(self.settings.last_word_seconds);
        let answer = timeout(patience, connection.message_iter(parts)).await;
        Ok(match answer {
            Ok(Ok(_)) => Outcome::Accepted,
            // Only an answer tells what became of it: how the silence came about does not matter.
            Ok(Err(error)) if error.status().is_some() => said("DATA", &error),
            _ if ended.load(Ordering::SeqCst) => Outcome::Unknown,
            _ => Outcome::Deferred("DATA broke off".into()),
        })
    }

    async fn open_envelope(
        &self,
        connection: &mut AsyncSmtpConnection,
        from: &Address,
        to: &Address,
    ) -> Result<(), Outcome> {
        let mail = connection.command(Mail::new(Some(from.clone()), Vec::new()));
        step(timeout(self.step(), mail).await, "MAIL").map_err(ours)?;
        let recipient = connection.command(Rcpt::new(to.clone(), Vec::new()));
        step(timeout(self.step(), recipient).await, "RCPT").map_err(theirs)?;
        step(timeout(self.step(), connection.command(Data)).await, "DATA")
    }
}

/// Certificates of the machine's authorities and, where one is configured, of the installation's own.
fn protection(settings: &Settings) -> anyhow::Result<TlsParameters> {
    let mut tls = TlsParameters::builder(settings.host.clone());
    if let Some(file) = &settings.ca_file {
        let pem = std::fs::read(file)
            .with_context(|| format!("mail.smtp.ca_file {} cannot be read", file.display()))?;
        let authority = Certificate::from_pem(&pem)
            .with_context(|| format!("mail.smtp.ca_file {} is not a PEM certificate", file.display()))?;
        tls = tls.add_root_certificate(authority);
    }
    Ok(tls.build()?)
}

/// A server that does not want our sender at all has a quarrel with us, not with this letter.
fn ours(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Refused(said) => Outcome::Deferred(said),
        outcome => outcome,
    }
}

/// A recipient whom the server does not know has no mailbox there; a server whose quarrel is with us is asked
/// again later.
fn theirs(outcome: Outcome) -> Outcome {
    let Outcome::Refused(said) = outcome else {
        return outcome;
    };
    if said.contains(" 53") {
        return Outcome::Deferred(said);
    }
    let code = said.rsplit(' ').next().unwrap_or_default();
    match bounce::blame(code) {
        Some(Bounced::Hard) => Outcome::NoMailbox(said),
        Some(Bounced::Soft) => Outcome::Refused(said),
        None => Outcome::Deferred(said),
    }
}

fn step<T>(answer: Result<Result<T, Error>, tokio::time::error::Elapsed>, step: &str) -> Result<(), Outcome> {
    match answer {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(said(step, &error)),
        Err(_) => Err(Outcome::Deferred(format!("{step} had no answer in time"))),
    }
}

/// What the server's answer means. Only its codes are kept: its words may hold the address.
fn said(step: &str, error: &Error) -> Outcome {
    let Some(code) = error.status() else {
        return Outcome::Deferred(format!("{step} broke off"));
    };
    let words = std::error::Error::source(error).map(ToString::to_string);
    let said = match words.as_deref().and_then(enhanced) {
        Some(enhanced) => format!("{step} {code} {enhanced}"),
        None => format!("{step} {code}"),
    };
    if error.is_permanent() {
        Outcome::Refused(said)
    } else {
        Outcome::Deferred(said)
    }
}

/// The enhanced status code (RFC 3463) that an answer begins with, `5.1.1` for example.
fn enhanced(words: &str) -> Option<&str> {
    let first = words.split_whitespace().next()?;
    let mut parts = first.split('.');
    let class = parts.next()?;
    let numbers: Vec<&str> = parts.collect();
    let fits = ["4", "5"].contains(&class)
        && numbers.len() == 2
        && numbers
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    fits.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_a_server_says_only_its_codes_are_kept() {
        assert_eq!(enhanced("5.1.1 <sian@example.org> unknown"), Some("5.1.1"));
        assert_eq!(enhanced("4.7.25"), Some("4.7.25"));
        for words in [
            "",
            "sian@example.org",
            "5.1",
            "5.1.1.1",
            "2.0.0 fine",
            "5.x.1",
            "192.0.2.1 is listed",
        ] {
            assert_eq!(enhanced(words), None, "{words}");
        }
    }

    #[test]
    fn an_unknown_recipient_has_no_mailbox_but_a_quarrel_with_us_is_ours_to_mend() {
        let theirs = |said: &str| theirs(Outcome::Refused(said.to_owned()));
        assert_eq!(
            theirs("RCPT 550 5.1.1"),
            Outcome::NoMailbox("RCPT 550 5.1.1".into())
        );
        assert_eq!(theirs("RCPT 550"), Outcome::NoMailbox("RCPT 550".into()));
        assert_eq!(
            theirs("RCPT 552 5.2.2"),
            Outcome::Refused("RCPT 552 5.2.2".into())
        );
        assert_eq!(
            theirs("RCPT 554 5.7.1"),
            Outcome::Deferred("RCPT 554 5.7.1".into())
        );
        assert_eq!(
            theirs("RCPT 530 5.5.1"),
            Outcome::Deferred("RCPT 530 5.5.1".into())
        );
    }
}
