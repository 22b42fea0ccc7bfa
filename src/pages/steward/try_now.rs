//! A steward mended why our letters are refused, and wants to see whether it helped.

use axum::{Router, response::Response, routing::post};

use crate::{
    outbox::pause,
    web::{Form, Result, Site, Steward, visit::done},
};

/// The address of this page.
pub(super) fn router() -> Router<Site> {
    Router::new().route("/steward/try-now", post(try_now))
}

/// Has one letter tried at once.
async fn try_now(steward: Steward, _form: Form) -> Result<Response> {
    let site = &steward.visit.site;
    let mut transaction = site.database.begin().await?;
    pause::records::try_now(&mut transaction, site.now()).await?;
    transaction.commit().await?;
    Ok(done("/steward", "mail-tried"))
}
