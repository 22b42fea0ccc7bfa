//! A stand-in for GOV.UK Notify, in its own process; the official client keeps it honest.

use alongside::{
    config::{Config, Transport},
    outbox::notify,
};
use serde_json::{Value, json};

use super::process::Helper;

/// The key that the stand-in knows: a name, the service and the secret.
pub const KEY: &str = "story-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
/// The id of its template.
pub const TEMPLATE: &str = "f33517ff-2a88-4f6e-b855-c550268ce08a";
/// What it says with delivery receipts.
pub const RECEIPTS: &str = "only-notify-knows-this";

/// The stand-in.
pub struct NotifyServer {
    helper: Helper,
    /// Where it answers.
    pub address: String,
    accepted: Vec<Value>,
}

impl NotifyServer {
    /// Starts it with the template that we ask stewards to make.
    pub async fn start() -> Self {
        Self::start_with(notify::TEMPLATE).await
    }

    /// Starts it with another text in its template.
    pub async fn start_with(template: &str) -> Self {
        let mut helper = Helper::start("target/test-python/bin/python", &["tests/notify_server.py"]);
        helper.tell(&json!([notify::SUBJECT, template]));
        let port = helper.hear().await["port"].to_string();
        Self {
            helper,
            address: format!("http://127.0.0.1:{port}"),
            accepted: Vec::new(),
        }
    }

    /// Settings that send letters to it.
    pub fn settings(&self) -> impl FnOnce(&mut Config) + use<> {
        let url = self.address.clone();
        move |config| {
            config.mail.transport = Transport::Notify;
            config.mail.notify.url = url;
            config.mail.notify.api_key = Some(KEY.into());
            config.mail.notify.template = TEMPLATE.into();
            config.mail.notify.callback_token = Some(RECEIPTS.into());
            config.mail.notify.answer_seconds = 1;
        }
    }

    /// Tells it something, and returns what it says to that; emails it accepted before are remembered.
    pub async fn tell(&mut self, order: &Value) -> Value {
        self.helper.tell(order);
        loop {
            let mut said = self.helper.hear().await;
            if said["accepted"].is_null() {
                return said;
            }
            self.accepted.push(said["accepted"].take());
        }
    }

    /// Every email it accepted so far, the oldest first.
    pub async fn accepted(&mut self) -> &[Value] {
        self.tell(&json!({"ask": "all"})).await;
        &self.accepted
    }
}
