//! The pages, by audience: the address `/steward/person` is handled by `pages/steward/person.rs`.
//!
//! New pages belong here. Older pages are still beside their nouns (`noun/pages.rs`).

mod account;
mod from_letter;
mod host;
mod public;
mod steward;

use axum::Router;

use crate::web::Site;

/// The addresses of all pages in this folder.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(account::router())
        .merge(from_letter::router())
        .merge(host::router())
        .merge(public::router())
        .merge(steward::router())
}
