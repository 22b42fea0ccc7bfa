//! Points in time, and the one place that reads the real clock.
//!
//! Everything else takes a [`Clock`], so that a story can let a reply-by date arrive in a millisecond
//! and a lease run out without sleeping.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Moment(pub i64);

/// Seconds in a minute.
pub const MINUTE: i64 = 60;
/// Seconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: i64 = 24 * HOUR;

impl Moment {
    /// The moment this many seconds later (earlier when negative).
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The calendar day in the United Kingdom, where our people live.
    #[must_use]
    pub fn day(self) -> civil::Date {
        self.zoned().date()
    }

    /// The last second of a calendar day in the United Kingdom: a date that people read as "by" that day.
    #[must_use]
    pub fn end_of(day: civil::Date) -> Self {
        let end = day.at(23, 59, 59, 0).to_zoned(london());
        Self(end.map_or(0, |zoned| zoned.timestamp().as_second()))
    }

    /// The calendar day in `zone`.
    #[must_use]
    pub fn day_in(self, zone: &TimeZone) -> civil::Date {
        Timestamp::from_second(self.0)
            .unwrap_or_default()
            .to_zoned(zone.clone())
            .date()
    }

    /// When the clocks in `zone` show this date and time: the first time when they show it twice, and the moment
    /// after the gap when they leave it out.
    #[must_use]
    pub fn in_zone(local: civil::DateTime, zone: &TimeZone) -> Self {
        let zoned = local.to_zoned(zone.clone());
        Self(zoned.map_or(0, |zoned| zoned.timestamp().as_second()))
    }

    /// Date and time of day in the United Kingdom, `2026-11-22 14:05`.
    #[must_use]
    pub fn local(self) -> String {
        self.zoned().strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn zoned(self) -> jiff::Zoned {
        Timestamp::from_second(self.0)
            .unwrap_or_default()
            .to_zoned(london())
    }
}

/// ISO 8601 in UTC, `2026-11-22T14:05:00Z`.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Timestamp::from_second(self.0).unwrap_or_default().fmt(formatter)
    }
}

fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// Tells the time: the machine's, or one that a story moves by hand.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Added to the machine's time, or the time itself when `fixed`.
    seconds: Arc<AtomicI64>,
    fixed: bool,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that stands still until [`Clock::advance`] moves it.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self {
            seconds: Arc::new(AtomicI64::new(moment.0)),
            fixed: true,
        }
    }

    /// The present moment.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the real clock"
    )]
    pub fn now(&self) -> Moment {
        let seconds = self.seconds.load(Ordering::Relaxed);
        if self.fixed {
            return Moment(seconds);
        }
        Moment(Timestamp::now().as_second().saturating_add(seconds))
    }

    /// Moves the clock forward; the real clock keeps running from there.
    pub fn advance(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_ends_at_midnight_in_london_in_summer_and_winter() {
        assert_eq!(
            Moment::end_of(civil::date(2026, 7, 1)).to_string(),
            "2026-07-01T22:59:59Z"
        );
        assert_eq!(
            Moment::end_of(civil::date(2026, 12, 1)).to_string(),
            "2026-12-01T23:59:59Z"
        );
    }

    #[test]
    fn a_clock_set_by_hand_moves_only_when_told() {
        let clock = Clock::at(Moment(100));
        let shared = clock.clone();
        clock.advance(5);
        assert_eq!(shared.now(), Moment(105));
    }
}
