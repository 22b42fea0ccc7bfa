//! One click stops invitations: of a person on the page, or of mail software by RFC 8058.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use crate::{
    account::Token,
    invitation::{Invitation, records, replies},
    site::Site,
    web::{Error, Result, Visit},
};

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new().route("/stop/{token}", get(show).post(stop))
}

async fn find(visit: &Visit, token: &str) -> Result<Invitation> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = records::by_token(&visit.site.database, &token).await?;
    found.ok_or(Error::NotFound)
}

/// Asks first: software that looks at links must not stop anything.
async fn show(visit: Visit, Path(token): Path<String>) -> Result {
    find(&visit, &token).await?;
    visit.page("invitation/stop.html", json!({"link": token, "stopped": false}))
}

async fn stop(visit: Visit, Path(token): Path<String>) -> Result {
    let invitation = find(&visit, &token).await?;
    replies::stop(&visit.site, invitation.id).await?;
    visit.page("invitation/stop.html", json!({"link": token, "stopped": true}))
}
