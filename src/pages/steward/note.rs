//! A steward has read a note about the service.

use axum::{Router, extract::Path, response::Response, routing::post};

use crate::{
    moment::Moment,
    note::{Topic, records},
    web::{Error, Form, Result, Site, Steward, visit::done},
};

/// The address of this page.
pub(super) fn router() -> Router<Site> {
    Router::new().route("/steward/note/{topic}", post(read))
}

/// Takes the note away; what happened after the page was made stays.
async fn read(steward: Steward, Path(topic): Path<String>, form: Form) -> Result<Response> {
    let topic = Topic::parse(&topic).ok_or(Error::NotFound)?;
    let seen = form
        .text("seen")
        .parse()
        .map(Moment)
        .map_err(|_| Error::NotFound)?;
    let mut transaction = steward.visit.site.database.begin().await?;
    records::read(&mut transaction, topic, seen).await?;
    transaction.commit().await?;
    Ok(done("/steward", "note-read"))
}
