//! Whose a number is: nobody is rung about anything before they have said the code at it.

use super::{
    calls::{confirmed, invite, registered, ring, spoken},
    count,
};
use crate::support::{World, stories};

stories!(
    a_wrong_code_or_number_is_rung_about_nothing,
    a_new_number_is_made_sure_of_and_the_old_one_is_told,
);

async fn a_wrong_code_or_number_is_rung_about_nothing(world: &World) {
    let mut steward = world.steward().await;
    registered(world, &mut steward).await;
    invite(world).await;
    assert_eq!(
        count(world, "select count(*) from invitation").await,
        0,
        "nobody has said the code"
    );
    ring(world, &mut steward).await;
    for number in 1..=5 {
        let wrong = [("came", "reached"), ("spoken_code", "12 34")];
        let page = steward.browser.press("Go on", &wrong).await;
        let words = if number < 5 {
            "This is not the code"
        } else {
            "It has ended"
        };
        page.must_say(words);
        assert!(!page.says("You agreed that we may"));
    }
    assert_eq!(count(world, "select count(*) from phone_code").await, 0);
    assert_eq!(
        count(
            world,
            "select count(*) from citizen where phone_confirmed_at is not null"
        )
        .await,
        0
    );
    steward
        .browser
        .open("/steward/calls")
        .await
        .must_say("No calls to make");
}

async fn a_new_number_is_made_sure_of_and_the_old_one_is_told(world: &World) {
    let mut steward = world.steward().await;
    let code = registered(world, &mut steward).await;
    confirmed(world, &mut steward, &code).await;
    let browser = &mut steward.browser;
    browser.open("/steward/act").await;
    let said = [
        ("called", "Ada"),
        ("reach", "07700900123"),
        ("look_reason", "She has a new phone"),
        ("how", "in-person"),
        ("heard_by", "Meera Shah"),
    ];
    browser.press("Go on", &said).await;
    browser.open("/you/phone").await;
    browser.press("Save", &[("phone", "07700 900 456")]).await;
    let sure = "select count(*) from citizen where phone_confirmed_at is not null";
    assert_eq!(
        count(world, sure).await,
        0,
        "nobody has said the code at the new number"
    );
    browser
        .open("/steward/rights/phone")
        .await
        .must_say("07700 900 456");
    let page = browser.press("Make a code", &[]).await;
    let code = spoken(&page);
    browser.open("/steward/rights").await;
    browser.press("I am done", &[]).await;
    let mut numbers = Vec::new();
    let left = "select count(*) from outbox where way = 'call' and state = 'queued'";
    while count(world, left).await > 0 && numbers.len() < 5 {
        let mut page = ring(world, &mut steward).await;
        while page.says("What came of it?") {
            let number = spoken(&page);
            let asked = page.says("Ask for the code");
            assert_eq!(
                asked,
                number.ends_with("456") && !numbers.contains(&number),
                "{numbers:?}"
            );
            numbers.push(number);
            let said = if asked {
                ("spoken_code", code.as_str())
            } else {
                ("came", "reached")
            };
            page = steward.browser.press("Go on", &[("came", "reached"), said]).await;
        }
    }
    assert!(numbers.contains(&"07700 900 123".to_owned()), "{numbers:?}");
    assert!(numbers.contains(&"07700 900 456".to_owned()), "{numbers:?}");
    assert_eq!(count(world, sure).await, 1);
}
