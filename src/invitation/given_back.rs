//! What somebody gave back, and for how long it can be taken again.

use super::Place;
use crate::moment::{HOUR, Moment};

/// What somebody gave back.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct GivenBack {
    /// Given back at.
    pub back_at: Moment,
    /// A place or a turn to come next; none for a yes that waited for the draw.
    pub back_from: Option<Place>,
}

impl GivenBack {
    /// As the ending of the locale keys `reply-gave-back-…`.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self.back_from {
            Some(Place::Place) => "place",
            Some(_) => "alternate",
            None => "waiting",
        }
    }

    /// Until when it can be taken again; none when that is over at `now`.
    #[must_use]
    pub fn undo_until(self, now: Moment) -> Option<Moment> {
        Some(self.back_at.plus(UNDO_SECONDS)).filter(|until| now < *until)
    }
}

/// So long what was given back can be taken again, and so long a free place waits for that.
pub const UNDO_SECONDS: i64 = HOUR;
