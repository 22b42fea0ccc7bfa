//! Invitations: from the release to what came of the answers, and every way in which a letter must not leave.

use alongside::{
    citizen::{ConsentPurpose, consent},
    database::sql,
    draw::{self, composing},
    frontend::Language,
    moment::{DAY, HOUR, MINUTE},
    opportunity::OpportunityId,
};
use uuid::Uuid;

use crate::support::{Visitor, World, people::Person, stories};

mod after_an_answer;
mod by_letter;
mod by_mail_server;
mod corpus;
mod links;
mod replying;
mod undone;

stories!(
    a_letter_leaves_after_the_hold_and_its_links_change_nothing,
    a_wave_stopped_in_time_sends_nothing_and_can_be_released_again,
    a_consent_withdrawn_after_the_release_keeps_the_letter,
    an_answer_posted_twenty_times_at_once_counts_once,
    places_are_drawn_with_the_seed_and_a_freed_place_goes_on,
    a_late_answer_is_told_so_kindly_and_changes_nothing,
    one_click_of_mail_software_stops_invitations,
    nobody_is_asked_more_often_than_they_and_we_allow,
    a_question_reaches_the_host_without_its_asker,
    another_host_finds_nothing,
);

/// An invitation, whose it is, what was decided about it, its chance and its code on the list.
type Stood = (Uuid, Uuid, Option<String>, Option<i64>, String);

/// An opportunity of `officer`, released by its page.
pub async fn released(world: &World, officer: &mut Person, places: i64) -> OpportunityId {
    let title = "How should people come home from hospital?";
    let id = world
        .opportunity_with(officer, title, |opportunity| opportunity.places = Some(places))
        .await;
    release(officer, id).await;
    id
}

async fn release(officer: &mut Person, id: OpportunityId) {
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/invite"))
        .await;
    let page = officer.browser.press("Release the invitations", &[]).await;
    page.must_say("You can still stop them");
}

/// The path of the reply page in the newest letter to somebody.
async fn reply_path(world: &World, person: &Person) -> String {
    let letter = world.letter(&person.email, "You have a message").await;
    letter.link("/r/").replace(&world.address, "")
}

async fn say_yes(world: &World, person: &Person) -> Visitor {
    let mut visitor = world.visitor();
    let path = reply_path(world, person).await;
    visitor.open(&path).await.must_say("What is your answer?");
    visitor.open(&format!("{path}?answer=yes")).await;
    let page = visitor.press("Answer yes", &[("contact", "email")]).await;
    page.must_say("We have your answer");
    visitor
}

async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

async fn a_letter_leaves_after_the_hold_and_its_links_change_nothing(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    assert!(world.letters().await.is_empty(), "the letter is held");
    world.clock.advance(10 * MINUTE);
    let letter = world.letter(&siân.email, "You have a message").await;
    assert_eq!(world.letters().await.len(), 1);
    for word in ["hospital", "Leeds", "carer", "discharge"] {
        assert!(
            !letter.subject.to_lowercase().contains(word),
            "{}",
            letter.subject
        );
    }
    for words in [
        "How should people come home",
        "£25 for each hour",
        "4 places",
        "Tuesday 12 January 2027",
    ] {
        assert!(letter.text.contains(words), "no {words:?} in {}", letter.text);
        assert!(letter.html.contains(words), "no {words:?} in {}", letter.html);
    }
    assert!(
        !letter.text.contains("caring for"),
        "why stays out: {}",
        letter.text
    );
    let before = world.digest().await;
    for link in letter.links() {
        if link.starts_with(&world.address) {
            let page = world.visitor().get(&link).await;
            assert_eq!(page.status, 200, "{link}");
            world.visitor().get(&format!("{link}?answer=yes")).await;
        }
    }
    assert_eq!(world.digest().await, before);
}

async fn a_wave_stopped_in_time_sends_nothing_and_can_be_released_again(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    let page = officer.browser.press("Stop all invitations now", &[]).await;
    page.must_say("All invitations are stopped");
    world.clock.advance(15 * MINUTE);
    assert!(world.letters().await.is_empty());
    assert_eq!(
        count(world, "select count(*) from invitation where state = 'withdrawn'").await,
        1
    );
    release(&mut officer, id).await;
    world.clock.advance(10 * MINUTE);
    world.letter(&siân.email, "You have a message").await;
    assert_eq!(world.letters().await.len(), 1);
}

async fn a_consent_withdrawn_after_the_release_keeps_the_letter(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    let wish = [(ConsentPurpose::Invitations, false)];
    consent::records::update(&mut transaction, siân.id, &wish, Language::English, world.now())
        .await
        .expect("withdrawn");
    transaction.commit().await.expect("committed");
    world.clock.advance(10 * MINUTE);
    assert!(world.letters().await.is_empty());
    assert_eq!(
        count(world, "select count(*) from outbox where state = 'cancelled'").await,
        1
    );
    assert_eq!(
        count(world, "select count(*) from invitation where state = 'withdrawn'").await,
        1
    );
}

async fn an_answer_posted_twenty_times_at_once_counts_once(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut visitor = world.visitor();
    let page = visitor.get(&format!("{path}?answer=yes")).await;
    let token = page.token().expect("a form");
    let body = format!("token={token}&answer=yes&contact=email");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let posts = (0..20).map(|_| visitor.send(reqwest::Method::POST, &path, &headers, &body));
    for page in futures_util::future::join_all(posts).await {
        assert_eq!(page.status, 303);
    }
    assert_eq!(
        count(world, "select count(*) from invitation where answer = 'yes'").await,
        1
    );
    let letters = world.letters().await;
    let confirmed = letters
        .iter()
        .filter(|letter| letter.subject == "We have your answer");
    assert_eq!(confirmed.count(), 1);
}

async fn places_are_drawn_with_the_seed_and_a_freed_place_goes_on(world: &World) {
    let mut people = Vec::new();
    for name in ["Siân", "Dafydd", "Amina", "Peter", "Grace"] {
        people.push(world.citizen(name).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 3).await;
    world.clock.advance(10 * MINUTE);
    let mut visitors = Vec::new();
    for person in &people {
        visitors.push(say_yes(world, person).await);
    }
    world.work().await;
    assert_eq!(
        count(world, "select count(*) from opportunity where state = 'formed'").await,
        0,
        "people may change their answer until the day"
    );
    world.clock.advance(15 * DAY);
    world.work().await;
    let rows: Vec<Stood> = sql(
        world.database(),
        "select i.id, i.citizen_id, i.place, i.chance, p.code from invitation i
         join draw_person p on p.invitation_id = i.id order by i.id",
    )
    .all()
    .await
    .expect("the invitations");
    let list = draw::records::newest(world.database(), id)
        .await
        .expect("read")
        .expect("a draw");
    assert_eq!(composing::hash(&list.list), list.list_hash);
    let seed = list.seed.clone().expect("drawn");
    let (number, members) = composing::draw(&list.list, &seed).expect("a list");
    assert_eq!((Some(number), members.len()), (list.drawn, 3));
    for (_, _, place, chance, code) in &rows {
        let expected = if members.contains(code) {
            "place"
        } else {
            "alternate"
        };
        assert_eq!((place.as_deref(), *chance), (Some(expected), Some(6_000)));
    }
    let placed = |row: &Stood| members.contains(&row.4);
    let unlucky = rows.iter().find(|row| !placed(row)).expect("one").1;
    let unlucky = people.iter().find(|person| person.id.0 == unlucky).expect("one");
    let letter = world.letter(&unlucky.email, "What came of your answer").await;
    assert!(
        letter
            .text
            .contains("5 people could take part and there were 3 places"),
        "{}",
        letter.text
    );
    let lucky = rows.iter().find(|row| placed(row)).expect("one").1;
    let at = people
        .iter()
        .position(|person| person.id.0 == lucky)
        .expect("one");
    let page = visitors[at].open(&reply_path(world, &people[at]).await).await;
    page.must_say("You have a place");
    visitors[at].click("Give my place back").await;
    visitors[at]
        .press("Give my place back", &[])
        .await
        .must_say("It is done");
    world.clock.advance(HOUR);
    world.work().await;
    assert_eq!(
        count(world, "select count(*) from invitation where place = 'place'").await,
        3
    );
    assert_eq!(
        count(world, "select count(*) from invitation where place = 'alternate'").await,
        1
    );
    let letters = world.letters().await;
    let moved = letters
        .iter()
        .filter(|letter| letter.text.contains("A place has come free"));
    assert_eq!(moved.count(), 1);
    let mut transaction = world.database().begin().await.expect("a transaction");
    let told = alongside::invitation::records::taking_part(&mut transaction, id, world.now())
        .await
        .expect("read");
    assert_eq!(told.len(), 3);
    assert!(
        told.iter()
            .all(|person| person.contact.is_some() && person.badges.is_empty())
    );
}

async fn a_late_answer_is_told_so_kindly_and_changes_nothing(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut visitor = world.visitor();
    visitor.get(&format!("{path}?answer=yes")).await;
    world.clock.advance(20 * DAY);
    world.work().await;
    let before = world.digest().await;
    let page = visitor.press("Answer yes", &[]).await;
    page.must_say("The day to answer by has passed");
    page.must_say("Answers are closed");
    assert_eq!(world.digest().await, before);
    for path in ["/r/", "/stop/", "/not-me/", "/i/"] {
        let unknown = format!("{path}{}", "a".repeat(43));
        let page = world.visitor().get(&unknown).await;
        assert_eq!(page.status, 404);
        page.must_say("This link has expired");
    }
}

async fn one_click_of_mail_software_stops_invitations(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let letter = world.letter(&siân.email, "You have a message").await;
    assert_eq!(
        letter.header("list-unsubscribe-post"),
        Some("List-Unsubscribe=One-Click")
    );
    let link = letter
        .header("list-unsubscribe")
        .expect("a header")
        .trim_matches(['<', '>'])
        .to_owned();
    let mut software = world.visitor();
    for _ in 0..2 {
        let page = software
            .post_bare(&link, &[("List-Unsubscribe", "One-Click")])
            .await;
        assert_eq!(page.status, 200);
        page.must_say("We have stopped");
    }
    let person = alongside::citizen::records::load(world.database(), siân.id)
        .await
        .expect("read");
    assert!(!person.expect("there").consents_to(ConsentPurpose::Invitations));
    assert_eq!(
        count(world, "select count(*) from invitation where answer = 'stop'").await,
        1
    );
}

async fn nobody_is_asked_more_often_than_they_and_we_allow(world: &World) {
    let siân = world.citizen("Siân").await;
    let dafydd = world
        .citizen_with("Dafydd", |citizen| citizen.open_ceiling = 1)
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    for _ in 0..3 {
        released(world, &mut officer, 4).await;
    }
    world.clock.advance(10 * MINUTE);
    let letters = world.letters().await;
    let to = |person: &Person| letters.iter().filter(|letter| letter.to == person.email).count();
    assert_eq!((to(&siân), to(&dafydd)), (2, 1));
}

async fn a_question_reaches_the_host_without_its_asker(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let mut visitor = world.visitor();
    let path = reply_path(world, &siân).await;
    visitor.open(&format!("{path}?answer=question")).await;
    let page = visitor.press("Ask this question", &[("question", "")]).await;
    page.must_say("Write your question");
    visitor
        .press("Ask this question", &[("question", "Can I bring my sister?")])
        .await;
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/questions"))
        .await;
    page.must_say("Can I bring my sister?");
    assert!(!page.html.contains("Siân") && !page.html.contains(&siân.id.to_string()));
    let answer = [("question_answer", "Yes, and we pay her fare.")];
    officer
        .browser
        .press("Send this answer", &answer)
        .await
        .must_say("Yes, and we pay her fare.");
    let letter = world.letter(&siân.email, "Your question has an answer").await;
    assert!(letter.text.contains("Yes, and we pay her fare."));
    assert_eq!(
        count(world, "select count(*) from opportunity where state = 'inviting'").await,
        1
    );
}

async fn another_host_finds_nothing(world: &World) {
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    let mut other = world.officer("Ruth", "Bradford City Council").await;
    for path in ["invite", "invite/letter", "questions"] {
        let page = other.browser.get(&format!("/host/opportunity/{id}/{path}")).await;
        assert_eq!(page.status, 404, "{path}");
    }
    let before = world.digest().await;
    for path in ["invite", "invite/stop"] {
        let page = other
            .browser
            .post(&format!("/host/opportunity/{id}/{path}"), &[])
            .await;
        assert_eq!(page.status, 404, "{path}");
    }
    assert_eq!(world.digest().await, before);
}
