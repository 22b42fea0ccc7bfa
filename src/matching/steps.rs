//! How much work reading a text is, counted in steps: a letter, a comparison, an entry of a list. A step takes some
//! nanoseconds. Counted rather than timed, so that a bound holds on every machine.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
    static ALLOWED: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Its steps are more than it may take.
    #[error("takes more than {0} steps to read")]
    TooLong(u64),
    /// Reading it panicked; what the panic said.
    #[error("cannot be read: {0}")]
    Panicked(String),
}

/// Notes that so many steps are taken. Ends [`within`] when they are too many.
#[inline]
pub fn take(steps: usize) {
    let taken = TAKEN.get().saturating_add(steps as u64);
    TAKEN.set(taken);
    if taken > ALLOWED.get() {
        resume_unwind(Box::new(OverBudget));
    }
}

struct OverBudget;

/// What `work` returns, unless it takes more than `most` steps or panics.
///
/// # Errors
/// Says which of both.
pub fn within<T>(most: u64, work: impl FnOnce() -> T) -> Result<T, Unreadable> {
    let before = ALLOWED.replace(TAKEN.get().saturating_add(most));
    let done = catch_unwind(AssertUnwindSafe(work));
    ALLOWED.set(before);
    done.map_err(|why| {
        let said = why.downcast_ref::<String>().map(String::as_str);
        match said.or_else(|| why.downcast_ref::<&str>().copied()) {
            _ if why.is::<OverBudget>() => Unreadable::TooLong(most),
            said => Unreadable::Panicked(said.unwrap_or_default().to_owned()),
        }
    })
}

/// How many steps `work` takes.
#[cfg(test)]
pub fn of<T>(work: impl FnOnce() -> T) -> u64 {
    let before = TAKEN.get();
    work();
    TAKEN.get() - before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_within_its_steps_is_done_and_other_work_ends() {
        assert_eq!(within(10, || take(10)), Ok(()));
        assert_eq!(within(9, || take(10)), Err(Unreadable::TooLong(9)));
        assert_eq!(of(|| take(7)), 7);
        assert_eq!(within(1, || within(0, || take(1)).is_err()), Ok(true));
        take(1_000_000);
    }
}
