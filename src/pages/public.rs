//! Pages for everybody that show no data: the landing page and the statements.

use axum::{Router, routing::get};
use serde_json::json;

use crate::web::{Site, Visit};

/// The addresses of the public pages.
pub(super) fn router() -> Router<Site> {
    Router::new()
        .route(
            "/",
            get(|visit: Visit| async move { visit.page("home.html", json!({})) }),
        )
        .route(
            "/accessibility",
            get(|visit: Visit| async move { visit.page("accessibility.html", json!({})) }),
        )
        .route(
            "/privacy",
            get(|visit: Visit| async move { visit.page("privacy.html", json!({})) }),
        )
        .route(
            "/safe",
            get(|visit: Visit| async move { visit.page("safe.html", json!({})) }),
        )
        .route(
            "/who-sees-what",
            get(|visit: Visit| async move { visit.page("who-sees-what.html", json!({})) }),
        )
}
