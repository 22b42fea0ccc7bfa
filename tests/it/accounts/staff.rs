//! How organisations and stewards come in, and what they may see.

use alongside::{account::code, audit, moment::DAY, steward};

use super::{PASSWORD, is_in, letter, rows, sign_in};
use crate::support::{Visitor, World, stories};

stories!(
    an_organisation_applies_and_a_steward_decides,
    a_steward_is_made_on_the_command_line,
    a_page_of_another_role_is_not_there,
    a_steward_finds_a_person_only_with_a_reason,
    somebody_who_is_signed_in_registers_nobody,
    a_steward_reads_messages_about_somebody_else,
);

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

/// Signs in and sets up the second factor.
pub async fn set_up_code(world: &World, visitor: &mut Visitor, email: &str) {
    let page = sign_in(visitor, email, PASSWORD).await;
    page.must_say("Set up two-step sign-in");
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
    ruth.press("Save this password", &[("new_password", PASSWORD)])
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
    let page = ruth.press("Search", &[("email", &sian.email)]).await;
    page.must_say("Write why you look");
    assert!(!page.says("Siân"));
    let why = "She rang and asked for help";
    let page = ruth
        .press("Search", &[("email", &sian.email), ("look_reason", why)])
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
    ruth.press("Search", &nobody)
        .await
        .must_say("Nobody who takes part");
    assert_eq!(
        rows(world, "select count(*) from audit where action = 'find-person'").await,
        2
    );
}

async fn somebody_who_is_signed_in_registers_nobody(world: &World) {
    let omar = world.officer("Omar", "Leeds City Council").await;
    let sian = world.citizen("Siân").await;
    let ruth = world.steward().await;
    for (person, first) in [(sian, "/for-you"), (omar, "/host"), (ruth, "/steward")] {
        let mut browser = person.browser;
        let page = browser.get("/register").await;
        assert_eq!(page.location.as_deref(), Some(first));
    }
    assert_eq!(world.visitor().get("/register").await.status, 200);
}

async fn a_steward_reads_messages_about_somebody_else(world: &World) {
    let mut ruth = world.steward().await.browser;
    ruth.open("/steward/register").await;
    let fields = [("area", "nowhere")];
    let errors = ruth.press("Register them", &fields).await.errors().join("\n");
    for expected in [
        "Write the name they want",
        "Only people of 18",
        "There is no such postcode",
        "the language of their letters",
        "how they want their letters",
        "where their letters should go",
    ] {
        assert!(errors.contains(expected), "{expected:?} is not in\n{errors}");
    }
    for wrong in [
        "Tell us",
        "You have to",
        "We do not know",
        "write to you",
        "our letters",
    ] {
        assert!(!errors.contains(wrong), "{wrong:?} is in\n{errors}");
    }
    let mut sian = world.visitor();
    sian.open("/register").await;
    sian.press("Register", &[("email", "sian@people.example")])
        .await
        .must_say("You have to be 18 or over");
}
