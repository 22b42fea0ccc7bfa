//! The pages of paper: answering with a short code, printing and posting, what staff heard, and what hangs on walls.

pub mod batch;
pub mod letter;
pub mod reply;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Site;

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/reply", get(reply::show).post(reply::check))
        .route("/reply/answer", get(reply::page).post(reply::answer))
        .route("/reply/answer/back", post(reply::back))
        .route("/steward/post", get(batch::show).post(batch::make))
        .route("/steward/post/{batch}", get(batch::print))
        .route("/steward/post/{batch}/posted", post(batch::posted))
        .route("/steward/post/{batch}/back", post(batch::back))
}
