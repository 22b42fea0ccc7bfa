//! Letters about who takes part.

use serde_json::{Value, json};

use super::standing::Standing;
use crate::{
    account,
    database::Transaction,
    draw::{Draw, State, Stood, composing::Facts},
    invitation::{
        InvitationId, Place,
        letters::{self, Asked, Fact},
        records,
    },
    mail,
    moment::Moment,
    organisation,
    outbox::{self, Kind, NewLetter, Recipient},
    site::Site,
};

/// What somebody hears.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// What was decided about them.
    pub place: Place,
    /// It was decided at the reply-by date, not when a place came free later.
    pub closes: bool,
    /// How they stood in the draw.
    pub stood: Option<&'a Stood>,
    /// The draw, and what its page says.
    pub draw: Option<(&'a Draw, &'a Facts)>,
}

/// Tells somebody who said yes what came of it.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn tell(
    transaction: &mut Transaction,
    site: &Site,
    standing: &Standing,
    invitation: InvitationId,
    told: Told<'_>,
    now: Moment,
) -> anyhow::Result<()> {
    let name = match told.place {
        Place::Place if told.closes => "outcome-place",
        Place::Place => "outcome-alternate",
        _ => "outcome-no-place",
    };
    let more = json!({
        "none": told.stood.is_some_and(|stood| stood.chance == 0),
        "drawn": told.stood.is_some_and(|stood| stood.chance < 1_000_000),
        "people": told.draw.map_or(standing.willing.len(), |(_, facts)| facts.people - facts.chosen),
        "places": standing.opportunity.places.map(|places| {
            places - i64::try_from(standing.placed.len()).unwrap_or(0)
        }),
        "draw": told.draw.map(|(draw, facts)| json!({
            "url": site.link(&format!("/draws/{}", draw.id)),
            "chance": told.stood.map(|stood| facts.summary_for(stood.chance)),
            "code": told.stood.map(|stood| &stood.code),
        })),
    });
    put_outcome(transaction, site, standing.asked(), (name, invitation), more, now).await
}

/// Tells every officer of the organisation that the list stands and waits for a number, or that no group can be made
/// as it was asked for.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn host(
    transaction: &mut Transaction,
    site: &Site,
    standing: &Standing,
    state: State,
    now: Moment,
) -> anyhow::Result<()> {
    let opportunity = &standing.opportunity;
    let name = if state == State::Stuck {
        "group-stuck"
    } else {
        "group-listed"
    };
    let url = site.link(&format!("/host/opportunity/{}/group", opportunity.id));
    let context = json!({"operator": site.config.operator, "called": null, "url": url});
    let officers = organisation::records::officers(&mut *transaction, opportunity.organisation_id).await?;
    for (id, ..) in officers {
        let account = account::records::by_id(&mut *transaction, id).await?;
        let Some((locale, email)) = account.and_then(|account| Some((account.locale, account.email?))) else {
            continue;
        };
        let written = mail::write(&site.frontend, locale, name, &context)?;
        let letter = NewLetter {
            unique_key: format!("{name}:{}:{id}:{}", opportunity.id, now.0),
            kind: Kind::Account,
            account_id: Some(id),
            invitation_id: None,
            organisation_id: None,
            recipient: Recipient::Mailbox(email),
            subject: written.subject,
            text: written.text,
            html: written.html,
            unsubscribe_url: None,
            not_before: now,
        };
        outbox::put(&mut *transaction, &letter, now).await?;
    }
    Ok(())
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
    let Some(invitation) = records::lock(&mut *transaction, id).await? else {
        return Ok(());
    };
    let Some(mailbox) = records::mailbox(&mut *transaction, invitation.citizen_id).await? else {
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
