//! The matcher of a running service: the index finds who comes near, the database says who they are at this
//! moment, and the pure ranking decides.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use tantivy::IndexReader;
use tokio::sync::watch;

use super::{
    Suggestion,
    basis::Basis,
    evidence::Person,
    follow::Live,
    index::{Fields, Subject},
    ranking::Wanted,
    retrieval::Reading,
    views,
    words::Query,
};
use crate::{
    citizen::Citizen,
    database::Database,
    moment::{Clock, Moment},
    opportunity::{self, Opportunity, OpportunityId},
};

/// What is too loose to be shown to somebody as being for them.
const SUGGESTION_FLOOR: f32 = 0.3;
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
    /// Of the newest state that was asked for.
    reading: Option<Arc<Reading>>,
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
                reading: None,
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

    /// The index as it is now.
    pub(super) fn reading(&self) -> anyhow::Result<Arc<Reading>> {
        let (searcher, known) = {
            let searching = self.searching();
            (searching.reader.searcher(), searching.reading.clone())
        };
        let generation = searcher.generation().generation_id();
        if let Some(known) = &known
            && known.generation() == generation
        {
            return Ok(Arc::clone(known));
        }
        let reading = Arc::new(Reading::new(&searcher, &self.inner.fields, known.as_deref())?);
        self.searching().reading = Some(Arc::clone(&reading));
        Ok(reading)
    }

    /// What words are weighed by.
    #[expect(clippy::unused_self, reason = "the snapshot is the database's")]
    pub(super) fn basis(&self) -> Arc<Basis> {
        Arc::new(BASIS.clone())
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
        let mut found: Vec<(f32, Suggestion)> = open
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
        let short = Query::new(words, &BASIS.short);
        let long = Query::new(words, &BASIS.long);
        let mut found: Vec<(f32, OpportunityId)> = Vec::new();
        self.reading()?
            .scores(Subject::Opportunity, &short, &long, |id, short, long| {
                found.push((short + 0.5 * long, OpportunityId(id)));
            })?;
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}

fn suggestion(opportunity: &Opportunity, person: &Person<'_>) -> Option<(f32, Suggestion)> {
    let wanted = Wanted::new(&views::posting(opportunity), &BASIS);
    let hit = wanted.compare(person)?;
    let closest = hit.closeness;
    let shown = closest.strongest >= SUGGESTION_FLOOR || wanted.criteria.is_empty();
    (shown && closest.weakest >= SUGGESTION_FLOOR).then(|| {
        let suggestion = Suggestion {
            opportunity: opportunity.id,
            closeness: closeness(closest.fit),
            reasons: hit.reasons,
        };
        (closest.fit, suggestion)
    })
}

/// 1 (loosely) to 4 (very close).
fn closeness(fit: f32) -> u8 {
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
