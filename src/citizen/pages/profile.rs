//! The overview: see and change everything; and the last look before the registration is finished.

use axum::response::{IntoResponse, Redirect};
use serde_json::json;

use super::{person, standing_of, views};
use crate::{
    account,
    citizen::{
        records,
        steps::{QUESTIONS, Step},
    },
    outbox,
    web::{self, Visit, visit},
};

pub(super) async fn show(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let account = account::records::by_id(&visit.site.database, id).await?;
    let paused = person.paused_until.filter(|until| *until > visit.site.now());
    let context = json!({
        "you": views::whole(&visit, &person),
        "id": id,
        "stands": standing_of(&person).slug(),
        "unreachable": outbox::bounce::records::is_unreachable(&visit.site.database, id).await?,
        "form": account::AccountId::new(visit.site.now()).to_string(),
        "email": account.and_then(|account| account.email),
        "paused_until": paused,
    });
    visit.page("citizen/you.html", context)
}

/// Where the registration goes on.
pub(super) async fn start(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    Ok(Redirect::to(&standing_of(&person).path()).into_response())
}

pub(super) async fn check(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let stands = standing_of(&person);
    if stands < Step::Check {
        return Ok(Redirect::to(&stands.path()).into_response());
    }
    look(&visit, &person)
}

fn look(visit: &Visit, person: &crate::citizen::Citizen) -> web::Result {
    visit.page(
        "citizen/check.html",
        json!({"you": views::whole(visit, person), "questions": QUESTIONS}),
    )
}

pub(super) async fn finish(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let stands = standing_of(&person);
    if stands < Step::Check || person.called.is_none() {
        return Ok(Redirect::to(&stands.min(Step::Check).path()).into_response());
    }
    let mut transaction = visit.site.database.begin().await?;
    records::update_step(&mut transaction, id, Step::Done.slug()).await?;
    transaction.commit().await?;
    Ok(visit::done(
        if visit
            .signed_in()
            .is_some_and(|session| session.acting_for.is_some())
        {
            "/you"
        } else {
            "/for-you"
        },
        "you-registered",
    ))
}
