//! Equality answers: what people choose to say so that a group can look like its place.

mod apart;
pub mod missing;

use alongside::{
    account::AccountId,
    citizen::{self, ConsentPurpose},
    equality::{Answers, Feature, PREFER_NOT_TO_SAY, records},
};

use crate::support::{World, stories};

stories!(
    somebody_answers_some_questions_and_leaves_others,
    an_answer_is_changed_taken_away_and_all_are_erased,
    withdrawing_the_consent_erases_the_answers_at_once,
    unticking_the_consent_says_that_the_answers_are_gone,
    nothing_is_asked_or_kept_without_the_consent,
    staff_and_paper_do_not_ask,
);

const HERE: &str = "/you/equality";

/// Lets somebody answer, as their page does.
pub async fn answered(world: &World, id: AccountId, said: &[(Feature, &str)]) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    for (feature, value) in said {
        let choice = feature.choice(value).expect("a choice");
        let kept = records::answer(&mut transaction, id, *feature, Some(choice), world.now()).await;
        assert!(kept.expect("an answer"), "{value} is kept");
    }
    transaction.commit().await.expect("committed");
}

/// What a group may be balanced by.
async fn known(world: &World, id: AccountId) -> Option<Answers> {
    let mut found = records::of(world.database(), &[id]).await.expect("answers");
    found.remove(&id)
}

async fn rows(world: &World) -> usize {
    world.digest().await.rows("equality_answer")
}

async fn somebody_answers_some_questions_and_leaves_others(world: &World) {
    let mut person = world
        .citizen_with("Siân", |citizen| {
            citizen.consents.retain(|one| *one != ConsentPurpose::Equality);
        })
        .await;
    let browser = &mut person.browser;
    browser.open("/you").await;
    browser.click("Your equality answers").await;
    browser.page.must_say("you can still be drawn");
    browser.page.must_say("May we ask you?");
    browser.press("I agree, ask me", &[]).await;
    assert_eq!(browser.page.heading(), "How old are you?");
    browser.page.must_say("Question 1 of 5");
    browser.press("Save and go on", &[("equality", "35-44")]).await;
    assert_eq!(browser.page.heading(), "What is your gender?");
    browser
        .press("Save and go on", &[("equality", PREFER_NOT_TO_SAY)])
        .await;
    assert_eq!(browser.page.heading(), "What is your ethnic group?");
    browser.press("Save and go on", &[]).await;
    browser.press("Save and go on", &[("equality", "yes")]).await;
    browser.press("Save and go on", &[]).await;
    let page = &browser.page;
    page.must_say("Saved")
        .must_say("Your age 35 to 44")
        .must_say("Your gender I would rather not say")
        .must_say("Your ethnic group No answer")
        .must_say("Disability Yes");

    let answers = known(world, person.id).await.expect("answers");
    assert_eq!(answers.value(Feature::Age), Some("35-44"));
    assert_eq!(answers.value(Feature::Disability), Some("yes"));
    for unsaid in [Feature::Gender, Feature::Ethnicity, Feature::Area] {
        assert_eq!(answers.value(unsaid), None, "{unsaid:?}: not saying is no value");
    }
    assert_eq!(rows(world).await, 3);
}

async fn an_answer_is_changed_taken_away_and_all_are_erased(world: &World) {
    let mut person = world.citizen("Huw").await;
    answered(world, person.id, &[(Feature::Age, "65-74"), (Feature::Area, "1")]).await;
    let browser = &mut person.browser;
    browser.open(HERE).await;
    browser.click("Change: Your age").await;
    assert_eq!(browser.page.value("round"), None, "one question and back");
    browser.press("Save", &[("equality", "75-and-over")]).await;
    browser.page.must_say("Your age 75 or over");
    let before = world.digest().await;
    browser.get(&format!("{HERE}/age")).await;
    browser.press("Save", &[("equality", "75-and-over")]).await;
    assert_eq!(
        world.digest().await,
        before,
        "the same answer twice is one answer"
    );

    browser
        .post(&format!("{HERE}/age"), &[("equality", "methuselah")])
        .await;
    assert_eq!(browser.page.errors(), ["Choose one of these, or leave it empty"]);
    browser.open(&format!("{HERE}/age")).await;
    browser.press("Take this answer away", &[]).await;
    browser.page.must_say("We took this answer away.");
    browser.page.must_say("Your age No answer");
    assert_eq!(rows(world).await, 1);

    browser.press("Erase all my answers", &[]).await;
    browser.page.must_say("Your equality answers are erased.");
    assert_eq!(rows(world).await, 0);
    browser.page.must_say("Answer the questions");
}

async fn withdrawing_the_consent_erases_the_answers_at_once(world: &World) {
    let mut person = world.citizen("Nia").await;
    let other = world.citizen("Ann").await;
    for id in [person.id, other.id] {
        answered(world, id, &[(Feature::Age, "25-34"), (Feature::Gender, "woman")]).await;
    }
    let browser = &mut person.browser;
    browser.open("/you/consents").await;
    let give_up = "I do not agree any more: Use your equality answers";
    browser.press(give_up, &[]).await;
    browser
        .page
        .must_say("We stopped, and erased your equality answers.");
    assert_eq!(known(world, person.id).await, None);
    assert_eq!(rows(world).await, 2, "the other's stay");

    browser.open("/you/consents").await;
    browser.press("I agree: Use your equality answers", &[]).await;
    browser.page.must_say("leave them empty");
    assert_eq!(known(world, person.id).await, None, "they do not come back");
    let wrong = alongside::check::database(world.database(), world.now()).await;
    assert_eq!(wrong.expect("checked"), [""; 0]);
}

async fn unticking_the_consent_says_that_the_answers_are_gone(world: &World) {
    let mut person = world.citizen("Nia").await;
    answered(world, person.id, &[(Feature::Age, "25-34")]).await;
    person.browser.open("/you/consent").await;
    person.browser.press("Save", &[("consent", "matching")]).await;
    person
        .browser
        .page
        .must_say("We stopped, and erased your equality answers.");
    assert_eq!(rows(world).await, 0);
    let whole = citizen::records::load(world.database(), person.id).await;
    let whole = whole.expect("a reading").expect("a person");
    assert_eq!(whole.consents, [ConsentPurpose::Matching]);
}

async fn nothing_is_asked_or_kept_without_the_consent(world: &World) {
    let mut person = world
        .citizen_with("Siân", |citizen| citizen.consents.clear())
        .await;
    let browser = &mut person.browser;
    browser.open(&format!("{HERE}/age")).await;
    assert_eq!(browser.page.path, HERE, "the question is not asked");
    browser
        .post(&format!("{HERE}/age"), &[("equality", "25-34")])
        .await;
    assert_eq!(rows(world).await, 0);

    // Answers that a withdrawal had left behind would still be of no use, and be found.
    let stray = "insert into equality_answer (citizen_id, feature, value, at) values ($1, 'age', '25-34', 5)";
    world.run(stray, person.id.0).await;
    assert_eq!(known(world, person.id).await, None);
    let wrong = alongside::check::database(world.database(), world.now()).await;
    let wrong = wrong.expect("checked").join("\n");
    assert!(
        wrong.contains("equality answers are kept without a consent"),
        "{wrong}"
    );
}

async fn staff_and_paper_do_not_ask(world: &World) {
    let mut steward = world.steward().await;
    for (browser, path) in [
        (&mut steward.browser, "/steward/register"),
        (&mut world.visitor(), "/paper-form"),
    ] {
        let page = browser.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        page.must_say("Use figures for research");
        assert!(!page.says("Use your equality answers"), "{path} asks");
    }
}
