//! Calling an opportunity off: everybody who waits for something hears it, with the host's words.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::own;
use crate::{
    invitation::outcomes,
    opportunity::{Opportunity, State},
    site::Site,
    web::{Error, Form, Officer, Result, visit::done},
};

/// The longest reason, characters.
const LONGEST: usize = 1_000;

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new().route("/host/opportunity/{id}/cancel", get(show).post(cancel))
}

fn can_be_cancelled(opportunity: &Opportunity) -> bool {
    matches!(opportunity.state, State::Open | State::Inviting | State::Formed)
}

async fn show(officer: Officer, Path(id): Path<String>) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    if !can_be_cancelled(&opportunity) {
        return Err(Error::NotFound);
    }
    page(&officer, &opportunity, &Form::default())
}

fn page(officer: &Officer, opportunity: &Opportunity, form: &Form) -> Result {
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title},
        "form": form.shown(&officer.visit),
    });
    officer.visit.english_page("host/cancel.html", context)
}

async fn cancel(officer: Officer, Path(id): Path<String>, mut form: Form) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    let because = form.required("because", LONGEST);
    if !form.is_fine() {
        return page(&officer, &opportunity, &form);
    }
    let site = &officer.visit.site;
    let cancelled = outcomes::cancel(site, opportunity.id, officer.id, &because).await?;
    let notice = if cancelled {
        "opportunity-cancelled"
    } else {
        "opportunity-over"
    };
    Ok(done(&format!("/host/opportunity/{}", opportunity.id), notice))
}
