//! After an answer: what comes next, giving a place back and taking it again, and asking the host something.

use alongside::moment::{DAY, HOUR, MINUTE};

use super::{count, released, say_yes};
use crate::{
    calm::sign_in_again,
    support::{World, stories},
};

stories!(
    a_place_is_given_back_on_a_page_of_its_own_and_taken_again_within_the_hour,
    somebody_with_a_place_can_ask_and_their_own_name_is_left_out,
    after_an_answer_the_page_says_what_comes_next,
    a_host_reads_that_the_letters_wait_and_stops_them_where_it_stands,
    what_somebody_put_themselves_forward_for_is_on_their_list,
);

async fn a_place_is_given_back_on_a_page_of_its_own_and_taken_again_within_the_hour(world: &World) {
    let sian = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 1).await;
    world.clock.advance(11 * MINUTE);
    say_yes(world, &sian).await;
    let dafydd = world.citizen("Dafydd").await;
    world.clock.advance(15 * DAY);
    world.work().await;
    let placed = "select count(*) from invitation where place = 'place'";
    assert_eq!(count(world, placed).await, 1);
    let letter = world.letter(&sian.email, "What came of your answer").await;
    let path = letter.link("/r/").replace(&world.address, "");
    let mut visitor = world.visitor();
    visitor.open(&path).await;
    let before = world.digest().await;
    visitor
        .click("Give my place back")
        .await
        .must_say("can no longer read your name")
        .must_say("You can undo this for one hour");
    assert_eq!(world.digest().await, before, "looking gives nothing back");
    let page = visitor.press("Give my place back", &[]).await;
    page.must_say("could read your name and how to reach you until then");
    assert!(!page.says("is not told anything about you"), "that is not true");
    assert_eq!(count(world, placed).await, 0);
    world.clock.advance(HOUR - 1);
    world.work_now().await;
    visitor
        .press("Keep my place after all", &[])
        .await
        .must_say("You have a place");
    assert_eq!(count(world, placed).await, 1);
    world.clock.advance(2 * HOUR);
    world.work_now().await;
    assert_eq!(count(world, placed).await, 1);
    // Once more, and the hour passes.
    visitor.open(&format!("{path}/back")).await;
    let page = visitor.press("Give my place back", &[]).await;
    page.must_say("Was that a mistake?");
    let token = page.token().expect("a form");
    world.clock.advance(HOUR);
    let keep = format!("{path}/keep");
    visitor.post_bare(&keep, &[("token", token.as_str())]).await;
    visitor.follow().await.must_say("could not be undone any more");
    assert!(!visitor.page.says("Was that a mistake?"));
    assert_eq!(count(world, placed).await, 0);
    world.work().await;
    assert_eq!(
        count(world, "select count(*) from wave").await,
        2,
        "then others are asked"
    );
    drop(dafydd);
}

async fn somebody_with_a_place_can_ask_and_their_own_name_is_left_out(world: &World) {
    let sian = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 1).await;
    world.clock.advance(11 * MINUTE);
    say_yes(world, &sian).await;
    world.clock.advance(15 * DAY);
    let letter = world.letter(&sian.email, "What came of your answer").await;
    assert!(!letter.text.contains("will write or ring"), "{}", letter.text);
    let path = letter.link("/r/").replace(&world.address, "");
    let mut visitor = world.visitor();
    visitor.open(&path).await;
    visitor.click("Ask Leeds City Council a question").await;
    let words = "I am siân. Who meets me, and where?";
    let page = visitor.press("Ask this question", &[("question", words)]).await;
    page.must_say("We took out what could show who you are");
    assert!(!page.says("Who meets me"), "a link alone repeats nothing");
    assert_eq!(
        count(world, "select count(*) from invitation where answer = 'yes'").await,
        1
    );
    sign_in_again(world, &mut officer).await;
    let questions = format!("/host/opportunity/{id}/questions");
    let page = officer.browser.open(&questions).await;
    page.must_say("[name left out]. Who meets me, and where?");
    assert!(!page.says("siân"));
    officer
        .browser
        .press("Send this answer", &[("question_answer", "At the door, at ten.")])
        .await;
    let letter = world.letter(&sian.email, "Your question has an answer").await;
    assert!(letter.text.contains("At the door") && !letter.text.contains("You can answer the invitation"));
    // The host knows nobody any more once it is long over: there is nobody to ask.
    world.clock.advance(300 * DAY);
    assert!(!visitor.open(&path).await.says("a question"));
}

async fn after_an_answer_the_page_says_what_comes_next(world: &World) {
    let sian = world.citizen("Siân").await;
    let ann = world.citizen("Ann").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(11 * MINUTE);
    let visitor = say_yes(world, &sian).await;
    visitor
        .page
        .must_say("What comes next")
        .must_say("you hear whether you have a place")
        .must_say("If you get a place, Leeds City Council is told")
        .must_say("your name: Siân")
        .must_say("You can change your answer until");
    assert!(!visitor.page.says("Choosing one sends nothing yet"));
    let path = super::reply_path(world, &ann).await;
    let mut reader = world.visitor();
    assert!(reader.open(&path).await.html.contains("answers__one--yes"));
    reader.open(&format!("{path}?answer=stop")).await;
    let page = reader.press("Stop all invitations", &[]).await;
    page.must_say("You asked us to stop all invitations");
    assert!(
        !page.html.contains("answers__one--yes"),
        "no big yes after a stop"
    );
    assert!(!page.says("Choosing one sends nothing yet"));
}

async fn a_host_reads_that_the_letters_wait_and_stops_them_where_it_stands(world: &World) {
    world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    let here = format!("/host/opportunity/{id}");
    let browser = &mut officer.browser;
    let page = browser.open(&here).await;
    page.must_say("The invitations wait until Tuesday 1 December 2026, 09:10");
    assert!(!page.says("The invitations are being sent"));
    browser.open("/host").await.must_say("The invitations wait until");
    browser.open(&here).await;
    browser
        .press("Stop all invitations now", &[])
        .await
        .must_say("All invitations are stopped");
    browser
        .open(&here)
        .await
        .must_say("Look at the invitation, and release it");
    released_again(world, &mut officer, id).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    officer
        .browser
        .open(&here)
        .await
        .must_say("The invitations are being sent");
}

async fn released_again(
    world: &World,
    officer: &mut crate::support::people::Person,
    id: alongside::opportunity::OpportunityId,
) {
    sign_in_again(world, officer).await;
    super::release(officer, id).await;
}

async fn what_somebody_put_themselves_forward_for_is_on_their_list(world: &World) {
    let mut sian = world.citizen("Siân").await;
    let mut far = world.citizen_with("Far", |citizen| citizen.badges.clear()).await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world.opportunity(&officer, "What would help?").await;
    world.work().await;
    let here = format!("/opportunities/{id}");
    sian.browser.open(&here).await;
    let page = sian.browser.press("Put myself forward", &[]).await;
    page.must_say("you are in the draw for an invitation");
    far.browser.open(&here).await;
    let page = far.browser.press("Put myself forward", &[]).await;
    page.must_say("but you are not in the draw yet");
    assert!(!page.says("you are in the draw for an invitation"));
    far.browser
        .open("/you/invitations")
        .await
        .must_say("What you put yourself forward for")
        .must_say("You are not in the draw yet");
    sian.browser
        .open("/for-you")
        .await
        .must_say("You put yourself forward");
    sian.browser
        .open("/you/invitations")
        .await
        .must_say("What would help?")
        .must_say("You stand in the draw");
    let page = sian.browser.press("Take it back", &[]).await;
    page.must_say("You took it back");
    assert!(!page.says("What would help?"));
    assert_eq!(count(world, "select count(*) from put_forward").await, 1);
}
