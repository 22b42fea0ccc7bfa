//! How letters leave: the settings of `[mail]` and `[mail.smtp]`.

use std::path::PathBuf;

use anyhow::ensure;
use secrecy::SecretString;
use serde::Deserialize;

use super::Notify;

/// The longest local part of `mail.bounces`: what each letter adds to it must fit into 64 characters.
pub const LONGEST_BOUNCES: usize = 23;

/// How letters leave.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// `directory` writes one file per letter; `smtp` and `notify` send.
    pub transport: Transport,
    /// Sender's address.
    pub from: String,
    /// Sender's name: neutral, for a phone's lock screen.
    pub from_name: String,
    /// The mailbox to which letters that cannot arrive come back, each to an address of its own made from this
    /// one (`bounces+LETTER@DOMAIN`). None: they come back to `from`, and nobody counts them.
    pub bounces: Option<String>,
    /// Minutes between release and sending, in which a host can stop everything; 0 to 1440.
    pub hold_minutes: i64,
    /// Whether letters rest while their readers do. Off only where the service is tried out.
    pub quiet_hours: bool,
    /// Letters that one process sends at the same time; 1 to 32.
    pub workers: usize,
    /// The most letters that leave in a minute, over all nodes; 0: as many as the server takes.
    pub per_minute: i64,
    /// Seconds for which a worker has a letter to itself: more than everything one letter can take.
    pub lease_seconds: i64,
    /// The server to hand letters to.
    pub smtp: Smtp,
    /// GOV.UK Notify.
    pub notify: Notify,
}

/// Which way letters leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// One `.eml` file per letter in the data directory.
    Directory,
    /// An SMTP server.
    Smtp,
    /// GOV.UK Notify.
    Notify,
}

/// The SMTP server to hand letters to.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// A certificate authority of one's own that the server's certificate may come from (PEM), besides those
    /// that the machine trusts.
    pub ca_file: Option<PathBuf>,
    /// User name, when the server asks for one.
    pub username: Option<String>,
    /// Password for it.
    pub password: Option<SecretString>,
    /// A file that holds `password`.
    pub password_file: Option<PathBuf>,
    /// Seconds to reach the server, protect the connection and sign in, all together.
    pub connect_seconds: u64,
    /// Seconds for the server's answer to each step before the last line of a letter.
    pub step_seconds: u64,
    /// Seconds for the server's word after the last line (RFC 5321, 4.5.3.2.6, asks for ten minutes).
    pub last_word_seconds: u64,
}

/// How the connection to the SMTP server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// Plain text: for a server on the same machine only.
    None,
    /// Plain at first, then `STARTTLS`; refused when the server does not offer it.
    Starttls,
    /// TLS from the first byte.
    Tls,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: Transport::Directory,
            from: "hello@alongside.example".into(),
            from_name: "Alongside".into(),
            bounces: None,
            hold_minutes: 10,
            quiet_hours: true,
            workers: 1,
            per_minute: 0,
            lease_seconds: 900,
            smtp: Smtp::default(),
            notify: Notify::default(),
        }
    }
}

impl Default for Smtp {
    fn default() -> Self {
        Self {
            host: "localhost".into(),
            port: 25,
            security: Security::Starttls,
            ca_file: None,
            username: None,
            password: None,
            password_file: None,
            connect_seconds: 60,
            step_seconds: 30,
            last_word_seconds: 600,
        }
    }
}

impl Smtp {
    /// Seconds that one letter can take at most: a new connection, the steps `MAIL`, `RCPT` and `DATA`, and the
    /// last word.
    #[must_use]
    pub fn longest_seconds(&self) -> u64 {
        let steps = self.step_seconds.saturating_mul(3);
        let both = self.connect_seconds.saturating_add(steps);
        both.saturating_add(self.last_word_seconds)
    }

    /// Whether the server is this machine, so that nobody on the way can read along.
    fn is_here(&self) -> bool {
        ["localhost", "127.0.0.1", "::1"].contains(&self.host.as_str())
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.security != Security::None || self.is_here(),
            "mail.smtp.security must be \"starttls\" or \"tls\" unless the server is this machine \
             (mail.smtp.host = \"localhost\"): letters would travel for everybody to read"
        );
        let seconds = [
            ("connect_seconds", self.connect_seconds),
            ("step_seconds", self.step_seconds),
            ("last_word_seconds", self.last_word_seconds),
        ];
        for (name, given) in seconds {
            ensure!(
                (1..=3600).contains(&given),
                "mail.smtp.{name} must be between 1 and 3600"
            );
        }
        Ok(())
    }
}

impl Mail {
    /// Refuses settings that do not fit together.
    ///
    /// # Errors
    /// Names the setting and how to mend it.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        ensure!(
            (0..=1440).contains(&self.hold_minutes),
            "mail.hold_minutes must be between 0 and 1440"
        );
        ensure!(
            (1..=32).contains(&self.workers),
            "mail.workers must be between 1 and 32"
        );
        ensure!(
            (0..=1_000_000).contains(&self.per_minute),
            "mail.per_minute must be between 0 (no limit) and 1000000"
        );
        if let Some(bounces) = &self.bounces {
            let local = bounces.split('@').next().unwrap_or_default();
            ensure!(
                bounces.parse::<lettre::Address>().is_ok()
                    && !local.contains('+')
                    && local.len() <= LONGEST_BOUNCES,
                "mail.bounces must be an address like \"bounces@your-domain\", with at most {LONGEST_BOUNCES} \
                 characters before the @ and no + among them, not {bounces:?}"
            );
        }
        if self.transport == Transport::Smtp {
            self.smtp.check()?;
        }
        if self.transport == Transport::Notify {
            self.notify.check()?;
        }
        let longest = match self.transport {
            Transport::Notify => self.notify.longest_seconds(),
            Transport::Smtp | Transport::Directory => self.smtp.longest_seconds(),
        };
        ensure!(
            u64::try_from(self.lease_seconds).is_ok_and(|lease| lease > longest),
            "mail.lease_seconds must be more than {longest}, the time that one letter can take \
             (mail.smtp.connect_seconds + 3 × step_seconds + last_word_seconds, or 3 × mail.notify.answer_seconds): otherwise a second worker could \
             take a letter that the first one is still handing over"
        );
        Ok(())
    }
}
