//! Everybody who works here: stewards, and the officers of every organisation.

use axum::{Router, routing::get};
use serde_json::json;

use crate::{
    organisation::colleagues,
    steward::records,
    web::{Result, Site, Steward},
};

pub fn router() -> Router<Site> {
    Router::new().route("/steward/staff", get(show))
}

async fn show(steward: Steward) -> Result {
    let visit = &steward.visit;
    let database = &visit.site.database;
    let context = json!({
        "stewards": records::stewards(database).await?,
        "officers": colleagues::records::everywhere(database).await?,
        "own": steward.id,
    });
    visit.english_page("steward/staff.html", context)
}
