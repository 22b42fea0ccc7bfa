//! Forms the group when the reply-by date has come; not before, also when everybody has answered: people may
//! change their answer until the day that their letter named, and a group that stood earlier would tell its host
//! that nobody was silent.
//!
//! Everybody who said yes takes part when they fit the places, the seats and the quotas. Otherwise it is drawn among
//! them: the list of numbered groups stands first, then a number decides, the one that was fixed before the first
//! letter left or one from outside. There is a list when all fit, too: that there is one tells a host nothing. When no group of them is what the host asked for, the host decides, and nothing
//! is given up silently. Everybody who was asked hears what came of it, in the transaction that decides it.

pub mod records;
pub mod standing;
pub mod telling;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use anyhow::ensure;
use uuid::Uuid;

pub use telling::put_outcome;

use super::{Place, outcomes, refill};
use crate::{
    database::{Transaction, changes},
    draw::{self, Draw, DrawId, State as Stands, Stood, composing},
    matching::Matcher,
    moment::{DAY, Moment},
    opportunity::{self, OpportunityId, State},
    site::Site,
};
use standing::Standing;

/// So long a number from outside is waited for, seconds; then the one that was fixed before decides.
pub const OUTSIDE: i64 = 7 * DAY;
/// Why a round ends without a group.
const CHANGED: &str = "who stands for the places has changed meanwhile";

/// Forms every group that is due, and draws every list whose time has come. Returns how many.
///
/// # Errors
/// When a letter cannot be written or the database fails; that group is formed in the next round.
pub async fn form_due(site: &Site, matcher: &Matcher, now: Moment) -> anyhow::Result<usize> {
    let due = records::due(&site.database, now).await?;
    for id in &due {
        fill(site, matcher, *id, now).await?;
    }
    let lists = draw::records::due(&site.database, now).await?;
    for id in &lists {
        draw_list(site, *id, None, now).await?;
    }
    Ok(due.len() + lists.len())
}

/// Fills the free places of an opportunity from those who said yes and have none: when its reply-by date has come,
/// and when a place comes free later, with the others fixed. `false` when nobody of them can have one.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn fill(site: &Site, matcher: &Matcher, id: OpportunityId, now: Moment) -> anyhow::Result<bool> {
    let Some(standing) = standing::load(site, matcher, id).await? else {
        return Ok(false);
    };
    let is_first = standing.opportunity.state == State::Inviting;
    if standing.is_settled() {
        if !is_first {
            return Ok(false);
        }
        let mut transaction = site.database.begin().await?;
        ensure!(standing.still_holds(&mut transaction).await?, CHANGED);
        finish(&mut transaction, site, &standing, None, now).await?;
        transaction.commit().await?;
        return Ok(true);
    }
    let standing = Arc::new(standing);
    let codes = composing::codes(standing.question.people);
    let (composing, named) = (standing.clone(), codes.clone());
    let composed =
        tokio::task::spawn_blocking(move || composing::compose(&composing.question, &named)).await??;
    let (state, facts, list) = match composed {
        Ok(listed) => (Stands::Listed, serde_json::to_string(&listed.facts)?, listed.list),
        Err(_) if !is_first => return Ok(false),
        Err(ways) => (Stands::Stuck, serde_json::to_string(&ways)?, String::new()),
    };
    let waits = is_first && standing.wishes.outside_seed;
    let draw = Draw {
        id: DrawId::new(now),
        opportunity_id: id,
        state,
        facts,
        list_hash: composing::hash(&list),
        list,
        listed_at: now,
        draw_at: now.plus(if waits { OUTSIDE } else { 0 }),
        seed: None,
        drawn: None,
        drawn_at: None,
    };
    let mut transaction = site.database.begin().await?;
    // Another node may have been faster; then its list stands.
    let newest = draw::records::newest(&mut transaction, id).await?;
    if newest.is_some_and(|draw| draw.state != Stands::Drawn) {
        return Ok(true);
    }
    // Whoever was erased or blocked meanwhile is in no list: the next round starts from who is left.
    ensure!(standing.still_holds(&mut transaction).await?, CHANGED);
    let people = standing.stood(codes, &draw.list);
    draw::records::insert(&mut transaction, &draw, &people).await?;
    if waits || state == Stands::Stuck {
        telling::host(&mut transaction, site, &standing, state, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Draws the list of an opportunity: `typed` is a number from outside; without one, the number that was fixed before
/// the first letter left decides. `false` when there is no list, or somebody on it is gone: then it is made anew.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn draw_list(
    site: &Site,
    id: OpportunityId,
    typed: Option<&str>,
    now: Moment,
) -> anyhow::Result<bool> {
    let mut transaction = site.database.begin().await?;
    let newest = draw::records::newest(&mut transaction, id).await?;
    let Some(list) = newest.filter(|draw| draw.state == Stands::Listed) else {
        return Ok(false);
    };
    let people = draw::records::people(&mut transaction, list.id).await?;
    let (opportunity, organisation) = standing::whose(&mut transaction, id).await?;
    let standing = Standing::listed(&mut transaction, opportunity, organisation, &people).await?;
    let Some(standing) = standing else {
        draw::records::delete_open(&mut transaction, id).await?;
        refill::records::note(&mut transaction, id, now).await?;
        transaction.commit().await?;
        return Ok(false);
    };
    let seed = match typed {
        Some(typed) => typed.to_owned(),
        None => composing::own_seed(&standing.opportunity, &list.list_hash),
    };
    let (number, members) = composing::draw(&list.list, &seed)?;
    if !draw::records::decide(&mut transaction, list.id, (&seed, number), now).await? {
        return Ok(false);
    }
    let drawn = Drawn {
        draw: &list,
        people: &people,
        members: &members,
    };
    finish(&mut transaction, site, &standing, Some(drawn), now).await?;
    transaction.commit().await?;
    Ok(true)
}

/// What a draw decided.
struct Drawn<'a> {
    draw: &'a Draw,
    /// Everybody who stood in it.
    people: &'a [Stood],
    /// The codes of those who are in the group.
    members: &'a HashSet<String>,
}

/// Gives places to the group that was drawn, makes the rest alternates and tells everybody.
async fn finish(
    transaction: &mut Transaction,
    site: &Site,
    standing: &Standing,
    drawn: Option<Drawn<'_>>,
    now: Moment,
) -> anyhow::Result<()> {
    let id = standing.opportunity.id;
    let is_first = standing.opportunity.state == State::Inviting;
    if is_first {
        opportunity::records::set_state(&mut *transaction, id, &[State::Inviting], State::Formed, now)
            .await?;
    }
    let people = drawn.as_ref().map_or(&[][..], |drawn| drawn.people);
    let stood: HashMap<Uuid, &Stood> = people.iter().map(|one| (one.invitation_id, one)).collect();
    for invitation in &standing.willing {
        let stood = stood.get(&invitation.0).copied();
        let is_member = |stood: &Stood| {
            drawn
                .as_ref()
                .is_some_and(|drawn| drawn.members.contains(&stood.code))
        };
        let has_place = stood.is_some_and(is_member);
        // Who came next before, and comes next still, need not hear of it.
        if !has_place && !is_first {
            continue;
        }
        let place = if has_place { Place::Place } else { Place::Alternate };
        let parts = stood.filter(|_| is_first).map(|stood| stood.chance / 100);
        records::set_place(&mut *transaction, *invitation, place, parts, now).await?;
        let told = telling::Told {
            place,
            is_first,
            stood,
            draw: drawn.as_ref().map(|drawn| drawn.draw),
        };
        telling::tell(&mut *transaction, site, standing, *invitation, told, now).await?;
    }
    if is_first {
        outcomes::tell_others(&mut *transaction, site, standing.asked(), now).await?;
        records::close(&mut *transaction, id).await?;
    }
    refill::records::note(&mut *transaction, id, now).await?;
    changes::append(&mut *transaction, "opportunity", id.0, now).await?;
    Ok(())
}
