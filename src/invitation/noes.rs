//! Why people say no, as advice for an organisation: pooled over all its opportunities and a calendar quarter, and
//! worked out once, when the quarter is over. An answer that comes or changes later changes nothing, so that no two
//! readings of it can be held against each other.

pub mod records;

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use crate::{moment::Moment, organisation::OrganisationId, site::Site};

/// From so many answers on there is advice.
const ANSWERS: i64 = 10;
/// A reason that fewer people gave is not named. It is a smaller number than the one from which counts are shown,
/// because it stands in no page and nothing narrower than an organisation and a quarter can be asked for.
const FLOOR: i64 = 5;
/// The reason of those who would rather not say: it counts as an answer, and advises nothing.
const UNSAID: &str = "rather-not-say";

/// A calendar quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarter {
    /// `2026-Q4`.
    pub name: String,
    /// From the first second of it …
    pub from: Moment,
    /// … until before the first second of the next.
    pub until: Moment,
}

/// The last quarter that is over at `now`, by the calendar of the United Kingdom.
#[must_use]
pub fn finished(now: Moment) -> Option<Quarter> {
    let today = now.day();
    let month = (today.month() - 1) / 3 * 3 + 1;
    let next = Date::new(today.year(), month, 1).ok()?;
    let first = next.checked_sub(3.months()).ok()?;
    let end = |day: Date| day.yesterday().ok().map(|last| Moment::end_of(last).plus(1));
    Some(Quarter {
        name: format!("{}-Q{}", first.year(), (first.month() - 1) / 3 + 1),
        from: end(first)?,
        until: end(next)?,
    })
}

/// Works out the advice of the quarter that is over, once.
///
/// # Errors
/// When the database fails; the next round takes it up.
pub async fn sum_up(site: &Site, now: Moment) -> sqlx::Result<()> {
    let Some(quarter) = finished(now) else {
        return Ok(());
    };
    if records::is_summed_up(&site.database, &quarter.name).await? {
        return Ok(());
    }
    let mut transaction = site.database.begin().await?;
    if records::begin(&mut transaction, &quarter.name).await? {
        let mut answers: BTreeMap<OrganisationId, Vec<(String, i64)>> = BTreeMap::new();
        for (organisation, reason, number) in records::answers(&mut transaction, &quarter).await? {
            answers.entry(organisation).or_default().push((reason, number));
        }
        for (organisation, answers) in answers {
            if let Some(reasons) = advice(&answers) {
                records::insert(&mut transaction, organisation, &quarter.name, &reasons).await?;
            }
        }
    }
    transaction.commit().await
}

/// The reasons that can be named, the one given most often first; none at all from too few answers. Reasons that
/// were given as often stand by their slugs.
fn advice(answers: &[(String, i64)]) -> Option<Vec<String>> {
    let all: i64 = answers.iter().map(|(_, number)| number).sum();
    let mut named: Vec<&(String, i64)> = answers
        .iter()
        .filter(|(reason, number)| *number >= FLOOR && reason != UNSAID)
        .collect();
    named.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    (all >= ANSWERS).then(|| named.into_iter().map(|(reason, _)| reason.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(answers: &[(&str, i64)]) -> Option<Vec<String>> {
        let answers: Vec<(String, i64)> = answers
            .iter()
            .map(|(reason, number)| ((*reason).to_owned(), *number))
            .collect();
        advice(&answers)
    }

    #[test]
    fn there_is_advice_from_ten_answers_on_and_only_about_what_several_people_said() {
        assert_eq!(given(&[("time", 9)]), None);
        assert_eq!(given(&[("time", 8), ("access", 2)]), Some(vec!["time".into()]));
        assert_eq!(
            given(&[("access", 5), ("time", 7), ("rather-not-say", 30)]),
            Some(vec!["time".into(), "access".into()])
        );
        assert_eq!(given(&[("rather-not-say", 12), ("access", 4)]), Some(vec![]));
    }

    #[test]
    fn a_quarter_is_the_calendar_s_by_the_clock_of_the_country() {
        // Thursday 1 October 2026, half past midnight in London, where it is still summer time.
        let now = Moment(1_790_811_000);
        assert_eq!(now.to_string(), "2026-09-30T23:30:00Z");
        let quarter = finished(now).expect("a quarter");
        assert_eq!(quarter.name, "2026-Q3");
        assert_eq!(quarter.from.to_string(), "2026-06-30T23:00:00Z");
        assert_eq!(quarter.until.to_string(), "2026-09-30T23:00:00Z");
        let new_year = finished(Moment(1_798_761_600)).expect("a quarter");
        assert_eq!(new_year.name, "2026-Q4");
        assert_eq!(new_year.until.to_string(), "2027-01-01T00:00:00Z");
    }
}
