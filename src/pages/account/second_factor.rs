//! Setting up one's own second factor anew: for a new phone.

use axum::{Router, response::Redirect, routing::get};
use serde_json::json;

use super::own_of_staff;
use crate::{
    account::{
        Account,
        pages::{
            enter, form_id,
            letters::{self, Letter},
            settings::{Again, password_again},
            too_soon,
        },
        records, second_factor,
    },
    database::Transaction,
    web::{Form, Result, Site, Visit},
};

pub fn router() -> Router<Site> {
    Router::new().route("/account/second-factor", get(show).post(renew))
}

async fn show(visit: Visit) -> Result {
    let visit = visit.in_english();
    let account = own_of_staff(&visit).await?;
    page(&visit, &account, &Form::default()).await
}

async fn page(visit: &Visit, account: &Account, form: &Form) -> Result {
    let left = second_factor::records::codes_left(&visit.site.database, account.id).await?;
    let id = form_id(form, visit.site.now());
    let context = json!({"form": form.shown(visit), "id": id, "left": left});
    visit.english_page("account/second-factor.html", context)
}

async fn renew(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let account = own_of_staff(&visit).await?;
    match password_again(&visit, &mut form, &account).await? {
        Again::Right => (),
        Again::Wrong => return page(&visit, &account, &form).await,
        Again::TooSoon => return Ok(too_soon(page(&visit, &account, &form).await?)),
    }
    let fact = form_id(&form, visit.site.now());
    let mut transaction = visit.site.database.begin().await?;
    forget(&visit.site, &mut transaction, &account, &fact).await?;
    let session = enter(&visit, &mut transaction, account.id, false).await?;
    transaction.commit().await?;
    Ok(visit.sign_in(Redirect::to("/sign-in/set-up-code"), &session))
}

/// Forgets the second factor with its recovery codes, ends every session, and tells the person by email.
///
/// # Errors
/// When the database or a template fails.
pub async fn forget(site: &Site, transaction: &mut Transaction, account: &Account, fact: &str) -> Result<()> {
    records::delete_code_secret(transaction, account.id).await?;
    second_factor::records::delete_codes(transaction, account.id).await?;
    records::end_all_sessions(transaction, account.id).await?;
    let letter = Letter {
        name: "second-factor-anew",
        fact,
        path: "/account/second-factor",
        called: None,
        reason: None,
    };
    letters::put(transaction, site, account, letter).await?;
    Ok(())
}
