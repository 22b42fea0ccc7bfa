//! Equality answers and who is missing: on a desk with scripts and on a phone without, in both languages where
//! a page has both.

use alongside::citizen::ConsentPurpose;

use crate::{
    equality::missing::{FIGURES, people},
    support::{Store, World, chromium::Browsers, tell},
};

const SIÂN: &str = "Siân";
const OMAR: &str = "the officer";
const RUTH: &str = "the steward";

/// A desk and a phone: pixels wide and high.
const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (375, 667);

#[test]
fn equality_pages_on_a_desk_with_scripts() {
    show(DESK, true, "equality-desk-with-scripts");
}

#[test]
fn equality_pages_on_a_phone_without_scripts() {
    show(PHONE, false, "equality-phone-without-scripts");
}

fn show((width, height): (u32, u32), javascript: bool, folder: &'static str) {
    tell(Store::Sqlite, async move |world: &World| {
        let mut browsers = Browsers::start(&world.address, javascript, folder);
        for who in [SIÂN, OMAR, RUTH] {
            browsers.size(who, width, height).await;
        }
        answers(world, &mut browsers).await;
        missing(world, &mut browsers).await;
        browsers.end().await;
    });
}

async fn answers(world: &World, browsers: &mut Browsers) {
    let siân = world
        .citizen_with(SIÂN, |citizen| {
            citizen
                .consents
                .retain(|purpose| *purpose != ConsentPurpose::Equality);
        })
        .await;
    browsers.sign_in(SIÂN, &siân.session).await;
    browsers.open(SIÂN, "/you").await;
    browsers
        .click(SIÂN, "Your equality answers")
        .await
        .must_say("you can still be drawn");
    browsers.press(SIÂN, "I agree, ask me", &[]).await;
    for answer in ["55-64", "woman", "white", "prefer-not-to-say"] {
        browsers
            .press(SIÂN, "Save and go on", &[("equality", answer)])
            .await;
    }
    browsers
        .press(SIÂN, "Save and go on", &[])
        .await
        .must_say("I would rather not say");
    browsers.open(SIÂN, "/you/equality/age").await;
    browsers
        .press(SIÂN, "Take this answer away", &[])
        .await
        .must_say("We took this answer away.");
    browsers.press(SIÂN, "Erase all my answers", &[]).await;
    browsers.open(SIÂN, "/you/consents").await;
    browsers
        .press(SIÂN, "Use your equality answers", &[])
        .await
        .must_say("erased your equality answers");
}

async fn missing(world: &World, browsers: &mut Browsers) {
    let steward = world.steward().await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity(&officer, "How should people come home from hospital?")
        .await;
    people(world, 80, 10).await;
    let page = format!("/host/opportunity/{id}/missing");
    browsers.sign_in(OMAR, &officer.session).await;
    browsers
        .open(OMAR, &page)
        .await
        .must_say("There are no figures yet");
    browsers.sign_in(RUTH, &steward.session).await;
    browsers.open(RUTH, "/steward").await;
    browsers.click(RUTH, "Who is missing among all").await;
    browsers.open(RUTH, "/steward/population").await;
    browsers
        .wrong(RUTH, "Keep these figures", &[("shares", "feature;value")])
        .await;
    browsers
        .press(RUTH, "Keep these figures", &[("shares", FIGURES)])
        .await
        .must_say("Not worked out yet this week");
    browsers
        .press(RUTH, "Work it out", &[])
        .await
        .must_say("Fewer than you would expect");
    // What stands behind the `?` only names the page anew for the driver, which looks at each page once.
    browsers
        .open(OMAR, &format!("{page}?figures=there"))
        .await
        .must_say("Woman");
}
