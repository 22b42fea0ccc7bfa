//! Browsers that somebody has signed in with: a cookie of their own lets such a browser try while strangers have
//! used up the tries of the account. It signs nobody in.

pub mod records;

use sha2::{Digest, Sha256};

use super::{AccountId, Token};
use crate::{
    database::{Database, Transaction},
    moment::{DAY, Moment},
};

/// How long a browser is known after the last time somebody signed in, seconds.
pub const KNOWN: i64 = 365 * DAY;
/// The most browsers known for one account; the one not used for longest is forgotten.
const MOST: i64 = 20;

/// The cookie of the browser that this session begins in. It follows from the session's, and tells nothing of it.
#[must_use]
pub fn of_session(session: &Token) -> Token {
    let mut hash = Sha256::new();
    hash.update(b"device\0");
    hash.update(session.reveal());
    Token(super::encode(&hash.finalize()))
}

/// Whether somebody has signed in to `account` with the browser that has this cookie. Nobody's account costs as much
/// to ask about as somebody's.
pub async fn is_known(
    database: &Database,
    device: &Token,
    account: Option<AccountId>,
    now: Moment,
) -> sqlx::Result<bool> {
    let account = account.unwrap_or(AccountId(uuid::Uuid::nil()));
    records::is_known(database, device, account, now.plus(-KNOWN), now.plus(DAY)).await
}

/// Remembers that somebody signed in to `account` with the browser that had the cookie `old` and gets `new`; what was
/// known of it for other accounts is known still.
pub async fn remember(
    transaction: &mut Transaction,
    account: AccountId,
    old: Option<&Token>,
    new: &Token,
    now: Moment,
) -> sqlx::Result<()> {
    if let Some(old) = old {
        records::rename(&mut *transaction, old, new).await?;
    }
    records::insert(&mut *transaction, new, account, now).await?;
    records::forget_beyond(transaction, account, MOST).await
}
