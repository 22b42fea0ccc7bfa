//! Places that came free go to those who come next, drawn with the others fixed. Places that stay free start the
//! next wave by themselves, as long as there is time: the same draw from the same pool, held and stoppable like the
//! first one. There are at most three waves; after that, or when it begins too
//! soon, the host decides by when more people could answer.

pub mod records;

use super::{
    WaveId, forming,
    letters::Asked,
    waves::{self, Release},
};
use crate::{
    matching::Matcher,
    moment::{DAY, MINUTE, Moment},
    opportunity::{self, Opportunity, OpportunityId, State},
    organisation::{self, Standing},
    site::Site,
    turn,
};

/// So many waves go out without the host asking for one more.
const MOST_WAVES: i64 = 3;
/// Nobody is given less time to answer, seconds.
const SHORTEST: i64 = 5 * DAY;
/// Nobody is given more time by a wave that goes out by itself, seconds.
const LONGEST: i64 = 14 * DAY;
/// Whoever has a place knows so many days before it begins.
const NOTICE: i64 = 3;

/// So long a worker has for one turn, seconds; then another takes it up.
const TURN: i64 = 15 * MINUTE;

/// Until when people can answer in a wave that goes out at `now`, when the wave before gave them `before` seconds;
/// `None` when it begins too soon for that.
#[must_use]
pub fn reply_by(opportunity: &Opportunity, before: i64, now: Moment) -> Option<Moment> {
    let usual = now.plus(before.clamp(SHORTEST, LONGEST));
    let latest = opportunity.starts_on.as_deref().and_then(|day| {
        let first: jiff::civil::Date = day.parse().ok()?;
        let last = first.checked_sub(jiff::Span::new().days(NOTICE)).ok()?;
        Some(Moment::end_of(last))
    });
    let until = Moment::end_of(usual.day());
    let until = latest.map_or(until, |latest| until.min(latest));
    (until.since(now) >= SHORTEST).then_some(until)
}

/// Releases the next wave of everything that has free places and time. Each time that places came free has its
/// turn once, whatever is decided; a turn that an error ends comes again. Returns how many had their turn.
///
/// # Errors
/// The first thing that failed, after every other had its turn.
pub async fn refill_due(site: &Site, matcher: &Matcher) -> anyhow::Result<usize> {
    let now = site.now();
    let due = records::due(&site.database, now).await?;
    let mut failed = None;
    for id in &due {
        if let Err(error) = turn::apart(turn(site, matcher, *id, now)).await {
            tracing::error!("the free places of {id} wait: {error:#}");
            failed.get_or_insert(error);
        }
    }
    failed.map_or(Ok(due.len()), Err)
}

async fn turn(site: &Site, matcher: &Matcher, id: OpportunityId, now: Moment) -> anyhow::Result<()> {
    let again_at = now.plus(TURN);
    if records::take(&site.database, id, again_at, now).await? {
        refill(site, matcher, id).await?;
        records::end(&site.database, id, again_at).await?;
    }
    Ok(())
}

async fn refill(site: &Site, matcher: &Matcher, id: OpportunityId) -> anyhow::Result<()> {
    let now = site.now();
    let database = &site.database;
    let Some(opportunity) = opportunity::records::load(database, id).await? else {
        return Ok(());
    };
    let Some(last) = waves::newest(site, id).await? else {
        return Ok(());
    };
    let organisation = organisation::records::load(database, opportunity.organisation_id).await?;
    let organisation = organisation.filter(|organisation| organisation.status == Standing::Verified);
    let Some(organisation) = organisation else {
        return Ok(());
    };
    if forming::fill(site, matcher, id, now).await? {
        return Ok(());
    }
    let placed = super::records::count_placed(database, id).await?;
    let is_free = opportunity.places.is_some_and(|places| placed < places);
    let before = opportunity.reply_by.map_or(0, |by| by.since(last.created_at));
    let until = reply_by(&opportunity, before, now);
    let Some(until) =
        until.filter(|_| is_free && opportunity.state == State::Formed && last.number < MOST_WAVES)
    else {
        return Ok(());
    };
    let release = Release {
        id: WaveId::new(now),
        officer: last.created_by,
        asked: Asked {
            opportunity: &opportunity,
            organisation: &organisation.name,
        },
        reply_by: until,
        reminds: last.reminds,
    };
    let pool = matcher.pool(&opportunity).await?;
    waves::release(site, matcher, release, &pool).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunity::draft::tests::whole;

    #[test]
    fn a_further_wave_gives_people_time_and_ends_before_it_begins() {
        // Tuesday 1 December 2026, nine in the morning.
        let now = Moment(1_796_115_600);
        let by = |starts_on: Option<&str>, before: i64| {
            let mut opportunity = whole();
            opportunity.starts_on = starts_on.map(str::to_owned);
            reply_by(&opportunity, before * DAY, now).map(|by| by.day().to_string())
        };
        assert_eq!(by(None, 10).as_deref(), Some("2026-12-11"));
        assert_eq!(by(None, 1).as_deref(), Some("2026-12-06"));
        assert_eq!(by(None, 60).as_deref(), Some("2026-12-15"));
        assert_eq!(by(Some("2026-12-12"), 10).as_deref(), Some("2026-12-09"));
        assert_eq!(by(Some("2026-12-08"), 10), None, "it begins too soon");
    }
}
