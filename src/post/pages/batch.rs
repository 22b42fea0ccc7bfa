//! Printing and posting, for the steward: how many letters wait, one page that prints them all, and the word that
//! they were posted.

use axum::{extract::Path, response::Response};
use serde_json::json;

use super::letter;
use crate::{
    audit::{self, Action, Entry},
    post::{BatchId, records},
    web::{Error, Form, Result, Steward, visit::done},
};

/// Where the steward looks after letters on paper.
const HERE: &str = "/steward/post";

/// How many letters wait, and the batches there are.
pub async fn show(steward: Steward) -> Result {
    let visit = &steward.visit;
    let now = visit.site.now();
    let (waiting, since) = records::waiting(&visit.site.database, now).await?;
    let batches = records::batches(&visit.site.database).await?;
    let context = json!({
        "waiting": waiting, "since": since, "batches": batches, "id": BatchId::new(now),
    });
    visit.english_page("steward/post.html", context)
}

/// Takes all letters that wait into one batch.
pub async fn make(steward: Steward, form: Form) -> Result {
    let visit = &steward.visit;
    let site = &visit.site;
    let id = form
        .text("id")
        .parse()
        .unwrap_or_else(|_| BatchId::new(site.now()));
    let mut transaction = site.database.begin().await?;
    records::make_batch(&mut transaction, (id, steward.id), &site.secret, site.now()).await?;
    transaction.commit().await?;
    Ok(done(HERE, "post-made"))
}

fn batch(id: &str) -> Result<BatchId> {
    id.parse().map_err(|_| Error::NotFound)
}

/// The letters of a batch, one after the other on new pages. Each shows a name and an address, so each reading is
/// noted for its person, in the same transaction.
pub async fn print(steward: Steward, Path(id): Path<String>) -> Result {
    let visit = &steward.visit;
    let (site, now, id) = (&visit.site, visit.site.now(), batch(&id)?);
    let mut transaction = site.database.begin().await?;
    let letters = records::letters(&mut transaction, id, now).await?;
    if letters.is_empty() {
        return Err(Error::NotFound);
    }
    let mut pages = Vec::with_capacity(letters.len());
    for one in &letters {
        let entry = Entry {
            citizen: Some(one.citizen_id),
            ..about(&steward, Action::PrintLetter, String::new())
        };
        audit::insert(&mut transaction, &entry, now).await?;
        pages.push(letter::render(site, one, now)?);
    }
    transaction.commit().await?;
    visit.english_page("steward/print.html", json!({"pages": pages, "id": id}))
}

/// Says that a batch was posted: exactly its letters are settled and their texts forgotten.
pub async fn posted(steward: Steward, Path(id): Path<String>) -> Result<Response> {
    let visit = &steward.visit;
    let (now, id) = (visit.site.now(), batch(&id)?);
    let mut transaction = visit.site.database.begin().await?;
    let settled = records::mark_posted(&mut transaction, (id, steward.id), now).await?;
    if settled {
        let entry = about(&steward, Action::PostLetters, id.to_string());
        audit::insert(&mut transaction, &entry, now).await?;
    }
    transaction.commit().await?;
    Ok(done(HERE, "post-posted"))
}

/// Lets the letters of a batch wait again, when paper was lost or the printer ate it.
pub async fn back(steward: Steward, Path(id): Path<String>) -> Result<Response> {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    records::put_back(&mut transaction, batch(&id)?, &visit.site.secret).await?;
    transaction.commit().await?;
    Ok(done(HERE, "post-back"))
}

fn about(steward: &Steward, action: Action, detail: String) -> Entry {
    Entry {
        actor: steward.id,
        organisation: None,
        citizen: None,
        opportunity: None,
        action,
        detail,
    }
}
