//! One reminder to those who have said nothing, written by us, where the host allows it. The host does not learn
//! who got one.

pub mod records;

use super::{
    InvitationId,
    letters::{self, Asked, Fact, Mailbox},
};
use crate::{
    database::Transaction,
    moment::{HOUR, Moment},
    opportunity, organisation,
    site::Site,
    turn,
};

/// So many reminders are written in one round; the next round takes up the rest.
const AT_ONCE: i64 = 200;

/// A reminder that could not be written has its turn again after this, seconds.
const AGAIN: i64 = HOUR;

/// When somebody who got their letter at `sent` and can answer until `reply_by` is reminded: when two thirds of
/// that time are over.
#[must_use]
pub fn due(sent: Moment, reply_by: Moment) -> Moment {
    sent.plus(reply_by.since(sent) / 3 * 2)
}

/// Writes the reminders that are due. Each invitation has its turn once, whether or not a letter comes of it:
/// who has answered, or takes no letters any more, gets none. Returns how many had their turn.
///
/// # Errors
/// When the database fails; the next round takes up what is left. A reminder that cannot be written is told, and
/// has its turn again later.
pub async fn remind_due(site: &Site, now: Moment) -> anyhow::Result<usize> {
    let due = records::due(&site.database, now, AT_ONCE).await?;
    for id in &due {
        if let Err(error) = turn::apart(remind(site, *id, now)).await {
            tracing::error!("the reminder of {id} waits: {error:#}");
            records::put_off(&site.database, *id, now.plus(AGAIN)).await?;
        }
    }
    Ok(due.len())
}

async fn remind(site: &Site, id: InvitationId, now: Moment) -> anyhow::Result<()> {
    let mut transaction = site.database.begin().await?;
    if let Some(invitation) = records::take(&mut transaction, id, now).await? {
        let mailbox = super::records::mailbox(&mut transaction, invitation.citizen_id).await?;
        if let Some(mailbox) = mailbox {
            let whose = (id, invitation.opportunity_id);
            write(&mut transaction, site, whose, &mailbox, now).await?;
        }
    }
    Ok(transaction.commit().await?)
}

async fn write(
    transaction: &mut Transaction,
    site: &Site,
    (id, about): (InvitationId, opportunity::OpportunityId),
    mailbox: &Mailbox,
    now: Moment,
) -> anyhow::Result<()> {
    let Some(opportunity) = opportunity::records::load(&mut *transaction, about).await? else {
        return Ok(());
    };
    let organisation = organisation::records::load(&mut *transaction, opportunity.organisation_id).await?;
    let asked = Asked {
        opportunity: &opportunity,
        organisation: organisation
            .as_ref()
            .map_or("", |organisation| &organisation.name),
    };
    let context = letters::context(site, asked, mailbox.called.as_deref(), mailbox.locale);
    let fact = Fact {
        letter: "reminder",
        invitation: id,
        key: id.to_string(),
        organisation: opportunity.organisation_id,
    };
    letters::put_later(transaction, site, mailbox, fact, &context, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::DAY;

    #[test]
    fn a_reminder_comes_when_two_thirds_of_the_time_are_over() {
        let sent = Moment(1_000_000);
        assert_eq!(due(sent, sent.plus(9 * DAY)), sent.plus(6 * DAY));
    }
}
