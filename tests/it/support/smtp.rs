//! A real SMTP server of another make, in its own process.

use std::time::Duration;

use serde_json::{Value, json};

use super::process::Helper;

/// The server, and every letter it has taken so far.
pub struct SmtpServer {
    helper: Helper,
    /// Its port on this machine.
    pub port: u16,
    letters: Vec<Value>,
}

impl SmtpServer {
    /// Starts it.
    pub async fn start() -> Self {
        let mut helper = Helper::start("target/test-python/bin/python", &["tests/smtp_server.py"]);
        let port = helper.hear().await["port"]
            .as_u64()
            .and_then(|port| port.try_into().ok())
            .expect("a port");
        Self {
            helper,
            port,
            letters: Vec::new(),
        }
    }

    /// The newest letter to `recipient` with `words` in its subject; waits up to ten seconds for it.
    pub async fn letter(&mut self, recipient: &str, words: &str) -> Value {
        let wanted = |letter: &&Value| {
            letter["recipients"] == json!([recipient])
                && letter["subject"]
                    .as_str()
                    .is_some_and(|subject| subject.contains(words))
        };
        for patience in [Duration::from_millis(300), Duration::from_secs(10)] {
            while let Some(letter) = self.helper.hear_within(patience).await {
                assert_eq!(letter["defects"], json!([]), "{letter}");
                self.letters.push(letter);
                if patience > Duration::from_secs(1) && self.letters.last().as_ref().is_some_and(wanted) {
                    break;
                }
            }
            if let Some(found) = self.letters.iter().rev().find(wanted) {
                return found.clone();
            }
        }
        let seen: Vec<String> = self
            .letters
            .iter()
            .map(|letter| format!("{} <- {}", letter["recipients"], letter["subject"]))
            .collect();
        panic!("no letter to {recipient} about {words:?} among {seen:#?}");
    }
}

/// The first link of a letter's text whose address contains `part`.
#[track_caller]
pub fn link(letter: &Value, part: &str) -> String {
    let text = letter["text"].as_str().unwrap_or_default();
    let links = text
        .split(|c: char| c.is_whitespace() || "<>()\"".contains(c))
        .filter(|word| word.starts_with("http"));
    let found = links
        .map(|link| link.trim_end_matches(['.', ',']))
        .find(|link| link.contains(part));
    found
        .unwrap_or_else(|| panic!("no link with {part:?} in:\n{text}"))
        .to_owned()
}
