//! Recovery codes of staff: shown once, to be printed or written down.

use axum::{Router, routing::get};
use serde_json::json;

use super::own_of_staff;
use crate::{
    account::{
        Account,
        pages::{
            form_id,
            settings::{Again, password_again},
            too_soon,
        },
        second_factor::{self, codes, stored},
        short_code::Code,
    },
    web::{Form, Result, Site, Visit, visit::local_path},
};

pub fn router() -> Router<Site> {
    Router::new().route("/account/codes", get(show).post(make))
}

async fn show(visit: Visit) -> Result {
    let visit = visit.in_english();
    let account = own_of_staff(&visit).await?;
    let next = visit.parameter("next").unwrap_or_default();
    page(&visit, &account, &Form::filled([("next", local_path(&next))])).await
}

async fn page(visit: &Visit, account: &Account, form: &Form) -> Result {
    let left = second_factor::records::codes_left(&visit.site.database, account.id).await?;
    let id = form_id(form, visit.site.now());
    let context = json!({"form": form.shown(visit), "id": id, "left": left});
    visit.english_page("account/codes.html", context)
}

/// Makes new codes in the place of the old ones and shows them.
async fn make(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let account = own_of_staff(&visit).await?;
    match password_again(&visit, &mut form, &account).await? {
        Again::Right => (),
        Again::Wrong => return page(&visit, &account, &form).await,
        Again::TooSoon => return Ok(too_soon(page(&visit, &account, &form).await?)),
    }
    let secret = &visit.site.secret;
    let made = codes(secret, account.id, &form_id(&form, visit.site.now()));
    let hashes = made.iter().map(|code| stored(code, secret)).collect();
    let mut transaction = visit.site.database.begin().await?;
    second_factor::records::replace_codes(&mut transaction, account.id, hashes).await?;
    transaction.commit().await?;
    let printed: Vec<String> = made.iter().map(Code::printed).collect();
    let next = local_path(form.text("next"));
    visit.english_page("account/codes-made.html", json!({"codes": printed, "next": next}))
}
