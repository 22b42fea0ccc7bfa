//! Another address: confirmed by the new mailbox, undone by the old one, and by a steward when the old one is lost.

use alongside::{
    account::{AccountId, Purpose},
    audit,
    database::sql,
    moment::{DAY, HOUR},
};

use super::{PASSWORD, give_link, give_password, is_in, letter, rows, sign_in};
use crate::support::{Visitor, World, people::Person, stories};

stories!(
    an_address_changes_when_the_new_mailbox_confirms_it,
    the_old_mailbox_takes_the_account_back,
    an_undo_of_the_mailbox_that_still_counts_needs_nothing_more,
    a_taken_address_is_not_revealed_and_not_taken,
    without_a_password_the_address_changes_only_just_after_signing_in,
    a_steward_changes_the_address_of_somebody_who_lost_the_mailbox,
);

const NEW: &str = "sian.new@people.example";

async fn address(world: &World, id: AccountId) -> String {
    let (email,): (String,) = sql(world.database(), "select email from account where id = $1")
        .bind(id)
        .one()
        .await
        .expect("an address");
    email
}

/// Asks for the address `new` and follows the link in the new mailbox.
async fn change(world: &World, browser: &mut Visitor, new: &str) {
    ask(browser, new, PASSWORD).await.must_say("sent a link");
    let link = letter(world, new, "your address").await.link("/email/confirm/");
    browser.open(&link).await;
    browser.press("Yes, write to me here", &[]).await;
}

async fn ask(browser: &mut Visitor, new: &str, password: &str) -> crate::support::visitor::Page {
    browser.open("/account/email").await;
    let fields = [("new_email", new), ("password", password)];
    browser.press("Send me the link", &fields).await
}

async fn an_address_changes_when_the_new_mailbox_confirms_it(world: &World) {
    let mut sian = world.citizen("Siân").await;
    give_password(world, sian.id).await;
    let mut elsewhere = world.visitor();
    sign_in(&mut elsewhere, &sian.email, PASSWORD).await;
    sian.browser.open("/you").await;
    let to = sian.browser.page.links();
    assert!(
        to.iter().any(|(_, href)| href == "/account/email"),
        "the way there from /you: {to:?}"
    );

    ask(&mut sian.browser, NEW, "not it")
        .await
        .must_say("not your password");
    let page = ask(&mut sian.browser, "nonsense", PASSWORD).await;
    page.must_say("Enter a whole email address");
    assert_eq!(page.value("new_email").as_deref(), Some("nonsense"));
    ask(&mut sian.browser, &sian.email, PASSWORD)
        .await
        .must_say("the address we write to now");
    assert_eq!(rows(world, "select count(*) from email_change").await, 0);

    ask(&mut sian.browser, NEW, PASSWORD)
        .await
        .must_say("sent a link");
    assert_eq!(
        address(world, sian.id).await,
        sian.email,
        "not before it is confirmed"
    );
    let told = letter(world, &sian.email, "Your account").await;
    assert!(
        !told.text.contains(NEW),
        "the old mailbox learns nothing: {}",
        told.text
    );
    // The old mailbox is known not to take anything, and holds a link that nobody has used.
    let mut transaction = world.database().begin().await.expect("a transaction");
    let mark = "insert into unreachable (account_id, since) values ($1, $2)";
    let marked = sql(&mut transaction, mark).bind(sian.id).bind(world.now());
    marked.run().await.expect("marked");
    transaction.commit().await.expect("committed");
    let old_link = give_link(world, sian.id, Purpose::SignIn).await;

    let link = letter(world, NEW, "your address").await.link("/email/confirm/");
    let before = world.digest().await;
    sian.browser
        .open(&link)
        .await
        .must_say("Is this your new address?");
    assert_eq!(
        world.digest().await,
        before,
        "a visit of the link changes nothing"
    );
    sian.browser
        .press("Yes, write to me here", &[])
        .await
        .must_say("From now on we write to your new address");
    assert_eq!(address(world, sian.id).await, NEW);
    assert_eq!(rows(world, "select count(*) from unreachable").await, 0);
    assert_eq!(
        rows(world, "select count(*) from one_time_link where used_at is null").await,
        0
    );
    assert!(is_in(&mut sian.browser).await, "this browser goes on");
    assert!(!is_in(&mut elsewhere).await, "the others do not");
    elsewhere
        .open(&format!("/sign-in/link/{}", old_link.reveal()))
        .await
        .must_say("does not work any more");
    sian.browser.open(&link).await.must_say("does not work any more");
    sign_in(&mut elsewhere, &sian.email, PASSWORD)
        .await
        .must_say("do not go together");
    sign_in(&mut elsewhere, NEW, PASSWORD).await;
    assert!(is_in(&mut elsewhere).await);
    let copy = elsewhere.get("/you/download").await.html;
    assert!(copy.contains("\"email_changes\"") && copy.contains(NEW), "{copy}");
    assert_eq!(
        rows(world, "select count(*) from audit where action = 'change-email'").await,
        1
    );

    elsewhere.open("/you/erase").await;
    elsewhere.post("/you/erase", &[("sure", "yes")]).await;
    assert_eq!(rows(world, "select count(*) from email_change").await, 0);
}

async fn the_old_mailbox_takes_the_account_back(world: &World) {
    let sian = world.citizen("Siân").await;
    give_password(world, sian.id).await;
    let mut thief = world.visitor();
    sign_in(&mut thief, &sian.email, PASSWORD).await;
    change(world, &mut thief, "thief@elsewhere.example").await;
    assert_eq!(address(world, sian.id).await, "thief@elsewhere.example");
    let undo = letter(world, &sian.email, "Your account")
        .await
        .link("/email/undo/");
    // The thief goes on to a third address.
    change(world, &mut thief, "thief.again@elsewhere.example").await;

    world.clock.advance(6 * DAY);
    sign_in(&mut thief, "thief.again@elsewhere.example", PASSWORD).await;
    let mut own = world.visitor();
    let before = world.digest().await;
    own.open(&undo).await.must_say("Was this not you?");
    assert_eq!(
        world.digest().await,
        before,
        "a visit of the link changes nothing"
    );
    // That mailbox alone may be another person's by now: its owner may have left it on purpose.
    own.press("This was not me", &[("password", "cello lighthouse pear")])
        .await
        .must_say("also need your password");
    assert_eq!(
        address(world, sian.id).await,
        "thief.again@elsewhere.example",
        "without the password nothing is undone"
    );
    assert!(is_in(&mut thief).await);
    own.press("This was not me", &[("password", PASSWORD)])
        .await
        .must_say("everybody is signed out");
    assert_eq!(address(world, sian.id).await, sian.email);
    assert!(!is_in(&mut thief).await, "the thief is out");
    sign_in(&mut thief, &sian.email, PASSWORD)
        .await
        .must_say("do not go together");
    assert!(!is_in(&mut thief).await, "the stolen password is worth nothing");
    let told = letter(world, "thief@elsewhere.example", "Your account").await;
    thief
        .open(&told.link("/email/undo/"))
        .await
        .must_say("does not work any more");
    own.open(&undo).await.must_say("does not work any more");

    // Whoever reads the old mailbox learns no other address from the copy.
    let token = give_link(world, sian.id, Purpose::SignIn).await;
    own.open(&format!("/sign-in/link/{}", token.reveal())).await;
    own.press("Sign in", &[]).await;
    let copy = own.get("/you/download").await.html;
    assert!(!copy.contains("elsewhere.example"), "{copy}");

    // A week after the asking it is too late.
    let omar = world.officer("Omar", "Leeds City Council").await;
    give_password(world, omar.id).await;
    let mut browser = omar.browser;
    change(world, &mut browser, "omar.new@people.example").await;
    let undo = letter(world, &omar.email, "Your account")
        .await
        .link("/email/undo/");
    world.clock.advance(7 * DAY + HOUR);
    own.open(&undo).await.must_say("does not work any more");
}

async fn an_undo_of_the_mailbox_that_still_counts_needs_nothing_more(world: &World) {
    let sian = world.citizen("Siân").await;
    give_password(world, sian.id).await;
    let mut thief = world.visitor();
    sign_in(&mut thief, &sian.email, PASSWORD).await;
    ask(&mut thief, "first@elsewhere.example", PASSWORD).await;
    let undo = letter(world, &sian.email, "Your account")
        .await
        .link("/email/undo/");
    let first = letter(world, "first@elsewhere.example", "your address").await;
    // Asking twice ends what the first asking offered to the thief, not what it offered to the owner.
    ask(&mut thief, "second@elsewhere.example", PASSWORD).await;
    let second = letter(world, "second@elsewhere.example", "your address").await;
    thief
        .open(&first.link("/email/confirm/"))
        .await
        .must_say("does not work any more");
    let mut own = world.visitor();
    own.open(&undo).await.must_say("Was this not you?");
    assert!(!own.page.html.contains("name=\"password\""));
    own.press("This was not me", &[])
        .await
        .must_say("everybody is signed out");
    assert!(!is_in(&mut thief).await);
    thief
        .open(&second.link("/email/confirm/"))
        .await
        .must_say("does not work any more");
    assert_eq!(address(world, sian.id).await, sian.email);

    // Without a password it takes a steward once another address counts.
    let mut dilys = world.citizen("Dilys").await;
    dilys.browser.open("/account/email").await;
    let new = "dilys.new@people.example";
    dilys
        .browser
        .press("Send me the link", &[("new_email", new)])
        .await;
    let link = letter(world, new, "your address").await.link("/email/confirm/");
    dilys.browser.open(&link).await;
    dilys.browser.press("Yes, write to me here", &[]).await;
    let undo = letter(world, &dilys.email, "Your account")
        .await
        .link("/email/undo/");
    own.open(&undo).await.must_say("This link alone cannot undo that");
    own.open("/sign-in").await;
    own.post(&undo, &[("password", "")])
        .await
        .must_say("This link alone cannot undo that");
    assert_eq!(address(world, dilys.id).await, new);
}

async fn a_taken_address_is_not_revealed_and_not_taken(world: &World) {
    let mut sian = world.citizen("Siân").await;
    let dilys = world.citizen("Dilys").await;
    give_password(world, sian.id).await;
    let free = ask(&mut sian.browser, "free@people.example", PASSWORD).await;
    let taken = ask(&mut sian.browser, &dilys.email, PASSWORD).await;
    assert_eq!((free.status, free.text()), (taken.status, taken.text()));
    let text = letter(world, &dilys.email, "Your account").await.text;
    assert!(
        text.contains("already") && !text.contains("/email/confirm/"),
        "{text}"
    );

    // The newer asking ended the older one; a third is confirmed after somebody else has registered the address.
    let old = letter(world, "free@people.example", "your address").await;
    sian.browser
        .open(&old.link("/email/confirm/"))
        .await
        .must_say("does not work any more");
    ask(&mut sian.browser, "late@people.example", PASSWORD).await;
    let link = letter(world, "late@people.example", "your address").await;
    let link = link.link("/email/confirm/");
    world.citizen("late").await;
    sian.browser.open(&link).await;
    sian.browser
        .press("Yes, write to me here", &[])
        .await
        .must_say("does not work any more");
    assert_eq!(address(world, sian.id).await, sian.email);

    // An account that a stranger began and nobody confirmed keeps nobody out.
    let mut stranger = world.visitor();
    super::register(&mut stranger, NEW, "violin harbour mango").await;
    world.letter(NEW, "your address").await;
    world.clock.advance(60);
    change(world, &mut sian.browser, NEW).await;
    assert_eq!(address(world, sian.id).await, NEW);
}

async fn without_a_password_the_address_changes_only_just_after_signing_in(world: &World) {
    let mut sian = world.citizen("Siân").await;
    sian.browser.open("/account/email").await;
    world.clock.advance(HOUR);
    let page = sian.browser.post("/account/email", &[("new_email", NEW)]).await;
    page.must_say("First sign in again with a new link");
    assert_eq!(rows(world, "select count(*) from email_change").await, 0);
    let token = give_link(world, sian.id, Purpose::SignIn).await;
    let mut browser = world.visitor();
    browser.open(&format!("/sign-in/link/{}", token.reveal())).await;
    browser.press("Sign in", &[]).await;
    browser.open("/account/email").await;
    browser
        .press("Send me the link", &[("new_email", NEW)])
        .await
        .must_say("sent a link");
    assert_eq!(rows(world, "select count(*) from email_change").await, 1);
}

async fn a_steward_changes_the_address_of_somebody_who_lost_the_mailbox(world: &World) {
    let sian = world.citizen("Siân").await;
    let mut ruth = world.steward().await.browser;
    let why = "She rang, and her old mailbox is closed";
    ruth.open("/steward/person").await;
    let look = [("email", sian.email.as_str()), ("look_reason", "She rang")];
    ruth.press("Search", &look).await;
    ruth.click("Change the email address").await;
    assert!(!ruth.page.says("Siân") && !ruth.page.says(&sian.email));
    ruth.press("Send the link", &[("new_email", NEW)])
        .await
        .must_say("Write why you change it");
    ruth.press("Send the link", &[("new_email", NEW), ("change_reason", why)])
        .await
        .must_say("has a link to confirm it");
    let noted = audit::about(world.database(), sian.id).await.expect("read");
    assert!(noted.iter().any(|one| one.detail == why), "{noted:?}");
    let told = letter(world, &sian.email, "Your account").await;
    assert!(
        !told.text.contains(NEW) && told.text.contains("/email/undo/"),
        "{}",
        told.text
    );
    assert_eq!(
        address(world, sian.id).await,
        sian.email,
        "the new mailbox has to confirm"
    );
    let mut anywhere = world.visitor();
    let link = letter(world, NEW, "your address").await.link("/email/confirm/");
    anywhere.open(&link).await;
    anywhere
        .press("Yes, write to me here", &[])
        .await
        .must_say("we write to your new address");
    assert!(!is_in(&mut anywhere).await, "the link signs nobody in");
    assert_eq!(address(world, sian.id).await, NEW);
    // Whoever has the old mailbox, with the password or without, does not take back what a steward repaired.
    give_password(world, sian.id).await;
    let undo = told.link("/email/undo/");
    anywhere
        .open(&undo)
        .await
        .must_say("This link alone cannot undo that");
    anywhere.open("/sign-in").await;
    anywhere
        .post(&undo, &[("password", PASSWORD)])
        .await
        .must_say("This link alone cannot undo that");
    assert_eq!(address(world, sian.id).await, NEW);
    let Person { mut browser, .. } = sian;
    browser.open("/you/readers").await;
    assert!(!is_in(&mut browser).await, "who was signed in signs in again");
}
