//! Accounts: registering, signing in, links, codes, and what a steward decides about organisations.

use alongside::{
    account::{self, AccountId, Purpose, Token, code},
    audit,
    database::sql,
    moment::{DAY, HOUR, MINUTE},
    outbox::sending::{self, Transport},
    steward,
};

use crate::support::{Visitor, World, letters::Letter, people::Person, stories, visitor::Page};

stories!(
    somebody_registers_and_confirms_the_address,
    no_answer_tells_whether_an_address_is_registered,
    a_form_sent_twice_writes_one_letter,
    a_strangers_password_does_not_survive_the_confirmation,
    a_wrong_password_delays_and_never_locks,
    a_code_counts_once,
    a_planted_cookie_is_worth_nothing,
    a_link_does_what_it_is_for_and_nothing_else,
    a_new_password_ends_every_session,
    an_organisation_applies_and_a_steward_decides,
    a_steward_is_made_on_the_command_line,
    a_page_of_another_role_is_not_there,
    a_steward_finds_a_person_only_with_a_reason,
);

const PASSWORD: &str = "teapot gravel lantern";

/// Sends what is due, and gives back the newest letter.
async fn letter(world: &World, recipient: &str, subject: &str) -> Letter {
    let transport = Transport::new(&world.app.site.config).expect("a transport");
    sending::send_due(&world.app.site, &transport)
        .await
        .expect("sent");
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
        .press("Keep this password", &[("new_password", "password1")])
        .await
        .must_say("too easy");
    let new = "magnet walrus curtain";
    visitor
        .press("Keep this password", &[("new_password", new)])
        .await
        .must_say("new password counts");
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
        .must_say("new password counts");
    assert!(is_in(&mut visitor).await, "this browser goes on");
    assert!(!is_in(&mut other).await, "the others do not");
}

async fn apply(world: &World, email: &str) -> Visitor {
    let mut omar = world.visitor();
    omar.open("/organisations/apply").await;
    let fields = [
        ("organisation_name", "Leeds City Council"),
        ("organisation_kind", "council"),
        ("organisation_website", "leeds.example"),
        ("responsible", "Ruth Ames"),
        ("officer_name", "Omar Sheikh"),
        ("officer_job", "Engagement lead"),
        ("email", email),
        ("new_password", PASSWORD),
    ];
    omar.press("Apply", &fields).await.must_say("Look at your email");
    let link = letter(world, email, "your address").await.link("/confirm/");
    omar.open(&link).await;
    omar.press("Yes, this is my address", &[])
        .await
        .must_say("Now sign in");
    set_up_code(world, &mut omar, email).await;
    omar
}

async fn set_up_code(world: &World, visitor: &mut Visitor, email: &str) {
    let page = sign_in(visitor, email, PASSWORD).await;
    page.must_say("Set up your second lock");
    assert!(
        page.links()
            .iter()
            .any(|(_, href)| href.starts_with("otpauth://totp/Alongside:"))
    );
    let shown = page
        .html
        .split("<code>")
        .nth(1)
        .and_then(|rest| rest.split("</code>").next());
    let secret = totp_rs::Secret::try_from_base32(shown.expect("a secret").replace(' ', "")).expect("base32");
    visitor
        .press("Finish", &[("code", "123")])
        .await
        .must_say("does not fit");
    let code = code::at(secret.as_bytes(), world.now()).expect("a code");
    visitor.press("Finish", &[("code", &code)]).await;
    assert!(is_in(visitor).await);
}

async fn an_organisation_applies_and_a_steward_decides(world: &World) {
    let mut omar = apply(world, "omar@leeds.example").await;
    omar.open("/organisations/waiting")
        .await
        .must_say("We are checking");
    let mut ruth = world.steward().await.browser;
    ruth.open("/steward").await.must_say("Organisations to check");
    ruth.click("Leeds City Council")
        .await
        .must_say("omar@leeds.example");
    ruth.press("Refuse", &[]).await.must_say("Write a reason");
    ruth.press("Verify", &[]).await.must_say("Verified.");
    letter(world, "omar@leeds.example", "News about your application")
        .await
        .link("/host");
    assert_eq!(
        rows(
            world,
            "select count(*) from officer where verified_at is not null"
        )
        .await,
        1
    );
    assert!(is_in(&mut omar).await);

    // The page of a steward who was a moment later.
    let path = ruth.page.path.split('?').next().expect("a path").to_owned();
    ruth.post(&path, &[("decision", "refuse"), ("decision_reason", "No")])
        .await;
    ruth.follow().await.must_say("a moment before you");
    ruth.open(&path).await;
    ruth.press(
        "Stop this organisation",
        &[("decision_reason", "Nobody answers the phone")],
    )
    .await;
    assert!(
        !is_in(&mut omar).await,
        "a stopped organisation's officers are signed out"
    );
    sign_in(&mut omar, "omar@leeds.example", PASSWORD).await;
    let text = letter(world, "omar@leeds.example", "News about your organisation")
        .await
        .text;
    assert!(text.contains("Nobody answers the phone"), "{text}");
    assert_eq!(
        rows(
            world,
            "select count(*) from audit where action in ('verify', 'suspend')"
        )
        .await,
        2
    );
    ruth.press("Verify", &[]).await.must_say("Verified.");
}

async fn a_steward_is_made_on_the_command_line(world: &World) {
    let database = world.database();
    let token = steward::add(database, "Ruth@example.org", world.now())
        .await
        .expect("made");
    let mut ruth = world.visitor();
    ruth.open(&format!("/reset/{}", token.reveal())).await;
    ruth.press("Keep this password", &[("new_password", PASSWORD)])
        .await;
    set_up_code(world, &mut ruth, "ruth@example.org").await;
    ruth.open("/steward").await.must_say("What needs a person today");

    let again = steward::add(database, "ruth@example.org", world.now())
        .await
        .expect("let in again");
    assert!(!is_in(&mut ruth).await, "a lost phone's session ends");
    world.clock.advance(DAY);
    ruth.open(&format!("/reset/{}", again.reveal()))
        .await
        .must_say("does not work any more");
    let sian = world.citizen("Siân").await;
    assert!(steward::add(database, &sian.email, world.now()).await.is_err());
    assert!(steward::add(database, "ruth", world.now()).await.is_err());
}

async fn a_page_of_another_role_is_not_there(world: &World) {
    let omar = world.officer("Omar", "Leeds City Council").await;
    let organisation = omar.organisation.expect("an organisation");
    let opportunity = world.opportunity(&omar, "How should people come home?").await;
    let steward_only = [
        "/steward".to_owned(),
        "/steward/person".to_owned(),
        format!("/steward/organisation/{organisation}"),
        format!("/steward/opportunity/{opportunity}"),
    ];
    let mut officer = omar.browser;
    let mut citizen = world.citizen("Siân").await.browser;
    let mut ruth = world.steward().await.browser;
    let mut nobody = world.visitor();
    for path in &steward_only {
        for browser in [&mut officer, &mut citizen] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            let unreal = browser.get("/no-such-page").await;
            assert_eq!(page.heading(), unreal.heading());
            let fields = [
                ("decision", "suspend"),
                ("decision_reason", "x"),
                ("email", "a@example.org"),
            ];
            let posted = browser.post(path, &fields).await.status;
            assert!([404, 405].contains(&posted), "{path} answers {posted}");
        }
        let page = nobody.get(path).await;
        assert!(
            page.location.is_some_and(|to| to.starts_with("/sign-in?next=")),
            "{path}"
        );
        assert_eq!(ruth.open(path).await.status, 200, "{path}");
    }
    assert_eq!(citizen.get("/organisations/waiting").await.status, 404);
    assert_eq!(rows(world, "select count(*) from audit").await, 0);
    assert_eq!(
        rows(
            world,
            "select count(*) from organisation where status = 'verified'"
        )
        .await,
        1
    );
}

async fn a_steward_finds_a_person_only_with_a_reason(world: &World) {
    let sian = world.citizen("Siân").await;
    let mut ruth = world.steward().await.browser;
    ruth.open("/steward/person").await;
    let page = ruth.press("Look", &[("email", &sian.email)]).await;
    page.must_say("Write why you look");
    assert!(!page.says("Siân"));
    let why = "She rang and asked for help";
    let page = ruth
        .press("Look", &[("email", &sian.email), ("look_reason", why)])
        .await;
    page.must_say("Siân").must_say("Number of badges 2");
    assert!(
        !page.says("LS6") && !page.says("goes home alone"),
        "more than it needs: {}",
        page.text()
    );
    let noted = audit::about(world.database(), sian.id).await.expect("read");
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].detail, why);
    let nobody = [("email", "nobody@example.org"), ("look_reason", why)];
    ruth.press("Look", &nobody)
        .await
        .must_say("Nobody who takes part");
    assert_eq!(
        rows(world, "select count(*) from audit where action = 'find-person'").await,
        2
    );
}
