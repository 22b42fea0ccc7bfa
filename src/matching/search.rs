//! Looking through what is open, in memory: what has the words or is about what they mean, and fits the filters.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{
    OpportunityQuery,
    board::Board,
    index::Subject,
    matcher::{BASIS, Matcher},
    profile::Posting,
    vocabulary,
    words::Query,
};
use crate::{area, badge::catalogue, citizen::Format, opportunity::OpportunityId};

/// Words stand for a badge that an opportunity seeks only when they are about as sure as a phrase of it.
const SURE: f64 = 0.6;
/// What a long text counts beside a question or a criterion.
const LONG: f32 = 0.5;

impl Matcher {
    /// The public opportunities that fit, best first; without words the newest first. What is found by words
    /// comes before what is only about the same.
    pub fn search_opportunities(&self, query: &OpportunityQuery) -> anyhow::Result<Vec<OpportunityId>> {
        self.inner.is_ready()?;
        let mut found = self.by_words(&query.words)?;
        if query.is_filtered() {
            let filter = Filter::of(query);
            let standing = self.standing();
            found.retain(|id| {
                standing
                    .board
                    .get(*id)
                    .is_some_and(|posted| filter.admits(&posted.wanted.posting))
            });
        }
        Ok(found)
    }

    fn by_words(&self, words: &str) -> anyhow::Result<Vec<OpportunityId>> {
        if words.trim().is_empty() {
            let standing = self.standing();
            // What could not be read is on no page.
            let readable = standing
                .newest
                .iter()
                .filter(|id| standing.board.get(**id).is_some());
            return Ok(readable.copied().collect());
        }
        let short = Query::new(words, &BASIS.short);
        let long = Query::new(words, &BASIS.long);
        let mut scored: Vec<(f32, OpportunityId)> = Vec::new();
        self.reading()?
            .scores(Subject::Opportunity, &short, &long, |id, short, long| {
                scored.push((short + LONG * long, OpportunityId(id)));
            })?;
        scored.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        let mut found: Vec<OpportunityId> = scored.into_iter().map(|(_, id)| id).collect();
        let known: HashSet<OpportunityId> = found.iter().copied().collect();
        let standing = self.standing();
        let meant = about(&standing.board, &meant(words));
        let newest = standing
            .newest
            .iter()
            .filter(|id| meant.contains(id) && !known.contains(id));
        found.extend(newest);
        Ok(found)
    }
}

/// The opportunities that seek one of these badges.
fn about(board: &Board, slugs: &[&str]) -> HashSet<OpportunityId> {
    slugs.iter().flat_map(|slug| board.seeking(slug)).collect()
}

/// The badges that an opportunity may seek to be about these words.
#[must_use]
pub fn meant(words: &str) -> Vec<&'static str> {
    let linked = vocabulary::link(words, None).into_iter();
    let sure = linked.filter(|(_, confidence)| *confidence >= SURE);
    let mut slugs: Vec<&str> = sure.flat_map(|(slug, _)| related(slug)).copied().collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

/// A badge, the broader ones that whoever has it also meets, and the special cases of it.
fn related(slug: &str) -> &'static [&'static str] {
    static RELATED: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let mut related: HashMap<&str, Vec<&str>> = HashMap::new();
        for badge in catalogue().badges() {
            for (broader, level) in catalogue().with_broader(&badge.slug).iter().zip(0..) {
                related.entry(&badge.slug).or_default().push(&broader.slug);
                if level > 0 {
                    related.entry(&broader.slug).or_default().push(&badge.slug);
                }
            }
        }
        related
    });
    RELATED.get(slug).map_or(&[], Vec::as_slice)
}

impl OpportunityQuery {
    /// Whether it asks for more than words.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !(self.badges.is_empty() && self.area.is_none() && self.formats.is_empty() && self.times.is_empty())
    }
}

/// The filters of a search, prepared.
struct Filter<'q> {
    query: &'q OpportunityQuery,
    topics: HashSet<&'static str>,
    /// Where somebody lives, and as the crow flies how far they look.
    near: Option<(area::District, f32)>,
}

impl<'q> Filter<'q> {
    #[expect(clippy::cast_precision_loss, reason = "kilometres")]
    fn of(query: &'q OpportunityQuery) -> Self {
        let topics = query.badges.iter().flat_map(|slug| related(slug)).copied();
        Self {
            topics: topics.collect(),
            near: query
                .area
                .as_deref()
                .zip(query.within_km)
                .map(|(home, km)| (area::district(home), area::chord_of(km as f64))),
            query,
        }
    }

    /// What an opportunity leaves open excludes nothing.
    fn admits(&self, posting: &Posting) -> bool {
        let query = self.query;
        let mut sought = posting.seeks.iter().filter_map(|seek| seek.badge.as_deref());
        let topic = query.badges.is_empty() || sought.any(|slug| self.topics.contains(slug));
        let named = |format: &Format| query.formats.is_empty() || query.formats.contains(format);
        let format = posting.formats.is_empty() || posting.formats.iter().any(named);
        let mut times = posting.times.iter();
        let time = query.times.is_empty()
            || posting.times.is_empty()
            || times.any(|time| query.times.contains(time));
        topic && format && time && self.is_near(posting)
    }

    /// Distance matters only where people have to meet.
    fn is_near(&self, posting: &Posting) -> bool {
        let wanted = |format: &Format| self.query.formats.is_empty() || self.query.formats.contains(format);
        let remote = posting
            .formats
            .iter()
            .any(|format| format.is_remote() && wanted(format));
        let venue = posting.area.as_deref().map_or(0, area::district);
        remote
            || self
                .near
                .is_none_or(|(home, limit)| area::chord(home, venue) <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{citizen::Time, matching::profile};

    fn posting(rest: &str) -> Posting {
        profile::read(&format!(r#"{{"id":"o"{rest}}}"#)).expect("sound")
    }

    fn admits(query: &OpportunityQuery, posting: &Posting) -> bool {
        Filter::of(query).admits(posting)
    }

    fn near(home: &str, km: i64) -> OpportunityQuery {
        OpportunityQuery {
            area: Some(home.into()),
            within_km: Some(km),
            ..OpportunityQuery::default()
        }
    }

    #[test]
    fn distance_counts_where_people_meet() {
        let both = posting(r#","area":"CF10","formats":["online","in-person"]"#);
        assert!(admits(&near("LS6", 40), &both), "it can be online");
        let mut asked = near("LS6", 40);
        asked.formats = vec![Format::InPerson];
        assert!(!admits(&asked, &both), "they want to meet");
        asked.area = Some("CF11".into());
        assert!(admits(&asked, &both));
        assert!(admits(&near("LS6", 1), &posting("")), "nobody knows where");
    }

    #[test]
    fn a_topic_fits_up_and_down_its_line_and_a_time_must_be_shared() {
        let seeking = |slug: &str| {
            posting(&format!(
                r#","times":["weekend"],"seeks":[{{"kind":"experience","badge":"{slug}"}}]"#
            ))
        };
        let topic = |slug: &str| OpportunityQuery {
            badges: vec![slug.into()],
            ..OpportunityQuery::default()
        };
        assert!(admits(&topic("dementia"), &seeking("dementia")));
        assert!(admits(
            &topic("long-term-neurological-condition"),
            &seeking("dementia")
        ));
        assert!(admits(
            &topic("dementia"),
            &seeking("long-term-neurological-condition")
        ));
        assert!(!admits(&topic("homelessness"), &seeking("dementia")));
        let evening = OpportunityQuery {
            times: vec![Time::WeekdayEvening],
            ..OpportunityQuery::default()
        };
        assert!(!admits(&evening, &seeking("dementia")));
        assert!(admits(&evening, &posting("")));
    }
}
