//! Answering with the code of a letter on paper.

use alongside::moment::{DAY, MINUTE};

use super::{count, invited, on_paper, printed};
use crate::support::{World, stories};

stories!(
    the_code_and_the_name_lead_to_the_same_answers_as_a_link,
    a_found_letter_shows_nothing_that_is_not_on_it,
    a_code_does_not_tell_what_was_answered,
    wrong_codes_are_answered_alike_and_slowed_down,
);

async fn the_code_and_the_name_lead_to_the_same_answers_as_a_link(world: &World) {
    let _siân = on_paper(world, "Siân Evans").await;
    let _other = world.citizen("Dafydd").await;
    invited(world).await;
    let mut steward = world.steward().await;
    let code = printed(&mut steward).await.code();
    let mut visitor = world.visitor();
    visitor.open("/reply").await;
    let typed = code.to_lowercase().replace('-', " ");
    let page = visitor
        .press(
            "Go to my answer",
            &[("paper_code", &typed), ("paper_name", "sian")],
        )
        .await;
    page.must_say("How should people come home");
    assert_eq!(page.path, "/reply/answer", "the address holds nothing");
    visitor.click("Yes, with support").await;
    let fields = [("support", "A lift"), ("contact", "post")];
    let page = visitor.press("Answer yes, with support", &fields).await;
    page.must_say("Thank you. We have your answer");
    assert_eq!(
        count(
            world,
            "select count(*) from invitation where answer = 'yes-with-support' and contact = 'post'"
        )
        .await,
        1
    );
    // The letter that confirms it goes on paper as well, without a code: it asks nothing.
    assert_eq!(
        count(
            world,
            "select count(*) from outbox where way = 'post' and kind <> 'invitation'"
        )
        .await,
        1
    );
    world.clock.advance(31 * MINUTE);
    let page = visitor.open("/reply/answer").await;
    assert_eq!(page.path, "/reply", "a pass lasts half an hour");
}

async fn a_found_letter_shows_nothing_that_is_not_on_it(world: &World) {
    let siân = on_paper(world, "Siân").await;
    let _other = world.citizen("Dafydd").await;
    invited(world).await;
    let mut steward = world.steward().await;
    let code = printed(&mut steward).await.code();
    let mut siân = siân;
    siân.browser.open("/you/invitations").await;
    siân.browser.click("How should people come home").await;
    siân.browser.click("Yes, with support").await;
    siân
        .browser
        .press(
            "Answer yes, with support",
            &[("support", "Secret words"), ("contact", "post")],
        )
        .await;
    let mut finder = world.visitor();
    finder.open("/reply").await;
    let page = finder
        .press(
            "Go to my answer",
            &[("paper_code", &code), ("paper_name", "Siân")],
        )
        .await;
    page.must_say("How should people come home");
    for answer in [
        "yes",
        "yes-with-support",
        "question",
        "not-now",
        "not-this",
        "stop",
    ] {
        let page = finder.open(&format!("/reply/answer?answer={answer}")).await;
        page.must_say("How should people come home");
        for words in [
            "Secret words",
            "Hospital discharge",
            "Public speaking",
            "Chapel Row",
        ] {
            assert!(!page.html.contains(words), "{words:?} on the page of {answer}");
        }
    }
    // Another browser has no pass.
    let mut other = world.visitor();
    assert_eq!(other.open("/reply/answer").await.path, "/reply");
}

async fn a_code_does_not_tell_what_was_answered(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let _other = world.citizen("Dafydd").await;
    invited(world).await;
    let mut steward = world.steward().await;
    let code = printed(&mut steward).await.code();
    siân.browser.open("/you/invitations").await;
    siân.browser.click("How should people come home").await;
    siân.browser.click("Yes, with support").await;
    let fields = [("support", "A lift"), ("contact", "post")];
    siân.browser.press("Answer yes, with support", &fields).await;
    let mut finder = world.visitor();
    let typed = [("paper_code", code.as_str()), ("paper_name", "Siân")];
    finder.open("/reply").await;
    let page = finder.press("Go to my answer", &typed).await;
    assert!(!page.says("We have your answer"), "that she answered is hers");
    assert!(!page.html.contains("aria-current=\"true\""), "and what it was");
    world.clock.advance(15 * DAY);
    world.work().await;
    let places = "select count(*) from invitation where place = 'place'";
    assert_eq!(count(world, places).await, 1, "she has a place");
    // A pass from before the answers were closed.
    world
        .run(
            "update pass set expires_at = 9999999999 where subject <> $1",
            uuid::Uuid::nil(),
        )
        .await;
    let page = finder.open("/reply/answer").await;
    assert!(!page.says("You have a place"), "nobody learns of the place");
    finder.open("/reply").await;
    let page = finder.press("Go to my answer", &typed).await;
    page.must_say("do not go together");
}

async fn wrong_codes_are_answered_alike_and_slowed_down(world: &World) {
    let _siân = on_paper(world, "Siân").await;
    invited(world).await;
    let mut steward = world.steward().await;
    let code = printed(&mut steward).await.code();
    let mut visitor = world.visitor();
    let mut answers = Vec::new();
    for (code, name) in [
        (code.as_str(), "Dafydd"),
        ("00000-00000", "Siân"),
        ("nonsense", "Siân"),
    ] {
        visitor.open("/reply").await;
        let page = visitor
            .press("Go to my answer", &[("paper_code", code), ("paper_name", name)])
            .await;
        answers.push((page.status, page.errors()));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    assert!(answers[0].1[0].contains("do not go together"), "{answers:?}");
    for _ in 0..11 {
        visitor.open("/reply").await;
        visitor
            .press(
                "Go to my answer",
                &[("paper_code", &code), ("paper_name", "Dafydd")],
            )
            .await;
    }
    assert_eq!(visitor.page.status, 429, "further tries wait");
    world.clock.advance(2 * MINUTE);
    visitor.open("/reply").await;
    let page = visitor
        .press(
            "Go to my answer",
            &[("paper_code", &code), ("paper_name", "Siân")],
        )
        .await;
    page.must_say("How should people come home");
}
