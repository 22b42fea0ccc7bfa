//! Who is to blame for a letter that was refused. Decided here and nowhere else, for what mail servers answer while
//! they are spoken to and for the reports that come back later.
//!
//! A code says more than words, so codes come first. But many servers give a general code, or none, or one that
//! another server made up on the way; then their words decide, and only words that leave no doubt. What stays unclear
//! counts as a mailbox that takes nothing now: three of these in a row stop letters, one does not.

mod words;

use super::Bounced;
use words::{Said, said};

/// Who is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// We: our sender, server, standing or letter. The next person's letter meets the same refusal.
    Us,
    /// The way there: names, routes, loops, patience.
    Way,
    /// The mailbox takes nothing now, or the refusal is unclear.
    Full,
    /// There is no such mailbox.
    Gone,
}

impl Blame {
    /// What it says about the mailbox.
    #[must_use]
    pub fn bounced(self) -> Option<Bounced> {
        match self {
            Self::Us => None,
            Self::Way | Self::Full => Some(Bounced::Soft),
            Self::Gone => Some(Bounced::Hard),
        }
    }
}

/// An enhanced status code (RFC 3463): class, subject and detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// 2, 4 or 5.
    pub class: u16,
    /// What it is about: 1 addresses, 2 the mailbox, 3 the mail system, 4 the network, 5 the protocol, 6 the
    /// content, 7 policy.
    pub subject: u16,
    /// More closely.
    pub detail: u16,
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// What a code means by itself. The first row that fits counts.
///
/// Sources: RFC 3463 section 3 and the IANA registry "SMTP Enhanced Status Codes"; RFC 7505 (5.1.10); RFC 7293
/// (5.7.17, 5.7.18); Microsoft, "Email non-delivery reports and SMTP errors in Exchange Online" (5.1.8, 5.1.20,
/// 5.1.90, 5.4.1, 5.4.300 to 5.4.317); Google, "Gmail SMTP errors and codes" (5.2.1, 5.2.2, 5.4.5, 5.7.x).
const CODES: &[(u16, Detail, Blame)] = &[
    (1, Detail::Is(&[7, 8, 20, 90]), Blame::Us),
    (1, Detail::Is(&[1, 2, 3, 6, 10]), Blame::Gone),
    (1, Detail::Is(&[9]), Blame::Way),
    (2, Detail::Is(&[1]), Blame::Gone),
    (2, Detail::Is(&[2]), Blame::Full),
    // The letter is too long for this mailbox.
    (2, Detail::Is(&[3]), Blame::Us),
    (3, Detail::Is(&[4]), Blame::Us),
    (3, Detail::Is(&[1, 2, 3, 5]), Blame::Way),
    // In a general code of the way the words say no more than "expired"; what a server on the way said before is
    // no verdict.
    (4, Detail::Any, Blame::Way),
    (5, Detail::Specific, Blame::Us),
    (6, Detail::Any, Blame::Us),
    // The mailbox, or its whole domain, has another owner now.
    (7, Detail::Is(&[17, 18]), Blame::Gone),
    (7, Detail::Any, Blame::Us),
];

/// Which details of a subject a row is about.
enum Detail {
    Is(&'static [u16]),
    /// Any but 0, which says no more than the subject.
    Specific,
    Any,
}

/// What an SMTP reply without an enhanced code means (RFC 5321 section 4.2.3; 521 and 556: RFC 7504; 53x: RFC 4954;
/// 541 and 571 are in use for refusals by a filter). 550, 551, 553 and 554 stand for too many things.
const REPLIES: &[(std::ops::RangeInclusive<u16>, Blame)] = &[
    (500..=504, Blame::Us),
    (521..=521, Blame::Way),
    (523..=523, Blame::Us),
    (530..=541, Blame::Us),
    (552..=552, Blame::Full),
    (555..=555, Blame::Us),
    (556..=556, Blame::Gone),
    (570..=579, Blame::Us),
    (421..=421, Blame::Way),
    (451..=451, Blame::Way),
    (454..=454, Blame::Us),
];

/// Whether a code is about the state of a mailbox that is there (RFC 3463 section 3.3).
fn is_mailbox_state(code: Option<Code>) -> bool {
    code.is_some_and(|code| code.subject == 2)
}

/// Who is to blame for a refusal with this code and this SMTP reply, in these words.
///
/// Only codes may be kept: words can hold an address.
#[must_use]
pub fn of(code: Option<Code>, reply: Option<u16>, words: &str) -> Blame {
    let said = said(words);
    let for_now = code.map_or_else(|| reply.is_some_and(|reply| reply < 500), |code| code.class == 4);
    let blame = match (code.and_then(by_code), said) {
        // Whatever the code: a server that names the sender means the sender.
        (_, Some(Said::Sender)) => Blame::Us,
        // Gmail says 5.2.1 also of a mailbox that is sent too much at once.
        (Some(Blame::Gone), _) if is_mailbox_state(code) && words::is_passing(words) => Blame::Full,
        (Some(clear), _) => clear,
        (None, Some(said)) => said.blame(),
        (None, None) => code.map_or_else(|| by_reply(reply), by_subject),
    };
    // What is refused for now is never a mailbox that is gone.
    if for_now && blame == Blame::Gone {
        Blame::Full
    } else {
        blame
    }
}

/// Who is to blame by a report's own status and what the other server said to the reporter (RFC 3464). The words of a
/// server that gave no enhanced code win: reporters make one up from the reply, 5.1.1 from any 550 for example.
#[must_use]
pub fn of_report(status: Option<Code>, diagnosis: &str) -> Blame {
    let own = own_code(diagnosis);
    let reply = reply(diagnosis);
    match (status, own) {
        (Some(status), None) if status.subject != 4 => match said(diagnosis) {
            Some(said) if status.class == 5 => said.blame(),
            _ => of(Some(status), reply, diagnosis),
        },
        (Some(status), Some(own)) if status.subject == 0 || (status.detail == 0 && own.detail != 0) => {
            of(Some(own), reply, diagnosis)
        }
        (status, own) => of(status.or(own), reply, diagnosis),
    }
}

fn by_code(code: Code) -> Option<Blame> {
    let row = CODES.iter().find(|(subject, detail, _)| {
        *subject == code.subject
            && match detail {
                Detail::Is(list) => list.contains(&code.detail),
                Detail::Specific => code.detail != 0,
                Detail::Any => true,
            }
    });
    row.map(|(.., blame)| *blame)
}

/// A code that only names its subject, or whose detail is in no table.
fn by_subject(code: Code) -> Blame {
    match code.subject {
        3 | 4 => Blame::Way,
        5..=7 => Blame::Us,
        _ => Blame::Full,
    }
}

fn by_reply(reply: Option<u16>) -> Blame {
    let row = REPLIES
        .iter()
        .find(|(range, _)| reply.is_some_and(|reply| range.contains(&reply)));
    row.map_or(Blame::Full, |(_, blame)| *blame)
}

/// The code that the other server gave: the first one that says more than its class, because a server on the way
/// puts a code without a subject before what it quotes.
#[must_use]
pub fn own_code(diagnosis: &str) -> Option<Code> {
    let codes = || tokens(diagnosis).filter_map(code);
    codes()
        .find(|code| code.subject != 0 && code.class != 2)
        .or_else(|| codes().find(|code| code.class != 2))
}

/// The first enhanced status code in `words`.
#[must_use]
pub fn first_code(words: &str) -> Option<Code> {
    tokens(words).find_map(code)
}

/// The SMTP reply that an answer begins with, or that follows a colon or a word that announces it: house numbers and
/// years are none.
#[must_use]
pub fn reply(words: &str) -> Option<u16> {
    const ANNOUNCED_BY: [&str; 9] = [
        "smtp", "error", "code", "said", "status", "reply", "answered", "response", "returned",
    ];
    words.lines().find_map(|line| {
        line.match_indices(|character: char| character.is_ascii_digit())
            .find_map(|(at, _)| {
                let (before, rest) = line.split_at(at);
                let digits = rest
                    .find(|character: char| !character.is_ascii_digit())
                    .unwrap_or(rest.len());
                let ends = rest[digits..].chars().next();
                let starts = !before.ends_with(|character: char| {
                    character.is_ascii_alphanumeric() || "./-@+".contains(character)
                });
                let reply = rest[..digits]
                    .parse()
                    .ok()
                    .filter(|reply| (400..600).contains(reply));
                let fits = starts && digits == 3 && ends.is_none_or(|end| " -:\t\"')#>,;.".contains(end));
                let before = before.trim_end();
                let word = before
                    .rsplit(|character: char| !character.is_alphabetic())
                    .next()
                    .unwrap_or_default()
                    .to_lowercase();
                let announced = before.is_empty()
                    || before.ends_with([':', ';', '"', '\'', '(', '#', '<', '>', ']', '='])
                    || ANNOUNCED_BY.contains(&word.as_str());
                reply.filter(|_| fits && announced)
            })
    })
}

fn tokens(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|character: char| !(character.is_ascii_digit() || character == '.'))
        .map(|token| token.trim_matches('.'))
}

/// Three numbers of one to three digits, the first of them 2, 4 or 5, the second at most 7.
fn code(token: &str) -> Option<Code> {
    let mut numbers = token.split('.').map(|part| {
        let fits = (1..=3).contains(&part.len());
        fits.then(|| part.parse().ok()).flatten()
    });
    let (class, subject, detail) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let fits = [2, 4, 5].contains(&class) && subject <= 7 && numbers.next().is_none();
    fits.then_some(Code {
        class,
        subject,
        detail,
    })
}

#[cfg(test)]
mod tests;
