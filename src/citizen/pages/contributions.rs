//! What you have done: one thing after the other, each in own words.

use axum::response::{IntoResponse, Redirect};
use serde_json::{Value, json};

use super::{Way, person, question, views};
use crate::{
    badge::catalogue,
    citizen::{Citizen, Contribution, ContributionId, declared, records, steps::Step},
    web::{self, Error, Form, Visit, visit},
};

/// The longest description of something somebody did.
const LONGEST: usize = 300;
/// So many things one person can list.
const MOST: usize = 80;
/// Nobody alive did anything before this year.
const FIRST_YEAR: i64 = 1930;

pub(super) async fn show(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    ask(&visit, &person, &Form::default())
}

fn ask(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let done: Vec<Value> = person
        .contributions
        .iter()
        .map(|contribution| views::contribution(visit, contribution))
        .collect();
    let context = json!({
        "form": form.shown(visit),
        "done": done,
        "kinds": views::items(visit, "contribution"),
        "id": ContributionId::new(visit.site.now()),
        "longest": LONGEST,
    });
    question(
        visit,
        person,
        Some(Step::Contributions),
        "citizen/contributions.html",
        context,
    )
}

pub(super) async fn keep(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let way = Way::from(&person, Step::Contributions, &form);
    let typed = !form.text("done").is_empty() || !form.text("year").is_empty();
    if form.has("skip") || !(typed || form.has("add")) {
        return way.skip(&visit.site).await;
    }
    let now = visit.site.now();
    let contribution = read(&mut form, i64::from(now.day().year()));
    let there = contribution
        .as_ref()
        .is_some_and(|new| person.contributions.iter().any(|known| known.id == new.id));
    if person.contributions.len() >= MOST && !there {
        form.problem("done", "too-many");
    }
    let Some(contribution) = contribution.filter(|_| form.is_fine()) else {
        return ask(&visit, &person, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    records::lock(&mut transaction, id, now).await?;
    if !form.has("add") {
        way.note(&mut transaction).await?;
    }
    declared::records::insert_contribution(&mut transaction, id, &contribution, now).await?;
    transaction.commit().await?;
    if form.has("add") {
        return Ok(visit::done("/you/contributions", "contribution-added"));
    }
    Ok(way.go())
}

fn read(form: &mut Form, this_year: i64) -> Option<Contribution> {
    let id: ContributionId = form.text("id").parse().ok()?;
    let kind = form.choice("kind", |slug| catalogue().item("contribution", slug));
    let words = form.required("done", LONGEST);
    let year = form.number("year", FIRST_YEAR..=this_year);
    Some(Contribution {
        id,
        kind: kind?.slug.clone(),
        words,
        year,
    })
}

pub(super) async fn remove(web::Citizen { visit, id }: web::Citizen, form: Form) -> web::Result {
    let contribution = form.text("id").parse().map_err(|_| Error::NotFound)?;
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    declared::records::delete_contribution(&mut transaction, id, contribution, now).await?;
    transaction.commit().await?;
    Ok(Redirect::to("/you/contributions?notice=contribution-removed").into_response())
}
