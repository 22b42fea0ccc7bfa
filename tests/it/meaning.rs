//! The meaning pack in a running service: what texts mean is learnt in the background, and forgotten with them.

use std::path::PathBuf;

use alongside::{
    app::App,
    badge::{Kind, Visibility},
    citizen::{self, Citizen, ConsentPurpose},
    config::Config,
    frontend::Language,
    matching::{By, Matcher, Meaning, meaning},
    opportunity::{self, Opportunity},
};

use crate::support::{
    Store, World,
    people::{self, Person},
    stories,
};

stories!(
    other_words_of_the_same_meaning_are_found_once_they_are_learnt,
    a_vector_goes_with_the_text,
    vectors_of_another_model_are_made_anew,
    a_steward_reads_that_meaning_is_off,
);

/// The pack, where `tests/prepare.sh` brought it.
fn pack() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/meaning")
}

async fn matcher(world: &World) -> Matcher {
    let directory = world.folder().join("with-meaning");
    let meaning = Some(Meaning::load(&pack()).expect("the pack"));
    let (database, clock) = (world.database().clone(), world.clock.clone());
    Matcher::open_with(database, &directory, clock, [7; 32], meaning)
        .await
        .expect("the index opens")
}

async fn learn(matcher: &Matcher) {
    while matcher.learn().await.expect("learnt") {}
    matcher.learn().await.expect("learnt");
}

async fn brewer(world: &World) -> Person {
    let change = |citizen: &mut Citizen| {
        let mut skill = people::declared("public-speaking", Kind::Skill, Visibility::Matching, world.now());
        (skill.badge, skill.words) = (None, Some("Brewed my own beer".into()));
        citizen.badges = vec![skill];
    };
    world.citizen_with("Bob", change).await
}

async fn seeks_ale(world: &World) -> Opportunity {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let change = |opportunity: &mut Opportunity| {
        opportunity.seeks.truncate(1);
        opportunity.seeks[0].kind = Kind::Skill;
        opportunity.seeks[0].badge = None;
        opportunity.seeks[0].words = Some("making ale".into());
    };
    let id = world
        .opportunity_with(&officer, "What should the fair offer?", change)
        .await;
    let found = opportunity::records::load(world.database(), id)
        .await
        .expect("read");
    found.expect("there")
}

async fn other_words_of_the_same_meaning_are_found_once_they_are_learnt(world: &World) {
    let (bob, asked) = (brewer(world).await, seeks_ale(world).await);
    let bob = citizen::records::load(world.database(), bob.id)
        .await
        .expect("read");
    let bob = bob.expect("there");
    let matcher = matcher(world).await;
    assert!(matcher.fit(&bob, &asked).await.expect("a turn").is_none());
    assert!(matcher.for_citizen(&bob).await.expect("a turn").is_empty());
    learn(&matcher).await;
    let fit = matcher
        .fit(&bob, &asked)
        .await
        .expect("a turn")
        .expect("they fit");
    let reason = &fit.reasons[0];
    assert_eq!(
        (reason.by, reason.because.as_str()),
        (By::Meaning, "Brewed my own beer")
    );
    // The board was told, and the index finds what the board finds.
    let offered = matcher.for_citizen(&bob).await.expect("a turn");
    assert_eq!(offered.first().map(|first| first.opportunity), Some(asked.id));
    let status = matcher.meaning().expect("the pack is in use");
    assert_eq!(status.waiting, 0);
    assert!(
        status.model.starts_with("all-MiniLM-L6-v2-int8-"),
        "{}",
        status.model
    );
    // Another node finds in the database what this one learnt.
    let rows = world.digest().await.rows("text_vectors");
    assert_eq!(rows, status.texts);
}

async fn a_vector_goes_with_the_text(world: &World) {
    let matcher = matcher(world).await;
    learn(&matcher).await;
    let of_catalogue = world.digest().await.rows("text_vectors");
    let (erased, withdrew) = (brewer(world).await, world.citizen("Siân").await);
    learn(&matcher).await;
    // Brewing; of both, what matters and what they did.
    assert_eq!(world.digest().await.rows("text_vectors"), of_catalogue + 3);
    let mut transaction = world.database().begin().await.expect("a transaction");
    let trace = citizen::erasure::trace(&[7; 32], erased.id);
    citizen::erasure::records::erase(&mut transaction, erased.id, trace, world.now())
        .await
        .expect("erased");
    transaction.commit().await.expect("committed");
    learn(&matcher).await;
    assert_eq!(world.digest().await.rows("text_vectors"), of_catalogue + 2);
    let mut transaction = world.database().begin().await.expect("a transaction");
    let wishes = [(ConsentPurpose::Matching, false)];
    citizen::consent::records::update(
        &mut transaction,
        withdrew.id,
        &wishes,
        Language::English,
        world.now(),
    )
    .await
    .expect("withdrawn");
    transaction.commit().await.expect("committed");
    learn(&matcher).await;
    assert_eq!(world.digest().await.rows("text_vectors"), of_catalogue);
    assert_eq!(matcher.meaning().expect("in use").texts, of_catalogue);
}

async fn vectors_of_another_model_are_made_anew(world: &World) {
    brewer(world).await;
    learn(&matcher(world).await).await;
    let before = world.digest().await;
    world
        .run(
            "update text_vectors set model = 'older' where $1 = $1",
            uuid::Uuid::nil(),
        )
        .await;
    assert_ne!(world.digest().await, before);
    learn(&matcher(world).await).await;
    assert_eq!(world.digest().await, before);
    // Without the pack nobody would forget them with their texts.
    meaning::forget(world.database()).await.expect("forgotten");
    assert_eq!(world.digest().await.rows("text_vectors"), 0);
}

async fn a_steward_reads_that_meaning_is_off(world: &World) {
    let mut steward = world.steward().await;
    let page = steward.browser.open("/steward").await;
    page.must_say("Matching by meaning is off.");
}

#[test]
fn a_steward_reads_how_far_the_learning_has_come() {
    crate::support::tell_with(
        Store::Sqlite,
        |config| config.matching.meaning = pack(),
        async |world| {
            brewer(world).await;
            learn(&world.app.matcher).await;
            let mut steward = world.steward().await;
            let page = steward.browser.open("/steward").await;
            page.must_say("Matching by meaning is on, with the model all-MiniLM-L6-v2-int8-")
                .must_say("Texts that wait: 0.");
        },
    );
}

#[test]
fn a_folder_without_the_pack_stops_the_start_and_says_how_to_mend_it() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = Config::default();
    config.data.directory = folder.path().to_owned();
    config.matching.meaning = folder.path().join("nowhere");
    let clock = alongside::moment::Clock::real();
    let error = runtime.block_on(App::open(config, clock)).err().expect("refused");
    let error = format!("{error:#}");
    for word in [
        "matching.meaning",
        "ALONGSIDE_MEANING",
        "make meaning",
        "vocab.txt",
    ] {
        assert!(error.contains(word), "{word} is missing in {error}");
    }
}

#[test]
fn the_model_gives_the_vectors_that_another_runtime_gives() {
    let model = meaning::Model::load(&pack(), 2).expect("the pack");
    let texts = [
        "Looked after my husband with Parkinson's",
        "unpaid carers of people with long-term neurological conditions",
        "Chair of a lunch club",
        "",
        "[CLS] שלום नमस्ते 你好 🙂",
    ];
    let long = "We waited for eleven hours. ".repeat(200);
    let texts: Vec<&str> = texts.into_iter().chain([long.as_str()]).collect();
    let vectors = model.embed(&texts).expect("read");
    let cosine = |one: usize, other: usize| -> f32 {
        vectors[one]
            .iter()
            .zip(&vectors[other])
            .map(|(one, other)| one * other)
            .sum()
    };
    // By onnxruntime 1.31 with the same files.
    assert!((cosine(0, 1) - 0.440).abs() < 0.002, "{}", cosine(0, 1));
    assert!((cosine(2, 1) - 0.105).abs() < 0.002, "{}", cosine(2, 1));
    for vector in 0..texts.len() {
        assert!((cosine(vector, vector) - 1.0).abs() < 1e-4);
    }
    // A text alone and among others has the same vector.
    let alone = &model.embed(&texts[..1]).expect("read")[0];
    let apart = alone
        .iter()
        .zip(&vectors[0])
        .map(|(one, other)| (one - other).abs());
    assert!(apart.fold(0.0, f32::max) < 1e-4);
}
