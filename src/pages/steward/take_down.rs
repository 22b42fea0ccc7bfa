//! Taking one opportunity down, with a reason that its people and its host read, and putting it back. Both are asked
//! on a page of their own, which says what will happen.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use crate::{
    audit::{self, Action, Entry},
    invitation::stopping,
    opportunity::{Opportunity, State, stop},
    organisation::{self, Standing},
    steward::pages::opportunity::{find, tell},
    web::{Error, Form, Result, Site, Steward, Visit, visit::done},
};

/// The longest reason, characters.
const LONGEST: usize = 1_000;

/// The addresses of this page.
pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/steward/opportunity/{id}/take-down", get(ask).post(take_down))
        .route("/steward/opportunity/{id}/put-back", get(ask_back).post(put_back))
}

/// Whether it is there to be taken down: public, or with a group.
fn can_be_taken_down(opportunity: &Opportunity) -> bool {
    opportunity.state.is_under_way() && opportunity.state != State::Waiting
}

async fn ask(steward: Steward, Path(id): Path<String>) -> Result {
    let opportunity = find(&steward.visit, &id).await?;
    if !can_be_taken_down(&opportunity) {
        return Err(Error::NotFound);
    }
    page(&steward.visit, &opportunity, &Form::default()).await
}

async fn page(visit: &Visit, opportunity: &Opportunity, form: &Form) -> Result {
    let host = organisation::records::load(&visit.site.database, opportunity.organisation_id).await?;
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title, "reply_by": opportunity.reply_by},
        "state": opportunity.state, "form": form.shown(visit),
        "organisation": host.as_ref().map(|host| &host.name),
        "suspended": host.is_some_and(|host| host.status == Standing::Suspended),
    });
    visit.english_page("steward/take-down.html", context)
}

async fn take_down(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let opportunity = find(visit, &id).await?;
    let because = form.required("take_down_reason", LONGEST);
    if !form.is_fine() {
        return page(visit, &opportunity, &form).await;
    }
    let (site, now) = (&visit.site, visit.site.now());
    let mut transaction = site.database.begin().await?;
    if !stopping::take_down(&mut transaction, site, opportunity.id, &because, now).await? {
        return Ok(done(&there(&opportunity), "decided-before"));
    }
    let entry = entry(&steward, &opportunity, Action::TakeDown, because.clone());
    audit::insert(&mut transaction, &entry, now).await?;
    let letter = "opportunity-taken-down";
    tell(visit, &mut transaction, &opportunity, letter, Some(&because)).await?;
    transaction.commit().await?;
    Ok(done(&there(&opportunity), "opportunity-taken-down"))
}

async fn ask_back(steward: Steward, Path(id): Path<String>) -> Result {
    let opportunity = find(&steward.visit, &id).await?;
    let stop = stop::records::load(&steward.visit.site.database, opportunity.id).await?;
    if stop.is_none_or(|stop| stop.taken_down_at.is_none()) {
        return Err(Error::NotFound);
    }
    page(&steward.visit, &opportunity, &Form::default()).await
}

async fn put_back(steward: Steward, Path(id): Path<String>) -> Result {
    let visit = &steward.visit;
    let opportunity = find(visit, &id).await?;
    let (site, now) = (&visit.site, visit.site.now());
    let mut transaction = site.database.begin().await?;
    if !stopping::put_back(&mut transaction, site, opportunity.id, now).await? {
        return Ok(done(&there(&opportunity), "decided-before"));
    }
    let entry = entry(&steward, &opportunity, Action::PutBack, String::new());
    audit::insert(&mut transaction, &entry, now).await?;
    tell(
        visit,
        &mut transaction,
        &opportunity,
        "opportunity-put-back",
        None,
    )
    .await?;
    transaction.commit().await?;
    Ok(done(&there(&opportunity), "opportunity-put-back"))
}

fn entry(steward: &Steward, opportunity: &Opportunity, action: Action, detail: String) -> Entry {
    Entry {
        actor: steward.id,
        organisation: Some(opportunity.organisation_id),
        citizen: None,
        opportunity: Some(opportunity.id),
        action,
        detail,
    }
}

fn there(opportunity: &Opportunity) -> String {
    format!("/steward/opportunity/{}", opportunity.id)
}
