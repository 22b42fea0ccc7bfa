//! What somebody means by their own words: badges of the catalogue are offered, and only a yes links them.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::{Value, json};

use super::{badges, person, standing_of, views};
use crate::{
    citizen::{Citizen, Declared, declared},
    matching::offers,
    web::{self, Error, Form, Visit, visit},
};

pub(super) async fn show(web::Citizen { visit, id }: web::Citizen, Path(badge): Path<String>) -> web::Result {
    let person = person(&visit, id).await?;
    let declared = badges::find(&person, &badge)?;
    ask(&visit, &person, declared, &Form::default()).await
}

async fn ask(visit: &Visit, person: &Citizen, declared: &Declared, form: &Form) -> web::Result {
    let words = declared.words.as_deref().ok_or(Error::NotFound)?;
    let turns = &visit.site.turns;
    let offered = turns.run(|| offers::offers(words, Some(declared.kind))).await?;
    let offered: Vec<Value> = offered
        .into_iter()
        .map(|badge| {
            let chosen = declared.badge.as_ref() == Some(&badge.slug);
            json!({"slug": badge.slug, "label": badge.label(visit.language), "chosen": chosen})
        })
        .collect();
    if offered.is_empty() {
        return Ok(Redirect::to(&format!("/you/badges/{}", declared.id)).into_response());
    }
    let context = json!({
        "form": form.shown(visit),
        "badge": views::badge(visit, declared),
        "offered": offered,
        "stands": standing_of(person).slug(),
    });
    visit.page("citizen/linking.html", context)
}

pub(super) async fn keep(
    web::Citizen { visit, id }: web::Citizen,
    Path(badge): Path<String>,
    mut form: Form,
) -> web::Result {
    let person = person(&visit, id).await?;
    let declared = badges::find(&person, &badge)?;
    let words = declared.words.as_deref().ok_or(Error::NotFound)?;
    // Only what was offered can be said yes to: own words never become something that they do not say.
    let turns = &visit.site.turns;
    let offered = turns.run(|| offers::offers(words, Some(declared.kind))).await?;
    let means = form.choice("means", |slug| match slug {
        "none" => Some(None),
        slug => offered
            .iter()
            .find(|badge| badge.slug == slug)
            .map(|badge| Some(badge.slug.clone())),
    });
    let Some(means) = means else {
        return ask(&visit, &person, declared, &form).await;
    };
    let notice = if means.is_some() {
        "words-linked"
    } else {
        "words-kept"
    };
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    declared::records::link_words(&mut transaction, id, declared.id, means, now).await?;
    transaction.commit().await?;
    // A link can put a label on a card: who may see it is the next question.
    Ok(visit::done(&format!("/you/badges/{}", declared.id), notice))
}
