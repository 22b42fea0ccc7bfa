//! Reading the first opportunity of an organisation, and letting it open or sending it back.

use axum::extract::Path;
use serde_json::json;

use crate::{
    account::{
        self,
        pages::letters::{self, Letter},
    },
    audit::{self, Action, Entry},
    database::Transaction,
    draw,
    opportunity::{Opportunity, OpportunityId, State, pages::shown, records, stop},
    organisation,
    web::{Error, Form, Result, Steward, Visit, visit::done},
};

/// Shows everything people will read.
pub async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let opportunity = find(&steward.visit, &id).await?;
    page(&steward.visit, &opportunity, &Form::default()).await
}

/// The opportunity in the address. A draft is its organisation's own business.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn find(visit: &Visit, id: &str) -> Result<Opportunity> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let found = records::load(&visit.site.database, id).await?;
    found
        .filter(|opportunity| opportunity.state != State::Draft)
        .ok_or(Error::NotFound)
}

async fn page(visit: &Visit, opportunity: &Opportunity, form: &Form) -> Result {
    let host = organisation::records::load(&visit.site.database, opportunity.organisation_id).await?;
    let name = host.map_or(String::new(), |host| host.name);
    let draw = draw::records::newest(&visit.site.database, opportunity.id).await?;
    let draw = draw.filter(|draw| draw.state != draw::State::Stuck);
    let stop = stop::records::load(&visit.site.database, opportunity.id).await?;
    let because = stop.as_ref().and_then(|stop| stop.taken_down_because.clone());
    visit.english_page(
        "steward/opportunity.html",
        json!({
            "form": form.shown(visit),
            "opportunity": shown::whole(opportunity, &name, visit.language),
            "organisation_id": opportunity.organisation_id, "draw": draw.map(|draw| draw.id),
            "is_public": opportunity.state.is_public(), "because": because,
            "takes_down": opportunity.state.is_under_way() && opportunity.state != State::Waiting,
        }),
    )
}

/// Opens it, or sends it back with a reason; the officer is told by letter.
pub async fn decide(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let opportunity = find(visit, &id).await?;
    let (to, action, letter, notice) = match form.text("decision") {
        "approve" => (
            State::Open,
            Action::Approve,
            "opportunity-open",
            "opportunity-approved",
        ),
        "refuse" => (
            State::Refused,
            Action::SendBack,
            "opportunity-refused",
            "opportunity-refused",
        ),
        _ => return page(visit, &opportunity, &form).await,
    };
    let reason = super::reason(&mut form, to == State::Refused);
    if !form.is_fine() {
        return page(visit, &opportunity, &form).await;
    }
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    tell(visit, &mut transaction, &opportunity, letter, reason.as_deref()).await?;
    let entry = Entry {
        actor: steward.id,
        organisation: Some(opportunity.organisation_id),
        citizen: None,
        opportunity: Some(opportunity.id),
        action,
        detail: reason.clone().unwrap_or_default(),
    };
    audit::insert(&mut transaction, &entry, now).await?;
    records::set_decided(&mut transaction, opportunity.id, steward.id, reason, now).await?;
    if !records::set_state(&mut transaction, opportunity.id, &[State::Waiting], to, now).await? {
        return Ok(done(
            &format!("/steward/opportunity/{}", opportunity.id),
            "decided-before",
        ));
    }
    transaction.commit().await?;
    Ok(done("/steward", notice))
}

/// Puts a letter to the officer of an opportunity into the outbox.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn tell(
    visit: &Visit,
    transaction: &mut Transaction,
    opportunity: &Opportunity,
    name: &'static str,
    reason: Option<&str>,
) -> Result<()> {
    let fact = format!("{}:{}", opportunity.id, visit.site.now());
    let path = format!("/host/opportunity/{}", opportunity.id);
    for (id, ..) in organisation::records::officers(&mut *transaction, opportunity.organisation_id).await? {
        let Some(account) = account::records::by_id(&mut *transaction, id).await? else {
            continue;
        };
        let letter = Letter {
            name,
            fact: &fact,
            path: &path,
            called: None,
            reason,
        };
        letters::put(transaction, &visit.site, &account, letter).await?;
    }
    Ok(())
}
