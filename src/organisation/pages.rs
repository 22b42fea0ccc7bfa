//! How an organisation applies, and what its officers see until it is verified.

use axum::{Router, routing::get};
use serde_json::json;

use super::{Officer, Organisation, Standing, records};
use crate::web::{self, Error, Result, Site};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new().route("/organisations/waiting", get(waiting))
}

/// The officer and their organisation, when a steward has verified both; otherwise the way to the page that
/// says where things stand.
pub async fn verified(officer: &web::Officer) -> Result<(Officer, Organisation)> {
    records::officer(&officer.visit.site.database, officer.id)
        .await?
        .filter(|(person, organisation)| {
            person.verified_at.is_some() && organisation.status == Standing::Verified
        })
        .ok_or(Error::Elsewhere("/organisations/waiting"))
}

async fn waiting(officer: web::Officer) -> Result {
    let found = records::officer(&officer.visit.site.database, officer.id).await?;
    let (_, organisation) = found.ok_or(Error::NotFound)?;
    officer.visit.english_page(
        "organisation/waiting.html",
        json!({"name": organisation.name, "standing": organisation.status, "reason": organisation.reason}),
    )
}
