//! Where somebody is signed in, and signing out there.

use axum::{Router, routing::get};
use serde_json::{Value, json};

use crate::{
    account::sessions::{Browser, Session, records},
    web::{Error, Form, Result, Site, Visit, visit::done},
};

pub(super) fn router() -> Router<Site> {
    Router::new().route("/account/sessions", get(show).post(end))
}

fn own(visit: &Visit) -> Result<&Session> {
    let signed_in = visit.signed_in();
    signed_in.ok_or_else(|| Error::SignIn("/account/sessions".into()))
}

async fn show(visit: Visit) -> Result {
    let (account, now) = (own(&visit)?.account_id, visit.site.now());
    let browsers = records::all(&visit.site.database, account).await?;
    let role = own(&visit)?.role;
    let browsers = browsers.iter().filter(|browser| !browser.has_ended(role, now));
    let shown: Vec<Value> = browsers.map(|browser| shown(&visit, browser)).collect();
    visit.page("account/sessions.html", json!({"browsers": shown}))
}

fn shown(visit: &Visit, browser: &Browser) -> Value {
    json!({
        "id": browser.name(),
        "here": browser.has(visit.session_token()),
        "created_at": browser.created_at,
        "seen_at": browser.seen_at,
    })
}

/// Ends one of them; twice is once. Here it is signing out.
async fn end(visit: Visit, form: Form) -> Result {
    let (database, account) = (&visit.site.database, own(&visit)?.account_id);
    let named = form.text("id");
    let browsers = records::all(database, account).await?;
    let browser = browsers.into_iter().find(|browser| browser.name() == named);
    let Some(browser) = browser else {
        return Ok(done("/account/sessions", "signed-out-there"));
    };
    let here = browser.has(visit.session_token());
    let mut transaction = database.begin().await?;
    records::end_named(&mut transaction, account, browser.hash).await?;
    transaction.commit().await?;
    Ok(if here {
        visit.sign_out(done("/", "signed-out"))
    } else {
        done("/account/sessions", "signed-out-there")
    })
}
