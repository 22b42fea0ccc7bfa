//! One world: a database, a folder, a clock that a story moves, and Alongside served on a real port.

use std::path::Path;

use alongside::{
    app::App,
    config::{Config, Transport},
    database::{Database, sql},
    moment::{Clock, HOUR, Moment},
    outbox,
};
use tempfile::TempDir;
use tokio::{
    net::TcpListener,
    sync::{Mutex, watch},
    task::JoinHandle,
};
use uuid::Uuid;

use super::{
    digest::Digest,
    letters::{self, Letter},
    postgres,
    visitor::Visitor,
};

/// Tuesday 1 December 2026, nine in the morning: when every story begins.
pub const BEGINNING: Moment = Moment(1_796_115_600);

/// The database a story is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// The embedded file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// A world for one story.
pub struct World {
    /// The service.
    pub app: App,
    /// The time, moved by hand: `world.clock.advance(2 * DAY)`.
    pub clock: Clock,
    /// Where it is served: `http://127.0.0.1:PORT`.
    pub address: String,
    transport: outbox::sending::Transport,
    folder: TempDir,
    postgres: Option<String>,
    stop: watch::Sender<bool>,
    serving: Mutex<Option<JoinHandle<anyhow::Result<()>>>>,
}

impl World {
    /// A new world with the usual settings.
    pub async fn begin(store: Store) -> Self {
        Self::begin_with(store, |_| ()).await
    }

    /// A new world whose settings `change` has touched. Its work is done when the story says so: the workers
    /// do not run.
    pub async fn begin_with(store: Store, change: impl FnOnce(&mut Config)) -> Self {
        let (listener, address) = listen().await;
        let world = Self::open(store, address, change).await;
        let (app, stop) = (world.app.clone(), world.stop.subscribe());
        let serving = async move {
            app.serve_pages(listener, stop).await;
            Ok(())
        };
        world.serving.lock().await.replace(tokio::spawn(serving));
        world
    }

    /// A new world served as in a real installation, with its workers.
    pub async fn begin_working(store: Store) -> Self {
        let (listener, address) = listen().await;
        let world = Self::open(store, address, |_| ()).await;
        let serving = world.app.clone().serve(listener, world.stop.subscribe());
        world.serving.lock().await.replace(tokio::spawn(serving));
        world
    }

    /// A world at the real time that nobody serves yet: for the real program, started on its folder.
    pub async fn prepared(change: impl FnOnce(&mut Config)) -> Self {
        Self::prepared_on(Store::Sqlite, change).await
    }

    /// The same on this store.
    pub async fn prepared_on(store: Store, change: impl FnOnce(&mut Config)) -> Self {
        let (listener, address) = listen().await;
        drop(listener);
        // It may be night.
        let change = |config: &mut Config| {
            config.mail.quiet_hours = false;
            change(config);
        };
        Self::open_at(store, address, Clock::at(Clock::real().now()), change).await
    }

    async fn open(store: Store, address: String, change: impl FnOnce(&mut Config)) -> Self {
        Self::open_at(store, address, Clock::at(BEGINNING), change).await
    }

    async fn open_at(store: Store, address: String, clock: Clock, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("alongside-story-")
            .tempdir()
            .expect("a folder");
        let postgres = match store {
            Store::Sqlite => None,
            Store::Postgres => Some(postgres::new_database().await),
        };
        let mut config = Config::default();
        config.server.base_url.clone_from(&address);
        config.data.directory = folder.path().to_owned();
        config.data.database_url = postgres.clone().map(Into::into);
        config.mail.transport = Transport::Directory;
        config.mail.hold_minutes = 10;
        config.server.drain_seconds = 0;
        change(&mut config);
        let transport = outbox::sending::Transport::new(&config).expect("a way for letters");
        let app = App::open(config, clock.clone()).await.expect("the service opens");
        app.matcher.catch_up().await.expect("the index is built");
        let (stop, _) = watch::channel(false);
        Self {
            app,
            clock,
            address,
            transport,
            folder,
            postgres,
            stop,
            serving: Mutex::default(),
        }
    }

    /// Opens everything again, as the next start does.
    pub async fn reopen(&mut self) {
        let config = Config::clone(&self.app.site.config);
        self.close().await;
        self.app = App::open(config, self.clock.clone())
            .await
            .expect("the service opens again");
        // A story may have an index that cannot be written; then the service goes on without.
        self.app.matcher.catch_up().await.ok();
    }

    /// Lets go of the database, for another program to have it.
    pub async fn close(&self) {
        self.database().close().await;
    }

    /// The database, for what only a test may ask.
    pub fn database(&self) -> &Database {
        &self.app.site.database
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The address of its PostgreSQL database, when it has one.
    pub fn database_url(&self) -> Option<&str> {
        self.postgres.as_deref()
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody with a browser that nobody knows yet.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.address, None)
    }

    /// Does the work that is due at this moment, to its end: the index, waves, groups, letters.
    ///
    /// A list of groups stands for an hour before it is drawn: where one does, that hour passes.
    pub async fn work(&self) {
        self.work_now().await;
        let list = "select id from draw where state = 'listed' and draw_at <= $1";
        let soon = self.now().plus(HOUR);
        let stands: Option<(Uuid,)> = sql(self.database(), list)
            .bind(soon)
            .optional()
            .await
            .expect("read");
        if stands.is_some() {
            self.clock.advance(HOUR);
            self.work_now().await;
        }
    }

    /// Does everything that is due at this moment.
    pub async fn work_now(&self) {
        loop {
            let done = self.app.work().await.expect("the work gets done");
            let sent = self.send().await;
            if done + sent == 0 {
                break;
            }
        }
        // What became of letters that were stopped on the way.
        self.app.work().await.expect("the work gets done");
        // A story may have an index that cannot be written; then the service goes on without.
        self.app.matcher.catch_up().await.ok();
    }

    /// Sends the letters that are due at this moment; tells how many were tried.
    pub async fn send(&self) -> usize {
        let site = &self.app.site;
        outbox::tidy(site).await.expect("letters are looked after");
        let sent = outbox::send_due(site, &self.transport, &self.stop.subscribe()).await;
        sent.expect("letters leave")
    }

    /// Every letter sent so far, the oldest first. Does the work that is due beforehand.
    pub async fn letters(&self) -> Vec<Letter> {
        self.work().await;
        letters::read(&self.folder().join("letters"))
    }

    /// The newest letter to `recipient` with `words` in its subject.
    pub async fn letter(&self, recipient: &str, words: &str) -> Letter {
        let letters = self.letters().await;
        let seen: Vec<String> = letters
            .iter()
            .map(|letter| format!("{} <- {}", letter.to, letter.subject))
            .collect();
        letters
            .into_iter()
            .rev()
            .find(|letter| letter.to.eq_ignore_ascii_case(recipient) && letter.subject.contains(words))
            .unwrap_or_else(|| panic!("no letter to {recipient} about {words:?} among {seen:#?}"))
    }

    /// What the database holds at this moment.
    pub async fn digest(&self) -> Digest {
        Digest::of(self.database()).await
    }

    /// Asks the service to stop, as Ctrl-C does.
    pub fn ask_to_stop(&self) {
        self.stop.send_replace(true);
    }

    /// Ends the world: the service stops as it does when it is asked to, and the database goes.
    pub async fn end(self) {
        self.ask_to_stop();
        if let Some(serving) = self.serving.lock().await.take() {
            let stopped = serving.await.expect("the service did not panic");
            stopped.expect("the service stopped in order");
        }
        self.close().await;
        if let Some(url) = self.postgres {
            postgres::drop_database(&url).await;
        }
    }
}

/// A free port of this machine, and its address.
async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("its number"));
    (listener, address)
}
