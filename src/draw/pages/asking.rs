//! What a host asks of a group: seats from what the opportunity seeks, new voices, and balance. It can change until
//! the first letters leave; whether it can work at all is said while it is written.

use std::collections::BTreeMap;

use axum::{
    Extension, Json, Router,
    extract::Path,
    response::IntoResponse,
    routing::{get, post},
};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{quota_words, seat_words};
use crate::{
    badge::{Kind, catalogue},
    draw::{Quota, Seat, Wishes, records, spread},
    equality::Feature,
    frontend::Language,
    invitation::pages::own,
    matching::Matcher,
    opportunity::{self, Opportunity, State},
    organisation::Organisation,
    site::Site,
    web::{Form, Officer, Result, Visit, visit::done},
};

/// The largest number of a seat or a quota.
const MOST: i64 = 1000;
/// So many seats can be made of several parts.
const MIXED: usize = 3;

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

async fn page(
    officer: &Officer,
    matcher: &Matcher,
    (opportunity, organisation): (&Opportunity, &Organisation),
    wishes: &Wishes,
    form: &Form,
) -> Result {
    let visit = &officer.visit;
    let draw = records::newest(&visit.site.database, opportunity.id).await?;
    let mut reached = Vec::new();
    for seat in &wishes.seats {
        let mut asked = seat.asked(opportunity);
        (asked.area, asked.within_km) = (opportunity.area.clone(), opportunity.within_km);
        let count = if asked.seeks.is_empty() || seat.motive.is_some() || seat.first_time {
            None
        } else {
            Some(matcher.reach(organisation.id, &asked).await?)
        };
        reached.push(json!({
            "words": seat_words(visit, opportunity, seat, Language::English), "least": seat.least, "count": count,
        }));
    }
    let spread = spread::of(&records::held(&visit.site.database, Some(organisation.id)).await?);
    let overall = spread::of(&records::held(&visit.site.database, None).await?);
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title, "places": opportunity.places},
        "open": can_change(opportunity), "form": form.shown(visit), "seeks": seeks(opportunity),
        "choices": choices(visit, opportunity), "features": features(visit, form), "mixed": MIXED,
        "reached": reached, "warnings": warnings(visit, opportunity.places, wishes),
        "draw": draw.map(|draw| super::deciding::view(visit, opportunity, wishes, &draw)),
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

fn features(visit: &Visit, form: &Form) -> Vec<Value> {
    let text = |key: &str| visit.site.frontend.text(Language::English, key);
    Feature::ALL
        .iter()
        .map(|feature| {
            let slug = feature.slug();
            let values: Vec<Value> = feature
                .values()
                .iter()
                .map(|value| json!({"slug": value, "label": text(&format!("equality-{slug}-{value}"))}))
                .collect();
            let used = feature.values().iter().any(|value| {
                ["least", "most"].iter().any(|side| !form.text(&field(*feature, value, side)).is_empty())
            });
            json!({"slug": slug, "label": text(&format!("draw-feature-{slug}")), "values": values, "used": used})
        })
        .collect()
}

fn field(feature: Feature, value: &str, side: &str) -> String {
    format!("{}-{value}-{side}", feature.slug())
}

/// The form as it stands.
fn filled(opportunity: &Opportunity, wishes: &Wishes) -> Form {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut mixed = 0;
    for seat in &wishes.seats {
        let least = seat.least.to_string();
        match simple(seat) {
            Some(place) if usize::try_from(place).is_ok_and(|place| place < opportunity.seeks.len()) => {
                fields.insert(format!("seek-{place}"), least);
            }
            _ if seat.is_only_first_time() => {
                fields.insert("first_time".into(), least);
            }
            _ => {
                mixed += 1;
                let place = |place: Option<i64>| place.map(|place| place.to_string()).unwrap_or_default();
                fields.insert(format!("mixed-{mixed}-experience"), place(seat.experience));
                fields.insert(format!("mixed-{mixed}-skill"), place(seat.skill));
                fields.insert(
                    format!("mixed-{mixed}-standpoint"),
                    seat.standpoint.clone().unwrap_or_default(),
                );
                fields.insert(
                    format!("mixed-{mixed}-motive"),
                    seat.motive.clone().unwrap_or_default(),
                );
                fields.insert(format!("mixed-{mixed}-least"), least);
            }
        }
    }
    for quota in &wishes.quotas {
        fields.insert(
            field(quota.feature, &quota.value, "least"),
            quota.least.to_string(),
        );
        if quota.most < MOST {
            fields.insert(field(quota.feature, &quota.value, "most"), quota.most.to_string());
        }
    }
    let number = if wishes.outside_seed { "outside" } else { "own" };
    fields.insert("number".into(), number.into());
    Form::filled(fields)
}

/// The one thing that a seat seeks, when that is all of it.
fn simple(seat: &Seat) -> Option<i64> {
    let more = seat.standpoint.is_some() || seat.motive.is_some() || seat.first_time;
    match (seat.experience, seat.skill) {
        (Some(place), None) | (None, Some(place)) if !more => Some(place),
        _ => None,
    }
}

async fn keep(
    officer: Officer,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result {
    let (opportunity, organisation) = own(&officer, &id).await?;
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

/// Whether what is being written can work, as sentences; nothing about people is looked at.
async fn check(officer: Officer, Path(id): Path<String>, mut form: Form) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    let wishes = read(&mut form, &opportunity);
    Ok(Json(warnings(&officer.visit, opportunity.places, &wishes)).into_response())
}

fn read(form: &mut Form, opportunity: &Opportunity) -> Wishes {
    let mut seats = Vec::new();
    for (place, seek) in (0_i64..).zip(&opportunity.seeks) {
        let Some(least) = form.number_like(&format!("seek-{place}"), "group", 0..=MOST) else {
            continue;
        };
        let (experience, skill) = match seek.kind {
            Kind::Skill => (None, Some(place)),
            Kind::Experience => (Some(place), None),
        };
        seats.push(Seat {
            experience,
            skill,
            least,
            ..Seat::default()
        });
    }
    for number in 1..=MIXED {
        seats.extend(read_mixed(form, opportunity, number));
    }
    if let Some(least) = form.number_like("first_time", "group", 0..=MOST) {
        seats.push(Seat {
            first_time: true,
            least,
            ..Seat::default()
        });
    }
    seats.retain(|seat| seat.least > 0);
    let mut quotas = Vec::new();
    for &feature in Feature::ALL {
        // One place at least stays free of each feature: for those who would rather not say, and so that nobody's
        // answer follows from who takes part.
        let mut total = 0;
        for value in feature.values() {
            let least_field = field(feature, value, "least");
            let most_field = field(feature, value, "most");
            let least = form.number_like(&least_field, "group", 0..=MOST);
            let most = form.number_like(&most_field, "group", 1..=MOST);
            if least.is_none() && most.is_none() {
                continue;
            }
            let (least, most) = (least.unwrap_or(0), most.unwrap_or(MOST));
            if least > most {
                form.problem_like(&most_field, "group-most", "less");
            }
            total += least;
            if opportunity.places.is_some_and(|places| total >= places) {
                form.problem_like(&least_field, "group-all", "places");
            }
            quotas.push(Quota {
                feature,
                value: (*value).to_owned(),
                least,
                most,
            });
        }
    }
    Wishes {
        seats,
        quotas,
        outside_seed: form.text("number") == "outside",
    }
}

fn read_mixed(form: &mut Form, opportunity: &Opportunity, number: usize) -> Option<Seat> {
    let part = |name: &str| format!("mixed-{number}-{name}");
    let place = |form: &Form, name: &str, kind: Kind| {
        let place: i64 = form.text(&part(name)).parse().ok()?;
        let seek = opportunity.seeks.get(usize::try_from(place).ok()?)?;
        (seek.kind == kind).then_some(place)
    };
    let slug = |form: &Form, list: &str| {
        let slug = form.text(&part(list)).to_owned();
        catalogue().item(list, &slug).map(|_| slug)
    };
    let seat = Seat {
        experience: place(form, "experience", Kind::Experience),
        skill: place(form, "skill", Kind::Skill),
        standpoint: slug(form, "standpoint"),
        motive: slug(form, "motive"),
        first_time: false,
        least: 0,
    };
    let least = form.number_like(&part("least"), "group", 0..=MOST);
    if seat == Seat::default() {
        if least.is_some() {
            form.problem_like(&part("experience"), "group-mixed", "missing");
        }
        return None;
    }
    if least.is_none() && form.text(&part("least")).is_empty() {
        form.problem_like(&part("least"), "group-least", "missing");
    }
    Some(Seat {
        least: least?,
        ..seat
    })
}

/// What cannot work, or leaves little to chance, by the numbers alone.
fn warnings(visit: &Visit, places: Option<i64>, wishes: &Wishes) -> Vec<String> {
    let frontend = &visit.site.frontend;
    let say = |key: &str, what: String, number: i64| {
        let arguments = [
            ("what", FluentValue::from(what)),
            ("number", FluentValue::from(number)),
        ];
        frontend.text_with(Language::English, key, &arguments)
    };
    let Some(places) = places else {
        let none = wishes.seats.is_empty() && wishes.quotas.is_empty();
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
            let words = quota_words(visit, feature, &quota.value, Language::English);
            found.push(say("host-group-all-of-one", words, places));
        }
    }
    found
}
