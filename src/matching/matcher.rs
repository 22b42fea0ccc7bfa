//! The matcher of a running service: the index finds who comes near, the database says who they are at this
//! moment, and the pure ranking decides.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use tantivy::IndexReader;
use tokio::sync::watch;

use super::{
    Candidate, Suggestion,
    evidence::{Basis, Person},
    follow::Live,
    index::{Fields, Subject},
    profile::{Posting, Profile},
    ranking::Wanted,
    retrieval::Reading,
    views,
    words::Query,
};
use crate::{
    citizen::{self, Citizen, CitizenId},
    database::Database,
    moment::{Clock, Moment},
    opportunity::{self, Opportunity, OpportunityId},
};

/// In a pool everybody has the same chance, so weaker evidence for a must than this does not open it. In a
/// ranking it would merely stand at the end.
const POOL_FLOOR: f64 = 0.5;
/// What is too loose to be shown to somebody as being for them.
const SUGGESTION_FLOOR: f64 = 0.3;
/// How often the change log is looked at.
const TICK: Duration = Duration::from_millis(250);

/// What everybody's words are weighed by: the same on every node.
pub(super) static BASIS: LazyLock<Basis> = LazyLock::new(Basis::of_catalogue);

/// Finds people and opportunities; cheap to clone.
#[derive(Clone)]
pub struct Matcher {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) secret: [u8; 32],
    directory: PathBuf,
    fields: Fields,
    /// None after a failure: opened anew, with suspicion, the next time.
    live: tokio::sync::Mutex<Option<Live>>,
    searching: Mutex<Searching>,
}

/// What queries read, apart from what the follower writes.
struct Searching {
    reader: IndexReader,
    /// Whose each document is, by kind of subject, for one state of the index.
    readings: HashMap<char, (u64, Arc<Reading>)>,
}

impl Matcher {
    /// Opens the index in `directory`, builds it when it cannot be trusted, and follows the log to its end.
    pub async fn open(
        database: Database,
        directory: &Path,
        clock: Clock,
        secret: [u8; 32],
    ) -> anyhow::Result<Self> {
        let now = clock.now();
        let (live, _) = Live::open(&database, directory, now)
            .await?
            .catch_up(&database, now)
            .await?;
        let inner = Inner {
            searching: Mutex::new(Searching {
                reader: live.reader.clone(),
                readings: HashMap::new(),
            }),
            fields: live.fields.clone(),
            live: tokio::sync::Mutex::new(Some(live)),
            directory: directory.to_owned(),
            database,
            clock,
            secret,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Applies everything that was committed before this call.
    pub async fn catch_up(&self) -> anyhow::Result<()> {
        let inner = &self.inner;
        let mut slot = inner.live.lock().await;
        let now = inner.clock.now();
        let live = match slot.take() {
            Some(live) => live,
            None => Live::open(&inner.database, &inner.directory, now).await?,
        };
        let (live, _) = live.catch_up(&inner.database, now).await?;
        self.searching().reader = live.reader.clone();
        *slot = Some(live);
        Ok(())
    }

    /// Keeps the index up with the database until `stop` says so.
    pub async fn follow(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.catch_up().await {
                tracing::error!("the index could not follow the database: {error:#}");
            }
            tokio::time::timeout(TICK, stop.wait_for(|stop| *stop)).await.ok();
        }
    }

    fn searching(&self) -> std::sync::MutexGuard<'_, Searching> {
        self.inner
            .searching
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The subjects of one kind as the index has them now.
    pub(super) fn reading(&self, subject: Subject) -> anyhow::Result<Arc<Reading>> {
        let (searcher, known) = {
            let searching = self.searching();
            let known = searching.readings.get(&subject.prefix()).cloned();
            (searching.reader.searcher(), known)
        };
        let generation = searcher.generation().generation_id();
        let same = known.filter(|(known, _)| *known == generation);
        if let Some((_, reading)) = same {
            return Ok(reading);
        }
        let reading = Arc::new(Reading::new(searcher, &self.inner.fields, subject.prefix())?);
        let entry = (generation, reading.clone());
        self.searching().readings.insert(subject.prefix(), entry);
        Ok(reading)
    }

    /// The ids of the people of one kind of subject whom `wanted` may want: filters are not yet applied. A card
    /// is made by something that is met; in the pool is also who merely has no must against them.
    pub(super) fn near(&self, wanted: &Wanted<'_>, subject: Subject) -> anyhow::Result<Vec<CitizenId>> {
        let reading = self.reading(subject)?;
        let mut strengths = Vec::new();
        for criterion in &wanted.criteria {
            strengths.push(reading.strengths(criterion, &BASIS)?);
        }
        let anybody = Profile::default();
        let mut near = Vec::new();
        for (number, key) in reading.subjects.iter().enumerate() {
            let row: Vec<f64> = strengths.iter().map(|strengths| strengths[number]).collect();
            let meets = subject != Subject::Card || row.is_empty() || row.iter().any(|met| *met > 0.0);
            if meets && wanted.fit(&anybody, &row).is_some() {
                near.extend(key.get(1..).and_then(|id| id.parse::<CitizenId>().ok()));
            }
        }
        Ok(near)
    }

    /// Everybody who may be invited: feasible, with evidence for every must, and with consent and without a
    /// pause at this moment. The best fit first, then by id.
    pub async fn pool(&self, opportunity: &Opportunity) -> anyhow::Result<Vec<Candidate>> {
        self.catch_up().await?;
        let posting = views::posting(opportunity);
        let wanted = Wanted::new(&posting, &BASIS);
        let near = self.near(&wanted, Subject::Person)?;
        let now = self.inner.clock.now();
        let people = citizen::records::load_many(&self.inner.database, &near).await?;
        let mut pool: Vec<Candidate> = people
            .iter()
            .filter_map(|citizen| candidate(&wanted, citizen, now))
            .collect();
        pool.sort_by(|one, other| {
            other
                .fit
                .total_cmp(&one.fit)
                .then_with(|| one.citizen.cmp(&other.citizen))
        });
        Ok(pool)
    }

    /// The open opportunities that fit somebody, closest first.
    pub async fn for_citizen(&self, citizen: &Citizen) -> anyhow::Result<Vec<Suggestion>> {
        let now = self.inner.clock.now();
        let Some(profile) = views::for_matcher(citizen, now) else {
            return Ok(Vec::new());
        };
        let person = Person::new(&profile);
        let database = &self.inner.database;
        let open = opportunity::records::open_ids(database).await?;
        let open = opportunity::records::load_many(database, &open).await?;
        let mut found: Vec<(f64, Suggestion)> = open
            .iter()
            .filter(|opportunity| opportunity.reply_by.is_none_or(|until| until > now))
            .filter_map(|opportunity| suggestion(opportunity, &person))
            .collect();
        found.sort_by(|(one, first), (other, second)| {
            other
                .total_cmp(one)
                .then_with(|| first.opportunity.cmp(&second.opportunity))
        });
        Ok(found.into_iter().map(|(_, suggestion)| suggestion).collect())
    }

    /// The public opportunities that answer these words, best first; none when nothing is asked.
    pub fn search_opportunities(&self, words: &str) -> anyhow::Result<Vec<OpportunityId>> {
        let reading = self.reading(Subject::Opportunity)?;
        let query = Query::new(words, &BASIS.short);
        let fields = &self.inner.fields;
        let short = reading.scores(fields.labels[0], &query, &BASIS.short)?;
        let long = reading.scores(fields.long, &query, &BASIS.long)?;
        let mut found: Vec<(f64, OpportunityId)> = Vec::new();
        for ((key, short), long) in reading.subjects.iter().zip(short).zip(long) {
            let score = short + 0.5 * long;
            if score > 0.0 {
                found.extend(key.get(1..).and_then(|id| Some((score, id.parse().ok()?))));
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}

fn candidate(wanted: &Wanted<'_>, citizen: &Citizen, now: Moment) -> Option<Candidate> {
    let profile = views::for_matcher(citizen, now)?;
    let hit = wanted.compare(&Person::new(&profile), &BASIS)?;
    (hit.weakest >= POOL_FLOOR).then_some(Candidate {
        citizen: citizen.id,
        fit: hit.fit,
        reasons: hit.reasons,
    })
}

fn suggestion(opportunity: &Opportunity, person: &Person<'_>) -> Option<(f64, Suggestion)> {
    let posting: Posting = views::posting(opportunity);
    let wanted = Wanted::new(&posting, &BASIS);
    let hit = wanted.compare(person, &BASIS)?;
    let shown = hit.strongest >= SUGGESTION_FLOOR || wanted.criteria.is_empty();
    (shown && hit.weakest >= SUGGESTION_FLOOR).then(|| {
        let suggestion = Suggestion {
            opportunity: opportunity.id,
            closeness: closeness(hit.fit),
            reasons: hit.reasons,
        };
        (hit.fit, suggestion)
    })
}

/// 1 (loosely) to 4 (very close).
fn closeness(fit: f64) -> u8 {
    match fit {
        fit if fit >= 0.85 => 4,
        fit if fit >= 0.7 => 3,
        fit if fit >= 0.5 => 2,
        _ => 1,
    }
}

/// Builds a fresh index in `directory` from the database.
pub async fn reindex(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<()> {
    Live::fresh(database, directory, now).await.map(drop)
}
