//! Everybody hears what came of it, and free places start the next wave.

use super::*;
use crate::support::stories;

stories!(
    everybody_who_was_asked_hears_what_came_of_it_but_who_said_stop,
    the_silent_are_reminded_once_and_nobody_else,
    no_reminder_goes_out_where_the_host_does_not_allow_it,
    free_places_start_the_next_wave_by_themselves,
    an_opportunity_that_is_called_off_is_told_to_who_waits_for_it,
);

const OUTCOME: &str = "What came of";

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

async fn everybody_who_was_asked_hears_what_came_of_it_but_who_said_stop(world: &World) {
    let mut people = Vec::new();
    for name in ["Yes", "Other", "No", "Later", "Asks", "Silent", "Stop", "Bounced"] {
        people.push(world.citizen(name).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    invited(world, &mut officer, Some(1)).await;
    let yes = [("contact", "email")];
    answer(world, &people[0], "yes", "Answer yes", &yes).await;
    answer(world, &people[1], "yes", "Answer yes", &yes).await;
    for (person, statement) in [
        (
            2,
            "update invitation set answer = 'not-this', answered_at = created_at where citizen_id = $1",
        ),
        (
            3,
            "update invitation set answer = 'not-now', answered_at = created_at where citizen_id = $1",
        ),
        (
            4,
            "update invitation set answer = 'question', answered_at = created_at where citizen_id = $1",
        ),
        (7, "update outbox set state = 'refused' where account_id = $1"),
    ] {
        world.run(statement, people[person].id.0).await;
    }
    let letter = world.letter(&people[6].email, "You have a message").await;
    world.visitor().post_bare(&letter.link("/stop/"), &[]).await;
    world.clock.advance(15 * DAY);
    let letters = world.letters().await;
    let told = |person: &Person| -> Vec<String> {
        let to = letters.iter().filter(|letter| letter.to == person.email);
        to.filter(|letter| letter.subject.contains(OUTCOME))
            .map(|letter| letter.text.clone())
            .collect()
    };
    let yeses = [told(&people[0]), told(&people[1])];
    assert!(yeses.iter().all(|letters| letters.len() == 1));
    for words in ["You have a place", "You were not drawn this time"] {
        assert_eq!(
            yeses.iter().filter(|letters| letters[0].contains(words)).count(),
            1
        );
    }
    for (person, words) in [
        (2, "You said: not this time"),
        (3, "You said: not this time"),
        (4, "You asked a question first"),
        (5, "We had no answer from you"),
    ] {
        let letters = told(&people[person]);
        assert_eq!(letters.len(), 1, "{person}");
        assert!(letters[0].contains(words), "{}", letters[0]);
        let start: String = letters[0].chars().take(150).collect();
        assert!(
            !start.contains("Leeds") && !start.contains("What would help"),
            "{start}"
        );
    }
    assert!(told(&people[6]).is_empty() && told(&people[7]).is_empty());
    // Nothing is told twice.
    world.clock.advance(30 * DAY);
    let again = world.letters().await;
    let outcomes = |letters: &[crate::support::letters::Letter]| {
        letters
            .iter()
            .filter(|letter| letter.subject.contains(OUTCOME))
            .count()
    };
    assert_eq!(outcomes(&again), 6);
}

async fn the_silent_are_reminded_once_and_nobody_else(world: &World) {
    let silent = world.citizen("Silent").await;
    let yes = world.citizen("Yes").await;
    let stop = world.citizen("Stop").await;
    let asks = world.citizen("Asks").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = invited(world, &mut officer, Some(4)).await;
    answer(world, &yes, "yes", "Answer yes", &[("contact", "email")]).await;
    world
        .run(
            "update invitation set answer = 'question', answered_at = created_at where citizen_id = $1",
            asks.id.0,
        )
        .await;
    let letter = world.letter(&stop.email, "You have a message").await;
    world.visitor().post_bare(&letter.link("/stop/"), &[]).await;
    let reminder = "is still open";
    world.clock.advance(9 * DAY);
    assert_eq!(
        letters_to(world, &silent, reminder).await,
        0,
        "two thirds are not over"
    );
    let path = format!("/host/opportunity/{id}/invite");
    sign_in_again(world, &mut officer).await;
    let before = officer.browser.get(&path).await.html;
    // The day has to be the same: about how many said yes is counted at midnight.
    world.clock.advance(HOUR);
    world
        .run(
            "update invitation set remind_at = 1 where opportunity_id = $1 and remind_at is not null",
            id.0,
        )
        .await;
    for person in [&yes, &stop, &asks] {
        assert_eq!(letters_to(world, person, reminder).await, 0);
    }
    assert_eq!(letters_to(world, &silent, reminder).await, 1);
    assert_eq!(
        officer.browser.get(&path).await.html,
        before,
        "the host sees nothing of it"
    );
    world.clock.advance(4 * DAY);
    assert_eq!(letters_to(world, &silent, reminder).await, 1);
}

async fn no_reminder_goes_out_where_the_host_does_not_allow_it(world: &World) {
    let silent = world.citizen("Silent").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = world.opportunity(&officer, "What would help?").await;
    let path = format!("/host/opportunity/{id}/invite");
    officer.browser.open(&path).await;
    // The tick is taken away: nothing but the form's own field is posted.
    let form = officer.browser.page.value("id").expect("a form");
    officer.browser.post(&path, &[("id", &form)]).await;
    world.clock.advance(13 * DAY);
    assert_eq!(letters_to(world, &silent, "You have a message").await, 1);
    assert_eq!(letters_to(world, &silent, "is still open").await, 0);
}

async fn free_places_start_the_next_wave_by_themselves(world: &World) {
    let first = world.citizen("First").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = invited(world, &mut officer, Some(2)).await;
    answer(world, &first, "yes", "Answer yes", &[("contact", "email")]).await;
    let second = world.citizen("Second").await;
    world.clock.advance(15 * DAY);
    world.work().await;
    assert_eq!(
        count(world, "select count(*) from wave").await,
        2,
        "one place was free and there was time"
    );
    sign_in_again(world, &mut officer).await;
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/invite"))
        .await
        .must_say("The invitations are waiting");
    world.clock.advance(11 * MINUTE);
    assert_eq!(letters_to(world, &second, "You have a message").await, 1);
    assert_eq!(letters_to(world, &first, "You have a message").await, 1);
    answer(world, &second, "yes", "Answer yes", &[("contact", "email")]).await;
    world.clock.advance(15 * DAY);
    world.work().await;
    assert_eq!(
        count(world, "select count(*) from invitation where place = 'place'").await,
        2
    );
    assert_eq!(count(world, "select count(*) from wave").await, 2);
}

async fn an_opportunity_that_is_called_off_is_told_to_who_waits_for_it(world: &World) {
    let yes = world.citizen("Yes").await;
    let silent = world.citizen("Silent").await;
    let no = world.citizen("No").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = invited(world, &mut officer, Some(2)).await;
    answer(world, &yes, "yes", "Answer yes", &[("contact", "email")]).await;
    world
        .run(
            "update invitation set answer = 'not-this', answered_at = created_at where citizen_id = $1",
            no.id.0,
        )
        .await;
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/cancel"))
        .await;
    let button = "Call it off and tell everybody";
    officer
        .browser
        .press(button, &[("because", "")])
        .await
        .must_say("Write why you call it off");
    let because = "The money was taken back by the ministry.";
    officer
        .browser
        .press(button, &[("because", because)])
        .await
        .must_say("It is called off");
    for (person, letters) in [(&yes, 1), (&silent, 1), (&no, 0)] {
        assert_eq!(
            letters_to(world, person, OUTCOME).await,
            letters,
            "{}",
            person.email
        );
    }
    let letter = world.letter(&yes.email, OUTCOME).await;
    assert!(letter.text.contains(because) && letter.html.contains(because));
    assert!(!letter.subject.contains("called off"));
    world.clock.advance(20 * DAY);
    assert_eq!(letters_to(world, &silent, "is still open").await, 0);
    assert_eq!(letters_to(world, &yes, OUTCOME).await, 1);
}
