//! Signing in with a recovery code instead of a code from the app.

use axum::{
    Router,
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde_json::json;

use crate::{
    account::{
        pages::{
            code::{may_try_code, owing},
            enter, too_soon,
        },
        second_factor::{records, stored},
        short_code::Code,
    },
    web::{Form, Result, Site, Visit, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/sign-in/recovery", get(show).post(check))
}

async fn show(visit: Visit) -> Result {
    let visit = visit.in_english();
    if owing(&visit).await?.code_secret.is_none() {
        return Ok(Redirect::to("/sign-in/set-up-code").into_response());
    }
    page(&visit, &Form::default())
}

fn page(visit: &Visit, form: &Form) -> Result {
    visit.english_page("account/recovery.html", json!({"form": form.shown(visit)}))
}

/// Checks the code, which works once; then the phone can be replaced.
async fn check(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let account = owing(&visit).await?;
    if account.code_secret.is_none() {
        return Ok(Redirect::to("/sign-in/set-up-code").into_response());
    }
    if !may_try_code(&visit, &mut form, &account).await? {
        return Ok(too_soon(page(&visit, &form)?));
    }
    let site = &visit.site;
    let Some(code) = Code::parse(form.text("code")) else {
        form.problem("code", "not-a-recovery-code");
        return page(&visit, &form);
    };
    let mut transaction = site.database.begin().await?;
    let hash = stored(&code, &site.secret);
    if !records::use_code(&mut transaction, account.id, hash, site.now()).await? {
        form.problem("code", "not-a-recovery-code");
        return page(&visit, &form);
    }
    let session = enter(&visit, &mut transaction, account.id, true).await?;
    transaction.commit().await?;
    Ok(visit.sign_in(done("/account/second-factor", "recovery-used"), &session))
}
