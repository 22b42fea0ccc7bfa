//! The second factor: asking for a code, and setting it up the first time.

use axum::response::{IntoResponse, Redirect};
use serde_json::json;

use super::{enter, may_try, onward, too_soon, tries};
use crate::{
    account::{Account, Role, attempts::ACCOUNT, code, records, second_factor},
    web::{Error, Form, Result, Visit, qr_code, visit::local_path},
};

/// The account of somebody who gave the password and owes the code.
///
/// # Errors
/// [`Error::SignIn`] when nobody does.
pub async fn owing(visit: &Visit) -> Result<Account> {
    let session = visit.session.as_ref().filter(|session| !session.second_factor);
    let Some(session) = session.filter(|session| session.role != Role::Citizen) else {
        return Err(Error::SignIn("/".to_owned()));
    };
    let account = records::by_id(&visit.site.database, session.account_id).await?;
    account.ok_or(Error::NotFound)
}

/// Asks for the code.
pub async fn show(visit: Visit) -> Result {
    let visit = visit.in_english();
    let account = owing(&visit).await?;
    if account.code_secret.is_none() {
        return Ok(Redirect::to("/sign-in/set-up-code").into_response());
    }
    ask(&visit, &first(&visit))
}

fn ask(visit: &Visit, form: &Form) -> Result {
    visit.english_page("account/code.html", json!({"form": form.shown(visit)}))
}

fn first(visit: &Visit) -> Form {
    let next = visit.parameter("next").unwrap_or_default();
    Form::filled([("next", local_path(&next))])
}

/// Checks the code; each step counts once.
pub async fn check(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let account = owing(&visit).await?;
    let Some(secret) = account.code_secret.clone() else {
        return Ok(Redirect::to("/sign-in/set-up-code").into_response());
    };
    if !may_try_code(&visit, &mut form, &account).await? {
        return Ok(too_soon(ask(&visit, &form)?));
    }
    let now = visit.site.now();
    let Some(step) = code::step(&secret, form.text("code"), now) else {
        form.problem("code", "wrong");
        return ask(&visit, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    if !records::use_code_step(&mut transaction, account.id, step, code::last_step(now)).await? {
        form.problem("code", "used");
        return ask(&visit, &form);
    }
    let session = enter(&visit, &mut transaction, account.id, true).await?;
    transaction.commit().await?;
    let way = onward(&visit.site, account.role, account.id, form.text("next")).await?;
    Ok(visit.sign_in(way, &session))
}

/// Counts a try of a code of any kind; when it has to wait, the form says so at `code`.
pub async fn may_try_code(visit: &Visit, form: &mut Form, account: &Account) -> Result<bool> {
    let subject = account.id.to_string();
    let known = visit.known_device(Some(account.id)).await?;
    match known {
        Some(device) => tries::may_try(visit, form, "code", &[("code-device", device, ACCOUNT)]).await,
        None => may_try(visit, form, "code", ("code", &subject, ACCOUNT)).await,
    }
}

/// Offers a secret to put into an authenticator app.
pub async fn offer(visit: Visit) -> Result {
    let visit = visit.in_english();
    let account = owing(&visit).await?;
    if account.code_secret.is_some() {
        return Ok(Redirect::to("/sign-in/code").into_response());
    }
    show_secret(&visit, &account, &first(&visit)).await
}

async fn offered(visit: &Visit, account: &Account) -> Result<Vec<u8>> {
    let round = second_factor::records::round(&visit.site.database, account.id).await?;
    Ok(code::offered(&visit.site.secret, account, round))
}

async fn show_secret(visit: &Visit, account: &Account, form: &Form) -> Result {
    let secret = offered(visit, account).await?;
    let email = account.email.as_ref().map_or("", |email| email.as_str());
    let link = code::link(&secret, email).ok_or(Error::NotFound)?;
    visit.english_page(
        "account/set-up-code.html",
        json!({
            "form": form.shown(visit),
            "secret": code::in_groups(&secret),
            "drawing": qr_code(&link)?,
            "link": link,
        }),
    )
}

/// Keeps the secret once a first code has proved it.
pub async fn set_up(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let account = owing(&visit).await?;
    if account.code_secret.is_some() {
        return Ok(Redirect::to("/sign-in/code").into_response());
    }
    if !may_try_code(&visit, &mut form, &account).await? {
        return Ok(too_soon(show_secret(&visit, &account, &form).await?));
    }
    let secret = offered(&visit, &account).await?;
    let Some(step) = code::step(&secret, form.text("code"), visit.site.now()) else {
        form.problem("code", "wrong");
        return show_secret(&visit, &account, &form).await;
    };
    let mut transaction = visit.site.database.begin().await?;
    if !records::set_code_secret(&mut transaction, account.id, secret, step).await? {
        return Ok(Redirect::to("/sign-in/code").into_response());
    }
    let session = enter(&visit, &mut transaction, account.id, true).await?;
    transaction.commit().await?;
    let next: String = form_urlencoded::byte_serialize(local_path(form.text("next")).as_bytes()).collect();
    Ok(visit.sign_in(Redirect::to(&format!("/account/codes?next={next}")), &session))
}
