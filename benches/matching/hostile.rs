//! Searches as nobody types them, over everything a service searches: none may take long.

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use alongside::{
    badge::Kind,
    matching::{
        basis::Basis,
        index::{self, Fields, Subject},
        person::Person,
        profile::{Posting, Profile, Sought},
        ranking::Wanted,
        retrieval::Reading,
        vocabulary,
        words::Query,
    },
    opportunity::Need,
};
use anyhow::ensure;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tantivy::{Index, IndexReader, IndexWriter};

use super::{
    build,
    measure::{ThreadClock, Times, digits, float, progress},
    people::World,
    table::Table,
};

#[path = "../../tests/it/hostile.rs"]
mod words;

/// So long without `FUZZ_SECONDS`, seconds.
const SHORT: u64 = 60;
/// No question may take more CPU time than this.
const MOST: Duration = Duration::from_millis(100);
/// So often a question may be asked that took longer.
const AGAIN: usize = 3;

/// Asks hostile questions for `FUZZ_SECONDS`; fails when one takes longer than it may.
pub fn questions(folder: &Path, world: &World, people: u64) -> anyhow::Result<Table> {
    let reading = built(&folder.join("hostile"), world, people)?;
    let asked = std::env::var("FUZZ_SECONDS").ok();
    let seconds = asked.and_then(|text| text.parse().ok()).unwrap_or(SHORT);
    progress(&format!("hostile searches over {people} people for {seconds} s"));
    let basis = Basis::of_catalogue();
    let mut clock = ThreadClock::new()?;
    let mut random = ChaCha8Rng::seed_from_u64(people);
    let mut all: [(&str, Times); 4] = [
        ("what words mean, and what was meant", Times::default()),
        ("citizens search opportunities", Times::default()),
        ("hosts search cards", Times::default()),
        ("a posting for people", Times::default()),
    ];
    let until = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < until {
        let words = words::hostile(&mut random);
        let cards = posting(&words, [Need::Helps; 2]);
        let need = [Need::Must, Need::Helps][random.random_range(0..2)];
        let people = posting(&words, [Need::Must, need]);
        for (place, (_, times)) in all.iter_mut().enumerate() {
            let mut took = u64::MAX;
            // Whatever else the machine does may slow one question down, not three times the same.
            for _ in 0..AGAIN {
                let (done, now) = clock.time(|| ask(place, &words, (&cards, &people), &reading, &basis))?;
                done?;
                took = took.min(now);
                if Duration::from_nanos(took) <= MOST {
                    break;
                }
            }
            times.push(took);
            ensure!(
                Duration::from_nanos(took) <= MOST,
                "{} ms for {words:?}",
                float(took) / 1e6
            );
        }
    }
    let mut table = Table::new(
        format!("Hostile searches, {people} people with cards, {seconds} s"),
        &["question", "CPU ms mean", "p50", "p99", "most", "asked"],
    );
    for (name, times) in &all {
        let mut cells = times.cells(1e3).to_vec();
        cells.push(digits(times.percentile(100) / 1e3));
        cells.push(times.len().to_string());
        table.row(*name, cells);
    }
    Ok(table)
}

/// Puts one of the four questions.
fn ask(
    place: usize,
    words: &str,
    (cards, people): (&Posting, &Posting),
    reading: &Reading,
    basis: &Basis,
) -> tantivy::Result<()> {
    match place {
        0 => {
            black_box(vocabulary::did_you_mean(words));
            black_box(vocabulary::suggest(words, None, 10));
            black_box(vocabulary::link(words, None));
            Ok(())
        }
        1 => among_opportunities(reading, words, basis),
        2 => reading.each(&Wanted::new(cards, basis), Subject::Card, 0.0, |_| ()),
        _ => reading
            .top(&Wanted::new(people, basis), Subject::Person, 100)
            .map(drop),
    }
}

fn among_opportunities(reading: &Reading, words: &str, basis: &Basis) -> tantivy::Result<()> {
    let (short, long) = (Query::new(words, &basis.short), Query::new(words, &basis.long));
    reading.scores(Subject::Opportunity, &short, &long, |_, _, _| ())
}

/// Seeks what the words say among experience and among skills.
fn posting(words: &str, needs: [Need; 2]) -> Posting {
    let seeks = Kind::ALL.iter().zip(needs).map(|(kind, need)| Sought {
        kind: *kind,
        badge: None,
        standpoint: None,
        words: Some(words.to_owned()),
        need,
    });
    Posting {
        id: "hostile".to_owned(),
        seeks: seeks.collect(),
        ..Posting::default()
    }
}

/// An index of everybody, of everybody's card and of the opportunities.
fn built(folder: &Path, world: &World, people: u64) -> anyhow::Result<Reading> {
    let fields = Fields::new();
    if !folder.join("meta.json").exists() {
        progress(&format!("building the index of {people} people with their cards"));
        let index = build::create(&fields, folder)?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, build::MEMORY)?;
        for number in 0..people {
            let profile = world.person(number);
            let mut documents = Vec::new();
            for (subject, profile) in [(Subject::Person, &profile), (Subject::Card, &card(&profile))] {
                let entry = fields.of_person(subject, build::id(profile), Person::new(profile));
                documents.extend(fields.documents(&entry));
            }
            index::put(&writer, Vec::new(), documents)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        build::add_opportunities(&index, &fields, world)?;
    }
    let index = Index::open_in_dir(folder)?;
    Fields::register(&index);
    let reader: IndexReader = index.reader()?;
    Ok(Reading::new(&reader.searcher(), &fields, None)?)
}

/// What a host may know of somebody.
fn card(profile: &Profile) -> Profile {
    let mut card = profile.clone();
    card.contributions.clear();
    card.matters = None;
    card.motives.clear();
    for held in &mut card.badges {
        held.words = None;
        held.standpoint = None;
    }
    card
}
