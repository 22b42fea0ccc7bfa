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
        .press(who, "Search", &[("q", "sent home from hospital")])
        .await
        .must_say("Hospital discharge");
    browsers
        .press(who, "Add what I ticked", &[("badge", "hospital-discharge")])
        .await;
    browsers
        .press(
            who,
            "Save this",
            &[("standpoint", "unpaid-carer"), ("visibility", "matching")],
        )
        .await;
    browsers
        .press(who, "Search", &[("q", "talking to a room full of people")])
        .await;
    browsers
        .press(who, "Add what I ticked", &[("badge", "public-speaking")])
        .await;
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
    let words = "I looked after my dad who had Alzheimer's";
    browsers
        .press(
            who,
            "Add my own words",
            &[("own_words", words), ("kind", "experience")],
        )
        .await
        .must_say("Yes, I mean: Dementia");
    browsers.press(who, "Yes, I mean: Dementia", &[]).await;
    browsers
        .open(who, "/you/badges?q=demenita")
        .await
        .must_say("Did you mean");
    browsers.open(who, "/you/badges").await;
    browsers.press(who, "Save and go on", &[]).await;
}

/// Reads the letter as the mail server got it, follows its link and says yes; a different answer first.
pub async fn answers_yes(stage: &mut Stage<'_>, who: &str, email: &str) {
    let letter = stage.mail.letter(email, "").await;
    let headers = letter["headers"].to_string();
    assert!(headers.contains("List-Unsubscribe=One-Click"), "{headers}");
    assert!(
        !letter["subject"]
            .as_str()
            .unwrap_or_default()
            .to_lowercase()
            .contains("hospital"),
        "{}",
        letter["subject"]
    );
    let reply = link(&letter, "/r/");
    let before = stage.world.digest().await;
    let browsers = &mut stage.browsers;
    let reader = "who opens the letter";
    browsers.open(reader, &link(&letter, "/stop/")).await;
    for answer in ["yes-with-support", "question", "not-now", "not-this", "stop"] {
        browsers.open(reader, &format!("{reply}?answer={answer}")).await;
    }
    assert_eq!(
        stage.world.digest().await,
        before,
        "a visit of a link does nothing"
    );
    let question = format!("{reply}?answer=question");
    browsers.open(reader, &question).await;
    browsers
        .wrong(reader, "Ask this question", &[("question", "")])
        .await;
    browsers
        .open(reader, &reply)
        .await
        .must_say("How should people come home from hospital?");
    browsers.click(reader, "Yes").await;
    browsers
        .press(reader, "Answer yes", &[("contact", "email")])
        .await;
    browsers.open(reader, &reply).await;
    for path in ["/you/invitations", "/for-you", "/opportunities"] {
        browsers.open(who, path).await;
    }
    browsers
        .click(who, "How should people come home from hospital?")
        .await;
}

/// The letter about the outcome has come.
pub async fn hears_the_outcome(stage: &mut Stage<'_>, email: &str) {
    let letter = stage.mail.letter(email, "").await;
    let text = letter["text"].as_str().unwrap_or_default();
    assert!(text.contains("place"), "{text}");
}

/// Sees that the officer has read who they are.
pub async fn sees_the_reading(stage: &mut Stage<'_>, who: &str, email: &str) {
    let browsers = &mut stage.browsers;
    browsers.open(who, "/sign-in").await;
    browsers
        .press(who, "Sign in", &[("email", email), ("password", PASSWORD)])
        .await;
    browsers
        .open(who, "/you/readers")
        .await
        .must_say("Leeds City Council");
}
