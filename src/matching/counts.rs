//! How many people could be reached, as far as anybody may know.
//!
//! The answer is banded and carries noise. The noise hangs on who is counted, not on how the question is put,
//! and the people are those of a weekly snapshot: neither asking again, nor asking in another way, nor adding
//! one person and asking again tells anything about one person.

mod kept;
mod records;

pub(super) use kept::Kept;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    Count,
    matcher::Matcher,
    profile::{Posting, Sought},
    readable, views, vocabulary,
};
use crate::{
    audit::{self, Action, Entry},
    badge::catalogue,
    citizen::{self, CitizenId},
    moment::{DAY, Moment},
    opportunity::{Need, Opportunity},
    organisation::OrganisationId,
};

/// So many questions a day and organisation.
const QUESTIONS: i64 = 20;
/// So many sensitive criteria at once.
const SENSITIVE: usize = 3;
/// Fewer people than this are not told apart.
const FLOOR: i64 = 10;
/// Numbers are rounded to a multiple of this.
const STEP: i64 = 5;
/// The noise lies between minus and plus this.
const NOISE: u64 = 3;
/// Monday 5 January 1970: weeks begin on Mondays.
const FIRST_MONDAY: i64 = 4 * DAY;
/// Own words count as a badge only when it is all but certain which.
const SURE: f64 = 0.8;

/// People of this week's snapshot, for counts alone: an identity among them is for nobody's eyes.
pub struct Counted {
    /// The week: whole weeks since Monday 5 January 1970.
    pub week: i64,
    /// The question in the fixed vocabulary: equal questions have equal texts.
    pub question: String,
    /// Whom it finds, among those who allow to be counted at this moment.
    pub people: Vec<CitizenId>,
}

impl Matcher {
    /// About how many people of this week's snapshot meet every must of an opportunity and can take part. The
    /// question is noted; the same question again on the same day costs nothing.
    pub async fn reach(
        &self,
        organisation: OrganisationId,
        opportunity: &Opportunity,
    ) -> anyhow::Result<Count> {
        let counted = self.counted(organisation, opportunity, 0).await?;
        Ok(counted.map_or_else(
            |refused| refused,
            |counted| self.count(counted.week, &counted.people),
        ))
    }

    /// The number of these people as anybody may know it in that week.
    #[must_use]
    pub fn count(&self, week: i64, people: &[CitizenId]) -> Count {
        banded(&self.inner.secret, week, people.iter().copied())
    }

    /// The present week, as [`Counted::week`] has it.
    #[must_use]
    pub fn week(&self) -> i64 {
        week(self.inner.clock.now())
    }

    /// Everybody in this week's snapshot, as the answer to `question`.
    pub async fn everybody(&self, question: &str) -> anyhow::Result<Counted> {
        let week = self.week();
        self.take_snapshot(week).await?;
        let people = self.counted_now(week, None).await?;
        Ok(Counted {
            week,
            question: question.to_owned(),
            people,
        })
    }

    /// Whom of this week's snapshot [`Matcher::reach`] counts, or why it does not; `besides` says how many sensitive
    /// criteria are asked for besides those of the opportunity.
    pub async fn counted(
        &self,
        organisation: OrganisationId,
        opportunity: &Opportunity,
        besides: usize,
    ) -> anyhow::Result<Result<Counted, Count>> {
        let posting = self.inner.turns.run(|| fixed(opportunity)).await?;
        let sensitive = posting.seeks.iter().filter_map(|sought| sought.badge.as_deref());
        let sensitive = sensitive.filter_map(|slug| catalogue().badge(slug));
        if sensitive.filter(|badge| badge.sensitive).count() + besides > SENSITIVE {
            return Ok(Err(Count::TooSensitive));
        }
        let question = question(&posting);
        if !self.may_ask(organisation, opportunity, question.clone()).await? {
            return Ok(Err(Count::TooManyQuestions));
        }
        let week = self.week();
        self.take_snapshot(week).await?;
        let people = self.counted_now(week, Some(&posting)).await?;
        Ok(Ok(Counted {
            week,
            question,
            people,
        }))
    }

    async fn counted_now(&self, week: i64, posting: Option<&Posting>) -> anyhow::Result<Vec<CitizenId>> {
        let inner = &self.inner;
        inner
            .counted
            .find(&inner.database, &inner.turns, week, posting)
            .await
    }

    async fn may_ask(
        &self,
        organisation: OrganisationId,
        opportunity: &Opportunity,
        question: String,
    ) -> anyhow::Result<bool> {
        let now = self.inner.clock.now();
        let midnight = now.day().yesterday().map_or(Moment(0), Moment::end_of);
        let mut transaction = self.inner.database.begin().await?;
        let asked = audit::count_today(&mut transaction, organisation, Action::Count, now).await?;
        if records::was_asked(&mut transaction, organisation, question.clone(), midnight).await? {
            return Ok(true);
        }
        if asked >= QUESTIONS {
            return Ok(false);
        }
        let entry = Entry {
            actor: opportunity.officer_id,
            organisation: Some(organisation),
            citizen: None,
            opportunity: None,
            action: Action::Count,
            detail: question,
        };
        audit::insert(&mut transaction, &entry, now).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Makes the snapshot of a week unless it is there.
    async fn take_snapshot(&self, week: i64) -> anyhow::Result<()> {
        let database = &self.inner.database;
        if records::has_begun(database, week).await? {
            return Ok(());
        }
        let ids = citizen::records::all_ids(database).await?;
        let people = readable::citizens(database, &ids).await?.found;
        let mut transaction = database.begin().await?;
        if records::begin_week(&mut transaction, week).await? {
            records::delete_all(&mut transaction).await?;
            for citizen in &people {
                if let Some(profile) = views::for_counts(citizen) {
                    let profile = serde_json::to_string(&profile)?;
                    records::insert(&mut transaction, week, citizen.id, profile).await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// The question in the fixed vocabulary: what is a must, by badges and standpoints of the catalogue, and how,
/// when and where. Own words count as the badge they surely mean, or not at all.
fn fixed(opportunity: &Opportunity) -> Posting {
    let mut posting = views::posting(opportunity);
    posting.id = "count".into();
    posting.title.clear();
    posting.summary.clear();
    posting.motives.clear();
    posting.seeks.retain(|sought| sought.need == Need::Must);
    for sought in &mut posting.seeks {
        sought.badge = badge(sought);
        sought.words = None;
    }
    posting
        .seeks
        .retain(|sought| sought.badge.is_some() || sought.standpoint.is_some());
    posting
}

/// The badge that is sought, also where it is sought in words that surely mean one.
fn badge(sought: &Sought) -> Option<String> {
    let words = sought.words.as_deref().filter(|_| sought.badge.is_none());
    let meant = words.and_then(|words| vocabulary::link(words, Some(sought.kind)).into_iter().next());
    let meant = meant.filter(|&(_, confidence)| confidence >= SURE);
    sought
        .badge
        .clone()
        .or_else(|| meant.map(|(slug, _)| slug.to_owned()))
}

/// Whether the catalogue can say what is sought: a badge, words that surely mean one, or a standpoint.
#[must_use]
pub fn is_of_the_catalogue(sought: &Sought) -> bool {
    sought.words.is_none() || badge(sought).is_some()
}

/// Whether a count knows everything that an opportunity must have. Own words that mean no badge for sure are passed
/// over, so what is counted then is more people than those who are sought.
#[must_use]
pub fn knows_what_is_sought(opportunity: &Opportunity) -> bool {
    let posting = views::posting(opportunity);
    let mut musts = posting.seeks.iter().filter(|sought| sought.need == Need::Must);
    musts.all(is_of_the_catalogue)
}

/// The question as the audit keeps it: equal questions have equal texts.
fn question(posting: &Posting) -> String {
    let mut seeks: Vec<String> = posting
        .seeks
        .iter()
        .map(|sought| {
            let parts = [
                Some(sought.kind.slug()),
                sought.badge.as_deref(),
                sought.standpoint.as_deref(),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    seeks.sort();
    seeks.dedup();
    let mut formats = posting.formats.clone();
    formats.sort();
    let mut times = posting.times.clone();
    times.sort();
    json!({
        "seeks": seeks,
        "area": posting.area,
        "within_km": posting.within_km,
        "formats": formats,
        "times": times,
    })
    .to_string()
}

fn week(now: Moment) -> i64 {
    (now.0 - FIRST_MONDAY).div_euclid(7 * DAY)
}

/// The number of these people, with noise that is the same for the same people, rounded.
fn banded(secret: &[u8; 32], week: i64, people: impl Iterator<Item = CitizenId>) -> Count {
    let (mut number, mut key) = (0_i64, 0_u64);
    for citizen in people {
        number += 1;
        key = key.wrapping_add(keyed(secret, &format!("record\n{week}\n{citizen}")));
    }
    band(secret, &format!("{week}\n{key}"), number)
}

/// A number of people as a host may know it: fewer than ten are not told apart, more are rounded to five after a
/// noise that hangs on what is counted (`about`) and is always the same for it.
#[must_use]
pub fn band(secret: &[u8; 32], about: &str, number: i64) -> Count {
    let spread = keyed(secret, &format!("noise\n{about}")) % (2 * NOISE + 1);
    let noise = i64::try_from(spread).unwrap_or(0) - i64::try_from(NOISE).unwrap_or(0);
    let blurred = number + noise;
    if number < FLOOR || blurred < FLOOR {
        Count::FewerThanTen
    } else {
        Count::About((blurred + STEP / 2) / STEP * STEP)
    }
}

/// A number that follows from the secret and a text, and that nobody can tell who does not know the secret.
#[must_use]
pub fn keyed(secret: &[u8; 32], text: &str) -> u64 {
    let mut digest = Sha256::new();
    digest.update(secret);
    digest.update(text);
    let hash: [u8; 32] = digest.finalize().into();
    hash.iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(number: i64) -> Vec<CitizenId> {
        (0..number).map(|_| CitizenId::new(Moment(1_000))).collect()
    }

    #[test]
    fn few_are_not_told_apart_and_many_are_rounded() {
        let secret = [7; 32];
        for number in 0..10 {
            assert_eq!(
                banded(&secret, 1, people(number).into_iter()),
                Count::FewerThanTen
            );
        }
        for number in [10, 13, 27, 100, 1234] {
            let Count::About(shown) = banded(&secret, 1, people(number).into_iter()) else {
                assert!(number < 14);
                continue;
            };
            assert_eq!(shown % 5, 0);
            assert!((shown - number).abs() <= 5, "{number} shown as {shown}");
        }
    }

    #[test]
    fn the_same_people_give_the_same_answer_in_whatever_order() {
        let secret = [7; 32];
        let mut some = people(50);
        let first = banded(&secret, 1, some.iter().copied());
        some.reverse();
        assert_eq!(banded(&secret, 1, some.into_iter()), first);
    }

    #[test]
    fn a_week_begins_on_monday() {
        // 30 November 2026 is a Monday.
        let monday = Moment(1_795_996_800);
        assert_eq!(monday.to_string(), "2026-11-30T00:00:00Z");
        assert_eq!(week(monday), week(monday.plus(7 * DAY - 1)));
        assert_eq!(week(monday), week(monday.plus(-1)) + 1);
    }
}
