//! One officer: another address, the second factor anew, the end of the access.

mod email;
mod end;
mod second_factor;

use axum::{Router, extract::Path, routing::get};
use serde_json::{Value, json};

use crate::{
    account::{
        AccountId,
        pages::form_id,
        second_factor::{self as factor, REST_SECONDS},
    },
    audit::{self, Action, Entry},
    database::Transaction,
    moment::DAY,
    organisation::colleagues::{Colleague, records},
    pages::host::colleagues::heirs,
    web::{Error, Form, Result, Site, Steward, Visit},
};

pub fn router() -> Router<Site> {
    Router::new()
        .route("/steward/officer/{id}", get(show))
        .merge(email::router())
        .merge(end::router())
        .merge(second_factor::router())
}

/// An officer who has not left.
async fn officer(visit: &Visit, id: &str) -> Result<Colleague> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let found = records::one(&visit.site.database, id).await?;
    found.ok_or(Error::NotFound)
}

async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let officer = officer(&steward.visit, &id).await?;
    let context = json!({"officer": officer});
    steward.visit.english_page("steward/officer.html", context)
}

/// A page with one form about an officer: `email`, `end` or `second-factor`.
async fn page(visit: &Visit, officer: &Colleague, what: &str, form: &Form) -> Result {
    let items: Vec<Value> = heirs(visit, officer)
        .await?
        .into_iter()
        .map(|one| json!({"value": one.account_id, "text": one.called}))
        .collect();
    let (database, now) = (&visit.site.database, visit.site.now());
    let rests = match what {
        "second-factor" => factor::records::rests_until(database, officer.account_id, now).await?,
        _ => None,
    };
    visit.english_page(
        "steward/officer-change.html",
        json!({
            "what": what, "officer": officer, "heirs": items, "form": form.shown(visit),
            "id": form_id(form, now), "rests_until": rests.map(|until| until.day().to_string()),
            "rest_days": REST_SECONDS / DAY,
        }),
    )
}

/// Notes what was done to an officer, and why.
async fn note(
    steward: &Steward,
    transaction: &mut Transaction,
    officer: &Colleague,
    action: Action,
    reason: &str,
) -> Result<()> {
    let entry = Entry {
        actor: steward.id,
        organisation: Some(officer.organisation_id),
        citizen: None,
        opportunity: None,
        action,
        detail: format!("{} {reason}", officer.account_id),
    };
    audit::insert(transaction, &entry, steward.visit.site.now()).await?;
    Ok(())
}
