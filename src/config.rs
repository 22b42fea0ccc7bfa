//! Typed configuration: one struct per concern, from a TOML file, then `ALONGSIDE_*` variables.
//!
//! A setting that does not parse, or is unsafe for production, stops the start with its name and how to mend it.

mod addresses;
mod mail;
mod network;
mod notify;

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

pub use mail::{LONGEST_BOUNCES, Mail, Security, Smtp, Transport};
pub use network::Network;
pub use notify::Notify;

/// The commented example that `alongside example-config` prints; it parses to the defaults.
pub const EXAMPLE: &str = include_str!("config/example.toml");

/// Everything an installation decides.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where and how the service listens.
    pub server: Server,
    /// Where data lies.
    pub data: Data,
    /// How letters leave.
    pub mail: Mail,
    /// How people and opportunities find each other.
    pub matching: Matching,
    /// Who runs this installation; named in the privacy notice and the letters.
    pub operator: Operator,
}

/// Where and how the service listens.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address people use, without a slash at the end; every link in a letter begins with it.
    pub base_url: String,
    /// Addresses and networks of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Seconds that a client has for the head of a request, counted from accepting the connection.
    pub header_seconds: u64,
    /// Seconds after a polite kill in which readiness says no and everything else goes on, so that a load balancer
    /// turns to the other nodes before the port closes.
    pub drain_seconds: u64,
    /// A real installation: unsafe settings are refused.
    pub production: bool,
}

/// Where data lies.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Data {
    /// The embedded database, the index and (with the `directory` transport) the letters.
    pub directory: PathBuf,
    /// A PostgreSQL server instead of the embedded database.
    pub database_url: Option<SecretString>,
    /// A file that holds `database_url`.
    pub database_url_file: Option<PathBuf>,
}

/// How people and opportunities find each other.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matching {
    /// The folder of the meaning pack, or `off`.
    pub meaning: PathBuf,
    /// A TOML file with badges of the installation's own.
    pub vocabulary: Option<PathBuf>,
}

/// Who runs this installation.
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operator {
    /// Name of the council or partnership.
    pub name: String,
    /// Where people write.
    pub email: String,
    /// Where people ring.
    pub phone: String,
    /// Where people send a letter.
    pub address: String,
}

impl Server {
    /// Whether `address` is a proxy whose `X-Forwarded-For` is believed.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted_proxies
            .iter()
            .any(|network| network.contains(address))
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: "http://localhost:8080".into(),
            trusted_proxies: Vec::new(),
            header_seconds: 10,
            drain_seconds: 5,
            production: false,
        }
    }
}

impl Default for Data {
    fn default() -> Self {
        Self {
            directory: "data-run".into(),
            database_url: None,
            database_url_file: None,
        }
    }
}

impl Default for Matching {
    fn default() -> Self {
        Self {
            meaning: "off".into(),
            vocabulary: None,
        }
    }
}

impl Default for Operator {
    fn default() -> Self {
        Self {
            name: "Alongside demonstration".into(),
            email: "help@alongside.example".into(),
            phone: "01632 960 001".into(),
            address: "1 Example Street, Exampleton".into(),
        }
    }
}

/// The `ALONGSIDE_*` variables and the settings they stand for.
const VARIABLES: [(&str, &str, &str); 30] = [
    ("ALONGSIDE_LISTEN", "server", "listen"),
    ("ALONGSIDE_BASE_URL", "server", "base_url"),
    ("ALONGSIDE_TRUSTED_PROXIES", "server", "trusted_proxies"),
    ("ALONGSIDE_HEADER_SECONDS", "server", "header_seconds"),
    ("ALONGSIDE_DRAIN_SECONDS", "server", "drain_seconds"),
    ("ALONGSIDE_PRODUCTION", "server", "production"),
    ("ALONGSIDE_DATA", "data", "directory"),
    ("DATABASE_URL", "data", "database_url"),
    ("ALONGSIDE_DATABASE_URL_FILE", "data", "database_url_file"),
    ("ALONGSIDE_MAIL_TRANSPORT", "mail", "transport"),
    ("ALONGSIDE_MAIL_FROM", "mail", "from"),
    ("ALONGSIDE_MAIL_BOUNCES", "mail", "bounces"),
    ("ALONGSIDE_MAIL_WORKERS", "mail", "workers"),
    ("ALONGSIDE_MAIL_PER_MINUTE", "mail", "per_minute"),
    ("ALONGSIDE_HOLD_MINUTES", "mail", "hold_minutes"),
    ("ALONGSIDE_QUIET_HOURS", "mail", "quiet_hours"),
    ("ALONGSIDE_SMTP_HOST", "mail.smtp", "host"),
    ("ALONGSIDE_SMTP_PORT", "mail.smtp", "port"),
    ("ALONGSIDE_SMTP_SECURITY", "mail.smtp", "security"),
    ("ALONGSIDE_SMTP_USERNAME", "mail.smtp", "username"),
    ("ALONGSIDE_SMTP_PASSWORD_FILE", "mail.smtp", "password_file"),
    ("ALONGSIDE_SMTP_CA_FILE", "mail.smtp", "ca_file"),
    ("ALONGSIDE_NOTIFY_API_KEY_FILE", "mail.notify", "api_key_file"),
    ("ALONGSIDE_NOTIFY_TEMPLATE", "mail.notify", "template"),
    (
        "ALONGSIDE_NOTIFY_CALLBACK_TOKEN_FILE",
        "mail.notify",
        "callback_token_file",
    ),
    ("ALONGSIDE_MEANING", "matching", "meaning"),
    ("ALONGSIDE_VOCABULARY", "matching", "vocabulary"),
    ("ALONGSIDE_OPERATOR_NAME", "operator", "name"),
    ("ALONGSIDE_OPERATOR_EMAIL", "operator", "email"),
    ("ALONGSIDE_OPERATOR_PHONE", "operator", "phone"),
];

impl Config {
    /// Reads the file, when one is named, then the variables that `variable` knows, and checks the whole.
    ///
    /// # Errors
    /// Names the setting that does not parse or is not safe, and how to mend it.
    pub fn read(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut table = match file {
            Some(path) => std::fs::read_to_string(path)
                .with_context(|| format!("cannot read the configuration {}", path.display()))?
                .parse::<toml::Table>()
                .with_context(|| format!("the configuration {} is not TOML", path.display()))?,
            None => toml::Table::new(),
        };
        for (name, section, key) in VARIABLES {
            if let Some(text) = variable(name).filter(|text| !text.is_empty()) {
                set(
                    &mut table,
                    section,
                    key,
                    value_of(key, &text).with_context(|| name.to_owned())?,
                )?;
            }
        }
        let mut config: Self = table
            .try_into()
            .context("the configuration has a setting that does not fit")?;
        config.data.database_url = secret(config.data.database_url, config.data.database_url_file.as_deref())
            .context("data.database_url_file (ALONGSIDE_DATABASE_URL_FILE)")?;
        config.mail.smtp.password = secret(
            config.mail.smtp.password,
            config.mail.smtp.password_file.as_deref(),
        )
        .context("mail.smtp.password_file (ALONGSIDE_SMTP_PASSWORD_FILE)")?;
        let notify = &mut config.mail.notify;
        notify.api_key = secret(notify.api_key.take(), notify.api_key_file.as_deref())
            .context("mail.notify.api_key_file (ALONGSIDE_NOTIFY_API_KEY_FILE)")?;
        notify.callback_token = secret(
            notify.callback_token.take(),
            notify.callback_token_file.as_deref(),
        )
        .context("mail.notify.callback_token_file (ALONGSIDE_NOTIFY_CALLBACK_TOKEN_FILE)")?;
        config.server.base_url = addresses::base_url(&config.server.base_url)?;
        config.check()?;
        Ok(config)
    }

    /// The embedded database's file.
    #[must_use]
    pub fn sqlite_file(&self) -> PathBuf {
        self.data.directory.join("alongside.db")
    }

    /// The folder of this node's search index.
    #[must_use]
    pub fn index_directory(&self) -> PathBuf {
        self.data.directory.join("index")
    }

    /// The folder of the meaning pack; none when it is off.
    #[must_use]
    pub fn meaning_folder(&self) -> Option<&Path> {
        Some(self.matching.meaning.as_path()).filter(|folder| *folder != Path::new("off"))
    }

    /// Whether browsers reach us by https, so that cookies can be locked to this host.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.server.base_url.starts_with("https://")
    }

    fn check(&self) -> anyhow::Result<()> {
        if let Some(url) = &self.data.database_url {
            addresses::database_url(url.expose_secret(), self.server.production)?;
        }
        if !(1..=60).contains(&self.server.header_seconds) {
            bail!("server.header_seconds (ALONGSIDE_HEADER_SECONDS) must be 1 to 60");
        }
        if self.server.drain_seconds > 60 {
            bail!("server.drain_seconds (ALONGSIDE_DRAIN_SECONDS) must be 0 to 60");
        }
        self.mail.check()?;
        if !self.server.production {
            return Ok(());
        }
        let unsafe_settings = [
            (
                !self.secure(),
                "server.base_url must begin with https:// in production",
            ),
            (
                self.mail.transport == Transport::Directory,
                "mail.transport must be \"smtp\" or \"notify\" in production: with \"directory\" no letter leaves",
            ),
            (
                self.mail.from.ends_with(".example"),
                "mail.from must be an address of yours in production",
            ),
            (
                self.operator.email.ends_with(".example"),
                "operator.email must be an address of yours in production",
            ),
        ];
        let refused: Vec<&str> = unsafe_settings
            .iter()
            .filter(|(bad, _)| *bad)
            .map(|(_, why)| *why)
            .collect();
        if !refused.is_empty() {
            bail!(
                "not started, because of unsafe settings:\n  {}",
                refused.join("\n  ")
            );
        }
        Ok(())
    }
}

/// What a variable's text means for the setting `key`.
fn value_of(key: &str, text: &str) -> anyhow::Result<toml::Value> {
    Ok(match key {
        "production" | "quiet_hours" => toml::Value::Boolean(text.parse().context("must be true or false")?),
        "port" | "hold_minutes" | "workers" | "per_minute" | "header_seconds" | "drain_seconds" => {
            toml::Value::Integer(text.parse().context("must be a whole number")?)
        }
        "listen" => {
            let address: SocketAddr = text.parse().with_context(|| {
                format!("must be an address and a port, like 127.0.0.1:8080, not {text:?}")
            })?;
            toml::Value::String(address.to_string())
        }
        "trusted_proxies" => toml::Value::Array(
            text.split(',')
                .map(|part| toml::Value::String(part.trim().to_owned()))
                .collect(),
        ),
        _ => toml::Value::String(text.to_owned()),
    })
}

/// Puts a value at `section.key`, making the sections on the way.
fn set(table: &mut toml::Table, section: &str, key: &str, value: toml::Value) -> anyhow::Result<()> {
    let mut place = table;
    for name in section.split('.') {
        place = place
            .entry(name)
            .or_insert_with(|| toml::Value::Table(toml::Table::new()))
            .as_table_mut()
            .with_context(|| format!("[{section}] must be a section of the configuration"))?;
    }
    place.insert(key.to_owned(), value);
    Ok(())
}

/// A secret given as such or, better, as the name of a file that holds it.
fn secret(given: Option<SecretString>, file: Option<&Path>) -> anyhow::Result<Option<SecretString>> {
    let Some(path) = file else {
        return Ok(given.filter(|secret| !secret.expose_secret().is_empty()));
    };
    let text = std::fs::read_to_string(path).with_context(|| {
        format!(
            "cannot read {}: it must be a text file that the user who runs alongside can read",
            path.display()
        )
    })?;
    let text = text.trim_end();
    ensure!(!text.is_empty(), "{} is empty", path.display());
    Ok(Some(text.to_owned().into()))
}

#[cfg(test)]
mod tests;
