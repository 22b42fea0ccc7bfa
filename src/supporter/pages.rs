//! The pages of supporters: a person's own list, what a supporter sees, and drafts that wait for the person.

pub mod drafts;
pub mod theirs;
pub mod yours;

use axum::{
    Router,
    response::Redirect,
    routing::{get, post},
};

use crate::web::Site;

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/you/supporters", get(yours::show).post(yours::name))
        .route("/you/supporters/confirm", post(yours::confirm))
        .route("/you/supporters/end", post(yours::end))
        .route("/you/drafts", get(drafts::show).post(drafts::decide))
        .route("/d/{token}", get(drafts::arrive).post(drafts::decide_by_link))
        .route("/reply/draft", get(drafts::by_code).post(drafts::decide_by_code))
        .route("/s/{token}", get(theirs::arrive).post(theirs::enter))
        .route("/s/{token}/renew", get(to_start).post(theirs::renew))
        .route(
            "/stop/supporter/{token}",
            get(theirs::ask_stop).post(theirs::stop),
        )
        .route("/supporting/stop", post(theirs::stop_here))
        .route("/supporting", get(theirs::show))
        .route("/supporting/answer", get(to_start).post(theirs::choose))
        .route("/supporting/draft", get(to_start).post(theirs::draft_answer))
        .route("/supporting/words", get(to_start).post(theirs::draft_words))
}

/// Where somebody arrives who changes the language of a page that a form has shown.
async fn to_start() -> Redirect {
    Redirect::to("/supporting")
}
