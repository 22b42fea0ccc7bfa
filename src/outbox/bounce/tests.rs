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
    let hard = |code: &str| Some(Verdict::Back(Bounced::Hard, code.into()));
    let soft = |code: &str| Some(Verdict::Back(Bounced::Soft, code.into()));
    for (fields, verdict) in [
        (
            "Final-Recipient: rfc822; x@y.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
            hard("5.1.1"),
        ),
        (
            "Action: failed (not found)\r\nStatus: 5.1.10 (no such user)\r\n",
            hard("5.1.10"),
        ),
        ("Action: failed\r\nStatus: 4.4.7\r\n", soft("4.4.7")),
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
            soft("452"),
        ),
        ("ACTION: FAILED\r\nSTATUS: 5.2.1\r\n", hard("5.2.1")),
        ("Action: failed\r\n", soft("no code")),
        (
            "Action: failed\r\nStatus: 5.2.2 (mailbox full)\r\n",
            soft("5.2.2"),
        ),
        // We stand on somebody's list: that says nothing about the mailbox.
        ("Action: failed\r\nStatus: 5.7.1\r\n", Some(Verdict::Nothing)),
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
        Some(Verdict::Back(Bounced::Hard, "550".into()))
    );
    let exchange =
        "From: postmaster@y.example\r\nX-MS-Exchange-Message-Is-Ndr:\r\nSubject: Undeliverable: A letter\r\n";
    assert_eq!(
        mail(
            exchange,
            "#550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found ##\r\n"
        ),
        Some(Verdict::Back(Bounced::Hard, "5.1.10".into()))
    );
    let late = "From: Mailer-Daemon@mx.example\r\nSubject: Warning: message 1abc delayed 24 hours\r\n";
    assert_eq!(mail(late, "550 is not what it said\r\n"), Some(Verdict::Nothing));
    let away = "From: Sian <sian@example.org>\r\nSubject: I am away\r\nAuto-Submitted: auto-replied\r\n";
    assert_eq!(
        mail(away, "Back on 5.1.2027, room 550\r\n"),
        Some(Verdict::Nothing)
    );
}

#[test]
fn what_is_no_mail_is_not_read_as_one() {
    for nonsense in [&b""[..], b"\r\n", b"\xff\xfe\x00\x01"] {
        assert!(!matches!(read(nonsense), Some(Verdict::Back(..))), "{nonsense:?}");
    }
}
