//! Setting up the second factor anew after a steward has allowed it. It takes both: the link in the email and the
//! password, and the password must not have come by email a moment ago.

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde_json::json;

use crate::{
    account::{
        Purpose, Token,
        attempts::ADDRESS,
        pages::{code::owing, enter},
        records, second_factor,
    },
    pages::account::second_factor::forget,
    web::{Error, Result, Site, Visit},
};

pub fn router() -> Router<Site> {
    Router::new().route("/set-up-anew/{token}", get(show).post(renew))
}

async fn show(visit: Visit, Path(token): Path<String>) -> Result {
    let visit = visit.in_english();
    if visit.signed_in().is_some() {
        return Ok(Redirect::to("/account/second-factor").into_response());
    }
    let Ok(account) = owing(&visit).await else {
        return Err(Error::SignIn(visit.path.clone()));
    };
    let now = visit.site.now();
    let whose = match Token::parse(&token) {
        Some(token) => {
            records::link_account(&visit.site.database, &token, Purpose::SecondFactor, now).await?
        }
        None => None,
    };
    let rests = second_factor::records::rests_until(&visit.site.database, account.id, now).await?;
    page(&visit, whose == Some(account.id) && rests.is_none())
}

fn page(visit: &Visit, fits: bool) -> Result {
    visit.english_page("from_letter/set-up-anew.html", json!({"fits": fits}))
}

async fn renew(visit: Visit, Path(token): Path<String>) -> Result {
    let visit = visit.in_english();
    let account = owing(&visit).await?;
    visit.limit("set-up-anew", "", ADDRESS).await?;
    let mut transaction = visit.site.database.begin().await?;
    let used = match Token::parse(&token) {
        Some(token) => {
            records::use_link(&mut transaction, &token, Purpose::SecondFactor, visit.site.now()).await?
        }
        None => None,
    };
    let now = visit.site.now();
    let rests = second_factor::records::rests_until(&mut transaction, account.id, now).await?;
    if used != Some(account.id) || rests.is_some() {
        return page(&visit, false);
    }
    forget(&visit.site, &mut transaction, &account, &token).await?;
    let session = enter(&visit, &mut transaction, account.id, false).await?;
    transaction.commit().await?;
    Ok(visit.sign_in(Redirect::to("/sign-in/set-up-code"), &session))
}
