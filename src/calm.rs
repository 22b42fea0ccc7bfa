//! Calm: when letters rest, by the clock of the place where their reader lives.
//!
//! No letter that somebody did not just ask for leaves while its reader rests. The rule stands where letters are
//! claimed, so that it holds for first tries, retries, and letters that waited for a server alike: a letter leaves
//! only inside a window that was worked out for its reader.

pub mod pages;
pub mod records;

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

use crate::{
    database::Database,
    moment::{DAY, Moment},
};

/// Where people live whose clock is not London's, as they can choose it: names of the IANA time zone database.
pub const ZONES: [&str; 8] = [
    "Europe/London",
    "Europe/Paris",
    "Europe/Athens",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Australia/Sydney",
];

/// When somebody rests.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Quiet {
    /// Their time zone: a name of the IANA time zone database. One that is not known counts as London's.
    pub zone: String,
    /// The hour of the day, 0 to 23, at which their quiet hours begin.
    pub quiet_from: i64,
    /// The hour, 0 to 23, at which they end; the same hour: no quiet hours.
    pub quiet_until: i64,
    /// Whether letters that we begin may come on Sundays.
    pub sundays: bool,
}

/// A time in which letters may leave: from its first second until before its last.
pub type Window = (Moment, Moment);

impl Quiet {
    /// The clock they live by.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone)
            .or_else(|_| TimeZone::get("Europe/London"))
            .unwrap_or(TimeZone::UTC)
    }

    /// The window in which a letter may leave that is due at `at`: the one that `at` lies in, cut at `at`, or the
    /// next one. `unasked` says that we began with this letter, so that Sundays rest too.
    ///
    /// Worked out by the calendar of the place, so that eight in the morning is eight in the morning on both days
    /// on which the clocks change.
    #[must_use]
    pub fn window(&self, at: Moment, unasked: bool) -> Window {
        let zone = self.time_zone();
        let today = at.day_in(&zone);
        // A week and a day hold a whole day that is not a Sunday, whatever the hours are.
        for days in -1..=8 {
            let Ok(day) = today.checked_add(days.days()) else {
                break;
            };
            if unasked && !self.sundays && day.weekday() == Weekday::Sunday {
                continue;
            }
            for (from, until) in self.awake_on(day) {
                let (from, until) = (Moment::in_zone(from, &zone), Moment::in_zone(until, &zone));
                if until > at && until > from {
                    return (from.max(at), until);
                }
            }
        }
        (at, at.plus(DAY))
    }

    /// The pieces of a day that are not quiet, from midnight to midnight.
    fn awake_on(&self, day: Date) -> Vec<(jiff::civil::DateTime, jiff::civil::DateTime)> {
        let hour = |hour: i64| {
            let hour = i8::try_from(hour.rem_euclid(24)).unwrap_or(0);
            day.to_datetime(Time::constant(hour, 0, 0, 0))
        };
        let begin = hour(0);
        let end = day
            .tomorrow()
            .map_or(begin, |next| next.to_datetime(Time::midnight()));
        let (from, until) = (hour(self.quiet_from), hour(self.quiet_until));
        match self.quiet_from.cmp(&self.quiet_until) {
            std::cmp::Ordering::Equal => vec![(begin, end)],
            std::cmp::Ordering::Greater => vec![(until, from)],
            std::cmp::Ordering::Less => vec![(begin, from), (until, end)],
        }
    }
}

/// Works out the windows of all letters that are due and have none, or whose window is over: those whose reader
/// rests wait for the next one. With `never` quiet, every letter may leave at once.
///
/// # Errors
/// When the database fails; letters without a window stay where they are.
pub async fn set_windows(database: &Database, never: bool, now: Moment) -> sqlx::Result<()> {
    for (reader, unasked) in records::resting(database, now).await? {
        let window = match &reader {
            Some(quiet) if !never => quiet.window(now, unasked),
            _ => (now, now.plus(DAY)),
        };
        records::set_windows(database, reader.as_ref(), unasked, window, now).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(zone: &str, quiet_from: i64, quiet_until: i64, sundays: bool) -> Quiet {
        Quiet {
            zone: zone.into(),
            quiet_from,
            quiet_until,
            sundays,
        }
    }

    fn at(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().expect("a time").as_second())
    }

    fn window(quiet: &Quiet, due: &str, unasked: bool) -> (String, String) {
        let (from, until) = quiet.window(at(due), unasked);
        (from.to_string(), until.to_string())
    }

    fn pair(from: &str, until: &str) -> (String, String) {
        (from.into(), until.into())
    }

    #[test]
    fn by_day_a_letter_leaves_at_once_and_at_night_it_waits_for_the_morning() {
        let usual = quiet("Europe/London", 20, 8, false);
        let day = "2026-12-01T19:59:59Z";
        assert_eq!(window(&usual, day, true), pair(day, "2026-12-01T20:00:00Z"));
        for night in ["2026-12-01T20:00:00Z", "2026-12-02T07:59:59Z"] {
            assert_eq!(
                window(&usual, night, true),
                pair("2026-12-02T08:00:00Z", "2026-12-02T20:00:00Z")
            );
        }
    }

    #[test]
    fn eight_in_the_morning_is_eight_by_the_clock_on_both_days_the_clocks_change() {
        let usual = quiet("Europe/London", 20, 8, true);
        // Clocks go forward on Sunday 28 March 2027 and back on Sunday 31 October 2027.
        assert_eq!(
            window(&usual, "2027-03-27T21:00:00Z", true),
            pair("2027-03-28T07:00:00Z", "2027-03-28T19:00:00Z")
        );
        assert_eq!(
            window(&usual, "2027-10-30T21:00:00Z", true),
            pair("2027-10-31T08:00:00Z", "2027-10-31T20:00:00Z")
        );
        // An hour that the clocks leave out: quiet until half past one is over when the hour is.
        let early = quiet("Europe/London", 20, 1, true);
        assert_eq!(
            window(&early, "2027-03-28T00:30:00Z", true),
            pair("2027-03-28T01:00:00Z", "2027-03-28T19:00:00Z")
        );
    }

    #[test]
    fn on_sundays_only_what_somebody_waits_for_leaves() {
        let usual = quiet("Europe/London", 20, 8, false);
        let sunday = "2026-12-06T10:00:00Z";
        assert_eq!(
            window(&usual, sunday, true),
            pair("2026-12-07T08:00:00Z", "2026-12-07T20:00:00Z")
        );
        assert_eq!(window(&usual, sunday, false).0, sunday);
        assert_eq!(
            window(&quiet("Europe/London", 20, 8, true), sunday, true).0,
            sunday
        );
        // The Sunday is the reader's, not ours.
        let sydney = quiet("Australia/Sydney", 20, 8, false);
        assert_eq!(
            window(&sydney, "2026-12-05T22:00:00Z", true).0,
            "2026-12-06T21:00:00Z"
        );
    }

    #[test]
    fn quiet_hours_in_the_middle_of_the_day_and_none_at_all_are_kept_too() {
        let nights = quiet("Europe/London", 9, 17, true);
        assert_eq!(
            window(&nights, "2026-12-01T12:00:00Z", true),
            pair("2026-12-01T17:00:00Z", "2026-12-02T00:00:00Z")
        );
        assert_eq!(
            window(&nights, "2026-12-01T03:00:00Z", true).0,
            "2026-12-01T03:00:00Z"
        );
        let never = quiet("Europe/London", 8, 8, true);
        assert_eq!(
            window(&never, "2026-12-06T03:00:00Z", true).0,
            "2026-12-06T03:00:00Z"
        );
        let lost = quiet("Nowhere/At-All", 20, 8, true);
        assert_eq!(
            window(&lost, "2026-12-01T21:00:00Z", true).0,
            "2026-12-02T08:00:00Z"
        );
    }

    #[test]
    fn every_minute_of_two_years_has_a_window_that_is_not_quiet_in_every_zone() {
        for zone in ZONES {
            let usual = quiet(zone, 20, 8, false);
            let place = TimeZone::get(zone).expect("a zone that is known");
            let begin = at("2027-01-01T00:00:00Z");
            for step in 0..(731 * 24) {
                // An odd number of seconds, so that the steps fall on every minute of the hour.
                let due = begin.plus(step * 3607);
                let (from, until) = usual.window(due, true);
                assert!(from >= due && until > from && until.since(due) <= 3 * DAY);
                for moment in [from, until.plus(-1)] {
                    let local = jiff::Timestamp::from_second(moment.0)
                        .expect("a time")
                        .to_zoned(place.clone());
                    assert!((8..20).contains(&local.hour()), "{local}");
                    assert_ne!(local.weekday(), Weekday::Sunday, "{local}");
                }
            }
        }
    }
}
