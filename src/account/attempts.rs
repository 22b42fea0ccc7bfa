//! Rate limits that delay and never lock: a lock would be a weapon against the person.
//!
//! Counters stand in the database, so that several nodes share them. What is limited is stored as a keyed
//! hash only.

use sha2::{Digest, Sha256};

use super::records;
use crate::{
    database::Database,
    moment::{MINUTE, Moment},
};

/// How often something may be tried before each further try has to wait.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Tries without a delay in one window.
    pub free: i64,
    /// Length of the window, seconds.
    pub window: i64,
    /// The longest delay, seconds.
    pub longest: i64,
}

/// Secrets of one account: password, code, link.
pub const ACCOUNT: Limit = Limit {
    free: 10,
    window: 15 * MINUTE,
    longest: MINUTE,
};
/// Anything that checks a secret or sends a letter, from one network address.
pub const ADDRESS: Limit = Limit {
    free: 60,
    window: 15 * MINUTE,
    longest: 30,
};
/// Letters to one mailbox.
pub const LETTERS: Limit = Limit {
    free: 4,
    window: 15 * MINUTE,
    longest: 5 * MINUTE,
};

/// Counts one try of `what` (for example `sign-in`) for `subject` (an address, a network).
/// Returns the seconds to wait: 0 when the try may go on; otherwise it must not be carried out.
pub async fn count(
    database: &Database,
    secret: &[u8; 32],
    limit: Limit,
    what: &str,
    subject: &str,
    now: Moment,
) -> sqlx::Result<i64> {
    let key = key(secret, what, subject);
    let mut transaction = database.begin().await?;
    let (tries, window_at, free_at) = records::attempt(&mut transaction, key.clone())
        .await?
        .unwrap_or((0, now, now));
    if free_at > now {
        return Ok(free_at.since(now));
    }
    let (tries, window_at) = if now.since(window_at) >= limit.window {
        (1, now)
    } else {
        (tries + 1, window_at)
    };
    let excess = u32::try_from((tries - limit.free).clamp(0, 20)).unwrap_or(0);
    let delay = if excess == 0 {
        0
    } else {
        2_i64.pow(excess).min(limit.longest)
    };
    records::store_attempt(&mut transaction, key, tries, window_at, now.plus(delay)).await?;
    transaction.commit().await?;
    Ok(0)
}

/// Forgets the tries of `subject` after a success.
pub async fn forget(database: &Database, secret: &[u8; 32], what: &str, subject: &str) -> sqlx::Result<()> {
    records::forget_attempt(database, key(secret, what, subject)).await
}

fn key(secret: &[u8; 32], what: &str, subject: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(secret);
    hash.update(what.as_bytes());
    hash.update([0]);
    hash.update(subject.as_bytes());
    hash.finalize().to_vec()
}
