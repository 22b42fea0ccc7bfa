//! The hosts of the county, their officers, and what they ask.

use super::county::{County, Posting, Stage};
use crate::{
    account::{self, Account, AccountId, Email, Role, Status},
    database::{Database, Transaction},
    frontend::Language,
    moment::{DAY, Moment},
    opportunity::{self, Opportunity, OpportunityId, Seek, State},
    organisation::{self, Officer, Organisation, OrganisationId, Standing},
};

/// A host as it was made.
pub struct Made {
    /// Whose opportunities.
    pub organisation: OrganisationId,
    /// The officer's account.
    pub officer: AccountId,
    /// The officer's address.
    pub email: Email,
}

/// Somebody who signs in with a password and a code.
pub async fn staff(
    transaction: &mut Transaction,
    role: Role,
    email: &str,
    password_hash: &str,
    now: Moment,
) -> anyhow::Result<(AccountId, Email)> {
    let email = Email::parse(email).ok_or_else(|| anyhow::anyhow!("{email} is not an address"))?;
    let account = Account {
        id: AccountId::new(now),
        role,
        email: Some(email.clone()),
        password: Some(password_hash.to_owned()),
        locale: Language::English,
        status: Status::Active,
        code_secret: Some(account::random::<20>().to_vec()),
        code_step: 0,
    };
    account::records::insert(transaction, &account, now).await?;
    Ok((account.id, email))
}

/// Adds every host with its officer, verified.
pub async fn found(
    database: &Database,
    county: &County,
    password_hash: &str,
    now: Moment,
) -> anyhow::Result<Vec<Made>> {
    let mut made = Vec::with_capacity(county.organisation.len());
    for (number, host) in county.organisation.iter().enumerate() {
        let since = now.plus(-DAY * 200);
        let mut transaction = database.begin().await?;
        let address = format!("officer.{number}@hosts.example");
        let (officer, email) = staff(&mut transaction, Role::Officer, &address, password_hash, since).await?;
        let organisation = Organisation {
            id: OrganisationId::new(since),
            name: host.name.clone(),
            kind: host.kind,
            website: host.website.clone(),
            responsible: host.responsible.clone(),
            status: Standing::Verified,
            applied_at: since,
            reason: None,
        };
        organisation::records::insert(&mut transaction, &organisation).await?;
        let acting = Officer {
            account_id: officer,
            organisation_id: organisation.id,
            called: host.officer.clone(),
            job: host.job.clone(),
            verified_at: Some(since),
        };
        organisation::records::insert_officer(&mut transaction, &acting).await?;
        transaction.commit().await?;
        made.push(Made {
            organisation: organisation.id,
            officer,
            email,
        });
    }
    Ok(made)
}

/// Posts everything the hosts ask, open (or waiting for a steward) since `opened`.
pub async fn post(
    database: &Database,
    county: &County,
    hosts: &[Made],
    opened: Moment,
) -> anyhow::Result<Vec<(OpportunityId, Stage)>> {
    let mut posted = Vec::with_capacity(county.opportunity.len());
    for posting in &county.opportunity {
        let host = hosts
            .get(posting.organisation)
            .ok_or_else(|| anyhow::anyhow!("there is no organisation {}", posting.organisation))?;
        let opportunity = written(posting, host, opened);
        let mut transaction = database.begin().await?;
        opportunity::records::insert(&mut transaction, &opportunity, opened).await?;
        transaction.commit().await?;
        posted.push((opportunity.id, posting.state));
    }
    Ok(posted)
}

fn written(posting: &Posting, host: &Made, opened: Moment) -> Opportunity {
    let state = match posting.state {
        Stage::Draft => State::Draft,
        Stage::Waiting => State::Waiting,
        Stage::Open | Stage::Inviting | Stage::Formed => State::Open,
    };
    let fee = posting.fee_pence > 0;
    Opportunity {
        id: OpportunityId::new(opened),
        organisation_id: host.organisation,
        officer_id: host.officer,
        state,
        title: posting.title.clone(),
        summary: posting.summary.clone(),
        part: posting.part.clone(),
        open_text: posting.open_text.clone(),
        fixed_text: posting.fixed_text.clone(),
        decides: posting.decides.clone(),
        decided_when: posting.decided_when.clone(),
        stage: posting.stage.clone(),
        activity: posting.activity.clone(),
        area: posting.area.clone(),
        within_km: posting.within_km,
        formats: posting.formats.clone(),
        times: posting.times.clone(),
        starts_on: Some(opened.plus(75 * DAY).day().to_string()),
        minutes: posting.minutes,
        meetings: posting.meetings,
        motives: posting.motives.clone(),
        fee_pence: posting.fee_pence,
        fee_per: posting.fee_per,
        pay_on: fee.then(|| opened.plus(90 * DAY).day().to_string()),
        expenses: posting.expenses.clone(),
        replacement_care: posting.replacement_care,
        access: posting.access.clone(),
        access_notes: posting.access_notes.clone(),
        places: posting.places,
        reply_by: None,
        feedback_by: opened.plus(150 * DAY).day().to_string(),
        form_seed: None,
        opened_at: (state == State::Open).then_some(opened),
        formed_at: None,
        reason: None,
        seeks: posting.seeks.iter().map(Seek::from).collect(),
    }
}
