//! Letters rest while their readers do.

use super::*;
use crate::support::stories;

stories!(
    an_invitation_released_in_the_evening_comes_in_the_morning,
    a_letter_that_was_tried_again_keeps_to_quiet_hours,
    a_confirmation_comes_at_once_even_at_night,
    hours_that_are_changed_count_for_letters_that_wait,
);

async fn released_at(world: &World, moment: &str, open_days: i64) -> OpportunityId {
    until(world, moment);
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let reply_by = Moment::end_of(world.now().plus(open_days * DAY).day());
    let id = world
        .opportunity_with(&officer, "How should people come home?", |opportunity| {
            opportunity.reply_by = Some(reply_by);
        })
        .await;
    release(world, &mut officer, id).await;
    id
}

async fn an_invitation_released_in_the_evening_comes_in_the_morning(world: &World) {
    let siân = world.citizen("Siân").await;
    // A Saturday evening: the whole Sunday rests too.
    released_at(world, "2026-12-05T19:55:00Z", 10).await;
    for (moment, letters) in [
        ("2026-12-05T20:05:00Z", 0),
        ("2026-12-06T12:00:00Z", 0),
        ("2026-12-07T07:59:00Z", 0),
        ("2026-12-07T08:00:00Z", 1),
    ] {
        until(world, moment);
        assert_eq!(
            letters_to(world, &siân, "You have a message").await,
            letters,
            "{moment}"
        );
    }
}

async fn a_letter_that_was_tried_again_keeps_to_quiet_hours(world: &World) {
    let siân = world.citizen("Siân").await;
    let id = released_at(world, "2026-12-01T19:40:00Z", 10).await;
    // A server that asked for another try in the night.
    world
        .run(
            "update outbox set state = 'deferred', not_before = not_before + 7200 where invitation_id in
             (select id from invitation where opportunity_id = $1)",
            id.0,
        )
        .await;
    until(world, "2026-12-01T23:00:00Z");
    assert_eq!(letters_to(world, &siân, "You have a message").await, 0);
    until(world, "2026-12-02T08:00:00Z");
    assert_eq!(letters_to(world, &siân, "You have a message").await, 1);
}

async fn a_confirmation_comes_at_once_even_at_night(world: &World) {
    let siân = world.citizen("Siân").await;
    released_at(world, "2026-12-01T10:00:00Z", 10).await;
    world.clock.advance(HOUR);
    world.letter(&siân.email, "You have a message").await;
    until(world, "2026-12-01T23:00:00Z");
    answer(world, &siân, "yes", "Answer yes", &[("contact", "email")]).await;
    assert_eq!(letters_to(world, &siân, "We have your answer").await, 1);
}

async fn hours_that_are_changed_count_for_letters_that_wait(world: &World) {
    let mut siân = world.citizen("Siân").await;
    released_at(world, "2026-12-01T19:55:00Z", 10).await;
    until(world, "2026-12-01T20:30:00Z");
    assert_eq!(letters_to(world, &siân, "You have a message").await, 0);
    let page = siân.browser.open("/you/quiet").await;
    page.must_say("When may our emails come?");
    siân
        .browser
        .press("Save", &[("quiet_from", "22"), ("zone", "Mars/Olympus")])
        .await
        .must_say("Choose where you live");
    siân
        .browser
        .press("Save", &[("quiet_from", "22"), ("zone", "Europe/London")])
        .await
        .must_say("Saved");
    // What was put off to the morning stays put off; nothing comes in the new quiet hours.
    until(world, "2026-12-01T22:30:00Z");
    assert_eq!(letters_to(world, &siân, "You have a message").await, 0);
    until(world, "2026-12-02T08:00:00Z");
    assert_eq!(letters_to(world, &siân, "You have a message").await, 1);
}
