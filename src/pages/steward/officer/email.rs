//! Another address for an officer who has lost the mailbox.

use axum::{Router, extract::Path, routing::get};

use super::{note, officer, page};
use crate::{
    account::{attempts::ACCOUNT, pages, records as accounts},
    audit::Action,
    pages::account::email::{begin, new_email},
    web::{Error, Form, Result, Site, Steward, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/steward/officer/{id}/email", get(show).post(change))
}

async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let officer = officer(&steward.visit, &id).await?;
    page(&steward.visit, &officer, "email", &Form::default()).await
}

async fn change(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let officer = officer(visit, &id).await?;
    let account = accounts::by_id(&visit.site.database, officer.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    let new = new_email(&mut form, &account);
    let reason = form.required("staff_reason", 500);
    let Some(new) = new.filter(|_| form.is_fine()) else {
        return page(visit, &officer, "email", &form).await;
    };
    let subject = steward.id.to_string();
    if !pages::may_try(visit, &mut form, "new_email", ("change-email", &subject, ACCOUNT)).await? {
        return Ok(pages::too_soon(page(visit, &officer, "email", &form).await?));
    }
    let (site, fact) = (&visit.site, pages::form_id(&form, visit.site.now()));
    let mut transaction = site.database.begin().await?;
    if begin(site, &mut transaction, (&account, &new), Some(steward.id), &fact).await? {
        note(&steward, &mut transaction, &officer, Action::ChangeEmail, &reason).await?;
        transaction.commit().await?;
    }
    Ok(done(
        &format!("/steward/officer/{}", account.id),
        "email-asked-for",
    ))
}
