//! The end of an officer's access, the last one's of an organisation as well.

use axum::{Router, extract::Path, routing::get};

use super::{note, officer, page};
use crate::{
    audit::Action,
    organisation::colleagues::records,
    pages::host::colleagues::{News, heir, heirs, tell_colleagues, tell_ended},
    web::{Form, Result, Site, Steward, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/steward/officer/{id}/end", get(show).post(end))
}

async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let officer = officer(&steward.visit, &id).await?;
    page(&steward.visit, &officer, "end", &Form::default()).await
}

async fn end(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let officer = officer(visit, &id).await?;
    let heir = heir(&mut form, &heirs(visit, &officer).await?);
    let reason = form.required("staff_reason", 500);
    if !form.is_fine() {
        return page(visit, &officer, "end", &form).await;
    }
    let site = &visit.site;
    let mut transaction = site.database.begin().await?;
    if records::end(&mut transaction, &officer, heir, true, site.now()).await? {
        note(&steward, &mut transaction, &officer, Action::EndOfficer, &reason).await?;
        tell_ended(site, &mut transaction, &officer).await?;
        tell_colleagues(site, &mut transaction, &officer, News::Left).await?;
        transaction.commit().await?;
    }
    Ok(done("/steward/staff", "officer-ended"))
}
