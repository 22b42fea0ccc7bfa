//! Stopping opportunities, and letting them go on: when a steward takes one down, or suspends its organisation.
//!
//! Everything is one transaction: the letters that have not left never do, held waves end, nothing is public, drawn or
//! filled any more, and everybody who waits for something hears it. What was decided and answered before is kept, and
//! goes on when the stop is lifted; letters that were stopped do not: their host looks at them and releases them anew.

pub mod records;

use anyhow::Context;
use serde_json::{Value, json};

use super::{Invitation, Place, WaveState, forming, letters::Asked, outcomes, waves};
use crate::{
    database::Transaction,
    draw,
    moment::Moment,
    opportunity::{
        OpportunityId, State,
        stop::{self, Stop},
    },
    organisation::OrganisationId,
    site::Site,
};

/// Takes one opportunity down; `because` is read by its people and its host. `false` when a steward did before, or
/// there is nothing to take down.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn take_down(
    transaction: &mut Transaction,
    site: &Site,
    id: OpportunityId,
    because: &str,
    now: Moment,
) -> anyhow::Result<bool> {
    let state = stop::records::lock(&mut *transaction, id).await?;
    let Some(state) = state.filter(|state| state.is_under_way() || *state == State::Stopped) else {
        return Ok(false);
    };
    if !stop::records::take_down(&mut *transaction, id, because, now).await? {
        return Ok(false);
    }
    // With a suspended organisation it is stopped already, and its people have heard.
    if state != State::Stopped {
        stop_one(transaction, site, (id, state), Some(because), now).await?;
    }
    Ok(true)
}

/// Puts an opportunity back that was taken down; it goes on unless its organisation is suspended. `false` when it is
/// not taken down.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn put_back(
    transaction: &mut Transaction,
    site: &Site,
    id: OpportunityId,
    now: Moment,
) -> anyhow::Result<bool> {
    stop::records::lock(&mut *transaction, id).await?;
    if !stop::records::put_back(&mut *transaction, id).await? {
        return Ok(false);
    }
    if stop::records::is_verified(&mut *transaction, id).await? {
        lift_one(transaction, site, id, now).await?;
    }
    Ok(true)
}

/// Stops everything of an organisation that is suspended in this transaction. Its opportunities have to be held by
/// [`stop::records::lock_all`] before its own row is changed.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn suspend(
    transaction: &mut Transaction,
    site: &Site,
    organisation: OrganisationId,
    now: Moment,
) -> anyhow::Result<()> {
    for (id, state) in stop::records::all(&mut *transaction, organisation).await? {
        if state.is_under_way() {
            stop_one(&mut *transaction, site, (id, state), None, now).await?;
        } else if state == State::Closed {
            // That it was called off is still to be told, in our words.
            let waiting = records::waiting_for_word(&mut *transaction, id).await?;
            records::cancel_letters(&mut *transaction, id, now).await?;
            tell(
                &mut *transaction,
                site,
                id,
                &waiting,
                ("stopped", None, true),
                now,
            )
            .await?;
        }
    }
    Ok(())
}

/// Lets everything of an organisation go on that was stopped with it, but for what a steward took down.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn reinstate(
    transaction: &mut Transaction,
    site: &Site,
    organisation: OrganisationId,
    now: Moment,
) -> anyhow::Result<()> {
    for (id, _) in stop::records::all(&mut *transaction, organisation).await? {
        let stop = stop::records::load(&mut *transaction, id).await?;
        if stop.is_some_and(|stop| stop.taken_down_at.is_none()) {
            lift_one(&mut *transaction, site, id, now).await?;
        }
    }
    Ok(())
}

async fn stop_one(
    transaction: &mut Transaction,
    site: &Site,
    (id, state): (OpportunityId, State),
    because: Option<&str>,
    now: Moment,
) -> anyhow::Result<()> {
    // What was sent counts as sent, also when the hold ended in this second.
    waves::records::let_go(&mut *transaction, id, now).await?;
    let wave = waves::records::newest(&mut *transaction, id).await?;
    let held = wave.is_some_and(|wave| wave.state == WaveState::Held);
    waves::records::stop_all(&mut *transaction, id, now).await?;
    records::cancel_letters(&mut *transaction, id, now).await?;
    records::write_digests_anew(&mut *transaction, id, now).await?;
    // None of the letters of a held wave had left: it is as if it had never been released.
    let from = match state {
        State::Inviting if held => waves::before_release(&mut *transaction, id).await?,
        state => state,
    };
    stop::records::set(&mut *transaction, id, from, now).await?;
    let people = outcomes::records::waiting(&mut *transaction, id, now).await?;
    tell(transaction, site, id, &people, ("stopped", because, false), now).await
}

async fn lift_one(
    transaction: &mut Transaction,
    site: &Site,
    id: OpportunityId,
    now: Moment,
) -> anyhow::Result<()> {
    let Some(stop) = stop::records::load(&mut *transaction, id).await? else {
        return Ok(());
    };
    let reply_by = later_answers(&mut *transaction, id, &stop, now).await?;
    stop::records::lift(&mut *transaction, id, reply_by, now).await?;
    draw::records::put_off(&mut *transaction, id, now.plus(forming::STANDS)).await?;
    if stop.stopped_from == State::Waiting {
        return Ok(());
    }
    let people = outcomes::records::waiting(&mut *transaction, id, now).await?;
    tell(transaction, site, id, &people, ("resumed", None, false), now).await
}

/// Gives people the time back that the stop took from them. Returns until when answers are taken now.
async fn later_answers(
    transaction: &mut Transaction,
    id: OpportunityId,
    stop: &Stop,
    now: Moment,
) -> anyhow::Result<Option<Moment>> {
    let (opportunity, _) = forming::standing::whose(&mut *transaction, id).await?;
    let Some(reply_by) = opportunity.reply_by else {
        return Ok(None);
    };
    if stop.stopped_from != State::Inviting {
        return Ok(Some(reply_by));
    }
    let later = stop.later(reply_by, now);
    records::put_off(transaction, id, (later, now.since(stop.stopped_at)), now).await?;
    Ok(Some(later))
}

/// What somebody has of it, as the ending of the locale keys `letter-stopped-…`, `letter-resumed-…` and
/// `reply-stopped-…`.
#[must_use]
pub fn has(invitation: &Invitation) -> &'static str {
    match invitation.place {
        Some(Place::Place) => "place",
        Some(Place::Alternate) => "alternate",
        _ if invitation.answer.is_some_and(super::Answer::is_yes) => "yes",
        _ => "letter",
    }
}

async fn tell(
    transaction: &mut Transaction,
    site: &Site,
    id: OpportunityId,
    people: &[Invitation],
    (what, because, is_over): (&str, Option<&str>, bool),
    now: Moment,
) -> anyhow::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let (opportunity, organisation) = forming::standing::whose(&mut *transaction, id)
        .await
        .context("what is stopped")?;
    let asked = Asked {
        opportunity: &opportunity,
        organisation: &organisation,
    };
    let letter = format!("outcome-{what}");
    for invitation in people {
        let more: Value = json!({
            "has": has(invitation), "because": because, "over": is_over, "open_until": invitation.open_until,
            "answers": invitation.takes_answers(now),
        });
        let letter = (letter.as_str(), invitation.id);
        forming::put_outcome(&mut *transaction, site, asked, letter, more, now).await?;
    }
    Ok(())
}
