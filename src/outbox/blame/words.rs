//! What servers say in words, where their codes leave it open.

use super::Blame;

/// What the words of a refusal are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Our sender, or that we may not send here at all.
    Sender,
    /// Our standing, our server or our letter.
    Policy,
    /// The mailbox is not there.
    Gone,
    /// The mailbox takes nothing now.
    Full,
    /// The way there.
    Way,
}

impl Said {
    pub(super) fn blame(self) -> Blame {
        match self {
            Self::Sender | Self::Policy => Blame::Us,
            Self::Gone => Blame::Gone,
            Self::Full => Blame::Full,
            Self::Way => Blame::Way,
        }
    }
}

/// Phrases as they begin at a word, in small letters, and what they mean; the first row with one of them counts.
///
/// Taken from the texts that Postfix, Exim, Sendmail, qmail, Exchange, Gmail, Yahoo, Outlook.com, GMX, Mimecast,
/// Barracuda and Spamhaus document or send. The order matters: "sender address rejected: user unknown" is about the
/// sender, "reverse DNS does not exist" about our server, "sending quota" about us, "too many hops" about the way.
const PHRASES: &[(Said, &[&str])] = &[
    (
        Said::Sender,
        &[
            "sender address",
            "sender rejected",
            "sender denied",
            "sender refused",
            "sender blocked",
            "sender verif",
            "sender domain",
            "sender's domain",
            "sender is not",
            "sender not",
            "sender unknown",
            "unknown sender",
            "invalid sender",
            "bad sender",
            "bad outbound sender",
            "banned sender",
            "verify sender",
            "unverified sender",
            "domain of sender",
            "from address",
            "envelope from",
            "envelope sender",
            "sending limit",
            "sending quota",
            "user sending",
            "not owned by user",
            "permitted to send",
            "authorized to send",
            "authorised to send",
            "allowed to send",
            "relay access",
            "relay denied",
            "relay not",
            "relay prohibited",
            "relay operation",
            "relaying",
            "to relay",
            "not relay",
            "cannot relay",
            "rcpthosts",
        ],
    ),
    (
        Said::Policy,
        &[
            "reverse dns",
            "rdns",
            "ptr",
            "helo",
            "ehlo",
            "spf",
            "dkim",
            "dmarc",
            "too many invalid",
            "administrative prohibition",
            "administratively prohibited",
            "unauthenticated",
            "authentication required",
            "must authenticate",
        ],
    ),
    (
        Said::Gone,
        &[
            "user unknown",
            "unknown user",
            "unknown recipient",
            "recipient unknown",
            "unknown address",
            "address unknown",
            "unknown mailbox",
            "mailbox unknown",
            "unknown local",
            "unknown account",
            "no such",
            "no mailbox",
            "no user",
            "no account",
            "nobody by that name",
            "nobody here",
            "mailbox not found",
            "user not found",
            "recipient not found",
            "recipientnotfound",
            "address not found",
            "account not found",
            "not found by smtp address lookup",
            "doesn't have a",
            "does not have a",
            "not a known user",
            "not a valid mailbox",
            "not a valid user",
            "not a valid recipient",
            "invalid recipient",
            "invalid mailbox",
            "invalid user",
            "invalid account",
            "does not exist",
            "doesn't exist",
            "not exist",
            "no longer exist",
            "no longer valid",
            "no longer available",
            "no longer in use",
            "no longer active",
            "no longer on server",
            "account is disabled",
            "account has been disabled",
            "account disabled",
            "account that you tried to reach is disabled",
            "disabled or discontinued",
            "mailbox disabled",
            "mailbox is disabled",
            "user disabled",
            "account is closed",
            "account has been closed",
            "account closed",
            "account is inactive",
            "account inactive",
            "inactive account",
            "deactivated",
            "has moved",
            "has left",
        ],
    ),
    (
        Said::Full,
        &[
            "quota",
            "mailbox full",
            "is full",
            "inbox full",
            "out of storage",
            "storage",
            "mailbox size limit",
            "maildir",
            "mailbox unavailable",
            "mailbox is unavailable",
            "mailbox blocked",
            "mailbox is blocked",
            "account blocked",
            "account is blocked",
            "user blocked",
            "recipient blocked",
            "insufficient s",
            "not enough space",
            "disk full",
            "temporarily disabled",
            "temporarily locked",
            "account is locked",
            "mailbox locked",
        ],
    ),
    (
        Said::Way,
        &[
            "too many hops",
            "hop count",
            "routing loop",
            "mail loop",
            "loops back",
            "loop detected",
            "expired",
            "timed out",
            "time out",
            "timeout",
            "delivery time",
            "connection refused",
            "connection reset",
            "connection lost",
            "connection closed",
            "connection dropped",
            "connection timed",
            "lost connection",
            "could not connect",
            "unable to connect",
            "cannot connect",
            "network is unreachable",
            "network unreachable",
            "no route",
            "host not found",
            "host unknown",
            "unknown host",
            "name service",
            "name server",
            "dns",
            "domain not found",
            "domain name not found",
            "cannot resolve",
            "could not be resolved",
            "no mx",
            "handshake",
            "certificate",
            "tls negotiation",
            "cannot start tls",
            "been in the queue",
            "in queue too long",
            "retry time",
            "retry timeout",
        ],
    ),
    (
        Said::Policy,
        &[
            "block",
            "blacklist",
            "black list",
            "denylist",
            "deny list",
            "on our list",
            "listed",
            "spamhaus",
            "spamcop",
            "barracuda",
            "rbl",
            "dnsbl",
            "spam",
            "policy",
            "policies",
            "reputation",
            "authenticat",
            "not authorized",
            "not authorised",
            "unauthorized",
            "unauthorised",
            "access denied",
            "permission denied",
            "banned",
            "prohibited",
            "forbidden",
            "filter",
            "virus",
            "malware",
            "phish",
            "suspicious",
            "content",
            "too big",
            "too large",
            "size limit",
            "message size",
            "size exceeds",
            "rate limit",
            "too many",
            "throttl",
            "complain",
            "greylist",
            "graylist",
            "unsolicited",
            "bulk",
            "security",
            "starttls",
            "syntax error",
            "bad sequence",
            "command",
            "not implemented",
            "malformed",
            "header",
            "abuse",
            "client host",
            "your ip",
            "your host",
            "your server",
            "not accepted from",
            "don't accept mail from",
            "not accept mail from",
            "not welcome",
            "trust",
            "low grade",
        ],
    ),
];

/// What these words are about; none when they leave it open.
pub(super) fn said(words: &str) -> Option<Said> {
    let words = tidy(words);
    let begins = |phrase: &str| {
        words.match_indices(phrase).any(|(at, _)| {
            at == 0 || !words[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-')
        })
    };
    let row = PHRASES
        .iter()
        .find(|(_, phrases)| phrases.iter().any(|phrase| begins(phrase)));
    row.map(|(said, _)| *said)
}

/// Small letters and single spaces, without addresses, hosts and links: `nospam@example.org` says nothing about spam.
fn tidy(words: &str) -> String {
    let lower = words.to_lowercase().replace('’', "'").replace('_', " ");
    let plain = lower.split_whitespace().filter(|word| {
        let core = word.trim_matches(|character: char| !character.is_alphanumeric());
        let is_host = core
            .split_once('.')
            .is_some_and(|(before, after)| !before.is_empty() && !after.is_empty());
        !(word.contains('@') || word.contains("://") || is_host)
    });
    plain.collect::<Vec<_>>().join(" ")
}

/// Whether the words say that a mailbox takes nothing at this moment only.
pub(super) fn is_passing(words: &str) -> bool {
    let words = words.to_lowercase();
    let passing = ["at a rate", "too quickly", "temporarily", "try again"];
    passing.iter().any(|part| words.contains(part))
}
