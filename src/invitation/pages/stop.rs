//! One click stops invitations: of a person on the page, or of mail software by RFC 8058.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::links;
use crate::{
    invitation::{links::LinkPurpose, replies},
    site::Site,
    web::{Result, Visit},
};

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new().route("/stop/{token}", get(show).post(stop))
}

/// Asks first: software that looks at links must not stop anything.
async fn show(visit: Visit, Path(token): Path<String>) -> Result {
    if links::find(&visit, LinkPurpose::Stop, &token).await?.is_none() {
        return links::ended(&visit);
    }
    visit.page("invitation/stop.html", json!({"stopped": false}))
}

async fn stop(visit: Visit, Path(token): Path<String>) -> Result {
    let Some(invitation) = links::find(&visit, LinkPurpose::Stop, &token).await? else {
        return links::ended(&visit);
    };
    replies::stop(&visit.site, invitation.id).await?;
    visit.page("invitation/stop.html", json!({"stopped": true}))
}
