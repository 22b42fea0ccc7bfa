//! What must not stay: what somebody else answered, a place in what is called off, and links of long ago.

use alongside::{
    account::Token,
    citizen::ConsentPurpose,
    database::sql,
    moment::{DAY, HOUR, MINUTE},
    pass::{self, Purpose},
};

use super::{count, released, reply_path, say_yes};
use crate::support::{World, people::Person, stories};

stories!(
    what_an_answer_of_somebody_else_brought_about_is_undone,
    a_block_goes_with_the_invitation_it_was_made_through,
    answers_that_go_to_and_fro_do_not_fill_the_mailbox,
    nobody_keeps_a_place_in_what_is_called_off,
    old_links_show_nothing,
    notes_about_an_erased_person_keep_no_words,
);

async fn take_back(world: &World, person: &Person) {
    let letters = world.letters().await;
    let mut letter = letters.iter().filter(|letter| letter.to == person.email);
    let letter = letter.rfind(|letter| letter.subject == "We have your answer");
    let link = letter
        .expect("a letter")
        .link("/not-me/")
        .replace(&world.address, "");
    let mut visitor = world.visitor();
    visitor.open(&link).await;
    visitor
        .press("Take the answer back", &[])
        .await
        .must_say("The answer is taken back");
}

async fn shares(world: &World, person: &Person) -> bool {
    let person = alongside::citizen::records::load(world.database(), person.id).await;
    let person = person.expect("read").expect("there");
    person.consents_to(ConsentPurpose::Sharing)
}

async fn what_an_answer_of_somebody_else_brought_about_is_undone(world: &World) {
    let siân = world.citizen_with("Siân", |citizen| {
        citizen
            .consents
            .retain(|purpose| *purpose != ConsentPurpose::Sharing);
    });
    let siân = siân.await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut other = say_yes(world, &siân).await;
    assert!(shares(world, &siân).await);
    world.clock.advance(HOUR);
    other.open(&format!("{path}?answer=question")).await;
    other
        .press("Ask this question", &[("question", "Who else is asked?")])
        .await;
    other.open(&format!("{path}?answer=yes-with-support")).await;
    other
        .press("Answer yes, with support", &[("support", "A lift")])
        .await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    let (subject,): (uuid::Uuid,) = sql(&mut transaction, "select id from invitation")
        .one()
        .await
        .expect("an invitation");
    let browser = Token::random();
    pass::give(&mut transaction, &browser, Purpose::Reply, subject, world.now())
        .await
        .expect("a pass");
    transaction.commit().await.expect("committed");
    take_back(world, &siân).await;
    assert!(!shares(world, &siân).await, "nobody asked her");
    assert_eq!(count(world, "select count(*) from question").await, 0);
    assert_eq!(count(world, "select count(*) from pass").await, 0);
}

async fn a_block_goes_with_the_invitation_it_was_made_through(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut other = world.visitor();
    other.open(&format!("{path}?answer=not-this")).await;
    other.press("Send “not this”", &[("block", "yes")]).await;
    assert_eq!(count(world, "select count(*) from organisation_block").await, 1);
    world.clock.advance(HOUR);
    other.open(&format!("{path}?answer=not-now")).await;
    other.press("Send “not now”", &[]).await;
    take_back(world, &siân).await;
    assert_eq!(count(world, "select count(*) from organisation_block").await, 0);
}

async fn answers_that_go_to_and_fro_do_not_fill_the_mailbox(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut other = world.visitor();
    let block = [("block", "yes")];
    let receipts = "select count(*) from outbox where kind = 'receipt'";
    for _ in 0..3 {
        world.clock.advance(MINUTE);
        other.open(&format!("{path}?answer=not-this")).await;
        other.press("Send “not this”", &block).await;
    }
    assert_eq!(count(world, receipts).await, 1, "the same is said once");
    let mut page = String::new();
    for number in 0..60 {
        world.clock.advance(1);
        let (answer, button) = [("yes", "Answer yes"), ("not-now", "Send “not now”")][number % 2];
        other.open(&format!("{path}?answer={answer}")).await;
        page = other.press(button, &[]).await.html;
    }
    let letters = count(world, receipts).await;
    assert!(letters <= 30, "{letters} letters in a minute");
    assert!(page.contains("changed this answer often"), "{page}");
    world.clock.advance(HOUR);
    other.open(&format!("{path}?answer=yes")).await;
    other
        .press("Answer yes", &[("contact", "email")])
        .await
        .must_say("We have your answer");
}

async fn nobody_keeps_a_place_in_what_is_called_off(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    say_yes(world, &siân).await;
    world.clock.advance(15 * DAY);
    world.work().await;
    let letter = world.letter(&siân.email, "What came of").await;
    let dates = letter.link("/i/").replace(&world.address, "");
    let path = reply_path(world, &siân).await;
    world.visitor().get(&path).await.must_say("You have a place");
    crate::calm::sign_in_again(world, &mut officer).await;
    let people = format!("/host/opportunity/{id}/people");
    officer.browser.open(&people).await.must_say("Siân");
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/cancel"))
        .await;
    let because = [("because", "The money was taken back.")];
    officer
        .browser
        .press("Call it off and tell everybody", &because)
        .await;
    let page = world.visitor().get(&path).await;
    page.must_say("It was called off");
    assert!(!page.says("You have a place") && !page.says("Give my place back"));
    let after = world.visitor().get(&dates).await.html;
    assert!(!after.contains("STATUS:CONFIRMED"), "{after}");
    assert!(!after.contains("SEQUENCE:0"), "{after}");
    assert!(!officer.browser.get(&people).await.says("Siân"));
}

async fn old_links_show_nothing(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    say_yes(world, &siân).await;
    let answered = world.letter(&siân.email, "We have your answer").await;
    let links = [
        reply_path(world, &siân).await,
        answered.link("/not-me/").replace(&world.address, ""),
    ];
    let invitation = world.letter(&siân.email, "You have a message").await;
    let stop = invitation.link("/stop/").replace(&world.address, "");
    world.clock.advance(100 * DAY);
    for link in &links {
        assert_eq!(world.visitor().get(link).await.status, 200);
    }
    world.clock.advance(100 * DAY);
    for link in &links {
        let page = world.visitor().get(link).await;
        assert_eq!(page.status, 404);
        page.must_say("This link has expired");
    }
    assert_eq!(
        world.visitor().get(&stop).await.status,
        200,
        "stopping works for ever"
    );
}

async fn notes_about_an_erased_person_keep_no_words(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    let note = "insert into audit (id, at, actor_id, citizen_id, action, detail)
        values ($1, 1, $1, $1, 'hear-reply', 'Her sister Ann')";
    world.run(note, siân.id.0).await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    alongside::citizen::erasure::records::erase(&mut transaction, siân.id, [1; 32], world.now())
        .await
        .expect("erased");
    transaction.commit().await.expect("committed");
    let kept = "select count(*) from audit where action = 'hear-reply' and detail = ''";
    assert_eq!(count(world, kept).await, 1, "that it happened stays");
    assert_eq!(
        count(world, "select count(*) from audit where detail like '%Ann%'").await,
        0
    );
}
