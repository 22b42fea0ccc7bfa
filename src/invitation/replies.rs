//! Answers: given on a page without signing in, changed as often as people like until the reply-by date.

use anyhow::Context;
use serde_json::json;

use super::{
    Answer, Invitation, InvitationId, Place, Reply, forming,
    letters::{self, Asked},
    records,
};
use crate::{
    citizen::{ConsentPurpose, consent},
    database::Transaction,
    moment::Moment,
    opportunity::{self, Opportunity},
    organisation,
    site::Site,
};

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It counts; the same answer twice counts once.
    Yes,
    /// No answers are taken any more.
    TooLate,
}

/// Takes an answer. `link` is the page it was given on, for the letter that confirms it.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn answer(site: &Site, id: InvitationId, reply: &Reply, link: &str) -> anyhow::Result<Taken> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let invitation = records::lock(&mut transaction, id)
        .await?
        .context("the invitation is gone")?;
    if !invitation.takes_answers(now) {
        return Ok(Taken::TooLate);
    }
    if reply.is_said_in(&invitation) {
        return Ok(Taken::Yes);
    }
    records::update_answer(&mut transaction, id, reply, now).await?;
    if reply.answer != Answer::Stop {
        confirm(&mut transaction, site, &invitation, reply, (link, now)).await?;
    }
    // Saying yes is saying that the host may know, if there is a place; the page says exactly what.
    let wishes = match reply.answer {
        Answer::Stop => Some((ConsentPurpose::Invitations, false)),
        answer if answer.is_yes() => Some((ConsentPurpose::Sharing, true)),
        _ => None,
    };
    if let Some(wish) = wishes {
        consents(&mut transaction, &invitation, wish, now).await?;
    }
    transaction.commit().await?;
    Ok(Taken::Yes)
}

/// Stops invitations for good: the one click of a letter. It works as long as the person is known, also when
/// the invitation is long over.
///
/// # Errors
/// When the database fails.
pub async fn stop(site: &Site, id: InvitationId) -> anyhow::Result<()> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let invitation = records::lock(&mut transaction, id)
        .await?
        .context("the invitation is gone")?;
    let undecided = !invitation.answer.is_some_and(Answer::is_yes);
    // A yes stays a yes: that somebody wants no more letters takes no place away.
    if invitation.takes_answers(now) && undecided && invitation.answer != Some(Answer::Stop) {
        records::update_answer(&mut transaction, id, &Reply::plain(Answer::Stop), now).await?;
    }
    consents(
        &mut transaction,
        &invitation,
        (ConsentPurpose::Invitations, false),
        now,
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes a place back, or a turn to come next; a freed place goes to an alternate by draw. `false` when there was
/// nothing to take back.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn step_back(site: &Site, id: InvitationId) -> anyhow::Result<bool> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let invitation = records::lock(&mut transaction, id)
        .await?
        .context("the invitation is gone")?;
    let place = invitation.place;
    if !matches!(place, Some(Place::Place | Place::Alternate)) {
        return Ok(false);
    }
    forming::records::set_place(&mut transaction, id, Place::None, None, now).await?;
    if place == Some(Place::Place) {
        forming::replace(&mut transaction, site, &invitation, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Answers a question; the person gets the answer by letter, the host never learns who asked. `false` when this
/// answer is there already.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn answer_question(
    site: &Site,
    asked: Asked<'_>,
    id: InvitationId,
    words: String,
) -> anyhow::Result<bool> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let opportunity = asked.opportunity.id;
    let answered = records::answer_question(&mut transaction, opportunity, id, words.clone()).await?;
    let Some(invitation) = answered else {
        return Ok(false);
    };
    if let Some(mailbox) = records::mailbox(&mut transaction, invitation.citizen_id).await? {
        let mut context = letters::context(site, asked, mailbox.called.as_deref(), mailbox.locale);
        context["question"] = json!(invitation.question);
        context["answer"] = json!(words);
        context["open_until"] = json!(invitation.open_until);
        let fact = ("question-answered", format!("{id}:{}", now.0));
        let to = (&mailbox, asked.opportunity.organisation_id);
        letters::put_later(&mut transaction, site, to, fact, &context, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// What an invitation asks: the opportunity and its organisation's name.
///
/// # Errors
/// When the database fails.
pub async fn asked_in(
    transaction: &mut Transaction,
    invitation: &Invitation,
) -> anyhow::Result<(Opportunity, String)> {
    let opportunity = opportunity::records::load(&mut *transaction, invitation.opportunity_id)
        .await?
        .context("the opportunity is gone")?;
    let organisation = organisation::records::load(&mut *transaction, opportunity.organisation_id)
        .await?
        .context("the organisation is gone")?;
    Ok((opportunity, organisation.name))
}

async fn confirm(
    transaction: &mut Transaction,
    site: &Site,
    invitation: &Invitation,
    reply: &Reply,
    (link, now): (&str, Moment),
) -> anyhow::Result<()> {
    let Some(mailbox) = records::mailbox(&mut *transaction, invitation.citizen_id).await? else {
        return Ok(());
    };
    let (opportunity, organisation) = asked_in(&mut *transaction, invitation).await?;
    let asked = Asked {
        opportunity: &opportunity,
        organisation: &organisation,
    };
    let mut context = letters::context(site, asked, mailbox.called.as_deref(), mailbox.locale);
    context["answer"] = json!(reply.answer);
    context["again_from"] = json!(reply.again_from);
    context["open_until"] = json!(invitation.open_until);
    context["link"] = json!(site.link(link));
    let fact = (
        "reply-received",
        format!("{}:{}:{}", invitation.id, reply.answer.slug(), now.0),
    );
    let to = (&mailbox, asked.opportunity.organisation_id);
    letters::put_later(transaction, site, to, fact, &context, now).await
}

async fn consents(
    transaction: &mut Transaction,
    invitation: &Invitation,
    wish: (ConsentPurpose, bool),
    now: Moment,
) -> anyhow::Result<()> {
    let person = invitation.citizen_id;
    let language = crate::account::records::by_id(&mut *transaction, person)
        .await?
        .context("the account is gone")?
        .locale;
    consent::records::update(transaction, person, &[wish], language, now).await?;
    Ok(())
}
