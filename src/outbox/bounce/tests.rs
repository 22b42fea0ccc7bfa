//! Reports as servers write them, and addresses that nobody can make up.

use super::*;
use crate::moment::Moment;

const SECRET: [u8; 32] = [7; 32];

fn letter() -> LetterId {
    LetterId::new(Moment(1_796_115_600))
}

fn mailbox() -> Address {
    "bounces@alongside.example".parse().expect("an address")
}

#[test]
fn the_address_of_a_letter_leads_back_to_it_whatever_a_server_does_to_its_case() {
    let letter = letter();
    let address = address(&mailbox(), &SECRET, letter)
        .expect("an address")
        .to_string();
    assert!(
        address.starts_with("bounces+") && address.len() <= 64 + 1 + 17,
        "{address}"
    );
    for mail in [
        format!("To: <{address}>\r\n"),
        format!("X-Original-To: {}\r\n", address.to_uppercase()),
        format!("one+two@example.org {address}"),
    ] {
        assert_eq!(letter_in(&mail, &SECRET), Some(letter), "{mail}");
    }
}

#[test]
fn nobody_can_make_up_the_address_of_another_letter() {
    let address = address(&mailbox(), &SECRET, letter())
        .expect("an address")
        .to_string();
    for at in 8..8 + DIGITS.0 + 1 + DIGITS.1 {
        let mut forged = address.clone().into_bytes();
        forged[at] = if forged[at] == b'0' { b'1' } else { b'0' };
        let forged = String::from_utf8(forged).expect("ASCII");
        assert_eq!(letter_in(&forged, &SECRET), None, "{forged}");
    }
    assert_eq!(letter_in(&address, &[8; 32]), None, "another installation's");
}

#[test]
fn the_longest_mailbox_for_bounces_still_makes_an_address() {
    let long: Address = format!("{}@alongside.example", "b".repeat(crate::config::LONGEST_BOUNCES))
        .parse()
        .expect("an address");
    let made = address(&long, &SECRET, letter()).expect("an address");
    assert_eq!(made.user().len(), 64);
}

fn report(fields: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: bounces@alongside.example\r\nSubject: Undelivered Mail\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nI'm sorry. 550 5.0.0 never mind\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n{fields}\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: A letter\r\nStatus: 4.9.9\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

#[test]
fn a_report_is_read_as_rfc_3464_says() {
    let back = |blame, code: &str| Some(Verdict::Back(blame, code.into()));
    let hard = |code: &str| back(Blame::Gone, code);
    let full = |code: &str| back(Blame::Full, code);
    let way = |code: &str| back(Blame::Way, code);
    for (fields, verdict) in [
        (
            "Final-Recipient: rfc822; x@y.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
            hard("5.1.1"),
        ),
        (
            "Action: failed (not found)\r\nStatus: 5.1.10 (no such user)\r\n",
            hard("5.1.10"),
        ),
        ("Action: failed\r\nStatus: 4.4.7\r\n", way("4.4.7")),
        ("Action: delayed\r\nStatus: 4.4.1\r\n", Some(Verdict::Nothing)),
        ("Action: delivered\r\nStatus: 2.0.0\r\n", Some(Verdict::Nothing)),
        ("Action: relayed\r\nStatus: 2.0.0\r\n", Some(Verdict::Nothing)),
        // Exim: a status of its class only, and the answer folded over two lines.
        (
            "Action: failed\r\nFinal-Recipient: rfc822;x@y.example\r\nStatus: 5.0.0\r\n\
             Diagnostic-Code: smtp; 550-No such\r\n user 5.1.1 here\r\n",
            hard("5.1.1"),
        ),
        (
            "Action: failed\r\nDiagnostic-Code: smtp; 452 mailbox full\r\n",
            full("452"),
        ),
        ("ACTION: FAILED\r\nSTATUS: 5.2.1\r\n", hard("5.2.1")),
        ("Action: failed\r\n", full("no code")),
        (
            "Action: failed\r\nStatus: 5.2.2 (mailbox full)\r\n",
            full("5.2.2"),
        ),
    ] {
        assert_eq!(read(&report(fields)), verdict, "{fields}");
    }
}

#[test]
fn a_report_blames_us_or_the_way_when_it_says_so() {
    let back = |blame, code: &str| Some(Verdict::Back(blame, code.into()));
    let hard = |code: &str| back(Blame::Gone, code);
    let way = |code: &str| back(Blame::Way, code);
    let us = |code: &str| back(Blame::Us, code);
    for (fields, verdict) in [
        // We stand on somebody's list: that says nothing about the mailbox.
        ("Action: failed\r\nStatus: 5.7.1\r\n", us("5.7.1")),
        (
            "Action: failed\r\nStatus: 5.1.8\r\nDiagnostic-Code: smtp; 550 5.1.8 Access denied, bad outbound sender\r\n",
            us("5.1.8"),
        ),
        (
            "Action: failed\r\nStatus: 5.1.7\r\nDiagnostic-Code: smtp; 553 5.1.7 sender address does not conform\r\n",
            us("5.1.7"),
        ),
        (
            "Action: failed\r\nDiagnostic-Code: smtp; 550 Message refused by our content filter\r\n",
            us("550"),
        ),
        // Sendmail makes 5.1.1 of any 550.
        (
            "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: SMTP; 550 Blocked, your address is on our list\r\n",
            us("5.1.1"),
        ),
        (
            "Action: failed\r\nStatus: 5.4.7\r\nDiagnostic-Code: smtp; delivery time expired\r\n",
            way("5.4.7"),
        ),
        (
            "Action: failed\r\nStatus: 5.4.6\r\nDiagnostic-Code: smtp; 554 5.4.6 too many hops, routing loop\r\n",
            way("5.4.6"),
        ),
        (
            "Action: failed\r\nStatus: 5.4.300\r\nDiagnostic-Code: smtp; 550 5.4.300 Message expired -> 451 4.4.4 \
             Mail received as unauthenticated\r\n",
            way("5.4.300"),
        ),
        // Exchange wraps what another server said.
        (
            "Action: failed\r\nStatus: 5.0.350\r\nDiagnostic-Code: smtp;550 5.0.350 Remote server returned an error \
             -> 550 5.1.1 no such user\r\n",
            hard("5.1.1"),
        ),
        ("Action: failed\r\nStatus: 2.0.0\r\n", Some(Verdict::Nothing)),
        ("Action: expanded\r\nStatus: 2.0.0\r\n", Some(Verdict::Nothing)),
    ] {
        assert_eq!(read(&report(fields)), verdict, "{fields}");
    }
}

#[test]
fn servers_that_write_no_report_are_understood_and_people_who_are_away_are_left_alone() {
    let mail = |headers: &str, text: &str| {
        read(format!("{headers}Content-Type: text/plain\r\n\r\n{text}").as_bytes())
    };
    let exim = "From: Mail Delivery System <Mailer-Daemon@mx.example>\r\nX-Failed-Recipients: x@y.example\r\n\
                Subject: Mail delivery failed: returning message to sender\r\n";
    assert_eq!(
        mail(
            exim,
            "x@y.example\r\n  host mx.y.example [192.0.2.1]: 550 Unknown user\r\n------ copy ------\r\n"
        ),
        Some(Verdict::Back(Blame::Gone, "550".into()))
    );
    let exchange =
        "From: postmaster@y.example\r\nX-MS-Exchange-Message-Is-Ndr:\r\nSubject: Undeliverable: A letter\r\n";
    assert_eq!(
        mail(
            exchange,
            "#550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found ##\r\n"
        ),
        Some(Verdict::Back(Blame::Gone, "5.1.10".into()))
    );
    let late = "From: Mailer-Daemon@mx.example\r\nSubject: Warning: message 1abc delayed 24 hours\r\n";
    assert_eq!(mail(late, "550 is not what it said\r\n"), Some(Verdict::Nothing));
    let away = "From: Sian <sian@example.org>\r\nSubject: I am away\r\nAuto-Submitted: auto-replied\r\n";
    assert_eq!(
        mail(away, "Back on 5.1.2027, room 550\r\n"),
        Some(Verdict::Nothing)
    );
}

fn plain(headers: &str, text: &str) -> Option<Verdict> {
    read(format!("{headers}Content-Type: text/plain\r\n\r\n{text}\r\n").as_bytes())
}

#[test]
fn automatic_answers_and_receipts_are_no_reports_whoever_sends_them() {
    let postmaster = "From: Postmaster <postmaster@smallcharity.example>\r\n";
    let daemon = "From: MAILER-DAEMON@mx.example\r\n";
    for (from, headers, text) in [
        (
            postmaster,
            "Subject: Automatic reply: A letter for you\r\nAuto-Submitted: auto-replied\r\n",
            "I am out of the office until 5 January. Our office is at 550 Mill Road.",
        ),
        (
            postmaster,
            "Subject: Holiday\r\nAuto-Submitted: auto-generated\r\n",
            "550 Mill Road",
        ),
        (
            postmaster,
            "Subject: Away\r\nX-Autoreply: yes\r\n",
            "550 5.1.1 is our room. Not delivered today.",
        ),
        (
            postmaster,
            "Subject: Away\r\nPrecedence: auto_reply\r\n",
            "550 not delivered",
        ),
        (
            postmaster,
            "Subject: Away\r\nPrecedence: bulk\r\n",
            "550 undeliverable",
        ),
        (
            postmaster,
            "Subject: Thank you\r\n",
            "550 Mill Road is where we are, since 5.1.20",
        ),
        (
            postmaster,
            "Subject: Ateb awtomatig: Llythyr\r\n",
            "550 heb ei anfon: undelivered",
        ),
        (daemon, "Subject: Out of office\r\n", "550 User unknown"),
        (
            "From: nia@example.org\r\n",
            "Subject: Fwd: Undelivered Mail\r\n",
            "550 5.1.1 User unknown",
        ),
        (
            "From: nia@example.org\r\n",
            "Subject: Read: A letter\r\nAuto-Submitted: auto-replied\r\n",
            "It was read at 5.50",
        ),
    ] {
        assert_eq!(
            plain(&format!("{from}{headers}"), text),
            Some(Verdict::Nothing),
            "{headers}"
        );
    }
    for (headers, text) in [
        (
            "Subject: Re: A letter for you\r\nAuto-Submitted: auto-replied\r\n",
            "I am out of the office until 5 May.",
        ),
        (
            "Subject: A letter\r\nAuto-Submitted: auto-replied (vacation)\r\n",
            "I am on annual leave. Room 550, Mill Road.",
        ),
        (
            "Subject: Re: A letter\r\nX-Auto-Response-Suppress: All\r\n",
            "Thank you for your email. We answer within 5 days.",
        ),
        (
            "Subject: On holiday\r\nAuto-Submitted: auto-replied\r\n",
            "Back soon.",
        ),
        (
            "Subject: Ar wyliau\r\nAuto-Submitted: auto-replied\r\n",
            "Byddaf yn ôl ddydd Llun.",
        ),
        (
            "Subject: Re: A letter\r\nPrecedence: auto_reply\r\n",
            "I no longer work on Fridays.",
        ),
    ] {
        for from in [daemon, "From: <>\r\n", postmaster] {
            assert_eq!(
                plain(&format!("{from}{headers}"), text),
                Some(Verdict::Nothing),
                "{from}{headers}"
            );
        }
    }
    let receipt = "From: postmaster@y.example\r\nSubject: Not delivered? Read\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\n550 not delivered\r\n\
        --b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: automatic-action; displayed\r\n--b--\r\n";
    assert_eq!(read(receipt.as_bytes()), Some(Verdict::Nothing));
}

#[test]
fn a_server_s_own_words_are_a_report_also_when_it_marks_them_as_automatic() {
    for (headers, text, blame, code) in [
        (
            "From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\nAuto-Submitted: auto-replied\r\n",
            "Hi. This is the qmail-send program.\r\n<x@y.example>:\r\n192.0.2.1 does not like recipient.\r\n\
             Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)\r\n\r\n--- Below this line is a copy",
            Blame::Gone,
            "5.1.1",
        ),
        (
            "From: Mailer-Daemon@mx.example\r\nX-Failed-Recipients: x@y.example\r\nAuto-Submitted: auto-replied\r\n",
            "SMTP error from remote mail server after RCPT TO: 554 Service unavailable; Client host blocked using a list",
            Blame::Us,
            "554",
        ),
        (
            "From: postmaster@y.example\r\nSubject: Undeliverable: A letter\r\n",
            "Your message could not be delivered. #552 mailbox full",
            Blame::Full,
            "552",
        ),
        (
            "From: Mailer-Daemon@mx.example\r\nSubject: Mail delivery failed\r\n",
            "retry timeout exceeded",
            Blame::Way,
            "no code",
        ),
        (
            "From: Mailer-Daemon@mx.example\r\nSubject: Returned mail\r\n",
            "Sorry.",
            Blame::Full,
            "no code",
        ),
    ] {
        assert_eq!(
            plain(headers, text),
            Some(Verdict::Back(blame, code.into())),
            "{text}"
        );
    }
}

#[test]
fn feedback_of_mail_providers_is_a_complaint_unless_it_says_something_else() {
    let feedback = |fields: &str| {
        let mail = format!(
            "From: postmaster@feedback.example.net\r\nSubject: complaint\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nAn abuse report. 550 5.1.1\r\n\
             --b\r\nContent-Type: message/feedback-report\r\n\r\n{fields}User-Agent: F/1\r\nVersion: 1\r\n\
             --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: A letter\r\n\r\nHello\r\n--b--\r\n"
        );
        read(mail.as_bytes())
    };
    for kind in ["abuse", "fraud", "virus", "other", "opt-out", "Abuse"] {
        let fields = format!("Feedback-Type: {kind}\r\n");
        assert_eq!(feedback(&fields), Some(Verdict::Complaint), "{kind}");
    }
    assert_eq!(feedback(""), Some(Verdict::Complaint));
    for kind in ["not-spam", "auth-failure"] {
        let fields = format!("Feedback-Type: {kind}\r\n");
        assert_eq!(feedback(&fields), Some(Verdict::Nothing), "{kind}");
    }
}

#[test]
fn a_complaint_needs_no_report() {
    for headers in [
        "From: staff@hotmail.example\r\nX-HmXmrOriginalRecipient: <nia@example.org>\r\nSubject: complaint about message from 192.0.2.1\r\n",
        "From: scomp@provider.example\r\nSubject: Email Feedback Report for IP 192.0.2.1\r\n",
        "From: abuse@provider.example\r\nSubject: [Spam complaint] A letter\r\n",
        "From: feedbackloop@provider.example\r\nSubject: Abuse report\r\n",
        "From: fbl@provider.example\r\nSubject: FW: Spam report\r\n",
        "From: postmaster@provider.example\r\nSubject: Abuse complaint\r\nAuto-Submitted: auto-generated\r\n",
    ] {
        let text = "One of our customers marked this message as spam. 550 5.1.1";
        assert_eq!(plain(headers, text), Some(Verdict::Complaint), "{headers}");
    }
    // People write of complaints, too, and a server refuses what it takes for spam.
    for headers in [
        "From: nia@example.org\r\nSubject: Abuse report\r\n",
        "From: nia@example.org\r\nSubject: My complaint about the hospital\r\n",
        "From: abuse@provider.example\r\nSubject: Thank you for your report\r\n",
    ] {
        assert_eq!(plain(headers, "Hello"), Some(Verdict::Nothing), "{headers}");
    }
}

#[test]
fn what_is_no_mail_is_not_read_as_one() {
    for nonsense in [&b""[..], b"\r\n", b"\xff\xfe\x00\x01"] {
        assert!(!matches!(read(nonsense), Some(Verdict::Back(..))), "{nonsense:?}");
    }
}
