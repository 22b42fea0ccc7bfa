//! What is promised is kept: a blocked host stays away, a turn is not lost, and no number tells when somebody
//! answered.

use alongside::invitation::{forming, refill};

use super::*;
use crate::support::stories;

stories!(
    who_blocks_an_organisation_hears_nothing_more_on_its_behalf,
    the_turn_of_a_further_wave_outlives_an_error,
    how_many_said_yes_moves_once_a_day_whatever_people_change,
);

const BLOCK: &str = "insert into organisation_block (citizen_id, organisation_id, created_at)
    select $1, id, 0 from organisation";

async fn invited(world: &World, officer: &mut Person, places: Option<i64>) -> OpportunityId {
    let id = world
        .opportunity_with(officer, "What would help?", |opportunity| {
            opportunity.places = places;
        })
        .await;
    release(world, officer, id).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    id
}

async fn who_blocks_an_organisation_hears_nothing_more_on_its_behalf(world: &World) {
    let mut people = Vec::new();
    for name in ["Yes", "No", "Silent", "Asks", "Left"] {
        people.push(world.citizen(name).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = invited(world, &mut officer, Some(4)).await;
    answer(world, &people[0], "yes", "Answer yes", &[("contact", "email")]).await;
    answer(
        world,
        &people[1],
        "not-this",
        "Send “not this”",
        &[("block", "yes")],
    )
    .await;
    for person in [3, 4] {
        let question = [("question", "Is there parking?")];
        answer(world, &people[person], "question", "Ask this question", &question).await;
    }
    for person in [0, 2, 3] {
        world.run(BLOCK, people[person].id.0).await;
    }
    let letter = world.letter(&people[4].email, "You have a message").await;
    world.visitor().post_bare(&letter.link("/stop/"), &[]).await;
    for _ in 0..2 {
        officer
            .browser
            .open(&format!("/host/opportunity/{id}/questions"))
            .await;
        officer
            .browser
            .press("Send this answer", &[("question_answer", "Yes, there is.")])
            .await;
    }
    let answered = "select count(*) from question where answer is not null";
    assert_eq!(count(world, answered).await, 2);
    for person in [3, 4] {
        let letters = letters_to(world, &people[person], "Your question has an answer").await;
        assert_eq!(letters, 0, "{person}");
    }
    digest::wants(&mut people[1], "weekly").await;
    world
        .opportunity_with(&officer, "What would help after dark?", |opportunity| {
            opportunity.reply_by = None;
            opportunity.starts_on = None;
        })
        .await;
    world.clock.advance(15 * DAY);
    world.work().await;
    for (person, letters) in [(0, 1), (1, 0), (2, 0), (3, 0), (4, 0)] {
        let told = letters_to(world, &people[person], "What came of").await;
        assert_eq!(told, letters, "{person}");
    }
    assert_eq!(
        letters_to(world, &people[1], "Your email from Alongside").await,
        0
    );
}

async fn execute(world: &World, text: &'static str) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    sql(&mut transaction, text).run().await.expect("done");
    transaction.commit().await.expect("committed");
}

async fn the_turn_of_a_further_wave_outlives_an_error(world: &World) {
    let first = world.citizen("First").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    invited(world, &mut officer, Some(2)).await;
    answer(world, &first, "yes", "Answer yes", &[("contact", "email")]).await;
    let second = world.citizen("Second").await;
    world.clock.advance(15 * DAY);
    let app = &world.app;
    for _ in 0..2 {
        forming::form_due(&app.site, &app.matcher, world.now())
            .await
            .expect("listed, and drawn an hour later");
        world.clock.advance(HOUR);
    }
    execute(world, "alter table wave rename to elsewhere").await;
    assert!(refill::refill_due(&app.site, &app.matcher).await.is_err());
    execute(world, "alter table elsewhere rename to wave").await;
    world.clock.advance(HOUR);
    world.work().await;
    world.clock.advance(11 * MINUTE);
    assert_eq!(letters_to(world, &second, "You have a message").await, 1);
    let waits = "select count(*) from opportunity where refill_at is not null";
    assert_eq!(count(world, waits).await, 0, "it had its turn");
}

async fn how_many_said_yes_moves_once_a_day_whatever_people_change(world: &World) {
    for number in 0..20 {
        world.citizen(&format!("Reader{number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = invited(world, &mut officer, None).await;
    let say = "update invitation set answer = 'yes', answered_at = created_at where opportunity_id = $1";
    world.run(say, id.0).await;
    world.clock.advance(5 * DAY);
    world.work().await;
    sign_in_again(world, &mut officer).await;
    let path = format!("/host/opportunity/{id}/invite");
    let before = officer.browser.get(&path).await.html;
    let change = "update invitation set answer = 'not-this', answered_at = created_at + 432000
        where opportunity_id = $1";
    world.run(change, id.0).await;
    world.work().await;
    assert_eq!(officer.browser.get(&path).await.html, before, "nobody sees when");
    world.clock.advance(DAY);
    world.work().await;
    sign_in_again(world, &mut officer).await;
    assert_ne!(
        officer.browser.get(&path).await.html,
        before,
        "the next day tells"
    );
}
