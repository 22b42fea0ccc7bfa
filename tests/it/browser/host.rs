//! What an officer and a steward do in the loop.

use alongside::account::code;

use super::{Stage, citizen::PASSWORD};
use crate::support::smtp::link;

/// The steward of the story.
pub const STEWARD: &str = "steward@alongside.example";
/// The officer of the story.
pub const OFFICER: &str = "omar@council.example";
/// The question that everything is about.
pub const TITLE: &str = "How should people come home from hospital?";

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
            "Save this password",
            &[("new_password", "password")],
        )
        .await;
    browsers
        .press("the steward", "Save this password", &[("new_password", PASSWORD)])
        .await;
    signs_in(stage, "the steward", STEWARD).await;
    stage.browsers.open("the steward", "/steward").await;
    stage.browsers.open("the steward", "/steward/person").await;
    stage
        .browsers
        .wrong("the steward", "Search", &[("email", "")])
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
    browsers
        .wrong("the steward", "Refuse", &[("decision_reason", "")])
        .await;
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
        .wrong(who, "Save and go on", &[("ask_summary", &"x".repeat(2001))])
        .await;
    let question = [
        ("ask_title", TITLE),
        ("ask_summary", "We plan the way home afresh."),
    ];
    browsers.press(who, "Save and go on", &question).await;
    let influence = [
        ("ask_open", "Everything between the ward and the front door"),
        ("ask_fixed", "The budget, because it is set for two years"),
        (
            "ask_decides",
            "The discharge board, with two seats for members of this group",
        ),
        ("ask_decided_when", "In March 2027"),
    ];
    browsers.press(who, "Save and go on", &influence).await;
    browsers
        .wrong(who, "Save and go on", &[("ask_part", &"x".repeat(2001))])
        .await;
    let doing = [
        ("ask_part", "Write the new way with us"),
        ("ask_activity", "co-design-workshop"),
        ("ask_stage", "co-design"),
    ];
    browsers.press(who, "Save and go on", &doing).await;
    browsers
        .wrong(who, "Save and go on", &[("ask_area", "nowhere")])
        .await;
    let when = [
        ("ask_formats", "online"),
        ("ask_formats", "in-person"),
        ("ask_area", "LS1"),
        ("ask_within", "30"),
        ("ask_times", "weekday-daytime"),
        ("ask_starts_on-day", "12"),
        ("ask_starts_on-month", "1"),
        ("ask_starts_on-year", "2027"),
        ("ask_minutes", "120"),
        ("ask_meetings", "3"),
    ];
    browsers.press(who, "Save and go on", &when).await;
    officer_seeks(stage).await;
    let browsers = &mut stage.browsers;
    browsers.press(who, "Save and go on", &[]).await;
    browsers
        .wrong(
            who,
            "Save and go on",
            &[("ask_fee_per", "hour"), ("ask_fee", "much")],
        )
        .await;
    let pay = [
        ("ask_expenses", "Travel and a meal, paid in advance"),
        ("ask_fee_per", "hour"),
        ("ask_fee", "25"),
        ("ask_pay_on-day", "31"),
        ("ask_pay_on-month", "1"),
        ("ask_pay_on-year", "2027"),
        ("ask_care", "paid"),
    ];
    browsers.press(who, "Save and go on", &pay).await;
    browsers
        .press(
            who,
            "Save and go on",
            &[
                ("ask_access", "step-free-venue"),
                ("ask_access_notes", "Ask for Omar"),
            ],
        )
        .await;
    let promise = [
        ("ask_feedback_by-day", "30"),
        ("ask_feedback_by-month", "4"),
        ("ask_feedback_by-year", "2027"),
        ("ask_motives", "make-it-better-for-those-who-come-next"),
    ];
    browsers.press(who, "Save and go on", &promise).await;
    browsers.press(who, "Send it to a steward", &[]).await;
    steward_opens(stage).await;
}

async fn officer_seeks(stage: &mut Stage<'_>) {
    let who = "the officer";
    let browsers = &mut stage.browsers;
    for (words, found, need) in [
        ("sent home from hospital", "hospital-discharge", "must"),
        ("public speaking", "public-speaking", "helps"),
    ] {
        browsers.press(who, "Search", &[("q", words)]).await;
        browsers
            .press(who, "Add it", &[("found", found), ("need", need)])
            .await;
    }
    let words = "People whose dad had Alzheimer's";
    browsers.press(who, "Search", &[("q", words)]).await;
    browsers
        .press(who, "Add it", &[("found", "own-experience"), ("need", "helps")])
        .await
        .must_say("Yes, we mean: Dementia");
    browsers.press(who, "Yes, we mean: Dementia", &[]).await;
}

async fn steward_opens(stage: &mut Stage<'_>) {
    let browsers = &mut stage.browsers;
    browsers.open("the steward", "/steward").await;
    browsers.click("the steward", TITLE).await;
    browsers
        .wrong("the steward", "Send it back", &[("decision_reason", "")])
        .await;
    browsers
        .press("the steward", "Open it", &[])
        .await
        .must_say("It is open");
    stage.world.work().await;
    stage.mail.letter(OFFICER, "").await;
}

/// The officer sees the anonymous cards with reasons, sets the places, reads the letter and releases it.
pub async fn officer_releases(stage: &mut Stage<'_>) {
    let who = "the officer";
    let browsers = &mut stage.browsers;
    browsers.open(who, "/host").await;
    browsers.click(who, TITLE).await;
    browsers.wrong(who, "Save", &[("who", "everyone")]).await;
    let places = [
        ("who", "everyone"),
        ("reply_by-day", "15"),
        ("reply_by-month", "12"),
        ("reply_by-year", "2026"),
    ];
    browsers.press(who, "Save", &places).await;
    let opportunity = browsers.open(who, "/host").await;
    opportunity.must_say(TITLE);
    let page = browsers.click(who, TITLE).await;
    let cards = browsers.open(who, &format!("{}/cards", plain(&page.url))).await;
    // What everybody must bring is for matching only: no card says it.
    cards.must_say("They have other things that you seek");
    assert!(
        !cards.text.contains("Siân") && !cards.text.contains("Hospital discharge\n"),
        "{}",
        cards.text
    );
    browsers.open(who, "/host/search").await;
    browsers.wrong(who, "Search", &[("q", "")]).await;
    browsers
        .press(who, "Search", &[("q", "public speking")])
        .await
        .must_say("Public speaking");
    browsers
        .press(who, "Find topics", &[("topic", "hospital")])
        .await
        .must_say("Hospital discharge");
    browsers
        .open(who, "/host/search?q=xyzzy&place=LS6&format=post")
        .await;
    browsers.open(who, &format!("{}/invite", plain(&page.url))).await;
    browsers.press(who, "Release the invitations", &[]).await;
    stage.world.clock.advance(11 * 60);
    stage.world.work().await;
}

/// After the reply-by date the officer sees who takes part.
pub async fn officer_meets(stage: &mut Stage<'_>, called: &str) {
    let who = "the officer";
    // A working day has passed since the codes: the session is over.
    signs_in_again(stage, who, OFFICER).await;
    let browsers = &mut stage.browsers;
    browsers.open(who, "/host").await;
    let page = browsers.click(who, TITLE).await;
    let people = browsers.open(who, &format!("{}/people", plain(&page.url))).await;
    people.must_say(called);
}

async fn signs_in_again(stage: &mut Stage<'_>, who: &str, email: &str) {
    let world = stage.world;
    let email_parsed = alongside::account::Email::parse(email).expect("an address");
    let account = alongside::account::records::by_email(world.database(), &email_parsed).await;
    let secret = account
        .expect("read")
        .expect("there")
        .code_secret
        .expect("a secret");
    let browsers = &mut stage.browsers;
    browsers.open(who, "/sign-in").await;
    browsers
        .press(who, "Sign in", &[("email", email), ("password", PASSWORD)])
        .await;
    browsers.wrong(who, "Go on", &[("code", "000000")]).await;
    let code = code::at(&secret, world.now()).expect("a code");
    browsers.press(who, "Go on", &[("code", &code)]).await;
}

/// The path without its parameters.
fn plain(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
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
