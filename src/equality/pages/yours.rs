//! A person's own answers: asked one at a time, changed and erased at any time, seen by nobody else. A steward who
//! acts for somebody cannot open these pages.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::{Value, json};

use super::label;
use crate::{
    citizen::{CitizenId, ConsentPurpose, consent},
    equality::{Answers, Feature, PREFER_NOT_TO_SAY, records},
    outbox,
    web::{self, Error, Form, Site, Visit, visit},
};

const HERE: &str = "/you/equality";

/// Why we ask, who sees what, and what was said so far.
pub(super) async fn show(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let agreed = consents(&visit.site, id).await?;
    let answers = answers(&visit.site, id).await?;
    let rows: Vec<Value> = Feature::ALL
        .iter()
        .map(|feature| {
            let chosen = answers.chosen(*feature);
            json!({
                "slug": feature,
                "answer": chosen.map(|value| visit.text(&key(*feature, value))),
            })
        })
        .collect();
    let any = Feature::ALL
        .iter()
        .any(|feature| answers.chosen(*feature).is_some());
    visit.page(
        "citizen/equality.html",
        json!({"agreed": agreed, "rows": rows, "any": any}),
    )
}

async fn consents(site: &Site, id: CitizenId) -> sqlx::Result<bool> {
    let given = consent::records::given_at(&site.database, id, ConsentPurpose::Equality).await?;
    Ok(given.is_some())
}

async fn answers(site: &Site, id: CitizenId) -> sqlx::Result<Answers> {
    let mut found = records::of(&site.database, &[id]).await?;
    Ok(found.remove(&id).unwrap_or_default())
}

/// The key of a choice, not saying included.
fn key(feature: Feature, choice: &str) -> String {
    if choice == PREFER_NOT_TO_SAY {
        format!("equality-{choice}")
    } else {
        label(feature, choice)
    }
}

/// Gives the consent whose words the page shows, and goes on to the first question.
pub(super) async fn agree(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let wish = [(ConsentPurpose::Equality, true)];
    let mut transaction = visit.site.database.begin().await?;
    consent::records::update(&mut transaction, id, &wish, visit.language, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&path(Feature::Age, true)).into_response())
}

/// The address of a question; in a `round` each leads to the next.
fn path(feature: Feature, round: bool) -> String {
    let round = if round { "?round=yes" } else { "" };
    format!("{HERE}/{}{round}", feature.slug())
}

/// The question before; none before the first.
fn before(feature: Feature) -> Option<Feature> {
    Feature::ALL
        .iter()
        .copied()
        .find(|one| one.next() == Some(feature))
}

/// One question.
pub(super) async fn ask(web::Citizen { visit, id }: web::Citizen, Path(slug): Path<String>) -> web::Result {
    let feature = Feature::parse(&slug).ok_or(Error::NotFound)?;
    if !consents(&visit.site, id).await? {
        return Ok(Redirect::to(HERE).into_response());
    }
    let answers = answers(&visit.site, id).await?;
    let mut fields = vec![("equality", answers.chosen(feature).unwrap_or_default())];
    if visit.parameter("round").is_some() {
        fields.push(("round", "yes"));
    }
    question(&visit, feature, &Form::filled(fields))
}

fn question(visit: &Visit, feature: Feature, form: &Form) -> web::Result {
    let choices: Vec<Value> = feature
        .answers()
        .chain([PREFER_NOT_TO_SAY])
        .map(|choice| {
            let hint = (feature == Feature::Ethnicity && choice != PREFER_NOT_TO_SAY)
                .then(|| visit.text(&format!("equality-ethnicity-{choice}-hint")));
            json!({"value": choice, "text": visit.text(&key(feature, choice)), "hint": hint})
        })
        .collect();
    let has_hint = [Feature::Disability, Feature::Area].contains(&feature);
    visit.page(
        "citizen/equality-question.html",
        json!({
            "form": form.shown(visit),
            "choices": choices,
            "question": visit.text(&format!("equality-{}-label", feature.slug())),
            "hint": has_hint.then(|| visit.text(&format!("equality-{}-hint", feature.slug()))),
            "answered": !form.text("equality").is_empty(),
            "round": form.has("round"),
            "back": before(feature).filter(|_| form.has("round")).map_or(HERE.to_owned(), |one| path(one, true)),
            "number": feature as usize + 1,
            "of": Feature::ALL.len(),
        }),
    )
}

/// Keeps one answer, or takes it away. Nothing chosen is fine: then nothing is kept.
pub(super) async fn keep(
    web::Citizen { visit, id }: web::Citizen,
    Path(slug): Path<String>,
    mut form: Form,
) -> web::Result {
    let feature = Feature::parse(&slug).ok_or(Error::NotFound)?;
    let clears = form.has("clear");
    let said = !clears && !form.text("equality").is_empty();
    let choice = if said {
        form.choice("equality", |typed| feature.choice(typed))
    } else {
        None
    };
    if !form.is_fine() {
        return question(&visit, feature, &form);
    }
    if said || clears {
        let mut transaction = visit.site.database.begin().await?;
        let kept = records::answer(&mut transaction, id, feature, choice, visit.site.now()).await?;
        transaction.commit().await?;
        if !kept {
            return Ok(Redirect::to(HERE).into_response());
        }
    }
    if clears {
        outbox::forget(&visit.site).await;
        return Ok(visit::done(HERE, "equality-cleared"));
    }
    match feature.next().filter(|_| form.has("round")) {
        Some(next) => Ok(Redirect::to(&path(next, true)).into_response()),
        None if said || form.has("round") => Ok(visit::done(HERE, "you-saved")),
        None => Ok(Redirect::to(HERE).into_response()),
    }
}

/// Erases all answers; the consent stays, and with it the questions.
pub(super) async fn erase(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let mut transaction = visit.site.database.begin().await?;
    records::erase(&mut transaction, id, visit.site.now()).await?;
    transaction.commit().await?;
    outbox::forget(&visit.site).await;
    Ok(visit::done(HERE, "equality-erased"))
}
