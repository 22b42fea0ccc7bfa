//! Signing in with a password, and signing out.

use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use super::{begin, enter, onward, too_soon, tries::Tries};
use crate::{
    account::{
        Account, Email, Role,
        password::{self, Verdict},
        records, sessions,
    },
    web::{
        Form, Result, Visit,
        visit::{done, local_path},
    },
};

/// Shows the form; somebody who is signed in goes on.
pub async fn show(visit: Visit) -> Result {
    let next = visit.parameter("next").unwrap_or_default();
    if let Some(session) = visit.signed_in() {
        let onward = onward(&visit.site, session.role, session.account_id, &next).await?;
        return Ok(onward.into_response());
    }
    ask(&visit, &Form::filled([("next", local_path(&next))]))
}

fn ask(visit: &Visit, form: &Form) -> Result {
    visit.page("account/sign-in.html", json!({"form": form.shown(visit)}))
}

/// Checks address and password. An address nobody registered costs as much as a wrong password.
pub async fn sign_in(visit: Visit, mut form: Form) -> Result {
    let email = form.required_line("email", 254);
    if form.password("password").is_empty() {
        form.problem("password", "missing");
    }
    if !form.is_fine() {
        return ask(&visit, &form);
    }
    let known = Email::parse(&email);
    // One address is one subject, however it is written.
    let subject = known
        .as_ref()
        .map_or_else(|| email.to_lowercase(), |email| email.as_str().to_owned());
    let database = &visit.site.database;
    let account = match known {
        Some(email) => records::by_email(database, &email)
            .await?
            .filter(sessions::may_sign_in),
        None => None,
    };
    let id = account.as_ref().map(|account| account.id);
    let tries = Tries::of(&visit, &subject, id).await?;
    if !tries.may_try(&visit, &mut form, "password").await? {
        return Ok(too_soon(ask(&visit, &form)?));
    }
    let stored = account.as_ref().and_then(|account| account.password.clone());
    let typed = form.password("password").to_owned();
    let verdict = password::verify(typed.clone(), stored).await?;
    let Some(account) = account.filter(|_| verdict.is_right()) else {
        form.problem("password", "wrong");
        return ask(&visit, &form);
    };
    if verdict == Verdict::OldForm {
        let hash = password::hash(typed).await?;
        let mut transaction = database.begin().await?;
        records::set_password(&mut transaction, account.id, hash).await?;
        transaction.commit().await?;
    }
    tries.succeed(&visit).await?;
    go_in(&visit, &account, form.text("next")).await
}

/// Begins the session: whole for a citizen, waiting for the code for officers and stewards.
async fn go_in(visit: &Visit, account: &Account, next: &str) -> Result<Response> {
    let mut transaction = visit.site.database.begin().await?;
    if account.role == Role::Citizen {
        let session = enter(visit, &mut transaction, account.id, false).await?;
        transaction.commit().await?;
        let way = onward(&visit.site, account.role, account.id, next).await?;
        return Ok(visit.sign_in(way, &session));
    }
    let session = begin(visit, &mut transaction, account.id, false).await?;
    transaction.commit().await?;
    let way = match &account.code_secret {
        // The link in an email with which a steward lets an officer set up the second factor anew.
        Some(_) if next.starts_with("/set-up-anew/") => local_path(next).to_owned(),
        Some(_) => with_next("/sign-in/code", next),
        None => with_next("/sign-in/set-up-code", next),
    };
    Ok(visit.owe_code(Redirect::to(&way), &session))
}

/// `path`, from which somebody goes on to `next`.
#[must_use]
pub fn with_next(path: &str, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(local_path(next).as_bytes()).collect();
    format!("{path}?next={next}")
}

/// Ends this browser's session.
pub async fn sign_out(visit: Visit) -> Result {
    let mut transaction = visit.site.database.begin().await?;
    records::end_session(&mut transaction, visit.session_token()).await?;
    transaction.commit().await?;
    Ok(visit.sign_out(done("/", "signed-out")))
}
