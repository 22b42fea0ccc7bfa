//! Equality answers are kept apart: nothing that matches knows them, and nobody but the person reads them.

use alongside::{citizen, equality::Feature, moment::MINUTE, opportunity};
use reqwest::Method;

use super::answered;
use crate::support::{World, people::Person, routes::routes, stories};

stories!(
    two_people_alike_but_for_their_answers_are_matched_alike,
    an_answer_is_written_nowhere_but_where_answers_are_kept,
    nobody_but_the_person_reads_an_answer,
);

/// What a person says in these stories: rare enough to be found wherever it is shown.
const SAID: [(Feature, &str); 3] = [
    (Feature::Gender, "another-way"),
    (Feature::Age, "75-and-over"),
    (Feature::Ethnicity, "mixed"),
];
/// How pages and files would say it.
const WORDS: [&str; 6] = [
    "another-way",
    "75-and-over",
    "75 or over",
    "Another gender",
    "Mixed, or more than one",
    "neu hŷn",
];

async fn alike(world: &World, name: &str) -> Person {
    world
        .citizen_with(name, |citizen| citizen.called = Some("Alike".to_owned()))
        .await
}

async fn two_people_alike_but_for_their_answers_are_matched_alike(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity(&officer, "How should people come home from hospital?")
        .await;
    let mut people = [alike(world, "One").await, alike(world, "Other").await];
    answered(world, people[0].id, &SAID).await;
    world.work().await;
    let mut pages = Vec::new();
    for person in &mut people {
        let mut read = String::new();
        for path in [
            "/for-you",
            "/opportunities?q=hospital",
            &format!("/opportunities/{id}"),
        ] {
            let page = person.browser.open(path).await;
            assert_eq!(page.status, 200);
            read += &page.html.replace(&page.token().unwrap_or_default(), "TOKEN");
        }
        pages.push(read);
    }
    assert!(
        pages[0].contains("How should people come home"),
        "there is a match"
    );
    assert!(pages[0] == pages[1], "the same bytes for both");

    let asked = opportunity::records::load(world.database(), id).await;
    let asked = asked.expect("a reading").expect("an opportunity");
    let pool = world.app.matcher.pool(&asked).await.expect("a pool");
    assert_eq!(pool.people.len(), 2);
    let mut reasons = Vec::new();
    for person in &people {
        let whole = citizen::records::load(world.database(), person.id).await;
        let whole = whole.expect("a reading").expect("a person");
        let because = pool.reasons(&whole).expect("in the pool");
        reasons.push(serde_json::to_string(&because).expect("JSON"));
    }
    assert_eq!(reasons[0], reasons[1]);
}

async fn an_answer_is_written_nowhere_but_where_answers_are_kept(world: &World) {
    let person = world.citizen("Siân").await;
    world.work().await;
    let before = world.digest().await;
    answered(world, person.id, &SAID).await;
    world.work().await;
    let after = world.digest().await;
    assert_eq!(after.rows("equality_answer"), SAID.len());
    assert_eq!(
        after.without(&["equality_answer"]),
        before.without(&["equality_answer"]),
        "no log, no index and no profile hears of it"
    );
}

async fn nobody_but_the_person_reads_an_answer(world: &World) {
    let host = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity(&host, "How should people come home from hospital?")
        .await;
    let mut person = world.citizen("Siân").await;
    answered(world, person.id, &SAID).await;
    world.work().await;
    let mut host = host;
    host.browser.open(&format!("/host/opportunity/{id}/invite")).await;
    host.browser.press("Release the invitations", &[]).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    let yes =
        "update invitation set answer = 'yes', contact = 'email', place = 'place', answered_at = created_at
        where opportunity_id = $1";
    assert_eq!(world.run(yes, id.0).await, 1);
    world
        .run(
            "update opportunity set state = 'formed', formed_at = created_at where id = $1",
            id.0,
        )
        .await;
    let people = host.browser.open(&format!("/host/opportunity/{id}/people")).await;
    people.must_say("Siân");

    // A steward who acts for the person sees their pages, but not this one.
    let steward = world.steward().await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    let token = alongside::account::Token::parse(&steward.session).expect("a token");
    let until = world.now().plus(60 * MINUTE);
    alongside::account::records::act_for(&mut transaction, &token, Some(person.id), until)
        .await
        .expect("acting");
    transaction.commit().await.expect("committed");

    let ids = [
        id.to_string(),
        person.id.to_string(),
        host.organisation.expect("an organisation").to_string(),
        "age".to_owned(),
        "gender".to_owned(),
    ];
    let other = world.citizen("Ann").await;
    for (who, browser) in [
        ("an officer", &host.browser),
        ("a steward", &steward.browser),
        ("another citizen", &other.browser),
    ] {
        let mut read = 0;
        for route in routes().into_iter().filter(|route| route.get) {
            // These name what can be answered, not what somebody did.
            if route.path == "/steward/population"
                || (who == "another citizen" && route.path.starts_with("/you/equality"))
            {
                continue;
            }
            for one in &ids {
                let path = route.filled(|_| one.clone());
                let page = browser.send(Method::GET, &path, &[], "").await;
                read += usize::from(page.status == 200);
                let found = WORDS.iter().find(|words| page.html.contains(**words));
                assert_eq!(found, None, "{who} reads it on {path}");
            }
        }
        assert!(read > 20, "{who} read only {read} pages");
    }
    let own = steward.browser.send(Method::GET, "/you", &[], "").await;
    own.must_say("Siân");
    let own = person.browser.open("/you/equality").await;
    own.must_say("75 or over").must_say("Another gender");
}
