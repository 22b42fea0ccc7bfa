//! Forms the group when the reply-by date has come; not before, also when everybody has answered: people may
//! change their answer until the day that their letter named, and a group that stood earlier would tell its host
//! that nobody was silent.
//!
//! Everybody who said yes takes part when they fit the places; otherwise the places are drawn with the seed that
//! was fixed before the first letter left. Everybody who was asked hears what came of it, in the transaction that
//! decides it.

pub mod records;

use anyhow::Context;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Invitation, InvitationId, Place,
    letters::{self, Asked, Fact},
    outcomes, refill, replies,
};
use crate::{
    database::{Transaction, changes},
    group::{self, Chance},
    moment::Moment,
    opportunity::{self, Opportunity, OpportunityId, State},
    organisation,
    site::Site,
};

/// Forms every group that is due. Returns how many.
///
/// # Errors
/// When a letter cannot be written or the database fails; that group is formed in the next round.
pub async fn form_due(site: &Site, now: Moment) -> anyhow::Result<usize> {
    let due = records::due(&site.database, now).await?;
    for id in &due {
        form(site, *id, now).await?;
    }
    Ok(due.len())
}

async fn form(site: &Site, id: OpportunityId, now: Moment) -> anyhow::Result<()> {
    let mut transaction = site.database.begin().await?;
    let moved =
        opportunity::records::set_state(&mut transaction, id, &[State::Inviting], State::Formed, now).await?;
    // Another worker was faster.
    if !moved {
        return Ok(());
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
    let placed = super::records::count_placed(&mut transaction, id).await?;
    let placed = usize::try_from(placed).unwrap_or(0);
    let willing = records::willing(&mut transaction, id).await?;
    let drawn = decide(&opportunity, placed, &willing);
    for (people, place) in [(&drawn.selected, Place::Place), (&drawn.rest, Place::Alternate)] {
        for person in people {
            let invitation = InvitationId(*person);
            let chance = Some(drawn.chance.parts());
            records::set_place(&mut transaction, invitation, place, chance, now).await?;
            tell(
                &mut transaction,
                site,
                asked,
                invitation,
                (place, drawn.chance),
                now,
            )
            .await?;
        }
    }
    outcomes::tell_others(&mut transaction, site, asked, now).await?;
    records::close(&mut transaction, id).await?;
    refill::records::note(&mut transaction, id, now).await?;
    changes::append(&mut transaction, "opportunity", id.0, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Who gets the free places: the draw is over invitations, whose ids say nothing about who answered when.
fn decide(opportunity: &Opportunity, placed: usize, willing: &[InvitationId]) -> group::Drawn {
    let people: Vec<Uuid> = willing.iter().map(|id| id.0).collect();
    let all = opportunity.places.map(|all| usize::try_from(all).unwrap_or(0));
    let free = all.map_or(people.len(), |all| all.saturating_sub(placed));
    let seed = opportunity.form_seed.as_deref().unwrap_or_default();
    // A later group of the same opportunity is another draw: its seed says how many were placed before it.
    let seed = if placed == 0 {
        seed.to_owned()
    } else {
        format!("{seed} after {placed}")
    };
    group::draw(&seed, &people, free)
}

/// Gives the place of `gone` to an alternate, drawn with the others fixed. The seed names the place that came
/// free, so that the draw can be done again.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn replace(
    transaction: &mut Transaction,
    site: &Site,
    gone: &Invitation,
    now: Moment,
) -> anyhow::Result<()> {
    let (opportunity, organisation) = replies::asked_in(&mut *transaction, gone).await?;
    if opportunity.state != State::Formed {
        return Ok(());
    }
    let alternates = records::alternates(&mut *transaction, opportunity.id).await?;
    let people: Vec<Uuid> = alternates.iter().map(|id| id.0).collect();
    let seed = format!(
        "{} for {}",
        opportunity.form_seed.as_deref().unwrap_or_default(),
        gone.id
    );
    let Some(next) = group::draw(&seed, &people, 1).selected.first().copied() else {
        refill::records::note(transaction, opportunity.id, now).await?;
        return Ok(());
    };
    let next = InvitationId(next);
    records::set_place(&mut *transaction, next, Place::Place, None, now).await?;
    let asked = Asked {
        opportunity: &opportunity,
        organisation: &organisation,
    };
    put_outcome(
        transaction,
        site,
        asked,
        ("outcome-alternate", next),
        json!({}),
        now,
    )
    .await
}

async fn tell(
    transaction: &mut Transaction,
    site: &Site,
    asked: Asked<'_>,
    invitation: InvitationId,
    (place, chance): (Place, Chance),
    now: Moment,
) -> anyhow::Result<()> {
    let name = if place == Place::Place {
        "outcome-place"
    } else {
        "outcome-no-place"
    };
    let drawn = json!({
        "people": chance.people,
        "places": chance.places,
        "drawn": chance.places < chance.people,
    });
    put_outcome(transaction, site, asked, (name, invitation), drawn, now).await
}

/// Puts a letter about what came of an invitation into the outbox; `more` is what only this letter says. Nobody
/// without an address gets one.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn put_outcome(
    transaction: &mut Transaction,
    site: &Site,
    asked: Asked<'_>,
    (name, id): (&str, InvitationId),
    more: Value,
    now: Moment,
) -> anyhow::Result<()> {
    let Some(invitation) = super::records::lock(&mut *transaction, id).await? else {
        return Ok(());
    };
    let Some(mailbox) = super::records::mailbox(&mut *transaction, invitation.citizen_id).await? else {
        return Ok(());
    };
    let mut context = letters::context(site, asked, mailbox.called.as_deref(), mailbox.locale);
    if let (Some(context), Value::Object(more)) = (context.as_object_mut(), more) {
        context.extend(more);
    }
    context["contact"] = json!(invitation.contact);
    context["support"] = json!(invitation.support);
    let fact = Fact {
        letter: name,
        invitation: id,
        key: format!("{id}:{}", now.0),
        organisation: asked.opportunity.organisation_id,
    };
    letters::put_later(transaction, site, &mailbox, fact, &context, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitations(count: u128) -> Vec<InvitationId> {
        (1..=count)
            .map(|number| InvitationId(Uuid::from_u128(number)))
            .collect()
    }

    fn opportunity(places: Option<i64>) -> Opportunity {
        let mut opportunity = Opportunity::draft(
            OpportunityId::new(Moment(1)),
            crate::organisation::OrganisationId::new(Moment(1)),
            crate::account::AccountId::new(Moment(1)),
        );
        opportunity.places = places;
        opportunity.form_seed = Some("seed".into());
        opportunity
    }

    #[test]
    fn everybody_takes_part_when_they_fit_and_a_draw_decides_when_they_do_not() {
        let willing = invitations(5);
        assert_eq!(
            decide(&opportunity(Some(5)), 0, &willing).rest,
            Vec::<Uuid>::new()
        );
        assert_eq!(decide(&opportunity(None), 0, &willing).selected.len(), 5);
        let drawn = decide(&opportunity(Some(3)), 0, &willing);
        let people: Vec<Uuid> = willing.iter().map(|id| id.0).collect();
        assert_eq!(drawn, group::draw("seed", &people, 3));
        assert_eq!(drawn.chance, Chance { places: 3, people: 5 });
        // Two were placed by an earlier wave: one place is left.
        assert_eq!(decide(&opportunity(Some(3)), 2, &willing).selected.len(), 1);
        assert_eq!(decide(&opportunity(Some(3)), 4, &willing).selected.len(), 0);
    }
}
