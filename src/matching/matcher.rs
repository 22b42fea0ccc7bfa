//! The matcher of a running service: the index finds who comes near, the database says who they are at this
//! moment, and the pure ranking decides.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex, PoisonError, RwLock, RwLockReadGuard},
    time::Duration,
};

use tantivy::IndexReader;
use tokio::sync::watch;

use super::{
    Suggestion,
    basis::Basis,
    board::Board,
    follow::Live,
    index::Fields,
    meaning::{Meaning, Status, Vectors},
    person::Person,
    ranking::{Closeness, Wanted},
    records,
    retrieval::Reading,
    snapshot::{self, Snapshot},
    views,
};
use crate::{
    area,
    citizen::Citizen,
    database::Database,
    moment::{Clock, Moment},
    opportunity::{self, Opportunity, OpportunityId},
};

/// What is too loose to be shown to somebody as being for them.
const SUGGESTION_FLOOR: f32 = 0.3;
/// So many opportunities are shown to one person.
const SUGGESTIONS: usize = 100;
/// How often the change log is looked at.
const TICK: Duration = Duration::from_millis(250);

/// What hosts see is weighed by: the catalogue alone, so that no word that a person keeps from hosts moves it.
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
    /// Every open opportunity, and what words are weighed by.
    standing: RwLock<Standing>,
    /// The meaning pack, where it is used.
    pub(super) meaning: Option<Meaning>,
}

/// What is kept in memory beside the index.
pub(super) struct Standing {
    version: i64,
    pub(super) board: Board,
    /// Every open opportunity, the newest first.
    pub(super) newest: Vec<OpportunityId>,
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
        Self::open_with(database, directory, clock, secret, None).await
    }

    /// Opens the index, to match by meaning as well where the pack is given.
    pub async fn open_with(
        database: Database,
        directory: &Path,
        clock: Clock,
        secret: [u8; 32],
        meaning: Option<Meaning>,
    ) -> anyhow::Result<Self> {
        let vectors = meaning.as_ref().map(|meaning| &meaning.vectors);
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
            standing: RwLock::new(Standing::load(&database, now, vectors).await?),
            meaning,
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
        let (live, anew) = match slot.take() {
            Some(live) => (live, false),
            None => (Live::open(&inner.database, &inner.directory, now).await?, true),
        };
        let (live, changed) = live.catch_up(&inner.database, now).await?;
        self.searching().reader = live.reader.clone();
        let version = records::statistics_version(&inner.database).await?;
        if anew || version != self.standing().version {
            let vectors = inner.meaning.as_ref().map(|meaning| &meaning.vectors);
            let standing = Standing::load(&inner.database, now, vectors).await?;
            *inner.standing.write().unwrap_or_else(PoisonError::into_inner) = standing;
        } else {
            self.post(&changed).await?;
        }
        *slot = Some(live);
        Ok(())
    }

    /// Puts changed opportunities up, or takes them down.
    async fn post(&self, changed: &[OpportunityId]) -> anyhow::Result<()> {
        if changed.is_empty() {
            return Ok(());
        }
        let found = opportunity::records::load_many(&self.inner.database, changed).await?;
        let newest = opportunity::records::open_ids(&self.inner.database).await?;
        let mut standing = self
            .inner
            .standing
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        standing.newest = newest;
        for id in changed {
            standing.board.remove(*id);
        }
        for opportunity in found.into_iter().filter(|found| found.state.is_public()) {
            standing.board.put(
                opportunity.id,
                &views::posting(&opportunity),
                opportunity.reply_by,
            );
        }
        Ok(())
    }

    /// One step of learning what texts mean; whether there is more to do. Nothing without the meaning pack.
    pub async fn learn(&self) -> anyhow::Result<bool> {
        let Some(meaning) = &self.inner.meaning else {
            return Ok(false);
        };
        let step = meaning.step(&self.inner.database).await?;
        // The board must not change between the reading of the log and of the opportunities.
        let _following = self.inner.live.lock().await;
        self.post(&step.understood).await?;
        Ok(step.more)
    }

    /// How far the learning has come; `None` without the meaning pack.
    #[must_use]
    pub fn meaning(&self) -> Option<Status> {
        self.inner.meaning.as_ref().map(Meaning::status)
    }

    /// Learns what texts mean until `stop` says so.
    pub async fn keep_learning(&self, mut stop: watch::Receiver<bool>) {
        while self.inner.meaning.is_some() && !*stop.borrow() {
            let rest = match self.learn().await {
                Ok(true) => Duration::ZERO,
                Ok(false) => 4 * TICK,
                Err(error) => {
                    tracing::error!("the meaning of new texts waits: {error:#}");
                    40 * TICK
                }
            };
            tokio::time::timeout(rest, stop.wait_for(|stop| *stop)).await.ok();
        }
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

    pub(super) fn standing(&self) -> RwLockReadGuard<'_, Standing> {
        self.inner.standing.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// An opportunity, ready to be compared.
    pub(super) fn wanted(&self, opportunity: &Opportunity) -> Arc<Wanted> {
        let posting = views::posting(opportunity);
        self.standing().board.prepare(opportunity.id, &posting)
    }

    /// The open opportunities that fit somebody, closest first.
    #[must_use]
    pub fn for_citizen(&self, citizen: &Citizen) -> Vec<Suggestion> {
        let now = self.inner.clock.now();
        let Some(profile) = views::for_matcher(citizen, now) else {
            return Vec::new();
        };
        let person = Person::new(&profile);
        let standing = self.standing();
        let closest = standing.board.closest(&person, now, SUGGESTIONS, is_shown);
        let hits = closest.into_iter().filter_map(|(posted, _)| {
            let hit = posted.wanted.compare(&person)?;
            Some(Suggestion {
                opportunity: posted.id,
                closeness: closeness(hit.closeness.fit),
                reasons: hit.reasons,
            })
        });
        hits.collect()
    }

    /// How somebody and one opportunity fit, whether or not it is among the closest; `None` when they do not.
    #[must_use]
    pub fn fit(&self, citizen: &Citizen, opportunity: &Opportunity) -> Option<Suggestion> {
        let profile = views::for_matcher(citizen, self.inner.clock.now())?;
        let wanted = self.wanted(opportunity);
        let hit = wanted.compare(&Person::new(&profile))?;
        let open_to_all = wanted.criteria.is_empty();
        (open_to_all || is_shown(hit.closeness)).then(|| Suggestion {
            opportunity: opportunity.id,
            closeness: closeness(hit.closeness.fit),
            reasons: hit.reasons,
        })
    }
}

impl Standing {
    async fn load(database: &Database, now: Moment, vectors: Option<&Arc<Vectors>>) -> anyhow::Result<Self> {
        let mut snapshot = Snapshot::load(database, now).await?;
        snapshot.basis.vectors = vectors.cloned();
        let mut board = Board::new(snapshot.basis);
        let open = opportunity::records::open_ids(database).await?;
        let mut opportunities = opportunity::records::load_many(database, &open).await?;
        // Neighbours side by side: the others are passed over in runs.
        opportunities.sort_by_key(|opportunity| opportunity.area.as_deref().map_or(0, area::district));
        for opportunity in opportunities {
            board.put(
                opportunity.id,
                &views::posting(&opportunity),
                opportunity.reply_by,
            );
        }
        Ok(Self {
            version: snapshot.version,
            newest: open,
            board,
        })
    }
}

/// Whether somebody is close enough to an opportunity to be shown it as being for them.
fn is_shown(closeness: Closeness) -> bool {
    closeness.weakest >= SUGGESTION_FLOOR && closeness.strongest >= SUGGESTION_FLOOR
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

/// Takes a fresh snapshot of term statistics, which every node follows, and builds a fresh index in `directory`.
pub async fn reindex(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<()> {
    snapshot::take(database, now).await?;
    Live::fresh(database, directory, now).await.map(drop)
}
