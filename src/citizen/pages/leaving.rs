//! A copy of everything, and the end: erase everything.

use axum::{
    http::header,
    response::{IntoResponse, Redirect},
};
use serde_json::json;

use super::person;
use crate::{
    audit,
    citizen::{erasure, export},
    outbox,
    web::{self, Form, Visit},
};

pub(super) async fn download(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let database = &visit.site.database;
    let readings = json!(audit::about(database, id).await?);
    let copy = export::everything(database, &person, readings, visit.site.now()).await?;
    let text = serde_json::to_string_pretty(&copy).map_err(anyhow::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"alongside-my-data.json\"",
        ),
    ];
    Ok((headers, text).into_response())
}

pub(super) async fn erase(web::Citizen { visit, .. }: web::Citizen) -> web::Result {
    ask(&visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> web::Result {
    visit.page("citizen/erase.html", json!({"form": form.shown(visit)}))
}

pub(super) async fn erase_now(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    if form.text("sure") != "yes" {
        form.problem("sure", "missing");
        return ask(&visit, &form);
    }
    let trace = erasure::trace(&visit.site.secret, id);
    let mut transaction = visit.site.database.begin().await?;
    erasure::records::erase(&mut transaction, id, trace, visit.site.now()).await?;
    transaction.commit().await?;
    outbox::forget(&visit.site).await;
    Ok(visit.sign_out(Redirect::to("/goodbye")))
}

pub(super) async fn goodbye(visit: Visit) -> web::Result {
    visit.page("citizen/goodbye.html", json!({}))
}
