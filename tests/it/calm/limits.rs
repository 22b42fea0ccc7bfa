//! How often anybody is asked, over all hosts, and who keeps away after a no.

use alongside::{
    badge::{Kind, Visibility},
    opportunity::{Need, Seek},
};

use super::*;
use crate::support::{people::declared, stories};

stories!(
    an_invitation_to_a_hard_topic_counts_twice,
    two_hosts_together_stay_below_three_in_thirty_days,
    somebody_with_a_smaller_limit_of_their_own_is_asked_less,
    a_no_keeps_its_host_away_for_thirty_days_and_all_others_for_fourteen,
    a_day_that_somebody_named_is_waited_for,
    somebody_who_rests_is_not_asked,
    a_blocked_organisation_reaches_nobody_and_learns_nothing,
    who_puts_themselves_forward_is_not_held_back_by_limits,
);

/// Opportunities of one host after the other, each released and its letters sent; how many reached somebody.
async fn asked(world: &World, person: &Person, officer: &mut Person, times: usize, hard: bool) -> usize {
    let before = letters_to(world, person, "You have a message").await;
    for _ in 0..times {
        invite(world, officer, hard).await;
    }
    letters_to(world, person, "You have a message").await - before
}

async fn invite(world: &World, officer: &mut Person, hard: bool) -> OpportunityId {
    let id = world
        .opportunity_with(officer, "What would help?", |opportunity| {
            // No free places that start a further wave.
            opportunity.places = None;
            if hard {
                opportunity.seeks.push(Seek {
                    kind: Kind::Experience,
                    badge: Some("economic-abuse".to_owned()),
                    standpoint: None,
                    words: None,
                    need: Need::Helps,
                });
            }
        })
        .await;
    release(world, officer, id).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    id
}

/// Answers the newest open invitation of somebody as no page would have to be read for.
async fn say(world: &World, person: &Person, answer: &'static str) {
    let statement = match answer {
        "not-this" => {
            "update invitation set answer = 'not-this', answered_at = created_at where citizen_id = $1 and answer is null"
        }
        _ => {
            "update invitation set answer = 'not-now', again_from = '2027-01-20', answered_at = created_at
             where citizen_id = $1 and answer is null"
        }
    };
    assert_eq!(world.run(statement, person.id.0).await, 1);
}

async fn an_invitation_to_a_hard_topic_counts_twice(world: &World) {
    let siân = world
        .citizen_with("Siân", |citizen| {
            citizen.badges.push(declared(
                "economic-abuse",
                Kind::Experience,
                Visibility::Matching,
                Moment(0),
            ));
        })
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    assert_eq!(asked(world, &siân, &mut officer, 1, true).await, 1);
    // Two of two are open.
    assert_eq!(asked(world, &siân, &mut officer, 1, false).await, 0);
    assert_eq!(count(world, "select weight from invitation").await, 2);
    // And two of three in the month: answered with a yes, one usual letter is left.
    world
        .run(
            "update invitation set answer = 'yes', answered_at = created_at where citizen_id = $1",
            siân.id.0,
        )
        .await;
    assert_eq!(asked(world, &siân, &mut officer, 1, true).await, 0);
    assert_eq!(asked(world, &siân, &mut officer, 2, false).await, 1);
}

async fn two_hosts_together_stay_below_three_in_thirty_days(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut hosts = [
        world.officer("Omar", "Leeds City Council").await,
        world.officer("Ruth", "Bradford City Council").await,
    ];
    let mut reached = 0;
    for round in 0..5 {
        let [one, two] = &mut hosts;
        let officer = if round % 2 == 0 { one } else { two };
        reached += asked(world, &siân, officer, 1, false).await;
        world
            .run(
                "update invitation set answer = 'yes', answered_at = created_at where citizen_id = $1",
                siân.id.0,
            )
            .await;
    }
    assert_eq!(reached, 3);
    // When the first of them is thirty days old, there is room for one.
    world.clock.advance(30 * DAY);
    assert_eq!(asked(world, &siân, &mut hosts[0], 1, false).await, 1);
}

async fn somebody_with_a_smaller_limit_of_their_own_is_asked_less(world: &World) {
    let siân = world
        .citizen_with("Siân", |citizen| citizen.month_ceiling = 1)
        .await;
    let dafydd = world
        .citizen_with("Dafydd", |citizen| citizen.month_ceiling = 0)
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    for _ in 0..2 {
        invite(world, &mut officer, false).await;
    }
    assert_eq!(letters_to(world, &siân, "You have a message").await, 1);
    assert_eq!(letters_to(world, &dafydd, "You have a message").await, 0);
}

async fn a_no_keeps_its_host_away_for_thirty_days_and_all_others_for_fourteen(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let mut ruth = world.officer("Ruth", "Bradford City Council").await;
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 1);
    say(world, &siân, "not-this").await;
    world.clock.advance(13 * DAY);
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 0);
    assert_eq!(asked(world, &siân, &mut ruth, 1, false).await, 0);
    world.clock.advance(DAY);
    assert_eq!(
        asked(world, &siân, &mut omar, 1, false).await,
        0,
        "the same host waits"
    );
    assert_eq!(
        asked(world, &siân, &mut ruth, 1, false).await,
        1,
        "another may ask"
    );
    world.clock.advance(16 * DAY);
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 1);
}

async fn a_day_that_somebody_named_is_waited_for(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let mut ruth = world.officer("Ruth", "Bradford City Council").await;
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 1);
    say(world, &siân, "not-now").await;
    until(world, "2027-01-19T10:00:00Z");
    assert_eq!(asked(world, &siân, &mut ruth, 1, false).await, 0);
    until(world, "2027-01-20T10:00:00Z");
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 1);
}

async fn somebody_who_rests_is_not_asked(world: &World) {
    let siân = world
        .citizen_with("Siân", |citizen| {
            citizen.paused_until = Some(Moment(1_797_000_000));
        })
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    assert_eq!(asked(world, &siân, &mut officer, 1, false).await, 0);
}

async fn a_blocked_organisation_reaches_nobody_and_learns_nothing(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let mut ruth = world.officer("Ruth", "Bradford City Council").await;
    // Released before Siân blocks: its letter is held, and never leaves.
    let held = world.opportunity(&omar, "What would help?").await;
    release(world, &mut omar, held).await;
    let organisation = omar.organisation.expect("an organisation").to_string();
    siân
        .browser
        .open("/you/blocked")
        .await
        .must_say("Nobody is on your list");
    siân
        .browser
        .press("Put on my list", &[("organisation", "")])
        .await
        .must_say("Choose an organisation");
    siân
        .browser
        .press("Put on my list", &[("organisation", &organisation)])
        .await
        .must_say("They cannot ask you any more");
    let before = omar
        .browser
        .open(&format!("/host/opportunity/{held}/invite"))
        .await;
    before.must_say("The invitations are waiting");
    world.clock.advance(11 * MINUTE);
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 0);
    assert_eq!(asked(world, &siân, &mut ruth, 1, false).await, 1);
    siân
        .browser
        .press("Let them ask me again", &[("remove", &organisation)])
        .await
        .must_say("They can ask you again");
    assert_eq!(asked(world, &siân, &mut omar, 1, false).await, 1);
}

async fn who_puts_themselves_forward_is_not_held_back_by_limits(world: &World) {
    let siân = world
        .citizen_with("Siân", |citizen| citizen.month_ceiling = 0)
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = world.opportunity(&officer, "What would help?").await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    alongside::opportunity::forward::records::insert(&mut transaction, id, siân.id, world.now())
        .await
        .expect("forward");
    transaction.commit().await.expect("committed");
    release(world, &mut officer, id).await;
    world.clock.advance(11 * MINUTE);
    assert_eq!(letters_to(world, &siân, "You have a message").await, 1);
}
