//! What else a service asks the index, and how soon it knows of a change.

use std::{path::Path, time::Instant};

use alongside::{
    badge::Kind,
    matching::{
        basis::Basis,
        index::{self, Fields, Subject},
        person::Person,
        profile::{Held, Posting, Profile, Sought},
        ranking::Wanted,
        retrieval::Reading,
        vocabulary,
        words::Query,
    },
    opportunity::Need,
};
use anyhow::ensure;
use tantivy::IndexWriter;

use super::{
    build,
    measure::{ThreadClock, Times, progress},
    people::World,
    search::Ours,
    table::Table,
};

/// Nobody with weaker evidence for a must gets into a pool.
const POOL_FLOOR: f32 = 0.5;
/// What an index that is kept up writes with.
const MEMORY: usize = 50_000_000;
/// So many requests of each kind.
const REQUESTS: u64 = 1000;
/// So many changes, one after the other.
const CHANGES: u64 = 100;

/// CPU time of requests, without the page and the database around them.
pub fn requests(folder: &Path, world: &World, people: u64) -> anyhow::Result<Table> {
    progress("pools, searches for opportunities, linking");
    let ours = Ours::open(folder)?;
    let basis = build::basis(folder)?;
    let mut clock = ThreadClock::new()?;
    let (mut pool, mut search, mut linking) = (Times::default(), Times::default(), Times::default());
    drop(vocabulary::link("dementia", None));
    for number in 0..REQUESTS {
        let posting = world.opportunity(number);
        let (found, took) = clock.time(|| in_pool(&ours.reading, &posting, &basis))?;
        found?;
        pool.push(took);
        let words = world.question(number);
        let (found, took) = clock.time(|| matching_opportunities(&ours.reading, &words, &basis))?;
        found?;
        search.push(took);
        let (_, took) = clock.time(|| vocabulary::link(&words, None))?;
        linking.push(took);
    }
    let mut table = Table::new(
        format!(
            "Requests, {people} people and {} open opportunities in one index",
            build::OPPORTUNITIES
        ),
        &["request", "CPU µs mean", "p50", "p99"],
    );
    table.row("the pool of an opportunity", pool.cells(1.0));
    table.row("searching opportunities by 1 to 4 words", search.cells(1.0));
    table.row("linking own words to badges", linking.cells(1.0));
    Ok(table)
}

fn in_pool(reading: &Reading, posting: &Posting, basis: &Basis) -> tantivy::Result<usize> {
    let wanted = Wanted::new(posting, basis);
    let mut people = Vec::new();
    reading.each(&wanted, Subject::Person, POOL_FLOOR, |found| {
        people.push((found.id, found.closeness.fit));
    })?;
    people.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(people.len())
}

fn matching_opportunities(reading: &Reading, words: &str, basis: &Basis) -> tantivy::Result<usize> {
    let (short, long) = (Query::new(words, &basis.short), Query::new(words, &basis.long));
    let mut found = Vec::new();
    reading.scores(Subject::Opportunity, &short, &long, |id, short, long| {
        found.push((short + 0.5 * long, id));
    })?;
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    Ok(found.len())
}

/// From a change in hand to a search that finds it, on disk: wall time.
pub fn freshness(folder: &Path, world: &World, people: u64) -> anyhow::Result<Table> {
    progress("changing people one by one");
    let mut ours = Ours::open(folder)?;
    let basis = build::basis(folder)?;
    let mut writer: IndexWriter = ours.index.writer_with_num_threads(1, MEMORY)?;
    let mut times = Times::default();
    for number in 0..CHANGES {
        let rare = format!("qu{number}xyz");
        let person = changed(world, number * (people / CHANGES).max(1) % people, &rare);
        let start = Instant::now();
        change(&mut writer, &ours.fields, &person)?;
        ours.reader.reload()?;
        ours.reading = Reading::new(&ours.reader.searcher(), &ours.fields, Some(&ours.reading))?;
        let found = ours
            .reading
            .top(&Wanted::new(&asks_for(&rare), &basis), Subject::Person, 100)?;
        times.push_wall(start);
        ensure!(
            found.len() == 1 && found[0].id == build::id(&person),
            "change {number} was not found: {found:?}"
        );
    }
    writer.wait_merging_threads()?;
    let mut table = Table::new(
        format!("One change until it is found, {people} people"),
        &["", "wall ms mean", "p50", "p99"],
    );
    table.row("delete, add, commit, reload, search", times.cells(1e3));
    table.note(format!(
        "{CHANGES} changes, each committed to disk; a service looks for changes every 250 ms."
    ));
    Ok(table)
}

fn changed(world: &World, number: u64, rare: &str) -> Profile {
    let mut profile = world.person(number);
    profile.badges.push(Held {
        kind: Kind::Skill,
        badge: None,
        words: Some(rare.to_owned()),
        standpoint: None,
    });
    profile
}

fn change(writer: &mut IndexWriter, fields: &Fields, changed: &Profile) -> tantivy::Result<()> {
    let entry = fields.of_person(Subject::Person, build::id(changed), Person::new(changed));
    let key = fields.subject_term(Subject::Person, build::id(changed));
    index::put(writer, vec![key], fields.documents(&entry))?;
    writer.commit()?;
    Ok(())
}

fn asks_for(word: &str) -> Posting {
    Posting {
        id: "asks".to_owned(),
        seeks: vec![Sought {
            kind: Kind::Skill,
            badge: None,
            standpoint: None,
            words: Some(word.to_owned()),
            need: Need::Must,
        }],
        ..Posting::default()
    }
}
