//! The pages behind the links of letters, and the calm page for those that lead nowhere any more.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;

use crate::{
    account::Token,
    invitation::{
        Invitation, calendar,
        links::{LinkPurpose, records},
        replies,
    },
    opportunity,
    site::Site,
    web::{Error, Result, Visit},
};

/// The addresses of these pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/i/{token}", get(dates))
        .route("/not-me/{token}", get(ask).post(not_me))
}

/// The invitation behind a link that is good for `purpose`; none for one that is unknown, too old or for something
/// else. Nobody can tell which.
pub(super) async fn find(visit: &Visit, purpose: LinkPurpose, token: &str) -> Result<Option<Invitation>> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let found = records::find(&visit.site.database, purpose, &token).await?;
    let now = visit.site.now();
    Ok(found.filter(|invitation| purpose.ends(invitation.open_until).is_none_or(|end| now < end)))
}

/// For a link that leads nowhere: what may have happened, and where to go now. It says nothing about anybody.
pub(super) fn ended(visit: &Visit) -> Result {
    let mut page = visit.page("invitation/ended.html", json!({}))?;
    *page.status_mut() = StatusCode::NOT_FOUND;
    Ok(page)
}

/// The dates for a calendar.
async fn dates(visit: Visit, Path(file): Path<String>) -> Result {
    let token = file.strip_suffix(".ics").unwrap_or_default();
    let Some(invitation) = find(&visit, LinkPurpose::Calendar, token).await? else {
        return ended(&visit);
    };
    let opportunity = opportunity::records::load(&visit.site.database, invitation.opportunity_id).await?;
    let opportunity = opportunity.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"dates.ics\""),
    ];
    let dates = calendar::file(&visit.site, &invitation, &opportunity, visit.language);
    Ok((headers, dates).into_response())
}

/// Explains first: software that looks at links must not take anything back.
async fn ask(visit: Visit, Path(token): Path<String>) -> Result {
    let Some(invitation) = find(&visit, LinkPurpose::NotMe, &token).await? else {
        return ended(&visit);
    };
    let open = invitation.takes_answers(visit.site.now());
    show(&visit, if open { "ask" } else { "late" })
}

async fn not_me(visit: Visit, Path(token): Path<String>) -> Result {
    let Some(invitation) = find(&visit, LinkPurpose::NotMe, &token).await? else {
        return ended(&visit);
    };
    let done = replies::not_me(&visit.site, invitation.id).await?;
    show(&visit, if done { "done" } else { "late" })
}

fn show(visit: &Visit, stands: &str) -> Result<Response> {
    visit.page(
        "invitation/not-me.html",
        json!({"stands": stands, "path": visit.path}),
    )
}
