//! How long a host may read who takes part. The rule itself is one piece of SQL, [`records::HOST_MAY_READ_NAMES`],
//! for everything that shows a host something about people with a place.

pub mod records;

use jiff::{Span, civil::Date};

use crate::{moment::Moment, opportunity::Opportunity};

/// So many days after the last day that a host named, its access to names ends. The last day is the later one of the
/// first day and the day by which people hear what came of it: when a series ends is not asked, and what came of it is
/// not known before.
const DAYS: i64 = 60;

/// The last day on which a host reads names, as long as nothing else ends it; none while it named no day.
#[must_use]
pub fn until(opportunity: &Opportunity) -> Option<Date> {
    let named = [
        opportunity.starts_on.as_deref(),
        Some(opportunity.feedback_by.as_str()),
    ];
    let days = named
        .into_iter()
        .flatten()
        .filter_map(|day| day.parse::<Date>().ok());
    days.max()?.checked_add(Span::new().days(DAYS)).ok()
}

/// What [`records::HOST_MAY_READ_NAMES`] compares with: the earliest last day, `YYYY-MM-DD`, after which names are
/// still read at `now`.
#[must_use]
pub fn since(now: Moment) -> String {
    let day = now.day().checked_sub(Span::new().days(DAYS));
    day.unwrap_or(Date::MIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{moment::DAY, opportunity::draft::tests::whole};

    #[test]
    fn the_later_of_both_days_counts_and_the_sixtieth_day_after_it_is_the_last() {
        let mut opportunity = whole();
        let mut last = |starts_on: Option<&str>, feedback_by: &str| {
            opportunity.starts_on = starts_on.map(str::to_owned);
            feedback_by.clone_into(&mut opportunity.feedback_by);
            until(&opportunity).map(|day| day.to_string())
        };
        assert_eq!(
            last(Some("2027-01-10"), "2027-03-01").as_deref(),
            Some("2027-04-30")
        );
        assert_eq!(
            last(Some("2027-03-02"), "2027-03-01").as_deref(),
            Some("2027-05-01")
        );
        assert_eq!(last(None, "2027-03-01").as_deref(), Some("2027-04-30"));
        assert_eq!(last(None, ""), None);
        let sixtieth = Moment::end_of(jiff::civil::date(2027, 4, 30));
        assert_eq!(since(sixtieth), "2027-03-01");
        assert_eq!(since(sixtieth.plus(1)), "2027-03-02");
        assert_eq!(since(sixtieth.plus(DAY)), "2027-03-02");
    }
}
