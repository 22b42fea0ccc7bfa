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

use super::{
    Outcome,
    blame::{self, Blame},
};
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
    /// [`Outcome::Unreachable`] when the server cannot be reached, [`Outcome::Barred`] when it does not let us in or
    /// does not offer what the configuration asks for.
    pub async fn connect(&self) -> Result<AsyncSmtpConnection, Outcome> {
        let Settings { host, port, .. } = &self.settings;
        let patience = Duration::from_secs(self.settings.connect_seconds);
        let met = match timeout(patience, self.converse()).await {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(met)) => met,
            Err(_) => (anyhow::anyhow!("no answer in time"), Outcome::Unreachable),
        };
        let (error, outcome) = met;
        tracing::warn!("no letter can leave: the mail server {host}:{port}: {error:#}");
        Err(outcome)
    }

    /// Everything before the first letter; with an error, what it means for the letters.
    async fn converse(&self) -> Result<AsyncSmtpConnection, (anyhow::Error, Outcome)> {
        let barred = |step| {
            move |error: Error| {
                let outcome = not_let_in(step, &error);
                (anyhow::Error::new(error), outcome)
            }
        };
        let unreachable = |error: std::io::Error| (anyhow::Error::new(error), Outcome::Unreachable);
        let server = (self.settings.host.as_str(), self.settings.port);
        let hello = ClientId::default();
        let mut connection = if let (Some(tls), Security::Tls) = (&self.tls, self.settings.security) {
            AsyncSmtpConnection::connect_tokio1(server, None, &hello, Some(tls.clone()), None)
                .await
                .map_err(barred("greeting"))?
        } else {
            let stream = TcpStream::connect(server).await.map_err(unreachable)?;
            // Small packets that wait for each other would make 20 letters a second of 5,000.
            stream.set_nodelay(true).map_err(unreachable)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)
                .await
                .map_err(barred("greeting"))?
        };
        if let (Some(tls), Security::Starttls) = (&self.tls, self.settings.security) {
            connection
                .starttls(tls.clone(), &hello)
                .await
                .map_err(barred("STARTTLS"))?;
        }
        if let (Some(username), Some(password)) = (&self.settings.username, &self.settings.password) {
            let credentials = Credentials::new(username.clone(), password.expose_secret().to_owned());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .await
                .map_err(barred("AUTH"))?;
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
            _ => Outcome::Deferred("DATA broke off".into(), None),
        })
    }

    async fn open_envelope(
        &self,
        connection: &mut AsyncSmtpConnection,
        from: &Address,
        to: &Address,
    ) -> Result<(), Outcome> {
        let mail = connection.command(Mail::new(Some(from.clone()), Vec::new()));
        step(timeout(self.step(), mail).await, "MAIL")?;
        let recipient = connection.command(Rcpt::new(to.clone(), Vec::new()));
        step(timeout(self.step(), recipient).await, "RCPT")?;
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

fn step<T>(answer: Result<Result<T, Error>, tokio::time::error::Elapsed>, step: &str) -> Result<(), Outcome> {
    match answer {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(said(step, &error)),
        Err(_) => Err(Outcome::Deferred(format!("{step} had no answer in time"), None)),
    }
}

/// What it means that a server does not let us in: what it refuses for good, or does not offer, somebody has to mend
/// here; everything else passes.
fn not_let_in(step: &str, error: &Error) -> Outcome {
    match error.status() {
        Some(code) if error.is_permanent() => Outcome::Barred(format!("{step} {code}")),
        None if error.is_client() => Outcome::Barred(format!("{step} is not offered")),
        _ => Outcome::Unreachable,
    }
}

/// What the server's answer to a letter means. Only its codes are kept: its words may hold the address.
fn said(step: &str, error: &Error) -> Outcome {
    let Some(code) = error.status() else {
        return Outcome::Deferred(format!("{step} broke off"), None);
    };
    let words = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
    means(step, u16::from(code), error.is_permanent(), &words)
}

fn means(step: &str, reply: u16, for_good: bool, words: &str) -> Outcome {
    let enhanced = words.split_whitespace().next().and_then(blame::first_code);
    let said = match enhanced {
        Some(enhanced) => format!("{step} {reply} {enhanced}"),
        None => format!("{step} {reply}"),
    };
    let blame = blame::of(enhanced, Some(reply), words);
    match (step, blame, for_good) {
        // Before a recipient is named, only we can be meant.
        ("MAIL", _, true) | (_, Blame::Us, true) => Outcome::Ours(said),
        ("MAIL", _, false) => Outcome::Deferred(said, None),
        (_, Blame::Full | Blame::Gone, true) => Outcome::Refused(said, blame.bounced()),
        _ => Outcome::Deferred(said, blame.bounced()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::Bounced;

    #[test]
    fn of_what_a_server_says_only_its_codes_are_kept() {
        let kept = |words| match means("RCPT", 450, false, words) {
            Outcome::Deferred(said, _) => said,
            outcome => panic!("{outcome:?}"),
        };
        assert_eq!(kept("4.1.1 <sian@example.org> unknown"), "RCPT 450 4.1.1");
        assert_eq!(kept("4.7.25 no name"), "RCPT 450 4.7.25");
        for words in [
            "",
            "sian@example.org",
            "4.1 x",
            "4.1.1.1 x",
            "4.x.1 x",
            "192.0.2.1 is listed",
        ] {
            assert_eq!(kept(words), "RCPT 450", "{words}");
        }
    }

    #[test]
    fn an_unknown_recipient_has_no_mailbox_but_a_quarrel_with_us_is_ours_to_mend() {
        let refused = |said: &str, bounced| Outcome::Refused(said.to_owned(), Some(bounced));
        for (step, reply, words, outcome) in [
            ("RCPT", 550, "5.1.1 <x>", refused("RCPT 550 5.1.1", Bounced::Hard)),
            ("RCPT", 550, "User unknown", refused("RCPT 550", Bounced::Hard)),
            ("RCPT", 550, "no", refused("RCPT 550", Bounced::Soft)),
            (
                "RCPT",
                552,
                "5.2.2 full",
                refused("RCPT 552 5.2.2", Bounced::Soft),
            ),
            ("DATA", 550, "5.1.1 <x>", refused("DATA 550 5.1.1", Bounced::Hard)),
            ("RCPT", 554, "5.7.1 no", Outcome::Ours("RCPT 554 5.7.1".into())),
            (
                "RCPT",
                530,
                "5.5.1 sign in",
                Outcome::Ours("RCPT 530 5.5.1".into()),
            ),
            (
                "RCPT",
                550,
                "5.1.8 sender",
                Outcome::Ours("RCPT 550 5.1.8".into()),
            ),
            ("MAIL", 550, "5.1.1 no", Outcome::Ours("MAIL 550 5.1.1".into())),
            ("DATA", 552, "too large", Outcome::Ours("DATA 552".into())),
            (
                "DATA",
                451,
                "4.7.1 later",
                Outcome::Deferred("DATA 451 4.7.1".into(), None),
            ),
            ("MAIL", 452, "full", Outcome::Deferred("MAIL 452".into(), None)),
            (
                "RCPT",
                554,
                "5.4.6 loop",
                Outcome::Deferred("RCPT 554 5.4.6".into(), Some(Bounced::Soft)),
            ),
        ] {
            assert_eq!(
                means(step, reply, reply >= 500, words),
                outcome,
                "{step} {reply} {words}"
            );
        }
    }
}
