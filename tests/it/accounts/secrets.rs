//! Codes, cookies, links and passwords: what each is worth, and for how long.

use super::{PASSWORD, give_link, give_password, is_in, letter, rows, sign_in};
use crate::support::{Visitor, World, people::Person, stories};
use alongside::{
    account::{self, Purpose, Token, code},
    moment::HOUR,
};

stories!(
    a_code_counts_once,
    a_planted_cookie_is_worth_nothing,
    a_link_does_what_it_is_for_and_nothing_else,
    a_new_password_ends_every_session,
);

async fn with_code(world: &World, person: &Person) -> Vec<u8> {
    let secret = account::random::<20>().to_vec();
    give_password(world, person.id).await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    account::records::delete_code_secret(&mut transaction, person.id)
        .await
        .expect("forgotten");
    let set = account::records::set_code_secret(&mut transaction, person.id, secret.clone(), 0);
    assert!(set.await.expect("set"));
    transaction.commit().await.expect("committed");
    secret
}

async fn a_code_counts_once(world: &World) {
    let omar = world.officer("Omar", "Leeds City Council").await;
    let secret = with_code(world, &omar).await;
    let code = code::at(&secret, world.now()).expect("a code");
    let (mut first, mut second) = (world.visitor(), world.visitor());
    for browser in [&mut first, &mut second] {
        sign_in(browser, &omar.email, PASSWORD)
            .await
            .must_say("Enter your code");
        assert!(!is_in(browser).await, "the password alone is not enough");
        browser.open("/sign-in/code").await;
    }
    first
        .press("Go on", &[("code", "000000")])
        .await
        .must_say("does not fit");
    first.press("Go on", &[("code", &code)]).await;
    assert!(is_in(&mut first).await, "{}", first.page.text());
    second
        .press("Go on", &[("code", &code)])
        .await
        .must_say("has been used");
    assert!(!is_in(&mut second).await);
    world.clock.advance(30);
    second.open("/sign-in/code").await;
    second
        .press(
            "Go on",
            &[("code", &code::at(&secret, world.now()).expect("a code"))],
        )
        .await;
    assert!(is_in(&mut second).await);
}

async fn a_planted_cookie_is_worth_nothing(world: &World) {
    let sian = world.citizen("Siân").await;
    give_password(world, sian.id).await;
    let planted = Token::random();
    let mut victim = Visitor::new(&world.address, Some(planted.reveal()));
    sign_in(&mut victim, &sian.email, PASSWORD).await;
    assert!(is_in(&mut victim).await);
    let mut stranger = Visitor::new(&world.address, Some(planted.reveal()));
    assert!(!is_in(&mut stranger).await, "the planted cookie is signed in");

    // Somebody else's whole session, planted: signing in ends it.
    let stranger = world.citizen("Mallory").await;
    let mut shared = stranger.browser;
    shared.open("/account").await;
    let before = rows(world, "select count(*) from session").await;
    let page = shared
        .post("/sign-in", &[("email", &sian.email), ("password", PASSWORD)])
        .await;
    assert_eq!(page.status, 303);
    assert_eq!(
        rows(world, "select count(*) from session").await,
        before,
        "one began and one ended"
    );
    shared.open("/account").await.must_say(&sian.email);
}

async fn a_link_does_what_it_is_for_and_nothing_else(world: &World) {
    let sian = world.citizen("Siân").await;
    let places = [
        (Purpose::Confirm, "/confirm"),
        (Purpose::SignIn, "/sign-in/link"),
        (Purpose::Password, "/reset"),
    ];
    for (purpose, _) in places {
        let token = give_link(world, sian.id, purpose).await;
        let mut visitor = world.visitor();
        visitor.open("/safe").await;
        let before = world.digest().await.without(&["attempt"]);
        for (_, place) in places.iter().filter(|(of, _)| *of != purpose) {
            let path = format!("{place}/{}", token.reveal());
            visitor.open(&path).await.must_say("does not work any more");
            visitor.open("/safe").await;
            visitor.get("/sign-in").await;
            let page = visitor.post(&path, &[("new_password", PASSWORD)]).await;
            page.must_say("does not work any more");
            assert!(!is_in(&mut visitor).await);
        }
        assert_eq!(world.digest().await.without(&["attempt"]), before, "{purpose:?}");
    }
    let token = give_link(world, sian.id, Purpose::SignIn).await;
    let path = format!("/sign-in/link/{}", token.reveal());
    for expected in [true, false] {
        let mut visitor = world.visitor();
        visitor.get("/sign-in").await;
        visitor.post(&path, &[]).await;
        assert_eq!(is_in(&mut visitor).await, expected, "a link works once");
    }
    let token = give_link(world, sian.id, Purpose::SignIn).await;
    world.clock.advance(HOUR);
    let old = world
        .visitor()
        .open(&format!("/sign-in/link/{}", token.reveal()))
        .await;
    old.must_say("does not work any more");
    let omar = world.officer("Omar", "Leeds City Council").await;
    let token = give_link(world, omar.id, Purpose::SignIn).await;
    let mut visitor = world.visitor();
    visitor.get("/sign-in").await;
    let page = visitor
        .post(&format!("/sign-in/link/{}", token.reveal()), &[])
        .await;
    page.must_say("does not work any more");
}

async fn a_new_password_ends_every_session(world: &World) {
    let mut sian = world.citizen("Siân").await;
    give_password(world, sian.id).await;
    assert!(is_in(&mut sian.browser).await);
    let mut visitor = world.visitor();
    visitor.open("/reset").await;
    visitor
        .press("Email me a link", &[("email", &sian.email)])
        .await
        .must_say("Look at your email");
    let link = letter(world, &sian.email, "new password").await.link("/reset/");
    visitor.open(&link).await;
    visitor
        .press("Save this password", &[("new_password", "password1")])
        .await
        .must_say("too easy");
    let new = "magnet walrus curtain";
    visitor
        .press("Save this password", &[("new_password", new)])
        .await
        .must_say("password is changed");
    assert!(!is_in(&mut sian.browser).await, "whoever was signed in is out");
    assert!(
        !is_in(&mut visitor).await,
        "the link sets a password and signs nobody in"
    );
    sign_in(&mut visitor, &sian.email, PASSWORD)
        .await
        .must_say("do not go together");
    sign_in(&mut visitor, &sian.email, new).await;
    assert!(is_in(&mut visitor).await);

    let mut other = world.visitor();
    sign_in(&mut other, &sian.email, new).await;
    visitor.open("/account").await;
    let fields = [("password", new), ("new_password", "violin harbour mango")];
    visitor
        .press("Change my password", &fields)
        .await
        .must_say("password is changed");
    assert!(is_in(&mut visitor).await, "this browser goes on");
    assert!(!is_in(&mut other).await, "the others do not");
}
