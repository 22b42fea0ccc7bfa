//! What pages and workers alike can reach.

use std::sync::Arc;

use crate::{
    config::Config,
    database::Database,
    frontend::Frontend,
    moment::{Clock, Moment},
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
    /// The demo is served: letters and sign-ins are shown.
    pub demo: bool,
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
