//! Letters by GOV.UK Notify (its REST API, version 2, as documented in 2026).
//!
//! Every letter goes into one template, whose text `alongside notify-template` prints: our own links travel in
//! fields of their own, and everything between them, which holds what people typed, is sanitised by Notify. A
//! letter's id is its reference, so that Notify can be asked whether it has a letter before it is given again:
//! no letter is ever in doubt.

pub mod receipts;
pub mod records;
mod template;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, bail};
use jsonwebtoken::{EncodingKey, Header};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use template::{LINKS, Parts, Template, fits};
pub use template::{SUBJECT, TEMPLATE};

use super::{Bounced, Claimed, Outcome};
use crate::{
    config::Config,
    moment::{HOUR, MINUTE, Moment},
};

/// GOV.UK Notify, as the configuration describes it.
#[derive(Clone)]
pub struct Notify {
    client: Client,
    url: String,
    service: String,
    key: Arc<EncodingKey>,
    template: String,
    /// What every link of ours begins with.
    ours: String,
    /// The template was seen and fits.
    seen: Arc<AtomicBool>,
    /// Nothing is asked before this moment: Notify told us to wait.
    rests_until: Arc<AtomicI64>,
}

/// Neither key nor secret.
impl std::fmt::Debug for Notify {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Notify({})", self.url)
    }
}

/// Why Notify said no: the status and the type of its error, never its words, which may hold an address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    status: StatusCode,
    error: String,
    /// Its words are about the recipient's address.
    is_address: bool,
}

#[derive(Deserialize)]
struct Errors {
    errors: Vec<OneError>,
}

#[derive(Deserialize)]
struct OneError {
    error: String,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Found {
    notifications: Vec<Value>,
}

impl Notify {
    /// Notify with the key and the template that the configuration names.
    ///
    /// # Errors
    /// Names the setting that does not fit.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let settings = &config.mail.notify;
        let (service, secret) = settings
            .service_and_secret()
            .context("mail.notify.api_key_file must name a file with a key of GOV.UK Notify")?;
        let wait = Duration::from_secs(settings.answer_seconds);
        let client = Client::builder()
            .timeout(wait)
            .user_agent(concat!("alongside/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self {
            client,
            url: settings.url.trim_end_matches('/').to_owned(),
            service: service.to_owned(),
            key: Arc::new(EncodingKey::from_secret(secret.as_bytes())),
            template: settings.template.clone(),
            ours: format!("{}/", config.server.base_url),
            seen: Arc::default(),
            rests_until: Arc::default(),
        })
    }

    /// Whether Notify told us to leave it alone at this moment.
    #[must_use]
    pub fn rests(&self, now: Moment) -> bool {
        now.0 < self.rests_until.load(Ordering::Relaxed)
    }

    /// Looks whether the template takes what we send.
    ///
    /// # Errors
    /// Says what to change at Notify, or in the settings. That Notify cannot be reached is no error: the template
    /// is then looked at before the first letter.
    pub async fn check(&self, now: Moment) -> anyhow::Result<()> {
        let path = format!("/v2/template/{}", self.template);
        let Ok(answer) = self.sign(self.client.get(self.at(&path)), now)?.send().await else {
            tracing::warn!(
                "GOV.UK Notify cannot be reached; its template is looked at before the first letter"
            );
            return Ok(());
        };
        if !answer.status().is_success() {
            let refusal = refusal(answer).await;
            if refusal.status.is_server_error() || refusal.status == StatusCode::TOO_MANY_REQUESTS {
                return Ok(());
            }
            bail!(
                "GOV.UK Notify answered {} {} when asked for the template: {}",
                refusal.status.as_u16(),
                refusal.error,
                if refusal.status == StatusCode::NOT_FOUND {
                    "mail.notify.template must be the id of a template of this service"
                } else {
                    "mail.notify.api_key_file must hold a key of this service, and the clock must be right"
                }
            );
        }
        let template: Template = answer.json().await.context("GOV.UK Notify's template")?;
        fits(&template)?;
        self.seen.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Hands one letter over. `may_leave` is asked last, and commits that the letter may have left; when it says
    /// no, nothing leaves. A letter that was tried before is looked up first.
    ///
    /// # Errors
    /// When `may_leave` fails; nothing left then.
    pub async fn hand_over(
        &self,
        letter: &Claimed,
        now: Moment,
        may_leave: impl Future<Output = anyhow::Result<bool>>,
    ) -> anyhow::Result<Outcome> {
        if !self.seen.load(Ordering::Relaxed) {
            let checked = self.check(now).await;
            if !self.seen.load(Ordering::Relaxed) {
                self.rest(now, MINUTE);
                tracing::warn!(error = ?checked.as_ref().err(), "no letter can leave");
                return Ok(match checked {
                    Err(_) => Outcome::Barred("template".into()),
                    Ok(()) => Outcome::Unreachable,
                });
            }
        }
        if letter.attempts > 1 {
            match self.has(letter, now).await {
                Some(true) => return Ok(Outcome::Accepted),
                Some(false) => (),
                None => {
                    self.rest(now, MINUTE);
                    return Ok(Outcome::Unreachable);
                }
            }
        }
        if !may_leave.await? {
            return Ok(Outcome::Withdrawn);
        }
        let order = self.order(letter);
        let request = self.client.post(self.at("/v2/notifications/email")).json(&order);
        Ok(match self.sign(request, now)?.send().await {
            Ok(answer) if answer.status() == StatusCode::CREATED => Outcome::Accepted,
            Ok(answer) => self.said_no(&refusal(answer).await, now),
            Err(error) if error.is_connect() => {
                self.rest(now, MINUTE);
                Outcome::Unreachable
            }
            // Perhaps it has the letter: the next try asks first.
            Err(_) => Outcome::Deferred("no answer in time".into(), None),
        })
    }

    /// Whether Notify has this letter; `None` when it does not say.
    async fn has(&self, letter: &Claimed, now: Moment) -> Option<bool> {
        let request = self
            .client
            .get(self.at("/v2/notifications"))
            .query(&[("reference", letter.id.to_string())]);
        let answer = self.sign(request, now).ok()?.send().await.ok()?;
        if !answer.status().is_success() {
            return None;
        }
        let found: Found = answer.json().await.ok()?;
        Some(!found.notifications.is_empty())
    }

    /// What a no means for the letter, and for everything else that waits.
    fn said_no(&self, refusal: &Refusal, now: Moment) -> Outcome {
        let said = format!("{} {}", refusal.status.as_u16(), refusal.error);
        match (refusal.status, refusal.error.as_str()) {
            // "email_address Not a valid email address": no server was asked, and no letter can go there.
            (StatusCode::BAD_REQUEST, _) if refusal.is_address => Outcome::Refused(said, Some(Bounced::Hard)),
            // The template, what we filled in, a service in trial mode, a key for the team only.
            (StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND, _) => Outcome::Ours(said),
            // Nothing more today: the limit is counted by the day.
            (StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsError") => {
                tracing::warn!("GOV.UK Notify takes no more letters today");
                self.rest(now, HOUR);
                Outcome::Unreachable
            }
            (StatusCode::TOO_MANY_REQUESTS, _) => {
                self.rest(now, MINUTE);
                Outcome::Unreachable
            }
            (StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED, _) => {
                tracing::error!(said, "GOV.UK Notify does not take our key");
                self.rest(now, MINUTE);
                Outcome::Barred(said)
            }
            _ => Outcome::Deferred(said, None),
        }
    }

    fn rest(&self, now: Moment, seconds: i64) {
        self.rests_until.store(now.plus(seconds).0, Ordering::Relaxed);
    }

    fn order(&self, letter: &Claimed) -> Value {
        let parts = Parts::of(&letter.body_text, &self.ours);
        let sanitise: Vec<String> = (1..=LINKS + 1).map(|number| format!("text_{number}")).collect();
        let mut order = json!({
            "email_address": letter.recipient.as_str(),
            "template_id": self.template,
            "personalisation": parts.fields(&letter.subject),
            "reference": letter.id.to_string(),
            "sanitise_content_for": sanitise,
        });
        // Notify takes https only; a service that is tried out without it has the link in the letter's text.
        if let Some(stop) = letter
            .unsubscribe_url
            .as_ref()
            .filter(|url| url.starts_with("https://"))
        {
            order["one_click_unsubscribe_url"] = json!(stop);
        }
        order
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Signs a request with a token of its own, which Notify takes for 30 seconds.
    fn sign(&self, request: RequestBuilder, now: Moment) -> anyhow::Result<RequestBuilder> {
        let claims = json!({"iss": self.service, "iat": now.0});
        let token = jsonwebtoken::encode(&Header::default(), &claims, &self.key)?;
        Ok(request.bearer_auth(token))
    }
}

/// What kind of no an answer is; an answer that is no error of Notify's has its status only.
async fn refusal(answer: Response) -> Refusal {
    let status = answer.status();
    let errors = answer.json::<Errors>().await.ok();
    let first = errors.and_then(|errors| errors.errors.into_iter().next());
    let (error, message) = first.map_or_else(Default::default, |first| (first.error, first.message));
    let is_address = message.starts_with("email_address");
    // Its types are single words; anything else is not one of them.
    let error = if error.chars().all(|c| c.is_ascii_alphanumeric()) {
        error
    } else {
        String::new()
    };
    Refusal {
        status,
        error,
        is_address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        account::Email,
        outbox::{Kind, LetterId},
    };

    #[test]
    fn one_click_stops_where_notify_takes_it_and_what_people_typed_is_sanitised() {
        let key = "a-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
        let mut config = Config::default();
        config.mail.notify.api_key = Some(key.into());
        let notify = Notify::new(&config).expect("a key");
        let mut letter = Claimed {
            id: LetterId::new(Moment(1)),
            kind: Kind::Invitation,
            recipient: Email::parse("sian@example.org").expect("an address"),
            subject: "A letter for you".into(),
            body_text: "Hello [x](y)".into(),
            body_html: String::new(),
            unsubscribe_url: Some("https://a.example/stop/1".into()),
            message_id: String::new(),
            attempts: 1,
            claim: 1,
        };
        let order = notify.order(&letter);
        assert_eq!(order["one_click_unsubscribe_url"], "https://a.example/stop/1");
        assert_eq!(order["reference"], letter.id.to_string());
        let sanitised = order["sanitise_content_for"].as_array().expect("a list");
        for (name, value) in order["personalisation"].as_object().expect("fields") {
            let typed = value.as_str().is_some_and(|text| text.contains("Hello"));
            assert_eq!(
                sanitised.contains(&json!(name)),
                typed || name.starts_with("text"),
                "{name}"
            );
        }
        letter.unsubscribe_url = Some("http://a.example/stop/1".into());
        assert!(notify.order(&letter)["one_click_unsubscribe_url"].is_null());
    }
}
