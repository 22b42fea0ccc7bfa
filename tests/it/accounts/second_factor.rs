//! A lost phone: recovery codes, and a steward who lets an officer set up two-step sign-in anew.

use alongside::{
    account::{Purpose, code},
    moment::DAY,
};

use super::{PASSWORD, give_link, give_password, is_in, letter, rows, sign_in};
use crate::support::{Visitor, World, html, people::Person, stories, visitor::Page};

stories!(
    recovery_codes_let_in_once_each,
    a_steward_lets_an_officer_set_up_two_step_sign_in_anew,
    the_mailbox_alone_never_replaces_the_second_factor,
    the_key_stays_the_same_until_it_is_set_up,
);

/// The password that somebody else chooses.
const OTHER: &str = "violin harbour mango";

/// The texts between `<code>` and `</code>` of a page.
fn codes(page: &Page) -> Vec<String> {
    let elements = html::elements(&page.html).into_iter();
    elements
        .filter(|element| element.name == "code")
        .map(|element| element.text)
        .collect()
}

/// Sets up two-step sign-in on the page that shows the key; the code that proved it comes back.
async fn set_up(world: &World, browser: &mut Visitor) -> String {
    browser.page.must_say("Set up two-step sign-in");
    let key = codes(&browser.page).remove(0);
    let secret = totp_rs::Secret::try_from_base32(key.replace(' ', "")).expect("base32");
    let code = code::at(secret.as_bytes(), world.now()).expect("a code");
    browser
        .press("Finish", &[("code", &code)])
        .await
        .must_say("Recovery codes");
    key
}

async fn make_codes(browser: &mut Visitor) -> Vec<String> {
    browser.open("/account/codes").await;
    browser
        .press("Make ten codes", &[("password", "wrong")])
        .await
        .must_say("not your password");
    let page = browser.press("Make ten codes", &[("password", PASSWORD)]).await;
    codes(&page)
}

async fn officer(world: &World, called: &str) -> Person {
    let omar = world.officer(called, "Leeds City Council").await;
    give_password(world, omar.id).await;
    omar
}

async fn recovery_codes_let_in_once_each(world: &World) {
    let mut omar = officer(world, "Omar").await;
    let made = make_codes(&mut omar.browser).await;
    assert_eq!(made.len(), 10);
    omar.browser
        .open("/account/codes")
        .await
        .must_say("You have 10 recovery codes left");

    let mut browser = world.visitor();
    sign_in(&mut browser, &omar.email, PASSWORD)
        .await
        .must_say("Enter your code");
    browser.click("Use a recovery code").await;
    browser
        .press("Go on", &[("code", "AAAAA-AAAAA")])
        .await
        .must_say("none of your recovery codes");
    assert!(!is_in(&mut browser).await);
    browser.open("/sign-in/recovery").await;
    let typed = made[3].to_lowercase().replace('-', " ");
    browser
        .press("Go on", &[("code", &typed)])
        .await
        .must_say("You have 9 recovery codes left");
    assert!(is_in(&mut browser).await);

    let mut again = world.visitor();
    sign_in(&mut again, &omar.email, PASSWORD).await;
    again.open("/sign-in/recovery").await;
    again
        .press("Go on", &[("code", &made[3])])
        .await
        .must_say("or it has been used");
    assert!(!is_in(&mut again).await, "a code works once");

    // Another person's code is worth nothing, nor is one that was replaced.
    let other = officer(world, "Nia").await;
    let mut stranger = world.visitor();
    sign_in(&mut stranger, &other.email, PASSWORD).await;
    stranger.open("/sign-in/recovery").await;
    stranger
        .press("Go on", &[("code", &made[0])])
        .await
        .must_say("none of your recovery codes");
    let newer = make_codes(&mut omar.browser).await;
    again.open("/sign-in/recovery").await;
    again
        .press("Go on", &[("code", &made[5])])
        .await
        .must_say("none of your recovery codes");
    again.press("Go on", &[("code", &newer[5])]).await;
    assert!(is_in(&mut again).await);

    // A new phone: the old one and the codes are worth nothing any more.
    again.open("/account/second-factor").await;
    again
        .press("Set it up anew", &[("password", PASSWORD)])
        .await
        .must_say("Set up two-step sign-in");
    assert!(!is_in(&mut again).await, "until it is set up");
    assert!(!is_in(&mut omar.browser).await, "everybody else is signed out");
    again.open("/sign-in/set-up-code").await;
    set_up(world, &mut again).await;
    assert!(is_in(&mut again).await);
    again
        .open("/account/codes")
        .await
        .must_say("You have no recovery code.");
    letter(world, &omar.email, "Your account").await;
    let citizen = world.citizen("Siân").await;
    let mut citizen = citizen.browser;
    assert_eq!(citizen.get("/account/codes").await.status, 404);
}

async fn a_steward_lets_an_officer_set_up_two_step_sign_in_anew(world: &World) {
    let omar = officer(world, "Omar").await;
    let mut ruth = world.steward().await.browser;
    ruth.open("/steward/staff").await.must_say("Leeds City Council");
    ruth.click("Omar").await.must_say("Engagement lead");
    ruth.click("Set up two-step sign-in anew").await;
    ruth.press("Send the link", &[]).await.must_say("Write why");
    let why = "Rang the council; he has lost his phone";
    ruth.press("Send the link", &[("staff_reason", why)])
        .await
        .must_say("has an email with the link");
    let noted =
        "select count(*) from audit where action = 'renew-second-factor' and detail like '%lost his phone'";
    assert_eq!(rows(world, noted).await, 1);
    let link = letter(world, &omar.email, "Your account")
        .await
        .link("/set-up-anew/");

    // A thief with the mailbox alone.
    let mut thief = world.visitor();
    thief.open(&link).await.must_say("Your password");
    let path = link.split_once("/set-up-anew/").expect("a link").1;
    let path = format!("/set-up-anew/{}", path.split('?').next().unwrap_or_default());
    assert_eq!(thief.post(&path, &[]).await.status, 303, "to the sign-in page");
    // A thief with the password alone.
    sign_in(&mut thief, &omar.email, PASSWORD)
        .await
        .must_say("Enter your code");
    thief
        .open("/sign-in/set-up-code")
        .await
        .must_say("Enter your code");
    // Somebody else's password and this link.
    let other = officer(world, "Nia").await;
    sign_in(&mut thief, &other.email, PASSWORD).await;
    thief.open(&link).await.must_say("does not work any more");
    thief.get("/sign-in/code").await;
    thief.post(&path, &[]).await.must_say("does not work any more");

    // Omar has both; signing in leads back to the link.
    let mut browser = world.visitor();
    browser.open(&link).await;
    let before = world.digest().await;
    let fields = [("email", omar.email.as_str()), ("password", PASSWORD)];
    browser
        .press("Sign in", &fields)
        .await
        .must_say("You have given your password");
    assert_eq!(
        world.digest().await.without(&["session", "attempt"]),
        before.without(&["session", "attempt"]),
        "until the button is pressed"
    );
    browser.press("Go on", &[]).await;
    set_up(world, &mut browser).await;
    assert!(is_in(&mut browser).await);
    let Person { browser: mut old, .. } = omar;
    assert!(!is_in(&mut old).await, "whoever was signed in is out");

    // The link works once; and a steward's own second factor is not renewed here.
    let mut again = world.visitor();
    sign_in(&mut again, &other.email, PASSWORD).await;
    again.open(&link).await.must_say("does not work any more");
    let steward = world.steward_called("Carys").await;
    let own = format!("/steward/officer/{}/second-factor", steward.id);
    assert_eq!(ruth.get(&own).await.status, 404);
}

async fn the_mailbox_alone_never_replaces_the_second_factor(world: &World) {
    let omar = officer(world, "Omar").await;
    let mut ruth = world.steward().await.browser;
    let page = format!("/steward/officer/{}/second-factor", omar.id);
    let why = [("staff_reason", "He rang and said that his phone is lost")];
    ruth.open(&page).await;
    ruth.press("Send the link", &why).await;
    let link = letter(world, &omar.email, "Your account")
        .await
        .link("/set-up-anew/");

    // The mailbox chooses a password, and then has no link.
    let mut thief = world.visitor();
    let token = give_link(world, omar.id, Purpose::Password).await;
    thief.open(&format!("/reset/{}", token.reveal())).await;
    thief
        .press("Save this password", &[("new_password", OTHER)])
        .await;
    sign_in(&mut thief, &omar.email, OTHER)
        .await
        .must_say("Enter your code");
    thief.open(&link).await.must_say("does not work any more");

    // Nor is another sent, until the officer has had time to see it.
    ruth.open(&page).await.must_say("in the last 7 days");
    assert!(!ruth.page.html.contains("name=\"staff_reason\""));
    let sent = "select count(*) from one_time_link where purpose = 'second-factor' and used_at is null";
    ruth.post(&page, &why).await.must_say("in the last 7 days");
    assert_eq!(rows(world, sent).await, 0);
    world.clock.advance(7 * DAY - 60);
    let mut ruth = world.steward_called("Carys").await.browser;
    ruth.open(&page).await.must_say("in the last 7 days");
    world.clock.advance(120);
    ruth.open(&page).await;
    ruth.press("Send the link", &why)
        .await
        .must_say("has an email with the link");
    assert_eq!(rows(world, sent).await, 1);

    // A link that was sent while the password was being chosen is not used either.
    let mut transaction = world.database().begin().await.expect("a transaction");
    alongside::account::records::note_password_by_email(&mut transaction, omar.id, world.now())
        .await
        .expect("noted");
    transaction.commit().await.expect("committed");
    let token = give_link(world, omar.id, Purpose::SecondFactor).await;
    let path = format!("/set-up-anew/{}", token.reveal());
    sign_in(&mut thief, &omar.email, OTHER).await;
    thief.open(&path).await.must_say("does not work any more");
    thief.get("/sign-in/code").await;
    thief.post(&path, &[]).await.must_say("does not work any more");
}

async fn the_key_stays_the_same_until_it_is_set_up(world: &World) {
    let omar = officer(world, "Omar").await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    alongside::account::records::delete_code_secret(&mut transaction, omar.id)
        .await
        .expect("forgotten");
    transaction.commit().await.expect("committed");
    let mut shown = Vec::new();
    for _ in 0..2 {
        let mut browser = world.visitor();
        let page = sign_in(&mut browser, &omar.email, PASSWORD).await;
        let key = codes(&page).remove(0);
        assert!(
            key.split(' ').all(|group| group.len() == 4) && key.len() == 39,
            "in groups of four: {key}"
        );
        assert!(page.html.contains("<svg"), "the drawing for the camera");
        shown.push(key);
    }
    assert_eq!(shown[0], shown[1], "the next sign-in offers the same key");
    let mut browser = world.visitor();
    sign_in(&mut browser, &omar.email, PASSWORD).await;
    let first = set_up(world, &mut browser).await;
    assert_eq!(first, shown[0]);
    browser.open("/account/second-factor").await;
    browser.press("Set it up anew", &[("password", PASSWORD)]).await;
    assert_ne!(
        codes(&browser.page).remove(0),
        first,
        "the lost phone's key is not offered again"
    );
}
