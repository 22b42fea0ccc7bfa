//! What goes on without anybody asking: the index follows, letters leave, waves are let go, groups are formed.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{sync::watch, task::JoinSet};

use super::stopped;
use crate::{
    app::App,
    note,
    outbox::{self, Transport},
    site::Site,
    waiting,
};

/// How long a worker rests when nothing is due.
const REST: Duration = Duration::from_secs(1);
/// How long a worker that panicked rests before it is started again: each time in a row twice as long …
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// … up to this. One that ran for longer than this did not panic in a row.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Which workers panicked, and how often. Cheap to clone.
#[derive(Clone, Default)]
pub struct Watched(Arc<Mutex<BTreeMap<&'static str, Panics>>>);

/// How often one worker panicked.
#[derive(Clone, Copy, Default)]
struct Panics {
    all: u32,
    /// Of these, stewards were told.
    told: u32,
}

impl Watched {
    fn panics(&self) -> MutexGuard<'_, BTreeMap<&'static str, Panics>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, name: &'static str) {
        self.panics().entry(name).or_default().all += 1;
    }

    /// Puts every panic that stewards were not told on their "today"; the email about it is written with what else
    /// waits for them.
    async fn tell_stewards(&self, site: &Site) -> sqlx::Result<()> {
        let panics = self.panics().clone();
        for (name, seen) in panics {
            if seen.told == seen.all {
                continue;
            }
            let mut transaction = site.database.begin().await?;
            let topic = note::Topic::WorkerFailed;
            note::records::put(&mut transaction, topic, name, site.now()).await?;
            transaction.commit().await?;
            if let Some(panics) = self.panics().get_mut(name) {
                panics.told = seen.all;
            }
        }
        Ok(())
    }
}

/// One line for the operator.
impl fmt::Display for Watched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let panics = self.panics();
        if panics.is_empty() {
            return formatter.write_str("all well");
        }
        let told: Vec<String> = panics
            .iter()
            .map(|(name, panics)| format!("{name} failed and was started again ({})", panics.all))
            .collect();
        formatter.write_str(&told.join(", "))
    }
}

/// When workers are asked to stop.
pub(super) struct Stops {
    /// Those that nobody on a page waits for.
    pub(super) work: watch::Receiver<bool>,
    /// The one that pages need as long as they are served.
    pub(super) pages: watch::Receiver<bool>,
}

/// Runs all workers until they are asked to stop: as many senders as are configured, and one for each of the rest. Each
/// ends what it has in hand.
pub(super) async fn run(app: App, transport: Transport, stops: Stops) {
    let stop = stops.work;
    let mut workers = JoinSet::new();
    for _ in 0..app.site.config.mail.workers {
        let (site, transport, stopping) = (app.site.clone(), transport.clone(), stop.clone());
        let send = move || send(site.clone(), transport.clone(), stopping.clone());
        workers.spawn(supervise(app.clone(), "letters", stop.clone(), send));
    }
    let (matcher, stopping) = (app.matcher.clone(), stops.pages.clone());
    let follow = move || {
        let (matcher, stop) = (matcher.clone(), stopping.clone());
        async move { matcher.follow(stop).await }
    };
    workers.spawn(supervise(app.clone(), "index", stops.pages, follow));
    let (matcher, stopping) = (app.matcher.clone(), stop.clone());
    let learn = move || {
        let (matcher, stop) = (matcher.clone(), stopping.clone());
        async move { matcher.keep_learning(stop).await }
    };
    workers.spawn(supervise(app.clone(), "meaning", stop.clone(), learn));
    let (all, stopping) = (app.clone(), stop.clone());
    let tell = move || tell_staff(all.clone(), stopping.clone());
    workers.spawn(supervise(app.clone(), "staff emails", stop.clone(), tell));
    let (all, stopping) = (app.clone(), stop.clone());
    let look_after = move || look_after(all.clone(), stopping.clone());
    workers.spawn(supervise(app, "waves and groups", stop, look_after));
    while workers.join_next().await.is_some() {}
}

/// Runs `work` until it ends, which it does when it is asked to. Where it panics instead, that is told, and it is
/// started again after a pause: what it has in hand, a lease or a lock gives back.
pub(super) async fn supervise<F>(
    app: App,
    name: &'static str,
    stop: watch::Receiver<bool>,
    work: impl Fn() -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let mut pause = FIRST_PAUSE;
    loop {
        let began = Instant::now();
        let Err(panicked) = tokio::spawn(work()).await else {
            return;
        };
        if *stop.borrow() || panicked.is_cancelled() {
            return;
        }
        if began.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        app.workers.note(name);
        tracing::error!(
            "the worker for {name} panicked; it starts again in {} ms",
            pause.as_millis()
        );
        tell_stewards(&app).await;
        tokio::time::timeout(pause, stopped(stop.clone())).await.ok();
        pause = (2 * pause).min(LONGEST_PAUSE);
    }
}

/// Where the database fails just now, the worker for staff tries again.
async fn tell_stewards(app: &App) {
    if let Err(error) = app.workers.tell_stewards(&app.site).await {
        tracing::error!("stewards do not know yet that a worker failed: {error:#}");
    }
}

/// Sends letters whenever they are due.
async fn send(site: Site, transport: Transport, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let rest = match outbox::send_due(&site, &transport, &stop).await {
            Ok(0) => REST,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!("letters wait: {error:#}");
                10 * REST
            }
        };
        tokio::time::timeout(rest, stopped(stop.clone())).await.ok();
    }
}

/// How long the worker for staff rests: nobody has to know to the second.
const STAFF_REST: Duration = Duration::from_mins(1);

/// Tells officers and stewards by email what waits for them.
async fn tell_staff(app: App, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tell_stewards(&app).await;
        if let Err(error) = waiting::tell_due(&app.site).await {
            tracing::error!("emails to staff wait: {error:#}");
        }
        tokio::time::timeout(STAFF_REST, stopped(stop.clone())).await.ok();
    }
}

/// Looks after letters on their way, lets waves go, forms groups and fills their places, whenever they are due.
async fn look_after(app: App, stop: watch::Receiver<bool>) {
    if let Err(error) = outbox::forgetting::sweep(&app.site).await {
        tracing::warn!("letters of people who were erased may lie in the folder still: {error:#}");
    }
    while !*stop.borrow() {
        let tidied = outbox::tidy(&app.site).await;
        let done = app.work().await;
        let rest = match tidied.and(done) {
            Ok(0) => REST,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!("part of the work waits: {error:#}");
                10 * REST
            }
        };
        tokio::time::timeout(rest, stopped(stop.clone())).await.ok();
    }
}
