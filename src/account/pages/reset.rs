//! A new password by a link in a letter.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::json;

use super::{email, form_id, link, may_try, new_password, too_soon, tries::may_ask};
use crate::{
    account::{Account, Purpose, Token, attempts::ADDRESS, password, records, sessions},
    web::{Form, Result, Visit, visit::done},
};

/// Shows the form that asks for a letter.
pub async fn show(visit: Visit) -> Result {
    ask_again(&visit, &Form::default())
}

fn ask_again(visit: &Visit, form: &Form) -> Result {
    let id = form_id(form, visit.site.now());
    visit.page("account/reset.html", json!({"form": form.shown(visit), "id": id}))
}

/// Writes the letter.
pub async fn ask(visit: Visit, mut form: Form) -> Result {
    let Some(email) = email(&mut form) else {
        return ask_again(&visit, &form);
    };
    let id = form_id(&form, visit.site.now());
    if !may_ask(&visit, &mut form, "reset", (email.as_str(), &id)).await? {
        return Ok(too_soon(ask_again(&visit, &form)?));
    }
    link::remind(&visit, &email, Purpose::Password, &id).await?;
    Ok(Redirect::to("/look-at-your-email").into_response())
}

/// Shows the form for the new password.
pub async fn arrive(visit: Visit, Path(token): Path<String>) -> Result {
    let account = behind(&visit, &token).await?;
    choose(&visit, account.is_some(), &Form::default())
}

fn choose(visit: &Visit, fits: bool, form: &Form) -> Result {
    visit.page(
        "account/new-password.html",
        json!({"fits": fits, "form": form.shown(visit)}),
    )
}

async fn behind(visit: &Visit, token: &str) -> Result<Option<Account>> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let (database, now) = (&visit.site.database, visit.site.now());
    let Some(id) = records::link_account(database, &token, Purpose::Password, now).await? else {
        return Ok(None);
    };
    Ok(records::by_id(database, id).await?.filter(sessions::may_sign_in))
}

/// Sets the password; everybody who was signed in is signed out, and other links end.
pub async fn set(visit: Visit, Path(token): Path<String>, mut form: Form) -> Result {
    let Some(account) = behind(&visit, &token).await? else {
        return choose(&visit, false, &form);
    };
    let chosen = new_password(&mut form, account.email.as_ref());
    if !form.is_fine() {
        return choose(&visit, true, &form);
    }
    if !may_try(&visit, &mut form, "new_password", ("new-password", "", ADDRESS)).await? {
        return Ok(too_soon(choose(&visit, true, &form)?));
    }
    let hash = password::hash(chosen).await?;
    let mut transaction = visit.site.database.begin().await?;
    let used = match Token::parse(&token) {
        Some(token) => {
            records::use_link(&mut transaction, &token, Purpose::Password, visit.site.now()).await?
        }
        None => None,
    };
    if used != Some(account.id) {
        return choose(&visit, false, &form);
    }
    records::set_password(&mut transaction, account.id, hash).await?;
    records::note_password_by_email(&mut transaction, account.id, visit.site.now()).await?;
    records::delete_links(&mut transaction, account.id).await?;
    records::end_all_sessions(&mut transaction, account.id).await?;
    transaction.commit().await?;
    Ok(visit.sign_out(done("/sign-in", "password-changed")))
}
