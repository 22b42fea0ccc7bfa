//! Accounts: registering, signing in, links, codes, and what a steward decides about organisations.

mod colleagues;
mod email;
mod second_factor;
mod secrets;
mod staff;

use alongside::{
    account::{self, AccountId, Purpose, Token},
    database::sql,
    moment::{HOUR, MINUTE},
};

use crate::support::{Visitor, World, letters::Letter, stories, visitor::Page};

stories!(
    somebody_registers_and_confirms_the_address,
    no_answer_tells_whether_an_address_is_registered,
    a_form_sent_twice_writes_one_letter,
    a_strangers_password_does_not_survive_the_confirmation,
    a_wrong_password_delays_and_never_locks,
);

const PASSWORD: &str = "teapot gravel lantern";

/// The newest letter.
async fn letter(world: &World, recipient: &str, subject: &str) -> Letter {
    world.letter(recipient, subject).await
}

async fn rows(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("a count");
    count
}

async fn register(visitor: &mut Visitor, email: &str, password: &str) -> Page {
    visitor.open("/register").await;
    let fields = [("email", email), ("new_password", password), ("adult", "yes")];
    visitor.press("Register", &fields).await
}

async fn sign_in(visitor: &mut Visitor, email: &str, password: &str) -> Page {
    visitor.open("/sign-in").await;
    visitor
        .press("Sign in", &[("email", email), ("password", password)])
        .await
}

/// Whether this browser is signed in, second factor and all.
async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.get("/account").await.status == 200
}

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

async fn give_link(world: &World, id: AccountId, purpose: Purpose) -> Token {
    let token = Token::random();
    let expires = world.now().plus(HOUR);
    let mut transaction = world.database().begin().await.expect("a transaction");
    account::records::insert_link(&mut transaction, &token, id, purpose, expires)
        .await
        .expect("a link");
    transaction.commit().await.expect("committed");
    token
}

async fn somebody_registers_and_confirms_the_address(world: &World) {
    let mut sian = world.visitor();
    sian.open("/register").await;
    let page = sian
        .press("Register", &[("email", "sian"), ("new_password", "sian1234")])
        .await;
    assert_eq!(page.errors().len(), 3, "{:?}", page.errors());
    assert_eq!(
        page.value("email").as_deref(),
        Some("sian"),
        "what was typed stays"
    );
    register(&mut sian, "Sian@example.org", PASSWORD)
        .await
        .must_say("Look at your email");
    assert!(!is_in(&mut sian).await, "nobody is in before confirming");
    sign_in(&mut sian, "sian@example.org", PASSWORD)
        .await
        .must_say("do not go together");

    let link = letter(world, "sian@example.org", "your address")
        .await
        .link("/confirm/");
    let before = world.digest().await;
    sian.open(&link).await.must_say("Is this address yours?");
    assert_eq!(
        world.digest().await,
        before,
        "a visit of the link changes nothing"
    );
    sian.press("Yes, this is my address", &[]).await;
    assert!(sian.page.path.starts_with("/you/"), "{}", sian.page.path);
    assert!(is_in(&mut sian).await);
    assert_eq!(
        rows(world, "select count(*) from citizen where step <> 'done'").await,
        1
    );
    assert_eq!(
        rows(world, "select count(*) from change_log where kind = 'citizen'").await,
        1
    );
    sian.open(&link).await.must_say("does not work any more");

    sian.open("/account").await;
    sian.press("Sign out", &[]).await;
    assert!(!is_in(&mut sian).await);
    sign_in(&mut sian, " SIAN@example.org", PASSWORD).await;
    assert!(
        is_in(&mut sian).await,
        "with the password, however the address is typed"
    );
}

/// An answer without what differs in every answer: the time, the address that was typed, the ids of forms.
fn outline(page: &Page, email: &str) -> String {
    let mut html = page.html.replace(email, "ADDRESS");
    for name in ["token", "id"] {
        if let Some(value) = page.value(name) {
            html = html.replace(&value, "VALUE");
        }
    }
    let headers: Vec<String> = page
        .headers
        .iter()
        .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    format!(
        "{} {:?}\n{}\n{html}",
        page.status,
        page.location,
        headers.join("\n")
    )
}

async fn no_answer_tells_whether_an_address_is_registered(world: &World) {
    let known = world.citizen("Siân").await;
    let omar = world.officer("Omar", "Leeds City Council").await;
    give_password(world, known.id).await;
    let apply = [
        ("organisation_name", "A"),
        ("organisation_kind", "council"),
        ("organisation_website", "a.example"),
        ("responsible", "R"),
        ("officer_name", "N"),
        ("officer_job", "J"),
        ("new_password", PASSWORD),
    ];
    let forms: [(&str, &[(&str, &str)]); 6] = [
        ("/register", &[("new_password", PASSWORD), ("adult", "yes")]),
        ("/register", &[("without", "yes"), ("adult", "yes")]),
        ("/sign-in", &[("password", "not the right one")]),
        ("/sign-in/link", &[]),
        ("/reset", &[]),
        ("/organisations/apply", &apply),
    ];
    for (number, (path, fields)) in forms.into_iter().enumerate() {
        let nobody = format!("nobody{number}@example.org");
        let mut answers = Vec::new();
        for email in [nobody.as_str(), &known.email, &omar.email] {
            let mut visitor = world.visitor();
            visitor.get("/sign-in").await;
            let mut all = vec![("email", email)];
            all.extend_from_slice(fields);
            answers.push(outline(&visitor.post(path, &all).await, email));
        }
        assert_eq!(
            answers[0], answers[1],
            "{path} tells that a citizen is registered"
        );
        assert_eq!(
            answers[0], answers[2],
            "{path} tells that an officer is registered"
        );
    }
    let link = letter(world, &known.email, "Your account")
        .await
        .link("/sign-in/link/");
    let mut browser = world.visitor();
    browser.open(&link).await;
    browser.press("Sign in", &[]).await;
    assert!(
        is_in(&mut browser).await,
        "the letter to a known address leads in"
    );
    assert!(
        letter(world, &omar.email, "Your account")
            .await
            .links()
            .iter()
            .all(|link| !link.contains("/link/"))
    );
    assert_eq!(
        rows(world, "select count(*) from account where status = 'active'").await,
        2
    );
}

async fn a_form_sent_twice_writes_one_letter(world: &World) {
    let known = world.citizen("Siân").await;
    let mut visitor = world.visitor();
    for (path, email) in [
        ("/register", "new@example.org"),
        ("/register", &known.email),
        ("/sign-in/link", &known.email),
        ("/reset", &known.email),
    ] {
        let before = rows(world, "select count(*) from outbox").await;
        let page = visitor.open(path).await;
        let (token, id) = (page.token().expect("a token"), page.value("id").expect("an id"));
        let fields = [
            ("token", token.as_str()),
            ("id", id.as_str()),
            ("email", email),
            ("new_password", PASSWORD),
            ("adult", "yes"),
        ];
        for _ in 0..3 {
            assert_eq!(visitor.post_bare(path, &fields).await.status, 303);
        }
        assert_eq!(
            rows(world, "select count(*) from outbox").await,
            before + 1,
            "{path} {email}"
        );
    }
    assert_eq!(rows(world, "select count(*) from account").await, 2);
}

async fn a_strangers_password_does_not_survive_the_confirmation(world: &World) {
    let (mut stranger, mut sian) = (world.visitor(), world.visitor());
    register(&mut sian, "sian@example.org", PASSWORD).await;
    let first = letter(world, "sian@example.org", "your address")
        .await
        .link("/confirm/");
    world.clock.advance(MINUTE);
    register(&mut stranger, "sian@example.org", "magnet walrus curtain").await;
    let second = letter(world, "sian@example.org", "your address")
        .await
        .link("/confirm/");
    assert_ne!(first, second);
    sian.open(&first).await.must_say("does not work any more");
    sian.open(&second).await;
    sian.press("Yes, this is my address", &[]).await;
    assert!(is_in(&mut sian).await);
    sign_in(&mut stranger, "sian@example.org", "magnet walrus curtain").await;
    assert!(!is_in(&mut stranger).await, "the stranger knows this password");
}

async fn a_wrong_password_delays_and_never_locks(world: &World) {
    let sian = world.citizen("Siân").await;
    give_password(world, sian.id).await;
    let mut visitor = world.visitor();
    let mut slowed = None;
    for attempt in 1..=15 {
        let page = sign_in(&mut visitor, &sian.email, "not the right one").await;
        if page.status == 429 {
            page.must_say("then try again");
            assert_eq!(page.value("email").as_deref(), Some(sian.email.as_str()));
            slowed = Some(attempt);
            break;
        }
    }
    assert_eq!(
        slowed,
        Some(12),
        "ten tries are free, each later one makes the next wait"
    );
    sign_in(&mut visitor, &sian.email, PASSWORD).await;
    assert!(
        !is_in(&mut visitor).await,
        "not even the right one before its time"
    );
    world.clock.advance(2);
    sign_in(&mut visitor, &sian.email, PASSWORD).await;
    assert!(
        is_in(&mut visitor).await,
        "the person herself is never locked out"
    );
}
