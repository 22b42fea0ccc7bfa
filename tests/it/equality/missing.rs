//! Who is missing: in words, from bands, and never from a small number.

use alongside::{
    account::sessions,
    badge::{Kind, Visibility},
    citizen::{ConsentPurpose, consent},
    database::Database,
    equality::{Feature, population},
    frontend::Language,
    moment::DAY,
    opportunity::{Need, OpportunityId, Seek},
};

use super::answered;
use crate::support::{
    Store, Visitor, World,
    people::{Person, declared},
    stories,
};

stories!(
    a_steward_brings_figures_and_a_fault_changes_nothing,
    a_host_reads_in_words_who_is_missing,
    below_the_floor_one_person_more_changes_nothing,
    within_a_week_nobody_who_comes_or_goes_changes_a_word,
    only_those_who_agreed_are_counted,
    a_question_that_is_sensitive_already_is_not_asked,
    a_steward_works_it_out_for_everybody_once_a_week,
);

/// Figures for a place that is nowhere.
pub const FIGURES: &str = "feature,value,share,source
gender,woman,51,Invented
gender,man,48.5,Invented
disability,yes,18,\"Invented, too\"
disability,no,82,\"Invented, too\"
";

/// What is said of a feature that few answered.
const FEW: &str = "Too few people answered this to say anything.";

/// A world with these figures, an officer and an opportunity.
async fn place(world: &World) -> (Person, OpportunityId) {
    let shares = population::parse(FIGURES).expect("figures");
    let mut transaction = world.database().begin().await.expect("a transaction");
    population::records::replace(&mut transaction, &shares, world.now())
        .await
        .expect("kept");
    transaction.commit().await.expect("committed");
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity(&officer, "How should people come home from hospital?")
        .await;
    (officer, id)
}

/// So many women and men, who agreed to everything.
pub async fn people(world: &World, women: usize, men: usize) -> Vec<Person> {
    let mut all = Vec::new();
    for number in 0..women + men {
        let person = world.citizen(&format!("Person {number}")).await;
        let gender = if number < women { "woman" } else { "man" };
        answered(world, person.id, &[(Feature::Gender, gender)]).await;
        all.push(person);
    }
    all
}

/// What the host reads.
async fn page(officer: &mut Person, id: OpportunityId) -> String {
    let path = format!("/host/opportunity/{id}/missing");
    let page = officer.browser.open(&path).await;
    assert_eq!(page.status, 200);
    page.text()
}

async fn a_steward_brings_figures_and_a_fault_changes_nothing(world: &World) {
    let mut steward = world.steward().await;
    let browser = &mut steward.browser;
    browser.open("/steward").await;
    browser.click("Who is missing among all").await;
    browser.page.must_say("First, who lives here?");
    browser.click("Bring figures").await;
    browser.press("Keep these figures", &[("shares", "")]).await;
    assert_eq!(browser.page.errors(), ["Paste the table"]);
    browser.press("Keep these figures", &[("shares", FIGURES)]).await;
    browser.page.must_say("The figures are kept.");
    let before = world.digest().await;

    browser.open("/steward/population").await;
    let kept = browser.page.value("shares").unwrap_or_default();
    assert_eq!(
        population::parse(
            &kept
                .replace(" gender", "\ngender")
                .replace(" disability", "\ndisability")
        ),
        population::parse(FIGURES),
        "they come back as they were"
    );
    let wrong = FIGURES.replace("18", "eighteen").replace("woman", "women");
    browser.press("Keep these figures", &[("shares", &wrong)]).await;
    assert_eq!(
        browser.page.errors(),
        [
            "Line 2, column 2 (value): this feature has no value “women”. Look under “Features and values”",
            "Line 4, column 3 (share): “eighteen” is not a number from 0 to 100 with at most two decimals",
        ]
    );
    browser.page.must_say("eighteen");
    assert_eq!(world.digest().await, before);
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    for path in ["/steward/population", "/steward/missing"] {
        assert_eq!(officer.browser.get(path).await.status, 404);
    }
}

async fn a_host_reads_in_words_who_is_missing(world: &World) {
    let (mut officer, id) = place(world).await;
    people(world, 80, 10).await;
    officer.browser.open(&format!("/host/opportunity/{id}")).await;
    officer.browser.click("Who is missing?").await;
    let page = &officer.browser.page;
    page.must_say("Woman 51 More")
        .must_say("Man 48.5 Fewer than you would expect")
        .must_say("Source: Invented")
        .must_say(FEW);
    let mut stranger = world.officer("Nia", "Swansea Council").await;
    let path = format!("/host/opportunity/{id}/missing");
    assert_eq!(stranger.browser.get(&path).await.status, 404);
}

fn store_of(world: &World) -> Store {
    match world.database() {
        Database::Sqlite { .. } => Store::Sqlite,
        Database::Postgres(_) => Store::Postgres,
    }
}

async fn below_the_floor_one_person_more_changes_nothing(world: &World) {
    let mut read = Vec::new();
    for (women, men) in [(0, 0), (8, 0), (8, 1), (0, 9)] {
        let other = World::begin(store_of(world)).await;
        let (mut officer, id) = place(&other).await;
        people(&other, women, men).await;
        read.push(page(&mut officer, id).await);
        other.end().await;
    }
    assert_eq!(read[0].matches(FEW).count(), 2, "{}", read[0]);
    for other in &read[1..] {
        assert_eq!(*other, read[0]);
    }
}

async fn within_a_week_nobody_who_comes_or_goes_changes_a_word(world: &World) {
    let (mut officer, id) = place(world).await;
    let mut all = people(world, 40, 0).await;
    let first = page(&mut officer, id).await;
    assert!(first.contains("Woman 51 More"), "{first}");
    for person in all.drain(..35) {
        let mut browser = person.browser;
        browser.open("/you/equality").await;
        browser.press("Erase all my answers", &[]).await;
    }
    for number in 0..20 {
        let person = world.citizen(&format!("New {number}")).await;
        answered(world, person.id, &[(Feature::Gender, "man")]).await;
    }
    assert_eq!(page(&mut officer, id).await, first);
}

async fn only_those_who_agreed_are_counted(world: &World) {
    let (mut officer, id) = place(world).await;
    people(world, 9, 0).await;
    for purpose in [
        ConsentPurpose::Matching,
        ConsentPurpose::Counts,
        ConsentPurpose::Equality,
    ] {
        for number in 0..20 {
            let person = world.citizen(&format!("{} {number}", purpose.slug())).await;
            answered(world, person.id, &[(Feature::Gender, "man")]).await;
            let wish = [(purpose, false)];
            let mut transaction = world.database().begin().await.expect("a transaction");
            consent::records::update(&mut transaction, person.id, &wish, Language::English, world.now())
                .await
                .expect("withdrawn");
            transaction.commit().await.expect("committed");
        }
    }
    let text = page(&mut officer, id).await;
    assert_eq!(text.matches(FEW).count(), 2, "{text}");
}

async fn a_question_that_is_sensitive_already_is_not_asked(world: &World) {
    let (mut officer, _) = place(world).await;
    let sensitive = ["dementia", "substance-use", "domestic-abuse-survivor"];
    let id = world
        .opportunity_with(&officer, "A sensitive question", |opportunity| {
            let seek = |badge: &&str| Seek {
                kind: Kind::Experience,
                badge: Some((*badge).to_owned()),
                standpoint: None,
                words: None,
                need: Need::Must,
            };
            opportunity.seeks = sensitive.iter().map(seek).collect();
        })
        .await;
    for number in 0..40 {
        let person = world
            .citizen_with(&format!("Person {number}"), |citizen| {
                let now = citizen.created_at;
                let badge = |badge: &&str| declared(badge, Kind::Experience, Visibility::Matching, now);
                citizen.badges = sensitive.iter().map(badge).collect();
            })
            .await;
        answered(world, person.id, &[(Feature::Gender, "woman")]).await;
    }
    let reach = officer.browser.open(&format!("/host/opportunity/{id}")).await;
    reach.must_say("About ");
    let text = page(&mut officer, id).await;
    assert!(text.contains("We do not look at who they are besides."), "{text}");
    assert!(!text.contains("Woman"), "{text}");
}

async fn a_steward_works_it_out_for_everybody_once_a_week(world: &World) {
    place(world).await;
    people(world, 80, 10).await;
    let mut steward = world.steward().await;
    let browser = &mut steward.browser;
    let before = world.digest().await;
    browser.open("/steward/missing").await;
    browser.page.must_say("Not worked out yet this week");
    assert_eq!(world.digest().await, before, "looking changes nothing");
    browser.press("Work it out", &[]).await;
    browser.page.must_say("Man 48.5 Fewer than you would expect");
    let first = browser.page.text();
    for number in 0..30 {
        let person = world.citizen(&format!("New {number}")).await;
        answered(world, person.id, &[(Feature::Gender, "man")]).await;
    }
    browser.post("/steward/missing", &[]).await;
    browser.follow().await;
    assert_eq!(browser.page.text(), first);
    world.clock.advance(7 * DAY);
    let mut transaction = world.database().begin().await.expect("a transaction");
    let session = sessions::begin(&mut transaction, steward.id, true, world.now()).await;
    transaction.commit().await.expect("committed");
    let mut browser = Visitor::new(&world.address, Some(session.expect("a session").reveal()));
    browser.open("/steward/missing").await;
    browser.page.must_say("Not worked out yet this week");
}
