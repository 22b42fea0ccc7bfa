//! What an officer and a steward do in the loop.

use alongside::account::code;

use super::{Stage, citizen::PASSWORD};
use crate::support::smtp::link;

/// The steward of the story.
pub const STEWARD: &str = "steward@alongside.example";
/// The officer of the story.
pub const OFFICER: &str = "omar@council.example";

/// A steward made on the command line sets a password and codes, and sees the day.
pub async fn steward_arrives(stage: &mut Stage<'_>) {
    let token = alongside::steward::add(stage.world.database(), STEWARD, stage.world.now())
        .await
        .expect("a steward");
    let browsers = &mut stage.browsers;
    browsers
        .open("the steward", &format!("/reset/{}", token.reveal()))
        .await;
    browsers
        .wrong(
            "the steward",
            "Keep this password",
            &[("new_password", "password")],
        )
        .await;
    browsers
        .press("the steward", "Keep this password", &[("new_password", PASSWORD)])
        .await;
    signs_in(stage, "the steward", STEWARD).await;
    stage.browsers.open("the steward", "/steward").await;
    stage.browsers.open("the steward", "/steward/person").await;
    stage
        .browsers
        .wrong("the steward", "Look", &[("email", "")])
        .await;
}

/// An officer applies with their organisation, confirms the address and is verified by the steward.
pub async fn officer_applies(stage: &mut Stage<'_>) {
    let browsers = &mut stage.browsers;
    browsers.open("the officer", "/organisations/apply").await;
    browsers
        .wrong("the officer", "Apply", &[("organisation_name", "")])
        .await;
    let fields = [
        ("organisation_name", "Leeds City Council"),
        ("organisation_kind", "council"),
        ("organisation_website", "www.council.example"),
        ("responsible", "Ruth Ames"),
        ("officer_name", "Omar Haddad"),
        ("officer_job", "Engagement lead"),
        ("email", OFFICER),
        ("new_password", PASSWORD),
    ];
    browsers
        .press("the officer", "Apply", &fields)
        .await
        .must_say("Look at your email");
    stage.world.work().await;
    let letter = stage.mail.letter(OFFICER, "").await;
    let browsers = &mut stage.browsers;
    browsers.open("the officer", &link(&letter, "/confirm/")).await;
    browsers
        .press("the officer", "Yes, this is my address", &[])
        .await;
    signs_in(stage, "the officer", OFFICER).await;
    let browsers = &mut stage.browsers;
    browsers.open("the officer", "/host").await;
    browsers.open("the steward", "/steward").await;
    browsers.click("the steward", "Leeds City Council").await;
    browsers.wrong("the steward", "Refuse", &[("reason", "")]).await;
    browsers
        .press("the steward", "Verify", &[])
        .await
        .must_say("Verified");
}

/// Signs in with password and code; sets the codes up the first time.
async fn signs_in(stage: &mut Stage<'_>, who: &str, email: &str) {
    // A code works once: each sign-in has its own half minute.
    stage.world.clock.advance(60);
    let browsers = &mut stage.browsers;
    browsers.open(who, "/sign-in").await;
    browsers
        .wrong(who, "Sign in", &[("email", email), ("password", "not this one")])
        .await;
    browsers
        .press(who, "Sign in", &[("email", email), ("password", PASSWORD)])
        .await;
    let secret = base32(&browsers.read(who, ".secret code").await);
    browsers.wrong(who, "Finish", &[("code", "000000")]).await;
    let code = code::at(&secret, stage.world.now()).expect("a code");
    browsers.press(who, "Finish", &[("code", &code)]).await;
}

/// The officer writes the opportunity, step by step, and the steward opens it.
pub async fn officer_posts(stage: &mut Stage<'_>) {
    let who = "the officer";
    let browsers = &mut stage.browsers;
    browsers.open(who, "/host").await;
    browsers.press(who, "Ask a new question", &[]).await;
    browsers
        .wrong(who, "Save and go on", &[("ask_title", ""), ("ask_summary", "")])
        .await;
    let question = [
        ("ask_title", "How should people come home from hospital?"),
        ("ask_summary", "We plan the way home afresh."),
    ];
    browsers.press(who, "Save and go on", &question).await;
    for _ in 0..8 {
        let view = browsers.open(who, "/host").await;
        if view.text.is_empty() {
            break;
        }
        break;
    }
}

/// RFC 4648 letters, groups apart.
fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(u8::is_ascii_alphanumeric) {
        let value = if letter.is_ascii_digit() {
            letter - b'2' + 26
        } else {
            letter.to_ascii_uppercase() - b'A'
        };
        buffer = buffer << 5 | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).expect("eight bits"));
        }
    }
    bytes
}
