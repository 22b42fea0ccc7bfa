//! Threads that hash passwords, each with memory of its own that it keeps.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use argon2::Block;
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut [Block]) + Send>;

/// The threads; they live as long as the process.
pub struct Hashers {
    jobs: Sender<Job>,
}

impl Hashers {
    /// Starts so many threads with memory of `blocks` KiB each.
    pub fn start(threads: usize, blocks: usize) -> Self {
        let (jobs, taken) = channel();
        let taken = Arc::new(Mutex::new(taken));
        for _ in 0..threads {
            let taken = taken.clone();
            let started = thread::Builder::new()
                .name("passwords".into())
                .spawn(move || work(&taken, blocks));
            if let Err(error) = started {
                tracing::error!("a thread for passwords does not start: {error}");
            }
        }
        Self { jobs }
    }

    /// Runs `job` on one of the threads with its memory; none when it did not come to its end.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut [Block]) -> T + Send + 'static,
    ) -> Option<T> {
        let (done, answer) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            done.send(job(memory)).ok();
        });
        self.jobs.send(job).ok()?;
        answer.await.ok()
    }
}

fn work(taken: &Mutex<Receiver<Job>>, blocks: usize) {
    let mut memory = vec![Block::new(); blocks];
    loop {
        let next = taken.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else {
            return;
        };
        // One job that panics must not take the thread along.
        if catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
            tracing::error!("hashing a password panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn many_jobs_at_once_share_the_memory_of_two_threads() {
        let hashers = Arc::new(Hashers::start(2, 8));
        let jobs: Vec<_> = (0..100)
            .map(|_| {
                let hashers = hashers.clone();
                tokio::spawn(
                    async move { hashers.run(|memory| (memory.as_ptr().addr(), memory.len())).await },
                )
            })
            .collect();
        let mut used = HashSet::new();
        for job in jobs {
            used.insert(job.await.expect("no panic").expect("an answer"));
        }
        assert!((1..=2).contains(&used.len()), "{used:?}");
        assert!(used.iter().all(|(_, blocks)| *blocks == 8), "{used:?}");
    }

    #[tokio::test]
    async fn a_job_that_panics_leaves_its_thread() {
        let hashers = Hashers::start(1, 1);
        let lost = hashers
            .run(|memory| assert!(memory.is_empty(), "on purpose"))
            .await;
        assert_eq!(lost, None);
        assert_eq!(hashers.run(|_| 7).await, Some(7));
    }
}
