//! Waves: a seeded draw from the pool, held for some minutes in which its host can stop it.

pub mod choosing;
pub mod records;

use std::collections::HashMap;

use anyhow::ensure;

pub use records::Stopped;

use super::{
    Wave, WaveId,
    letters::{self, Asked, Mailbox},
    limits::{self, MONTH_CEILING, OPEN_CEILING},
    reminders,
};
use crate::{
    account::{AccountId, Token},
    audit::{self, Action},
    citizen::{self, Citizen, CitizenId},
    database::{Transaction, changes},
    draw::composing,
    matching::{Matcher, Pool, Reason},
    moment::{HOUR, MINUTE, Moment},
    opportunity::{self, State},
    site::Site,
    supporter, turn,
};

/// Somebody who can be invited: their mailbox, and how much they are asked already.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Invitable {
    /// Where the letter goes.
    #[sqlx(flatten)]
    pub mailbox: Mailbox,
    /// Their own limit of open invitations.
    pub open_ceiling: i64,
    /// Their own limit in 30 days.
    pub month_ceiling: i64,
    /// What waits for their answer, by weight.
    pub open: i64,
    /// What reached them in the last 30 days, by weight.
    pub month: i64,
    /// A no was said not long ago, or a day named before which they want to hear nothing.
    pub cooling_off: i64,
    /// They put themselves forward for this one: limits protect people from being asked, not from asking.
    pub forward: i64,
}

impl Invitable {
    /// Whether one more letter that counts `weight` is within what they, and we, allow.
    #[must_use]
    pub fn can_be_asked(&self, weight: i64) -> bool {
        self.forward > 0
            || (self.cooling_off == 0
                && limits::fits(self.open, weight, self.open_ceiling.min(OPEN_CEILING))
                && limits::fits(self.month, weight, self.month_ceiling.min(MONTH_CEILING)))
    }
}

/// What an officer releases.
#[derive(Clone, Copy)]
pub struct Release<'a> {
    /// Made when the form was shown: the same form sent twice releases one wave.
    pub id: WaveId,
    /// The officer.
    pub officer: AccountId,
    /// For what, as it stands now.
    pub asked: Asked<'a>,
    /// Until when people can answer.
    pub reply_by: Moment,
    /// Whether those who say nothing are reminded, once.
    pub reminds: bool,
}

/// Draws a wave from those of `pool` who are still in it, and holds it: invitations, letters and the note of who released it are one
/// transaction. `false` when this wave is there already, or the opportunity takes none now.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn release(
    site: &Site,
    matcher: &Matcher,
    release: Release<'_>,
    pool: &Pool,
) -> anyhow::Result<bool> {
    let now = site.now();
    let hold_until = now.plus(site.config.mail.hold_minutes * MINUTE);
    ensure!(release.reply_by > hold_until, "the reply-by date is too near");
    let opportunity = release.asked.opportunity;
    let from = [State::Open, State::Formed];
    if !from.contains(&opportunity.state) {
        return Ok(false);
    }
    let ids = &pool.people;
    let people = citizen::records::load_many(&site.database, ids).await?;
    let fitting: Vec<(&Citizen, Vec<Reason>)> = people
        .iter()
        .filter_map(|person| Some((person, pool.reasons(person)?)))
        .collect();
    // Drawn before the transaction: what takes seconds must not keep others from the database.
    let citizens: Vec<&Citizen> = fitting.iter().map(|(person, _)| *person).collect();
    let chosen = choosing::choose(site, matcher, &release, &citizens, now).await?;
    let ids: Vec<CitizenId> = chosen.people.iter().copied().collect();
    let mut transaction = site.database.begin().await?;
    records::lock(&mut transaction).await?;
    let id = opportunity.id;
    if !opportunity::records::set_state(&mut transaction, id, &from, State::Inviting, now).await? {
        return Ok(false);
    }
    records::set_reply_by(&mut transaction, id, release.reply_by).await?;
    // Once more, under the lock: another wave may have reached somebody's limit meanwhile.
    let invitable = records::invitable(&mut transaction, opportunity, &ids, now).await?;
    let weight = limits::weight(opportunity);
    let invitable: HashMap<CitizenId, Invitable> = invitable
        .into_iter()
        .filter(|(_, person)| person.can_be_asked(weight))
        .collect();
    let drawn = (chosen.seed.as_str(), chosen.pool, invitable.len());
    if !records::insert(&mut transaction, &release, drawn, hold_until, now).await? {
        return Ok(false);
    }
    let remind_at = release
        .reminds
        .then(|| reminders::due(hold_until, release.reply_by));
    let when = (release.reply_by, remind_at, weight);
    for (person, reasons) in &fitting {
        let Some(Invitable { mailbox, .. }) = invitable.get(&person.id) else {
            continue;
        };
        let reasons = letters::sentences(site, person, reasons, mailbox.locale);
        invite(
            &mut transaction,
            site,
            &release,
            mailbox,
            &reasons,
            (when, hold_until, now),
        )
        .await?;
    }
    opportunity::records::set_form_seed(&mut transaction, id, None, composing::new_number(), now).await?;
    note(&mut transaction, &release, Action::Release, now).await?;
    changes::append(&mut transaction, "opportunity", id.0, now).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn invite(
    transaction: &mut Transaction,
    site: &Site,
    release: &Release<'_>,
    mailbox: &Mailbox,
    reasons: &[String],
    (when, hold_until, now): ((Moment, Option<Moment>, i64), Moment, Moment),
) -> anyhow::Result<()> {
    let token = Token::random();
    let what = (release.asked.opportunity.id, mailbox.id, release.id);
    let inserted = super::records::insert(&mut *transaction, what, &token, when, now).await?;
    let Some(id) = inserted else { return Ok(()) };
    let key = (id, format!("invitation:{id}:{}", release.id));
    let copies = (key.1.clone(), hold_until);
    let letter = letters::new_invitation(site, release.asked, mailbox, key, &token, (reasons, hold_until))?;
    crate::outbox::put(&mut *transaction, &letter, now).await?;
    let whom = (mailbox.id, id.0);
    supporter::letters::copies(transaction, site, whom, (&copies.0, copies.1), now).await?;
    Ok(())
}

async fn note(
    transaction: &mut Transaction,
    release: &Release<'_>,
    action: Action,
    now: Moment,
) -> sqlx::Result<()> {
    let entry = audit::Entry {
        actor: release.officer,
        organisation: Some(release.asked.opportunity.organisation_id),
        citizen: None,
        opportunity: Some(release.asked.opportunity.id),
        action,
        detail: String::new(),
    };
    audit::insert(transaction, &entry, now).await
}

/// So long after the hold a wave can still be stopped, and so long after it a host is told about how many letters
/// left, seconds. The same for every wave, whatever became of its letters.
pub const SETTLES: i64 = 72 * HOUR;

/// Stops a wave: letters that have not left are cancelled and their invitations withdrawn at once. `None` when
/// there is nothing to stop any more, by the clock alone: nobody is told whether a letter was left to stop.
///
/// # Errors
/// When the database fails.
pub async fn stop(
    site: &Site,
    opportunity: &opportunity::Opportunity,
    officer: AccountId,
) -> anyhow::Result<Option<Stopped>> {
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let since = now.plus(-SETTLES);
    let Some(stopped) = records::stop(&mut transaction, opportunity.id, since, now).await? else {
        return Ok(None);
    };
    let release = Release {
        id: stopped.id,
        officer,
        asked: Asked {
            opportunity,
            organisation: "",
        },
        reply_by: now,
        reminds: false,
    };
    note(&mut transaction, &release, Action::Stop, now).await?;
    let id = opportunity.id;
    // Once letters have left, those who got one are awaited.
    let back = if stopped.was_held {
        before_release(&mut transaction, id).await?
    } else {
        State::Inviting
    };
    opportunity::records::set_state(&mut transaction, id, &[State::Inviting], back, now).await?;
    transaction.commit().await?;
    Ok(Some(stopped))
}

/// Where an opportunity stood before a wave was released of which no letter has left. People who were placed before
/// this wave keep their places; without any, it is as if nothing was released.
pub(super) async fn before_release(
    transaction: &mut Transaction,
    id: opportunity::OpportunityId,
) -> anyhow::Result<State> {
    let opportunity = opportunity::records::load(transaction, id).await?;
    let was_formed = opportunity.is_some_and(|opportunity| opportunity.formed_at.is_some());
    Ok(if was_formed { State::Formed } else { State::Open })
}

/// Lets waves go whose hold is over. What fails is told and left to the next round; it keeps no other from going.
///
/// # Errors
/// When the database fails.
pub async fn let_go(site: &Site, now: Moment) -> sqlx::Result<()> {
    for id in records::due(&site.database, now).await? {
        if let Err(error) = turn::apart(let_one_go(site, id, now)).await {
            tracing::error!("the invitations of {id} wait: {error:#}");
        }
    }
    Ok(())
}

async fn let_one_go(site: &Site, id: opportunity::OpportunityId, now: Moment) -> anyhow::Result<()> {
    let mut transaction = site.database.begin().await?;
    records::let_go(&mut transaction, id, now).await?;
    Ok(transaction.commit().await?)
}

/// Counts the yeses of the day, once. What is shown to a host is this number until the next day: were it counted
/// when a host looks, a change of it would tell when somebody answered, or changed an answer, or was erased.
///
/// # Errors
/// When the database fails; the next round counts.
pub async fn count_yeses(site: &Site) -> anyhow::Result<()> {
    let mut transaction = site.database.begin().await?;
    records::count_yeses(&mut transaction, &site.now().day().to_string()).await?;
    transaction.commit().await?;
    Ok(())
}

/// The newest wave of an opportunity.
///
/// # Errors
/// When the database fails.
pub async fn newest(site: &Site, id: opportunity::OpportunityId) -> sqlx::Result<Option<Wave>> {
    records::newest(&site.database, id).await
}
