//! What a citizen does in the loop.

use super::Stage;
use crate::support::smtp::link;

/// The password of everybody in the story.
pub const PASSWORD: &str = "teapot gravel lantern";

/// Registers alone, question by question, with a mistake here and there.
pub async fn registers(stage: &mut Stage<'_>, who: &str, email: &str) {
    let Stage {
        world,
        mail,
        browsers,
    } = stage;
    browsers.open(who, "/").await;
    browsers.open(who, "/register").await;
    browsers
        .wrong(who, "Register", &[("email", "sian"), ("new_password", "short")])
        .await;
    let fields = [("email", email), ("new_password", PASSWORD), ("adult", "yes")];
    browsers
        .press(who, "Register", &fields)
        .await
        .must_say("Look at your email");
    world.work().await;
    let letter = mail.letter(email, "").await;
    browsers.open(who, &link(&letter, "/confirm/")).await;
    browsers.press(who, "Yes, this is my address", &[]).await;
    browsers.open(who, "/you/start").await;

    browsers.wrong(who, "Save and go on", &[("called", "")]).await;
    browsers.press(who, "Save and go on", &[("called", who)]).await;
    let every: Vec<(&str, &str)> = ["matching", "invitations", "counts", "cards", "sharing"]
        .iter()
        .map(|purpose| ("consent", *purpose))
        .collect();
    browsers.press(who, "Save and go on", &every).await;
    browsers
        .wrong(who, "Save and go on", &[("area", "nowhere")])
        .await;
    browsers
        .press(who, "Save and go on", &[("area", "LS6"), ("travel_km", "20")])
        .await;
    let ways = [
        ("formats", "online"),
        ("formats", "in-person"),
        ("times", "weekday-daytime"),
    ];
    browsers.press(who, "Save and go on", &ways).await;
    says_what_they_know(stage, who).await;
    let browsers = &mut stage.browsers;
    browsers.wrong(who, "Add this", &[("done", "")]).await;
    let done = [
        ("done", "Sat on the carers' panel"),
        ("kind", "sat-on-a-panel"),
        ("year", "2025"),
    ];
    browsers.press(who, "Add this", &done).await;
    browsers.press(who, "Save and go on", &[]).await;
    browsers
        .press(who, "Make it better for those who come next", &[])
        .await;
    browsers
        .press(
            who,
            "Save and go on",
            &[("matters", "That nobody goes home alone")],
        )
        .await;
    browsers.press(who, "Save and go on", &[]).await;
    browsers.press(who, "Yes, this is right", &[]).await;
    for path in [
        "/you",
        "/you/consents",
        "/you/pause",
        "/you/readers",
        "/you/phone",
        "/you/erase",
        "/account",
        "/you/name",
    ] {
        browsers.open(who, path).await;
    }
}

/// Badges: found by lay words, from a shelf, and in own words.
async fn says_what_they_know(stage: &mut Stage<'_>, who: &str) {
    let browsers = &mut stage.browsers;
    browsers
        .press(who, "Look", &[("q", "sent home from hospital")])
        .await
        .must_say("Hospital discharge");
    browsers.press(who, "Hospital discharge", &[]).await;
    browsers
        .press(
            who,
            "Save this",
            &[("standpoint", "unpaid-carer"), ("visibility", "matching")],
        )
        .await;
    browsers
        .press(who, "Look", &[("q", "talking to a room full of people")])
        .await;
    browsers.press(who, "Public speaking", &[]).await;
    browsers.open(who, "/you/badges").await;
    browsers
        .wrong(who, "Add my own words", &[("own_words", "")])
        .await;
    browsers
        .press(
            who,
            "Add my own words",
            &[("own_words", "I know the night bus by heart"), ("kind", "skill")],
        )
        .await;
    browsers.open(who, "/you/badges").await;
    browsers.press(who, "Save and go on", &[]).await;
}
