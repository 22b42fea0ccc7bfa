//! How many requests we work on at once, and how long one may take; whoever comes in vain reads a page that costs
//! nothing to make.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use tokio::sync::Semaphore;

use super::files;
use crate::{frontend::Language, site::Site, web::layer};

/// The most requests at once; health checks and the files of pages are not counted.
const MOST_REQUESTS: usize = 256;
/// How long we work on one request, in seconds.
const WORK_SECONDS: u64 = 15;
/// When to ask again, in seconds.
const RETRY_SECONDS: i64 = 5;

/// An error page that is made beforehand, in both languages: it asks neither the database nor who visits.
#[derive(Clone)]
pub(super) struct ErrorPage {
    site: Site,
    status: StatusCode,
    wait: i64,
    texts: [String; 2],
}

impl ErrorPage {
    /// The page for `status`; after `wait` seconds asking again helps, when that is not 0.
    pub fn new(site: &Site, status: StatusCode, wait: i64) -> Self {
        let text = |language| {
            let made = layer::error_without_visit(site, language, status, wait);
            made.inspect_err(|error| tracing::error!("an error page failed: {error:#}"))
                .unwrap_or_default()
        };
        Self {
            site: site.clone(),
            status,
            wait,
            texts: [text(Language::English), text(Language::Welsh)],
        }
    }

    /// The page in the language that this browser has chosen.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let [english, welsh] = &self.texts;
        let text = match layer::chosen_language(headers) {
            Some(Language::Welsh) => welsh,
            _ => english,
        };
        let mut response = (self.status, Html(text.clone())).into_response();
        if self.wait > 0 {
            let wait = HeaderValue::from(self.wait);
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        layer::secure(&self.site, response)
    }
}

/// The turns of requests, and the page for those that get none.
pub(super) struct RequestPlaces {
    free: Semaphore,
    busy: ErrorPage,
}

impl RequestPlaces {
    /// As many as there may be.
    pub fn new(site: &Site) -> Arc<Self> {
        // Fewer requests than connections: a connection that only waits for its client can always make room.
        let most = MOST_REQUESTS.min(files::connections() * 3 / 4);
        Arc::new(Self {
            free: Semaphore::new(most),
            busy: ErrorPage::new(site, StatusCode::SERVICE_UNAVAILABLE, RETRY_SECONDS),
        })
    }
}

/// Runs around every request that costs something: it gets a turn or is told to come again, and has its time.
pub(super) async fn in_turn(
    State(turns): State<Arc<RequestPlaces>>,
    request: Request,
    next: Next,
) -> Response {
    let Ok(_turn) = turns.free.try_acquire() else {
        return turns.busy.answer(request.headers());
    };
    let headers = request.headers().clone();
    let work = tokio::time::timeout(Duration::from_secs(WORK_SECONDS), next.run(request));
    work.await.unwrap_or_else(|_| {
        tracing::error!("a request took longer than {WORK_SECONDS} s");
        turns.busy.answer(&headers)
    })
}
