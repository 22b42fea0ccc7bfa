//! What a host asks of a group: seats from what the opportunity seeks, new voices, and balance. It can change until
//! the first letters leave; whether it can work at all is said while it is written.

mod form;

use std::collections::HashSet;

use axum::{
    Extension, Json, Router,
    extract::Path,
    response::IntoResponse,
    routing::{get, post},
};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::words;
use crate::{
    badge::{Kind, catalogue},
    draw::{Quota, Wishes, records, spread, starting},
    equality::{
        Feature,
        population::{self, Share},
    },
    frontend::Language,
    invitation::pages::own,
    matching::{Matcher, knows_what_is_sought},
    opportunity::{self, Opportunity, State},
    organisation::Organisation,
    site::Site,
    web::{Form, Officer, Result, Visit, visit::done},
};
use form::{MIXED, field, filled, is_used, read, with_quota};

/// The name of the buttons that fill in quotas to start from.
const START: &str = "start";

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity/{id}/group", get(show).post(keep))
        .route("/host/opportunity/{id}/group/check", post(check))
}

async fn show(officer: Officer, Extension(matcher): Extension<Matcher>, Path(id): Path<String>) -> Result {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let wishes = records::wishes(&officer.visit.site.database, opportunity.id).await?;
    let form = filled(&opportunity, &wishes);
    page(&officer, &matcher, (&opportunity, &organisation), &wishes, &form).await
}

/// The page with what was typed, and what is wrong with it.
///
/// # Errors
/// When the database fails.
pub async fn page(
    officer: &Officer,
    matcher: &Matcher,
    (opportunity, organisation): (&Opportunity, &Organisation),
    wishes: &Wishes,
    form: &Form,
) -> Result {
    let visit = &officer.visit;
    let draw = records::newest(&visit.site.database, opportunity.id).await?;
    let draw = draw.map(|draw| super::deciding::view(visit, opportunity, wishes, &draw));
    let mut reached = Vec::new();
    for seat in &wishes.seats {
        let mut asked = seat.asked(opportunity);
        (asked.area, asked.within_km) = (opportunity.area.clone(), opportunity.within_km);
        let is_known = !asked.seeks.is_empty() && knows_what_is_sought(&asked);
        let count = if is_known && seat.motive.is_none() && !seat.first_time {
            Some(matcher.reach(organisation.id, &asked).await?)
        } else {
            None
        };
        reached.push(json!({
            "words": words(visit, opportunity, Language::English).seat(seat), "least": seat.least, "count": count,
        }));
    }
    let shares = population::records::all(&visit.site.database).await?;
    let spread = spread::of(&records::held(&visit.site.database, Some(organisation.id)).await?);
    let overall = spread::of(&records::held(&visit.site.database, None).await?);
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title, "places": opportunity.places},
        "open": can_change(opportunity), "form": form.shown(visit), "seeks": seeks(opportunity),
        "choices": choices(visit, opportunity), "features": features(visit, opportunity, &shares, form), "mixed": MIXED,
        "reached": reached, "warnings": warnings(visit, opportunity, wishes),
        "draw": draw.transpose()?,
        "spread": spread, "overall": overall,
    });
    visit.english_page("draw/asking.html", context)
}

/// What people were told about their chances stands from the first letter on; before it is open, what it seeks may
/// still change, and a seat would seek something else.
fn can_change(opportunity: &Opportunity) -> bool {
    opportunity.state == State::Open
}

fn seeks(opportunity: &Opportunity) -> Vec<Value> {
    let seeks = opportunity.seeks.iter().enumerate();
    seeks
        .map(|(place, seek)| {
            let mut shown = opportunity::pages::shown::sought(seek, Language::English);
            shown["place"] = json!(place);
            shown
        })
        .collect()
}

/// What a seat of several parts can be made of.
fn choices(visit: &Visit, opportunity: &Opportunity) -> Value {
    let nothing = json!({"value": "", "text": visit.site.frontend.text(Language::English, "host-group-any")});
    let of_kind = |kind: Kind| -> Vec<Value> {
        let all = seeks(opportunity);
        let own = opportunity
            .seeks
            .iter()
            .zip(all)
            .filter(|(seek, _)| seek.kind == kind);
        let own = own.map(|(_, shown)| json!({"value": shown["place"].to_string(), "text": shown["label"]}));
        std::iter::once(nothing.clone()).chain(own).collect()
    };
    let of_list = |list: &str| -> Vec<Value> {
        let items = catalogue().list(list).iter();
        let items = items.map(|item| json!({"value": item.slug, "text": item.label(Language::English)}));
        std::iter::once(nothing.clone()).chain(items).collect()
    };
    json!({
        "experience": of_kind(Kind::Experience), "skill": of_kind(Kind::Skill),
        "standpoint": of_list("standpoint"), "motive": of_list("motive"),
    })
}

fn features(visit: &Visit, opportunity: &Opportunity, shares: &[Share], form: &Form) -> Vec<Value> {
    let text = |key: &str| visit.site.frontend.text(Language::English, key);
    Feature::ALL
        .iter()
        .map(|&feature| {
            let slug = feature.slug();
            let values: Vec<Value> = feature
                .values()
                .iter()
                .map(|value| json!({"slug": value, "label": text(&format!("equality-{slug}-{value}"))}))
                .collect();
            let can_start = !starting(opportunity, shares, feature).is_empty();
            json!({
                "slug": slug, "label": text(&format!("draw-feature-{slug}")), "values": values,
                "used": is_used(form, feature), "sources": can_start.then(|| sources(shares, feature)),
                "started": form.text(START) == slug,
            })
        })
        .collect()
}

/// Quotas to start from; none when everybody who wants to takes part, or nothing is known of who lives here.
fn starting(opportunity: &Opportunity, shares: &[Share], feature: Feature) -> Vec<Quota> {
    starting::quotas(feature, shares, opportunity.places.unwrap_or(0))
}

/// Where the figures of a feature come from, each source once.
fn sources(shares: &[Share], feature: Feature) -> Vec<&str> {
    let of_feature = shares.iter().filter(|share| share.feature == feature);
    let mut sources: Vec<&str> = of_feature.map(|share| share.source.as_str()).collect();
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(*source));
    sources
}

async fn keep(
    officer: Officer,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result {
    let (opportunity, organisation) = own(&officer, &id).await?;
    if let Some(feature) = Feature::parse(form.text(START)) {
        return start(&officer, &matcher, (&opportunity, &organisation), feature, form).await;
    }
    let wishes = read(&mut form, &opportunity);
    if !form.is_fine() {
        return page(&officer, &matcher, (&opportunity, &organisation), &wishes, &form).await;
    }
    let site = &officer.visit.site;
    let here = format!("/host/opportunity/{}/group", opportunity.id);
    let mut transaction = site.database.begin().await?;
    records::lock(&mut transaction, opportunity.id).await?;
    let now = opportunity::records::load(&mut transaction, opportunity.id).await?;
    if !now.as_ref().is_some_and(can_change) {
        return Ok(done(&here, "group-fixed"));
    }
    records::set_wishes(&mut transaction, opportunity.id, &wishes).await?;
    transaction.commit().await?;
    Ok(done(&here, "group-kept"))
}

/// Fills in quotas to start from where the host typed none, beside everything that was typed; nothing is kept.
async fn start(
    officer: &Officer,
    matcher: &Matcher,
    whose: (&Opportunity, &Organisation),
    feature: Feature,
    mut form: Form,
) -> Result {
    let site = &officer.visit.site;
    if is_used(&form, feature) {
        let first = feature.values().first().copied().unwrap_or_default();
        form = form.without(START);
        form.problem_like(&field(feature, first, "least"), "group-start", "typed");
    } else {
        let shares = population::records::all(&site.database).await?;
        for quota in starting(whose.0, &shares, feature) {
            form = with_quota(form, &quota);
        }
    }
    // What else does not fit is said when the host keeps it.
    let wishes = read(&mut form.clone(), whose.0);
    page(officer, matcher, whose, &wishes, &form).await
}

/// Whether what is being written can work, as sentences; nothing about people is looked at.
async fn check(officer: Officer, Path(id): Path<String>, mut form: Form) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    let wishes = read(&mut form, &opportunity);
    Ok(Json(warnings(&officer.visit, &opportunity, &wishes)).into_response())
}

/// What cannot work, or leaves little to chance, by the numbers alone.
fn warnings(visit: &Visit, opportunity: &Opportunity, wishes: &Wishes) -> Vec<String> {
    let frontend = &visit.site.frontend;
    let say = |key: &str, what: String, number: i64| {
        let arguments = [
            ("what", FluentValue::from(what)),
            ("number", FluentValue::from(number)),
        ];
        frontend.text_with(Language::English, key, &arguments)
    };
    let Some(places) = opportunity.places else {
        let none = wishes.seats.is_empty() && wishes.quotas.is_empty() && wishes.most_regulars.is_none();
        return if none {
            Vec::new()
        } else {
            vec![frontend.text(Language::English, "host-group-no-places")]
        };
    };
    let mut found = Vec::new();
    let largest = wishes.seats.iter().map(|seat| seat.least).max().unwrap_or(0);
    if largest > places {
        found.push(say("host-group-too-many", String::new(), places));
    }
    for &feature in Feature::ALL {
        let label = frontend.text(Language::English, &format!("draw-feature-{}", feature.slug()));
        let quotas: Vec<&Quota> = wishes
            .quotas
            .iter()
            .filter(|quota| quota.feature == feature)
            .collect();
        let least: i64 = quotas.iter().map(|quota| quota.least).sum();
        if least > places {
            found.push(say("host-group-least-over", label, least));
        } else if quotas.len() == feature.values().len() {
            // Whoever would rather not say stands outside of every value, so less than the places can still work.
            let most: i64 = quotas.iter().map(|quota| quota.most).sum();
            if most < places {
                found.push(say("host-group-most-under", label, most));
            }
        }
        for quota in quotas.iter().filter(|quota| quota.least == places) {
            let words = words(visit, opportunity, Language::English).quota(feature, &quota.value);
            found.push(say("host-group-all-of-one", words, places));
        }
    }
    found
}
