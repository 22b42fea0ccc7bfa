//! The short questions: name, place, ways and times, how often, telephone.

use serde_json::{Value, json};

use super::{Way, later, left_empty, person, question, views};
use crate::{
    area,
    citizen::{Citizen, Format, Time, records, steps::Step},
    web::{self, Form, Visit, form::phone, visit},
};

/// The longest name to be called by.
const LONGEST_NAME: usize = 60;

pub(super) async fn name(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let form = Form::filled([("called", person.called.clone().unwrap_or_default())]);
    ask_name(&visit, &person, &form)
}

fn ask_name(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let context = json!({"form": form.shown(visit)});
    question(visit, person, Some(Step::Name), "citizen/name.html", context)
}

pub(super) async fn keep_name(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    if left_empty(&form, &["called"]) {
        return Ok(later());
    }
    let called = form.required_line("called", LONGEST_NAME);
    if !form.is_fine() {
        return ask_name(&visit, &person, &form);
    }
    let way = Way::from(&person, Step::Name, &form);
    let mut transaction = visit.site.database.begin().await?;
    way.note(&mut transaction).await?;
    records::update_called(&mut transaction, id, &called, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(way.go())
}

pub(super) async fn place(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let form = Form::filled([
        ("area", person.area.clone().unwrap_or_default()),
        (
            "travel_km",
            person.travel_km.map_or_else(String::new, |km| km.to_string()),
        ),
    ]);
    ask_place(&visit, &person, &form)
}

fn ask_place(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let context = json!({
        "form": form.shown(visit),
        "distances": views::distances(visit, person.travel_km),
    });
    question(visit, person, Some(Step::Place), "citizen/place.html", context)
}

pub(super) async fn keep_place(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let way = Way::from(&person, Step::Place, &form);
    if form.has("skip") {
        return way.skip(&visit.site).await;
    }
    let typed = form.text("area").to_owned();
    let area = area::parse(&typed);
    if area.is_none() && !typed.is_empty() {
        form.problem("area", "unknown");
    }
    let travel_km = form.number("travel_km", 0..=2000);
    if !form.is_fine() {
        return ask_place(&visit, &person, &form);
    }
    let mut transaction = visit.site.database.begin().await?;
    way.note(&mut transaction).await?;
    records::update_place(&mut transaction, id, area, travel_km, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(way.go())
}

pub(super) async fn ways(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let formats = person.formats.iter().map(|format| ("formats", format.slug()));
    let times = person.times.iter().map(|time| ("times", time.slug()));
    let form = Form::filled(formats.chain(times));
    let context = json!({
        "form": form.shown(&visit),
        "formats": views::items(&visit, "format"),
        "times": views::items(&visit, "time"),
    });
    question(&visit, &person, Some(Step::Ways), "citizen/ways.html", context)
}

pub(super) async fn keep_ways(web::Citizen { visit, id }: web::Citizen, form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let way = Way::from(&person, Step::Ways, &form);
    if form.has("skip") {
        return way.skip(&visit.site).await;
    }
    let mut formats = form.choices("formats", Format::parse);
    let mut times = form.choices("times", Time::parse);
    formats.sort_unstable();
    formats.dedup();
    times.sort_unstable();
    times.dedup();
    let mut transaction = visit.site.database.begin().await?;
    way.note(&mut transaction).await?;
    records::update_ways(&mut transaction, id, &formats, &times, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(way.go())
}

pub(super) async fn often(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let form = Form::filled([
        ("open_ceiling", person.open_ceiling.to_string()),
        ("month_ceiling", person.month_ceiling.to_string()),
    ]);
    ask_often(&visit, &person, &form)
}

fn ask_often(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let numbers = |range: std::ops::RangeInclusive<i64>| -> Vec<Value> {
        range
            .map(|number| json!({"value": number.to_string(), "text": number.to_string()}))
            .collect()
    };
    let context = json!({"form": form.shown(visit), "open": numbers(1..=5), "month": numbers(0..=10)});
    question(visit, person, Some(Step::Often), "citizen/often.html", context)
}

pub(super) async fn keep_often(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let way = Way::from(&person, Step::Often, &form);
    if form.has("skip") {
        return way.skip(&visit.site).await;
    }
    let open = form.number("open_ceiling", 1..=5).unwrap_or(person.open_ceiling);
    let month = form
        .number("month_ceiling", 0..=10)
        .unwrap_or(person.month_ceiling);
    if !form.is_fine() {
        return ask_often(&visit, &person, &form);
    }
    let mut transaction = visit.site.database.begin().await?;
    way.note(&mut transaction).await?;
    records::update_ceilings(&mut transaction, id, open, month, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(way.go())
}

pub(super) async fn phone(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let form = Form::filled([("phone", person.phone.clone().unwrap_or_default())]);
    ask_phone(&visit, &person, &form)
}

fn ask_phone(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let context = json!({"form": form.shown(visit)});
    question(visit, person, None, "citizen/phone.html", context)
}

/// The telephone number on a form; none when there is none.
pub fn phone_in(form: &mut Form) -> Option<String> {
    let typed = form.optional_line("phone", 40);
    if typed.is_empty() {
        return None;
    }
    let phone = phone::read(&typed);
    if phone.is_none() {
        form.problem("phone", "unknown");
    }
    phone
}

pub(super) async fn keep_phone(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let phone = phone_in(&mut form);
    if !form.is_fine() {
        return ask_phone(&visit, &person, &form);
    }
    let mut transaction = visit.site.database.begin().await?;
    records::update_phone(&mut transaction, id, phone, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(visit::done("/you", "you-saved"))
}
