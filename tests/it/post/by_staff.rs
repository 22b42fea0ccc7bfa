//! What staff do for people who ask them to: answers that were heard, registrations, and pages for walls.

use alongside::{database::sql, moment::HOUR};

use super::{count, invited, on_paper, printed};
use crate::support::{World, stories};

stories!(
    an_answer_that_was_heard_counts_and_says_who_heard_it,
    somebody_without_email_is_registered_and_helped_in_their_sight,
    a_steward_who_acts_for_somebody_sees_only_what_that_needs,
    people_choose_paper_and_email_again,
    the_poster_and_the_form_say_how_to_begin,
);

async fn an_answer_that_was_heard_counts_and_says_who_heard_it(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let _other = world.citizen("Dafydd").await;
    invited(world).await;
    let mut steward = world.steward().await;
    let code = printed(&mut steward).await.code();
    let browser = &mut steward.browser;
    browser.open("/steward/reply").await;
    let page = browser
        .press("Go on", &[("paper_code", &code), ("answer", "yes")])
        .await;
    page.must_say("Choose how it reached us");
    let said = [
        ("paper_code", code.as_str()),
        ("answer", "yes"),
        ("how", "phone"),
        ("heard_by", "Meera Shah"),
    ];
    let page = browser.press("Go on", &said).await;
    page.must_say("How should people come home");
    for words in ["Hospital discharge", "Public speaking", "Chapel Row"] {
        assert!(!page.html.contains(words), "the steward reads {words:?}");
    }
    let looked = "select count(*) from audit where action = 'hear-reply'";
    assert_eq!(count(world, looked).await, 1, "the look at her letter is noted");
    let page = browser
        .press("Write this answer down", &[("contact", "post")])
        .await;
    page.must_say("The answer is written down");
    let taken = "select count(*) from invitation where answer = 'yes' and contact = 'post'";
    assert_eq!(count(world, taken).await, 1);
    let heard =
        "select count(*) from heard where what = 'reply' and how = 'phone' and heard_by = 'Meera Shah'";
    assert_eq!(count(world, heard).await, 1);
    let page = siân.browser.open("/you/readers").await;
    page.must_say("Wrote down an answer that you gave them");
    page.must_say("Meera Shah");
    // A code that nobody has is said to be one, and changes nothing.
    browser.open("/steward/reply").await;
    let mut wrong = said;
    wrong[0].1 = "00000-00000";
    browser
        .press("Go on", &wrong)
        .await
        .must_say("No letter has this code");
}

const GWEN: [(&str, &str); 12] = [
    ("called", "Gwen Parry"),
    ("adult", "yes"),
    ("postal_address", "3 High Street\nBala"),
    ("postcode", "ll23 7ab"),
    ("phone", "01678 496 0000"),
    ("locale", "cy"),
    ("letter_format", "large-print"),
    ("area", "LL23"),
    ("consent", "matching"),
    ("consent", "invitations"),
    ("how", "phone"),
    ("heard_by", "Meera Shah"),
];

async fn somebody_without_email_is_registered_and_helped_in_their_sight(world: &World) {
    let mut steward = world.steward().await;
    let browser = &mut steward.browser;
    browser.open("/steward/register").await;
    let page = browser.press("Register them", &[("called", "Gwen Parry")]).await;
    for error in [
        "Write where their letters should go",
        "Write the postcode",
        "Write who heard or read it",
    ] {
        page.must_say(error);
    }
    assert_eq!(
        page.value("called").as_deref(),
        Some("Gwen Parry"),
        "nothing typed is lost"
    );
    let page = browser.press("Register them", &GWEN).await;
    page.must_say("They are registered");
    page.must_say("You are writing for Gwen Parry");
    page.must_say("How and when do you like to take part?");
    browser.press("Save and go on", &[("formats", "phone")]).await;
    let page = browser.press("I am done", &[]).await;
    page.must_say("You are no longer writing for anybody");
    assert_eq!(browser.get("/you/ways").await.status, 404);
    let person = "select count(*) from account join citizen on citizen.id = account.id
        where account.email is null and account.locale = 'cy' and citizen.formats like '%phone%'
          and citizen.letter_format = 'large-print' and citizen.area = 'LL23'";
    assert_eq!(count(world, person).await, 1);
    assert_eq!(
        count(
            world,
            "select count(*) from consent where given and locale = 'cy'"
        )
        .await,
        2
    );
    for action in ["register", "act-for", "change-for"] {
        let (noted,): (i64,) = sql(
            world.database(),
            "select count(*) from audit where action = $1 and citizen_id is not null",
        )
        .bind(action.to_owned())
        .one()
        .await
        .expect("counted");
        assert_eq!(noted, 1, "{action}");
    }
    // The letter that says what was written down goes on paper, in her language and in large print.
    let page = printed(&mut steward).await.page;
    for words in ["Gwen Parry", "3 High Street", "LL23 7AB", "Meera Shah a nododd"] {
        page.must_say(words);
    }
    assert!(page.html.contains("sheet--large") && page.html.contains("lang=\"cy\""));
}

async fn a_steward_who_acts_for_somebody_sees_only_what_that_needs(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let mut steward = world.steward().await;
    let browser = &mut steward.browser;
    assert_eq!(
        browser.get("/you/badges").await.status,
        404,
        "nobody asked for it"
    );
    browser.open("/steward/act").await;
    let wrong = [
        ("called", "Siân"),
        ("reach", "LS6 3AC"),
        ("look_reason", "They rang"),
        ("how", "phone"),
        ("heard_by", "Meera Shah"),
    ];
    browser
        .press("Go on", &wrong)
        .await
        .must_say("Nobody with this first name");
    let right = [
        ("called", "sian"),
        ("reach", "ls63ab"),
        ("look_reason", "She rang about evenings"),
    ];
    browser
        .press("Go on", &right)
        .await
        .must_say("You are writing for Siân");
    assert_eq!(browser.get("/you/badges").await.status, 200);
    for closed in [
        "/you/consents",
        "/you/consent",
        "/you/readers",
        "/you/download",
        "/you/erase",
        "/you/pause",
        "/you/invitations",
        "/for-you",
    ] {
        assert_eq!(browser.get(closed).await.status, 404, "{closed}");
    }
    assert_eq!(browser.post("/you/erase", &[("sure", "yes")]).await.status, 404);
    siân
        .browser
        .open("/you/readers")
        .await
        .must_say("She rang about evenings");
    world.clock.advance(HOUR);
    assert_eq!(
        steward.browser.get("/you/badges").await.status,
        404,
        "an hour is over"
    );
}

async fn people_choose_paper_and_email_again(world: &World) {
    let mut siân = world.citizen("Siân").await;
    siân.browser.open("/you/paper").await;
    let page = siân
        .browser
        .press(
            "Save",
            &[("postal_address", "12 Chapel Row"), ("postcode", "LS6")],
        )
        .await;
    page.must_say("This is not a whole postcode");
    siân.browser.press("Save", &[("postcode", "ls6 3ab")]).await;
    invited(world).await;
    assert!(world.letters().await.is_empty(), "nothing goes by email");
    let waits = "select count(*) from outbox where way = 'post' and recipient = ''";
    assert_eq!(count(world, waits).await, 1);
    siân.browser.open("/you/paper").await;
    siân.browser.press("Send them by email again", &[]).await;
    assert_eq!(count(world, "select count(*) from postal_address").await, 0);
}

async fn the_poster_and_the_form_say_how_to_begin(world: &World) {
    let mut visitor = world.visitor();
    for language in ["en", "cy"] {
        let page = visitor.open(&format!("/poster?lang={language}")).await;
        assert!(page.html.contains("<svg") && page.text().contains("/register"));
        let page = visitor.open(&format!("/paper-form?lang={language}")).await;
        assert!(page.html.matches("class=\"tick\"").count() >= 10);
    }
}
