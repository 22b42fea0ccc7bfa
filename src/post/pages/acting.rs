//! A steward acts for somebody who asked them to: with a typed reason, for an hour, on the pages that are needed for
//! it, and in the person's sight.

use axum::{
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;

use crate::{
    account::{AccountId, attempts::ACCOUNT, pages, records as accounts},
    audit::{self, Action, Entry},
    database::Transaction,
    moment::HOUR,
    post::{is_name, postcode, records},
    web::{Error, Form, Result, Steward, Visit, visit::done},
};

/// Asks for whom, and why.
pub async fn show(steward: Steward) -> Result {
    ask(&steward.visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    visit.english_page("steward/act.html", json!({"form": form.shown(visit)}))
}

/// Finds somebody by their exact name and the postcode of their letters, and begins to act for them.
pub async fn begin(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let called = form.required("called", 100);
    let typed = form.required("postcode", 10);
    let found = postcode(&typed);
    if found.is_none() && !typed.is_empty() {
        form.problem("postcode", "unknown");
    }
    let reason = form.required("look_reason", 500);
    let Some(postcode) = found.filter(|_| form.is_fine()) else {
        return ask(visit, &form);
    };
    let subject = steward.id.to_string();
    if !pages::may_try(visit, &mut form, "postcode", ("find-person", &subject, ACCOUNT)).await? {
        return Ok(pages::too_soon(ask(visit, &form)?));
    }
    let mut transaction = visit.site.database.begin().await?;
    let there = records::at_postcode(&mut transaction, &postcode).await?;
    let mut fitting = there
        .into_iter()
        .filter(|(_, name)| is_name(&called, name.as_deref().unwrap_or_default()));
    // Two of the same name in one postcode: nobody is opened by chance.
    let person = fitting.next().filter(|_| fitting.next().is_none());
    let Some((person, _)) = person else {
        let entry = entry(steward.id, None, Action::FindPerson, reason);
        audit::insert(&mut transaction, &entry, visit.site.now()).await?;
        transaction.commit().await?;
        form.problem("postcode", "nobody");
        return ask(visit, &form);
    };
    start(&steward, &mut transaction, person, reason).await?;
    transaction.commit().await?;
    Ok(Redirect::to("/you/start").into_response())
}

/// Lets this session act for `person` for an hour, and notes why in the same transaction.
///
/// # Errors
/// When the database fails.
pub async fn start(
    steward: &Steward,
    transaction: &mut Transaction,
    person: AccountId,
    reason: String,
) -> Result<()> {
    let visit = &steward.visit;
    let now = visit.site.now();
    let entry = entry(steward.id, Some(person), Action::ActFor, reason);
    audit::insert(&mut *transaction, &entry, now).await?;
    accounts::act_for(transaction, visit.session_token(), Some(person), now.plus(HOUR)).await?;
    Ok(())
}

/// Ends it.
pub async fn end(steward: Steward) -> Result<Response> {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    accounts::act_for(&mut transaction, visit.session_token(), None, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(done("/steward/post", "act-ended"))
}

/// Runs around a citizen's pages: every change that a steward makes for somebody is noted for that person.
pub async fn note(request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let session = visit.as_ref().and_then(Visit::signed_in);
    if let Some((visit, session, person)) = visit
        .as_ref()
        .zip(session)
        .and_then(|(visit, session)| Some((visit, session, session.acting_for?)))
        && request.method() == Method::POST
    {
        let entry = entry(
            session.account_id,
            Some(person),
            Action::ChangeFor,
            visit.path.clone(),
        );
        let noted = async {
            let mut transaction = visit.site.database.begin().await?;
            audit::insert(&mut transaction, &entry, visit.site.now()).await?;
            transaction.commit().await
        };
        // Without the note there is no change.
        if let Err(error) = noted.await {
            return Error::from(error).into_response();
        }
    }
    next.run(request).await
}

fn entry(actor: AccountId, citizen: Option<AccountId>, action: Action, detail: String) -> Entry {
    Entry {
        actor,
        organisation: None,
        citizen,
        opportunity: None,
        action,
        detail,
    }
}
