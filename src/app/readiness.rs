//! `/health/ready`: whether this node can do its work, for a load balancer and for the person who looks after it.
//!
//! The first line is `ready`, or why not; the lines below it say how things stand. Ready means that pages answer and
//! forms are kept. An index that is behind, letters that do not leave and workers that had to be started again are
//! told, but no reason to send people elsewhere: elsewhere is no better.

use std::{
    fmt::Write as _,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Extension, http::StatusCode};
use tokio::{sync::Mutex, time::timeout};

use super::{App, workers::Watched};
use crate::{
    check,
    database::{Database, Failure, changes},
    matching::Matcher,
    site::Site,
};

/// An answer is given again for so long: however many ask, the database is asked once a second.
const KEPT: Duration = Duration::from_secs(1);
/// So long any other question may take, milliseconds.
const PATIENCE_MILLISECONDS: u64 = 900;
/// With less space than this on the disk of the embedded database there is none for a form, bytes.
const LEAST_SPACE: u64 = 64 * 1024;

/// Answers whether this node is ready.
#[derive(Clone)]
pub(super) struct Readiness {
    site: Site,
    matcher: Matcher,
    workers: Watched,
    last: Arc<Mutex<Option<(Instant, Answer)>>>,
}

type Answer = (StatusCode, String);

impl Readiness {
    pub(super) fn of(app: &App) -> Self {
        Self {
            site: app.site.clone(),
            matcher: app.matcher.clone(),
            workers: app.workers.clone(),
            last: Arc::default(),
        }
    }

    async fn answer(&self) -> Answer {
        if self.site.stopping.has_begun() {
            return (StatusCode::SERVICE_UNAVAILABLE, "this node leaves\n".to_owned());
        }
        let mut last = self.last.lock().await;
        if let Some((at, answer)) = &*last
            && at.elapsed() < KEPT
        {
            return answer.clone();
        }
        let answer = self.look().await;
        *last = Some((Instant::now(), answer.clone()));
        answer
    }

    async fn look(&self) -> Answer {
        let database = &self.site.database;
        let space = space(&self.site.config.data.directory);
        let embedded = matches!(database, Database::Sqlite { .. });
        let (written, index, letters) = tokio::join!(database.try_write(), self.index(), self.letters());
        let wrong = match written {
            Err(failure) => Some(failure),
            Ok(()) if embedded && space.is_some_and(|bytes| bytes < LEAST_SPACE) => Some(Failure::Full),
            Ok(()) => None,
        };
        let wrong = wrong.map(|failure| failure.to_string());
        // A node that starts is asked nothing before it can find people and opportunities.
        let starting = || "the index is not read yet".to_owned();
        let wrong = wrong.or_else(|| (!self.matcher.is_ready()).then(starting));
        let mut text = wrong.clone().unwrap_or_else(|| "ready".to_owned());
        text.push('\n');
        let space = space.map_or_else(
            || "unknown".to_owned(),
            |bytes| format!("{} MB free", bytes / 1_000_000),
        );
        let workers = self.workers.to_string();
        for (name, said) in [
            ("disk", space),
            ("index", index),
            ("letters", letters),
            ("workers", workers),
        ] {
            writeln!(text, "{name}: {said}").ok();
        }
        let status = match wrong {
            Some(_) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::OK,
        };
        (status, text)
    }

    async fn index(&self) -> String {
        let newest = in_time(changes::newest(&self.site.database)).await;
        let behind = newest.map(|newest| (newest - self.matcher.position()).max(0));
        match behind {
            Some(behind) if self.matcher.is_kept_up() => format!("{behind} changes behind"),
            Some(behind) => format!("cannot be written; {behind} changes behind"),
            None => "unknown".to_owned(),
        }
    }

    async fn letters(&self) -> String {
        let stuck = check::stuck_letters(&self.site.database, self.site.now());
        match in_time(stuck).await {
            Some(stuck) => format!("{stuck} stuck"),
            None => "unknown".to_owned(),
        }
    }
}

async fn in_time<T>(answer: impl Future<Output = sqlx::Result<T>>) -> Option<T> {
    let patience = Duration::from_millis(PATIENCE_MILLISECONDS);
    timeout(patience, answer).await.ok()?.ok()
}

/// Bytes that are free for us on the disk of a folder.
fn space(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

pub(super) async fn ready(Extension(readiness): Extension<Readiness>) -> (StatusCode, String) {
    readiness.answer().await
}
