//! The best hundred for an opportunity: our search against what tantivy offers by itself.

use std::{path::Path, time::Instant};

use alongside::matching::{
    basis::Basis,
    evidence::Criterion,
    index::{self, Fields, Subject},
    profile::Posting,
    ranking::Wanted,
    retrieval::Reading,
};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use super::{
    build,
    measure::{ThreadClock, Times, digits, float, progress, resident},
    people::World,
    plain::{self, Plain},
    table::Table,
};

/// So many opportunities ask.
const ASKED: u64 = 200;
/// So often each asks: turn by turn, so that whatever else the machine does hits all alike.
const ROUNDS: usize = 3;
const IN_A_PLACE: &str = "all filters, in a place";
const FROM_AFAR: &str = "all filters, from afar";
const NO_FILTERS: &str = "no filters";

/// Our index, opened as a service opens it.
pub struct Ours {
    pub fields: Fields,
    pub index: Index,
    pub reader: IndexReader,
    pub reading: Reading,
}

impl Ours {
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let fields = Fields::new();
        let index = Index::open_in_dir(build::ours(folder))?;
        Fields::register(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let reader: IndexReader = reader;
        let reading = Reading::new(&reader.searcher(), &fields, None)?;
        Ok(Self {
            fields,
            index,
            reader,
            reading,
        })
    }
}

/// The same opportunity without anything that rules somebody out.
fn anywhere(posting: &Posting) -> Posting {
    Posting {
        area: None,
        within_km: None,
        formats: Vec::new(),
        times: Vec::new(),
        ..posting.clone()
    }
}

/// The opportunities of a run, ready to be compared: with all filters and with none.
pub struct Questions {
    /// With all filters: in a place.
    here: Vec<Wanted>,
    /// With all filters, and from afar: wherever people live.
    afar: Vec<Wanted>,
    unfiltered: Vec<Wanted>,
    prepared: Times,
}

impl Questions {
    pub fn new(world: &World, basis: &Basis) -> anyhow::Result<Self> {
        let postings: Vec<Posting> = (0..ASKED).map(|number| world.opportunity(number)).collect();
        let mut clock = ThreadClock::new()?;
        let mut questions = Self {
            here: Vec::new(),
            afar: Vec::new(),
            unfiltered: Vec::new(),
            prepared: Times::default(),
        };
        // The first one pays for the catalogue and the lexicon.
        drop(Wanted::new(&postings[0], basis));
        for posting in &postings {
            let (wanted, took) = clock.time(|| Wanted::new(posting, basis))?;
            questions.prepared.push(took);
            match wanted.asked.admits_districts() {
                Some(_) => questions.here.push(wanted),
                None => questions.afar.push(wanted),
            }
            questions.unfiltered.push(Wanted::new(&anywhere(posting), basis));
        }
        Ok(questions)
    }

    fn describe(&self, mut table: Table) -> Table {
        let criteria = self.unfiltered.iter().flat_map(|wanted| &wanted.criteria);
        let terms: usize = criteria.clone().map(terms).sum();
        let mean = |count: usize| digits(float(count as u64) / float(ASKED));
        let [prepared, _, slowest] = self.prepared.cells(1.0);
        table.note(format!(
            "{ASKED} opportunities, {ROUNDS} rounds; {} criteria and {} terms each on average; reading one takes \
             {prepared} µs CPU (p99 {slowest}) and is not counted in any row.",
            mean(criteria.count()),
            mean(terms),
        ));
        table
    }
}

fn terms(criterion: &Criterion) -> usize {
    let words = criterion.short.clauses.len() + criterion.long.clauses.len();
    let meant = criterion
        .meant
        .iter()
        .map(|(slug, _)| index::badge_tokens(slug).len());
    words + criterion.labels.len() + meant.sum::<usize>()
}

/// Everything about searching one pair of indexes.
pub fn compare(folder: &Path, world: &World, people: u64) -> anyhow::Result<Vec<Table>> {
    let start = Instant::now();
    let [before, _] = resident()?;
    let ours = Ours::open(folder)?;
    let opened = start.elapsed();
    let [after, anonymous] = resident()?;
    let questions = Questions::new(world, &build::basis(folder)?)?;
    for wanted in questions
        .here
        .iter()
        .chain(&questions.afar)
        .chain(&questions.unfiltered)
    {
        ours.reading.top(wanted, Subject::Person, 100)?;
    }
    let [searched, searched_anonymous] = resident()?;
    let segments = ours.reader.searcher().segment_readers().len();
    let mut memory = Table::new(
        format!("Start and memory, {people} people, {segments} segments"),
        &["", "ms", "MiB resident", "MiB of it no file"],
    );
    let cells = |ms: f64, all: f64, anonymous: f64| [digits(ms), digits(all), digits(anonymous)];
    memory.row("before", cells(0.0, before, before));
    memory.row(
        "index opened",
        cells(opened.as_secs_f64() * 1e3, after, anonymous),
    );
    memory.row("after 400 searches", cells(0.0, searched, searched_anonymous));
    let start = Instant::now();
    let damaged = ours.index.validate_checksum()?.len();
    memory.note(format!(
        "A service also reads every file once to trust it: {} ms more ({damaged} damaged).",
        digits(start.elapsed().as_secs_f64() * 1e3)
    ));
    let mut tables = vec![memory];
    let index = Index::open_in_dir(build::plain(folder))?;
    plain::register(&index);
    let reader: IndexReader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    let theirs = (Plain::new(), reader.searcher());
    for (name, wanted) in [
        (IN_A_PLACE, &questions.here),
        (FROM_AFAR, &questions.afar),
        (NO_FILTERS, &questions.unfiltered),
    ] {
        tables.push(round(&ours, &theirs, wanted, name, people)?);
    }
    let last = tables.pop();
    tables.extend(last.map(|table| questions.describe(table)));
    Ok(tables)
}

fn round(
    ours: &Ours,
    (other, searcher): &(Plain, Searcher),
    wanted: &[Wanted],
    name: &str,
    people: u64,
) -> anyhow::Result<Table> {
    let mut clock = ThreadClock::new()?;
    let names = [
        "ours",
        "tantivy: any term, BooleanQuery + TopDocs",
        "tantivy: musts required, BooleanQuery + TopDocs",
    ];
    let mut times = [(); 3].map(|()| Times::default());
    let mut hits = [0; 3];
    for round in 0..ROUNDS {
        progress(&format!("searching {people} people, {name}, round {}", round + 1));
        for wanted in wanted {
            let (found, took) = clock.time(|| ours.reading.top(wanted, Subject::Person, 100))?;
            hits[0] += found?.len();
            times[0].push(took);
            for (place, musts) in [(1, false), (2, true)] {
                let query = other.query(wanted, name != NO_FILTERS, musts);
                let (found, took) = clock.time(|| plain::top(searcher, &query))?;
                hits[place] += found?;
                times[place].push(took);
            }
        }
    }
    let segments = |searcher: &Searcher| searcher.segment_readers().len();
    let mut table = Table::new(
        format!(
            "Top 100 of {people}, whole query, {name}; {} segments ours, {} tantivy",
            segments(&ours.reader.searcher()),
            segments(searcher)
        ),
        &["engine", "CPU ms mean", "p50", "p99", "hits", "ratio of means"],
    );
    for ((name, times_here), hits) in names.iter().zip(&times).zip(hits) {
        let mut cells = times_here.cells(1e3).to_vec();
        let asked = float((wanted.len() * ROUNDS) as u64);
        cells.push(digits(float(hits as u64) / asked));
        cells.push(digits(times_here.mean() / times[1].mean()));
        table.row(*name, cells);
    }
    Ok(table)
}
