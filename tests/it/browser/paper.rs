//! Paper and helping in a real browser: on a desk and on a phone, with scripts and without, and out of a printer.

use alongside::moment::MINUTE;

use crate::{
    post::{invited, on_paper},
    support::{
        Store, World,
        chromium::{Browsers, Paper, View},
        tell,
    },
};

const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (375, 667);

const MAIR: &str = "mair@helpers.example";
const STEWARD: &str = "the steward";
const SIAN: &str = "Siân";
const HELPER: &str = "Mair";
const VISITOR: &str = "a visitor";

#[test]
fn paper_and_helping_hold_on_a_desk() {
    journey(true, DESK, "paper-desk");
}

#[test]
fn paper_and_helping_hold_on_a_phone() {
    journey(true, PHONE, "paper-phone");
}

#[test]
fn paper_and_helping_hold_without_scripts() {
    journey(false, PHONE, "paper-without-scripts");
}

fn journey(javascript: bool, (width, height): (u32, u32), folder: &'static str) {
    tell(Store::Sqlite, async |world: &World| {
        let siân = on_paper(world, "Siân Evans").await;
        let dafydd = on_paper(world, "Dafydd").await;
        let welsh = "update account set locale = 'cy' where id = $1";
        world.run(welsh, dafydd.id.0).await;
        let large = "update citizen set letter_format = 'large-print' where id = $1";
        world.run(large, dafydd.id.0).await;
        invited(world).await;
        let steward = world.steward().await;
        let mut browsers = Browsers::start(&world.address, javascript, folder);
        for who in [STEWARD, SIAN, HELPER, VISITOR] {
            browsers.size(who, width, height).await;
        }
        browsers.sign_in(STEWARD, &steward.session).await;
        browsers.sign_in(SIAN, &siân.session).await;
        public_pages(&mut browsers).await;
        let sheets = prints(&mut browsers, "letters").await;
        let code = |name: &str| code_after(&sheets.text, name);
        answers_by_code(&mut browsers, &code("Siân Evans")).await;
        enters_an_answer(&mut browsers, &code("Dafydd")).await;
        registers_somebody(&mut browsers).await;
        is_helped(world, &mut browsers).await;
        world.clock.advance(10 * MINUTE);
        let sheets = prints(&mut browsers, "letters-again").await;
        let (_, last) = sheets.text.rsplit_once("wrote something down").expect("a draft");
        hears_a_draft(&mut browsers, &code_after(last, "say yes")).await;
        browsers.end().await;
    });
}

/// The first code on the paper after these words.
fn code_after(text: &str, words: &str) -> String {
    let (_, rest) = text.split_once(words).expect("the words are there");
    let is_code = |word: &&str| word.len() == 11 && word.chars().nth(5) == Some('-');
    rest.split_whitespace().find(is_code).expect("a code").to_owned()
}

async fn public_pages(browsers: &mut Browsers) {
    browsers.open(VISITOR, "/").await;
    browsers
        .click(VISITOR, "You have a letter on paper? Answer here")
        .await;
    browsers.wrong(VISITOR, "Go to my answer", &[]).await;
    for page in ["poster", "paper-form"] {
        browsers.open(VISITOR, &format!("/{page}")).await;
        let paper = browsers.paper(VISITOR, page).await;
        let pages = if page == "poster" { 1 } else { 2 };
        assert_eq!(paper.pages, pages, "{page}");
    }
}

/// Makes a batch, looks at its print page and prints it: every address shows in the window of an envelope.
async fn prints(browsers: &mut Browsers, picture: &str) -> View {
    browsers.open(STEWARD, "/steward/post").await;
    browsers
        .press(STEWARD, "Make a batch of all that wait", &[])
        .await;
    let view = browsers.click(STEWARD, "Print these letters").await;
    let Paper { pages, windows } = browsers.paper(STEWARD, picture).await;
    assert!(windows.len() >= 2 && pages >= windows.len());
    for [top, bottom, left] in windows {
        assert!(top >= 46.0 && bottom <= 81.0, "from {top} to {bottom} mm");
        assert!((19.0..=25.0).contains(&left), "{left} mm");
    }
    browsers.open(STEWARD, "/steward/post").await;
    browsers
        .press(STEWARD, "These were printed and posted", &[])
        .await
        .must_say("we have forgotten what they say");
    view
}

async fn answers_by_code(browsers: &mut Browsers, code: &str) {
    browsers.open(VISITOR, "/reply").await;
    let fields = [("paper_code", code), ("paper_name", "sian")];
    browsers.press(VISITOR, "Go to my answer", &fields).await;
    browsers.click(VISITOR, "Yes").await;
    browsers
        .press(VISITOR, "Answer yes", &[("contact", "post")])
        .await
        .must_say("We have your answer");
}

async fn enters_an_answer(browsers: &mut Browsers, code: &str) {
    browsers.open(STEWARD, "/steward/reply").await;
    browsers.wrong(STEWARD, "Go on", &[]).await;
    let said = [
        ("paper_code", code),
        ("answer", "not-this"),
        ("how", "letter"),
        ("heard_by", "Meera Shah"),
    ];
    browsers.press(STEWARD, "Go on", &said).await;
    browsers
        .press(STEWARD, "Write this answer down", &[])
        .await
        .must_say("The answer is written down");
}

async fn registers_somebody(browsers: &mut Browsers) {
    browsers.open(STEWARD, "/steward/register").await;
    browsers.wrong(STEWARD, "Register them", &[]).await;
    let said = [
        ("called", "Gwen Parry"),
        ("adult", "yes"),
        ("postal_address", "3 High Street\nBala"),
        ("postcode", "ll23 7ab"),
        ("locale", "cy"),
        ("letter_format", "large-print"),
        ("consent", "matching"),
        ("how", "phone"),
        ("heard_by", "Meera Shah"),
    ];
    browsers
        .press(STEWARD, "Register them", &said)
        .await
        .must_say("You are writing for Gwen Parry");
    browsers.press(STEWARD, "I am done", &[]).await;
    browsers.open(STEWARD, "/steward/act").await;
    browsers.wrong(STEWARD, "Go on", &[]).await;
}

/// Siân looks at where her letters go and names Mair, who writes down three things; Siân decides on two of them.
async fn is_helped(world: &World, browsers: &mut Browsers) {
    browsers.open(SIAN, "/you/paper").await;
    browsers.wrong(SIAN, "Save", &[("postcode", "LS6")]).await;
    browsers.open(SIAN, "/you/drafts").await;
    browsers.open(SIAN, "/you/supporters").await;
    browsers.wrong(SIAN, "Ask them", &[]).await;
    let named = [
        ("supporter_name", "Mair"),
        ("supporter_email", MAIR),
        ("may", "answers"),
        ("may", "words"),
    ];
    browsers.press(SIAN, "Ask them", &named).await;
    let link = world.letter(MAIR, "asks for your help").await.link("/s/");
    browsers.open(HELPER, &link).await;
    browsers.press(HELPER, "I want to help", &[]).await;
    browsers.wrong(HELPER, "Save this for them", &[]).await;
    for words in ["Knows every bus", "Sings in two choirs"] {
        world.clock.advance(MINUTE);
        let fields = [("own_words", words), ("kind", "skill")];
        browsers.press(HELPER, "Save this for them", &fields).await;
    }
    world.clock.advance(MINUTE);
    browsers.press(HELPER, "Yes, with support", &[]).await;
    let fields = [("support", "A lift there"), ("contact", "post")];
    browsers.press(HELPER, "Save this for them", &fields).await;
    browsers.open(SIAN, "/you/supporters").await;
    browsers.click(SIAN, "3 things wait for your yes or no").await;
    browsers
        .press(SIAN, "No, throw it away", &[])
        .await
        .must_say("It is gone");
    browsers
        .press(SIAN, "Yes, this is my word", &[])
        .await
        .must_say("It counts from now");
}

async fn hears_a_draft(browsers: &mut Browsers, code: &str) {
    browsers.open(STEWARD, "/steward/reply").await;
    let page = browsers.press(STEWARD, "Go on", &[("paper_code", code)]).await;
    page.must_say("Read this to them").must_say("A lift there");
    let said = [("decision", "yes"), ("how", "phone"), ("heard_by", "Meera Shah")];
    browsers
        .press(STEWARD, "Write this down", &said)
        .await
        .must_say("It is written down");
}
