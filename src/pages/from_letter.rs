//! What somebody opens from an email, without being signed in.

mod email;
mod join;
mod set_up_anew;

use axum::Router;

use crate::web::Site;

/// The addresses of this audience.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(email::router())
        .merge(join::router())
        .merge(set_up_anew::router())
}
