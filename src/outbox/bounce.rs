//! Letters that came back: to which address, what the report says, and whom we write to no more.
//!
//! Each letter has an envelope sender of its own, `bounces+LETTER.MAC@domain`. The second part is made with the
//! installation's secret, so that nobody can make up a report about a letter that did not come to them.

pub mod command;
pub mod records;

use lettre::Address;
use mail_parser::{Message, MessageParser, MimeHeaders};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Bounced, LetterId};

/// Digits of a letter's id, and of its proof, in an address: base 32, because mail servers may change the case.
const DIGITS: (usize, usize) = (26, 13);
/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The letter came back for good, with this status code.
    Back(Bounced, String),
    /// A delay, a delivery, or an automatic answer: nothing to note.
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
    let report = message.parts.iter().find(|part| {
        part.is_content_type("message", "delivery-status")
            || part.is_content_type("message", "global-delivery-status")
    });
    let text = match report {
        Some(part) => String::from_utf8_lossy(part.contents()).into_owned(),
        None if is_from_a_server(&message) => return Some(without_report(&message)),
        None => return Some(Verdict::Nothing),
    };
    Some(of_report(&text))
}

/// Whether a mail without a report comes from a mail server and not from somebody who is away: null senders are
/// common to both, these signs are not.
fn is_from_a_server(message: &Message<'_>) -> bool {
    let has = |name: &str| message.header(name).is_some();
    let from = message.from().and_then(|from| from.first()?.address());
    let name = from
        .and_then(|address| address.split('@').next())
        .unwrap_or_default();
    has("X-Failed-Recipients")
        || has("X-MS-Exchange-Message-Is-Ndr")
        || ["mailer-daemon", "postmaster"].contains(&name.to_ascii_lowercase().as_str())
}

/// RFC 3464: fields about the message, then one group for each recipient; ours is the only one.
fn of_report(report: &str) -> Verdict {
    let unfolded = report
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    let field = |name: &str| {
        unfolded.lines().rev().find_map(|line| {
            let (given, value) = line.split_once(':')?;
            given.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let action = field("Action").unwrap_or("failed").to_ascii_lowercase();
    if !action.starts_with("failed") {
        return Verdict::Nothing;
    }
    // A diagnosis stands in for a status that is missing, and for one that says no more than its class.
    let status = field("Status").and_then(code);
    let diagnosis = field("Diagnostic-Code").and_then(code);
    judge(match (status, diagnosis) {
        (Some(status), Some(diagnosis)) if status.ends_with(".0.0") => Some(diagnosis),
        (status, diagnosis) => status.or(diagnosis),
    })
}

/// A report in words only, as older servers send it: the first code in it counts.
fn without_report(message: &Message<'_>) -> Verdict {
    let subject = message.subject().unwrap_or_default().to_ascii_lowercase();
    if subject.contains("delayed") || subject.contains("warning") {
        return Verdict::Nothing;
    }
    let text = message.body_text(0).unwrap_or_default();
    // What follows is the letter itself.
    let own = text.split("------").next().unwrap_or_default();
    let words = if code(own).is_some() { own } else { &text };
    judge(code(words))
}

/// A server that gives no code at all tried and gave up.
fn judge(code: Option<String>) -> Verdict {
    let Some(code) = code else {
        return Verdict::Back(Bounced::Soft, "no code".into());
    };
    blame(&code).map_or(Verdict::Nothing, |why| Verdict::Back(why, code))
}

/// What a code says about the mailbox (RFC 3463 for `5.1.1`, RFC 5321 for `550`): there is none, or it takes no
/// letters now. `None` when it says something about us: that we did not sign in (53x), or that a rule or a list
/// does not let us in (x.7.x). One such list would otherwise end the letters of a whole wave.
pub(super) fn blame(code: &str) -> Option<Bounced> {
    let parts: Vec<&str> = code.split('.').collect();
    match parts[..] {
        [_, "7", _] => None,
        ["5", "0" | "1" | "4", _] | ["5", "2", "1"] => Some(Bounced::Hard),
        ["4" | "5", _, _] => Some(Bounced::Soft),
        [reply] if reply.starts_with("53") => None,
        ["550" | "551" | "553"] => Some(Bounced::Hard),
        [reply] if reply.starts_with(['4', '5']) => Some(Bounced::Soft),
        _ => None,
    }
}

/// The first status code in `words`: an enhanced one (`5.1.1`), otherwise an SMTP reply (`550`).
fn code(words: &str) -> Option<String> {
    let tokens = || {
        words
            .split(|character: char| !(character.is_ascii_digit() || character == '.'))
            .map(|token| token.trim_matches('.'))
    };
    let enhanced = tokens().find(|token| {
        let parts: Vec<&str> = token.split('.').collect();
        parts.len() == 3
            && ["2", "4", "5"].contains(&parts[0])
            && parts[1..].iter().all(|part| (1..=3).contains(&part.len()))
    });
    let reply =
        || tokens().find(|token| token.len() == 3 && token.starts_with(['4', '5']) && !token.contains('.'));
    enhanced.or_else(reply).map(str::to_owned)
}

#[cfg(test)]
mod tests;
