//! Load across hosts as a rule of a draw: at most so many people who took part a lot not long ago.

use std::collections::HashSet;

use alongside::{draw, invitation::outcomes};

use super::{all_say_yes, ask, newest, patient, placed, posted};
use crate::support::{World, stories};

stories!(
    at_most_so_many_people_who_took_part_a_lot_lately,
    a_group_that_was_called_off_is_no_part_that_anybody_took,
);

async fn at_most_so_many_people_who_took_part_a_lot_lately(world: &World) {
    let mut people = Vec::new();
    for number in 0..3 {
        people.push(patient(world, &format!("Regular {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    for _ in 0..2 {
        let before = posted(world, &officer, 3).await;
        all_say_yes(world, &mut officer, before).await;
    }
    for number in 0..5 {
        people.push(patient(world, &format!("New {number}")).await);
    }
    let id = posted(world, &officer, 4).await;
    let regulars = async |since| {
        let found = draw::records::regulars(world.database(), id, since, draw::REGULAR_FROM).await;
        found.expect("read").len()
    };
    assert_eq!(regulars(world.now().plus(-draw::REGULAR_FOR)).await, 3);
    assert_eq!(regulars(world.now()).await, 0, "places of long ago do not count");
    let here = format!("/host/opportunity/{id}/group");
    officer.browser.open(&here).await;
    let page = officer.browser.press("Save", &[("most_regulars", "0")]).await;
    assert_eq!(
        page.errors(),
        ["Write a whole number from 1 on, or leave the box empty"],
        "nobody is kept out"
    );
    ask(&mut officer, id, &[("most_regulars", "1")]).await;
    let page = officer.browser.open(&here).await;
    assert_eq!(page.value("most_regulars").as_deref(), Some("1"));
    all_say_yes(world, &mut officer, id).await;
    let rows = "update invitation set place = 'none' where opportunity_id <> $1";
    world.run(rows, id.0).await;
    assert_eq!(placed(world, &people).await, 4);
    assert!(placed(world, &people[..3]).await <= 1, "at most one of them");
    let letter = world.letter(&people[3].email, "What came of your answer").await;
    let text = letter.text.replace('\n', " ");
    assert!(
        text.contains("Your chance was 60 in 100. The lowest that anybody had was 33 in 100."),
        "{text}"
    );
    let reply = letter.link("/r/").replace(&world.address, "");
    let page = world.visitor().open(&reply).await;
    page.must_say("This is what kept the lowest chance from being higher")
        .must_say("Two or more places in the last 12 months, at most 1");
    let list = newest(world, id).await;
    let page = world.visitor().open(&format!("/draws/{}", list.id)).await;
    page.must_say("Two or more places in the last 12 months 0 1 Fewer than 10");
}

async fn a_group_that_was_called_off_is_no_part_that_anybody_took(world: &World) {
    let mut people = Vec::new();
    for number in 0..3 {
        people.push(patient(world, &format!("Regular {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let mut before = Vec::new();
    for _ in 0..2 {
        let id = posted(world, &officer, 3).await;
        all_say_yes(world, &mut officer, id).await;
        before.push(id);
    }
    let id = posted(world, &officer, 4).await;
    let counted = async || {
        let database = world.database();
        let had = draw::records::had_a_place(database, id).await.expect("read");
        let since = world.now().plus(-draw::REGULAR_FOR);
        let regulars = draw::records::regulars(database, id, since, draw::REGULAR_FROM).await;
        let held = draw::records::held(database, None).await.expect("read");
        (had, regulars.expect("read"), held)
    };
    let all: HashSet<_> = people.iter().map(|person| person.id).collect();
    assert_eq!(counted().await, (all.clone(), all.clone(), vec![2; 3]));
    let none = HashSet::new();
    for (called_off, left) in [
        (before[0], (all, none.clone(), vec![1; 3])),
        (before[1], (none.clone(), none, vec![])),
    ] {
        let done = outcomes::cancel(&world.app.site, called_off, officer.id, "There is no money").await;
        assert!(done.expect("called off"));
        assert_eq!(counted().await, left);
    }
}
