//! The hour for which a list stands before our own number decides.

use alongside::{
    database::sql,
    draw::{State, composing, records},
    invitation::forming,
    moment::{DAY, HOUR, MINUTE},
    opportunity::{self, OpportunityId},
};

use uuid::Uuid;

use super::{YES, all_say_yes, ask, newest, patient, placed, posted, release, say_yes};
use crate::{
    calm::sign_in_again,
    support::{World, people::Person, stories},
};

stories!(
    a_number_from_outside_decides,
    a_list_stands_for_an_hour_and_is_drawn_once,
    where_rules_leave_places_free_the_group_is_smaller_and_the_next_wave_starts,
);

async fn has_place(world: &World, id: OpportunityId) -> Vec<(Uuid,)> {
    let places = "select citizen_id from invitation where opportunity_id = $1 and place = 'place'";
    sql(world.database(), places).bind(id).all().await.expect("read")
}

async fn a_list_stands_for_an_hour_and_is_drawn_once(world: &World) {
    let mut people: Vec<Person> = Vec::new();
    for number in 0..8 {
        people.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    release(world, &mut officer, id).await;
    world.run(YES, id.0).await;
    let opportunity = opportunity::records::load(world.database(), id).await;
    let number = opportunity
        .expect("read")
        .expect("there")
        .form_seed
        .expect("fixed");
    world.clock.advance(15 * DAY);
    world.work_now().await;
    let list = newest(world, id).await;
    assert_eq!((list.state, placed(world, &people).await), (State::Listed, 0));
    let page = world.visitor().open(&format!("/draws/{}", list.id)).await;
    page.must_say("The list is ready, the number is still to come");
    page.must_say(&list.list_hash).must_say(&composing::hash(&number));
    assert!(!page.says(&number), "the number itself is still secret");
    assert!(
        !page.says("People in the group"),
        "how many said yes is in it where all fit"
    );
    let stand = records::people(world.database(), list.id).await.expect("read");
    let mut invitations: Vec<_> = stand.iter().map(|one| one.invitation_id).collect();
    invitations.sort_unstable();
    let mut codes = composing::codes(&world.app.site.secret, &number, invitations.into_iter());
    codes.sort_unstable();
    let listed: Vec<&str> = stand.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(listed, codes, "nothing in the list was anybody's choice");
    world.clock.advance(HOUR - MINUTE);
    world.work_now().await;
    assert_eq!(newest(world, id).await.state, State::Listed);
    // Somebody of the group leaves, and then two nodes draw at the same moment.
    let seed = format!("{number} {}", list.list_hash);
    let (_, members) = composing::draw(&list.list, &seed).expect("a list");
    let chosen = stand
        .iter()
        .find(|one| members.contains(&one.code))
        .expect("a member");
    let whose = "select citizen_id from invitation where id = $1";
    let (whose,): (Uuid,) = sql(world.database(), whose)
        .bind(chosen.invitation_id)
        .one()
        .await
        .expect("read");
    let leaver = people
        .iter_mut()
        .find(|person| person.id.0 == whose)
        .expect("one of them");
    sign_in_again(world, leaver).await;
    leaver.browser.open("/you/erase").await;
    leaver
        .browser
        .press("Erase everything about me", &[("sure", "yes")])
        .await;
    world.clock.advance(MINUTE);
    let (site, matcher, now) = (&world.app.site, &world.app.matcher, world.now());
    let both = tokio::join!(
        forming::form_due(site, matcher, now),
        forming::form_due(site, matcher, now),
    );
    assert_eq!(
        both.0.expect("one node") + both.1.expect("the other"),
        1,
        "drawn once"
    );
    let drawn = newest(world, id).await;
    assert_eq!(
        (drawn.id, drawn.state, &drawn.list),
        (list.id, State::Drawn, &list.list)
    );
    assert_eq!(drawn.seed, Some(seed), "what was fixed decided");
    assert_eq!(
        placed(world, &people).await,
        2,
        "whoever left is not replaced in a list that stands"
    );
    let before = has_place(world, id).await;
    world.work().await;
    let mut now_placed = has_place(world, id).await;
    assert_eq!(now_placed.len(), 3, "their place is drawn among the others");
    now_placed.retain(|one| !before.contains(one));
    let lucky = people.iter().find(|person| person.id.0 == now_placed[0].0);
    let letter = world
        .letter(&lucky.expect("one of them").email, "What came of your answer")
        .await;
    let reply = letter.link("/r/").replace(&world.address, "");
    let page = world.visitor().open(&reply).await;
    page.must_say("You have a place")
        .must_say("Everybody in the draw had the same chance: about 20 in 100");
    assert!(
        page.html
            .contains(&format!("/draws/{}", newest(world, id).await.id)),
        "the draw that gave it"
    );
}

async fn where_rules_leave_places_free_the_group_is_smaller_and_the_next_wave_starts(world: &World) {
    let mut people: Vec<Person> = Vec::new();
    for number in 0..3 {
        people.push(patient(world, &format!("Regular {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let first = posted(world, &officer, 3).await;
    release(world, &mut officer, first).await;
    world.run(YES, first.0).await;
    let second = posted(world, &officer, 3).await;
    all_say_yes(world, &mut officer, second).await;
    people.push(patient(world, "New").await);
    let id = posted(world, &officer, 4).await;
    ask(&mut officer, id, &[("most_regulars", "1")]).await;
    release(world, &mut officer, id).await;
    people.push(patient(world, "Newer").await);
    say_yes(world, &mut officer, id).await;
    let has = has_place(world, id).await;
    assert_eq!(has.len(), 2, "one regular, and who is new");
    assert!(has.contains(&(people[3].id.0,)));
    world.clock.advance(11 * MINUTE);
    let letter = world.letter(&people[4].email, "You have a message").await;
    assert!(
        letter.text.contains("home from hospital"),
        "two places are still free"
    );
}

async fn a_number_from_outside_decides(world: &World) {
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    ask(&mut officer, id, &[("number", "outside")]).await;
    all_say_yes(world, &mut officer, id).await;
    assert_eq!(
        placed(world, &people).await,
        0,
        "the list stands, the number is not known"
    );
    let list = newest(world, id).await;
    let mut visitor = world.visitor();
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    page.must_say("the number is still to come")
        .must_say(&list.list_hash);
    world.letter(&officer.email, "Your draw waits for a number").await;
    let here = format!("/host/opportunity/{id}/group");
    officer.browser.open(&here).await;
    let page = officer
        .browser
        .press("Draw with this number", &[("seed", "")])
        .await;
    assert_eq!(page.errors(), ["Type the number first"]);
    let long = "9".repeat(201);
    let page = officer
        .browser
        .press("Draw with this number", &[("seed", &long)])
        .await;
    assert_eq!(page.errors(), ["Use at most 200 characters"]);
    assert!(page.html.contains(&long), "nothing that was typed is lost");
    let page = officer
        .browser
        .press("Draw with this number", &[("seed", "4 8 15 16 23 42")])
        .await;
    page.must_say("Drawn. We write to the people who were asked.");
    assert_eq!(placed(world, &people).await, 2);
    let drawn = newest(world, id).await;
    assert_eq!(
        (drawn.list.as_str(), drawn.seed.as_deref()),
        (list.list.as_str(), Some("4 8 15 16 23 42"))
    );
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    page.must_say("4 8 15 16 23 42");
    assert!(!page.says("Fingerprint of our number"), "ours decided nothing");
    let (number, _) = composing::draw(&list.list, "4 8 15 16 23 42").expect("a list");
    assert_eq!(drawn.drawn, Some(number));
}
