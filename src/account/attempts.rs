//! Rate limits that delay and never lock: a lock would be a weapon against the person.
//!
//! Counters stand in the database, so that several nodes share them, and each try is decided in one statement. What
//! is limited is stored as a keyed hash only.

pub mod records;

use sha2::{Digest, Sha256};

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
/// The password of one account from everywhere, where [`ACCOUNT`] counts each network by itself: so one stranger does
/// not delay the person, and many networks together still guess slowly.
pub const EVERYWHERE: Limit = Limit {
    free: 40,
    window: 15 * MINUTE,
    longest: MINUTE,
};
/// Anything that checks a secret or sends a letter, from one network address.
pub const ADDRESS: Limit = Limit {
    free: 60,
    window: 15 * MINUTE,
    longest: 30,
};
/// The same from one IPv6 site (/48), which may have 65,536 networks of its own.
pub const SITE: Limit = Limit {
    free: 240,
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
    if records::count(database, key.clone(), limit, now).await? {
        return Ok(0);
    }
    let free_at = records::free_at(database, key).await?.unwrap_or(now);
    Ok(free_at.since(now).clamp(1, limit.longest))
}

/// Whether the form `id` about `subject` came before: what it asked for is done, and it counts no second time.
pub async fn is_repeated(
    database: &Database,
    secret: &[u8; 32],
    (what, subject, id): (&str, &str, &str),
    now: Moment,
) -> sqlx::Result<bool> {
    let key = key(secret, what, &format!("{subject}\n{id}"));
    Ok(!records::note(database, key, now).await?)
}

/// Takes one try back that was a success: only failures count.
pub async fn take_back(
    database: &Database,
    secret: &[u8; 32],
    what: &str,
    subject: &str,
) -> sqlx::Result<()> {
    records::take_back(database, key(secret, what, subject)).await
}

/// Forgets the tries of `subject` after a success.
pub async fn forget(database: &Database, secret: &[u8; 32], what: &str, subject: &str) -> sqlx::Result<()> {
    records::forget(database, key(secret, what, subject)).await
}

fn key(secret: &[u8; 32], what: &str, subject: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(secret);
    hash.update(what.as_bytes());
    hash.update([0]);
    hash.update(subject.as_bytes());
    hash.finalize().to_vec()
}
