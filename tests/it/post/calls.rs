//! Somebody with a telephone and nothing else: no mailbox, no postal address. Everything that a letter would say is
//! said in a call.

use alongside::{
    database::sql,
    moment::{DAY, HOUR, MINUTE},
};

use super::count;
use crate::support::{World, people::Person, stories, visitor::Page};

stories!(
    somebody_with_a_phone_alone_goes_from_registration_to_a_place_and_is_erased,
    a_call_that_nobody_takes_comes_again_and_then_is_silence,
    calls_rest_at_night_and_stop_with_everything_else,
);

const ADA: [(&str, &str); 9] = [
    ("called", "Ada Price"),
    ("adult", "yes"),
    ("no_address", "yes"),
    ("phone", "07700 900 123"),
    ("locale", "en"),
    ("letter_format", "standard"),
    ("area", "LS6"),
    ("how", "phone"),
    ("heard_by", "Meera Shah"),
];

/// Registers Ada with everything she agrees to; the code that she is told.
pub async fn registered(world: &World, steward: &mut Person) -> String {
    let browser = &mut steward.browser;
    browser.open("/steward/register").await;
    let page = browser
        .press("Register them", &[("no_address", "yes"), ("called", "Ada Price")])
        .await;
    page.must_say("Write their phone number, or an address");
    assert!(!page.says("Write where our letters should go"));
    let mut fields = ADA.to_vec();
    for purpose in ["matching", "invitations", "sharing"] {
        fields.push(("consent", purpose));
    }
    let page = browser.press("Register them", &fields).await;
    page.must_say("Say this code to them");
    let code = spoken(&page);
    browser
        .open("/you/ways")
        .await
        .must_say("You are writing for Ada Price");
    browser
        .press(
            "Save and go on",
            &[("formats", "in-person"), ("formats", "phone")],
        )
        .await;
    browser.press("I am done", &[]).await;
    // What she knows is written down the short way.
    world
        .run(
            "insert into citizen_badge (id, citizen_id, kind, badge, standpoint, visibility, created_at)
             select $1, citizen.id, 'experience', 'hospital-discharge', 'unpaid-carer', 'matching', 5
             from citizen where called = 'Ada Price'",
            uuid::Uuid::from_u128(7),
        )
        .await;
    world
        .run(
            "insert into change_log (kind, subject, at) select 'citizen', id, 5 from citizen
             where called = 'Ada Price' and id <> $1",
            uuid::Uuid::nil(),
        )
        .await;
    code
}

/// The code or number that a page shows large.
pub fn spoken(page: &Page) -> String {
    let (_, rest) = page.html.split_once("class=\"spoken-code\">").expect("a code");
    rest.split('<').next().expect("a code").to_owned()
}

/// Signs the steward in again: a working day is over.
async fn come_in(world: &World) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    sql(
        &mut transaction,
        "update session set created_at = $1, seen_at = $1",
    )
    .bind(world.now())
    .run()
    .await
    .expect("signed in");
    transaction.commit().await.expect("committed");
}

pub async fn ring(world: &World, steward: &mut Person) -> Page {
    world.work().await;
    come_in(world).await;
    steward.browser.open("/steward/calls").await;
    steward.browser.press("Take the next call", &[]).await
}

/// Rings back and hears the code.
pub async fn confirmed(world: &World, steward: &mut Person, code: &str) {
    let page = ring(world, steward).await;
    page.must_say("Ring Ada Price")
        .must_say("07700 900 123")
        .must_say("Ask for the code");
    assert!(
        !page.says("You agreed that we may"),
        "nothing is read out before the code"
    );
    let right = [("came", "reached"), ("spoken_code", code)];
    let page = steward.browser.press("Go on", &right).await;
    page.must_say("The code is right")
        .must_say("Meera Shah wrote down what you said");
    steward
        .browser
        .press("Go on", &[("came", "reached")])
        .await
        .must_say("It is noted");
}

pub async fn invite(world: &World) -> Person {
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let title = "How should people come home from hospital?";
    let id = world.opportunity(&officer, title).await;
    let browser = &mut officer.browser;
    browser.open(&format!("/host/opportunity/{id}/invite")).await;
    browser.press("Release the invitations", &[]).await;
    world.clock.advance(10 * MINUTE);
    officer
}

async fn somebody_with_a_phone_alone_goes_from_registration_to_a_place_and_is_erased(world: &World) {
    let _dafydd = world.citizen("Dafydd").await;
    let mut steward = world.steward().await;
    let code = registered(world, &mut steward).await;
    confirmed(world, &mut steward, &code).await;
    let mut officer = invite(world).await;
    world.work().await;
    let invitations = "select count(*) from invitation";
    assert_eq!(count(world, invitations).await, 2, "she is drawn like everybody");
    assert_eq!(world.letters().await.len(), 1, "no mail server hears of her");
    steward
        .browser
        .open("/steward")
        .await
        .must_say("Ring: 1 call to make");
    say_yes(world, &mut steward).await;
    let yes = "select count(*) from invitation where answer = 'yes' and contact = 'phone'";
    assert_eq!(count(world, yes).await, 1);
    world.work().await;
    let waits = "select count(*) from outbox where way in ('call', 'post') and state = 'queued'";
    assert_eq!(
        count(world, waits).await,
        0,
        "she has just said it, and is not rung to hear it"
    );
    world.clock.advance(15 * DAY);
    world.work().await;
    let page = ring(world, &mut steward).await;
    page.must_say("You have a place")
        .must_say("can now read your name");
    steward.browser.press("Go on", &[("came", "reached")]).await;
    let browser = &mut officer.browser;
    let opportunity: (uuid::Uuid,) = sql(world.database(), "select id from opportunity")
        .one()
        .await
        .expect("an opportunity");
    let page = browser
        .open(&format!("/host/opportunity/{}/people", opportunity.0))
        .await;
    page.must_say("Ada Price").must_say("07700 900 123");
    erased(world, &mut steward).await;
}

/// She hears the invitation in a call, and says yes.
async fn say_yes(world: &World, steward: &mut Person) {
    let page = ring(world, steward).await;
    for words in [
        "Ring Ada Price",
        "Leeds City Council would like to know what you think",
        "How should people come home from hospital?",
        "£25 for each hour",
        "Travel and a meal, paid in advance",
        "Your time in all",
    ] {
        page.must_say(words);
    }
    for other in [
        "http",
        "can see your screen",
        "do not need to sign in",
        "Hospital discharge",
        "LS6",
    ] {
        assert!(!page.says(other), "{other} is no part of what is said");
    }
    let looked = "select count(*) from audit where action = 'ring' and citizen_id is not null";
    let before = count(world, looked).await;
    let path = page.path.clone();
    steward.browser.open(&path).await;
    assert_eq!(
        count(world, looked).await,
        before + 1,
        "each look at the number is noted"
    );
    let page = steward.browser.press("Go on", &[("came", "reached")]).await;
    assert!(
        page.errors().is_empty(),
        "nothing was asked yet: {:?}",
        page.errors()
    );
    let answer = [("answer", "yes"), ("heard_by", "Meera Shah")];
    steward
        .browser
        .press("Go on", &answer)
        .await
        .must_say("How should people come home");
    steward
        .browser
        .press("Write this answer down", &[("contact", "phone")])
        .await
        .must_say("The answer is written down");
}

/// She rings and leaves: nothing is left of her.
async fn erased(world: &World, steward: &mut Person) {
    let browser = &mut steward.browser;
    browser.open("/steward/act").await;
    let said = [
        ("called", "Ada"),
        ("reach", "+44 7700 900123"),
        ("look_reason", "She wants to leave"),
        ("how", "phone"),
        ("heard_by", "Meera Shah"),
    ];
    browser
        .press("Go on", &said)
        .await
        .must_say("What did they ask for?");
    browser
        .open("/steward/rights/erase")
        .await
        .must_say("Tell them now that it is done");
    browser
        .press("Erase everything about them", &[("sure", "yes")])
        .await
        .must_say("They are erased");
    for table in crate::support::digest::tables_of(world.database()).await {
        for row in crate::support::digest::rows(world.database(), &table).await {
            let bare = row.replace(' ', "");
            assert!(
                !row.contains("Ada Price") && !bare.contains("7700900123"),
                "{table}: {row}"
            );
        }
    }
}

async fn a_call_that_nobody_takes_comes_again_and_then_is_silence(world: &World) {
    let _dafydd = world.citizen("Dafydd").await;
    let mut steward = world.steward().await;
    let code = registered(world, &mut steward).await;
    confirmed(world, &mut steward, &code).await;
    let mut officer = invite(world).await;
    for day in 1..=3 {
        let page = ring(world, &mut steward).await;
        page.must_say("Ring Ada Price");
        let page = steward.browser.press("Go on", &[("came", "nobody")]).await;
        page.must_say("It is noted");
        page.must_say("No calls to make");
        world.clock.advance(DAY);
        world.work().await;
        let left = "select count(*) from outbox where way = 'call' and state = 'queued'";
        assert_eq!(count(world, left).await, i64::from(day < 3), "try {day}");
    }
    let silent = "select count(*) from invitation where state = 'sent' and answer is null";
    assert_eq!(
        count(world, silent).await,
        2,
        "the host sees two who have said nothing"
    );
    let said = "select count(*) from outbox where way = 'call' and kind = 'invitation' and body_text = ''";
    assert_eq!(count(world, said).await, 1);
    world.clock.advance(12 * DAY);
    world.work().await;
    come_in(world).await;
    steward
        .browser
        .open("/steward/calls")
        .await
        .must_say("No calls to make");
    assert!(!officer.browser.open("/host").await.says("Ada"));
}

async fn calls_rest_at_night_and_stop_with_everything_else(world: &World) {
    let mut steward = world.steward().await;
    let code = registered(world, &mut steward).await;
    confirmed(world, &mut steward, &code).await;
    world
        .run(
            "update citizen set quiet_from = 9, quiet_until = 14 where id <> $1",
            uuid::Uuid::nil(),
        )
        .await;
    invite(world).await;
    world.work().await;
    let page = steward.browser.open("/steward/calls").await;
    page.must_say("No calls to make");
    world.clock.advance(5 * HOUR);
    world.work().await;
    come_in(world).await;
    steward
        .browser
        .open("/steward/calls")
        .await
        .must_say("Ring: 1 call to make");
    // She takes her yes to invitations back before anybody rings.
    world
        .run(
            "update consent set given = false where purpose = 'invitations' and citizen_id <> $1",
            uuid::Uuid::nil(),
        )
        .await;
    steward
        .browser
        .press("Take the next call", &[])
        .await
        .must_say("No call is due now");
    world.work().await;
    let gone = "select count(*) from outbox where way = 'call' and state = 'cancelled' and body_text = ''";
    assert_eq!(count(world, gone).await, 1);
    assert_eq!(
        count(world, "select count(*) from invitation where state = 'withdrawn'").await,
        1
    );
}
