//! Another address for a person who cannot sign in to change it: asked for by phone or on paper, confirmed by the new
//! mailbox.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use crate::{
    account::{Account, AccountId, Role, Status, attempts::ACCOUNT, pages, records as accounts},
    audit::{self, Action, Entry},
    pages::account::email::{begin, new_email},
    web::{Error, Form, Result, Site, Steward, Visit, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/steward/person/{id}/email", get(show).post(change))
}

/// The account of a person. The page says nothing about them, so opening it is no reading.
async fn person(visit: &Visit, id: &str) -> Result<Account> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    accounts::by_id(&visit.site.database, id)
        .await?
        .filter(|account| account.role == Role::Citizen && account.status == Status::Active)
        .ok_or(Error::NotFound)
}

async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    person(&steward.visit, &id).await?;
    page(&steward.visit, &Form::default())
}

fn page(visit: &Visit, form: &Form) -> Result {
    let id = pages::form_id(form, visit.site.now());
    visit.english_page(
        "steward/person-email.html",
        json!({"form": form.shown(visit), "id": id}),
    )
}

async fn change(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let account = person(visit, &id).await?;
    let new = new_email(&mut form, &account);
    let reason = form.required("change_reason", 500);
    let Some(new) = new.filter(|_| form.is_fine()) else {
        return page(visit, &form);
    };
    let subject = steward.id.to_string();
    if !pages::may_try(visit, &mut form, "new_email", ("change-email", &subject, ACCOUNT)).await? {
        return Ok(pages::too_soon(page(visit, &form)?));
    }
    let (site, fact) = (&visit.site, pages::form_id(&form, visit.site.now()));
    let mut transaction = site.database.begin().await?;
    if begin(site, &mut transaction, (&account, &new), Some(steward.id), &fact).await? {
        let entry = Entry {
            actor: steward.id,
            organisation: None,
            citizen: Some(account.id),
            opportunity: None,
            action: Action::ChangeEmail,
            detail: reason,
        };
        audit::insert(&mut transaction, &entry, site.now()).await?;
        transaction.commit().await?;
    }
    Ok(done("/steward/person", "email-asked-for"))
}
