//! Signing in by a link in a letter: for citizens only. Officers and stewards have more to lose.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::json;

use super::{
    email, enter as begin, form_id, letters, letters::Letter, onward, register, sign_in::with_next, too_soon,
    tries::may_ask,
};
use crate::{
    account::{
        Account, Email, Purpose, Role, Status, Token,
        attempts::{self, ADDRESS, LETTERS},
        records, sessions,
    },
    moment::{HOUR, MINUTE},
    web::{Form, Result, Visit, visit::local_path},
};

/// Shows the form that asks for a link.
pub async fn show(visit: Visit) -> Result {
    let next = visit.parameter("next").unwrap_or_default();
    ask_again(&visit, &Form::filled([("next", local_path(&next))]))
}

fn ask_again(visit: &Visit, form: &Form) -> Result {
    let id = form_id(form, visit.site.now());
    visit.page("account/link.html", json!({"form": form.shown(visit), "id": id}))
}

/// Writes the letter with the link.
pub async fn ask(visit: Visit, mut form: Form) -> Result {
    let Some(email) = email(&mut form) else {
        return ask_again(&visit, &form);
    };
    let id = form_id(&form, visit.site.now());
    if !may_ask(&visit, &mut form, "link", (email.as_str(), &id)).await? {
        return Ok(too_soon(ask_again(&visit, &form)?));
    }
    let next = local_path(form.text("next")).to_owned();
    remind_to(&visit, &email, (Purpose::SignIn, &next), &id).await?;
    Ok(Redirect::to("/look-at-your-email").into_response())
}

/// Writes a letter with a link of `purpose` to whoever has this address. An address that was never confirmed
/// gets the letter that confirms it; for one that nobody has, the same work is done and thrown away.
pub async fn remind(visit: &Visit, email: &Email, purpose: Purpose, fact: &str) -> Result<()> {
    remind_to(visit, email, (purpose, "/"), fact).await
}

/// The same with a link that leads on to `next`, a path of ours.
async fn remind_to(visit: &Visit, email: &Email, (purpose, next): (Purpose, &str), fact: &str) -> Result<()> {
    let (site, token) = (&visit.site, Token::random());
    let (name, path, lives) = match purpose {
        Purpose::Password => ("password-reset", "/reset", HOUR),
        _ => ("sign-in-link", "/sign-in/link", 30 * MINUTE),
    };
    let path = match next {
        "/" => format!("{path}/{}", token.reveal()),
        next => with_next(&format!("{path}/{}", token.reveal()), next),
    };
    let letter = Letter {
        name,
        fact,
        path: &path,
        called: None,
        reason: None,
    };
    let mut transaction = site.database.begin().await?;
    let account = records::by_email(&mut transaction, email).await?;
    let written = match &account {
        Some(account) if account.status == Status::Unconfirmed => {
            register::write_confirm(visit, &mut transaction, account, fact).await?
        }
        Some(account) if may_have(account, purpose) => {
            let expires = site.now().plus(lives);
            records::insert_link(&mut transaction, &token, account.id, purpose, expires).await?;
            letters::put(&mut transaction, site, account, letter).await?
        }
        _ => {
            letters::write(site, visit.language, email, letter)?;
            false
        }
    };
    if written {
        transaction.commit().await?;
    } else {
        // A commit takes time: nobody's address has to cost one as well.
        drop(transaction);
        let (secret, now) = (&site.secret, site.now());
        attempts::count(&site.database, secret, LETTERS, "nobody", email.as_str(), now).await?;
    }
    Ok(())
}

fn may_have(account: &Account, purpose: Purpose) -> bool {
    sessions::may_sign_in(account) && (purpose == Purpose::Password || account.role == Role::Citizen)
}

/// Shows the button that signs in.
pub async fn arrive(visit: Visit, Path(token): Path<String>) -> Result {
    let now = visit.site.now();
    let fits = match Token::parse(&token) {
        Some(token) => records::link_account(&visit.site.database, &token, Purpose::SignIn, now).await?,
        None => None,
    };
    let next = visit.parameter("next").unwrap_or_default();
    let context = json!({"fits": fits.is_some(), "next": local_path(&next)});
    visit.page("account/link-arrived.html", context)
}

/// Signs in, once.
pub async fn enter(visit: Visit, Path(token): Path<String>, form: Form) -> Result {
    visit.limit("link-used", "", ADDRESS).await?;
    let mut transaction = visit.site.database.begin().await?;
    let used = match Token::parse(&token) {
        Some(token) => records::use_link(&mut transaction, &token, Purpose::SignIn, visit.site.now()).await?,
        None => None,
    };
    let account = match used {
        Some(id) => records::by_id(&mut transaction, id).await?,
        None => None,
    };
    let fits = |account: &Account| may_have(account, Purpose::SignIn);
    let Some(account) = account.filter(fits) else {
        return visit.page("account/link-arrived.html", json!({"fits": false}));
    };
    let session = begin(&visit, &mut transaction, account.id, false).await?;
    transaction.commit().await?;
    let way = onward(&visit.site, account.role, account.id, form.text("next")).await?;
    Ok(visit.sign_in(way, &session))
}
