//! How often somebody wants a letter about what is open, and the one click that stops it.

use axum::{Router, extract::Path, routing::get};
use serde_json::{Value, json};

use super::{Every, choose, records};
use crate::{
    account::Token,
    citizen::CitizenId,
    web::{Citizen, Error, Form, Result, Site, Visit, visit},
};

/// The addresses of these pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/you/digest", get(show).post(keep))
        .route("/stop/digest/{token}", get(ask_stop).post(stop))
}

async fn show(citizen: Citizen) -> Result {
    let every = records::load(&citizen.visit.site.database, citizen.id).await?;
    ask(&citizen.visit, &Form::filled([("every", every.slug())]))
}

fn ask(visit: &Visit, form: &Form) -> Result {
    let choices: Vec<Value> = Every::ALL
        .iter()
        .map(|every| json!({"value": every.slug(), "text": visit.text(&format!("digest-{}", every.slug()))}))
        .collect();
    visit.page(
        "digest/choose.html",
        json!({"form": form.shown(visit), "choices": choices}),
    )
}

async fn keep(citizen: Citizen, mut form: Form) -> Result {
    let Some(every) = form.choice("every", Every::parse) else {
        return ask(&citizen.visit, &form);
    };
    let site = &citizen.visit.site;
    // The same choice again leaves the next letter where it is.
    if records::load(&site.database, citizen.id).await? != every {
        choose(site, citizen.id, every).await?;
    }
    Ok(visit::done("/you", "you-saved"))
}

async fn find(visit: &Visit, token: &str) -> Result<CitizenId> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = records::by_token(&visit.site.database, &token).await?;
    found.ok_or(Error::NotFound)
}

/// Asks first: software that looks at links must not stop anything.
async fn ask_stop(visit: Visit, Path(token): Path<String>) -> Result {
    find(&visit, &token).await?;
    visit.page("digest/stop.html", json!({"stopped": false}))
}

async fn stop(visit: Visit, Path(token): Path<String>) -> Result {
    let id = find(&visit, &token).await?;
    let mut transaction = visit.site.database.begin().await?;
    records::stop(&mut transaction, id).await?;
    transaction.commit().await?;
    visit.page("digest/stop.html", json!({"stopped": true}))
}
