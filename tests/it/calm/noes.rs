//! Why people say no: advice for a whole quarter, never a number, never less than many.

use super::*;
use crate::support::stories;

stories!(advice_comes_once_when_the_quarter_is_over_and_one_more_answer_changes_nothing);

async fn advice_comes_once_when_the_quarter_is_over_and_one_more_answer_changes_nothing(world: &World) {
    let mut people = Vec::new();
    for number in 0..11 {
        people.push(world.citizen(&format!("Person {number}")).await);
    }
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let mut ruth = world.officer("Ruth", "Bradford City Council").await;
    let id = world
        .opportunity_with(&omar, "What would help?", |opportunity| opportunity.places = None)
        .await;
    release(world, &mut omar, id).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    // Six for one reason, four for another, and one who has not answered.
    for (place, person) in people.iter().enumerate().take(10) {
        let statement = if place < 6 {
            "update invitation set answer = 'not-this', reason = 'pay-or-expenses', answered_at = created_at
             where citizen_id = $1"
        } else {
            "update invitation set answer = 'not-this', reason = 'time', answered_at = created_at
             where citizen_id = $1"
        };
        assert_eq!(world.run(statement, person.id.0).await, 1);
    }
    world.work().await;
    let page = omar.browser.open("/host/why-no").await;
    page.must_say("There is nothing to tell yet");
    until(world, "2027-01-01T09:00:00Z");
    world.work().await;
    sign_in_again(world, &mut omar).await;
    let page = omar.browser.open("/host/why-no").await;
    page.must_say("October to December 2026");
    page.must_say("The pay or the expenses is the reason given most often");
    assert!(!page.says("Lack of time"), "four are too few to be named");
    let before = page.html;
    // One more answer with a date of that quarter: nothing moves.
    world
        .run(
            "update invitation set answer = 'not-this', reason = 'time', answered_at = created_at
             where citizen_id = $1",
            people[10].id.0,
        )
        .await;
    world.clock.advance(HOUR);
    world.work().await;
    assert_eq!(omar.browser.get("/host/why-no").await.html, before);
    sign_in_again(world, &mut ruth).await;
    let other = ruth.browser.open("/host/why-no").await;
    other.must_say("There is nothing to tell yet");
}
