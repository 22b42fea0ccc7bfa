//! The preview, and sending it off.

use axum::extract::Path;
use serde_json::json;

use crate::{
    frontend::Language,
    opportunity::{
        Opportunity, State,
        draft::missing,
        pages::{organisation_of, own, shown},
        records,
    },
    organisation::Organisation,
    web::{Officer, Result, visit},
};

/// The public page as people will see it, and what is missing.
pub(super) async fn preview(officer: Officer, Path(id): Path<String>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let opportunity = own(&site.database, &id, &organisation).await?;
    let first = !records::has_opened(&site.database, organisation.id).await?;
    page(&officer, &opportunity, &organisation, first, false)
}

/// Sends a whole one off: the first of an organisation to a steward, the others to everybody.
pub(super) async fn send(officer: Officer, Path(id): Path<String>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let opportunity = own(&mut transaction, &id, &organisation).await?;
    let here = format!("/host/opportunity/{}", opportunity.id);
    if !opportunity.is_being_written() {
        // It was sent off already: the second press finds it done.
        return Ok(visit::done(&here, "posting-sent"));
    }
    let first = !records::has_opened(&mut transaction, organisation.id).await?;
    if !missing(&opportunity, now.day()).is_empty() {
        return page(&officer, &opportunity, &organisation, first, true);
    }
    // What a steward sent back, a steward reads again.
    let (to, notice) = if first || opportunity.state == State::Refused {
        (State::Waiting, "posting-sent")
    } else {
        (State::Open, "posting-open")
    };
    records::set_state(
        &mut transaction,
        opportunity.id,
        &[State::Draft, State::Refused],
        to,
        now,
    )
    .await?;
    transaction.commit().await?;
    Ok(visit::done(&here, notice))
}

fn page(
    officer: &Officer,
    opportunity: &Opportunity,
    organisation: &Organisation,
    first: bool,
    tried: bool,
) -> Result {
    let left: Vec<_> = missing(opportunity, officer.visit.site.now().day())
        .into_iter()
        .map(|missing| json!({"step": missing.step, "what": missing.what}))
        .collect();
    officer.visit.english_page(
        "host/posting/preview.html",
        json!({
            "o": shown::whole(opportunity, &organisation.name, Language::English),
            "missing": left, "tried": tried,
            // What a steward sent back, a steward reads again.
            "first": first || opportunity.state == State::Refused,
            "writable": opportunity.is_being_written(),
        }),
    )
}
