//! The whole service in one value, and every address it answers on one screen.

mod connections;
pub mod files;
mod line;
mod opening;
mod readiness;
mod requests;
mod workers;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use axum::{Extension, Router, middleware, routing::get};
use tokio::{net::TcpListener, sync::watch};

use requests::RequestPlaces;

use crate::{
    account, calm, citizen,
    config::Config,
    database::installation,
    demo, digest, draw, equality,
    frontend::Frontend,
    invitation,
    matching::Matcher,
    moment::Clock,
    opportunity, organisation,
    outbox::{self, Transport},
    pages, post,
    site::Stopping,
    steward, supporter,
    web::{self, Error, Site, layer},
};

pub use opening::database as open_database;

/// The whole service; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What the pages reach.
    pub site: Site,
    /// Who fits what, and why.
    pub matcher: Matcher,
    workers: workers::Watched,
}

impl App {
    /// Opens the database, brings its schema up to date and prepares everything that pages need.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let folder = &config.data.directory;
        opening::make_writable(folder)?;
        files::make_private(folder)
            .with_context(|| format!("cannot keep the folder {} for our eyes only", folder.display()))?;
        let database = open_database(&config).await?;
        let migrated = database.migrate().await.map_err(anyhow::Error::from);
        opening::explained(migrated).context("the schema could not be brought up to date")?;
        let secret = opening::explained(installation::secret(&database, account::random).await)?;
        let index = config.index_directory();
        let meaning = opening::meaning(&config, &database).await?;
        // It catches up while the service listens already.
        let matcher = Matcher::new(database.clone(), &index, clock.clone(), secret, meaning);
        let site = Site {
            turns: matcher.turns(),
            database,
            frontend: Frontend::load()?,
            clock,
            config: Arc::new(config),
            secret: Arc::new(secret),
            demo: false,
            stopping: Stopping::default(),
        };
        Ok(Self {
            site,
            matcher,
            workers: workers::Watched::default(),
        })
    }

    /// Every address of the service.
    pub fn router(&self) -> Router {
        let all_pages = Router::new()
            .merge(pages::router())
            .merge(account::pages::router())
            .merge(invitation::pages::router())
            .merge(draw::pages::router())
            .merge(opportunity::pages::router())
            .merge(organisation::pages::router())
            .merge(steward::pages::router())
            .merge(post::pages::router())
            .merge(supporter::pages::router())
            .merge(citizen::pages::router().layer(middleware::from_fn(post::pages::acting::note)))
            .merge(calm::pages::router())
            .merge(equality::pages::router())
            .merge(digest::pages::router())
            .merge(demo::pages::router())
            .fallback(|| async { Error::NotFound })
            .method_not_allowed_fallback(|| async { Error::NotFound })
            .layer(Extension(self.matcher.clone()))
            .layer(middleware::from_fn_with_state(self.site.clone(), layer::around));
        // Health checks and the files of pages cost nothing, and never wait for a turn.
        outbox::pages::router()
            .merge(all_pages)
            .layer(middleware::from_fn_with_state(
                RequestPlaces::new(&self.site),
                requests::in_turn,
            ))
            .route("/health/live", get(|| async { "alive\n" }))
            .route("/health/ready", get(readiness::ready))
            .layer(Extension(readiness::Readiness::of(self)))
            .route("/assets/{*path}", get(web::asset))
            .with_state(self.site.clone())
    }

    /// One round of everything that is due now, but for the letters themselves. Returns how much was done; 0 when
    /// there is nothing to do.
    ///
    /// # Errors
    /// The first thing that failed, after everything else had its turn.
    pub async fn work(&self) -> anyhow::Result<usize> {
        let (site, matcher) = (&self.site, &self.matcher);
        outbox::forget(site).await;
        let tidied = web::kept::tidy(site).await;
        if !matcher.is_ready() {
            tidied?;
            return Ok(0);
        }
        let refilled = invitation::refill::refill_due(site, matcher).await;
        let invited = invitation::work(site, matcher).await;
        // Nobody waits for a digest.
        let written = digest::write_due(site, matcher).await;
        tidied?;
        Ok(refilled? + invited? + written?)
    }

    /// Runs `work`, and starts it again with longer and longer pauses when it panics, until it ends by itself or `stop`
    /// says so. Stewards are told the `name` of what failed.
    pub async fn supervise<F>(&self, name: &'static str, stop: watch::Receiver<bool>, work: impl Fn() -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        workers::supervise(self.clone(), name, stop, work).await;
    }

    /// Serves until `stop` says so. Then this node is not ready for some seconds, while everything goes on, so that a
    /// load balancer turns to others; then it takes nobody new, and ends when requests and letters in progress have.
    pub async fn serve(self, listener: TcpListener, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let transport = Transport::new(&self.site.config)?;
        transport.check(self.site.now()).await?;
        files::raise_limit();
        let (close, closing) = watch::channel(false);
        let stops = workers::Stops {
            work: stop.clone(),
            pages: closing.clone(),
        };
        let workers = tokio::spawn(workers::run(self.clone(), transport, stops));
        let leave = async {
            stopped(stop).await;
            self.site.stopping.begin();
            // A demonstration has no load balancer.
            if !self.site.demo {
                tokio::time::sleep(Duration::from_secs(self.site.config.server.drain_seconds)).await;
            }
            close.send_replace(true);
        };
        tokio::join!(self.serve_pages(listener, closing), leave);
        let ended = tokio::time::timeout(PATIENCE, workers).await;
        if ended.is_err() {
            tracing::warn!("stopped in the middle of a letter; it is settled when its lease ends");
        }
        self.site.database.close().await;
        Ok(())
    }

    /// Serves the pages alone until `closing` says so, and ends when the requests in progress have their answers.
    pub async fn serve_pages(&self, listener: TcpListener, closing: watch::Receiver<bool>) {
        connections::serve(listener, self.router(), &self.site, closing).await;
    }
}

/// How long a stop waits for requests in progress, and then for letters.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits until the service is asked to stop.
async fn stopped(mut stop: watch::Receiver<bool>) {
    stop.wait_for(|stop| *stop).await.ok();
}
