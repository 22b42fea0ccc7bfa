//! Two indexes of the same people: ours, and the one that tantivy's own means make of the same texts.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use alongside::matching::{
    basis::Basis,
    index::{self, Fields, Subject},
    person::Person,
    profile::{Posting, Profile},
};
use tantivy::{Index, IndexWriter, TantivyDocument};
use uuid::Uuid;

use super::{
    measure::{ThreadClock, digits, megabytes, process_seconds, progress, seconds},
    people::World,
    plain::Plain,
    table::Table,
};

/// Memory of the writer, the same for both.
pub const MEMORY: usize = 200_000_000;
/// So many open opportunities stand in our index beside the people.
pub const OPPORTUNITIES: u64 = 10_000;
/// So many people are invented at a time, apart from what is measured.
const AT_ONCE: u64 = 20_000;
/// Words are weighed by what so many people say, at most.
const WEIGHED: u64 = 20_000;

/// Where our index lies.
pub fn ours(folder: &Path) -> PathBuf {
    folder.join("ours")
}

/// Where tantivy's own index lies.
pub fn plain(folder: &Path) -> PathBuf {
    folder.join("plain")
}

/// What words are weighed by, as a service keeps it beside its index.
pub fn basis(folder: &Path) -> anyhow::Result<Basis> {
    Ok(serde_json::from_str(&std::fs::read_to_string(
        folder.join("basis.json"),
    )?)?)
}

fn weigh(folder: &Path, world: &World, people: u64) -> anyhow::Result<()> {
    let profiles: Vec<Profile> = (0..people.min(WEIGHED))
        .map(|number| world.person(number))
        .collect();
    let basis = Basis::snapshot(profiles.iter().map(Person::new));
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("basis.json"), serde_json::to_string(&basis)?)?;
    Ok(())
}

struct Built {
    cpu: f64,
    wall: Duration,
    megabytes: f64,
    segments: usize,
}

/// Builds both and tells what it took.
pub fn both(folder: &Path, world: &World, people: u64) -> anyhow::Result<Table> {
    weigh(folder, world, people)?;
    progress(&format!("building tantivy's own index of {people} people"));
    let other = Plain::new();
    let index = other.create(&plain(folder))?;
    let theirs = build(&index, &plain(folder), world, people, |profile| {
        vec![other.document(profile)]
    })?;
    progress(&format!("building our index of {people} people"));
    let fields = Fields::new();
    let index = create(&fields, &ours(folder))?;
    let own = build(&index, &ours(folder), world, people, |profile| {
        let entry = fields.of_person(Subject::Person, id(profile), Person::new(profile));
        fields.documents(&entry)
    })?;
    add_opportunities(&index, &fields, world)?;
    let mut table = Table::new(
        format!("Build of {people} linked profiles, one thread"),
        &["index", "CPU s", "wall s", "MB on disk", "segments", "CPU ratio"],
    );
    for (name, built) in [("tantivy, one document a person", &theirs), ("ours", &own)] {
        let cells = [
            digits(built.cpu),
            seconds(built.wall),
            digits(built.megabytes),
            built.segments.to_string(),
            digits(built.cpu / theirs.cpu),
        ];
        table.row(name, cells);
    }
    table.note(format!(
        "Writer memory {} MB for both; merges in the background are counted.",
        MEMORY / 1_000_000
    ));
    Ok(table)
}

/// An empty index.
pub fn create(fields: &Fields, folder: &Path) -> anyhow::Result<Index> {
    std::fs::create_dir_all(folder)?;
    let index = Index::builder()
        .schema(fields.schema.clone())
        .settings(Fields::settings())
        .create_in_dir(folder)?;
    Fields::register(&index);
    Ok(index)
}

/// The id of an invented person.
pub fn id(profile: &Profile) -> Uuid {
    profile.id.parse().unwrap_or_default()
}

/// CPU: what this thread takes for the documents, and everything that other threads take at any time.
fn build(
    index: &Index,
    folder: &Path,
    world: &World,
    people: u64,
    documents: impl Fn(&Profile) -> Vec<TantivyDocument>,
) -> anyhow::Result<Built> {
    let mut clock = ThreadClock::new()?;
    let (before, mine_before) = (process_seconds("self")?, clock.now()?);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
    let (mut nanoseconds, mut wall) = (0, Duration::ZERO);
    let mut next = 0;
    while next < people {
        let end = (next + AT_ONCE).min(people);
        let some: Vec<Profile> = (next..end).map(|number| world.person(number)).collect();
        let start = Instant::now();
        let (added, took) = clock.time(|| add(&writer, &some, &documents))?;
        added?;
        wall += start.elapsed();
        nanoseconds += took;
        next = end;
    }
    let start = Instant::now();
    let (committed, took) = clock.time(|| -> tantivy::Result<()> {
        writer.commit()?;
        writer.wait_merging_threads()
    })?;
    committed?;
    wall += start.elapsed();
    nanoseconds += took;
    let others = (process_seconds("self")? - before) - seconds_of(clock.now()? - mine_before);
    Ok(Built {
        cpu: seconds_of(nanoseconds) + others,
        wall,
        megabytes: megabytes(folder)?,
        segments: index.searchable_segment_ids()?.len(),
    })
}

fn seconds_of(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

fn add(
    writer: &IndexWriter,
    some: &[Profile],
    documents: impl Fn(&Profile) -> Vec<TantivyDocument>,
) -> tantivy::Result<()> {
    for profile in some {
        index::put(writer, Vec::new(), documents(profile))?;
    }
    Ok(())
}

/// They stand in the index of a running service; what they take is not measured here.
pub fn add_opportunities(index: &Index, fields: &Fields, world: &World) -> anyhow::Result<()> {
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
    for number in 0..OPPORTUNITIES {
        let posting = world.opportunity(number);
        let entry = fields.of_opportunity(
            posting.id.parse()?,
            short_texts(&posting),
            [posting.summary.as_str()],
        );
        index::put(&writer, Vec::new(), fields.documents(&entry))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn short_texts(posting: &Posting) -> Vec<&str> {
    let words = posting.seeks.iter().filter_map(|sought| sought.words.as_deref());
    std::iter::once(posting.title.as_str()).chain(words).collect()
}

/// Writes both indexes as one segment each.
pub fn merge(folder: &Path) -> anyhow::Result<Table> {
    let mut table = Table::new(
        "Merging to one segment",
        &["index", "CPU s", "wall s", "MB on disk"],
    );
    for (name, folder) in [("tantivy", plain(folder)), ("ours", ours(folder))] {
        progress(&format!("merging {name} to one segment"));
        let index = Index::open_in_dir(&folder)?;
        Fields::register(&index);
        let (start, before) = (Instant::now(), process_seconds("self")?);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        let cells = [
            digits(process_seconds("self")? - before),
            seconds(start.elapsed()),
            digits(megabytes(&folder)?),
        ];
        table.row(name, cells);
    }
    Ok(table)
}
