//! The pages of paper: answering with a short code, printing and posting, what staff heard, helping somebody to
//! register, and what hangs on walls.

pub mod acting;
pub mod address;
pub mod batch;
pub mod draft;
pub mod heard;
pub mod letter;
pub mod mandate;
pub mod register;
pub mod reply;
pub mod wall;

use axum::{
    Router, middleware,
    routing::{get, post},
};

use super::How;
use crate::web::{Form, Site};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/reply", get(reply::show).post(reply::check))
        .route("/reply/answer", get(reply::page).post(reply::answer))
        .route(
            "/reply/supporter",
            get(mandate::by_code).post(mandate::decide_by_code),
        )
        .route("/poster", get(wall::poster))
        .route("/paper-form", get(wall::form))
        .route(
            "/you/paper",
            get(address::show)
                .post(address::keep)
                .layer(middleware::from_fn(acting::note)),
        )
        .route("/steward/post", get(batch::show).post(batch::make))
        .route("/steward/post/{batch}", get(batch::print))
        .route("/steward/post/{batch}/posted", post(batch::posted))
        .route("/steward/post/{batch}/back", post(batch::back))
        .route("/steward/reply", get(heard::show).post(heard::find))
        .route("/steward/reply/answer", post(heard::answer))
        .route("/steward/reply/draft", post(draft::decide))
        .route("/steward/reply/supporter", post(mandate::decide))
        .route("/steward/register", get(register::show).post(register::register))
        .route("/steward/act", get(acting::show).post(acting::begin))
        .route("/steward/act/end", post(acting::end))
}

/// Who heard it, and how it reached us: `missing` when one is not said.
fn heard(form: &mut Form) -> Option<(String, How)> {
    let by = form.required_line("heard_by", 100);
    let how = form.choice("how", How::parse)?;
    form.is_fine().then_some((by, how))
}
