//! What people change about their own account.

mod close;
mod codes;
pub mod email;
mod recovery;
pub mod second_factor;
mod sessions;
mod staff_emails;
mod typed;

use axum::{Router, routing::get};

use crate::{
    account::{Account, Role, pages::settings::own},
    web::{Error, Result, Site, Visit},
};

/// The addresses of this audience.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(close::router())
        .merge(codes::router())
        .merge(email::router())
        .merge(recovery::router())
        .merge(second_factor::router())
        .merge(sessions::router())
        .merge(staff_emails::router())
        .route("/account/typed", get(typed::show))
}

/// The account of the officer or steward who is signed in; a page for staff is not there for a citizen.
async fn own_of_staff(visit: &Visit) -> Result<Account> {
    let account = own(visit).await?;
    if account.role == Role::Citizen {
        return Err(Error::NotFound);
    }
    Ok(account)
}
