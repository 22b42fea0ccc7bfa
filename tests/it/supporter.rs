//! Supporters: a mandate that holds until it is taken back, and words that count only when the person says so.

use alongside::{database::sql, moment::MINUTE};

use crate::{
    post::invited,
    support::{Visitor, World, people::Person, stories},
};

mod drafts;
mod limits;

stories!(
    what_a_supporter_writes_counts_only_when_the_person_says_so,
    a_mandate_that_is_taken_back_ends_every_link_at_once,
    a_supporter_hears_of_an_invitation_without_its_link,
);

const MAIR: &str = "mair@helpers.example";

async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

/// Names Mair for everything, who accepts by the link of her letter; her browser, and the link.
async fn supported(world: &World, person: &mut Person) -> (Visitor, String) {
    supported_in(world, person, &["answers", "words", "copies"]).await
}

async fn supported_in(world: &World, person: &mut Person, may: &[&str]) -> (Visitor, String) {
    let browser = &mut person.browser;
    browser.open("/you/supporters").await;
    let page = browser.press("Ask them", &[("supporter_name", "Mair")]).await;
    page.must_say("Write their email address");
    let mut fields = vec![("supporter_name", "Mair"), ("supporter_email", MAIR)];
    fields.extend(may.iter().map(|may| ("may", *may)));
    browser
        .press("Ask them", &fields)
        .await
        .must_say("They have not said yes yet");
    let letter = world.letter(MAIR, "asks for your help").await;
    let link = letter.link("/s/").replace(&world.address, "");
    let before = world.digest().await;
    let mut mair = world.visitor();
    mair.open(&link).await;
    assert_eq!(world.digest().await, before, "a visit of the link does nothing");
    mair.press("I want to help", &[]).await;
    (mair, link)
}

async fn what_a_supporter_writes_counts_only_when_the_person_says_so(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let _other = world.citizen("Dafydd").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    invited(world).await;
    mair.open("/supporting")
        .await
        .must_say("How should people come home");
    let page = mair.press("Yes", &[]).await;
    assert!(
        !page.html.contains("Hospital discharge"),
        "badges are the person's alone"
    );
    mair.press("Save this for them to look at", &[("contact", "email")])
        .await
        .must_say("It waits for them now");
    world.clock.advance(MINUTE);
    mair.press(
        "Save this for them to look at",
        &[("own_words", "Knows every bus"), ("kind", "skill")],
    )
    .await;
    assert_eq!(
        count(world, "select count(*) from invitation where answer is not null").await,
        0
    );
    assert_eq!(
        count(
            world,
            "select count(*) from citizen_badge where words is not null"
        )
        .await,
        0
    );
    assert_eq!(
        count(world, "select count(*) from draft where state = 'waits'").await,
        2
    );
    let letter = world.letter(&siân.email, "waits for your yes or no").await;
    let link = letter.link("/d/").replace(&world.address, "");
    let mut reader = world.visitor();
    let before = world.digest().await;
    reader.open(&link).await.must_say("Mair wrote");
    assert_eq!(world.digest().await, before);
    siân.browser.open("/you/drafts").await;
    siân
        .browser
        .press("Yes, this is my word", &[])
        .await
        .must_say("It counts from now");
    siân
        .browser
        .press("No, throw it away", &[])
        .await
        .must_say("It is gone");
    assert_eq!(
        count(world, "select count(*) from invitation where answer = 'yes'").await,
        1
    );
    assert_eq!(
        count(
            world,
            "select count(*) from citizen_badge where words is not null"
        )
        .await,
        0
    );
    assert_eq!(
        count(world, "select count(*) from draft where payload <> ''").await,
        0
    );
    siân
        .browser
        .open("/you/readers")
        .await
        .must_say("Wrote something down for you to say yes or no to");
}

async fn a_mandate_that_is_taken_back_ends_every_link_at_once(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, link) = supported(world, &mut siân).await;
    assert_eq!(mair.get("/supporting").await.status, 200);
    mair.press(
        "Save this for them to look at",
        &[("own_words", "Knows every bus"), ("kind", "skill")],
    )
    .await;
    siân.browser.open("/you/supporters").await;
    siân
        .browser
        .press("End this now: Mair", &[])
        .await
        .must_say("It has ended");
    assert_eq!(mair.get("/supporting").await.status, 404);
    assert_eq!(mair.get(&link).await.status, 404);
    assert_eq!(
        count(world, "select count(*) from draft where state = 'waits'").await,
        0
    );
    invited(world).await;
    let letters = world.letters().await;
    let copies = letters.iter().filter(|letter| letter.to == MAIR).count();
    assert_eq!(copies, 1, "only the first letter");
}

async fn a_supporter_hears_of_an_invitation_without_its_link(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (_, first) = supported(world, &mut siân).await;
    invited(world).await;
    let copy = world.letter(MAIR, "for somebody you help").await;
    assert!(
        copy.links()
            .iter()
            .all(|link| !link.contains("/r/")
                && (!link.contains("/stop/") || link.contains("/stop/supporter/")))
    );
    assert!(!copy.text.contains("How should people"), "{}", copy.text);
    assert_ne!(
        copy.link("/s/").replace(&world.address, ""),
        first,
        "a link of its own"
    );
    world.letter(&siân.email, "You have a message").await;
}
