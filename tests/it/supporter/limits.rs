//! What a mandate does not allow, and how a supporter ends it themselves.

use alongside::moment::{DAY, MINUTE};

use super::{MAIR, count, supported, supported_in};
use crate::{
    post::invited,
    support::{World, stories},
};

stories!(
    a_supporter_who_only_hears_of_letters_reads_nothing_of_them,
    a_supporter_says_no_with_one_click,
    a_supporter_says_no_on_their_page,
    nobody_writes_to_many_strangers_in_one_day,
    a_link_that_is_not_used_ends_and_can_be_asked_for_again,
    the_same_form_again_names_nobody_twice_and_waits_for_nothing,
    a_supporter_does_not_flood_the_person,
    each_look_of_a_supporter_is_noted,
);

async fn a_supporter_who_only_hears_of_letters_reads_nothing_of_them(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, _) = supported_in(world, &mut siân, &["copies"]).await;
    invited(world).await;
    let page = mair.open("/supporting").await;
    page.must_say("An invitation waits for their answer");
    assert!(!page.says("How should people come home"), "the title is theirs");
    assert!(!page.says("Please answer by"), "so is the day");
}

async fn a_supporter_says_no_with_one_click(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, page) = supported(world, &mut siân).await;
    invited(world).await;
    let copy = world.letter(MAIR, "for somebody you help").await;
    let header = copy.header("list-unsubscribe").expect("one click").to_owned();
    let link = copy.link("/stop/supporter/").replace(&world.address, "");
    assert!(header.contains("/stop/supporter/"), "{header}");
    assert_eq!(
        copy.header("list-unsubscribe-post"),
        Some("List-Unsubscribe=One-Click")
    );
    let before = world.digest().await;
    let mut visitor = world.visitor();
    visitor.open(&link).await.must_say("Do you want to stop helping");
    assert_eq!(world.digest().await, before, "a look ends nothing");
    let answer = visitor
        .post_bare(&link, &[("List-Unsubscribe", "One-Click")])
        .await;
    answer.must_say("You hear no more of this");
    let again = visitor.post_bare(&link, &[]).await;
    assert_eq!(again.status, 200, "twice is once");
    let holds = "select count(*) from supporter where ended_at is null";
    assert_eq!(count(world, holds).await, 0);
    assert_eq!(mair.get("/supporting").await.status, 404);
    assert_eq!(mair.get(&page).await.status, 404);
    siân
        .browser
        .open("/you/readers")
        .await
        .must_say("Does not help you here any more");
}

async fn a_supporter_says_no_on_their_page(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, link) = supported(world, &mut siân).await;
    mair.open(&link).await;
    mair.press("I would rather not", &[])
        .await
        .must_say("You hear no more of this");
    assert_eq!(mair.get(&link).await.status, 404);
    let (mut mair, _) = {
        world.clock.advance(MINUTE);
        siân.browser.open("/you/supporters").await;
        let fields = [
            ("supporter_name", "Tom"),
            ("supporter_email", "tom@helpers.example"),
            ("may", "words"),
        ];
        siân.browser.press("Ask them", &fields).await;
        let letter = world.letter("tom@helpers.example", "asks for your help").await;
        let link = letter.link("/s/").replace(&world.address, "");
        let mut tom = world.visitor();
        tom.open(&link).await;
        tom.press("I want to help", &[]).await;
        (tom, link)
    };
    mair.open("/supporting").await;
    mair.press("Stop helping here", &[])
        .await
        .must_say("You hear no more of this");
    let holds = "select count(*) from supporter where ended_at is null";
    assert_eq!(count(world, holds).await, 0);
}

async fn a_link_that_is_not_used_ends_and_can_be_asked_for_again(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, link) = supported(world, &mut siân).await;
    world.clock.advance(89 * DAY);
    mair.open(&link).await;
    mair.press("I want to help", &[]).await;
    world.clock.advance(89 * DAY);
    mair.open(&link).await.must_say("The link of your letter ends");
    world.clock.advance(2 * DAY);
    let before = world.digest().await;
    mair.open(&link).await.must_say("This link has ended");
    assert_eq!(world.digest().await, before, "a visit of the link does nothing");
    assert_eq!(mair.post(&link, &[]).await.status, 404, "it opens nothing");
    mair.open(&link).await;
    mair.post(&format!("{link}/renew"), &[]).await;
    let letters = "select count(*) from outbox where recipient = 'mair@helpers.example'";
    assert_eq!(count(world, letters).await, 2);
    mair.post(&format!("{link}/renew"), &[]).await;
    assert_eq!(count(world, letters).await, 2, "one letter a day");
    let fresh = world
        .letter(MAIR, "asks for your help")
        .await
        .link("/s/")
        .replace(&world.address, "");
    assert_ne!(fresh, link);
    mair.open(&fresh).await;
    mair.press("I want to help", &[]).await;
    assert_eq!(mair.get("/supporting").await.status, 200);
    // The way to stop never ends.
    world.clock.advance(400 * DAY);
    mair.open(&link.replace("/s/", "/stop/supporter/")).await;
    assert_eq!(mair.page.status, 200);
}

async fn the_same_form_again_names_nobody_twice_and_waits_for_nothing(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let page = siân.browser.open("/you/supporters").await;
    let (token, id) = (page.token().expect("a token"), page.value("id").expect("an id"));
    let fields = [
        ("token", token.as_str()),
        ("id", id.as_str()),
        ("supporter_name", "Mair"),
        ("supporter_email", MAIR),
        ("may", "copies"),
    ];
    for _ in 0..10 {
        assert_eq!(
            siân.browser.post_bare("/you/supporters", &fields).await.status,
            303
        );
    }
    assert_eq!(count(world, "select count(*) from supporter").await, 1);
}

async fn nobody_writes_to_many_strangers_in_one_day(world: &World) {
    let mut siân = world.citizen("Siân").await;
    for number in 0..6 {
        let email = format!("stranger{number}@helpers.example");
        let called = format!("Stranger{number}");
        siân.browser.open("/you/supporters").await;
        let fields = [
            ("supporter_name", called.as_str()),
            ("supporter_email", email.as_str()),
            ("may", "copies"),
        ];
        let page = siân.browser.press("Ask them", &fields).await;
        if number == 5 {
            page.must_say("You asked five people in one day");
            break;
        }
        siân.browser.press(&format!("End this now: {called}"), &[]).await;
        world.clock.advance(MINUTE);
    }
    assert_eq!(count(world, "select count(*) from supporter").await, 5);
    world.clock.advance(24 * 60 * MINUTE);
    crate::calm::sign_in_again(world, &mut siân).await;
    siân.browser.open("/you/supporters").await;
    let fields = [
        ("supporter_name", "Mair"),
        ("supporter_email", MAIR),
        ("may", "copies"),
    ];
    siân.browser.press("Ask them", &fields).await;
    assert_eq!(count(world, "select count(*) from supporter").await, 6);
}

async fn a_supporter_does_not_flood_the_person(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    for number in 0..7 {
        world.clock.advance(MINUTE);
        mair.open("/supporting").await;
        let words = format!("Knows bus {number}");
        let page = mair
            .press(
                "Save this for them to look at",
                &[("own_words", &words), ("kind", "skill")],
            )
            .await;
        if number >= 5 {
            page.must_say("Five things wait for them");
            assert_eq!(page.value("own_words"), Some(words), "nothing typed is lost");
        }
    }
    assert_eq!(count(world, "select count(*) from draft").await, 5);
    let letters = world.letters().await;
    let told = letters
        .iter()
        .filter(|one| one.subject.contains("waits for your yes or no"));
    assert_eq!(told.count(), 1, "one letter tells of all");
}

async fn each_look_of_a_supporter_is_noted(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    invited(world).await;
    mair.open("/supporting").await;
    let looks = "select count(*) from audit where action = 'supporter-read'";
    let before = count(world, looks).await;
    mair.press("Not now", &[]).await;
    assert_eq!(count(world, looks).await, before + 1);
}
