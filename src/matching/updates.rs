//! From the database to documents: what the index holds of citizens and opportunities.

use tantivy::{TantivyDocument, Term};

use super::{
    index::{Entry, Fields, Subject},
    person::Person,
    readable::{self, Readable},
    views,
};
use crate::{
    citizen::{Citizen, CitizenId},
    database::Database,
    moment::Moment,
    opportunity::{Opportunity, OpportunityId},
    turn,
};

/// What is written about one subject: its keys are cleared first.
pub struct Update {
    /// The terms of what was there.
    pub keys: Vec<Term>,
    /// What is there now.
    pub documents: Vec<TantivyDocument>,
    /// Erased: its words must leave the files too.
    pub gone: bool,
}

/// What the log says of people, as it is to be written. Who cannot be read is not in the index, and named in the log;
/// they are tried again when they change and when the index is built anew.
pub async fn people(
    fields: &Fields,
    database: &Database,
    ids: &[CitizenId],
    now: Moment,
) -> anyhow::Result<Vec<Update>> {
    let read = read_people(fields, database, ids, now).await?;
    let mut left = ids.to_vec();
    let mut updates = Vec::new();
    for (id, why) in &read.left_out {
        tracing::error!("the index leaves out citizen {id}: {why}");
        left.retain(|other| other != id);
        updates.push(Update {
            keys: person_keys(fields, *id),
            documents: Vec::new(),
            gone: false,
        });
    }
    for (id, entries) in &read.found {
        left.retain(|other| other != id);
        updates.push(Update {
            documents: entries.iter().flat_map(|entry| fields.documents(entry)).collect(),
            keys: person_keys(fields, *id),
            gone: false,
        });
    }
    updates.extend(left.iter().map(|id| Update {
        keys: person_keys(fields, *id),
        documents: Vec::new(),
        gone: true,
    }));
    Ok(updates)
}

/// What the index holds of these people, and who cannot be read.
pub async fn read_people(
    fields: &Fields,
    database: &Database,
    ids: &[CitizenId],
    now: Moment,
) -> anyhow::Result<Readable<CitizenId, (CitizenId, Vec<Entry>)>> {
    let rows = readable::citizens(database, ids).await?;
    let entries = |citizen: &Citizen| citizen_entries(fields, citizen, now);
    Ok(turn::aside(|| {
        readable::each(rows, |citizen| citizen.id, entries)
    }))
}

/// What the log says of opportunities, as it is to be written; those that cannot be read as with people.
pub async fn opportunities(
    fields: &Fields,
    database: &Database,
    ids: &[OpportunityId],
) -> anyhow::Result<Vec<Update>> {
    let read = read_opportunities(fields, database, ids).await?;
    for (id, why) in &read.left_out {
        tracing::error!("the index leaves out opportunity {id}: {why}");
    }
    let update = |id: &OpportunityId| {
        let entry = read.found.iter().find(|(found, _)| found == id);
        let documents = entry.and_then(|(_, entry)| Some(fields.documents(entry.as_ref()?)));
        Update {
            keys: vec![fields.subject_term(Subject::Opportunity, id.0)],
            documents: documents.unwrap_or_default(),
            gone: false,
        }
    };
    Ok(ids.iter().map(update).collect())
}

/// What the index holds of these opportunities, nothing of those that are not public, and which cannot be read.
pub async fn read_opportunities(
    fields: &Fields,
    database: &Database,
    ids: &[OpportunityId],
) -> anyhow::Result<Readable<OpportunityId, (OpportunityId, Option<Entry>)>> {
    let rows = readable::opportunities(database, ids).await?;
    let entry = |opportunity: &Opportunity| {
        let public = opportunity.state.is_public();
        public.then(|| opportunity_entry(fields, opportunity))
    };
    Ok(turn::aside(|| {
        readable::each(rows, |opportunity| opportunity.id, entry)
    }))
}

/// What the index holds of an opportunity.
#[must_use]
pub fn opportunity_entry(fields: &Fields, opportunity: &Opportunity) -> Entry {
    let short = views::short_texts(opportunity);
    fields.of_opportunity(opportunity.id.0, short, views::long_texts(opportunity))
}

/// What the index holds of a citizen: for the matcher, and for hosts.
#[must_use]
pub fn citizen_entries(fields: &Fields, citizen: &Citizen, now: Moment) -> Vec<Entry> {
    let views = [
        (Subject::Person, views::for_matcher(citizen, now)),
        (Subject::Card, views::for_host(citizen, now)),
    ];
    let seen = views.iter().filter_map(|(subject, profile)| {
        let person = Person::new(profile.as_ref()?);
        Some(fields.of_person(*subject, citizen.id.0, person))
    });
    seen.collect()
}

fn person_keys(fields: &Fields, id: CitizenId) -> Vec<Term> {
    let kinds = [Subject::Person, Subject::Card];
    kinds.map(|subject| fields.subject_term(subject, id.0)).to_vec()
}
