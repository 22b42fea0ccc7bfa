//! Officers and stewards hear that something waits for them: in their menu, and by email, at most once an hour.

use alongside::{
    account::{self, Role},
    database::sql,
    moment::{DAY, HOUR, MINUTE},
    organisation::{self, Officer},
    waiting,
};

use crate::{
    invitation::released,
    support::{World, letters::Letter, people::Person, stories},
};

stories!(
    an_officer_and_every_colleague_hear_of_a_question,
    stewards_hear_what_waits_and_can_say_no,
);

/// Emails about what waits that `person` has got so far.
pub async fn told(world: &World, person: &Person) -> Vec<Letter> {
    waiting::tell_due(&world.app.site).await.expect("told");
    let letters = world.letters().await;
    letters
        .into_iter()
        .filter(|letter| letter.to == person.email && letter.subject == "Something waits for you")
        .collect()
}

/// A colleague of `officer`, with an account of their own.
async fn colleague(world: &World, officer: &Person, called: &str) -> Person {
    let other = world.officer(called, "Nobody").await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    organisation::records::delete_officer(&mut transaction, other.id)
        .await
        .expect("moved");
    let colleague = Officer {
        account_id: other.id,
        organisation_id: officer.organisation.expect("an organisation"),
        called: called.to_owned(),
        job: "Engagement".to_owned(),
        verified_at: Some(world.now()),
    };
    organisation::records::insert_officer(&mut transaction, &colleague)
        .await
        .expect("a colleague");
    transaction.commit().await.expect("committed");
    other
}

async fn ask(world: &World, person: &Person, question: &str) {
    let letter = world.letter(&person.email, "You have a message").await;
    let path = letter.link("/r/").replace(&world.address, "");
    let mut visitor = world.visitor();
    visitor.open(&format!("{path}?answer=question")).await;
    visitor
        .press("Ask this question", &[("question", question)])
        .await;
}

async fn an_officer_and_every_colleague_hear_of_a_question(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let colleague = colleague(world, &officer, "Olwen").await;
    let stranger = world.officer("Una", "Another Council").await;
    let id = released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    world.work().await;
    let page = officer.browser.open("/host").await;
    assert!(!page.html.contains("ways__count"), "nothing waits");
    ask(world, &siân, "Is there parking?").await;
    assert!(
        told(world, &officer).await.is_empty(),
        "perhaps it is not committed yet"
    );
    world.clock.advance(2 * MINUTE);
    for person in [&officer, &colleague] {
        let letters = told(world, person).await;
        assert_eq!(letters.len(), 1, "{}", person.email);
        let text = &letters[0].text;
        assert!(
            text.contains("Questions from people that wait for your answer: 1"),
            "{text}"
        );
        assert!(
            text.contains(&format!("/host/opportunity/{id}/questions")),
            "{text}"
        );
        for secret in ["parking", "Siân", "people.example", "discharge"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    assert!(told(world, &stranger).await.is_empty());
    let page = officer.browser.open("/host").await;
    page.must_say("One question waits for your answer")
        .must_say("waiting for you: 1");
    let page = officer.browser.open(&format!("/host/opportunity/{id}")).await;
    page.must_say("One question waits for your answer");
    // Another one within the hour waits for the next email; that one says how many wait by then.
    ask(world, &siân, "Is there tea?").await;
    world.clock.advance(30 * MINUTE);
    assert_eq!(told(world, &officer).await.len(), 1);
    world.clock.advance(31 * MINUTE);
    let letters = told(world, &officer).await;
    assert_eq!(letters.len(), 2);
    assert!(
        letters[1].text.contains("wait for your answer: 2"),
        "{}",
        letters[1].text
    );
    let page = officer.browser.open("/account/staff-emails").await;
    page.must_say("Emails about what waits for you");
    let page = officer.browser.press("Save", &[("wanted", "")]).await;
    page.must_say("Saved");
    world.clock.advance(3 * HOUR);
    for person in [&officer, &colleague] {
        assert_eq!(told(world, person).await.len(), 2, "nothing new");
    }
    ask(world, &siân, "Is there coffee?").await;
    world.clock.advance(2 * MINUTE);
    assert_eq!(told(world, &officer).await.len(), 2, "not wanted any more");
    assert_eq!(told(world, &colleague).await.len(), 3, "each chooses alone");
    // The day to answer by comes near: it is Monday 14 December, the day before.
    world.clock.advance(13 * DAY);
    let letters = told(world, &colleague).await;
    let text = &letters.last().expect("an email").text;
    assert!(text.contains("People can answer until"), "{text}");
}

async fn stewards_hear_what_waits_and_can_say_no(world: &World) {
    let mut steward = world.steward().await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    assert!(told(world, &steward).await.is_empty());
    world
        .opportunity_with(&officer, "A secret question about dementia", |opportunity| {
            opportunity.state = alongside::opportunity::State::Waiting;
        })
        .await;
    let applied = "update organisation set status = 'applied' where id = $1";
    let other = world.officer("Una", "Another Council").await;
    world.run(applied, other.organisation.expect("one").0).await;
    world.clock.advance(2 * MINUTE);
    let letters = told(world, &steward).await;
    assert_eq!(letters.len(), 1);
    let text = &letters[0].text;
    assert!(
        text.contains("Organisations to check: 1") && text.contains("Opportunities to read: 1"),
        "{text}"
    );
    assert!(!text.contains("dementia") && !text.contains("Council"), "{text}");
    steward
        .browser
        .open("/steward")
        .await
        .must_say("waiting for you: 2");
    let page = steward.browser.open("/account/staff-emails").await;
    assert!(page.html.contains("checked"));
    // Night: nobody is told, and in the morning once.
    world.clock.advance(12 * HOUR);
    world
        .opportunity_with(&officer, "Another", |opportunity| {
            opportunity.state = alongside::opportunity::State::Waiting;
        })
        .await;
    world.clock.advance(HOUR);
    assert_eq!(told(world, &steward).await.len(), 1);
    world.clock.advance(11 * HOUR);
    assert_eq!(told(world, &steward).await.len(), 2);
    // A citizen has no such page.
    let mut siân = world.citizen("Siân").await;
    assert_eq!(siân.browser.get("/account/staff-emails").await.status, 404);
    let account = account::records::by_id(world.database(), steward.id)
        .await
        .expect("read");
    assert_eq!(account.expect("an account").role, Role::Steward);
    let (rows,): (i64,) = sql(world.database(), "select count(*) from staff_email")
        .one()
        .await
        .expect("counted");
    assert_eq!(rows, 1, "nobody else was told anything");
}
