//! From the letter to a confirmed yes on a small phone: at most three pages, no sign-in, no script, and never a
//! button that one has to scroll to. In both languages.

use alongside::moment::MINUTE;

use crate::support::{Store, World, chromium::Browsers, people::Person, tell};

/// The smallest screen that is still common: 375 by 667 pixels.
const SCREEN: (u32, u32) = (375, 667);

/// What somebody reads on the way, in one language.
struct Words {
    language: &'static str,
    yes: &'static str,
    answer_yes: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    yes: "Yes",
    answer_yes: "Answer yes",
};
const WELSH: Words = Words {
    language: "cy",
    yes: "Ie",
    answer_yes: "Ateb ie",
};

#[test]
fn a_yes_takes_three_pages_and_no_scrolling_with_scripts() {
    journey(true, "letter-with-scripts");
}

#[test]
fn a_yes_takes_three_pages_and_no_scrolling_without_scripts() {
    journey(false, "letter-without-scripts");
}

fn journey(javascript: bool, folder: &'static str) {
    tell(Store::Sqlite, async |world: &World| {
        let siân = world.citizen("Siân").await;
        let dafydd = world
            .citizen_with("Dafydd", |citizen| {
                citizen.phone = Some("07700 900123".to_owned());
            })
            .await;
        world.citizen("Amina").await;
        let welsh = "update account set locale = 'cy' where id = $1";
        world.run(welsh, dafydd.id.0).await;
        let mut officer = world.officer("Omar", "Leeds City Council").await;
        let title = "How should people come home from hospital when nobody waits for them?";
        let id = world.opportunity(&officer, title).await;
        officer
            .browser
            .open(&format!("/host/opportunity/{id}/invite"))
            .await;
        officer.browser.press("Release the invitations", &[]).await;
        world.clock.advance(10 * MINUTE);
        let mut browsers = Browsers::start(&world.address, javascript, folder);
        says_yes(world, &mut browsers, &siân, &ENGLISH).await;
        says_yes(world, &mut browsers, &dafydd, &WELSH).await;
        sees_the_others(world, &mut browsers, &siân).await;
        browsers.end().await;
    });
}

/// Three pages: the letter's link, the answer, the confirmation.
async fn says_yes(world: &World, browsers: &mut Browsers, person: &Person, words: &Words) {
    let who = words.language;
    let (width, height) = SCREEN;
    browsers.size(who, width, height).await;
    let letter = world.letter(&person.email, "").await;
    browsers.open(who, &letter.link("/r/")).await;
    let first = format!("screen-1-{who}");
    let edge = browsers.lower_edge(who, words.yes, &first).await;
    assert!(edge <= f64::from(height), "{:?} ends at {edge}", words.yes);
    browsers.click(who, words.yes).await;
    let second = format!("screen-2-{who}");
    let edge = browsers.lower_edge(who, words.answer_yes, &second).await;
    assert!(edge <= f64::from(height), "{:?} ends at {edge}", words.answer_yes);
    let page = browsers.press(who, words.answer_yes, &[]).await;
    // The driver reads the confirmation in English, whatever the language before.
    assert!(page.url.contains("notice=reply-taken"), "{}", page.url);
    page.must_say("We have your answer");
}

/// The pages of the other answers, and those behind links that have ended.
async fn sees_the_others(world: &World, browsers: &mut Browsers, person: &Person) {
    let who = ENGLISH.language;
    let letter = world.letter(&person.email, "We have your answer").await;
    let reply = letter.link("/r/");
    for answer in ["yes-with-support", "question", "not-now", "not-this", "stop"] {
        browsers.open(who, &format!("{reply}?answer={answer}")).await;
    }
    browsers
        .open(who, &format!("{reply}?answer=yes-with-support"))
        .await;
    browsers.wrong(who, "Answer yes, with support", &[]).await;
    browsers.open(who, &format!("{reply}?answer=question")).await;
    let question = [("question", "Is there tea? My number is 07700 900123")];
    browsers
        .press(who, "Ask this question", &question)
        .await
        .must_say("We took out what could show who you are");
    let first = world.letter(&person.email, "You have a message").await;
    browsers.open(who, &first.link("/stop/")).await;
    browsers.open(who, &letter.link("/not-me/")).await;
    browsers.press(who, "Take the answer back", &[]).await;
    browsers.open(who, &reply).await.must_say("This link has expired");
}
