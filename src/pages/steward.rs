//! Pages of stewards.

mod take_down;

use axum::Router;

use crate::web::Site;

/// The addresses of these pages.
pub(super) fn router() -> Router<Site> {
    Router::new().merge(take_down::router())
}
