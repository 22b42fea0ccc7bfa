//! Letters over the whole catalogue, in both languages and every form, read by a parser of another make: nothing
//! that a glance, a lock screen or a log of addresses shows tells what anybody has lived through.
//!
//! `SOAK_LETTERS=10000` makes ten times as many.

use alongside::{
    account::{Email, Token},
    badge::{Badge, catalogue},
    citizen::LetterFormat,
    database::{Transaction, sql},
    frontend::Language,
    invitation::{
        InvitationId,
        letters::{self, Asked, Fact, Mailbox},
    },
    opportunity::{self, Opportunity, Seek},
    outbox::{self, Claimed, message::Sender},
};
use base64::Engine;
use serde_json::{Value, json};

use super::released;
use crate::support::{Store, World, process::Helper, tell};

/// How many letters are written, without `SOAK_LETTERS`.
const LETTERS: usize = 1_000;
/// So many characters at the beginning are the same in every letter: what mail software shows beside the subject.
const NEUTRAL: usize = 200;
/// Letters that follow an answer.
const LATER: [&str; 7] = [
    "outcome-place",
    "reply-received",
    "outcome-no-place",
    "question-answered",
    "outcome-alternate",
    "new-link",
    "reminder",
];
/// Names and titles that have broken mail software before.
const HOSTILE: [&str; 9] = [
    "Siân",
    "Ann\r\nBcc: everyone@example.org",
    "=?utf-8?Q?=0D=0ABcc:_a@b.org?=",
    "\n.\n.\r\nQUIT",
    "line\u{2028}end\u{2029}s \u{85}",
    "\u{202e}neddih \u{200f}marks\u{feff}",
    "nul\0 and bell\u{7}",
    "<script>alert(1)</script> {{ 7*7 }} { $name } %s",
    "From the start\nFrom: somebody else <a@b.org>",
];

#[test]
fn no_letter_shows_at_a_glance_what_it_is_about() {
    tell(Store::Sqlite, async |world: &World| {
        let wanted = std::env::var("SOAK_LETTERS")
            .ok()
            .and_then(|number| number.parse().ok());
        let wanted = wanted.unwrap_or(LETTERS);
        let siân = world.citizen("Siân").await;
        let mut officer = world.officer("Omar", "Leeds City Council").await;
        let id = released(world, &mut officer, 4).await;
        let (invitation,): (InvitationId,) = sql(world.database(), "select id from invitation")
            .one()
            .await
            .expect("one invitation");
        let stored = opportunity::records::load(world.database(), id)
            .await
            .expect("read")
            .expect("there");
        let mut transaction = world.database().begin().await.expect("a transaction");
        for number in 0..wanted {
            let mailbox = Mailbox {
                id: siân.id,
                email: Email::parse(&format!("reader{number}@people.example")),
                locale: Language::ALL[number % 2],
                called: Some(HOSTILE[number % HOSTILE.len()].to_owned()),
                letter_format: LetterFormat::ALL[number / 2 % 3],
            };
            let badge = &catalogue().badges()[number / 2 % catalogue().badges().len()];
            let about = about(&stored, badge, number);
            let organisation = format!("{} Together", badge.label(mailbox.locale));
            let asked = Asked {
                opportunity: &about,
                organisation: &organisation,
            };
            put(&mut transaction, world, asked, &mailbox, (invitation, number)).await;
        }
        transaction.commit().await.expect("committed");
        read_all(world, wanted).await;
    });
}

/// An opportunity about one badge, with its words everywhere that a host can write.
fn about(like: &Opportunity, badge: &Badge, number: usize) -> Opportunity {
    let words = format!("{} / {}: {}", badge.label, badge.welsh, HOSTILE[number % 7]);
    let long = if number.is_multiple_of(100) { 10_000 } else { 1 };
    Opportunity {
        title: format!("{words} {}", "x".repeat(long)),
        summary: badge.phrases.join(", "),
        part: words.clone(),
        open_text: words.clone(),
        seeks: vec![Seek {
            badge: Some(badge.slug.clone()),
            ..like.seeks[0].clone()
        }],
        ..like.clone()
    }
}

async fn put(
    transaction: &mut Transaction,
    world: &World,
    asked: Asked<'_>,
    mailbox: &Mailbox,
    (invitation, number): (InvitationId, usize),
) {
    let site = &world.app.site;
    let now = world.now();
    if number % 4 < 2 {
        let key = (invitation, format!("corpus:{number}"));
        let reasons = vec![asked.opportunity.part.clone()];
        let letter = letters::new_invitation(site, asked, mailbox, key, &Token::random(), (&reasons, now))
            .expect("a letter");
        assert!(outbox::put(transaction, &letter, now).await.is_ok());
        return;
    }
    let mut context = letters::context(site, asked, mailbox.called.as_deref(), mailbox.locale);
    let answers = ["yes", "yes-with-support", "question", "not-now", "not-this"];
    let more = json!({
        "answer": answers[number / 4 % answers.len()], "again_from": "2027-02-01", "open_until": now, "block": true,
        "question": asked.opportunity.part, "people": 9, "places": 4, "drawn": true, "none": false,
        "draw": {"code": "K7QF2", "percent": 44, "lowest": 40, "same": false, "url": "http://127.0.0.1/draws/7"},
    });
    for (name, value) in more.as_object().expect("an object") {
        context[name] = value.clone();
    }
    let fact = Fact {
        letter: LATER[number / 4 % LATER.len()],
        invitation,
        key: format!("corpus:{number}"),
        organisation: asked.opportunity.organisation_id,
    };
    letters::put_later(transaction, site, mailbox, fact, &context, now)
        .await
        .expect("a letter");
}

async fn read_all(world: &World, wanted: usize) {
    let sender = Sender::new(&world.app.site.config).expect("a sender");
    let letters: Vec<Claimed> = sql(
        world.database(),
        "select outbox.*, 1 as attempts, 1 as claim from outbox where unique_key like '%corpus:%'",
    )
    .all()
    .await
    .expect("the letters");
    assert_eq!(letters.len(), wanted);
    let telling = telling_words();
    assert!(telling.len() > 2_000, "the words of the catalogue were found");
    let mut reader = Helper::start("target/test-python/bin/python", &["tests/read_letters.py"]);
    for letter in &letters {
        let bytes = sender.message(letter, world.now()).expect("a message");
        assert!(
            bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998),
            "a line longer than RFC 5322 allows"
        );
        let bytes = base64::engine::general_purpose::STANDARD.encode(bytes);
        reader.tell(&json!({"bytes": bytes}));
        let read = reader.hear().await;
        same(letter, &read);
        neutral(letter, &read, &telling);
    }
}

/// Another parser reads what was written, and nothing else.
fn same(letter: &Claimed, read: &Value) {
    assert_eq!(read["defects"], json!([]), "{}", read["subject"]);
    assert_eq!(read["subject"], json!(letter.subject));
    assert_eq!(read["to"], json!([letter.recipient.as_str()]));
    let lines = |text: &str| {
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .trim_end()
            .to_owned()
    };
    for (body, field) in [(&letter.body_text, "text"), (&letter.body_html, "html")] {
        assert_eq!(lines(read[field].as_str().unwrap_or_default()), lines(body));
    }
    let count = |name: &str| headers(read).filter(|(known, _)| *known == name).count();
    for name in ["to", "from", "subject", "date", "message-id", "content-type"] {
        assert_eq!(count(name), 1, "{name}");
    }
    for name in ["cc", "bcc", "resent-to", "list-id", "sender", "feedback-id"] {
        assert_eq!(count(name), 0, "{name}");
    }
}

fn headers(read: &Value) -> impl Iterator<Item = (&str, &str)> {
    let list = read["headers"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|header| {
        let part = |at: usize| header[at].as_str().unwrap_or_default();
        (part(0), part(1))
    })
}

/// What a glance shows tells nothing.
fn neutral(letter: &Claimed, read: &Value, telling: &[String]) {
    let text = &read["text"].as_str().unwrap_or_default().replace("\r\n", "\n");
    let html = read["html"].as_str().unwrap_or_default();
    let preheader = html
        .split_once("overflow:hidden\">")
        .and_then(|(_, rest)| rest.split_once("</div>"))
        .map_or("", |(preheader, _)| preheader);
    assert!(preheader.len() > 10, "a line of its own beside the subject");
    // The greeting is the person's own name, however strange; what follows is ours.
    let (_, opening) = text.split_once("\n\n").expect("a greeting");
    let called = text.chars().take(NEUTRAL).collect::<String>();
    let opening: String = opening.chars().take(NEUTRAL).collect();
    let mut shown = vec![preheader.to_owned(), opening];
    shown.extend(headers(read).map(|(_, value)| value.to_owned()));
    for source in [text, html] {
        let links = source.split(|c: char| c.is_whitespace() || "<>\"".contains(c));
        shown.extend(links.filter(|word| word.contains("://")).map(str::to_owned));
    }
    for part in &shown {
        let plain = format!(" {} ", words(part));
        for word in telling {
            assert!(
                !plain.contains(word.as_str()),
                "{word:?} is shown in {part:?} of {:?} ({called})",
                letter.subject
            );
        }
        assert!(
            !part.contains("Together"),
            "the organisation is shown in {part:?}"
        );
    }
}

/// Every label and every lay word of the catalogue with more than four letters, in both languages, between spaces.
fn telling_words() -> Vec<String> {
    let badges = catalogue().badges().iter();
    let texts = badges.flat_map(|badge| {
        let labels = [&badge.label, &badge.welsh];
        labels
            .into_iter()
            .chain(&badge.phrases)
            .chain(&badge.welsh_phrases)
    });
    texts
        .filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 4)
        .map(|text| format!(" {} ", words(text)))
        .collect()
}

/// Lower-case words with one space between them.
fn words(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
