//! What an answer brings about beside itself, the block of an organisation and the consent to sharing, and undoing
//! it when somebody else gave the answer. The moment of each is kept with the invitation, because the answer may
//! have been changed since.

pub mod records;

use super::{Invitation, replies};
use crate::{
    calm,
    citizen::{ConsentPurpose, consent},
    database::Transaction,
    moment::Moment,
};

/// Blocks the organisation that asks.
///
/// # Errors
/// When the database fails.
pub async fn block(
    transaction: &mut Transaction,
    invitation: &Invitation,
    now: Moment,
) -> anyhow::Result<()> {
    let (opportunity, _) = replies::asked_in(&mut *transaction, invitation).await?;
    let (person, organisation) = (invitation.citizen_id, opportunity.organisation_id);
    if calm::records::block(&mut *transaction, person, organisation, now).await? {
        records::set_blocked_at(transaction, invitation.id, now).await?;
    }
    Ok(())
}

/// Consents to sharing, which goes with a yes.
///
/// # Errors
/// When the database fails.
pub async fn share(
    transaction: &mut Transaction,
    invitation: &Invitation,
    now: Moment,
) -> anyhow::Result<()> {
    let wish = (ConsentPurpose::Sharing, true);
    let given_at = consent::records::given_at(&mut *transaction, invitation.citizen_id, wish.0).await?;
    if given_at.is_none() {
        replies::consents(&mut *transaction, invitation, wish, now).await?;
        records::set_shared_at(transaction, invitation.id, now).await?;
    }
    Ok(())
}

/// Undoes what answers to an invitation brought about, unless the person settled it anew since: a block, the
/// consent to sharing, questions that wait.
///
/// # Errors
/// When the database fails.
pub async fn undo(transaction: &mut Transaction, invitation: &Invitation, now: Moment) -> anyhow::Result<()> {
    let person = invitation.citizen_id;
    let (blocked_at, shared_at) = records::brought_about(&mut *transaction, invitation.id).await?;
    if let Some(at) = blocked_at {
        let (opportunity, _) = replies::asked_in(&mut *transaction, invitation).await?;
        calm::records::unblock_made_at(&mut *transaction, person, opportunity.organisation_id, at).await?;
    }
    let sharing = ConsentPurpose::Sharing;
    let given_at = consent::records::given_at(&mut *transaction, person, sharing).await?;
    if shared_at.is_some() && shared_at == given_at {
        replies::consents(&mut *transaction, invitation, (sharing, false), now).await?;
    }
    super::questions::records::delete_waiting(transaction, invitation.id).await?;
    Ok(())
}
