//! Letters that came back: to which address, and what the report says.
//!
//! Each letter has an envelope sender of its own, `bounces+LETTER.MAC@domain`. The second part is made with the
//! installation's secret, so that nobody can make up a report about a letter that did not come to them.

mod kinds;
pub mod records;

use lettre::Address;
use mail_parser::{Message, MessageParser};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    LetterId,
    blame::{self, Blame},
};
use kinds::{Mail, kind};

/// Digits of a letter's id, and of its proof, in an address: base 32, because mail servers may change the case.
const DIGITS: (usize, usize) = (26, 13);

/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The letter came back for good: who is to blame, and the status code.
    Back(Blame, String),
    /// The person told their mail provider that they do not want such letters.
    Complaint,
    /// A delay, a delivery, a receipt, or an automatic answer: nothing to note.
    Nothing,
}

/// The address to which `letter` comes back; `bounces` is the mailbox that the configuration names.
#[must_use]
pub fn address(bounces: &Address, secret: &[u8; 32], letter: LetterId) -> Option<Address> {
    let id = in_base_32(letter.0.as_u128(), DIGITS.0);
    let proof = in_base_32(u128::from(proof(secret, letter)), DIGITS.1);
    Address::new(format!("{}+{id}.{proof}", bounces.user()), bounces.domain()).ok()
}

/// The letter of the first address of ours in `mail` whose proof is right.
#[must_use]
pub fn letter_in(mail: &str, secret: &[u8; 32]) -> Option<LetterId> {
    mail.match_indices('+').find_map(|(at, _)| {
        let rest = &mail.as_bytes()[at + 1..];
        let (id, rest) = rest.split_at_checked(DIGITS.0)?;
        let (dot, rest) = rest.split_first()?;
        let (given, rest) = rest.split_at_checked(DIGITS.1)?;
        let ends = (*dot, rest.first().copied()) == (b'.', Some(b'@'));
        let letter = LetterId(Uuid::from_u128(from_base_32(id)?));
        let given = u64::try_from(from_base_32(given)?).ok()?;
        let right = given.to_be_bytes().ct_eq(&proof(secret, letter).to_be_bytes());
        (ends && right.into()).then_some(letter)
    })
}

fn proof(secret: &[u8; 32], letter: LetterId) -> u64 {
    // The hash of a keyed hash: SHA-256 alone could be continued by somebody who saw one.
    let mut inner = Sha256::new();
    inner.update(secret);
    inner.update(b"bounce address\0");
    inner.update(letter.0.as_bytes());
    let mut outer = Sha256::new();
    outer.update(secret);
    outer.update(inner.finalize());
    let hash = outer.finalize();
    hash[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn in_base_32(number: u128, digits: usize) -> String {
    (0..digits)
        .rev()
        .filter_map(|place| {
            let digit = (number >> (5 * place)) & 31;
            char::from_digit(u32::try_from(digit).ok()?, 32)
        })
        .collect()
}

fn from_base_32(digits: &[u8]) -> Option<u128> {
    let text = std::str::from_utf8(digits).ok()?;
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then(|| u128::from_str_radix(text, 32).ok()).flatten()
}

/// What a mail says that came to one of our addresses for bounces. `None` when it is no mail at all.
#[must_use]
pub fn read(mail: &[u8]) -> Option<Verdict> {
    let message = MessageParser::default().parse(mail)?;
    if message.headers().is_empty() {
        return None;
    }
    Some(match kind(&message) {
        Mail::Report(text) => of_report(&text),
        Mail::Feedback(text) => of_feedback(&text),
        Mail::Complaint => Verdict::Complaint,
        Mail::FromServer => without_report(&message),
        Mail::Other => Verdict::Nothing,
    })
}

/// The last field with this name; folded lines are one (RFC 5322).
fn field(report: &str, name: &str) -> Option<String> {
    let unfolded = report
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    unfolded.lines().rev().find_map(|line| {
        let (given, value) = line.split_once(':')?;
        given
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

/// RFC 3464: fields about the message, then one group for each recipient; ours is the only one.
fn of_report(report: &str) -> Verdict {
    let action = field(report, "Action").unwrap_or_else(|| "failed".into());
    if !action.to_ascii_lowercase().starts_with("failed") {
        return Verdict::Nothing;
    }
    let status = field(report, "Status").and_then(|status| blame::first_code(&status));
    if status.is_some_and(|status| status.class == 2) {
        return Verdict::Nothing;
    }
    let diagnosis = field(report, "Diagnostic-Code").unwrap_or_default();
    let said = match (status, blame::own_code(&diagnosis)) {
        (Some(status), Some(own)) if status.subject == 0 => own.to_string(),
        (Some(code), _) | (None, Some(code)) => code.to_string(),
        (None, None) => name_of(blame::reply(&diagnosis)),
    };
    Verdict::Back(blame::of_report(status, &diagnosis), said)
}

/// RFC 5965, 6591 and 6650: most feedback is a complaint. Reports about failed proofs are for whoever runs our mail,
/// and "not-spam" takes a complaint of a filter back.
fn of_feedback(report: &str) -> Verdict {
    let kind = field(report, "Feedback-Type").unwrap_or_else(|| "abuse".into());
    let is_none = ["auth-failure", "not-spam"];
    if is_none.contains(&kind.to_ascii_lowercase().as_str()) {
        Verdict::Nothing
    } else {
        Verdict::Complaint
    }
}

/// A report in words only, as older servers send it: the first code in it counts.
fn without_report(message: &Message<'_>) -> Verdict {
    let subject = message.subject().unwrap_or_default().to_ascii_lowercase();
    if subject.contains("delayed") || subject.contains("warning") {
        return Verdict::Nothing;
    }
    let text = message.body_text(0).unwrap_or_default();
    let has_code = |words: &str| blame::first_code(words).is_some() || blame::reply(words).is_some();
    // What follows is the letter itself.
    let own = text.split("---").find(|part| has_code(part)).unwrap_or_default();
    let code = blame::first_code(own).filter(|code| code.class != 2);
    let said = code.map_or_else(|| name_of(blame::reply(own)), |code| code.to_string());
    if own.is_empty() {
        let opening = text.split("---").next().unwrap_or_default();
        return Verdict::Back(blame::of(None, None, opening), said);
    }
    Verdict::Back(blame::of(code, blame::reply(own), own), said)
}

fn name_of(reply: Option<u16>) -> String {
    reply.map_or_else(|| "no code".into(), |reply| reply.to_string())
}

#[cfg(test)]
mod tests;
