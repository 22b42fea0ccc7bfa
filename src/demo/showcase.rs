//! The people of the demonstration that a visitor can sign in as: a citizen and an officer who have something of
//! every stage, and the steward.

use crate::{
    account::{self, Email, Role},
    audit::{self, Action, Entry},
    citizen::{self, CitizenId},
    database::{Database, installation},
    invitation::{self, Invitation, Place, State},
    moment::Moment,
    opportunity,
    site::Site,
};

/// The steward's address.
pub const STEWARD: &str = "steward@alongside.example";
/// The note in the database that the county is there; it holds the addresses of the citizen and the officer.
const FILLED: &str = "demo";

/// The addresses that a visitor can sign in with.
pub struct Showcase {
    /// A citizen with a place, an open invitation and a reader.
    pub citizen: String,
    /// An officer with an opportunity of each stage.
    pub officer: String,
}

impl Showcase {
    /// The address for `role`.
    #[must_use]
    pub fn address(&self, role: Role) -> &str {
        match role {
            Role::Citizen => &self.citizen,
            Role::Officer => &self.officer,
            Role::Steward => STEWARD,
        }
    }
}

/// Who can be signed in as; `None` while the county is not filled.
///
/// # Errors
/// When the database fails.
pub async fn find(database: &Database) -> sqlx::Result<Option<Showcase>> {
    let names = installation::fact(database, FILLED).await?;
    Ok(names.and_then(|names| {
        let names = String::from_utf8(names).ok()?;
        let (citizen, officer) = names.split_once(' ')?;
        Some(Showcase {
            citizen: citizen.to_owned(),
            officer: officer.to_owned(),
        })
    }))
}

/// Chooses the citizen, who gets a password and a reader, and remembers both addresses: the county is filled.
///
/// # Errors
/// When nobody has a place, or the database fails.
pub async fn remember(site: &Site, officer: &Email, password_hash: String) -> anyhow::Result<()> {
    let (citizen, invitation) = choose(site).await?;
    let account = account::records::by_id(&site.database, citizen).await?;
    let email = account.and_then(|account| account.email);
    let email = email.ok_or_else(|| anyhow::anyhow!("the citizen of the demonstration has no address"))?;
    let mut transaction = site.database.begin().await?;
    account::records::set_password(&mut transaction, citizen, password_hash).await?;
    if let Some(asked) = opportunity::records::load(&mut transaction, invitation.opportunity_id).await? {
        let entry = Entry {
            actor: asked.officer_id,
            organisation: Some(asked.organisation_id),
            citizen: Some(citizen),
            opportunity: Some(asked.id),
            action: Action::ReadPerson,
            detail: asked.title,
        };
        audit::insert(&mut transaction, &entry, site.now()).await?;
    }
    transaction.commit().await?;
    let names = format!("{} {}", email.as_str(), officer.as_str());
    installation::remember(&site.database, FILLED, names.as_bytes()).await?;
    Ok(())
}

/// A citizen with a place, and of those the first who also has an open invitation; with the invitation to the place.
async fn choose(site: &Site) -> anyhow::Result<(CitizenId, Invitation)> {
    let now: Moment = site.now();
    let mut found = None;
    for person in citizen::records::all_ids(&site.database).await? {
        let invitations = invitation::records::of_citizen(&site.database, person).await?;
        let is_open = |one: &Invitation| {
            one.state == State::Sent && one.answer.is_none() && one.place.is_none() && one.takes_answers(now)
        };
        let has_open = invitations.iter().any(is_open);
        let placed = invitations
            .into_iter()
            .find(|one| one.place == Some(Place::Place));
        if let Some(placed) = placed {
            if has_open {
                return Ok((person, placed));
            }
            found.get_or_insert((person, placed));
        }
    }
    found.ok_or_else(|| anyhow::anyhow!("no citizen of the demonstration has a place"))
}
