//! Registering, signing in and out, new passwords, and one's own account.
//!
//! No answer here tells whether an address is registered: status, body and work are the same, and the
//! difference goes to the mailbox.

pub mod code;
pub mod letters;
pub mod link;
pub mod register;
pub mod reset;
pub mod settings;
pub mod sign_in;
pub mod tries;

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde_json::json;

use super::{AccountId, Email, Role, Token, attempts::Limit, devices, password, records, sessions};
use crate::{
    citizen,
    database::Transaction,
    moment::Moment,
    web::{Form, Result, Site, Visit, kept},
};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/register", get(register::show).post(register::register))
        .route("/look-at-your-email", get(look_at_your_email))
        .route(
            "/confirm/{token}",
            get(register::show_confirm).post(register::confirm),
        )
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/sign-in/link", get(link::show).post(link::ask))
        .route("/sign-in/link/{token}", get(link::arrive).post(link::enter))
        .route("/sign-in/code", get(code::show).post(code::check))
        .route("/sign-in/set-up-code", get(code::offer).post(code::set_up))
        .route("/reset", get(reset::show).post(reset::ask))
        .route("/reset/{token}", get(reset::arrive).post(reset::set))
        .route("/account", get(settings::show))
        .route("/account/password", post(settings::change_password))
        .route("/account/language", post(settings::change_language))
        .route(
            "/account/sign-out-everywhere",
            post(settings::sign_out_everywhere),
        )
}

/// The one answer to everything that writes a letter.
async fn look_at_your_email(visit: Visit) -> Result {
    visit.page("account/look-at-your-email.html", json!({}))
}

/// The address somebody typed: `missing`, `not-an-address`, or why its letters are not taken.
pub fn email(form: &mut Form) -> Option<Email> {
    email_in(form, "email")
}

/// The address in `field`.
pub fn email_in(form: &mut Form, field: &str) -> Option<Email> {
    let typed = form.text(field).to_owned();
    let email = Email::parse(&typed);
    match &email {
        Some(_) => (),
        None if typed.is_empty() => form.problem(field, "missing"),
        None if Email::has_other_letters(&typed) => form.problem_like(field, "email", "other-letters"),
        None => form.problem(field, "not-an-address"),
    }
    email
}

/// A new password that is hard to guess, also for somebody who knows the address: `missing`, or why not.
pub fn new_password(form: &mut Form, email: Option<&Email>) -> String {
    let typed = form.password("new_password").to_owned();
    let mut words = vec!["alongside"];
    words.extend(
        email
            .iter()
            .flat_map(|email| email.as_str().split(['@', '.', '-', '_'])),
    );
    if typed.is_empty() {
        form.problem("new_password", "missing");
    } else if let Some(why) = password::weakness(&typed, &words) {
        form.problem("new_password", why);
    }
    typed
}

/// Counts a try of `what`. When it has to wait, the form says for how long at `field`, and this is `false`.
pub async fn may_try(
    visit: &Visit,
    form: &mut Form,
    field: &str,
    (what, subject, limit): (&str, &str, Limit),
) -> Result<bool> {
    let subjects = visit.limits(what, subject, limit);
    tries::may_try(visit, form, field, &subjects).await
}

/// The page of a form that came too soon, with what was typed.
#[must_use]
pub fn too_soon(page: Response) -> Response {
    // The page says how long in words; software that asks by itself does well with the usual longest wait, in seconds.
    let wait = [(header::RETRY_AFTER, "60")];
    (StatusCode::TOO_MANY_REQUESTS, wait, page).into_response()
}

/// Ends whatever this browser was signed in as and begins a session of `account`, which waits for the code when that
/// is still owed; what was typed and could not be sent comes along.
pub async fn begin(
    visit: &Visit,
    transaction: &mut Transaction,
    account: AccountId,
    second_factor: bool,
) -> Result<Token> {
    records::end_session(transaction, visit.session_token()).await?;
    let session = sessions::begin(transaction, account, second_factor, visit.site.now()).await?;
    kept::follow(visit, transaction, account, &session).await?;
    Ok(session)
}

/// Begins a session of somebody who has shown everything that is asked of them: from now on this browser is known.
pub async fn enter(
    visit: &Visit,
    transaction: &mut Transaction,
    account: AccountId,
    second_factor: bool,
) -> Result<Token> {
    let session = begin(visit, transaction, account, second_factor).await?;
    let device = devices::of_session(&session);
    devices::remember(
        transaction,
        account,
        visit.device.as_ref(),
        &device,
        visit.site.now(),
    )
    .await?;
    Ok(session)
}

/// To where somebody was going, or to the first page of their role.
pub async fn onward(site: &Site, role: Role, account: AccountId, next: &str) -> Result<Redirect> {
    let next = crate::web::visit::local_path(next);
    if next != "/" {
        return Ok(Redirect::to(next));
    }
    Ok(Redirect::to(match role {
        Role::Officer => "/host",
        Role::Steward => "/steward",
        Role::Citizen => match citizen::records::load(&site.database, account).await? {
            Some(citizen) if citizen.step == "done" => "/for-you",
            _ => "/you/start",
        },
    }))
}

/// The id of a form, made when it was shown, so that sending it twice has one effect.
#[must_use]
pub fn form_id(form: &Form, now: Moment) -> String {
    let sent = form.text("id").parse::<AccountId>().ok();
    sent.unwrap_or_else(|| AccountId::new(now)).to_string()
}
