//! Pages of stewards.

mod calls;
mod rights;
mod take_down;

use axum::Router;

use crate::web::Site;

/// The addresses of these pages.
pub(super) fn router() -> Router<Site> {
    Router::new()
        .merge(calls::router())
        .merge(rights::router())
        .merge(take_down::router())
}
