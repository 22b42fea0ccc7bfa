//! A citizen's own invitations, and each of them as in its letter.

use axum::{
    Extension, Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::reply;
use crate::{
    citizen,
    invitation::{Invitation, records},
    matching::Matcher,
    opportunity::{
        self,
        pages::{
            forward::{mine, takes_people},
            shown,
        },
    },
    organisation,
    site::Site,
    web::{Citizen, Error, Form, Result, Visit},
};

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/you/invitations", get(list))
        .route("/you/invitations/{id}", get(show).post(answer))
        .route("/you/invitations/{id}/back", get(ask_back).post(back))
        .route("/you/invitations/{id}/keep", post(keep))
}

async fn list(citizen: Citizen, Extension(matcher): Extension<Matcher>) -> Result {
    let visit = &citizen.visit;
    let database = &visit.site.database;
    let invitations = records::of_citizen(database, citizen.id).await?;
    let person = citizen::records::load(database, citizen.id)
        .await?
        .ok_or(Error::NotFound)?;
    let close = if invitations.is_empty() {
        Vec::new()
    } else {
        matcher.for_citizen(&person).await?
    };
    let mut rows = Vec::with_capacity(invitations.len());
    for invitation in &invitations {
        let mut row = row(visit, invitation).await?;
        let found = close
            .iter()
            .find(|close| close.opportunity == invitation.opportunity_id);
        if let Some((row, close)) = row.as_mut().zip(found) {
            // Here the person reads alone: nothing of what they said has to be left out, as it is in a letter.
            row["reasons"] = json!(shown::reasons(visit, &close.reasons));
        }
        rows.extend(row);
    }
    let forward = forward(visit, &matcher, &person, &invitations).await?;
    visit.page(
        "invitation/yours.html",
        json!({"invitations": rows, "forward": forward}),
    )
}

/// What somebody put themselves forward for and was not invited to yet, with what became of it.
async fn forward(
    visit: &Visit,
    matcher: &Matcher,
    person: &citizen::Citizen,
    invitations: &[Invitation],
) -> Result<Vec<Value>> {
    let database = &visit.site.database;
    let mut ids = opportunity::forward::records::of_citizen(database, person.id).await?;
    ids.retain(|id| {
        invitations
            .iter()
            .all(|invitation| invitation.opportunity_id != *id)
    });
    let found = opportunity::records::load_many(database, &ids).await?;
    let now = visit.site.now();
    let mut rows = Vec::with_capacity(found.len());
    for opportunity in found {
        let public = opportunity.state.is_public();
        let stands = if opportunity.state == opportunity::State::Stopped {
            "stopped"
        } else if !takes_people(&opportunity, now) {
            "over"
        } else {
            let mine = mine(visit, matcher, &opportunity).await?;
            let is_in = mine.is_some_and(|mine| mine["why_not"] == json!([]));
            if is_in { "in" } else { "not-yet" }
        };
        let organisation = organisation::records::load(database, opportunity.organisation_id).await?;
        rows.push(json!({
            "id": opportunity.id, "title": opportunity.title, "stands": stands, "public": public,
            "organisation": organisation.map(|organisation| organisation.name),
        }));
    }
    Ok(rows)
}

async fn row(visit: &Visit, invitation: &Invitation) -> Result<Option<Value>> {
    let database = &visit.site.database;
    let Some(opportunity) = opportunity::records::load(database, invitation.opportunity_id).await? else {
        return Ok(None);
    };
    let organisation = organisation::records::load(database, opportunity.organisation_id).await?;
    Ok(Some(json!({
        "id": invitation.id,
        "title": opportunity.title,
        "organisation": organisation.map(|organisation| organisation.name),
        "phase": reply::phase(invitation, opportunity.state, visit.site.now()),
        "answer": invitation.answer,
        "open_until": invitation.open_until,
    })))
}

async fn own(citizen: &Citizen, id: &str) -> Result<Invitation> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let found = records::load_own(&citizen.visit.site.database, id, citizen.id).await?;
    found.ok_or(Error::NotFound)
}

async fn show(citizen: Citizen, Path(id): Path<String>) -> Result {
    let invitation = own(&citizen, &id).await?;
    reply::page(&citizen.visit, &invitation, &path(&invitation)).await
}

async fn answer(citizen: Citizen, Path(id): Path<String>, form: Form) -> Result<Response> {
    let invitation = own(&citizen, &id).await?;
    reply::take(&citizen.visit, &invitation, &path(&invitation), form).await
}

async fn ask_back(citizen: Citizen, Path(id): Path<String>) -> Result<Response> {
    let invitation = own(&citizen, &id).await?;
    reply::back::ask(&citizen.visit, &invitation, &path(&invitation)).await
}

async fn back(citizen: Citizen, Path(id): Path<String>) -> Result<Response> {
    let invitation = own(&citizen, &id).await?;
    reply::back::step_back(&citizen.visit, &invitation, &path(&invitation)).await
}

async fn keep(citizen: Citizen, Path(id): Path<String>) -> Result<Response> {
    let invitation = own(&citizen, &id).await?;
    reply::back::keep(&citizen.visit, &invitation, &path(&invitation)).await
}

fn path(invitation: &Invitation) -> String {
    format!("/you/invitations/{}", invitation.id)
}
