//! The term statistics that every node weighs words by: one snapshot in the database, taken with a rebuild and
//! never from an index, whose live counts differ from node to node and from one day to the next.

use super::{basis::Basis, person::Person, profile::Profile, readable, records, views};
use crate::{citizen, database::Database, moment::Moment, turn};

/// A snapshot and its version.
#[derive(Debug)]
pub struct Snapshot {
    /// Grows when another one is taken.
    pub version: i64,
    /// The statistics.
    pub basis: Basis,
}

impl Snapshot {
    /// The snapshot in the database; taken first when there is none.
    pub async fn load(database: &Database, now: Moment) -> anyhow::Result<Self> {
        if let Some(snapshot) = Self::find(database).await? {
            return Ok(snapshot);
        }
        take(database, now).await?;
        let found = Self::find(database).await?;
        Ok(found.unwrap_or_else(|| Self {
            version: 0,
            basis: Basis::of_catalogue(),
        }))
    }

    async fn find(database: &Database) -> anyhow::Result<Option<Self>> {
        let Some((version, body)) = records::load_statistics(database).await? else {
            return Ok(None);
        };
        let basis = serde_json::from_str(&body)?;
        Ok(Some(Self { version, basis }))
    }
}

/// Takes a snapshot of what can be matched now, in place of the one before.
pub async fn take(database: &Database, now: Moment) -> anyhow::Result<()> {
    let mut profiles: Vec<Profile> = Vec::new();
    for ids in citizen::records::all_ids(database).await?.chunks(1000) {
        let people = readable::citizens(database, ids).await?.found;
        profiles.extend(people.iter().filter_map(|person| views::for_matcher(person, now)));
    }
    let body = turn::aside(|| {
        let people = profiles.iter();
        let readable = people.filter_map(|profile| readable::within(|| Person::new(profile)).ok());
        serde_json::to_string(&Basis::snapshot(readable))
    })?;
    let mut transaction = database.begin().await?;
    records::save_statistics(&mut transaction, body, now).await?;
    transaction.commit().await?;
    Ok(())
}
