//! What came back, and what follows from it.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use alongside::{
    config::Config,
    database::sql,
    moment::DAY,
    outbox::{self, Kind, NewLetter},
};

use super::{by, letter, put, run, to_account};
use crate::support::{Store, World, faulty::FaultyServer, people::Person};

/// What `alongside bounce` says and does with these mails.
pub fn bounce(world: &World, mails: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command
        .arg("bounce")
        .env("ALONGSIDE_DATA", world.folder())
        .env("ALONGSIDE_MAIL_BOUNCES", "bounces@alongside.example")
        .env("RUST_LOG", "error");
    if let Some(url) = world.database_url() {
        command.env("DATABASE_URL", url);
    }
    if let [one] = mails {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(one.as_bytes()).expect("read");
        drop(input);
        return child.wait_with_output().expect("it ends");
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (number, mail) in mails.iter().enumerate() {
        let file = folder.path().join(format!("{number}.eml"));
        std::fs::write(&file, mail).expect("written");
        command.arg(file);
    }
    command.output().expect("it runs")
}

/// A report about the letter whose envelope sender was `to`.
pub fn report(to: &str, action: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: <{to}>\r\nSubject: Undelivered Mail\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nsian@people.example could not be reached\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; sian@people.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b--\r\n"
    )
}

fn with_bounces(server: &FaultyServer) -> impl FnOnce(&mut Config) + use<> {
    let change = by(server);
    move |config| {
        change(config);
        config.mail.bounces = Some("bounces@alongside.example".into());
    }
}

/// A letter to somebody, sent; gives back the address to which it comes back.
async fn sent(world: &World, server: &FaultyServer, person: &Person, key: &str) -> String {
    let one = letter(world, Kind::Outcome, None, &person.email);
    let one = NewLetter {
        unique_key: key.to_owned(),
        ..to_account(one, person.id)
    };
    put(world, &[one]).await;
    assert_eq!(world.send().await, 1, "the letter {key} leaves");
    server.sender(&person.email).expect("it was taken")
}

async fn is_unreachable(world: &World, person: &Person) -> bool {
    outbox::bounce::records::is_unreachable(world.database(), person.id)
        .await
        .expect("read")
}

async fn a_mailbox_that_is_not_there_gets_no_more_letters_until_its_person_shows_that_they_arrive(
    store: Store,
) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, with_bounces(&server)).await;
    let mut siân = world.citizen("Siân").await;
    let back = sent(&world, &server, &siân, "first").await;
    assert!(
        back.starts_with("bounces+") && back.ends_with("@alongside.example"),
        "{back}"
    );
    let hard = report(&back, "failed", "5.1.1");
    let said = bounce(&world, std::slice::from_ref(&hard));
    let words = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(
        said.status.success() && words.contains("no such mailbox"),
        "{said:?}"
    );
    assert!(
        !words.contains("people.example"),
        "no address is printed: {words}"
    );
    assert!(is_unreachable(&world, &siân).await);
    let again = bounce(&world, &[hard]);
    assert!(
        String::from_utf8_lossy(&again.stdout).contains("nothing changed"),
        "{again:?}"
    );

    let second = NewLetter {
        unique_key: "second".into(),
        ..to_account(letter(&world, Kind::Outcome, None, &siân.email), siân.id)
    };
    put(&world, &[second]).await;
    assert_eq!(world.send().await, 0, "nothing goes there");
    let page = siân.browser.open("/you").await;
    page.must_say("Our emails do not reach you");
    let page = siân.browser.press("Send me an email to try it", &[]).await;
    page.must_say("An email is on its way to you");
    assert_eq!(world.send().await, 1, "what she asks for herself goes");
    let token = alongside::account::Token::random();
    let mut transaction = world.database().begin().await.expect("a transaction");
    let purpose = alongside::account::Purpose::SignIn;
    let until = world.now().plus(DAY);
    alongside::account::records::insert_link(&mut transaction, &token, siân.id, purpose, until)
        .await
        .expect("a link");
    transaction.commit().await.expect("committed");
    let mut visitor = world.visitor();
    visitor.open(&format!("/sign-in/link/{}", token.reveal())).await;
    visitor.press("Sign in", &[]).await;
    assert!(!is_unreachable(&world, &siân).await);
    assert!(
        !siân
            .browser
            .open("/you")
            .await
            .says("Our emails do not reach you")
    );
    sent(&world, &server, &siân, "third").await;
    world.end().await;
}

async fn three_letters_in_a_row_that_nobody_took_count_as_one_that_is_refused(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, with_bounces(&server)).await;
    let siân = world.citizen("Siân").await;
    let mut back = Vec::new();
    for key in ["1", "2", "arrived", "3", "4", "5"] {
        let address = sent(&world, &server, &siân, key).await;
        world.clock.advance(DAY);
        if key == "arrived" {
            continue;
        }
        assert!(!is_unreachable(&world, &siân).await, "before {key}");
        let soft = report(&address, "failed", "4.2.2");
        let late = report(&address, "delayed", "4.4.1");
        let said = bounce(&world, &[late, soft.clone(), soft]);
        assert!(said.status.success(), "{said:?}");
        back.push(address);
    }
    assert!(is_unreachable(&world, &siân).await, "three in a row");
    world.end().await;
}

async fn what_is_no_report_about_our_letters_is_told_and_changes_nothing(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, with_bounces(&server)).await;
    let siân = world.citizen("Siân").await;
    let address = sent(&world, &server, &siân, "first").await;
    let mut forged = address.clone();
    forged.replace_range(8..9, if &address[8..9] == "0" { "1" } else { "0" });
    let before = world.digest().await;
    for wrong in [String::new(), "hello".into(), report(&forged, "failed", "5.1.1")] {
        let said = bounce(&world, &[wrong]);
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(1), "{said:?}");
        assert!(words.contains("Expected"), "{words}");
        assert!(!words.contains("people.example"), "{words}");
    }
    let away =
        format!("From: sian@people.example\r\nTo: {address}\r\nSubject: I am away\r\n\r\nBack on Monday\r\n");
    assert!(bounce(&world, &[away]).status.success());
    assert_eq!(world.digest().await, before);
    world.end().await;
}

async fn a_letter_in_doubt_is_settled_by_what_comes_back_or_by_the_steward(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, with_bounces(&server)).await;
    let siân = world.citizen("Siân").await;
    let address = sent(&world, &server, &siân, "first").await;
    sent(&world, &server, &siân, "second").await;
    sql(world.database(), "update outbox set state = 'unknown'")
        .run()
        .await
        .expect("in doubt");
    assert!(
        bounce(&world, &[report(&address, "failed", "4.4.7")])
            .status
            .success()
    );
    let mut steward = world.steward().await;
    let page = steward.browser.open("/steward").await;
    page.must_say("perhaps it arrived");
    let page = steward.browser.press("It arrived", &[]).await;
    page.must_say("Noted");
    let states: Vec<(String, String)> = sql(
        world.database(),
        "select unique_key, state from outbox order by unique_key",
    )
    .all()
    .await
    .expect("read");
    let expected = [("first", "refused"), ("second", "accepted")];
    assert_eq!(
        states,
        expected.map(|(key, state)| (key.to_owned(), state.to_owned()))
    );
    let (noted,): (i64,) = sql(
        world.database(),
        "select count(*) from audit where action = 'settle-letter' and citizen_id is not null",
    )
    .one()
    .await
    .expect("counted");
    assert_eq!(noted, 1);
    world.end().await;
}

#[test]
fn hard_sqlite() {
    run(
        a_mailbox_that_is_not_there_gets_no_more_letters_until_its_person_shows_that_they_arrive(
            Store::Sqlite,
        ),
    );
}

#[test]
fn hard_postgres() {
    run(
        a_mailbox_that_is_not_there_gets_no_more_letters_until_its_person_shows_that_they_arrive(
            Store::Postgres,
        ),
    );
}

#[test]
fn soft_sqlite() {
    run(three_letters_in_a_row_that_nobody_took_count_as_one_that_is_refused(Store::Sqlite));
}

#[test]
fn soft_postgres() {
    run(three_letters_in_a_row_that_nobody_took_count_as_one_that_is_refused(Store::Postgres));
}

#[test]
fn nonsense_sqlite() {
    run(what_is_no_report_about_our_letters_is_told_and_changes_nothing(
        Store::Sqlite,
    ));
}

#[test]
fn nonsense_postgres() {
    run(what_is_no_report_about_our_letters_is_told_and_changes_nothing(
        Store::Postgres,
    ));
}

#[test]
fn doubt_sqlite() {
    run(a_letter_in_doubt_is_settled_by_what_comes_back_or_by_the_steward(
        Store::Sqlite,
    ));
}

#[test]
fn doubt_postgres() {
    run(a_letter_in_doubt_is_settled_by_what_comes_back_or_by_the_steward(
        Store::Postgres,
    ));
}
