//! A letter in the form in which it travels.

use std::time::{Duration, UNIX_EPOCH};

use anyhow::Context;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::{Claimed, Kind, LetterId, bounce};
use crate::{config::Config, moment::Moment};

/// Who writes: the same in every letter, whatever it is about.
#[derive(Clone, Debug)]
pub struct Sender {
    from: Mailbox,
    reply_to: Mailbox,
    bounces: Option<Address>,
}

impl Sender {
    /// The sender that the configuration names.
    ///
    /// # Errors
    /// Names the setting that is not an address.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let address = |setting: &str, text: &str| -> anyhow::Result<Address> {
            text.parse()
                .with_context(|| format!("{setting} is not an address: {text:?}"))
        };
        let mail = &config.mail;
        let from = address("mail.from", &mail.from)?;
        let reply_to = address("operator.email", &config.operator.email)?;
        let bounces = mail.bounces.as_deref();
        Ok(Self {
            bounces: bounces.map(|text| address("mail.bounces", text)).transpose()?,
            from: Mailbox::new(Some(mail.from_name.clone()), from),
            reply_to: Mailbox::new(None, reply_to),
        })
    }

    /// The address that goes into the envelope of a letter, and to which it comes back: one of its own when there
    /// is a mailbox for bounces.
    #[must_use]
    pub fn envelope(&self, letter: LetterId, secret: &[u8; 32]) -> Address {
        let own = self
            .bounces
            .as_ref()
            .and_then(|bounces| bounce::address(bounces, secret, letter));
        own.unwrap_or_else(|| self.from.email.clone())
    }

    /// The bytes of a letter: two bodies that say the same, and headers that say nothing about the person.
    ///
    /// # Errors
    /// When the mailbox is not one that the mail library takes.
    pub fn message(&self, letter: &Claimed, now: Moment) -> anyhow::Result<Vec<u8>> {
        let recipient: Address = letter
            .recipient
            .as_str()
            .parse()
            .context("a mailbox that no letter can go to")?;
        let written = UNIX_EPOCH + Duration::from_secs(u64::try_from(now.0).unwrap_or(0));
        let id = format!("<{}@{}>", letter.message_id, self.from.email.domain());
        let mut builder = Message::builder()
            .from(self.from.clone())
            .reply_to(self.reply_to.clone())
            .to(Mailbox::new(None, recipient))
            .subject(one_line(&letter.subject))
            .message_id(Some(id))
            .date(written)
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let (Kind::Invitation | Kind::Reminder | Kind::Digest, Some(url)) =
            (letter.kind, &letter.unsubscribe_url)
        {
            let url = format!("<{}>", one_line(url));
            builder = builder
                .raw_header(header("List-Unsubscribe", &url))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let bodies = MultiPart::alternative_plain_html(letter.body_text.clone(), letter.body_html.clone());
        Ok(builder.multipart(bodies)?.formatted())
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header is one line: whatever comes after a line break would be a header of its own.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Email;

    fn letter(kind: Kind) -> Claimed {
        Claimed {
            id: LetterId::new(Moment(1)),
            kind,
            recipient: Email::parse("sian@example.org").expect("an address"),
            subject: "A letter for you – llythyr ŵ".into(),
            body_text: "Hello\n.\nBcc: c@example.org\n".into(),
            body_html: "<p>Hello</p>".into(),
            unsubscribe_url: Some(format!("https://alongside.example/stop/{}", "x".repeat(43))),
            message_id: "018f".into(),
            attempts: 1,
            claim: 1,
        }
    }

    fn headers(letter: &Claimed) -> String {
        let sender = Sender::new(&Config::default()).expect("the defaults fit");
        let bytes = sender.message(letter, Moment(1_800_000_000)).expect("a message");
        let text = String::from_utf8(bytes).expect("ASCII");
        text.split("\r\n\r\n").next().expect("headers").to_owned()
    }

    #[test]
    fn an_invitation_says_how_to_stop_with_one_click() {
        let headers = headers(&letter(Kind::Invitation)).replace("\r\n ", " ");
        assert!(
            headers.contains("List-Unsubscribe: <https://alongside.example/stop/xxx"),
            "{headers}"
        );
        assert!(headers.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        assert!(headers.contains("Message-ID: <018f@alongside.example>"));
        assert!(headers.contains("Auto-Submitted: auto-generated"));
        assert_eq!(headers.matches("\r\nTo: ").count(), 1);
    }

    #[test]
    fn an_account_letter_is_not_a_list() {
        assert!(!headers(&letter(Kind::Account)).contains("List-Unsubscribe"));
    }

    #[test]
    fn a_subject_cannot_become_another_header() {
        let mut letter = letter(Kind::Invitation);
        letter.subject = "Hello\r\nBcc: everyone@example.org\r\n\r\nbody".into();
        letter.unsubscribe_url = Some("https://a.example/\r\nCc: everyone@example.org".into());
        let headers = headers(&letter);
        for line in headers.split("\r\n") {
            assert!(!line.to_ascii_lowercase().starts_with("bcc:"), "{headers}");
            assert!(!line.to_ascii_lowercase().starts_with("cc:"), "{headers}");
        }
        assert!(
            headers.contains("Auto-Submitted"),
            "the headers end where they should: {headers}"
        );
    }
}
