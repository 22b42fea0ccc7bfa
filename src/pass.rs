//! Passes: what a browser may do for half an hour without signing in, because it showed a code or a link.
//!
//! A pass opens one thing. It hangs on the browser's cookie, so that no address holds anything to steal.

pub mod records;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    account::Token,
    database::{Database, Transaction},
    moment::{MINUTE, Moment},
};

/// How long a pass lasts, seconds.
pub const LASTS: i64 = 30 * MINUTE;

crate::slugs! {
    /// What a pass opens; it opens nothing else.
    pub enum Purpose {
        /// The page of one invitation.
        Reply = "reply",
        /// One draft that waits for its person.
        Draft = "draft",
        /// A supporter whom staff wrote down for their person, who has not said yes to it.
        Mandate = "mandate",
        /// The page of one supporter.
        Supporter = "supporter",
    }
}

/// Gives the browser with the cookie `browser` a pass to `subject`; one of the same purpose ends.
///
/// # Errors
/// When the database fails.
pub async fn give(
    transaction: &mut Transaction,
    browser: &Token,
    purpose: Purpose,
    subject: Uuid,
    now: Moment,
) -> sqlx::Result<()> {
    records::delete_expired(&mut *transaction, now).await?;
    let hash = hash(browser, purpose);
    records::insert(transaction, hash, purpose, subject, now.plus(LASTS)).await
}

/// What the browser with this cookie may see, when it has a pass for it that has not ended.
///
/// # Errors
/// When the database fails.
pub async fn find(
    database: &Database,
    browser: &Token,
    purpose: Purpose,
    now: Moment,
) -> sqlx::Result<Option<Uuid>> {
    records::find(database, hash(browser, purpose), now).await
}

fn hash(browser: &Token, purpose: Purpose) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"pass\0");
    hash.update(purpose.slug());
    hash.update([0]);
    hash.update(browser.reveal());
    hash.finalize().to_vec()
}
