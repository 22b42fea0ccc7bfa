//! Two nodes on one database: one has followed ten thousand changes, the other was just built. Nobody who asks
//! can tell which of them answers.

use alongside::{
    badge::{Kind, Visibility, catalogue},
    citizen::{
        self, CitizenId, Contribution, Declared, declared,
        erasure::{self, records::erase},
    },
    database::Transaction,
    matching::{self, CardQuery, Matcher, OpportunityQuery},
    moment::{DAY, Moment},
    opportunity::{self, OpportunityId},
};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use crate::support::{World, people, stories};

stories!(a_node_that_followed_and_one_just_built_give_the_same_bytes);

const CHANGES: usize = 10_000;
const AT_ONCE: usize = 500;
const WORDS: [&str; 12] = [
    "kidney", "clinic", "stairs", "carer", "night", "debt", "damp", "bus", "school", "ward", "pain",
    "letters",
];
const AREAS: [&str; 5] = ["LS6", "LS1", "BD1", "YO1", "EH1"];

async fn a_node_that_followed_and_one_just_built_give_the_same_bytes(world: &World) {
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    let officer = world.officer("Omar", "Leeds City Council").await;
    let mut posted = Vec::new();
    for number in 0..8 {
        let sought = badge(&mut chance);
        let words = words(&mut chance);
        let title = format!("Question {number}");
        let asked = world.opportunity_with(&officer, &title, |opportunity| {
            let seek = &mut opportunity.seeks[0];
            (seek.kind, seek.badge, seek.standpoint) =
                (sought.0, (number % 2 == 0).then_some(sought.1), None);
            seek.words = (number % 2 == 1).then_some(words);
        });
        posted.push(asked.await);
    }
    let mut people = Vec::new();
    for number in 0..120 {
        people.push(world.citizen(&format!("Citizen {number}")).await.id);
    }
    let followed = matcher(world, "followed").await;
    for _ in 0..CHANGES / AT_ONCE {
        let mut transaction = world.database().begin().await.expect("a transaction");
        for _ in 0..AT_ONCE {
            change(&mut transaction, &mut people, &mut chance, world.now())
                .await
                .expect("written");
        }
        transaction.commit().await.expect("committed");
        followed.catch_up().await.expect("followed");
    }
    let built = matcher(world, "built").await;
    let (one, other) = (
        seen(world, &followed, &posted).await,
        seen(world, &built, &posted).await,
    );
    assert!(
        people.len() > 40 && one.len() > 20_000,
        "{} people, {} bytes",
        people.len(),
        one.len()
    );
    assert!(one == other, "two nodes give two answers");

    // Another snapshot of term statistics reaches both.
    matching::reindex(world.database(), &world.folder().join("built"), world.now())
        .await
        .expect("built");
    followed.catch_up().await.expect("followed");
    built.catch_up().await.expect("followed");
    let weighed = seen(world, &followed, &posted).await;
    assert!(weighed != one, "the snapshot weighs words");
    assert!(
        weighed == seen(world, &built, &posted).await,
        "two nodes give two answers"
    );
}

async fn matcher(world: &World, folder: &str) -> Matcher {
    let directory = world.folder().join(folder);
    Matcher::open(world.database().clone(), &directory, world.clock.clone(), [7; 32])
        .await
        .expect("the index opens")
}

fn badge(chance: &mut ChaCha8Rng) -> (Kind, String) {
    let badge = catalogue().badges()[..40].choose(chance).expect("a badge");
    (badge.kind, badge.slug.clone())
}

fn words(chance: &mut ChaCha8Rng) -> String {
    let words: Vec<&str> = (0..6).filter_map(|_| WORDS.choose(chance).copied()).collect();
    words.join(" ")
}

/// One change of one person, who may be erased by it.
async fn change(
    transaction: &mut Transaction,
    people: &mut Vec<CitizenId>,
    chance: &mut ChaCha8Rng,
    now: Moment,
) -> sqlx::Result<()> {
    let place = chance.random_range(0..people.len());
    let person = people[place];
    match chance.random_range(0..100) {
        0..30 => {
            let area = AREAS.choose(chance).map(|area| (*area).to_owned());
            citizen::records::update_place(transaction, person, area, Some(30), now).await
        }
        30..50 => {
            let until = chance.random_bool(0.3).then(|| now.plus(DAY));
            citizen::records::update_pause(transaction, person, until, now).await
        }
        50..70 => {
            let told = Contribution {
                id: citizen::ContributionId::new(now),
                kind: "told-own-story".into(),
                words: words(chance),
                year: None,
            };
            declared::records::insert_contribution(transaction, person, &told, now).await
        }
        70 if people.len() > 60 => {
            people.swap_remove(place);
            erase(transaction, person, erasure::trace(&[7; 32], person), now)
                .await
                .map(drop)
        }
        _ => {
            let known = citizen::records::load(&mut *transaction, person).await?;
            if let Some(old) = known.iter().flat_map(|person| &person.badges).nth(4) {
                declared::records::delete_badge(transaction, person, old.id, now).await?;
            }
            let (kind, slug) = badge(chance);
            let visibility = [Visibility::Searchable, Visibility::Matching, Visibility::Hidden];
            let more = Declared {
                words: chance.random_bool(0.5).then(|| words(chance)),
                ..people::declared(&slug, kind, visibility[chance.random_range(0..3)], now)
            };
            declared::records::insert_badge(transaction, person, &more, now)
                .await
                .map(drop)
        }
    }
}

/// Everything that anybody is shown by a matcher.
async fn seen(world: &World, matcher: &Matcher, posted: &[OpportunityId]) -> String {
    let mut seen = Vec::new();
    for opportunity in opportunity::records::load_many(world.database(), posted)
        .await
        .expect("read")
    {
        let pool = matcher.pool(&opportunity).await.expect("a pool");
        let people: Vec<String> = pool.people.iter().map(ToString::to_string).collect();
        let cards = matcher.cards(&opportunity, 1000).await.expect("cards");
        seen.push(json!({"pool": people, "cards": cards}));
    }
    for words in WORDS {
        let query = CardQuery {
            words: words.into(),
            ..CardQuery::default()
        };
        seen.push(json!(matcher.search_cards(&query, 1000).await.expect("cards")));
        let query = OpportunityQuery {
            words: words.into(),
            ..OpportunityQuery::default()
        };
        seen.push(json!(matcher.search_opportunities(&query).expect("found")));
    }
    let ids = citizen::records::all_ids(world.database()).await.expect("read");
    for person in citizen::records::load_many(world.database(), &ids)
        .await
        .expect("read")
    {
        let close = matcher.for_citizen(&person).await.expect("a turn");
        seen.extend(
            close
                .iter()
                .map(|close| json!([close.opportunity, close.closeness, close.reasons])),
        );
    }
    serde_json::to_string(&seen).expect("JSON")
}
