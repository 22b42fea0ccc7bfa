//! What the pages show of a citizen, with every word in the language of the page.

use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use crate::{
    badge::{Kind, catalogue},
    citizen::{Citizen, Contribution, Declared},
    matching::offers,
    web::Visit,
};

/// The distances people can choose, in kilometres; the words say them in miles.
const DISTANCES: [i64; 6] = [5, 10, 20, 40, 80, 160];

/// The members of a closed list as the choices of a field.
pub(super) fn items(visit: &Visit, list: &str) -> Vec<Value> {
    catalogue()
        .list(list)
        .iter()
        .map(|item| json!({"value": item.slug, "text": item.label(visit.language)}))
        .collect()
}

/// The distances as the choices of a field, with the one that was stored before if it is none of them.
pub(super) fn distances(visit: &Visit, stored: Option<i64>) -> Vec<Value> {
    let other = stored.filter(|km| !DISTANCES.contains(km));
    DISTANCES
        .into_iter()
        .chain(other)
        .map(|km| json!({"value": km.to_string(), "text": distance(visit, km)}))
        .collect()
}

fn distance(visit: &Visit, km: i64) -> String {
    // 5 miles are 8 kilometres; nobody travels so far that the product could grow too large.
    let miles = km * 5 / 8;
    visit.text_with("travel-km-miles", &[("miles", FluentValue::from(miles))])
}

/// A badge as the person sees it.
pub(super) fn badge(visit: &Visit, declared: &Declared) -> Value {
    let known = declared.badge.as_deref().and_then(|slug| catalogue().badge(slug));
    let label = declared
        .words
        .clone()
        .or_else(|| known.map(|badge| badge.label(visit.language).to_owned()))
        .or_else(|| declared.badge.clone());
    let standpoint = declared
        .standpoint
        .as_deref()
        .map(|slug| catalogue().label("standpoint", slug, visit.language));
    let means = known
        .filter(|_| declared.words.is_some())
        .map(|badge| badge.label(visit.language));
    let can_mean = declared
        .words
        .as_deref()
        .is_some_and(|words| !offers::offers(words, Some(declared.kind)).is_empty());
    json!({
        "id": declared.id,
        "label": label,
        "means": means,
        "can_mean": can_mean,
        "kind": declared.kind,
        "own": declared.badge.is_none(),
        "standpoint": standpoint,
        "visibility": declared.visibility,
    })
}

/// Badges of one kind as the person sees them.
pub(super) fn badges(visit: &Visit, person: &Citizen, kind: Kind) -> Vec<Value> {
    person
        .badges
        .iter()
        .filter(|declared| declared.kind == kind)
        .map(|declared| badge(visit, declared))
        .collect()
}

/// A contribution as the person sees it.
pub(super) fn contribution(visit: &Visit, contribution: &Contribution) -> Value {
    json!({
        "id": contribution.id,
        "kind": catalogue().label("contribution", &contribution.kind, visit.language),
        "words": contribution.words,
        "year": contribution.year.map(|year| year.to_string()),
    })
}

/// Everything, for the overview.
pub(super) fn whole(visit: &Visit, person: &Citizen) -> Value {
    let labels = |list: &str, slugs: Vec<&str>| -> Vec<String> {
        slugs
            .into_iter()
            .map(|slug| catalogue().label(list, slug, visit.language))
            .collect()
    };
    let contributions: Vec<Value> = person
        .contributions
        .iter()
        .map(|done| contribution(visit, done))
        .collect();
    json!({
        "called": person.called,
        "area": person.area,
        "travel": person.travel_km.map(|km| distance(visit, km)),
        "formats": labels("format", person.formats.iter().map(|format| format.slug()).collect()),
        "times": labels("time", person.times.iter().map(|time| time.slug()).collect()),
        "experience": badges(visit, person, Kind::Experience),
        "skills": badges(visit, person, Kind::Skill),
        "contributions": contributions,
        "motives": labels("motive", person.motives.iter().map(String::as_str).collect()),
        "matters": person.matters,
        "phone": person.phone,
        "open_ceiling": person.open_ceiling,
        "month_ceiling": person.month_ceiling,
        "consents": person.consents,
    })
}
