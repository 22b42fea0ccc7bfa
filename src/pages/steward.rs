//! Pages of stewards.

mod calls;
mod note;
mod officer;
mod person;
mod rights;
mod staff;
mod take_down;
mod try_now;

use axum::Router;

use crate::web::Site;

/// The addresses of these pages.
pub(super) fn router() -> Router<Site> {
    Router::new()
        .merge(calls::router())
        .merge(officer::router())
        .merge(person::router())
        .merge(note::router())
        .merge(rights::router())
        .merge(staff::router())
        .merge(take_down::router())
        .merge(try_now::router())
}
