//! Answers and diagnoses as servers give them, and who is to blame.

use super::{
    Blame::{Full, Gone, Us, Way},
    *,
};

/// What a server answers in a conversation.
fn answer(text: &str) -> Blame {
    of(first_code(text), reply(text), text)
}

/// Answers, with who is to blame.
const ANSWERS: &[(&str, Blame)] = &[
    // Our sender.
    (
        "550 5.1.8 <hello@alongside.example>: Sender address rejected: Domain not found",
        Us,
    ),
    (
        "550 5.1.0 <hello@alongside.example>: Sender address rejected: User unknown",
        Us,
    ),
    ("553 5.1.7 sender address does not conform", Us),
    ("550 5.1.1 Sender address rejected: undeliverable address", Us),
    (
        "450 4.1.8 <hello@alongside.example>: Sender address rejected: Domain not found",
        Us,
    ),
    ("550 5.1.8 Access denied, bad outbound sender AS(42004)", Us),
    (
        "550 Verification failed for <hello@alongside.example> No Such User Here Sender verify failed",
        Us,
    ),
    (
        "553 5.7.1 Sender address rejected: not owned by user alongside",
        Us,
    ),
    ("550 5.1.20 Multiple From addresses", Us),
    (
        "550 5.1.90 Your message can't be sent because you've reached your daily limit",
        Us,
    ),
    ("550 5.4.5 Daily user sending quota exceeded.", Us),
    (
        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        Us,
    ),
    ("554 5.7.1 <nia@example.org>: Relay access denied", Us),
    ("550 relaying denied", Us),
    (
        "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        Us,
    ),
    // Lists, rules, proofs.
    ("550 Blocked, your address 192.0.2.9 is on our list", Us),
    ("550 Message refused by our content filter", Us),
    (
        "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org",
        Us,
    ),
    (
        "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.9",
        Us,
    ),
    (
        "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
        Us,
    ),
    (
        "550 5.7.509 Access denied, sending domain does not pass DMARC verification",
        Us,
    ),
    ("550 SPF record does not exist for alongside.example", Us),
    ("554 reverse DNS does not exist for 192.0.2.9", Us),
    ("550 5.7.606 Access denied, banned sending IP [192.0.2.9]", Us),
    ("554 Message not accepted for policy reasons", Us),
    (
        "421 4.7.0 [TSS04] Messages temporarily deferred due to user complaints",
        Us,
    ),
    ("451 4.7.1 Greylisting in action, please come back later", Us),
    ("571 Delivery not authorized, message refused", Us),
    ("541 recipient rejected your message", Us),
    ("550 This message was classified as spam", Us),
    ("550 JunkMail rejected - listed in an RBL", Us),
    // What we say, how we sign in, what we send.
    ("530 5.7.0 Must issue a STARTTLS command first", Us),
    ("535 5.7.8 Authentication credentials invalid", Us),
    ("530 Authentication required", Us),
    ("500 command unrecognised", Us),
    ("503 5.5.1 bad sequence of commands", Us),
    ("555 5.5.4 Unsupported parameter", Us),
    ("552 5.3.4 Message size exceeds fixed maximum message size", Us),
    ("552 message too large", Us),
    ("554 5.6.0 Message is malformed", Us),
    (
        "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient",
        Us,
    ),
    // The way.
    (
        "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
        Way,
    ),
    ("554 5.4.6 too many hops, routing loop", Way),
    (
        "550 5.4.300 Message expired -> 451 4.4.4 Mail received as unauthenticated",
        Way,
    ),
    ("550 5.4.310 DNS domain example.org does not exist", Way),
    (
        "550 5.4.316 Message expired, connection refused(Socket error code 10061)",
        Way,
    ),
    ("554 too many hops", Way),
    ("451 4.4.1 connection timed out", Way),
    ("550 Host unknown (Name server: mx: host not found)", Way),
    ("451 4.3.0 not now", Way),
    ("421 Service not available", Way),
    ("554 5.3.0 Mail system trouble", Way),
    // The mailbox takes nothing now, or it is unclear.
    (
        "552 5.2.2 The email account that you tried to reach is over quota",
        Full,
    ),
    ("452 4.2.2 The recipient's inbox is out of storage space", Full),
    ("552 mailbox full", Full),
    ("550 Requested action not taken: mailbox unavailable", Full),
    (
        "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)",
        Full,
    ),
    ("550 5.1.0 Address rejected", Full),
    ("550 5.0.0 never mind", Full),
    ("550", Full),
    ("554 Transaction failed", Full),
    ("550 <nospam@blocked.example> I do not like this", Full),
    (
        "450 4.2.1 The user you are trying to contact is receiving mail at a rate that",
        Full,
    ),
    ("450 4.1.1 <nia@example.org>: unverified address", Full),
    ("450 User unknown", Full),
    ("550 mailbox is blocked", Full),
    (
        "450 4.2.0 <nia@example.org>: Recipient address rejected: Mailbox is busy",
        Full,
    ),
    ("550 mailbox unavailable or not local", Full),
    ("452 4.5.3 Too many recipients", Us),
    ("451 4.3.2 System not accepting network messages", Way),
    (
        "550 The mail server could not deliver mail: insufficient system resources",
        Full,
    ),
    ("550 5.7.1 No such user", Us),
    // Postfix, Exim, Sendmail, Exchange, Domino, Zimbra, MDaemon, Kerio, hMailServer, Cyrus, Dovecot.
    ("550 Unrouteable address", Gone),
    ("550 Unroutable address", Gone),
    ("550-Callout verification failed: 550 No Such User", Gone),
    ("550 5.1.0 Sender rejected - address could not be found", Us),
    ("550 Your server is not listed in our directory", Us),
    ("all relevant MX records point to non-existent hosts", Way),
    ("550 lowest numbered MX record points to local host", Way),
    ("550 Mailbox does not exist!", Gone),
    ("550 #5.1.0 Address rejected nia@example.org", Full),
    (
        "550 Recipient address rejected: User unknown in virtual mailbox table",
        Gone,
    ),
    (
        "550 Recipient address rejected: undeliverable address: host said user gone",
        Gone,
    ),
    ("550 Addressee unknown", Gone),
    ("550 Unknown addressee", Gone),
    ("550 nia... User not listed in Domino Directory", Gone),
    ("550 nia@example.org User not known", Gone),
    ("550 Recipient not known here", Gone),
    ("550 User nia@example.org is not known", Gone),
    ("550 Invalid address", Gone),
    ("550 Bad destination mailbox address", Gone),
    ("550 This address no longer accepts mail", Gone),
    ("550 Mailbox no longer accepts messages", Gone),
    ("550 No mail box available for this user", Gone),
    ("550 Not our customer", Gone),
    ("550 Email address could not be found, or was misspelled", Gone),
    ("550 The email address you entered couldn't be found", Gone),
    ("550 The recipient's email address isn't valid", Gone),
    ("550 is not a valid address", Gone),
    ("550 Account not available", Gone),
    ("550 That account has been suspended", Full),
    ("550 Account suspended", Full),
    ("550 This mailbox has exceeded its limit", Full),
    ("550 The recipient's mailbox has exceeded its storage limit", Full),
    ("550 Mailbox exceeds allowed size", Full),
    ("550 Over limit", Full),
    ("550 Operation timed out", Way),
    ("550 No route to host", Way),
    ("Unable to look up host example.org", Way),
    (
        "550 Host or domain name not found. Name service error for name=example.org type=MX",
        Way,
    ),
    ("550 Remote server is not responding", Way),
    (
        "554 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain",
        Way,
    ),
    // There is none.
    ("550 User unknown", Gone),
    (
        "550 5.1.1 <nia@example.org>: Recipient address rejected: User unknown in relay recipient table",
        Gone,
    ),
    ("550 5.1.1 never", Gone),
    (
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        Gone,
    ),
    ("550 5.1.2 We weren't able to find the recipient domain", Gone),
    (
        "553 5.1.3 The recipient address is not a valid RFC 5321 address",
        Gone,
    ),
    ("551 5.1.6 Recipient has moved", Gone),
    (
        "550 5.2.1 The email account that you tried to reach is disabled",
        Gone,
    ),
    (
        "550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents more",
        Full,
    ),
    ("550 5.2.1 Mailbox temporarily disabled", Full),
    ("550 5.1.1 No such user, check the address and try again", Gone),
    ("550 Too many invalid recipients", Us),
    ("550 Administrative prohibition", Us),
    (
        "554 delivery error: dd This user doesn't have a yahoo.com account",
        Gone,
    ),
    (
        "554 delivery error: dd This account has been disabled or discontinued [#102]",
        Gone,
    ),
    ("550 sorry, no mailbox here by that name", Gone),
    ("550 No such user – blocked", Gone),
    ("550 No Such User Here", Gone),
    ("550 5.0.0 <nia@example.org>... User unknown", Gone),
    ("550 unknown recipient nospam@spam.example", Gone),
    ("556 5.1.10 Domain does not accept mail (nullMX)", Gone),
    ("556 no mail here", Gone),
    ("550 5.7.17 Mailbox owner has changed", Gone),
];

#[test]
fn who_is_to_blame_for_an_answer() {
    for (text, blame) in ANSWERS {
        assert_eq!(answer(text), *blame, "{text}");
    }
}

#[test]
fn a_reporter_s_own_code_gives_way_to_what_the_other_server_said() {
    for (status, diagnosis, blame) in [
        ("5.1.1", "smtp; 550 Blocked, your address is on our list", Us),
        ("5.1.1", "smtp; 550 User unknown", Gone),
        ("5.1.1", "smtp; 550 Unrouteable address", Gone),
        ("5.0.0", "smtp; 550-No such user 5.1.1 here", Gone),
        (
            "5.0.350",
            "smtp; 550 5.0.350 Remote server returned an error -> 550 5.7.1 Blocked",
            Us,
        ),
        ("5.4.7", "smtp; delivery time expired", Way),
        (
            "5.4.300",
            "smtp; 550 5.4.300 Message expired -> 451 4.4.4 Mail received as unauthenticated",
            Way,
        ),
        ("5.1.7", "smtp; 553 5.1.7 sender address does not conform", Us),
        ("4.4.7", "smtp; 451 4.7.1 greylisted", Way),
        ("5.2.2", "", Full),
        ("", "smtp; 550 Message refused by our content filter", Us),
        ("", "smtp; 452 mailbox full", Full),
        ("", "", Full),
    ] {
        assert_eq!(
            of_report(first_code(status), diagnosis),
            blame,
            "{status} {diagnosis}"
        );
    }
}

#[test]
fn house_numbers_years_versions_and_addresses_are_no_codes() {
    for text in [
        "Our office is at 550 Mill Road",
        "since 1550",
        "call 0113 496 0550",
        "a-550-b",
        "room 4.50",
    ] {
        assert_eq!(reply(text), None, "{text}");
    }
    for text in [
        "host 192.0.2.1",
        "5.1.2027",
        "5.1",
        "5.1.1.1",
        "2.0.x",
        "Exim 4.92.3",
        "3.1.1",
    ] {
        assert_eq!(first_code(text), None, "{text}");
    }
    for text in [
        "550 no",
        "smtp; 550-no",
        "said: 550 no",
        "(550) no",
        "#550 no",
        "SMTP error 550: no",
    ] {
        assert_eq!(reply(text), Some(550), "{text}");
    }
}
