//! What somebody typed while their session ended, while they signed in elsewhere, or while we could not answer.

use alongside::{
    account::{self, AccountId, code, sessions},
    moment::{DAY, HOUR},
};
use reqwest::Method;

use crate::support::{Visitor, World, stories};

stories!(
    a_citizens_words_survive_an_ended_session,
    a_step_and_a_reason_of_staff_survive_an_ended_session,
    another_account_never_sees_them,
    what_an_older_page_sent_is_shown_to_be_sent_again,
);

const PASSWORD: &str = "teapot gravel lantern";
const WORDS: &str = "That nobody waits alone at 3 a.m. <i>ever</i>";

async fn give_password(world: &World, id: AccountId) {
    let hash = account::password::hash(PASSWORD.to_owned())
        .await
        .expect("hashed");
    let mut transaction = world.database().begin().await.expect("a transaction");
    account::records::set_password(&mut transaction, id, hash)
        .await
        .expect("set");
    transaction.commit().await.expect("committed");
}

async fn sign_in(browser: &mut Visitor, email: &str) {
    browser
        .press("Sign in", &[("email", email), ("password", PASSWORD)])
        .await;
}

/// Gives the second factor.
async fn give_code(world: &World, browser: &mut Visitor, id: AccountId) {
    let account = account::records::by_id(world.database(), id).await.expect("read");
    let secret = account.expect("there").code_secret.expect("a secret");
    let code = code::at(&secret, world.now()).expect("a code");
    browser.press("Go on", &[("code", &code)]).await;
}

async fn a_citizens_words_survive_an_ended_session(world: &World) {
    let mut nia = world.citizen("Nia").await;
    give_password(world, nia.id).await;
    let browser = &mut nia.browser;
    browser.open("/you/matters").await;
    world.clock.advance(2 * DAY);
    let fields = [("matters", WORDS), ("motives", "learn earn")];
    let page = browser.post("/you/matters", &fields).await;
    assert_eq!(
        (page.status, page.location.as_deref()),
        (303, Some("/sign-in?next=%2Faccount%2Ftyped"))
    );
    browser.follow().await;
    sign_in(browser, &nia.email).await;
    browser
        .page
        .must_say("Here is what you wrote")
        .must_say("is not sent yet");
    assert_eq!(browser.page.value("matters").as_deref(), Some(WORDS));
    let before = world.digest().await;
    browser.open("/account/typed").await;
    assert_eq!(world.digest().await, before, "looking at it sends nothing");
    browser.press("Send it now", &[]).await;
    let kept = alongside::citizen::records::load(world.database(), nia.id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(kept.matters.as_deref(), Some(WORDS));
    assert_eq!(kept.motives, ["learn", "earn"]);
    browser.get("/account/typed").await;
    assert_eq!(
        browser.page.location.as_deref(),
        Some("/"),
        "it is forgotten once it is sent"
    );
}

async fn a_step_and_a_reason_of_staff_survive_an_ended_session(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity_with(&officer, "A draft", |one| {
            one.state = alongside::opportunity::State::Draft;
        })
        .await;
    let mut steward = world.steward().await;
    let step = format!("/host/opportunity/{id}/edit/question");
    for (person, path, field) in [
        (&mut officer, step.as_str(), "ask_summary"),
        (&mut steward, "/steward/person", "look_reason"),
    ] {
        give_password(world, person.id).await;
        let browser = &mut person.browser;
        browser.open(path).await;
        world.clock.advance(3 * HOUR);
        browser
            .post(path, &[(field, WORDS), ("email", "nia@example.org")])
            .await;
        browser.follow().await;
        sign_in(browser, &person.email).await;
        give_code(world, browser, person.id).await;
        browser.page.must_say("Here is what you wrote");
        assert_eq!(browser.page.value(field).as_deref(), Some(WORDS), "{path}");
        assert_eq!(browser.page.value("email").as_deref(), Some("nia@example.org"));
        browser.press("Send it now", &[]).await;
        assert_eq!(browser.page.status, 200, "{path}");
    }
    let kept = alongside::opportunity::records::load(world.database(), id)
        .await
        .expect("read");
    assert_eq!(kept.expect("there").summary, WORDS);
}

async fn another_account_never_sees_them(world: &World) {
    let mut nia = world.citizen("Nia").await;
    let other = world.citizen("Siân").await;
    for id in [nia.id, other.id] {
        give_password(world, id).await;
    }
    let browser = &mut nia.browser;
    browser.open("/you/matters").await;
    world.clock.advance(2 * DAY);
    browser.post("/you/matters", &[("matters", WORDS)]).await;
    let row: (Vec<u8>,) = alongside::database::sql(world.database(), "select sealed from kept_form")
        .one()
        .await
        .expect("a row");
    let readable = String::from_utf8_lossy(&row.0);
    assert!(!readable.contains("nobody waits") && !readable.contains("matters"));
    browser.follow().await;
    sign_in(browser, &other.email).await;
    browser.open("/account/typed").await;
    assert!(!browser.page.says("nobody waits"));

    // An hour later nobody does, and nothing lies there.
    let token = {
        let mut transaction = world.database().begin().await.expect("a transaction");
        let token = sessions::begin(&mut transaction, nia.id, false, world.now())
            .await
            .expect("begun");
        transaction.commit().await.expect("committed");
        token
    };
    let mut browser = Visitor::new(&world.address, Some(token.reveal()));
    browser.open("/you/matters").await;
    world.clock.advance(2 * DAY);
    browser.post("/you/matters", &[("matters", WORDS)]).await;
    browser.follow().await;
    world.clock.advance(HOUR + 1);
    world.work().await;
    let (rows,): (i64,) = alongside::database::sql(world.database(), "select count(*) from kept_form")
        .one()
        .await
        .expect("a count");
    assert_eq!(rows, 0);
    sign_in(&mut browser, &nia.email).await;
    browser.open("/account/typed").await;
    assert!(!browser.page.says("nobody waits"));
}

async fn what_an_older_page_sent_is_shown_to_be_sent_again(world: &World) {
    let mut nia = world.citizen("Nia").await;
    give_password(world, nia.id).await;
    let browser = &mut nia.browser;
    browser.open("/you/matters").await;
    let old = browser.page.token().expect("a token");
    browser.post("/sign-out", &[]).await;
    browser.open("/sign-in").await;
    sign_in(browser, &nia.email).await;
    let before = world.digest().await;
    let fields = [("token", old.as_str()), ("matters", WORDS)];
    let page = browser.post_bare("/you/matters", &fields).await;
    assert_eq!(page.status, 403);
    assert_eq!(page.value("matters").as_deref(), Some(WORDS));
    assert_eq!(world.digest().await, before, "nothing is done by itself");
    browser.press("Send it now", &[]).await;
    let kept = alongside::citizen::records::load(world.database(), nia.id).await;
    assert_eq!(
        kept.expect("read").expect("there").matters.as_deref(),
        Some(WORDS)
    );

    // What another site sends is not shown with a button that sends it.
    let body = "token=x&matters=Words%20of%20another%20site";
    let form = ("content-type", "application/x-www-form-urlencoded");
    for site in ["cross-site", "same-site"] {
        let headers = [form, ("sec-fetch-site", site)];
        let page = browser.send(Method::POST, "/you/matters", &headers, body).await;
        assert_eq!(page.status, 403);
        assert!(
            !page.says("Words of another site") && !page.says("Send it now"),
            "{site}"
        );
    }
    // A password or a code never comes back.
    let secrets = "matters=Some%20words&password=teapot%20gravel&new_password=a%20B&code=123%20456";
    let page = browser
        .send(Method::POST, "/account/password", &[form], secrets)
        .await;
    page.must_say("Some words");
    for secret in ["teapot gravel", "a B", "123 456"] {
        assert!(!page.html.contains(secret), "{secret}");
    }
}
