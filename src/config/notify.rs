//! The settings of GOV.UK Notify.

use std::path::PathBuf;

use anyhow::bail;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// GOV.UK Notify as the way letters leave.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    /// Where its API answers, without a slash at the end.
    pub url: String,
    /// The key that its "API integration" page shows: name, service and secret in one.
    pub api_key: Option<SecretString>,
    /// A file that holds `api_key`.
    pub api_key_file: Option<PathBuf>,
    /// The id of the template that every letter goes into; `alongside notify-template` prints its text.
    pub template: String,
    /// What Notify says with each delivery receipt, so that nobody else can; receipts are refused without it.
    pub callback_token: Option<SecretString>,
    /// A file that holds `callback_token`.
    pub callback_token_file: Option<PathBuf>,
    /// Seconds to wait for one answer of Notify.
    pub answer_seconds: u64,
}

impl Default for Notify {
    fn default() -> Self {
        Self {
            url: "https://api.notifications.service.gov.uk".into(),
            api_key: None,
            api_key_file: None,
            template: String::new(),
            callback_token: None,
            callback_token_file: None,
            answer_seconds: 30,
        }
    }
}

impl Notify {
    /// The service's id and the secret that signs, from the last 73 characters of the key; `None` when it is not
    /// such a key.
    #[must_use]
    pub fn service_and_secret(&self) -> Option<(&str, &str)> {
        let key = self.api_key.as_ref()?.expose_secret();
        let uuids = key.get(key.len().checked_sub(73)?..)?;
        let (service, secret) = (uuids.get(..36)?, uuids.get(37..)?);
        let fits = [service, secret]
            .iter()
            .all(|part| uuid::Uuid::try_parse(part).is_ok());
        fits.then_some((service, secret))
    }

    /// Seconds that one letter can take at most: the template, the look-up and the letter itself.
    #[must_use]
    pub fn longest_seconds(&self) -> u64 {
        self.answer_seconds.saturating_mul(3)
    }

    /// Whether letters can leave this way.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let problems = self.problems();
        if !problems.is_empty() {
            bail!("GOV.UK Notify cannot be used yet:\n  {}", problems.join("\n  "));
        }
        Ok(())
    }

    /// What is wrong with these settings, each with how to mend it.
    fn problems(&self) -> Vec<&'static str> {
        let safe = ["https://", "http://127.0.0.1:", "http://localhost:"];
        [
            (
                self.service_and_secret().is_none(),
                "mail.notify.api_key_file must name a file with the whole key of Notify's \"API integration\" page: \
                 a name, then two ids of 36 characters",
            ),
            (
                uuid::Uuid::try_parse(&self.template).is_err(),
                "mail.notify.template must be the id of the template made from `alongside notify-template`",
            ),
            (
                !safe.iter().any(|begin| self.url.starts_with(begin)),
                "mail.notify.url must begin with https://",
            ),
            (
                !(1..=120).contains(&self.answer_seconds),
                "mail.notify.answer_seconds must be between 1 and 120",
            ),
        ]
        .into_iter()
        .filter_map(|(bad, why)| bad.then_some(why))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_apart_from_its_end() {
        let mut settings = Notify {
            api_key: Some(
                "my-test-key-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
                    .into(),
            ),
            ..Notify::default()
        };
        let (service, secret) = settings.service_and_secret().expect("a key");
        assert_eq!(service, "26785a09-ab16-4eb0-8407-a37497a57506");
        assert_eq!(secret, "3d844edf-8d35-48ac-975b-e847b4f122b0");
        for broken in [
            "",
            "short",
            "ŵ26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b",
        ] {
            settings.api_key = Some(broken.into());
            assert!(settings.service_and_secret().is_none(), "{broken}");
            assert_eq!(settings.problems().len(), 2);
        }
    }
}
