//! What a letter alone shows and takes: the answer, the way to be reached and what is needed. What somebody knows is
//! told after signing in.

use alongside::{
    badge::{Kind, Visibility},
    citizen::{Declared, DeclaredId},
};

use super::{count, released, reply_path};
use crate::support::{World, people::Person, stories};

stories!(
    a_letter_shows_nothing_of_what_somebody_knows_and_a_sign_in_leads_back_to_it,
    a_letter_does_not_repeat_what_somebody_said_and_keeps_it,
    a_sign_in_by_a_letter_leads_on_to_where_somebody_was_going,
);

const OWN_WORDS: &str = "Our lad is sixteen and autistic";

async fn asked(world: &World) -> (Person, String) {
    let now = world.now();
    let sian = world
        .citizen_with("Siân", |citizen| {
            citizen.badges.push(Declared {
                id: DeclaredId::new(now),
                kind: Kind::Experience,
                badge: None,
                words: Some(OWN_WORDS.to_owned()),
                standpoint: None,
                visibility: Visibility::Matching,
            });
        })
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(600);
    let path = reply_path(world, &sian).await;
    (sian, path)
}

async fn a_letter_shows_nothing_of_what_somebody_knows_and_a_sign_in_leads_back_to_it(world: &World) {
    let (mut sian, path) = asked(world).await;
    let mut reader = world.visitor();
    let badges = sian
        .browser
        .open("/you/invitations")
        .await
        .link("How should people come home");
    let ids: Vec<(uuid::Uuid,)> = alongside::database::sql(world.database(), "select id from citizen_badge")
        .all()
        .await
        .expect("badges");
    assert_eq!(ids.len(), 3);
    for answer in ["", "?answer=yes", "?answer=yes-with-support", "?answer=question"] {
        let page = reader.open(&format!("{path}{answer}")).await;
        for said in [OWN_WORDS, "name=\"released\""] {
            assert!(!page.html.contains(said), "{answer} shows {said}");
        }
    }
    // Whoever holds the link ticks nothing, whatever they post.
    reader.open(&format!("{path}?answer=yes-with-support")).await;
    let tick = ids.iter().map(|(id,)| id.to_string()).collect::<Vec<_>>();
    let token = reader.page.token().expect("a form");
    let mut fields = vec![
        ("token", token.as_str()),
        ("answer", "yes-with-support"),
        ("contact", "email"),
        ("needs", "quiet-room"),
        ("then", "tell"),
    ];
    fields.extend(tick.iter().map(|id| ("released", id.as_str())));
    let page = reader.post_bare(&path, &fields).await;
    let told = "select count(*) from invitation where released_badges <> '[]'";
    assert_eq!(count(world, told).await, 0);
    let kept = "select count(*) from invitation where answer = 'yes-with-support'";
    assert_eq!(count(world, kept).await, 1, "what was typed is kept first");
    let onward = page.location.expect("the way to sign in");
    assert!(onward.starts_with("/sign-in?next="), "{onward}");
    // Signed in, the way leads to the same answer, with what they know to tick.
    let page = sian.browser.get(&onward).await;
    let there = page.location.expect("the way on");
    assert_eq!(there, format!("{badges}?answer=yes-with-support"));
    let page = sian.browser.open(&there).await;
    page.must_say(OWN_WORDS).must_say("Quiet room");
    let one = ids[0].0.to_string();
    let fields = [
        ("released", one.as_str()),
        ("needs", "quiet-room"),
        ("contact", "email"),
    ];
    sian.browser.press("Answer yes, with support", &fields).await;
    assert_eq!(count(world, told).await, 1);
    // By the letter again: what was ticked stays, and is not named.
    reader.open(&path).await.must_say("1 thing you know");
    reader.open(&format!("{path}?answer=yes")).await;
    reader.press("Answer yes", &[("contact", "email")]).await;
    assert_eq!(count(world, told).await, 1);
    let letters = world.letters().await;
    for letter in letters.iter().filter(|letter| letter.to == sian.email) {
        assert!(!letter.text.contains(OWN_WORDS) && !letter.html.contains(OWN_WORDS));
    }
}

async fn a_letter_does_not_repeat_what_somebody_said_and_keeps_it(world: &World) {
    let (mut sian, path) = asked(world).await;
    let signed_in = sian
        .browser
        .open("/you/invitations")
        .await
        .link("How should people come home");
    let (needed, question) = ("My sister signs for me", "May my sister sit beside me?");
    let mut reader = world.visitor();
    reader.open(&format!("{path}?answer=yes-with-support")).await;
    let fields = [
        ("support", needed),
        ("needs", "bsl-interpreter"),
        ("contact", "email"),
    ];
    reader.press("Answer yes, with support", &fields).await;
    reader.open(&format!("{path}?answer=question")).await;
    reader
        .post(&path, &[("answer", "question"), ("question", question)])
        .await;
    let ticked = "value=\"bsl-interpreter\" checked";
    for answer in ["", "?answer=yes", "?answer=yes-with-support", "?answer=question"] {
        let page = reader.open(&format!("{path}{answer}")).await;
        for said in [needed, question, ticked] {
            assert!(!page.html.contains(said), "{answer} shows {said}");
        }
    }
    // What is not shown is not lost.
    reader
        .open(&format!("{path}?answer=yes-with-support"))
        .await
        .must_say("You told us before what you need");
    let fields = [("needs", "step-free-venue"), ("contact", "email")];
    reader.press("Answer yes, with support", &fields).await;
    assert_eq!(count(world, "select count(*) from event_need").await, 2);
    let page = sian
        .browser
        .open(&format!("{signed_in}?answer=yes-with-support"))
        .await;
    page.must_say(needed);
    assert!(page.html.contains(ticked), "{}", page.html);
    sian.browser.open(&signed_in).await.must_say(question);
    // Signed in, what is taken out is out.
    let fields = [
        ("answer", "yes-with-support"),
        ("needs", "step-free-venue"),
        ("contact", "email"),
    ];
    sian.browser.post(&signed_in, &fields).await;
    assert_eq!(count(world, "select count(*) from event_need").await, 1);
    let said = "select count(*) from invitation where support is not null";
    assert_eq!(count(world, said).await, 0);
    // A plain yes by the letter takes all of it back, as before.
    reader.open(&format!("{path}?answer=yes")).await;
    reader.press("Answer yes", &[("contact", "email")]).await;
    assert_eq!(count(world, "select count(*) from event_need").await, 0);
}

async fn a_sign_in_by_a_letter_leads_on_to_where_somebody_was_going(world: &World) {
    let (mut sian, path) = asked(world).await;
    let mut reader = world.visitor();
    reader.open(&format!("{path}?answer=yes")).await;
    let button = "Answer yes, then sign in to add what you know";
    let page = reader.press(button, &[("contact", "email")]).await;
    page.must_say("Sign in");
    let link = reader.page.link("Email me a link");
    reader.open(&link).await;
    reader.press("Email me a link", &[("email", &sian.email)]).await;
    let letter = world.letter(&sian.email, "Your link").await;
    let enter = letter.link("/sign-in/link/").replace(&world.address, "");
    reader.open(&enter).await;
    reader.press("Sign in", &[]).await.must_say(OWN_WORDS);
    let there = sian
        .browser
        .open("/you/invitations")
        .await
        .link("How should people come home");
    assert_eq!(reader.page.path, format!("{there}?answer=yes"));
    // Elsewhere is never a page of somebody else.
    for wrong in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let page = reader.get(&format!("/sign-in/link?next={wrong}")).await;
        assert_eq!(page.value("next").as_deref(), Some("/"), "{wrong}");
    }
}
