//! The pages of opportunities: for everybody, for citizens, for hosts.

mod browse;
mod cards;
mod filters;
pub mod forward;
mod host;
mod people;
pub mod posting;
pub mod shown;
mod why_not;

use axum::Router;

use super::{Opportunity, OpportunityId, State, records};
use crate::{
    database::Target,
    organisation::{self, Organisation},
    web::{Error, Officer, Result, Site},
};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(browse::router())
        .merge(cards::router())
        .merge(host::router())
        .merge(people::router())
        .merge(posting::router())
}

/// The id in an address; what is no id is not there.
fn id_in(text: &str) -> Result<OpportunityId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The organisation a verified officer acts for.
async fn organisation_of(officer: &Officer) -> Result<Organisation> {
    let (_, organisation) = organisation::pages::verified(officer).await?;
    Ok(organisation)
}

/// An opportunity of the officer's own organisation; another's is not there, nor one that was stopped.
async fn own(target: impl Into<Target<'_>>, id: &str, organisation: &Organisation) -> Result<Opportunity> {
    records::load_own(target, id_in(id)?, organisation.id)
        .await?
        .filter(|opportunity| opportunity.state != State::Stopped)
        .ok_or(Error::NotFound)
}
