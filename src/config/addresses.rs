//! Addresses of the configuration, read strictly: one that is nearly right would break every link or listen nowhere.

use anyhow::{Context, bail, ensure};
use reqwest::Url;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// The address people use, in its one form: scheme, host and perhaps a port.
///
/// # Errors
/// Names the setting and how to mend it.
pub(super) fn base_url(given: &str) -> anyhow::Result<String> {
    origin(given).with_context(|| {
        format!(
            "server.base_url (ALONGSIDE_BASE_URL) must be https:// (or http:// to try things out) and a host name, \
             with a port if it needs one, and nothing else, like https://alongside.example; {given:?} is not"
        )
    })
}

fn origin(given: &str) -> anyhow::Result<String> {
    let text = given.strip_suffix('/').unwrap_or(given);
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let Some(rest) = rest else {
        bail!("it begins with neither https:// nor http://");
    };
    ensure!(!rest.contains('@'), "it has a user name");
    ensure!(!rest.contains('?'), "it has a query");
    ensure!(!rest.contains('#'), "it has a fragment");
    ensure!(
        !rest.contains(|sign: char| sign.is_whitespace() || sign.is_control()),
        "it has a space"
    );
    ensure!(
        !rest.contains(['/', '\\']),
        "it has a path; links begin at the root of a host"
    );
    ensure!(
        !rest.contains([
            '%', ',', ';', '<', '>', '"', '\'', '(', ')', '_', '*', '!', '$', '&', '+', '=', '|', '^', '`',
            '~', '{', '}'
        ]),
        "its host name has a sign that host names do not have"
    );
    let url = Url::parse(text).context("its host name or port is none")?;
    ensure!(url.port() != Some(0) && !rest.ends_with(':'), "its port is none");
    Ok(url.origin().ascii_serialization())
}

/// A PostgreSQL server. In production, letters and names travel to another machine only protected.
///
/// # Errors
/// Names the setting and how to mend it; never what it holds, because that may be a password.
pub(super) fn database_url(given: &str, production: bool) -> anyhow::Result<()> {
    const SETTING: &str = "data.database_url (DATABASE_URL, ALONGSIDE_DATABASE_URL_FILE)";
    let scheme = ["postgres://", "postgresql://"];
    ensure!(
        scheme.iter().any(|begin| given.starts_with(begin)),
        "{SETTING} must begin with postgres://"
    );
    let Ok(options) = given.parse::<PgConnectOptions>() else {
        bail!(
            "{SETTING} must be like postgres://user:password@host:5432/database; signs such as @ or / in a password are written %40 or %2F"
        );
    };
    let here = ["localhost", "127.0.0.1", "::1", "[::1]"];
    let stays_here = options.get_socket().is_some()
        || options.get_host().starts_with('/')
        || here.contains(&options.get_host());
    let is_protected = matches!(
        options.get_ssl_mode(),
        PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull
    );
    ensure!(
        !production || stays_here || is_protected,
        "{SETTING} must end with ?sslmode=verify-full (or verify-ca, or require) in production: without, names and \
         letters may travel to {} for everybody on the way to read",
        options.get_host()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_would_break_links_is_refused_by_name() {
        for given in [
            "https://example.org/alongside",
            "https://example.org?x=1",
            "https://exa mple.org",
            "https://example.org:443x",
            "https://example.org:",
            "https://example.org:0",
            "https://example.org:70000",
            "https://user@example.org",
            "https://user:word@example.org",
            "ftp://example.org",
            "example.org",
            "https://",
            "https:///example.org",
            "https:example.org",
            "https:\\\\example.org",
            "https://example.org#top",
            "https://example.org\n",
            " https://example.org",
            "https://example.org;",
            "https://example.org,https://example.com",
            "https://exa%20mple.org",
            "https://[::1",
            "https://example.org//",
            "",
        ] {
            let error = format!("{:#}", base_url(given).expect_err(given));
            assert!(error.contains("server.base_url (ALONGSIDE_BASE_URL)"), "{error}");
        }
        for (given, read) in [
            ("https://example.org", "https://example.org"),
            ("https://example.org/", "https://example.org"),
            ("HTTPS://Example.org:8443", "https://example.org:8443"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(base_url(given).expect(given), read);
        }
    }

    #[test]
    fn names_travel_to_another_machine_only_protected() {
        let told = |url: &str, production| database_url(url, production).err().map(|error| error.to_string());
        for near in [
            "postgres://a@localhost/a",
            "postgres://a@127.0.0.1:5433/a",
            "postgres://a@localhost/a?host=/run/postgresql",
            "postgres://a@db.example/a?sslmode=verify-full",
            "postgresql://a@db.example/a?sslmode=require",
        ] {
            assert_eq!(told(near, true), None, "{near}");
        }
        for open in [
            "postgres://a:secret@db.example/a",
            "postgres://a:secret@10.0.0.5/a?sslmode=prefer",
        ] {
            assert_eq!(told(open, false), None);
            let error = told(open, true).expect("refused");
            assert!(
                error.contains("data.database_url") && error.contains("sslmode=verify-full"),
                "{error}"
            );
            assert!(!error.contains("secret"), "{error}");
        }
        for wrong in ["mysql://a@localhost/a", "a", "postgres://a:p@ss@:x/a"] {
            let error = told(wrong, false).expect("refused");
            assert!(error.contains("data.database_url"), "{error}");
        }
    }
}
