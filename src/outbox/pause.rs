//! Sending pauses while our letters are refused because of us: each further letter would meet the same, and a server
//! that is asked again and again thinks worse of us each time.
//!
//! One row in the database holds the pause for all nodes. While it lasts, one letter is tried now and then; when it is
//! taken, the pause is over. A steward reads about it and can have one letter tried at once.
//!
//! What our own server answers pauses at once. Reports come from servers that anybody can run, so only many of them
//! pause; and because our own server then goes on taking letters, only a steward ends such a pause.

pub mod records;

use crate::{
    database::Transaction,
    moment::{HOUR, MINUTE, Moment},
};

/// A pause.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Pause {
    /// Since when.
    pub since: Moment,
    /// When the next letter is tried.
    pub try_at: Moment,
    /// Letters tried since it began.
    pub tries: i64,
    /// What was answered last: a step and codes, never words.
    pub said: String,
    /// Reports brought it about, so that only a steward ends it.
    pub by_reports: bool,
}

/// So many of the newest letters are looked at when a report says that we are to blame.
pub const NEWEST_LETTERS: i64 = 50;
/// Fewer people whose servers blame us say nothing about us.
const LEAST_REPORTS: i64 = 3;
/// One letter in so many has to come back because of us.
const SHARE: i64 = 5;

/// Seconds from one try to the next; `tries` were made since the pause began.
#[must_use]
pub fn wait(tries: i64) -> i64 {
    match tries {
        ..=0 => MINUTE,
        1 => 5 * MINUTE,
        2 => 15 * MINUTE,
        3 => 30 * MINUTE,
        _ => HOUR,
    }
}

/// Whether reports mean that we are refused: letters to `people` came back because of us, of the `newest` letters.
#[must_use]
pub fn is_because_of_us(people: i64, newest: i64) -> bool {
    people >= LEAST_REPORTS && people * SHARE >= newest
}

/// Whether a letter may be tried now: always without a pause, otherwise one letter each time it is due.
///
/// # Errors
/// When the database fails.
pub async fn may_try(transaction: &mut Transaction, now: Moment) -> sqlx::Result<bool> {
    let Some(pause) = records::load(&mut *transaction).await? else {
        return Ok(true);
    };
    Ok(
        pause.try_at <= now
            && records::take_try(transaction, &pause, now.plus(wait(pause.tries + 1))).await?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_come_less_and_less_often_and_at_least_every_hour() {
        let waits: Vec<i64> = (0..6).map(wait).collect();
        assert!(waits.is_sorted(), "{waits:?}");
        assert_eq!((waits[0], waits[5]), (MINUTE, HOUR));
    }

    #[test]
    fn a_few_reports_pause_nothing() {
        for (people, newest, paused) in [
            (2, 2, false),
            (3, 3, true),
            (3, 15, true),
            (3, 16, false),
            (10, 50, true),
        ] {
            assert_eq!(is_because_of_us(people, newest), paused, "{people} of {newest}");
        }
    }
}
