//! What pages and workers alike can reach.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    config::Config,
    database::Database,
    frontend::Frontend,
    moment::{Clock, Moment},
    turn::Turns,
};

/// What every handler can reach: the state of the routers. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The truth.
    pub database: Database,
    /// Pages and words.
    pub frontend: Frontend,
    /// The time.
    pub clock: Clock,
    /// What the installation decided.
    pub config: Arc<Config>,
    /// Keys hashes and noise: the same on all nodes, kept in the database.
    pub secret: Arc<[u8; 32]>,
    /// Turns for work that keeps a processor busy: searches, and what words mean.
    pub turns: Arc<Turns>,
    /// The demo is served: letters and sign-ins are shown.
    pub demo: bool,
    /// Whether this node leaves.
    pub stopping: Stopping,
}

/// Whether this node leaves: then it is not ready, and asks each client to close its connection.
#[derive(Clone, Debug, Default)]
pub struct Stopping(Arc<AtomicBool>);

impl Stopping {
    /// From now on it does.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it does.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Site {
    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Whether letters leave at any hour: where it is tried out, or where the operator says so.
    #[must_use]
    pub fn never_rests(&self) -> bool {
        self.demo || !self.config.mail.quiet_hours
    }

    /// A full link to `path` for a letter.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.config.server.base_url)
    }
}
