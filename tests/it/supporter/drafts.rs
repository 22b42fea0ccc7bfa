//! Drafts: a person sees all that they say yes to, and paper that is found says and does little.

use alongside::moment::{DAY, MINUTE};

use super::{count, supported};
use crate::{
    post::{invited, on_paper, printed},
    support::{Visitor, World, people::Person, stories},
};

stories!(
    a_person_sees_everything_that_a_yes_to_a_draft_confirms,
    nobody_is_kept_from_invitations_for_longer_than_two_years,
    a_yes_to_a_draft_keeps_what_the_host_may_know,
    a_found_letter_about_a_draft_says_nothing_of_it_and_confirms_nothing,
    lost_paper_about_a_draft_opens_nothing,
    the_link_about_the_first_draft_leads_to_all_that_wait,
    what_somebody_lived_through_is_read_and_confirmed_after_signing_in_only,
);

async fn write_words(mair: &mut Visitor, words: &str) {
    mair.open("/supporting").await;
    mair.press(
        "Save this for them to look at",
        &[("own_words", words), ("kind", "skill")],
    )
    .await;
}

/// Siân with Mair, and an invitation that Mair answers for her to look at.
async fn asked(world: &World) -> (Person, Visitor) {
    let mut siân = world.citizen("Siân").await;
    let _other = world.citizen("Dafydd").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    invited(world).await;
    mair.open("/supporting").await;
    (siân, mair)
}

async fn a_person_sees_everything_that_a_yes_to_a_draft_confirms(world: &World) {
    let (mut siân, mut mair) = asked(world).await;
    mair.press("Not now", &[]).await;
    let day = world.now().plus(200 * DAY).day();
    let (year, month, number) = (
        day.year().to_string(),
        day.month().to_string(),
        day.day().to_string(),
    );
    let fields = [
        ("again_from-day", number.as_str()),
        ("again_from-month", month.as_str()),
        ("again_from-year", year.as_str()),
    ];
    mair.press("Save this for them to look at", &fields).await;
    mair.open("/supporting").await;
    mair.press("Not this", &[]).await;
    mair.press("Save this for them to look at", &[("reason", "topic-too-close")])
        .await;
    mair.open("/supporting").await;
    mair.press("Yes, with support", &[]).await;
    let fields = [("needs", "step-free-venue"), ("contact", "email")];
    mair.press("Save this for them to look at", &fields).await;
    let page = siân.browser.open("/you/drafts").await;
    page.must_say(&format!("{number} {} {year}", day.strftime("%B")));
    page.must_say("topic is too close");
    page.must_say("Step-free");
}

async fn nobody_is_kept_from_invitations_for_longer_than_two_years(world: &World) {
    let (siân, mut mair) = asked(world).await;
    let far = [
        ("again_from-day", "31"),
        ("again_from-month", "12"),
        ("again_from-year", "9999"),
    ];
    mair.press("Not now", &[]).await;
    mair.press("Save this for them to look at", &far)
        .await
        .must_say("within the next two years");
    let mut siân = siân;
    siân.browser.open("/you/invitations").await;
    siân.browser.click("How should people come home").await;
    siân.browser.click("Not now").await;
    let page = siân.browser.press("Send “not now”", &far).await;
    page.must_say("within the next two years");
    assert_eq!(count(world, "select count(*) from draft").await, 0);
    assert_eq!(
        count(world, "select count(*) from invitation where answer is not null").await,
        0
    );
}

async fn a_yes_to_a_draft_keeps_what_the_host_may_know(world: &World) {
    let (mut siân, mut mair) = asked(world).await;
    mair.press("Yes", &[]).await;
    mair.press("Save this for them to look at", &[("contact", "email")])
        .await;
    siân.browser.open("/you/invitations").await;
    siân.browser.click("How should people come home").await;
    let page = siân.browser.click("Yes, with support").await;
    let badge = page
        .html
        .split("name=\"released\"")
        .nth(1)
        .and_then(|rest| rest.split("value=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .expect("a badge to tick")
        .to_owned();
    let fields = [
        ("support", "A lift"),
        ("contact", "email"),
        ("released", badge.as_str()),
    ];
    siân.browser.press("Answer yes, with support", &fields).await;
    let told = "select count(*) from invitation where released_badges <> '[]'";
    assert_eq!(count(world, told).await, 1);
    siân.browser.open("/you/drafts").await;
    siân
        .browser
        .press("Yes, this is my word", &[])
        .await
        .must_say("It counts from now");
    assert_eq!(count(world, told).await, 1, "what the host may know stays hers");
}

async fn a_found_letter_about_a_draft_says_nothing_of_it_and_confirms_nothing(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    write_words(&mut mair, "Knows every bus").await;
    world.clock.advance(MINUTE);
    let mut steward = world.steward().await;
    let sheets = printed(&mut steward).await;
    assert!(!sheets.page.says("My answer"), "there is no slip for it");
    let code = sheets.code();
    let mut finder = world.visitor();
    finder.open("/reply").await;
    let fields = [("paper_code", code.as_str()), ("paper_name", "Siân")];
    let page = finder.press("Go to my answer", &fields).await;
    page.must_say("Mair wrote");
    assert!(!page.says("Knows every bus"), "words of a person are on the page");
    finder.post("/reply/draft", &[("confirm", "yes")]).await;
    let counts = "select count(*) from citizen_badge where words is not null";
    assert_eq!(count(world, counts).await, 0, "a finder confirms nothing");
    finder.open("/reply/draft").await;
    finder
        .press("No, throw it away", &[])
        .await
        .must_say("It is gone");
    assert_eq!(
        count(world, "select count(*) from draft where state = 'waits'").await,
        0
    );
}

async fn lost_paper_about_a_draft_opens_nothing(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    write_words(&mut mair, "Knows every bus").await;
    let mut steward = world.steward().await;
    let lost = printed(&mut steward).await.code();
    steward.browser.open("/steward/post").await;
    steward.browser.press("They were not posted", &[]).await;
    assert_eq!(count(world, "select count(*) from paper_code").await, 0);
    assert_ne!(printed(&mut steward).await.code(), lost);
    assert_eq!(count(world, "select count(*) from paper_code").await, 1);
}

async fn the_link_about_the_first_draft_leads_to_all_that_wait(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    write_words(&mut mair, "Knows every bus").await;
    world.clock.advance(MINUTE);
    write_words(&mut mair, "Knows every tram").await;
    let letters = world.letters().await;
    let told = letters
        .iter()
        .filter(|one| one.subject.contains("waits for your yes or no"));
    assert_eq!(told.count(), 1, "one letter tells of all");
    let letter = world.letter(&siân.email, "waits for your yes or no").await;
    let link = letter.link("/d/").replace(&world.address, "");
    let mut reader = world.visitor();
    reader.open(&link).await.must_say("every tram");
    reader.press("No, throw it away", &[]).await;
    reader.open(&link).await.must_say("every tram");
    reader.press("Yes, this is my word", &[]).await;
    let links = "select count(*) from draft where token_hash is not null";
    assert_eq!(
        count(world, links).await,
        0,
        "the link ends with the last of them"
    );
    write_words(&mut mair, "Knows every train").await;
    assert!(!reader.open(&link).await.says("every train"));
}

async fn what_somebody_lived_through_is_read_and_confirmed_after_signing_in_only(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let (mut mair, _) = supported(world, &mut siân).await;
    mair.open("/supporting").await;
    let words = "Three months in prison";
    let fields = [("own_words", words), ("kind", "experience")];
    mair.press("Save this for them to look at", &fields).await;
    let letter = world.letter(&siân.email, "waits for your yes or no").await;
    let link = letter.link("/d/").replace(&world.address, "");
    let mut reader = world.visitor();
    let page = reader.open(&link).await;
    page.must_say("Something about what you know")
        .must_say("Sign in to read it");
    assert!(!page.says("prison"));
    let id = page.value("id").expect("a form");
    let page = reader.post(&link, &[("id", &id), ("confirm", "yes")]).await;
    assert!(page.location.is_some_and(|to| to.starts_with("/sign-in?next=")));
    let known = "select count(*) from citizen_badge where words is not null";
    assert_eq!(count(world, known).await, 0);
    siân.browser.open("/you/drafts").await.must_say(words);
    siân.browser.press("Yes, this is my word", &[]).await;
    assert_eq!(count(world, known).await, 1);
}
