//! Seats, balance and draws: from what a host asks of a group to the page on which anybody can check it.

mod asking;
mod chances;
mod commitment;
mod left_out;
mod regulars;
mod standing;
pub mod starting;
mod wave;

use alongside::{
    database::sql,
    draw::{self, Draw, composing},
    moment::{DAY, MINUTE},
    opportunity::OpportunityId,
};

use crate::{
    calm::sign_in_again,
    support::{World, people::Person, stories},
};

stories!(
    a_seat_is_kept_and_everybody_hears_their_chance,
    a_group_that_cannot_be_made_waits_for_its_host,
    a_freed_place_goes_to_somebody_who_can_sit_on_the_seat,
    the_list_goes_to_those_who_stand_on_it_and_is_what_was_announced,
    what_is_asked_of_a_group_stands_once_letters_left,
);

/// An opportunity with so many places.
async fn posted(world: &World, officer: &Person, places: i64) -> OpportunityId {
    let title = "How should people come home from hospital?";
    world
        .opportunity_with(officer, title, |opportunity| opportunity.places = Some(places))
        .await
}

/// Somebody who was in hospital, and no carer.
async fn patient(world: &World, called: &str) -> Person {
    let standpoint = "draws-on-care-or-support-now";
    world
        .citizen_with(called, |citizen| {
            citizen.badges[0].standpoint = Some(standpoint.to_owned());
        })
        .await
}

/// Keeps the form of the group with these fields besides what stands in it.
async fn ask(officer: &mut Person, id: OpportunityId, fields: &[(&str, &str)]) {
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/group"))
        .await;
    let page = officer.browser.press("Save", fields).await;
    page.must_say("Saved.");
}

/// At least so many unpaid carers with experience of hospital discharge.
const CARERS: [(&str, &str); 2] = [
    ("mixed-1-experience", "0"),
    ("mixed-1-standpoint", "unpaid-carer"),
];

/// Releases the invitations, and everybody says yes; the reply-by date comes.
async fn all_say_yes(world: &World, officer: &mut Person, id: OpportunityId) {
    release(world, officer, id).await;
    say_yes(world, officer, id).await;
}

async fn release(world: &World, officer: &mut Person, id: OpportunityId) {
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/invite"))
        .await;
    officer.browser.press("Release the invitations", &[]).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
}

/// Everybody who is asked says yes.
const YES: &str = "update invitation set answer = 'yes', contact = 'email', answered_at = created_at
    where opportunity_id = $1";

async fn say_yes(world: &World, officer: &mut Person, id: OpportunityId) {
    world.run(YES, id.0).await;
    world.clock.advance(15 * DAY);
    world.work().await;
    sign_in_again(world, officer).await;
}

async fn newest(world: &World, id: OpportunityId) -> Draw {
    let found = draw::records::newest(world.database(), id).await;
    found.expect("read").expect("a draw")
}

/// How many of these people have a place.
async fn placed(world: &World, people: &[Person]) -> usize {
    let rows: Vec<(uuid::Uuid,)> = sql(
        world.database(),
        "select citizen_id from invitation where place = 'place'",
    )
    .all()
    .await
    .expect("read");
    let has_place = |person: &&Person| rows.iter().any(|(id,)| *id == person.id.0);
    people.iter().filter(has_place).count()
}

async fn a_seat_is_kept_and_everybody_hears_their_chance(world: &World) {
    let mut people = vec![world.citizen("Carer").await];
    for number in 0..7 {
        people.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    let mut fields = CARERS.to_vec();
    fields.push(("mixed-1-least", "1"));
    ask(&mut officer, id, &fields).await;
    all_say_yes(world, &mut officer, id).await;
    assert_eq!(placed(world, &people[..1]).await, 1, "the carer's seat");
    assert_eq!(placed(world, &people).await, 3);
    let carer = world.letter(&people[0].email, "What came of your answer").await;
    assert!(!carer.text.contains("Your chance was"), "certain: {}", carer.text);
    let patient = world.letter(&people[1].email, "What came of your answer").await;
    assert!(
        patient
            .text
            .contains("Your chance was 29 in 100. The lowest that anybody had was 2"),
        "{}",
        patient.text
    );
    let mut visitor = world.visitor();
    let reply = patient.link("/r/").replace(&world.address, "");
    let page = visitor.open(&reply).await;
    page.must_say("Your chance was 29 in 100. The lowest that anybody had was 2")
        .must_say("Hospital discharge + Unpaid carer, at least 1");
    let page = visitor.click("How the draw was made").await;
    let list = newest(world, id).await;
    page.must_say("It is drawn");
    page.must_say(&list.list_hash);
    page.must_say("Unpaid carer");
    page.must_say("We do not show chances when few people stood in a draw");
    for person in &people {
        assert!(!page.html.contains(&person.id.to_string()), "nobody is named");
    }
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/group"))
        .await;
    officer
        .browser
        .click("The page of the draw")
        .await
        .must_say("It is drawn");
}

async fn a_group_that_cannot_be_made_waits_for_its_host(world: &World) {
    let mut people = vec![world.citizen("Carer").await];
    for number in 0..4 {
        people.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    let mut fields = CARERS.to_vec();
    fields.push(("mixed-1-least", "2"));
    ask(&mut officer, id, &fields).await;
    all_say_yes(world, &mut officer, id).await;
    assert_eq!(placed(world, &people).await, 0, "nothing is given up silently");
    let letter = world.letter(&officer.email, "Your group needs a decision").await;
    let here = letter.link("/host/opportunity/").replace(&world.address, "");
    let page = officer.browser.open(&here).await;
    page.must_say("No group is what you asked for");
    page.must_say("Go without: Hospital discharge + Unpaid carer");
    let mut steward = world.steward().await;
    let today = steward.browser.open("/steward").await;
    today.must_say("Groups that wait for their host 1");
    let waits = world.letter(&people[1].email, "You have a message").await;
    let mut visitor = world.visitor();
    let here_too = waits.link("/r/").replace(&world.address, "");
    let page = visitor.open(&here_too).await;
    page.must_say("You said yes, and the places are being drawn");
    let before = world.digest().await;
    officer.browser.press("Take this way", &[("way", "7")]).await;
    assert_eq!(world.digest().await, before, "a way that is none changes nothing");
    officer.browser.open(&here).await;
    let page = officer.browser.press("Take this way", &[("way", "0")]).await;
    page.must_say("We make the list of groups anew");
    visitor.open(&here_too).await;
    visitor.click("I cannot take part after all").await;
    let page = visitor.press("I cannot take part after all", &[]).await;
    page.must_say("It is done");
    world.work().await;
    assert_eq!(placed(world, &people).await, 3);
    assert_eq!(
        placed(world, &people[1..2]).await,
        0,
        "who cannot come is not drawn"
    );
    let noted = "select count(*) from audit where action = 'change-group'";
    let (noted,): (i64,) = sql(world.database(), noted).one().await.expect("counted");
    assert_eq!(noted, 1);
}

async fn a_freed_place_goes_to_somebody_who_can_sit_on_the_seat(world: &World) {
    let mut people = Vec::new();
    for number in 0..2 {
        people.push(world.citizen(&format!("Carer {number}")).await);
    }
    for number in 0..5 {
        people.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    let mut fields = CARERS.to_vec();
    fields.push(("mixed-1-least", "1"));
    ask(&mut officer, id, &fields).await;
    all_say_yes(world, &mut officer, id).await;
    let mut gone = None;
    for carer in &people[..2] {
        let held: Option<(alongside::invitation::InvitationId,)> = sql(
            world.database(),
            "select id from invitation where place = 'place' and citizen_id = $1",
        )
        .bind(carer.id)
        .optional()
        .await
        .expect("read");
        gone = gone.or(held);
    }
    let (gone,) = gone.expect("a carer has a place");
    let stepped = alongside::invitation::replies::step_back(&world.app.site, gone).await;
    assert!(stepped.expect("stepped back"));
    world.clock.advance(alongside::moment::HOUR);
    world.work().await;
    assert_eq!(placed(world, &people).await, 2, "every place is filled");
    assert!(placed(world, &people[..2]).await >= 1, "the seat is kept");
}

async fn the_list_goes_to_those_who_stand_on_it_and_is_what_was_announced(world: &World) {
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    all_say_yes(world, &mut officer, id).await;
    let list = newest(world, id).await;
    let letter = world.letter(&people[4].email, "What came of your answer").await;
    assert!(
        letter
            .text
            .contains("Everybody in the draw had the same chance: about 25 in 100"),
        "{}",
        letter.text
    );
    let code = letter.text.split("Your code for it is ").nth(1).expect("a code");
    let code: String = code.chars().take(6).collect();
    let mut visitor = world.visitor();
    let path = letter.link("/draws/").replace(&world.address, "");
    visitor
        .open(&path)
        .await
        .must_say("Everybody had the same chance: about 25 in 100");
    let wrong = visitor.press("Get the list", &[("draw_code", "QQQQQQ")]).await;
    wrong.must_say("This code is not on the list");
    let got = visitor
        .press("Get the list", &[("draw_code", &code.to_lowercase())])
        .await;
    assert_eq!(composing::hash(&got.html), list.list_hash, "what was announced");
    let chances = composing::chances(&got.html);
    assert_eq!(chances.len(), 12);
    assert!(chances.values().all(|chance| *chance == 250_000), "{chances:?}");
    let (number, members) = composing::draw(&got.html, &list.seed.expect("drawn")).expect("a list");
    assert_eq!((Some(number), members.len()), (list.drawn, 3));
}

async fn what_is_asked_of_a_group_stands_once_letters_left(world: &World) {
    world.citizen("Carer").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    ask(
        &mut officer,
        id,
        &[("seek-1", "2"), ("first_time", "1"), ("age-16-17-least", "1")],
    )
    .await;
    let here = format!("/host/opportunity/{id}/group");
    let page = officer.browser.open(&here).await;
    assert_eq!(page.value("seek-1").as_deref(), Some("2"));
    assert_eq!(page.value("first_time").as_deref(), Some("1"));
    assert_eq!(page.value("age-16-17-least").as_deref(), Some("1"));
    let before = draw::records::wishes(world.database(), id).await.expect("read");
    assert_eq!((before.seats.len(), before.quotas.len()), (2, 1));
    all_say_yes(world, &mut officer, id).await;
    officer
        .browser
        .open(&here)
        .await
        .must_say("The first invitations are sent");
    officer.browser.post(&here, &[("seek-1", "1")]).await;
    let after = draw::records::wishes(world.database(), id).await.expect("read");
    assert_eq!(after, before);
    let mut other = world.officer("Olga", "Bradford Council").await;
    let answer = other.browser.get(&here).await;
    assert_eq!(answer.status, 404, "it belongs to somebody else");
}
