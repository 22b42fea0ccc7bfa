//! The steward's area: today, organisations, opportunities that wait, and finding one person.

pub mod draw;
pub mod letter;
pub mod opportunity;
pub mod organisation;
pub mod person;

use axum::{
    Extension, Router,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::records;
use crate::{
    audit::{self, Action},
    draw as draws,
    matching::Matcher,
    moment::DAY,
    note, opportunity as opportunities, organisation as organisations,
    outbox::pause,
    post,
    web::{Form, Result, Site, Steward},
};

/// The addresses of the area.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/steward", get(today))
        .route(
            "/steward/organisation/{id}",
            get(organisation::show).post(organisation::decide),
        )
        .route(
            "/steward/opportunity/{id}",
            get(opportunity::show).post(opportunity::decide),
        )
        .route("/steward/draw/{id}", get(draw::show).post(draw::name))
        .route("/steward/letter/{id}", post(letter::settle))
        .route("/steward/person", get(person::show).post(person::find))
}

/// What needs a person today.
async fn today(steward: Steward, Extension(matcher): Extension<Matcher>) -> Result {
    let visit = &steward.visit;
    let (database, now) = (&visit.site.database, visit.site.now());
    let applications: Vec<Value> = organisations::records::applications(database)
        .await?
        .into_iter()
        .map(|one| json!({"id": one.id, "name": one.name, "called": one.called, "at": one.applied_at}))
        .collect();
    let waiting: Vec<Value> = opportunities::records::waiting(database)
        .await?
        .into_iter()
        .map(|one| json!({"id": one.id, "title": one.title, "reply_by": one.reply_by}))
        .collect();
    let stuck: Vec<Value> = draws::records::stuck(database)
        .await?
        .into_iter()
        .map(|(id, title, since)| json!({"id": id, "title": title, "since": since}))
        .collect();
    let lately = now.plus(-14 * DAY);
    let left_out: Vec<Value> = draws::records::leaving_out(database, lately)
        .await?
        .into_iter()
        .map(|(id, title, since)| json!({"id": id, "title": title, "since": since}))
        .collect();
    let letters = records::troubled_letters(database, lately).await?;
    let paused = pause::records::load(database).await?;
    let notes = note::records::all(database).await?;
    let (paper, _) = post::records::waiting(database, now).await?;
    let calls = post::calls::records::waiting(database, now).await?;
    let mut searches = audit::latest(database, Action::SearchCards, 100).await?;
    searches.retain(|search| search.at.day() == now.day());
    let decided: Vec<Value> = organisations::records::decided(database)
        .await?
        .into_iter()
        .map(|one| json!({"id": one.id, "name": one.name, "standing": one.status}))
        .collect();
    let context = json!({
        "applications": applications, "waiting": waiting, "stuck": stuck, "left_out": left_out, "letters": letters,
        "paused": paused, "notes": notes,
        "paper": paper, "calls": calls, "searches": searches, "organisations": decided, "meaning": matcher.meaning(),
    });
    visit.english_page("steward/today.html", context)
}

/// A decision with a reason that people will read: `missing` when a no has none.
fn reason(form: &mut Form, needed: bool) -> Option<String> {
    let reason = if needed {
        form.required("decision_reason", 1000)
    } else {
        form.optional("decision_reason", 1000)
    };
    Some(reason).filter(|reason| !reason.is_empty())
}
