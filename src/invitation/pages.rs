//! The pages of invitations: the answer without signing in, a person's own list, and the host's side.

pub mod host;
pub mod reply;
pub mod stop;
pub mod yours;

use axum::Router;

use crate::site::Site;

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(reply::router())
        .merge(stop::router())
        .merge(yours::router())
        .merge(host::router())
}
