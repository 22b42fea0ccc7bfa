//! Why people say no, for a host: advice without numbers.

use axum::{Router, routing::get};
use serde_json::{Value, json};

use crate::{
    invitation::noes::records,
    organisation,
    site::Site,
    web::{Officer, Result},
};

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new().route("/host/why-no", get(show))
}

async fn show(officer: Officer) -> Result {
    let (_, organisation) = organisation::pages::verified(&officer).await?;
    let database = &officer.visit.site.database;
    let quarters: Vec<Value> = records::of_organisation(database, organisation.id)
        .await?
        .into_iter()
        .map(|(quarter, reasons)| {
            let (year, number) = quarter.split_once("-Q").unwrap_or((&quarter, ""));
            json!({"year": year, "number": number, "reasons": reasons})
        })
        .collect();
    officer
        .visit
        .english_page("host/why-no.html", json!({"quarters": quarters}))
}
