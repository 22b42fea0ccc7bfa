//! Why somebody is not matched: said to them honestly, with the one question that would change it.

use alongside::citizen::{ConsentPurpose, Format, Time};

use crate::support::{World, stories};

stories!(
    too_far_is_said_with_both_numbers_and_the_question,
    one_other_answer_and_what_it_would_bring,
    a_limit_that_is_reached_is_said_and_does_not_hold_anybody_back,
    without_leave_nobody_looks_any_closer,
);

async fn too_far_is_said_with_both_numbers_and_the_question(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity_with(&officer, "How can coming home feel safe?", |one| {
            one.formats = vec![Format::InPerson];
            one.area = Some("YO1".into());
            one.within_km = Some(200);
            one.times = vec![Time::Weekend];
        })
        .await;
    let mut mair = world.citizen("Mair").await;
    let here = format!("/opportunities/{id}");
    let page = mair.browser.open(&here).await;
    page.must_say("As things stand you would not be in the draw")
        .must_say("you said up to 20 km (12 miles)")
        .must_say("It takes place at a time you did not choose: Weekend");
    assert_eq!(page.link("Change how far you travel"), "/you/place");
    assert_eq!(page.link("Change when you take part"), "/you/ways");
    mair.browser
        .open(&format!("{here}?lang=cy"))
        .await
        .must_say("fe ddywedoch chi hyd at 20 km (12 milltir)");
    // Where the host draws the line there is nothing of hers to change.
    let mut pat = world
        .citizen_with("Pat", |citizen| {
            citizen.area = Some("CF10".into());
            citizen.travel_km = Some(600);
            citizen.times = vec![Time::Weekend];
        })
        .await;
    let page = pat.browser.open(&here).await;
    page.must_say("they ask people who live within 200 km");
    assert!(!page.html.contains("href=\"/you/place\""));
}

async fn one_other_answer_and_what_it_would_bring(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let far = |one: &mut alongside::opportunity::Opportunity| {
        one.formats = vec![Format::InPerson];
        one.area = Some("YO1".into());
        one.within_km = Some(200);
    };
    world.opportunity_with(&officer, "Far away?", far).await;
    world
        .opportunity_with(&officer, "On Saturday?", |one| one.times = vec![Time::Weekend])
        .await;
    world
        .opportunity_with(&officer, "Far away on Saturday?", |one| {
            far(one);
            one.times = vec![Time::Weekend];
        })
        .await;
    world
        .opportunity_with(&officer, "Something else?", |one| {
            one.seeks.truncate(1);
            one.seeks[0].badge = Some("homelessness".into());
        })
        .await;
    let mut mair = world.citizen("Mair").await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let page = mair.browser.open("/for-you").await;
    page.must_say("Nothing fits just now")
        .must_say("4 opportunities are open. None of them is close")
        .must_say("1 more would fit if you could travel further.")
        .must_say("1 more would fit at another time of day or week.")
        .must_say("1 more would fit, but more than one thing stands in the way.")
        .must_say("1 other looks for something you have not told us about");
    assert_eq!(page.link("Change how far you travel"), "/you/place");
    assert_eq!(page.link("Change when you take part"), "/you/ways");
    assert_eq!(page.link("Homelessness"), "/you/badges?q=Homelessness");
    mair.browser.open("/you/ways").await;
    let ways = [("times", "weekday-daytime"), ("times", "weekend")];
    mair.browser.press("Save", &ways).await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let page = mair.browser.open("/for-you").await;
    page.must_say("On Saturday?")
        .must_say("1 of them is close")
        .must_say("2 more would fit if you could travel further.");
    assert!(!page.says("another time of day"), "{}", page.text());
}

async fn a_limit_that_is_reached_is_said_and_does_not_hold_anybody_back(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let first = world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    let second = world.opportunity(&officer, "How should letters read?").await;
    let mut mair = world
        .citizen_with("Mair", |citizen| citizen.open_ceiling = 1)
        .await;
    world.work().await;
    let here = format!("/opportunities/{second}");
    let limit = "As many invitations wait for your answer as may at one time (1)";
    assert!(!mair.browser.open(&here).await.says(limit));
    officer
        .browser
        .open(&format!("/host/opportunity/{first}/invite"))
        .await;
    officer.browser.press("Release the invitations", &[]).await;
    let page = mair.browser.open(&here).await;
    page.must_say(limit);
    assert_eq!(page.link("See your invitations"), "/you/invitations");
    mair.browser.open("/for-you").await.must_say(limit);
    assert!(page.says("We do not invite you to this for now") && !page.says("you would not be in the draw"));
    // The one she was invited to is not out of reach: she is not asked to put herself forward for it as well.
    let page = mair.browser.open(&format!("/opportunities/{first}")).await;
    page.must_say("You were invited to this");
    assert!(
        !page.says(limit) && !page.html.contains("/forward\""),
        "{}",
        page.text()
    );
    // Limits do not keep anybody from asking.
    mair.browser.open(&here).await;
    let page = mair.browser.press("Put myself forward", &[]).await;
    page.must_say("You are in the draw for an invitation");
    assert!(!page.says(limit), "{}", page.text());
}

async fn without_leave_nobody_looks_any_closer(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity_with(&officer, "On Saturday?", |one| one.times = vec![Time::Weekend])
        .await;
    let mut mair = world
        .citizen_with("Mair", |citizen| {
            citizen
                .consents
                .retain(|consent| *consent != ConsentPurpose::Matching);
        })
        .await;
    let page = mair.browser.open("/for-you").await;
    page.must_say("You have not said that we may match you");
    assert!(!page.says("would fit"), "{}", page.text());
    let page = mair.browser.open(&format!("/opportunities/{id}")).await;
    assert_eq!(page.link("Change what you allow"), "/you/consents");
}
