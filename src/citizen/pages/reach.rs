//! Showing that our letters arrive, for somebody whom they did not reach.

use axum::response::{IntoResponse, Redirect};

use crate::{
    account::{
        self, Purpose,
        attempts::LETTERS,
        pages::{form_id, link},
    },
    web::{self, Error, Form, visit},
};

/// Writes a letter with a link; using it shows that letters arrive again.
pub(super) async fn ask(web::Citizen { visit, id }: web::Citizen, form: Form) -> web::Result {
    let account = account::records::by_id(&visit.site.database, id).await?;
    let Some(email) = account.and_then(|account| account.email) else {
        return Err(Error::NotFound);
    };
    if visit.limit("link", email.as_str(), LETTERS).await.is_err() {
        // A letter is on its way already.
        return Ok(Redirect::to("/you").into_response());
    }
    let fact = form_id(&form, visit.site.now());
    link::remind(&visit, &email, Purpose::SignIn, &fact).await?;
    Ok(visit::done("/you", "you-letter-on-its-way"))
}
