//! From the database to documents: what the index holds of citizens and opportunities.

use tantivy::{TantivyDocument, Term};

use super::{
    index::{Entry, Fields, Subject},
    person::Person,
    views,
};
use crate::{
    citizen::{self, Citizen, CitizenId},
    database::Database,
    moment::Moment,
    opportunity::{self, Opportunity, OpportunityId},
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

/// What the log says of people, as it is to be written.
pub async fn people(
    fields: &Fields,
    database: &Database,
    ids: &[CitizenId],
    now: Moment,
) -> anyhow::Result<Vec<Update>> {
    let mut left = ids.to_vec();
    let mut updates = Vec::new();
    for citizen in citizen::records::load_many(database, ids).await? {
        left.retain(|id| *id != citizen.id);
        updates.push(person_update(fields, &citizen, now));
    }
    updates.extend(left.iter().map(|id| Update {
        keys: person_keys(fields, *id),
        documents: Vec::new(),
        gone: true,
    }));
    Ok(updates)
}

/// What the log says of opportunities, as it is to be written.
pub async fn opportunities(
    fields: &Fields,
    database: &Database,
    ids: &[OpportunityId],
) -> anyhow::Result<Vec<Update>> {
    let found = opportunity::records::load_many(database, ids).await?;
    let update = |id: &OpportunityId| {
        let public = found
            .iter()
            .find(|found| found.id == *id && found.state.is_public());
        let documents = public.map(|opportunity| {
            let entry = opportunity_entry(fields, opportunity);
            fields.documents(&entry)
        });
        Update {
            keys: vec![fields.subject_term(Subject::Opportunity, id.0)],
            documents: documents.unwrap_or_default(),
            gone: false,
        }
    };
    Ok(ids.iter().map(update).collect())
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

fn person_update(fields: &Fields, citizen: &Citizen, now: Moment) -> Update {
    let entries = citizen_entries(fields, citizen, now);
    let documents = entries.iter().flat_map(|entry| fields.documents(entry));
    Update {
        documents: documents.collect(),
        keys: person_keys(fields, citizen.id),
        gone: false,
    }
}
