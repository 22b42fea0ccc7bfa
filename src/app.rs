//! The whole service in one value, and every address it answers on one screen.

mod connections;
pub mod files;
mod line;
mod requests;
mod workers;

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use axum::{
    Extension, Router, extract::State, http::StatusCode, middleware, response::IntoResponse, routing::get,
};
use secrecy::ExposeSecret;
use tokio::{net::TcpListener, sync::watch};

use requests::Turns;

use crate::{
    account, calm, citizen,
    config::Config,
    database::{Database, installation},
    demo, digest, draw, equality,
    frontend::Frontend,
    invitation,
    matching::{self, Matcher, Meaning},
    moment::Clock,
    opportunity, organisation,
    outbox::{self, Transport},
    pages, post,
    site::Stopping,
    steward, supporter,
    web::{self, Error, Site, layer},
};

/// The whole service; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What the pages reach.
    pub site: Site,
    /// Who fits what, and why.
    pub matcher: Matcher,
}

impl App {
    /// Opens the database, brings its schema up to date and prepares everything that pages need.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let folder = &config.data.directory;
        files::make_private(folder)
            .with_context(|| format!("cannot keep the folder {} for our eyes only", folder.display()))?;
        let database = open_database(&config).await?;
        database
            .migrate()
            .await
            .context("the schema could not be brought up to date")?;
        let secret = installation::secret(&database, account::random).await?;
        let index = config.index_directory();
        let meaning = open_meaning(&config, &database).await?;
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
        Ok(Self { site, matcher })
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
            .layer(Extension(self.matcher.clone()))
            .layer(middleware::from_fn_with_state(self.site.clone(), layer::around));
        // Health checks and the files of pages cost nothing, and never wait for a turn.
        outbox::pages::router()
            .merge(all_pages)
            .layer(middleware::from_fn_with_state(
                Turns::new(&self.site),
                requests::in_turn,
            ))
            .route("/health/live", get(|| async { "alive\n" }))
            .route("/health/ready", get(ready))
            .route("/assets/{*path}", get(web::asset))
            .with_state(self.site.clone())
    }

    /// One round of everything that is due now, but for the letters themselves. Returns how much was done; 0 when
    /// there is nothing to do.
    pub async fn work(&self) -> anyhow::Result<usize> {
        let site = &self.site;
        web::kept::tidy(site).await?;
        if !self.matcher.is_ready() {
            return Ok(0);
        }
        let written = digest::write_due(site, &self.matcher).await?;
        let refilled = invitation::refill::refill_due(site, &self.matcher).await?;
        Ok(written + refilled + invitation::work(site, &self.matcher).await?)
    }

    /// Serves until `stop` says so. Then this node is not ready for some seconds, while everything goes on, so that a
    /// load balancer turns to others; then it takes nobody new, and ends when requests and letters in progress have.
    pub async fn serve(self, listener: TcpListener, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let transport = Transport::new(&self.site.config)?;
        transport.check(self.site.now()).await?;
        files::raise_limit();
        let (close, closing) = watch::channel(false);
        let follower = tokio::spawn({
            let (matcher, stop) = (self.matcher.clone(), closing.clone());
            async move { matcher.follow(stop).await }
        });
        let learner = tokio::spawn({
            let (matcher, stop) = (self.matcher.clone(), stop.clone());
            async move { matcher.keep_learning(stop).await }
        });
        let workers = tokio::spawn(workers::run(self.clone(), transport, stop.clone()));
        let leave = async {
            stopped(stop).await;
            self.site.stopping.begin();
            tokio::time::sleep(Duration::from_secs(self.site.config.server.drain_seconds)).await;
            close.send_replace(true);
        };
        tokio::join!(self.serve_pages(listener, closing), leave);
        let ended = tokio::time::timeout(PATIENCE, async { tokio::join!(follower, learner, workers) }).await;
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

/// Opens the database that the configuration names.
pub async fn open_database(config: &Config) -> anyhow::Result<Database> {
    if let Some(url) = &config.data.database_url {
        return Database::open_postgres(url.expose_secret())
            .await
            .context("the PostgreSQL server that data.database_url names cannot be reached");
    }
    let directory = &config.data.directory;
    std::fs::create_dir_all(directory)
        .with_context(|| format!("cannot make the folder {}", directory.display()))?;
    let file = config.sqlite_file();
    Database::open_sqlite(&file)
        .await
        .with_context(|| format!("cannot open the database {}", file.display()))
}

/// Loads the meaning pack that the configuration names. Without it, what an earlier start learnt is forgotten:
/// nobody would forget it with the texts.
async fn open_meaning(config: &Config, database: &Database) -> anyhow::Result<Option<Meaning>> {
    let Some(folder) = config.meaning_folder().map(Path::to_owned) else {
        matching::forget_meaning(database).await?;
        return Ok(None);
    };
    let named = folder.display().to_string();
    let meaning = tokio::task::spawn_blocking(move || Meaning::load(&folder)).await?;
    let meaning = meaning.with_context(|| {
        format!(
            "matching.meaning (ALONGSIDE_MEANING) must be \"off\" or the folder of the meaning pack, which \
             {named} is not; `make meaning MEANING={named}` brings it there"
        )
    })?;
    Ok(Some(meaning))
}

async fn ready(State(site): State<Site>) -> impl IntoResponse {
    if site.stopping.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "this node leaves\n");
    }
    match installation::is_reachable(&site.database).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database cannot be reached\n",
        ),
    }
}
