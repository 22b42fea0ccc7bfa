//! Thousands of generated pairs of a person and an opportunity, judged by a few lines of their own: nothing that
//! cannot be is ever returned, and everything that can be is reached, from both sides.

use std::collections::BTreeSet;

use alongside::{
    area,
    badge::Visibility,
    citizen::{self, Citizen, CitizenId, ConsentPurpose, Format, Time},
    matching::Matcher,
    moment::{DAY, HOUR, Moment},
    opportunity::{self, Opportunity},
};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use crate::support::{World, people, stories};

stories!(who_can_come_and_has_lived_it_is_found_and_nobody_else);

const PEOPLE: usize = 150;
const QUESTIONS: usize = 40;
/// None is broader than another, and no label says what another says.
const BADGES: [&str; 5] = [
    "hospital-discharge",
    "dementia",
    "debt",
    "blind-or-partially-sighted",
    "school-exclusion",
];
const AREAS: [&str; 6] = ["LS1", "LS6", "BD1", "YO1", "EH1", "CF10"];

async fn who_can_come_and_has_lived_it_is_found_and_nobody_else(world: &World) {
    let mut chance = ChaCha8Rng::seed_from_u64(11);
    let now = world.now();
    for number in 0..PEOPLE {
        world
            .citizen_with(&format!("Citizen {number}"), |citizen| {
                live(citizen, &mut chance, now);
            })
            .await;
    }
    let officer = world.officer("Omar", "Leeds City Council").await;
    let mut posted = Vec::new();
    for number in 0..QUESTIONS {
        let title = format!("Question {number}");
        let ask = |opportunity: &mut Opportunity| ask(opportunity, &mut chance, now);
        posted.push(world.opportunity_with(&officer, &title, ask).await);
    }
    let directory = world.folder().join("feasible");
    let matcher = Matcher::open(world.database().clone(), &directory, world.clock.clone(), [7; 32])
        .await
        .expect("the index opens");
    let ids = citizen::records::all_ids(world.database()).await.expect("read");
    let people = citizen::records::load_many(world.database(), &ids)
        .await
        .expect("read");
    let asked = opportunity::records::load_many(world.database(), &posted)
        .await
        .expect("read");
    let (mut met, mut unmet) = (0, 0);
    for opportunity in &asked {
        let pool = matcher.pool(opportunity).await.expect("a pool");
        let found: BTreeSet<CitizenId> = pool.people.iter().copied().collect();
        assert_eq!(found.len(), pool.people.len(), "nobody stands twice");
        for person in &people {
            let can = can_come(person, opportunity, now) && has_lived_it(person, opportunity);
            let what = || format!("{person:#?}\n{opportunity:#?}");
            assert_eq!(found.contains(&person.id), can, "{}", what());
            assert_eq!(pool.reasons(person).is_some(), can, "{}", what());
            let close = matcher.for_citizen(person).await.expect("a turn");
            let offered = close.iter().any(|close| close.opportunity == opportunity.id);
            let takes = opportunity.reply_by.is_none_or(|until| until > now);
            assert_eq!(offered, can && takes, "{}", what());
            if can { met += 1 } else { unmet += 1 }
        }
    }
    assert!(met > 100 && unmet > 3000, "{met} pairs fit, {unmet} do not");
}

fn live(citizen: &mut Citizen, chance: &mut ChaCha8Rng, now: Moment) {
    citizen.area = AREAS
        .choose(chance)
        .filter(|_| chance.random_bool(0.9))
        .map(|area| (*area).into());
    citizen.travel_km = [None, Some(0), Some(5), Some(15), Some(40), Some(500)][chance.random_range(0..6)];
    citizen.formats = some_of(Format::ALL, chance);
    citizen.times = some_of(Time::ALL, chance);
    citizen.paused_until =
        [None, None, None, Some(now.plus(-DAY)), Some(now.plus(DAY))][chance.random_range(0..5)];
    if chance.random_bool(0.15) {
        citizen
            .consents
            .retain(|purpose| *purpose != ConsentPurpose::Matching);
    }
    citizen
        .badges
        .retain(|badge| badge.badge.as_deref() == Some("public-speaking"));
    for slug in some_of(&BADGES, chance) {
        let visibility = Visibility::ALL[chance.random_range(0..Visibility::ALL.len())];
        let kind = alongside::badge::Kind::Experience;
        citizen.badges.push(people::declared(slug, kind, visibility, now));
    }
}

fn ask(opportunity: &mut Opportunity, chance: &mut ChaCha8Rng, now: Moment) {
    opportunity.area = AREAS
        .choose(chance)
        .filter(|_| chance.random_bool(0.8))
        .map(|area| (*area).into());
    opportunity.within_km = [None, Some(5), Some(15), Some(40), Some(500)][chance.random_range(0..5)];
    opportunity.formats = some_of(Format::ALL, chance);
    opportunity.times = some_of(Time::ALL, chance);
    opportunity.reply_by = [None, Some(now.plus(HOUR)), Some(now.plus(-HOUR))][chance.random_range(0..3)];
    opportunity.seeks.truncate(1);
    opportunity.seeks[0].badge = BADGES.choose(chance).map(|slug| (*slug).into());
    opportunity.seeks[0].standpoint = chance.random_bool(0.3).then(|| "young-carer".into());
}

/// Some members in their order; often none, which says nothing.
fn some_of<T: Copy>(all: &[T], chance: &mut ChaCha8Rng) -> Vec<T> {
    let likely = [0.0, 0.4, 0.7][chance.random_range(0..3)];
    all.iter()
        .filter(|_| chance.random_bool(likely))
        .copied()
        .collect()
}

/// Consent, pause, ways, times and distance, as product and README say them.
fn can_come(person: &Citizen, opportunity: &Opportunity, now: Moment) -> bool {
    let paused = person.paused_until.is_some_and(|until| until > now);
    let consents = person.consents.contains(&ConsentPurpose::Matching);
    let mut shared = person
        .formats
        .iter()
        .filter(|format| opportunity.formats.contains(format));
    let unsaid = person.formats.is_empty() || opportunity.formats.is_empty();
    let afar = shared.clone().any(|format| *format != Format::InPerson);
    let times = person.times.is_empty()
        || opportunity.times.is_empty()
        || person.times.iter().any(|time| opportunity.times.contains(time));
    let km = person
        .area
        .as_deref()
        .zip(opportunity.area.as_deref())
        .and_then(|(home, venue)| area::distance_km(home, venue));
    let within = |limit: Option<i64>| match (km, limit) {
        (Some(km), Some(limit)) => km <= f64::from(i32::try_from(limit).expect("kilometres")),
        _ => true,
    };
    let near = within(person.travel_km) && within(opportunity.within_km);
    consents && !paused && (unsaid || shared.next().is_some()) && times && (afar || near)
}

/// The badge that is sought, not hidden, and not from another standpoint than the one that is sought.
fn has_lived_it(person: &Citizen, opportunity: &Opportunity) -> bool {
    let seek = &opportunity.seeks[0];
    let mut badges = person.badges.iter();
    badges.any(|badge| {
        badge.badge == seek.badge
            && badge.visibility != Visibility::Hidden
            && (seek.standpoint.is_none() || badge.standpoint == seek.standpoint)
    })
}
