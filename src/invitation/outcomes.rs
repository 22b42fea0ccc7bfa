//! Everybody who was asked hears what came of it: also who said no, and who said nothing. Who said "stop" hears
//! nothing more, and who never got the letter is not told of it now.

pub mod records;

use anyhow::Context;
use serde_json::json;

use super::{
    Invitation, Place,
    forming::{self, put_outcome},
    letters::Asked,
    waves,
};
use crate::{
    account::AccountId,
    audit::{self, Action},
    database::{Transaction, changes},
    draw,
    moment::Moment,
    opportunity::{self, Opportunity, OpportunityId, State},
    organisation,
    site::Site,
};

/// What a letter about the end tells somebody who has no part in it, as the ending of the locale keys
/// `letter-others-…`.
fn said(invitation: &Invitation) -> &'static str {
    match invitation.answer {
        None => "silent",
        Some(super::Answer::Question) => "question",
        Some(_) => "no",
    }
}

/// Tells everybody who was asked in the wave that ends now, and did not say yes, that it is decided.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn tell_others(
    transaction: &mut Transaction,
    site: &Site,
    asked: Asked<'_>,
    now: Moment,
) -> anyhow::Result<()> {
    for invitation in records::others(&mut *transaction, asked.opportunity.id, now).await? {
        let more = json!({"said": said(&invitation)});
        put_outcome(
            transaction,
            site,
            asked,
            ("outcome-others", invitation.id),
            more,
            now,
        )
        .await?;
    }
    Ok(())
}

/// Calls an opportunity off. Letters that have not left are stopped; everybody who waits for something hears it,
/// with the host's words. `false` when it is over already.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn cancel(
    site: &Site,
    id: OpportunityId,
    officer: AccountId,
    because: &str,
) -> anyhow::Result<bool> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let from = [State::Open, State::Inviting, State::Formed];
    if !opportunity::records::set_state(&mut transaction, id, &from, State::Closed, now).await? {
        return Ok(false);
    }
    records::set_because(&mut transaction, id, because).await?;
    for undecided in [draw::State::Listed, draw::State::Stuck] {
        draw::records::delete_open(&mut transaction, id, undecided).await?;
    }
    let opportunity = opportunity::records::load(&mut transaction, id)
        .await?
        .context("the opportunity is gone")?;
    let organisation = organisation::records::load(&mut transaction, opportunity.organisation_id)
        .await?
        .context("the organisation is gone")?;
    let asked = Asked {
        opportunity: &opportunity,
        organisation: &organisation.name,
    };
    waves::records::stop_all(&mut transaction, id, now).await?;
    for invitation in records::waiting(&mut transaction, id, now).await? {
        let more = json!({
            "had": if invitation.place == Some(Place::Place) { "place" } else { said_at_all(&invitation) },
            "because": because,
        });
        let letter = ("outcome-cancelled", invitation.id);
        put_outcome(&mut transaction, site, asked, letter, more, now).await?;
    }
    forming::records::close(&mut transaction, id).await?;
    note(&mut transaction, &opportunity, officer, now).await?;
    changes::append(&mut transaction, "opportunity", id.0, now).await?;
    transaction.commit().await?;
    Ok(true)
}

fn said_at_all(invitation: &Invitation) -> &'static str {
    if invitation.answer.is_some_and(super::Answer::is_yes) {
        "yes"
    } else {
        "letter"
    }
}

async fn note(
    transaction: &mut Transaction,
    opportunity: &Opportunity,
    officer: AccountId,
    now: Moment,
) -> sqlx::Result<()> {
    let entry = audit::Entry {
        actor: officer,
        organisation: Some(opportunity.organisation_id),
        citizen: None,
        opportunity: Some(opportunity.id),
        action: Action::Cancel,
        detail: String::new(),
    };
    audit::insert(transaction, &entry, now).await
}
