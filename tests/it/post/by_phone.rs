//! What people say on the telephone about something that was written before: an answer that was not theirs, and the
//! draft of somebody who helps them.

use alongside::{database::sql, moment::MINUTE};

use super::{count, invited, on_paper, printed};
use crate::support::{Visitor, World, people::Person, stories};

stories!(
    an_answer_that_was_not_theirs_is_taken_back_and_a_new_code_is_posted,
    a_draft_is_read_out_and_their_yes_or_no_is_written_down,
    one_code_leads_to_every_draft_that_waits,
);

async fn by_code(world: &World, code: &str, name: &str) -> Visitor {
    let mut visitor = world.visitor();
    visitor.open("/reply").await;
    let fields = [("paper_code", code), ("paper_name", name)];
    visitor.press("Go to my answer", &fields).await;
    visitor
}

async fn audited(world: &World, action: &str) -> i64 {
    let text = "select count(*) from audit where action = $1 and citizen_id is not null";
    let counted = sql(world.database(), text).bind(action.to_owned()).one().await;
    let (number,): (i64,) = counted.expect("counted");
    number
}

async fn an_answer_that_was_not_theirs_is_taken_back_and_a_new_code_is_posted(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let _other = world.citizen("Dafydd").await;
    invited(world).await;
    let mut steward = world.steward().await;
    let old = printed(&mut steward).await.code();
    let mut stranger = by_code(world, &old, "Siân").await;
    stranger.open("/reply/answer?answer=not-this").await;
    stranger.press("Send “not this”", &[]).await;
    world.clock.advance(MINUTE);
    let browser = &mut steward.browser;
    browser.open("/steward/reply").await;
    let fields = [("paper_code", old.as_str()), ("answer", "not-theirs")];
    browser
        .press("Go on", &fields)
        .await
        .must_say("Write who heard or read it");
    let heard = [("how", "phone"), ("heard_by", "Meera Shah")];
    browser
        .press("Go on", &heard)
        .await
        .must_say("The answer is taken back");
    let answers = "select count(*) from invitation where answer is not null";
    assert_eq!(count(world, answers).await, 0);
    assert_eq!(audited(world, "hear-reply").await, 1);
    siân.browser.open("/you/readers").await.must_say("Meera Shah");
    // The stranger is outside at once, and the code of the stolen letter opens nothing any more.
    assert_eq!(stranger.open("/reply/answer").await.path, "/reply");
    let again = by_code(world, &old, "Siân").await;
    assert!(again.page.errors()[0].contains("do not go together"));
    // The letters that wait now: the one that confirmed the stranger's answer, and the one with a new code.
    let page = printed(&mut steward).await.page;
    page.must_say("The links and codes in all our earlier messages");
    page.must_say("01632 960 001");
    let text = page.text();
    let (_, rest) = text.split_once("Your code: ").expect("a new code");
    let new = rest.split_whitespace().next().expect("a new code");
    assert_ne!(new, old);
    assert_eq!(page.html.matches("class=\"slip\"").count(), 1);
    let mut own = by_code(world, new, "Siân").await;
    own.click("Yes").await;
    own.press("Answer yes", &[("contact", "post")]).await;
    assert_eq!(count(world, answers).await, 1);
}

/// Names Mair, who accepts.
async fn helped(world: &World, siân: &mut Person) -> Visitor {
    siân.browser.open("/you/supporters").await;
    let fields = [
        ("supporter_name", "Mair"),
        ("supporter_email", "mair@helpers.example"),
        ("may", "words"),
    ];
    siân.browser.press("Ask them", &fields).await;
    let letter = world.letter("mair@helpers.example", "asks for your help").await;
    let mut mair = world.visitor();
    mair.open(&letter.link("/s/").replace(&world.address, "")).await;
    mair.press("I want to help", &[]).await;
    mair
}

async fn a_draft_is_read_out_and_their_yes_or_no_is_written_down(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let mut mair = helped(world, &mut siân).await;
    let mut steward = world.steward().await;
    let kept = "select count(*) from citizen_badge where words is not null";
    for (words, decision, number) in [("Knows every bus", "yes", 1), ("Sings in two choirs", "no", 1)] {
        mair.open("/supporting").await;
        let fields = [("own_words", words), ("kind", "skill")];
        mair.press("Save this for them to look at", &fields).await;
        world.clock.advance(MINUTE);
        let code = printed(&mut steward).await.code();
        let code = code.as_str();
        let browser = &mut steward.browser;
        browser.open("/steward/reply").await;
        let page = browser.press("Go on", &[("paper_code", code)]).await;
        page.must_say(words).must_say("Mair wrote");
        assert!(page.errors().is_empty(), "nothing was asked yet");
        browser
            .press("Write this down", &[("decision", decision)])
            .await
            .must_say("Choose how it reached us");
        let said = [
            ("decision", decision),
            ("how", "phone"),
            ("heard_by", "Meera Shah"),
        ];
        browser
            .press("Write this down", &said)
            .await
            .must_say("It is written down");
        assert_eq!(count(world, kept).await, number, "{words}");
        // The code has done its work: nothing can be decided twice.
        browser.open("/steward/reply").await;
        browser
            .press("Go on", &[("paper_code", code)])
            .await
            .must_say("No letter has this code");
    }
    let heard =
        "select count(*) from heard where what = 'draft' and how = 'phone' and heard_by = 'Meera Shah'";
    assert_eq!(count(world, heard).await, 2);
    assert_eq!(audited(world, "hear-draft").await, 2);
    assert_eq!(audited(world, "read-draft").await, 4, "each showing is noted");
    let page = siân.browser.open("/you/readers").await;
    page.must_say("Opened what somebody who helps you wrote");
    page.must_say("Wrote down your yes or no");
}

async fn one_code_leads_to_every_draft_that_waits(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    let mut mair = helped(world, &mut siân).await;
    let written = ["Knows every bus", "Sings in two choirs"];
    for words in written {
        mair.open("/supporting").await;
        let fields = [("own_words", words), ("kind", "skill")];
        mair.press("Save this for them to look at", &fields).await;
        world.clock.advance(MINUTE);
    }
    let mut steward = world.steward().await;
    let code = printed(&mut steward).await.code();
    let code = code.as_str();
    let browser = &mut steward.browser;
    let said = [("decision", "yes"), ("how", "phone"), ("heard_by", "Meera Shah")];
    for words in written {
        browser.open("/steward/reply").await;
        let page = browser.press("Go on", &[("paper_code", code)]).await;
        page.must_say(words);
        browser
            .press("Write this down", &said)
            .await
            .must_say("It is written down");
    }
    let kept = "select count(*) from citizen_badge where words is not null";
    assert_eq!(count(world, kept).await, 2);
    browser.open("/steward/reply").await;
    browser
        .press("Go on", &[("paper_code", code)])
        .await
        .must_say("No letter has this code");
}
