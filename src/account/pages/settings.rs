//! One's own account: password, language of letters, signing out everywhere.

use serde_json::json;

use super::{enter, may_try, new_password, too_soon};
use crate::{
    account::{Account, Role, attempts, password, records},
    frontend::Language,
    web::{Error, Form, Result, Visit, visit::done},
};

/// The account of the person who is signed in.
///
/// # Errors
/// [`Error::SignIn`] when nobody is.
pub async fn own(visit: &Visit) -> Result<Account> {
    let Some(session) = visit.signed_in() else {
        return Err(Error::SignIn("/account".into()));
    };
    let account = records::by_id(&visit.site.database, session.account_id).await?;
    account.ok_or(Error::NotFound)
}

/// Shows the account.
pub async fn show(visit: Visit) -> Result {
    let account = own(&visit).await?;
    page(
        &visit,
        &account,
        &Form::filled([("locale", account.locale.slug())]),
    )
}

fn page(visit: &Visit, account: &Account, form: &Form) -> Result {
    visit.page(
        "account/account.html",
        json!({
            "form": form.shown(visit),
            "email": account.email,
            "has_password": account.password.is_some(),
            "locale": account.locale,
            "staff": account.role != Role::Citizen,
        }),
    )
}

/// Whether somebody who is signed in has typed the password again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It is theirs.
    Right,
    /// It is not; the form says so at `password`.
    Wrong,
    /// There were too many tries; the form says for how long to wait.
    TooSoon,
}

/// Checks the field `password` of a form against the password of `account`, and counts the try.
pub async fn password_again(visit: &Visit, form: &mut Form, account: &Account) -> Result<Again> {
    let typed = form.password("password").to_owned();
    if typed.is_empty() {
        form.problem("password", "missing");
        return Ok(Again::Wrong);
    }
    // A person who is signed in does not wait for tries of others.
    let subject = account.id.to_string();
    let limit = ("old-password", subject.as_str(), attempts::ACCOUNT);
    if !may_try(visit, form, "password", limit).await? {
        return Ok(Again::TooSoon);
    }
    let verdict = password::verify(typed, account.password.clone()).await?;
    if !verdict.is_right() {
        form.problem("password", "not-yours");
        return Ok(Again::Wrong);
    }
    Ok(Again::Right)
}

/// Changes the password; every other browser is signed out.
pub async fn change_password(visit: Visit, mut form: Form) -> Result {
    let account = own(&visit).await?;
    if form.password("password").is_empty() {
        form.problem("password", "missing");
    }
    let chosen = new_password(&mut form, account.email.as_ref());
    if !form.is_fine() {
        return page(&visit, &account, &form);
    }
    match password_again(&visit, &mut form, &account).await? {
        Again::Right => (),
        Again::Wrong => return page(&visit, &account, &form),
        Again::TooSoon => return Ok(too_soon(page(&visit, &account, &form)?)),
    }
    let hash = password::hash(chosen).await?;
    let second_factor = visit
        .session
        .as_ref()
        .is_some_and(|session| session.second_factor);
    let mut transaction = visit.site.database.begin().await?;
    records::set_password(&mut transaction, account.id, hash).await?;
    records::delete_links(&mut transaction, account.id).await?;
    records::end_all_sessions(&mut transaction, account.id).await?;
    let session = enter(&visit, &mut transaction, account.id, second_factor).await?;
    transaction.commit().await?;
    Ok(visit.sign_in(done("/account", "password-changed"), &session))
}

/// Changes the language of letters.
pub async fn change_language(visit: Visit, mut form: Form) -> Result {
    let account = own(&visit).await?;
    let Some(language) = form.choice("locale", Language::parse) else {
        return page(&visit, &account, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    records::set_locale(&mut transaction, account.id, language).await?;
    transaction.commit().await?;
    Ok(done("/account", "language-changed"))
}

/// Ends every session, this one too.
pub async fn sign_out_everywhere(visit: Visit) -> Result {
    let account = own(&visit).await?;
    let mut transaction = visit.site.database.begin().await?;
    records::end_all_sessions(&mut transaction, account.id).await?;
    transaction.commit().await?;
    Ok(visit.sign_out(done("/", "signed-out-everywhere")))
}
