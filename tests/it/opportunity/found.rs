//! How people and opportunities find each other, and what a host may see of it.

use super::count;
use crate::support::{Visitor, World, people::declared, stories};
use alongside::{
    badge::{Kind, Visibility},
    citizen::Contribution,
};

stories!(
    putting_oneself_forward_twice_is_once,
    a_mismatch_is_said_honestly,
    what_fits_is_shown_with_its_reasons,
    a_day_of_searches_has_an_end,
    cards_do_not_say_who_somebody_is,
    everybody_can_look_through_what_is_open,
    what_was_stopped_a_moment_ago_is_not_on_the_board,
);

async fn putting_oneself_forward_twice_is_once(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    let mut mair = world.citizen("Mair").await;
    let here = format!("/opportunities/{id}");
    mair.browser.open(&here).await;
    let forward = format!("{here}/forward");
    for _ in 0..2 {
        mair.browser.post(&forward, &[]).await;
        mair.browser.follow().await.must_say("You put yourself forward");
    }
    assert_eq!(count(world, "select count(*) from put_forward").await, 1);
    mair.browser
        .press("Take it back", &[])
        .await
        .must_say("You took it back");
    assert_eq!(count(world, "select count(*) from put_forward").await, 0);
    let mut anybody = world.visitor();
    anybody
        .open(&here)
        .await
        .must_say("Sign in to put yourself forward");
    anybody.post(&forward, &[]).await;
    assert_eq!(count(world, "select count(*) from put_forward").await, 0);
}

async fn a_mismatch_is_said_honestly(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    let mut owen = world.citizen_with("Owen", |citizen| citizen.badges.clear()).await;
    owen.browser
        .open(&format!("/opportunities/{id}"))
        .await
        .must_say("As things stand you would not be in the draw")
        .must_say("nothing you told us says so: Hospital discharge");
    let page = owen.browser.press("Put myself forward", &[]).await;
    page.must_say("you are not in the draw yet");
    assert!(!page.text().to_lowercase().contains("full"), "{}", page.text());
}

async fn what_fits_is_shown_with_its_reasons(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    let mut mair = world.citizen("Mair").await;
    world.app.matcher.catch_up().await.expect("the index follows");
    mair.browser
        .open("/for-you")
        .await
        .must_say("How can coming home feel safe?")
        .must_say("Hospital discharge");
    let page = mair.browser.click("How can coming home feel safe?").await;
    page.must_say("A very close match").must_say("Put myself forward");
    assert!(!page.says("you would not be in the draw"));
    let mut nobody = world.citizen_with("Owen", |citizen| citizen.badges.clear()).await;
    nobody
        .browser
        .open("/for-you")
        .await
        .must_say("Tell us what you know first");
}

async fn a_day_of_searches_has_an_end(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    for _ in 0..20 {
        let page = officer.browser.open("/host/search?q=hospital").await;
        assert!(!page.says("that is the limit"));
    }
    officer
        .browser
        .open("/host/search?q=hospital")
        .await
        .must_say("20 times today, and that is the limit");
    let noted = "select count(*) from audit where action = 'search-cards' and detail = 'hospital'";
    assert_eq!(count(world, noted).await, 20);
    world.clock.advance(alongside::moment::DAY);
    let page = officer.browser.open("/host/search?q=hospital").await;
    assert!(!page.says("that is the limit"));
}

async fn cards_do_not_say_who_somebody_is(world: &World) {
    let now = world.now();
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world
        .citizen_with("Zebedee", |citizen| {
            citizen.area = Some("LS28".into());
            citizen.matters = Some("Quincunx matters".into());
            citizen.badges = vec![
                declared(
                    "hospital-discharge",
                    Kind::Experience,
                    Visibility::Searchable,
                    now,
                ),
                declared("dementia", Kind::Experience, Visibility::Matching, now),
                declared("homelessness", Kind::Experience, Visibility::Hidden, now),
            ];
            citizen.badges[0].words = Some("Rumbelow ward".into());
            citizen.contributions = vec![Contribution {
                id: alongside::citizen::ContributionId::new(now),
                kind: "told-own-story".into(),
                words: "Sassafras evening".into(),
                year: Some(2019),
            }];
        })
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    for path in [
        format!("/host/opportunity/{id}/cards"),
        "/host/search?q=hospital+discharge".to_owned(),
    ] {
        let page = officer.browser.open(&path).await;
        let cards = page
            .html
            .split("class=\"cards\"")
            .nth(1)
            .expect("there are cards");
        let cards = cards.split("</main>").next().unwrap_or_default();
        assert!(cards.contains("Hospital discharge"), "{path}");
        for word in [
            "Zebedee",
            "zebedee",
            "LS28",
            "Quincunx",
            "Rumbelow",
            "Sassafras",
            "2019",
            "2026",
            "Dementia",
            "Homelessness",
        ] {
            assert!(!cards.contains(word), "{path} says {word}");
        }
    }
}

async fn everybody_can_look_through_what_is_open(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world
        .opportunity_with(&officer, "What should buses be like?", |one| {
            one.formats = vec![alongside::citizen::Format::InPerson];
            one.area = Some("CF10".into());
            one.summary = "Rural buses and their stops.".into();
            one.seeks.clear();
        })
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody: Visitor = world.visitor();
    let page = anybody.open("/opportunities").await;
    page.must_say("2 opportunities").must_say("Leeds Council asks");
    let page = anybody.press("Search", &[("q", "buses")]).await;
    page.must_say("What should buses be like?");
    assert!(!page.says("How can coming home feel safe?"));
    let page = anybody.open("/opportunities?place=LS6").await;
    page.must_say("How can coming home feel safe?");
    assert!(!page.says("What should buses be like?"));
    let page = anybody.open("/opportunities?place=nowhere").await;
    assert_eq!(page.errors().len(), 1);
    anybody
        .open("/opportunities?lang=cy")
        .await
        .must_say("Mae Leeds Council yn gofyn");
}

async fn what_was_stopped_a_moment_ago_is_not_on_the_board(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world.work().await;
    let mut anybody = world.visitor();
    anybody
        .open("/opportunities")
        .await
        .must_say("How can coming home feel safe?");
    // What searches learns of a stop a moment later; here it never does, because nothing tells it.
    let id: alongside::opportunity::OpportunityId = id.to_string().parse().expect("an id");
    alongside::database::sql(
        world.database(),
        "update opportunity set state = 'stopped' where id = $1",
    )
    .bind(id)
    .run()
    .await
    .expect("stopped");
    for address in ["/opportunities", "/opportunities?words=coming+home"] {
        let page = anybody.open(address).await;
        assert!(!page.says("How can coming home feel safe?"), "{address}");
    }
}
