//! Answers: given on a page without signing in, changed as often as people like until the reply-by date.

use anyhow::Context;
use serde_json::{Value, json};

use super::{
    Answer, Invitation, InvitationId, Place, Reply, forming,
    given_back::UNDO_SECONDS,
    letters::{self, Asked, Fact},
    links, names, needs, outcomes,
    questions::{self, MOST_WAITING, QuestionId},
    records, refill, undoing,
};
use crate::{
    citizen::{ConsentPurpose, consent},
    database::Transaction,
    moment::Moment,
    opportunity::{self, Opportunity, State, stop},
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
    /// So many questions of this person wait that one more is not taken.
    TooMany,
    /// It is stopped: nobody is asked anything for now.
    Stopped,
}

/// Takes an answer, and puts the letter that confirms it into the outbox.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn answer(site: &Site, id: InvitationId, reply: &Reply) -> anyhow::Result<Taken> {
    let mut transaction = site.database.begin().await?;
    let taken = answer_in(&mut transaction, site, id, reply).await?;
    if taken == Taken::Yes {
        transaction.commit().await?;
    }
    Ok(taken)
}

/// The same in an open transaction, which must be dropped unless the answer is [`Taken::Yes`]: for whoever notes in
/// it how the answer reached us.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn answer_in(
    transaction: &mut Transaction,
    site: &Site,
    id: InvitationId,
    reply: &Reply,
) -> anyhow::Result<Taken> {
    let now = site.now();
    let invitation = records::lock(&mut *transaction, id)
        .await?
        .context("the invitation is gone")?;
    if stop::records::load(&mut *transaction, invitation.opportunity_id)
        .await?
        .is_some()
    {
        return Ok(Taken::Stopped);
    }
    if !invitation.takes_answers(now) {
        let words = reply
            .question
            .as_deref()
            .filter(|_| invitation.place == Some(Place::Place));
        return match words {
            Some(words) => ask_with_a_place(transaction, &invitation, words, now).await,
            None => Ok(Taken::TooLate),
        };
    }
    let needs = needs::records::of_invitation(&mut *transaction, id).await?;
    if let Some(words) = &reply.question {
        if !questions::records::insert(&mut *transaction, id, words, now).await? {
            return Ok(Taken::Yes);
        }
        if questions::records::count_waiting(&mut *transaction, id).await? > MOST_WAITING {
            return Ok(Taken::TooMany);
        }
    } else if reply.is_said_in(&invitation, &needs) {
        // A block can be added to what is said already; that is no new answer.
        if reply.block {
            undoing::block(&mut *transaction, &invitation, now).await?;
        }
        return Ok(Taken::Yes);
    }
    // Somebody who said yes may ask as well, and keeps the yes.
    let keeps_yes = reply.answer == Answer::Question && invitation.answer.is_some_and(Answer::is_yes);
    if !keeps_yes {
        records::update_answer(&mut *transaction, id, reply, now).await?;
    }
    if reply.block {
        undoing::block(&mut *transaction, &invitation, now).await?;
    }
    // Nobody is rung to hear what they said on the telephone a moment ago.
    if reply.answer != Answer::Stop && !records::is_rung(&mut *transaction, invitation.citizen_id).await? {
        confirm(&mut *transaction, site, &invitation, reply, now).await?;
    }
    // Saying yes is saying that the host may know, if there is a place; the page says exactly what.
    match reply.answer {
        Answer::Stop => {
            let wish = (ConsentPurpose::Invitations, false);
            consents(&mut *transaction, &invitation, wish, now).await?;
        }
        answer if answer.is_yes() => undoing::share(&mut *transaction, &invitation, now).await?,
        _ => (),
    }
    Ok(Taken::Yes)
}

/// Takes a question of somebody with a place, as long as the host knows who takes part. It is no answer.
async fn ask_with_a_place(
    transaction: &mut Transaction,
    invitation: &Invitation,
    words: &str,
    now: Moment,
) -> anyhow::Result<Taken> {
    let (opportunity, _) = asked_in(&mut *transaction, invitation).await?;
    if !may_ask(invitation, &opportunity, now) {
        return Ok(Taken::TooLate);
    }
    questions::records::insert(&mut *transaction, invitation.id, words, now).await?;
    if questions::records::count_waiting(transaction, invitation.id).await? > MOST_WAITING {
        return Ok(Taken::TooMany);
    }
    Ok(Taken::Yes)
}

/// Whether somebody with a place can ask the host something.
#[must_use]
pub fn may_ask(invitation: &Invitation, opportunity: &Opportunity, now: Moment) -> bool {
    invitation.place == Some(Place::Place)
        && matches!(opportunity.state, State::Inviting | State::Formed)
        && names::until(opportunity).is_some_and(|until| now.day() <= until)
}

/// Takes back an answer that somebody else gave: there is none any more, nor what it brought about, every link and
/// code of the invitation ends, and a letter with a new one goes to the person. `false` when it is too late to
/// answer anew.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn not_me(site: &Site, id: InvitationId) -> anyhow::Result<bool> {
    let mut transaction = site.database.begin().await?;
    let taken = not_me_in(&mut transaction, site, id).await?;
    if taken {
        transaction.commit().await?;
    }
    Ok(taken)
}

/// The same in an open transaction, for whoever notes in it how we heard of it.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn not_me_in(transaction: &mut Transaction, site: &Site, id: InvitationId) -> anyhow::Result<bool> {
    let now = site.now();
    let invitation = records::lock(&mut *transaction, id)
        .await?
        .context("the invitation is gone")?;
    if !invitation.takes_answers(now) {
        return Ok(false);
    }
    undoing::undo(&mut *transaction, &invitation, now).await?;
    records::forget_answer(&mut *transaction, id).await?;
    links::records::end(&mut *transaction, id).await?;
    let letter = ("new-link", now.0.to_string());
    tell(transaction, site, &invitation, letter, now, |_| ()).await?;
    Ok(true)
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

/// Gives a place back, a turn to come next, or a yes that waits for the draw. A freed place is drawn among those who
/// come next once it cannot be taken again. `false` when there was nothing to give back.
///
/// # Errors
/// When the database fails.
pub async fn step_back(site: &Site, id: InvitationId) -> anyhow::Result<bool> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let invitation = records::lock(&mut transaction, id)
        .await?
        .context("the invitation is gone")?;
    if !invitation.can_step_back(now) {
        return Ok(false);
    }
    forming::records::step_back(&mut transaction, id, now).await?;
    if invitation.place == Some(Place::Place) {
        let free_at = now.plus(UNDO_SECONDS);
        refill::records::note(&mut transaction, invitation.opportunity_id, free_at).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Takes again what was given back less than an hour ago. `false` when it is too late for that, the place is somebody
/// else's, or it is over.
///
/// # Errors
/// When the database fails.
pub async fn keep(site: &Site, id: InvitationId) -> anyhow::Result<bool> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let invitation = records::by_id(&mut transaction, id)
        .await?
        .context("the invitation is gone")?;
    // Whoever draws or fills places waits until this is decided.
    let state = stop::records::lock(&mut transaction, invitation.opportunity_id).await?;
    let invitation = records::lock(&mut transaction, invitation.id)
        .await?
        .context("the invitation is gone")?;
    let given = records::given_back(&mut transaction, id).await?;
    let Some(given) = given.filter(|given| given.undo_until(now).is_some()) else {
        return Ok(false);
    };
    let is_open = match given.back_from {
        Some(_) => matches!(state, Some(State::Inviting | State::Formed | State::Stopped)),
        // A yes counts again as long as nothing is drawn.
        None => invitation.state != super::State::Closed && state == Some(State::Inviting),
    };
    if !is_open || !forming::records::keep(&mut transaction, id, now).await? {
        return Ok(false);
    }
    transaction.commit().await?;
    Ok(true)
}

/// Answers a question; the person gets the answer by letter, the host never learns who asked. Who wants no letters
/// any more, or none for this organisation, finds it on the page only. `false` when it has an answer already.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn answer_question(
    site: &Site,
    opportunity: opportunity::OpportunityId,
    id: QuestionId,
    words: &str,
) -> anyhow::Result<bool> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let answered = questions::records::answer(&mut transaction, opportunity, id, words, now).await?;
    let Some(answered) = answered else {
        return Ok(false);
    };
    let asker = records::lock(&mut transaction, answered.invitation_id).await?;
    let hears = outcomes::records::can_hear(&mut transaction, answered.invitation_id, now).await?;
    if let Some(invitation) = asker.filter(|_| hears) {
        let letter = ("question-answered", id.to_string());
        tell(&mut transaction, site, &invitation, letter, now, |context| {
            context["question"] = json!(answered.words);
            context["answer"] = json!(words);
            context["answers"] = json!(invitation.takes_answers(now));
        })
        .await?;
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
    now: Moment,
) -> anyhow::Result<()> {
    let letter = ("reply-received", format!("{}:{}", reply.answer.slug(), now.0));
    tell(transaction, site, invitation, letter, now, |context| {
        context["answer"] = json!(reply.answer);
        context["again_from"] = json!(reply.again_from);
        context["block"] = json!(reply.block);
    })
    .await
}

/// Puts a letter about an invitation into the outbox, unless there is no mailbox.
async fn tell(
    transaction: &mut Transaction,
    site: &Site,
    invitation: &Invitation,
    (letter, key): (&str, String),
    now: Moment,
    more: impl FnOnce(&mut Value),
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
    context["open_until"] = json!(invitation.open_until);
    more(&mut context);
    let fact = Fact {
        letter,
        invitation: invitation.id,
        key: format!("{}:{key}", invitation.id),
        organisation: opportunity.organisation_id,
    };
    letters::put_later(transaction, site, &mailbox, fact, &context, now).await
}

/// Writes down what somebody consents to with what they do on the page of an invitation.
pub(super) async fn consents(
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
