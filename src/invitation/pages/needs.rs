//! What a host has to arrange for those who take part: a list to tick off, without names.

use axum::{Router, extract::Path, response::Response, routing::get};
use serde_json::{Value, json};

use super::own;
use crate::{
    badge::catalogue,
    frontend::Language,
    invitation::{needs::ToArrange, needs::records},
    site::Site,
    web::{Error, Form, Officer, Result, visit::done},
};

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new().route("/host/opportunity/{id}/arrange", get(show).post(tick))
}

async fn show(officer: Officer, Path(id): Path<String>) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    let site = &officer.visit.site;
    let list = records::to_arrange(&site.database, opportunity.id, site.now()).await?;
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title},
        "list": list.iter().map(one).collect::<Vec<_>>(),
    });
    officer.visit.english_page("host/arrange.html", context)
}

fn one(entry: &ToArrange) -> Value {
    json!({
        "need": entry.need,
        "label": catalogue().label("access", &entry.need, Language::English),
        "people": entry.people,
        "arranged": entry.arranged >= entry.people,
    })
}

async fn tick(officer: Officer, Path(id): Path<String>, form: Form) -> Result<Response> {
    let (opportunity, _) = own(&officer, &id).await?;
    let need = form.text("need");
    if catalogue().item("access", need).is_none() {
        return Err(Error::NotFound);
    }
    let site = &officer.visit.site;
    let arranged_at = form.has("arranged").then(|| site.now());
    let mut transaction = site.database.begin().await?;
    records::set_arranged(&mut transaction, opportunity.id, need, arranged_at).await?;
    transaction.commit().await?;
    Ok(done(
        &format!("/host/opportunity/{}/arrange", opportunity.id),
        "need-noted",
    ))
}
