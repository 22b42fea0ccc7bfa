//! Ending the access of a colleague who has left.

use axum::extract::Path;
use serde_json::{Value, json};

use super::{News, heir, heirs, note, tell_colleagues, tell_ended};
use crate::{
    account::AccountId,
    audit::Action,
    organisation::{
        colleagues::{Colleague, records},
        pages::verified,
    },
    web::{Error, Form, Officer, Result, visit::done},
};

/// Another officer of the same organisation; one's own account is ended on a page of its own.
async fn colleague(officer: &Officer, id: &str) -> Result<Colleague> {
    let (_, organisation) = verified(officer).await?;
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    records::one(&officer.visit.site.database, id)
        .await?
        .filter(|one| one.organisation_id == organisation.id && one.account_id != officer.id)
        .ok_or(Error::NotFound)
}

/// Asks who takes over.
pub async fn show(officer: Officer, Path(id): Path<String>) -> Result {
    let colleague = colleague(&officer, &id).await?;
    let form = Form::filled([("heir", officer.id.to_string())]);
    page(&officer, &colleague, &form).await
}

async fn page(officer: &Officer, colleague: &Colleague, form: &Form) -> Result {
    let visit = &officer.visit;
    let items: Vec<Value> = heirs(visit, colleague)
        .await?
        .into_iter()
        .map(|one| json!({"value": one.account_id, "text": one.called}))
        .collect();
    let context = json!({"form": form.shown(visit), "called": colleague.called, "heirs": items});
    visit.english_page("host/colleague-end.html", context)
}

/// Ends the access at once.
pub async fn end(officer: Officer, Path(id): Path<String>, mut form: Form) -> Result {
    let colleague = colleague(&officer, &id).await?;
    let visit = &officer.visit;
    let (site, now) = (&visit.site, visit.site.now());
    let heir = heir(&mut form, &heirs(visit, &colleague).await?);
    if !form.is_fine() {
        return page(&officer, &colleague, &form).await;
    }
    let mut transaction = site.database.begin().await?;
    if records::end(&mut transaction, &colleague, heir, false, now).await? {
        let organisation = colleague.organisation_id;
        note(
            visit,
            &mut transaction,
            &officer,
            organisation,
            Action::EndOfficer,
            &colleague.account_id,
        )
        .await?;
        tell_ended(site, &mut transaction, &colleague).await?;
        tell_colleagues(site, &mut transaction, &colleague, News::Left).await?;
        transaction.commit().await?;
    }
    Ok(done("/host/colleagues", "colleague-ended"))
}
