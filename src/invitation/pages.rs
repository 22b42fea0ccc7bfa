//! The pages of invitations: the answer without signing in, a person's own list, and the host's side.

pub mod cancel;
pub mod host;
pub mod links;
pub mod needs;
pub mod noes;
pub mod questions;
pub mod reply;
pub mod stop;
pub mod yours;

use axum::Router;

use crate::{
    opportunity::{self, Opportunity},
    organisation::{self, Organisation},
    site::Site,
    web::{Error, Officer, Result},
};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(reply::router())
        .merge(stop::router())
        .merge(yours::router())
        .merge(host::router())
        .merge(questions::router())
        .merge(links::router())
        .merge(needs::router())
        .merge(cancel::router())
        .merge(noes::router())
}

/// The opportunity in the address, when it belongs to the officer's verified organisation and is not stopped; not
/// there otherwise.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn own(officer: &Officer, id: &str) -> Result<(Opportunity, Organisation)> {
    let (_, organisation) = organisation::pages::verified(officer).await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let database = &officer.visit.site.database;
    let found = opportunity::records::load_own(database, id, organisation.id).await?;
    let found = found.filter(|opportunity| opportunity.state != opportunity::State::Stopped);
    Ok((found.ok_or(Error::NotFound)?, organisation))
}
