//! Who takes part: only people with a place, and of them only what each one ticked. Every reading is noted
//! for each of them, in the transaction that reads.

use axum::{Router, extract::Path, routing::get};
use serde_json::{Value, json};

use super::{organisation_of, own};
use crate::{
    audit::{self, Action, Entry},
    badge::catalogue,
    frontend::Language,
    invitation::{self, TakingPart},
    web::{Officer, Result, Site},
};

pub(super) fn router() -> Router<Site> {
    Router::new().route("/host/opportunity/{id}/people", get(people))
}

async fn people(officer: Officer, Path(id): Path<String>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let opportunity = own(&mut transaction, &id, &organisation).await?;
    let people = invitation::records::taking_part(&mut transaction, opportunity.id, now).await?;
    for person in &people {
        let entry = Entry {
            actor: officer.id,
            organisation: Some(organisation.id),
            citizen: Some(person.citizen_id),
            opportunity: Some(opportunity.id),
            action: Action::ReadPerson,
            detail: opportunity.title.clone(),
        };
        audit::insert(&mut transaction, &entry, now).await?;
    }
    transaction.commit().await?;
    let until = invitation::names::until(&opportunity);
    officer.visit.english_page(
        "host/people.html",
        json!({
            "id": opportunity.id, "title": opportunity.title,
            "until": until.map(|day| day.to_string()), "ended": until.is_some_and(|day| day < now.day()),
            "people": people.iter().map(show).collect::<Vec<_>>(),
        }),
    )
}

fn show(person: &TakingPart) -> Value {
    let badges: Vec<Value> = person
        .badges
        .iter()
        .map(|declared| {
            let badge = declared.badge.as_deref().and_then(|slug| catalogue().badge(slug));
            let label = badge
                .map(|badge| badge.label.as_str())
                .or(declared.words.as_deref());
            let standpoint = declared
                .standpoint
                .as_deref()
                .map(|slug| catalogue().label("standpoint", slug, Language::English));
            json!({"label": label, "standpoint": standpoint, "kind": declared.kind})
        })
        .collect();
    let needs: Vec<String> = person
        .needs
        .iter()
        .map(|need| catalogue().label("access", need, Language::English))
        .collect();
    json!({
        "called": person.called, "contact": person.contact, "by": person.contact_by,
        "needs": needs, "support": person.support, "badges": badges,
    })
}
