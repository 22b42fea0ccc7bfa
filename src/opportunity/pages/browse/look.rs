//! Looking through what is open: what fits words and filters, and what would if one of them were left out.

use std::collections::HashSet;

use crate::{
    area,
    badge::catalogue,
    citizen::Format,
    database::Database,
    matching::{Matcher, vocabulary},
    opportunity::{Opportunity, OpportunityId, pages::filters::Filters, records},
    web::Result,
};

/// Words stand for a badge that an opportunity seeks only when they are about as sure as a phrase of it.
const SURE: f64 = 0.6;

/// What fits, best first; without words the newest first.
pub(super) async fn find(
    database: &Database,
    matcher: &Matcher,
    asked: &Filters,
) -> Result<Vec<OpportunityId>> {
    let ids = by_words(database, matcher, &asked.words).await?;
    if !asked.is_filtered() {
        return Ok(ids);
    }
    let open = records::load_many(database, &ids).await?;
    let fitting = open.iter().filter(|one| fits(asked, one));
    Ok(fitting.map(|one| one.id).collect())
}

/// What has the words, or seeks what they mean in the catalogue.
async fn by_words(database: &Database, matcher: &Matcher, words: &str) -> Result<Vec<OpportunityId>> {
    if words.is_empty() {
        return Ok(records::open_ids(database).await?);
    }
    let mut ids = matcher.search_opportunities(words)?;
    let meant = meant(words);
    if !meant.is_empty() {
        let known: HashSet<OpportunityId> = ids.iter().copied().collect();
        let seeking = records::seeking(database, &meant).await?;
        ids.extend(seeking.into_iter().filter(|id| !known.contains(id)));
    }
    Ok(ids)
}

/// The badges that an opportunity may seek to be about these words.
pub(super) fn meant(words: &str) -> Vec<&'static str> {
    let linked = vocabulary::link(words, None).into_iter();
    let sure = linked.filter(|(_, confidence)| *confidence >= SURE);
    let mut slugs: Vec<&str> = sure.flat_map(|(slug, _)| related(slug)).collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

/// A badge, the broader ones that whoever has it also meets, and the special cases of it.
fn related(slug: &str) -> Vec<&'static str> {
    let mut slugs: Vec<&str> = Vec::new();
    slugs.extend(
        catalogue()
            .with_broader(slug)
            .iter()
            .map(|badge| badge.slug.as_str()),
    );
    let special = catalogue().badges().iter().filter(|badge| {
        let line = catalogue().with_broader(&badge.slug);
        line.iter().skip(1).any(|broader| broader.slug == slug)
    });
    slugs.extend(special.map(|badge| badge.slug.as_str()));
    slugs
}

/// Whether an opportunity fits the filters. What it leaves open excludes nothing.
pub(super) fn fits(asked: &Filters, opportunity: &Opportunity) -> bool {
    let o = opportunity;
    let topic = asked.badges.is_empty()
        || asked.badges.iter().any(|badge| {
            let related = related(&badge.slug);
            let sought = o.seeks.iter().filter_map(|seek| seek.badge.as_deref());
            sought.into_iter().any(|slug| related.contains(&slug))
        });
    let any = |formats: &[Format]| {
        let wanted = |format: &Format| asked.formats.is_empty() || asked.formats.contains(format);
        formats.iter().any(wanted)
    };
    let format = o.formats.is_empty() || any(&o.formats);
    let time =
        asked.times.is_empty() || o.times.is_empty() || o.times.iter().any(|time| asked.times.contains(time));
    topic
        && format
        && time
        && asked
            .near
            .as_ref()
            .is_none_or(|(home, km)| is_near(asked, o, home, *km))
}

/// Distance matters only where people have to meet.
#[expect(clippy::cast_precision_loss, reason = "kilometres")]
fn is_near(asked: &Filters, opportunity: &Opportunity, home: &str, km: i64) -> bool {
    let mut formats = opportunity.formats.iter();
    let remote = formats
        .any(|format| format.is_remote() && (asked.formats.is_empty() || asked.formats.contains(format)));
    let away = opportunity
        .area
        .as_deref()
        .and_then(|venue| area::distance_km(home, venue));
    remote || away.is_none_or(|away| away <= km as f64)
}

/// How many would fit each of these other searches, which have the same words or none.
pub(super) async fn count(
    database: &Database,
    matcher: &Matcher,
    words: &str,
    others: Vec<Filters>,
) -> Result<Vec<(Filters, usize)>> {
    let said = by_words(database, matcher, words).await?;
    let said = records::load_many(database, &said).await?;
    let open = records::open_ids(database).await?;
    let open = records::load_many(database, &open).await?;
    let counted = others.into_iter().map(|other| {
        let among = if other.words.is_empty() { &open } else { &said };
        let found = among.iter().filter(|one| fits(&other, one)).count();
        (other, found)
    });
    Ok(counted.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{citizen::Time, opportunity::draft::tests::whole};

    fn near(home: &str, km: i64) -> Filters {
        Filters {
            near: Some((home.into(), km)),
            ..Filters::default()
        }
    }

    #[test]
    fn distance_counts_where_people_meet() {
        let mut opportunity = whole();
        opportunity.area = Some("CF10".into());
        assert!(fits(&near("LS6", 40), &opportunity), "it is online");
        opportunity.formats.push(Format::InPerson);
        assert!(fits(&near("LS6", 40), &opportunity), "it can be online");
        let mut asked = near("LS6", 40);
        asked.formats = vec![Format::InPerson];
        assert!(!fits(&asked, &opportunity), "they want to meet");
        assert!(fits(&near("CF11", 8), &opportunity));
    }

    #[test]
    fn a_topic_fits_up_and_down_its_line_and_a_time_must_be_shared() {
        let mut opportunity = whole();
        let topic = |slug: &str| Filters {
            badges: catalogue().badge(slug).into_iter().collect(),
            ..Filters::default()
        };
        assert!(fits(&topic("dementia"), &opportunity));
        assert!(fits(&topic("long-term-neurological-condition"), &opportunity));
        assert!(!fits(&topic("homelessness"), &opportunity));
        opportunity.seeks[0].badge = Some("long-term-neurological-condition".into());
        assert!(fits(&topic("dementia"), &opportunity));
        let evening = Filters {
            times: vec![Time::WeekdayEvening],
            ..Filters::default()
        };
        assert!(!fits(&evening, &opportunity));
        opportunity.times.clear();
        assert!(fits(&evening, &opportunity));
    }
}
