//! Several officers of one organisation: joining, leaving, and what an ended one can still read.

use alongside::{database::sql, moment::DAY, steward};
use reqwest::Method;

use super::{PASSWORD, give_password, is_in, letter, register, rows, sign_in};
use crate::support::{Visitor, World, people::Person, routes::routes, stories};

stories!(
    an_officer_invites_a_colleague_who_joins,
    an_invitation_to_an_address_that_is_known,
    an_ended_officer_reads_nothing_and_hands_over,
    an_officer_leaves_by_themselves,
    a_steward_is_removed_but_never_the_last,
);

async fn invite(browser: &mut Visitor, email: &str) {
    browser.open("/host/colleagues").await;
    browser
        .press("Send the invitation", &[("email", email)])
        .await
        .must_say("The invitation is on its way");
}

/// Opens the invitation, makes the account and signs in with the second factor.
async fn join(world: &World, called: &str, email: &str) -> Visitor {
    let link = letter(world, email, "colleagues").await.link("/join/");
    let mut browser = world.visitor();
    browser.open(&link).await.must_say("Join Leeds City Council");
    let fields = [
        ("officer_name", called),
        ("officer_job", "Engagement officer"),
        ("new_password", PASSWORD),
    ];
    browser.press("Join", &fields).await.must_say("Now sign in");
    super::staff::set_up_code(world, &mut browser, email).await;
    browser
}

async fn an_officer_invites_a_colleague_who_joins(world: &World) {
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let opportunity = world.opportunity(&omar, "How should people come home?").await;
    invite(&mut omar.browser, "dana@leeds.example").await;
    let page = omar.browser.open("/host/colleagues").await;
    page.must_say("dana@leeds.example");
    let link = letter(world, "dana@leeds.example", "colleagues")
        .await
        .link("/join/");
    let before = world.digest().await;
    let mut visitor = world.visitor();
    visitor.open(&link).await;
    assert_eq!(
        world.digest().await,
        before,
        "a visit of the link changes nothing"
    );
    let problems = visitor.press("Join", &[("new_password", "short")]).await;
    assert_eq!(problems.errors().len(), 3, "{:?}", problems.errors());

    let mut dana = join(world, "Dana", "dana@leeds.example").await;
    dana.open("/host").await.must_say("How should people come home?");
    dana.open(&format!("/host/opportunity/{opportunity}"))
        .await
        .must_say("How should people come home?");
    dana.open("/host/colleagues").await.must_say("Omar");
    let news = letter(world, &omar.email, "News about your team").await.text;
    assert!(news.contains("Dana has joined"), "{news}");
    visitor.open(&link).await.must_say("does not work any more");
    assert_eq!(
        rows(
            world,
            "select count(*) from audit where action in ('invite-officer', 'join-organisation')"
        )
        .await,
        2
    );

    // Taken back, too old, and of an organisation that a steward has stopped.
    invite(&mut dana, "late@leeds.example").await;
    let link = letter(world, "late@leeds.example", "colleagues")
        .await
        .link("/join/");
    dana.open("/host/colleagues").await;
    dana.press("Take the invitation back", &[]).await;
    visitor.open(&link).await.must_say("does not work any more");
    world.clock.advance(60);
    invite(&mut dana, "late@leeds.example").await;
    let link = letter(world, "late@leeds.example", "colleagues")
        .await
        .link("/join/");
    let stop = "update organisation set status = 'suspended'";
    let go_on = "update organisation set status = 'verified'";
    for (statement, expected) in [
        (stop, "does not work any more"),
        (go_on, "Join Leeds City Council"),
    ] {
        let mut transaction = world.database().begin().await.expect("a transaction");
        sql(&mut transaction, statement).run().await.expect("changed");
        transaction.commit().await.expect("committed");
        visitor.open(&link).await.must_say(expected);
    }
    world.clock.advance(7 * DAY);
    visitor.open(&link).await.must_say("does not work any more");

    // An officer of another organisation sees none of it.
    let mut nia = world.officer("Nia", "Swansea Council").await;
    let page = nia.browser.open("/host/colleagues").await;
    assert!(!page.says("Omar") && !page.says("leeds"), "{}", page.text());
    let path = format!("/host/colleagues/{}/end", omar.id);
    assert_eq!(nia.browser.get(&path).await.status, 404);
    let heir = nia.id.to_string();
    assert_eq!(nia.browser.post(&path, &[("heir", &heir)]).await.status, 404);
    assert_eq!(
        rows(world, "select count(*) from officer where ended_at is not null").await,
        0
    );
}

async fn an_invitation_to_an_address_that_is_known(world: &World) {
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let sian = world.citizen("Siân").await;
    invite(&mut omar.browser, &sian.email).await;
    let link = letter(world, &sian.email, "colleagues").await.link("/join/");
    let mut visitor = world.visitor();
    visitor
        .open(&link)
        .await
        .must_say("This address has an account already");
    let fields = [
        ("officer_name", "Siân"),
        ("officer_job", "Lead"),
        ("new_password", PASSWORD),
    ];
    let path = visitor.page.path.split('?').next().expect("a path").to_owned();
    visitor.get("/sign-in").await;
    visitor
        .post(&path, &fields)
        .await
        .must_say("This address has an account already");
    assert_eq!(rows(world, "select count(*) from officer").await, 1);
    assert_eq!(rows(world, "select count(*) from citizen").await, 1);
    // Who erases everything is not on a colleague's list any more either.
    let mut own = sian.browser;
    own.open("/you/erase").await;
    own.post("/you/erase", &[("sure", "yes")]).await;
    assert_eq!(rows(world, "select count(*) from officer_invitation").await, 0);

    // An account that a stranger began and nobody confirmed keeps nobody out.
    let mut stranger = world.visitor();
    register(&mut stranger, "dana@leeds.example", "violin harbour mango").await;
    invite(&mut omar.browser, "dana@leeds.example").await;
    let mut dana = join(world, "Dana", "dana@leeds.example").await;
    dana.open("/host").await;
    assert!(is_in(&mut dana).await);
}

async fn officer_of(world: &World, opportunity: &str) -> String {
    let text =
        "select officer.called from opportunity join officer on officer.account_id = opportunity.officer_id
         where title = $1";
    let (called,): (String,) = sql(world.database(), text)
        .bind(opportunity.to_owned())
        .one()
        .await
        .expect("an officer");
    called
}

async fn an_ended_officer_reads_nothing_and_hands_over(world: &World) {
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let opportunity = world.opportunity(&omar, "How should people come home?").await;
    invite(&mut omar.browser, "dana@leeds.example").await;
    let mut dana = join(world, "Dana", "dana@leeds.example").await;
    invite(&mut omar.browser, "third@leeds.example").await;
    let third = letter(world, "third@leeds.example", "colleagues")
        .await
        .link("/join/");

    dana.open("/host/colleagues").await;
    dana.click("End access").await.must_say("End access for Omar");
    dana.press("End access", &[])
        .await
        .must_say("The access has ended");
    assert_eq!(officer_of(world, "How should people come home?").await, "Dana");
    let path = format!("/host/colleagues/{}/end", omar.id);
    assert_eq!(dana.get(&path).await.status, 404, "once");
    let told = letter(world, &omar.email, "Your account").await.text;
    assert!(told.contains("Leeds City Council"), "{told}");
    let mut visitor = world.visitor();
    visitor.open(&third).await.must_say("does not work any more");

    // The session, the password and every link are worth nothing: no page of hosts opens.
    let ids = [
        opportunity.to_string(),
        omar.organisation.expect("an organisation").to_string(),
        omar.id.to_string(),
    ];
    for route in routes().into_iter().filter(|route| {
        ["/host", "/account", "/steward", "/you"]
            .iter()
            .any(|part| route.path.starts_with(part))
    }) {
        for id in &ids {
            let path = route.filled(|_| id.clone());
            let page = omar.browser.send(Method::GET, &path, &[], "").await;
            assert!(page.status != 200, "{path} opens for an ended officer");
        }
    }
    sign_in(&mut omar.browser, &omar.email, PASSWORD)
        .await
        .must_say("do not go together");
    assert_eq!(
        rows(world, "select count(*) from audit where action = 'end-officer'").await,
        1
    );
    // The address is free again, and the record still names who did what.
    invite(&mut dana, &omar.email).await;
    let name = "select count(*) from officer where called = 'Omar' and ended_at is not null";
    assert_eq!(rows(world, name).await, 1);

    // The last one is ended by a steward alone.
    let dana_id: (alongside::account::AccountId,) = sql(
        world.database(),
        "select account_id from officer where called = 'Dana'",
    )
    .one()
    .await
    .expect("Dana");
    dana.open("/account/close").await.must_say("the only officer");
    dana.post("/account/close", &[("password", PASSWORD)])
        .await
        .must_say("the only officer");
    let mut ruth = world.steward().await.browser;
    ruth.open(&format!("/steward/officer/{}/end", dana_id.0)).await;
    ruth.press("End access", &[]).await.must_say("Write why");
    ruth.press("End access", &[("staff_reason", "The council left")])
        .await
        .must_say("The access has ended");
    assert!(!is_in(&mut dana).await);
    ruth.open("/steward/staff").await.must_say("No officer yet");
}

async fn an_officer_leaves_by_themselves(world: &World) {
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    world.opportunity(&omar, "How should people come home?").await;
    give_password(world, omar.id).await;
    invite(&mut omar.browser, "dana@leeds.example").await;
    join(world, "Dana", "dana@leeds.example").await;
    let Person { mut browser, .. } = omar;
    browser.open("/account").await;
    browser.click("Close your account").await;
    browser
        .press("Close my account", &[("password", PASSWORD)])
        .await
        .must_say("Choose who takes over");
    let dana = browser.page.html.split("value=\"").find_map(|rest| {
        let id = rest.split('"').next()?;
        (id.len() == 36).then(|| id.to_owned())
    });
    let heir = dana.expect("Dana can take over");
    browser
        .press("Close my account", &[("heir", &heir), ("password", "wrong")])
        .await
        .must_say("not your password");
    browser
        .press("Close my account", &[("heir", &heir), ("password", PASSWORD)])
        .await
        .must_say("Your account is closed");
    assert!(!is_in(&mut browser).await);
    assert_eq!(officer_of(world, "How should people come home?").await, "Dana");
    for gone in [
        "select count(*) from account where email like 'omar%'",
        "select count(*) from officer where called = 'Omar'",
        "select count(*) from outbox where recipient like 'omar%'",
    ] {
        assert_eq!(rows(world, gone).await, 0, "{gone}");
    }
}

async fn a_steward_is_removed_but_never_the_last(world: &World) {
    let database = world.database();
    let mut ruth = world.steward_called("Ruth").await;
    give_password(world, ruth.id).await;
    // Somebody who has never chosen a password cannot look after anything yet.
    steward::add(database, "new@people.example", world.now())
        .await
        .expect("made");
    let known = steward::records::stewards(database).await.expect("read");
    assert_eq!(known.len(), 2);
    let refused = steward::remove(database, &ruth.email, world.now()).await;
    assert!(
        refused
            .expect_err("the last")
            .to_string()
            .contains("last steward")
    );
    ruth.browser.open("/account/close").await;
    ruth.browser
        .press("Close my account", &[("password", PASSWORD)])
        .await
        .must_say("the last steward");
    assert!(is_in(&mut ruth.browser).await);

    let mut carys = world.steward_called("Carys").await;
    give_password(world, carys.id).await;
    steward::remove(database, &ruth.email.to_uppercase(), world.now())
        .await
        .expect("removed");
    assert!(!is_in(&mut ruth.browser).await, "signed out at once");
    sign_in(&mut ruth.browser, &ruth.email, PASSWORD)
        .await
        .must_say("do not go together");
    let page = carys.browser.open("/steward/staff").await;
    page.must_say(&carys.email);
    assert!(!page.says(&ruth.email));
    assert_eq!(
        rows(world, "select count(*) from audit where action = 'end-steward'").await,
        1
    );
    let sian = world.citizen("Siân").await;
    for wrong in [
        sian.email.as_str(),
        "nobody@people.example",
        "nonsense",
        &ruth.email,
    ] {
        assert!(
            steward::remove(database, wrong, world.now()).await.is_err(),
            "{wrong}"
        );
    }
    assert_eq!(steward::records::stewards(database).await.expect("read").len(), 2);
}
