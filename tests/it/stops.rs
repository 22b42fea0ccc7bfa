//! Stop means stop: nothing of a suspended organisation, or of what a steward took down, leaves, shows or is drawn.

use alongside::{
    app::App,
    invitation::{forming, stopping},
    moment::{DAY, HOUR, MINUTE, Moment},
    opportunity::{self, OpportunityId},
};

use crate::{
    calm::{answer, count, letters_to, release, sign_in_again},
    support::{World, people::Person, stories},
};

mod names;

stories!(
    a_suspension_within_the_hold_lets_no_letter_leave,
    what_is_taken_down_is_gone_for_everybody,
    what_is_put_back_gives_back_the_days_that_it_took,
    two_stewards_and_a_draw_in_the_same_second,
    a_letter_of_a_suspended_organisation_asks_again_before_it_leaves,
    a_list_that_waits_for_its_draw_waits_for_the_end_of_a_stop,
    a_letter_about_what_is_open_is_written_anew_without_it,
);

const INVITATION: &str = "You have a message";
const NEWS: &str = "News about our message";

async fn a_suspension_within_the_hold_lets_no_letter_leave(world: &World) {
    let people = [world.citizen("Siân").await, world.citizen("Ann").await];
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let other = world.opportunity(&officer, "How do people wait?").await;
    let id = world.opportunity(&officer, "What would help?").await;
    release(world, &mut officer, id).await;
    // One of the letters is in a worker's hands already.
    world
        .run(
            "update outbox set state = 'claimed', lease_until = 9999999999 where account_id = $1 and kind = 'invitation'",
            people[0].id.0,
        )
        .await;
    let organisation = officer.organisation.expect("an organisation");
    let mut ruth = world.steward().await.browser;
    let there = format!("/steward/organisation/{organisation}");
    let page = ruth.open(&there).await;
    page.must_say("Messages that were not sent never will be");
    page.must_say("What would help?");
    let page = ruth
        .press(
            "Stop this organisation",
            &[("decision_reason", "They asked for bank details")],
        )
        .await;
    page.must_say("Messages that were stopped. The host looks at the invitation");
    world.clock.advance(15 * MINUTE);
    world.work().await;
    for person in &people {
        assert_eq!(letters_to(world, person, INVITATION).await, 0);
        assert_eq!(letters_to(world, person, NEWS).await, 0, "they never heard of it");
    }
    let waiting = "select count(*) from outbox where kind <> 'account' and state <> 'cancelled'";
    assert_eq!(count(world, waiting).await, 0);
    let open = "select count(*) from invitation where state <> 'withdrawn'";
    assert_eq!(count(world, open).await, 0);
    let mut browser = world.visitor();
    for gone in [id, other] {
        assert_eq!(browser.get(&format!("/opportunities/{gone}")).await.status, 404);
    }
    assert!(!browser.open("/opportunities").await.says("What would help?"));
    let mut sian = crate::support::Visitor::new(&world.address, Some(&people[0].session));
    assert!(!sian.open("/for-you").await.says("What would help?"));
    let forward = sian.post(&format!("/opportunities/{id}/forward"), &[]).await;
    assert_eq!(forward.status, 404);
    assert_eq!(count(world, "select count(*) from put_forward").await, 0);
    sign_in_again(world, &mut officer).await;
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/invite"))
        .await;
    page.must_say("They asked for bank details");
    // Verified again: everything is where it was, and the host releases anew.
    ruth.open(&there).await;
    ruth.press("Verify", &[]).await.must_say("Verified");
    world.work().await;
    assert_eq!(browser.open(&format!("/opportunities/{id}")).await.status, 200);
    assert!(browser.open("/opportunities").await.says("What would help?"));
    assert_eq!(letters_to(world, &people[0], INVITATION).await, 0);
    release(world, &mut officer, id).await;
    world.clock.advance(11 * MINUTE);
    for person in &people {
        assert_eq!(letters_to(world, person, INVITATION).await, 1);
    }
    let rows = "select count(*) from audit where action in ('verify', 'suspend')";
    assert_eq!(count(world, rows).await, 2);
}

/// Three people who got their letter: one said yes, one said no, one says nothing.
async fn invited(world: &World, places: Option<i64>) -> (Person, OpportunityId, Vec<Person>) {
    let mut people = Vec::new();
    for name in ["Yes", "No", "Silent"] {
        people.push(world.citizen(name).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let change = |opportunity: &mut opportunity::Opportunity| opportunity.places = places;
    let id = world.opportunity_with(&officer, "What would help?", change).await;
    release(world, &mut officer, id).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    answer(world, &people[0], "yes", "Answer yes", &[("contact", "email")]).await;
    answer(world, &people[1], "not-this", "Send “not this”", &[]).await;
    (officer, id, people)
}

async fn what_is_taken_down_is_gone_for_everybody(world: &World) {
    let (mut officer, id, people) = invited(world, Some(2)).await;
    world.work().await;
    let mut ruth = world.steward().await.browser;
    let there = format!("/steward/opportunity/{id}");
    ruth.open(&there).await;
    ruth.click("Take this down").await;
    let page = ruth.press("Take it down", &[("take_down_reason", " ")]).await;
    page.must_say("Write why you take it down");
    let why = "The venue has no lift, and it was promised.";
    let form = page.value("token").expect("a form");
    ruth.press("Take it down", &[("take_down_reason", why)])
        .await
        .must_say("It is taken down")
        .must_say(why);
    // A second steward, or the same form again, finds it done.
    let path = format!("{there}/take-down");
    let again = [("token", form.as_str()), ("take_down_reason", "Another reason")];
    ruth.post_bare(&path, &again).await;
    ruth.follow()
        .await
        .must_say("Somebody decided this")
        .must_say(why);
    for (person, letters) in [(0, 1), (1, 0), (2, 1)] {
        assert_eq!(
            letters_to(world, &people[person], NEWS).await,
            letters,
            "{person}"
        );
    }
    let told = world.letter(&people[0].email, NEWS).await;
    assert!(
        told.text.contains(why) && told.text.contains("Your answer is kept"),
        "{}",
        told.text
    );
    let first: String = told.text.chars().take(150).collect();
    assert!(!first.contains("What would help"), "{first}");
    let host = world.letter(&officer.email, "News about what you wrote").await;
    assert!(host.text.contains(why));
    // Their pages say so, and take nothing.
    let letter = world.letter(&people[2].email, INVITATION).await;
    let link = letter.link("/r/").replace(&world.address, "");
    let mut silent = world.visitor();
    silent
        .open(&link)
        .await
        .must_say("It is stopped for now")
        .must_say(why);
    assert!(!silent.page.says("What is your answer?"));
    silent.open("/sign-in").await;
    silent
        .post(&link, &[("answer", "yes"), ("contact", "email")])
        .await;
    silent.follow().await.must_say("no answer could be taken");
    let mut sian = crate::support::Visitor::new(&world.address, Some(&people[0].session));
    sian.open("/you/invitations")
        .await
        .must_say("It is stopped for now");
    sign_in_again(world, &mut officer).await;
    let browser = &mut officer.browser;
    browser
        .open(&format!("/host/opportunity/{id}"))
        .await
        .must_say(why);
    browser.open("/host").await.must_say("Stopped");
    for page in [
        "people",
        "arrange",
        "questions",
        "invite",
        "group",
        "cancel",
        "preview",
        "cards",
    ] {
        let page = browser.get(&format!("/host/opportunity/{id}/{page}")).await;
        assert_eq!(page.status, 404, "{}", page.path);
    }
    // The day to answer by passes: nobody is reminded, nothing is formed.
    world.clock.advance(20 * DAY);
    world.work().await;
    assert_eq!(letters_to(world, &people[2], "is still open").await, 0);
    assert_eq!(
        count(world, "select count(*) from invitation where place is not null").await,
        0
    );
}

async fn what_is_put_back_gives_back_the_days_that_it_took(world: &World) {
    let (_, id, people) = invited(world, Some(2)).await;
    world.work().await;
    let before = reply_by(world).await;
    let letter = world.letter(&people[2].email, INVITATION).await;
    let link = letter.link("/r/").replace(&world.address, "");
    let why = "The venue has no lift, and it was promised.";
    assert!(take_down(&world.app, id, why).await);
    world.clock.advance(20 * DAY);
    world.work().await;
    let there = format!("/steward/opportunity/{id}");
    let mut steward = world.steward().await;
    let ruth = &mut steward.browser;
    ruth.open(&there).await;
    ruth.click("Put this back")
        .await
        .must_say("gets back the days that the stop took");
    ruth.press("Put it back", &[]).await.must_say("It is put back");
    let later = reply_by(world).await;
    assert!(later.since(before) >= 20 * DAY && later.since(before) < 22 * DAY);
    assert_eq!(letters_to(world, &people[0], NEWS).await, 2);
    let told = world.letter(&people[2].email, NEWS).await;
    assert!(told.text.contains("You can still answer"), "{}", told.text);
    let mut silent = world.visitor();
    silent.open(&format!("{link}?answer=yes")).await;
    let fields = [("contact", "email")];
    silent
        .press("Answer yes", &fields)
        .await
        .must_say("We have your answer");
    world.clock.advance(later.since(world.now()) + 1);
    world.work().await;
    let placed = "select count(*) from invitation where place = 'place'";
    assert_eq!(count(world, placed).await, 2);
    // It is midnight: letters rest until the morning.
    world.clock.advance(10 * HOUR);
    world.work().await;
    // With places, a stop is told as what it is for them.
    assert!(take_down(&world.app, id, why).await);
    world.work().await;
    let told = world.letter(&people[0].email, NEWS).await;
    assert!(told.text.contains("Please do not go there"), "{}", told.text);
    let link = told_link(world, &people[0]).await;
    world.visitor().open(&link).await.must_say("Your place is kept");
}

async fn reply_by(world: &World) -> Moment {
    let (reply_by,) = alongside::database::sql(world.database(), "select reply_by from opportunity")
        .one::<(Moment,)>()
        .await
        .expect("a day");
    reply_by
}

async fn told_link(world: &World, person: &Person) -> String {
    let letter = world.letter(&person.email, "What came of").await;
    letter.link("/r/").replace(&world.address, "")
}

async fn take_down(app: &App, id: OpportunityId, because: &str) -> bool {
    let now = app.site.now();
    let mut transaction = app.site.database.begin().await.expect("a transaction");
    let done = stopping::take_down(&mut transaction, &app.site, id, because, now).await;
    let done = done.expect("taken down");
    transaction.commit().await.expect("committed");
    done
}

async fn two_stewards_and_a_draw_in_the_same_second(world: &World) {
    let (_, id, people) = invited(world, None).await;
    world.work().await;
    world.clock.advance(15 * DAY);
    let (one, other) = (world.app.clone(), world.app.clone());
    let now = world.now();
    let (first, second, _) = tokio::join!(
        take_down(&one, id, "One"),
        take_down(&other, id, "Other"),
        forming::form_due(&world.app.site, &world.app.matcher, now),
    );
    assert!(first != second, "one of two stewards took it down");
    world.work().await;
    world.clock.advance(DAY);
    world.work().await;
    let state = "select count(*) from opportunity where state = 'stopped'";
    assert_eq!(count(world, state).await, 1);
    let letters = world.letters().await;
    let placed = letters
        .iter()
        .filter(|letter| letter.text.contains("You have a place. Leeds"));
    assert_eq!(
        placed.count(),
        0,
        "whoever was first, no letter about a place leaves"
    );
    assert_eq!(letters_to(world, &people[0], NEWS).await, 1);
}

async fn a_letter_of_a_suspended_organisation_asks_again_before_it_leaves(world: &World) {
    let sian = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = world.opportunity(&officer, "What would help?").await;
    release(world, &mut officer, id).await;
    // Not by the page: as if it came past everything else.
    let organisation = officer.organisation.expect("an organisation");
    world
        .run(
            "update organisation set status = 'suspended' where id = $1",
            organisation.0,
        )
        .await;
    world.clock.advance(11 * MINUTE);
    assert_eq!(letters_to(world, &sian, INVITATION).await, 0);
    let mut transaction = world.database().begin().await.expect("a transaction");
    let moved = opportunity::records::set_state(
        &mut transaction,
        id,
        &[opportunity::State::Inviting],
        opportunity::State::Formed,
        world.now(),
    );
    assert!(!moved.await.expect("asked"), "no group is formed for it");
}

async fn a_list_that_waits_for_its_draw_waits_for_the_end_of_a_stop(world: &World) {
    let (_, id, people) = invited(world, Some(1)).await;
    world.work().await;
    answer(world, &people[2], "yes", "Answer yes", &[("contact", "email")]).await;
    world.clock.advance(15 * DAY);
    world.work_now().await;
    let listed = "select count(*) from draw where state = 'listed'";
    assert_eq!(count(world, listed).await, 1);
    assert!(take_down(&world.app, id, "Wait").await);
    let (draw,): (uuid::Uuid,) = alongside::database::sql(world.database(), "select id from draw")
        .one()
        .await
        .expect("a draw");
    let mut browser = world.visitor();
    assert_eq!(browser.get(&format!("/draws/{draw}")).await.status, 404);
    world.clock.advance(3 * DAY);
    world.work_now().await;
    assert_eq!(
        count(world, listed).await,
        1,
        "the list stands, and nothing is drawn"
    );
    let now = world.now();
    let mut transaction = world.database().begin().await.expect("a transaction");
    let back = stopping::put_back(&mut transaction, &world.app.site, id, now).await;
    assert!(back.expect("put back"));
    transaction.commit().await.expect("committed");
    world.work_now().await;
    assert_eq!(count(world, listed).await, 1, "it waits an hour more");
    assert_eq!(browser.get(&format!("/draws/{draw}")).await.status, 200);
    world.clock.advance(HOUR);
    world.work_now().await;
    assert_eq!(
        count(world, "select count(*) from invitation where place = 'place'").await,
        1
    );
}

async fn a_letter_about_what_is_open_is_written_anew_without_it(world: &World) {
    let mut sian = world.citizen("Siân").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let gone = world.opportunity(&officer, "What would help?").await;
    world.opportunity(&officer, "How do people wait?").await;
    crate::calm::digest::wants(&mut sian, "weekly").await;
    // Monday, a quarter past nine: the letter is written, and has not left.
    crate::calm::until(world, "2026-12-07T09:15:00Z");
    world.app.work().await.expect("the work gets done");
    let waits = "select count(*) from outbox where kind = 'digest' and state = 'queued'";
    assert_eq!(count(world, waits).await, 1);
    assert!(take_down(&world.app, gone, "Wrong").await);
    assert_eq!(count(world, waits).await, 0);
    let letter = world.letter(&sian.email, "Your email from Alongside").await;
    assert!(letter.text.contains("How do people wait?"), "{}", letter.text);
    assert!(!letter.text.contains("What would help?"), "{}", letter.text);
    assert_eq!(letters_to(world, &sian, "Your email from Alongside").await, 1);
}
