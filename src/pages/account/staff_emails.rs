//! Whether an officer or a steward wants emails about what waits for them.

use axum::{Router, response::Response, routing::get};
use serde_json::json;

use crate::{
    account::{AccountId, Role},
    waiting::records,
    web::{Error, Form, Result, Site, Visit, visit::done},
};

/// The address of this page.
pub(super) fn router() -> Router<Site> {
    Router::new().route("/account/staff-emails", get(show).post(keep))
}

/// The officer or steward who is signed in. Nobody else has this page.
fn staff(visit: &Visit) -> Result<AccountId> {
    match visit.signed_in() {
        Some(session) if session.role != Role::Citizen => Ok(session.account_id),
        Some(_) => Err(Error::NotFound),
        None => Err(Error::SignIn(visit.path.clone())),
    }
}

async fn show(visit: Visit) -> Result {
    let id = staff(&visit)?;
    let wanted = records::wants(&visit.site.database, id).await?;
    visit.page("account/staff-emails.html", json!({"wanted": wanted}))
}

async fn keep(visit: Visit, form: Form) -> Result<Response> {
    let id = staff(&visit)?;
    let mut transaction = visit.site.database.begin().await?;
    records::want(
        &mut transaction,
        id,
        form.text("wanted") == "yes",
        visit.site.now(),
    )
    .await?;
    transaction.commit().await?;
    Ok(done("/account/staff-emails", "staff-emails-kept"))
}
