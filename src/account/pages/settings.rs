//! One's own account: password, language of letters, signing out everywhere.

use serde_json::json;

use super::{enter, may_try, new_password, too_soon};
use crate::{
    account::{Account, attempts, password, records},
    frontend::Language,
    web::{Error, Form, Result, Visit, visit::done},
};

/// The account of whoever is signed in.
async fn own(visit: &Visit) -> Result<Account> {
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
        }),
    )
}

/// Changes the password; every other browser is signed out.
pub async fn change_password(visit: Visit, mut form: Form) -> Result {
    let account = own(&visit).await?;
    if form.text("password").is_empty() {
        form.problem("password", "missing");
    }
    let chosen = new_password(&mut form, account.email.as_ref());
    if !form.is_fine() {
        return page(&visit, &account, &form);
    }
    let subject = account.email.as_ref().map_or("", |email| email.as_str());
    if !may_try(
        &visit,
        &mut form,
        "password",
        ("sign-in", subject, attempts::ACCOUNT),
    )
    .await?
    {
        return Ok(too_soon(page(&visit, &account, &form)?));
    }
    let typed = form.text("password").to_owned();
    let right = password::verify(typed, account.password.clone()).await?;
    if !right {
        form.problem("password", "not-yours");
        return page(&visit, &account, &form);
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
