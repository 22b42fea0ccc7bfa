//! Letters by GOV.UK Notify: every way it can say no, or nothing at all, and what it tells later.

mod refused;

use alongside::{
    account::{AccountId, Email},
    config::Config,
    database::sql,
    moment::{DAY, HOUR, MINUTE},
    outbox::{self, Kind, NewLetter, Recipient, Transport, notify},
};
use serde_json::{Value, json};

use crate::support::{
    Store, World,
    notify::{KEY, NotifyServer, RECEIPTS, TEMPLATE},
    process::Helper,
    tell_with,
};

macro_rules! by_notify {
    ($($name:ident),+ $(,)?) => {
        $(
            mod $name {
                #[test]
                fn sqlite() {
                    crate::notify::tell(crate::support::Store::Sqlite, super::$name);
                }

                #[test]
                fn postgres() {
                    crate::notify::tell(crate::support::Store::Postgres, super::$name);
                }
            }
        )+
    };
}
use by_notify;

const NAMES: &str =
    "subject,text_1,text_2,text_3,text_4,text_5,text_6,text_7,link_1,link_2,link_3,link_4,link_5,link_6";

/// Tells a story in a world whose letters leave by a stand-in for Notify that has the same time.
fn tell(on: Store, story: impl AsyncFnOnce(&World, &mut NotifyServer)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let mut server = runtime.expect("a runtime").block_on(NotifyServer::start());
    tell_with(on, server.settings(), async |world| {
        server.tell(&json!({"clock": world.now().0})).await;
        story(world, &mut server).await;
    });
}

/// Moves the time here and there.
async fn wait(world: &World, server: &mut NotifyServer, seconds: i64) {
    world.clock.advance(seconds);
    server.tell(&json!({"clock": world.now().0})).await;
    world.work().await;
}

async fn put(world: &World, to: &str) {
    put_to(world, "story", to, None).await;
}

async fn put_to(world: &World, fact: &str, to: &str, account_id: Option<AccountId>) {
    let letter = NewLetter {
        unique_key: fact.to_owned(),
        kind: Kind::Outcome,
        account_id,
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Mailbox(Email::parse(to).expect("an address")),
        subject: "A message for you".into(),
        text: format!(
            "Hello [Siân](https://bad.example/x)\n\n{}/r/abc\n\nGoodbye\n",
            world.address
        ),
        html: String::new(),
        unsubscribe_url: None,
        not_before: world.now(),
    };
    let mut transaction = world.database().begin().await.expect("a transaction");
    outbox::put(&mut transaction, &letter, world.now())
        .await
        .expect("put");
    transaction.commit().await.expect("committed");
}

/// State, number of tries and the other side's answer of the one letter.
async fn stands(world: &World) -> (String, i64, Option<String>) {
    sql(world.database(), "select state, attempts, last_reply from outbox")
        .one()
        .await
        .expect("one letter")
}

async fn a_letter_arrives(world: &World, server: &mut NotifyServer) {
    put(world, "sian@example.org").await;
    world.work().await;
    let accepted = server.accepted().await;
    assert_eq!(accepted.len(), 1);
    let body = accepted[0]["body"].as_str().expect("a body");
    assert_eq!(accepted[0]["email_address"], "sian@example.org");
    assert_eq!(accepted[0]["subject"], "A message for you");
    assert!(
        body.contains(&format!("{}/r/abc", world.address)),
        "our link works: {body}"
    );
    assert!(
        !body.contains("bad.example") && body.contains(r"\[Siân\]"),
        "a typed link does not: {body}"
    );
    assert!(body.contains("Goodbye"));
    assert_eq!(stands(world).await.0, "accepted");
}

/// After `fault` the letter is in `state`; `waits` seconds later it has arrived, once.
async fn a_fault_passes(world: &World, server: &mut NotifyServer, fault: &str, state: &str, waits: i64) {
    put(world, "sian@example.org").await;
    server.tell(&json!({"faults": [fault]})).await;
    world.work().await;
    assert_eq!(stands(world).await.0, state, "{fault}");
    wait(world, server, waits - 1).await;
    assert_eq!(stands(world).await.0, state, "{fault}: too early");
    wait(world, server, 1).await;
    assert_eq!(stands(world).await.0, "accepted", "{fault}");
    assert_eq!(server.accepted().await.len(), 1, "{fault}: once");
}

async fn looked_up(server: &mut NotifyServer) -> Value {
    server.tell(&json!({"ask": "all"})).await["looked_up"].clone()
}

async fn an_error_of_theirs_is_tried_again(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "500", "deferred", MINUTE).await;
    assert_eq!(looked_up(server).await, 1, "asked before it was given again");
}

async fn a_busy_service_is_tried_again(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "503", "deferred", MINUTE).await;
}

async fn a_minute_that_is_full_costs_the_letter_no_try(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "429-rate", "queued", MINUTE).await;
    assert_eq!(stands(world).await.1, 1);
}

async fn a_day_that_is_full_is_waited_for(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "429-day", "queued", HOUR).await;
}

async fn a_key_that_is_refused_costs_the_letter_no_try(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "403", "queued", MINUTE).await;
    assert_eq!(stands(world).await.1, 1);
}

async fn silence_after_acceptance_sends_nothing_twice(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "silence", "deferred", MINUTE).await;
    assert_eq!(looked_up(server).await, 1);
}

async fn silence_before_acceptance_loses_nothing(world: &World, server: &mut NotifyServer) {
    a_fault_passes(world, server, "silence-before", "deferred", MINUTE).await;
    assert_eq!(looked_up(server).await, 1);
}

async fn a_worker_that_died_leaves_no_doubt(world: &World, server: &mut NotifyServer) {
    put(world, "sian@example.org").await;
    world.work().await;
    // As a worker leaves it that was killed after Notify took the letter and before that was written down.
    let mut transaction = world.database().begin().await.expect("a transaction");
    let text = "update outbox set state = 'data_sent', lease_until = $1, body_text = 'again', recipient = 'sian@example.org'";
    sql(&mut transaction, text)
        .bind(world.now().plus(MINUTE))
        .run()
        .await
        .expect("changed");
    transaction.commit().await.expect("committed");
    wait(world, server, 2 * MINUTE).await;
    let (state, tries, said) = stands(world).await;
    assert_eq!(
        (state.as_str(), said.as_deref()),
        ("accepted", None),
        "after {tries} tries"
    );
    assert_eq!(server.accepted().await.len(), 1);
}

async fn receipts_are_taken_once_and_only_from_notify(world: &World, server: &mut NotifyServer) {
    put(world, "sian@example.org").await;
    world.work().await;
    let reference = server.accepted().await[0]["reference"].clone();
    let to = format!("{}/notify/receipt", world.address);
    let receipt = |status: &str, token: Option<&str>| {
        let report = json!({
            "id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": reference, "to": "sian@example.org",
            "status": status, "created_at": "2026-12-01T09:00:00.000000Z", "completed_at": null, "sent_at": null,
            "notification_type": "email", "template_id": TEMPLATE, "template_version": 1,
        });
        json!({"report": report, "to": to, "token": token})
    };
    for (token, answer) in [(None, 401), (Some("guessed"), 401), (Some(RECEIPTS), 204)] {
        let said = server.tell(&receipt("delivered", token)).await;
        assert_eq!(said["reported"], answer, "{token:?}");
        let told: Option<String> = delivery(world).await;
        assert_eq!(told.as_deref(), (answer == 204).then_some("delivered"));
    }
    for status in ["delivered", "permanent-failure", "a-new-word"] {
        assert_eq!(
            server.tell(&receipt(status, Some(RECEIPTS))).await["reported"],
            204
        );
        assert_eq!(
            delivery(world).await.as_deref(),
            Some("delivered"),
            "the first word is the last"
        );
    }
}

async fn delivery(world: &World) -> Option<String> {
    let (told,) = sql(world.database(), "select delivery from outbox")
        .one()
        .await
        .expect("one letter");
    told
}

async fn who_is_not_reached_is_written_to_no_more(world: &World, server: &mut NotifyServer) {
    let siân = world.citizen("Siân").await;
    let to = format!("{}/notify/receipt", world.address);
    // Three times in vain, one after the other; a failure of theirs in between says nothing about the mailbox.
    for (number, status) in [
        "temporary-failure",
        "technical-failure",
        "temporary-failure",
        "temporary-failure",
    ]
    .iter()
    .enumerate()
    {
        assert!(!is_unreachable(world).await, "before letter {number}");
        put_to(world, &format!("story:{number}"), &siân.email, Some(siân.id)).await;
        wait(world, server, DAY).await;
        let reference = server.accepted().await.last().expect("a letter")["reference"].clone();
        let report = json!({"reference": reference, "status": status});
        server
            .tell(&json!({"report": report, "to": to, "token": RECEIPTS}))
            .await;
    }
    assert!(is_unreachable(world).await);
    put_to(world, "story:later", &siân.email, Some(siân.id)).await;
    wait(world, server, MINUTE).await;
    assert_eq!(server.accepted().await.len(), 4, "nothing more leaves");
}

async fn is_unreachable(world: &World) -> bool {
    let found: Option<(i64,)> = sql(world.database(), "select since from unreachable")
        .optional()
        .await
        .expect("an answer");
    found.is_some()
}

async fn a_receipt_without_a_token_of_ours_is_refused(world: &World) {
    let client = reqwest::Client::new();
    let address = format!("{}/notify/receipt", world.address);
    let answer = client
        .post(address)
        .bearer_auth("")
        .body("{}")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 401);
}

crate::support::stories!(a_receipt_without_a_token_of_ours_is_refused);

by_notify!(
    a_letter_arrives,
    an_error_of_theirs_is_tried_again,
    a_busy_service_is_tried_again,
    a_minute_that_is_full_costs_the_letter_no_try,
    a_day_that_is_full_is_waited_for,
    a_key_that_is_refused_costs_the_letter_no_try,
    silence_after_acceptance_sends_nothing_twice,
    silence_before_acceptance_loses_nothing,
    a_worker_that_died_leaves_no_doubt,
    receipts_are_taken_once_and_only_from_notify,
    who_is_not_reached_is_written_to_no_more,
);

#[tokio::test]
async fn the_stand_in_answers_the_official_client_as_notify_does() {
    let mut server = NotifyServer::start().await;
    let arguments = ["tests/notify_client.py", &server.address, KEY, TEMPLATE, NAMES];
    let mut client = Helper::start("target/test-python/bin/python", &arguments);
    let told = client.hear().await;
    assert_eq!(server.accepted().await.len(), 2);
    assert_eq!(told["sent"]["reference"], "one");
    let body = told["sent"]["content"]["body"].as_str().expect("a body");
    assert!(body.starts_with(r"A \*letter\* from  for you"), "{body}");
    assert_eq!(
        told["sent"]["content"]["one_click_unsubscribe_url"],
        "https://alongside.example/stop/x"
    );
    assert_eq!(told["by_id"]["email_address"], "sian@example.org");
    assert_eq!(told["by_reference"], json!([told["sent"]["id"]]));
    assert_eq!(
        [
            &told["all"],
            &told["sending"],
            &told["version"],
            &told["templates"]
        ],
        [2, 2, 1, 2]
    );
    assert_eq!(told["template"]["personalisation"]["link_6"]["required"], true);
    assert!(
        told["preview"]
            .as_str()
            .expect("a text")
            .starts_with("A *letter*")
    );
    assert_eq!(told["missing"], json!([400, "BadRequestError"]));
    assert_eq!(told["no_address"], json!([400, "ValidationError"]));
    assert_eq!(told["plain_stop"], json!([400, "ValidationError"]));
    assert_eq!(told["text_message"], json!([400, "BadRequestError"]));
    assert_eq!(told["wrong_key"], json!([403, "AuthError"]));
    assert_eq!(told["no_template"], json!([404, "NoResultFound"]));
}

/// What the start says with these settings.
async fn start(settings: impl FnOnce(&mut Config)) -> anyhow::Result<()> {
    let mut config = Config::default();
    settings(&mut config);
    let now = alongside::moment::Clock::real().now();
    Transport::new(&config)
        .expect("a way for letters")
        .check(now)
        .await
}

#[tokio::test]
async fn the_start_refuses_a_template_that_does_not_fit_and_says_what_it_lacks() {
    let server = NotifyServer::start().await;
    start(server.settings()).await.expect("our own template fits");
    let text = notify::TEMPLATE.replace("((link_2))", "((name))");
    let server = NotifyServer::start_with(&text).await;
    let said = start(server.settings())
        .await
        .expect_err("it does not fit")
        .to_string();
    assert!(
        said.contains("missing: link_2") && said.contains("nobody fills: name"),
        "{said}"
    );
    let settings = server.settings();
    let said = start(|config| {
        settings(config);
        config.mail.notify.template = "0b4a7d7f-5d33-4c05-9b1e-2f4c7f9f7e11".into();
    });
    assert!(
        said.await
            .expect_err("a text message")
            .to_string()
            .contains("for sms")
    );
    let settings = server.settings();
    let said = start(|config| {
        settings(config);
        config.mail.notify.api_key = Some(KEY.replace("b0", "b1").as_str().into());
    });
    assert!(
        said.await
            .expect_err("another key")
            .to_string()
            .contains("api_key_file")
    );
}
