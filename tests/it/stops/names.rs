//! A host reads names for a while, and no longer than it may.

use super::*;
use crate::support::stories;

stories!(
    a_host_reads_names_until_sixty_days_after_the_last_day,
    a_host_reads_no_names_once_sharing_is_taken_back_or_it_is_suspended,
);

/// Somebody with a place who needs a quiet room, and whose host has named these days.
async fn placed(world: &World, starts_on: &str, feedback_by: &str) -> (Person, OpportunityId, Person) {
    let sian = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let change = |opportunity: &mut opportunity::Opportunity| {
        opportunity.starts_on = Some(starts_on.to_owned());
        feedback_by.clone_into(&mut opportunity.feedback_by);
    };
    let id = world.opportunity_with(&officer, "What would help?", change).await;
    release(world, &mut officer, id).await;
    world.clock.advance(11 * MINUTE);
    let fields = [("contact", "email"), ("needs", "quiet-room")];
    answer(
        world,
        &sian,
        "yes-with-support",
        "Answer yes, with support",
        &fields,
    )
    .await;
    world.clock.advance(15 * DAY);
    world.work().await;
    (officer, id, sian)
}

/// Whether the host's pages show the person: by name, and by what she needs.
async fn shows(world: &World, officer: &mut Person, id: OpportunityId) -> (bool, bool) {
    sign_in_again(world, officer).await;
    let people = format!("/host/opportunity/{id}/people");
    let name = officer
        .browser
        .get(&people)
        .await
        .html
        .contains("sian@people.example");
    let arrange = format!("/host/opportunity/{id}/arrange");
    let needs = officer.browser.get(&arrange).await.says("For 1 person");
    (name, needs)
}

async fn a_host_reads_names_until_sixty_days_after_the_last_day(world: &World) {
    let (mut officer, id, sian) = placed(world, "2027-01-20", "2027-02-28").await;
    assert_eq!(shows(world, &mut officer, id).await, (true, true));
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/people"))
        .await;
    page.must_say("until Thursday 29 April 2027");
    let link = told_link(world, &sian).await;
    let told = world.letter(&sian.email, "What came of").await;
    assert!(told.text.contains("29 April 2027"), "{}", told.text);
    world.visitor().open(&link).await.must_say("29 April 2027");
    crate::calm::until(world, "2027-04-29T22:59:00Z");
    assert_eq!(shows(world, &mut officer, id).await, (true, true), "the last day");
    world.clock.advance(2 * MINUTE);
    let before = count(world, "select count(*) from audit where action = 'read-person'").await;
    assert_eq!(
        shows(world, &mut officer, id).await,
        (false, false),
        "the day after"
    );
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/people"))
        .await;
    page.must_say("until Thursday 29 April 2027")
        .must_say("Nobody is shown any more");
    let after = count(world, "select count(*) from audit where action = 'read-person'").await;
    assert_eq!(before, after, "nobody was read");
    world.visitor().open(&link).await.must_say("can no longer read");
}

async fn a_host_reads_no_names_once_sharing_is_taken_back_or_it_is_suspended(world: &World) {
    // Here the first day is the later one.
    let (mut officer, id, sian) = placed(world, "2027-02-28", "2027-01-20").await;
    crate::calm::until(world, "2027-04-29T22:59:00Z");
    assert_eq!(shows(world, &mut officer, id).await, (true, true));
    let organisation = officer.organisation.expect("an organisation").0;
    world
        .run(
            "update organisation set status = 'suspended' where id = $1",
            organisation,
        )
        .await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    let now = world.now();
    let people = alongside::invitation::records::taking_part(&mut transaction, id, now).await;
    assert!(people.expect("read").is_empty());
    drop(transaction);
    world
        .run(
            "update organisation set status = 'verified' where id = $1",
            organisation,
        )
        .await;
    assert_eq!(shows(world, &mut officer, id).await, (true, true));
    let mut transaction = world.database().begin().await.expect("a transaction");
    let wish = [(alongside::citizen::ConsentPurpose::Sharing, false)];
    alongside::citizen::consent::records::update(
        &mut transaction,
        sian.id,
        &wish,
        alongside::frontend::Language::English,
        now,
    )
    .await
    .expect("taken back");
    transaction.commit().await.expect("committed");
    assert_eq!(shows(world, &mut officer, id).await, (false, false));
}
