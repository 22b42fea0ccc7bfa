//! Work that keeps a processor busy: beside the tasks that answer requests, and never more of it at once than there
//! are places, so that no question keeps others from an answer.

use std::{panic::AssertUnwindSafe, time::Duration};

use anyhow::anyhow;
use futures_util::FutureExt;
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Semaphore,
};

/// No place came free in time: the same question can be asked again soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too busy just now")]
pub struct TooBusy;

/// Places for work, and how long to wait for one.
#[derive(Debug)]
pub struct Turns {
    places: Semaphore,
    patience: Duration,
}

impl Turns {
    /// So many places.
    #[must_use]
    pub const fn new(places: usize, patience: Duration) -> Self {
        Self {
            places: Semaphore::const_new(places),
            patience,
        }
    }

    /// Two places for each processor.
    #[must_use]
    pub fn of_this_machine(patience: Duration) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self::new(2 * processors, patience)
    }

    /// Waits for a place and does the work there.
    ///
    /// # Errors
    /// When no place comes free in time.
    pub async fn run<T>(&self, work: impl FnOnce() -> T) -> Result<T, TooBusy> {
        let place = tokio::time::timeout(self.patience, self.places.acquire()).await;
        let _place = place.map_err(|_| TooBusy)?.map_err(|_| TooBusy)?;
        Ok(aside(work))
    }

    /// How many places are free.
    #[must_use]
    pub fn free(&self) -> usize {
        self.places.available_permits()
    }
}

/// Does work beside the tasks that answer requests: another thread takes these over meanwhile.
pub fn aside<T>(work: impl FnOnce() -> T) -> T {
    let many =
        Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread);
    if many {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}

/// What `work` on one of many things gives; a panic is an error like any other, so that it ends only this work.
///
/// # Errors
/// When the work fails or panics.
pub fn apart<T>(work: impl Future<Output = anyhow::Result<T>>) -> impl Future<Output = anyhow::Result<T>> {
    let done = AssertUnwindSafe(Box::pin(work)).catch_unwind();
    async move {
        done.await.unwrap_or_else(|why| {
            let said = why.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| why.downcast_ref::<&str>().copied());
            Err(anyhow!("it panicked: {}", said.unwrap_or_default()))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::*;

    #[tokio::test]
    async fn work_apart_that_panics_or_fails_is_an_error() {
        assert_eq!(apart(async { Ok(1) }).await.expect("done"), 1);
        let failed = apart::<()>(async { Err(anyhow!("no")) }).await;
        assert_eq!(failed.expect_err("failed").to_string(), "no");
        let panicked = apart::<()>(async { panic!("row {}", 7) }).await;
        assert_eq!(panicked.expect_err("caught").to_string(), "it panicked: row 7");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn work_does_not_hold_up_other_tasks_and_waits_for_a_place() {
        let turns = Arc::new(Turns::new(1, Duration::from_millis(10)));
        let (go_on, held) = mpsc::channel();
        let holder = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { turns.run(move || held.recv()).await }
        });
        // The only worker has gone on with us although the place is taken.
        while turns.free() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(turns.run(|| 1).await, Err(TooBusy));
        go_on.send(2).expect("it waits");
        assert_eq!(holder.await.expect("it ends"), Ok(Ok(2)));
        assert_eq!(turns.run(|| 3).await, Ok(3));
    }
}
