//! The matcher of a running service: the index finds who comes near, the database says who they are at this
//! moment, and the pure ranking decides.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, LazyLock, Mutex, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use tantivy::IndexReader;
use tokio::sync::watch;

use super::{
    basis::Basis,
    board::Board,
    counts,
    follow::{self, Live},
    index::Fields,
    meaning::{Meaning, Status, Vectors},
    ranking::Wanted,
    readable, records,
    retrieval::Reading,
    snapshot::{self, Snapshot},
    views,
};
use crate::{
    area,
    database::Database,
    moment::{Clock, Moment},
    opportunity::{self, Opportunity, OpportunityId},
    turn::{self, TooBusy, Turns},
};

/// How often the change log is looked at.
const TICK: Duration = Duration::from_millis(250);
/// A question that found no turn for so long is put off.
const PATIENCE: Duration = Duration::from_secs(2);

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
    /// The last change that can be found.
    position: AtomicI64,
    /// The last try to follow succeeded.
    is_kept_up: AtomicBool,
    searching: Mutex<Searching>,
    /// Every open opportunity, and what words are weighed by.
    standing: RwLock<Standing>,
    /// Whether everything was caught up with once: before, what is missing says nothing.
    ready: AtomicBool,
    /// Questions wait for one.
    pub(super) turns: Arc<Turns>,
    /// The people of this week's snapshot for counts.
    pub(super) counted: counts::Kept,
    /// The meaning pack, where it is used.
    pub(super) meaning: Option<Meaning>,
}

/// What is kept in memory beside the index.
#[derive(Default)]
pub(super) struct Standing {
    version: i64,
    pub(super) board: Board,
    /// Every open opportunity, the newest first.
    pub(super) newest: Vec<OpportunityId>,
}

/// What queries read, apart from what the follower writes.
#[derive(Default)]
struct Searching {
    /// None before the index is open, and where there never was one and none can be written.
    reader: Option<IndexReader>,
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

    /// Opens the index, to match by meaning as well where the pack is given, and follows the log to its end.
    pub async fn open_with(
        database: Database,
        directory: &Path,
        clock: Clock,
        secret: [u8; 32],
        meaning: Option<Meaning>,
    ) -> anyhow::Result<Self> {
        let matcher = Self::new(database, directory, clock, secret, meaning);
        matcher.catch_up().await?;
        Ok(matcher)
    }

    /// A matcher that knows nothing before it has caught up: until then every question is put off.
    #[must_use]
    pub fn new(
        database: Database,
        directory: &Path,
        clock: Clock,
        secret: [u8; 32],
        meaning: Option<Meaning>,
    ) -> Self {
        let inner = Inner {
            searching: Mutex::default(),
            standing: RwLock::default(),
            ready: AtomicBool::new(false),
            turns: Arc::new(Turns::of_this_machine(PATIENCE)),
            counted: counts::Kept::default(),
            meaning,
            fields: Fields::new(),
            position: AtomicI64::new(0),
            is_kept_up: AtomicBool::new(true),
            live: tokio::sync::Mutex::new(None),
            directory: directory.to_owned(),
            database,
            clock,
            secret,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Whether it has caught up once.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.inner.is_ready().is_ok()
    }

    /// The turns that questions wait for.
    #[must_use]
    pub fn turns(&self) -> Arc<Turns> {
        Arc::clone(&self.inner.turns)
    }

    /// How far the index has come: the last change of the log that can be found.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.inner.position.load(Ordering::Relaxed)
    }

    /// Whether the index could be written the last time.
    #[must_use]
    pub fn is_kept_up(&self) -> bool {
        self.inner.is_kept_up.load(Ordering::Relaxed)
    }

    /// Applies everything that was committed before this call.
    pub async fn catch_up(&self) -> anyhow::Result<()> {
        let done = self.apply().await;
        self.inner.is_kept_up.store(done.is_ok(), Ordering::Relaxed);
        if done.is_err() && !self.is_ready() {
            self.serve_without_writing().await?;
        }
        done
    }

    /// Makes do with what there is when the index cannot be written (a full disk, perhaps): what it held the last time
    /// is searched, and opportunities come from the database.
    async fn serve_without_writing(&self) -> anyhow::Result<()> {
        let inner = &self.inner;
        if self.searching().reader.is_none()
            && let Ok(Some((reader, _, at))) = follow::current(&inner.directory)
        {
            self.searching().reader = Some(reader);
            inner.position.store(at.sequence, Ordering::Relaxed);
        }
        let vectors = inner.meaning.as_ref().map(|meaning| &meaning.vectors);
        let standing = Standing::load(&inner.database, inner.clock.now(), vectors).await?;
        *inner.standing.write().unwrap_or_else(PoisonError::into_inner) = standing;
        inner.ready.store(true, Ordering::Release);
        Ok(())
    }

    async fn apply(&self) -> anyhow::Result<()> {
        let inner = &self.inner;
        let mut slot = inner.live.lock().await;
        let now = inner.clock.now();
        let (live, anew) = match slot.take() {
            Some(live) => (live, false),
            None => (Live::open(&inner.database, &inner.directory, now).await?, true),
        };
        let (live, changed) = live.catch_up(&inner.database, now).await?;
        self.searching().reader = Some(live.reader.clone());
        inner.position.store(live.position.sequence, Ordering::Relaxed);
        let version = records::statistics_version(&inner.database).await?;
        if anew || version != self.standing().version {
            let vectors = inner.meaning.as_ref().map(|meaning| &meaning.vectors);
            let standing = Standing::load(&inner.database, now, vectors).await?;
            *inner.standing.write().unwrap_or_else(PoisonError::into_inner) = standing;
        } else {
            self.post(&changed).await?;
        }
        *slot = Some(live);
        inner.ready.store(true, Ordering::Release);
        Ok(())
    }

    /// Puts changed opportunities up, or takes them down.
    async fn post(&self, changed: &[OpportunityId]) -> anyhow::Result<()> {
        if changed.is_empty() {
            return Ok(());
        }
        let found = readable::opportunities(&self.inner.database, changed)
            .await?
            .found;
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
        let public = found.iter().filter(|found| found.state.is_public());
        turn::aside(|| {
            for opportunity in public {
                standing.put(opportunity);
            }
        });
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
        loop {
            let caught_up = tokio::select! {
                caught_up = self.catch_up() => caught_up,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            let rest = match caught_up {
                Ok(()) => TICK,
                Err(error) => {
                    tracing::error!("the index could not follow the database: {error:#}");
                    40 * TICK
                }
            };
            let stopped = tokio::time::timeout(rest, stop.wait_for(|stop| *stop)).await;
            if stopped.is_ok() {
                return;
            }
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
            let reader = searching.reader.as_ref().ok_or(TooBusy)?;
            (reader.searcher(), searching.reading.clone())
        };
        let generation = searcher.generation().generation_id();
        self.inner.is_ready()?;
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
}

impl Inner {
    /// # Errors
    /// Before everything was caught up with.
    pub(super) fn is_ready(&self) -> Result<(), TooBusy> {
        let ready = self.ready.load(Ordering::Acquire);
        ready.then_some(()).ok_or(TooBusy)
    }
}

impl Standing {
    async fn load(database: &Database, now: Moment, vectors: Option<&Arc<Vectors>>) -> anyhow::Result<Self> {
        let mut snapshot = Snapshot::load(database, now).await?;
        snapshot.basis.vectors = vectors.cloned();
        let board = Board::new(snapshot.basis);
        let open = opportunity::records::open_ids(database).await?;
        let mut opportunities = readable::opportunities(database, &open).await?.found;
        // Neighbours side by side: the others are passed over in runs.
        opportunities.sort_by_key(|opportunity| opportunity.area.as_deref().map_or(0, area::district));
        let mut standing = Self {
            version: snapshot.version,
            newest: open,
            board,
        };
        turn::aside(|| {
            for opportunity in &opportunities {
                standing.put(opportunity);
            }
        });
        Ok(standing)
    }

    /// Puts an opportunity up; one that cannot be read is named in the log when the index leaves it out.
    fn put(&mut self, opportunity: &Opportunity) {
        let posting = views::posting(opportunity);
        let board = &mut self.board;
        readable::within(|| board.put(opportunity.id, &posting, opportunity.reply_by)).ok();
    }
}

/// Takes a fresh snapshot of term statistics, which every node follows, and builds a fresh index in `directory`.
pub async fn reindex(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<()> {
    snapshot::take(database, now).await?;
    Live::fresh(database, directory, now).await.map(drop)
}
