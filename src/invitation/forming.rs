//! Forms the group when the reply-by date has come; not before, also when everybody has answered: people may
//! change their answer until the day that their letter named, and a group that stood earlier would tell its host
//! that nobody was silent.
//!
//! Everybody who said yes takes part when they fit the places, the seats and the quotas. Otherwise it is drawn among
//! them: the list of numbered groups stands first, then a number decides, the one that was fixed before or one
//! from outside. There is a list when all fit, too: that there is one tells a host nothing. When
//! no group of them is what the host asked for, the host decides, and nothing is given up silently. Everybody who was
//! asked hears what came of it, in the transaction that decides it.

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
    account::AccountId,
    audit,
    database::{Transaction, changes},
    draw::{
        self, Draw, DrawId, State as Stands, Stood,
        composing::{self, Facts},
    },
    matching::Matcher,
    moment::{DAY, HOUR, Moment},
    opportunity::{self, OpportunityId, State},
    site::Site,
    turn,
};
use standing::Standing;

/// So long a number from outside is waited for, seconds; then the one that was fixed before decides.
pub const OUTSIDE: i64 = 7 * DAY;
/// So long a list stands for everybody to see before our own number decides, seconds.
pub const STANDS: i64 = HOUR;
/// Why a round ends without a group.
const CHANGED: &str = "who stands for the places has changed meanwhile";

/// Forms every group that is due, and draws every list whose time has come. Returns how many. What fails is told
/// and left to the next round; it keeps no other from being formed.
///
/// # Errors
/// When the database fails.
pub async fn form_due(site: &Site, matcher: &Matcher, now: Moment) -> anyhow::Result<usize> {
    let mut done = 0;
    for id in records::due(&site.database, now).await? {
        match turn::apart(fill(site, matcher, id, now)).await {
            Ok(_) => done += 1,
            Err(error) => tracing::error!("the group of {id} waits: {error:#}"),
        }
    }
    for id in draw::records::due(&site.database, now).await? {
        match turn::apart(draw_list(site, id, None, now)).await {
            Ok(drawn) => done += usize::from(drawn),
            Err(error) => tracing::error!("the draw of {id} waits: {error:#}"),
        }
    }
    Ok(done)
}

/// Fills the free places of an opportunity from those who said yes and have none: when its reply-by date has come,
/// and when a place comes free later, with the others fixed. `false` when nobody of them can have one and no list
/// stands.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn fill(site: &Site, matcher: &Matcher, id: OpportunityId, now: Moment) -> anyhow::Result<bool> {
    let newest = draw::records::newest(&site.database, id).await?;
    if newest.is_some_and(|draw| draw.state != Stands::Drawn) {
        // Whatever came free since has its turn when that one is decided.
        return Ok(true);
    }
    let Some(standing) = standing::load(site, matcher, id).await? else {
        return Ok(false);
    };
    let closes = standing.opportunity.state == State::Inviting;
    if standing.is_settled() {
        if !closes {
            return Ok(false);
        }
        let mut transaction = site.database.begin().await?;
        draw::records::lock(&mut transaction, id).await?;
        ensure!(standing.still_holds(&mut transaction).await?, CHANGED);
        finish(&mut transaction, site, &standing, None, now).await?;
        transaction.commit().await?;
        return Ok(true);
    }
    let standing = Arc::new(standing);
    let codes = standing.codes(site);
    let (composing, named) = (standing.clone(), codes.clone());
    let composed = tokio::task::spawn_blocking(move || composing.compose(&named)).await??;
    if composed.is_err() && !closes {
        return Ok(false);
    }
    let waits = closes && standing.wishes.outside_seed;
    let (state, facts, list, in_no_group) = match composed {
        Ok(mut listed) => {
            (listed.facts.closes, listed.facts.outside) = (closes, waits);
            let facts = serde_json::to_string(&listed.facts)?;
            // Where a place came free, most of those who come next do not fit it: that is no news.
            let in_no_group = if closes { listed.in_no_group } else { Vec::new() };
            (Stands::Listed, facts, listed.list, in_no_group)
        }
        Err(ways) => (
            Stands::Stuck,
            serde_json::to_string(&ways)?,
            String::new(),
            Vec::new(),
        ),
    };
    let draw = Draw {
        id: DrawId::new(now),
        opportunity_id: id,
        state,
        facts,
        list_hash: composing::hash(&list),
        list,
        listed_at: now,
        draw_at: now.plus(if waits { OUTSIDE } else { STANDS }),
        seed: None,
        by_host: false,
        drawn: None,
        drawn_at: None,
    };
    let mut transaction = site.database.begin().await?;
    draw::records::lock(&mut transaction, id).await?;
    // Another node may have been faster; then its list stands.
    let newest = draw::records::newest(&mut transaction, id).await?;
    if newest.is_some_and(|draw| draw.state != Stands::Drawn) {
        return Ok(true);
    }
    // Whoever was erased or blocked meanwhile is in no list: the next round starts from who is left.
    ensure!(standing.still_holds(&mut transaction).await?, CHANGED);
    let people = standing.stood(codes, &draw.list, &in_no_group);
    draw::records::insert(&mut transaction, &draw, &people).await?;
    if waits || state == Stands::Stuck {
        telling::host(&mut transaction, site, &standing, state, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Draws the list of an opportunity: `typed` is a number from outside and the officer who typed it; without one,
/// the number that was fixed before decides. `false` when there is no list, none that waits for a typed number, or it
/// is stopped. Whoever is gone from the list by then is left out, and their place is filled later: a list
/// never changes once it stands.
///
/// # Errors
/// When a letter cannot be written or the database fails.
pub async fn draw_list(
    site: &Site,
    id: OpportunityId,
    typed: Option<(&str, AccountId)>,
    now: Moment,
) -> anyhow::Result<bool> {
    let mut transaction = site.database.begin().await?;
    draw::records::lock(&mut transaction, id).await?;
    let newest = draw::records::newest(&mut transaction, id).await?;
    let Some(list) = newest.filter(|draw| draw.state == Stands::Listed) else {
        return Ok(false);
    };
    let facts = list.facts()?;
    if typed.is_some() && !facts.outside {
        return Ok(false);
    }
    let standing = standing::of_list(&mut transaction, id).await?;
    if standing.opportunity.state == State::Stopped {
        // The list stands until the stop is lifted.
        return Ok(false);
    }
    if !matches!(standing.opportunity.state, State::Inviting | State::Formed) {
        // It was called off.
        draw::records::delete_open(&mut transaction, id, Stands::Listed).await?;
        transaction.commit().await?;
        return Ok(false);
    }
    let seed = match typed {
        Some((typed, _)) => typed.to_owned(),
        None => composing::own_seed(&standing.opportunity, &list.list_hash),
    };
    // Our own number is public now, or the codes that follow from it are known: the next list has another.
    let (before, next) = (standing.opportunity.form_seed.clone(), composing::new_number());
    opportunity::records::set_form_seed(&mut transaction, id, before, next, now).await?;
    let (number, members) = composing::draw(&list.list, &seed)?;
    draw::records::decide(&mut transaction, list.id, (&seed, typed.is_some(), number), now).await?;
    if let Some((_, officer)) = typed {
        let entry = audit::Entry {
            actor: officer,
            organisation: Some(standing.opportunity.organisation_id),
            citizen: None,
            opportunity: Some(id),
            action: audit::Action::DrawGroup,
            detail: seed,
        };
        audit::insert(&mut transaction, &entry, now).await?;
    }
    let people = draw::records::people(&mut transaction, list.id).await?;
    let drawn = Drawn {
        facts,
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
    facts: Facts,
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
    let closes = drawn.as_ref().is_none_or(|drawn| drawn.facts.closes);
    if closes {
        let from = [State::Inviting];
        let moved = opportunity::records::set_state(&mut *transaction, id, &from, State::Formed, now).await?;
        ensure!(moved, CHANGED);
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
        if !has_place && !closes {
            continue;
        }
        let place = if has_place { Place::Place } else { Place::Alternate };
        let parts = stood.filter(|_| closes).map(|stood| stood.chance / 100);
        if !records::decide(&mut *transaction, *invitation, place, parts, now).await? {
            continue;
        }
        let told = telling::Told {
            place,
            closes,
            stood,
            draw: drawn.as_ref().map(|drawn| (drawn.draw, &drawn.facts)),
        };
        telling::tell(&mut *transaction, site, standing, *invitation, told, now).await?;
    }
    if closes {
        outcomes::tell_others(&mut *transaction, site, standing.asked(), now).await?;
        records::close(&mut *transaction, id).await?;
    }
    refill::records::note(&mut *transaction, id, now).await?;
    changes::append(&mut *transaction, "opportunity", id.0, now).await?;
    Ok(())
}
