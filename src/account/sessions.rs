//! Sessions: a row per signed-in browser, found by the hash of its cookie.

pub mod records;

use super::{Account, AccountId, Role, Status, Token, records as accounts};
use crate::{
    database::{Database, Transaction},
    moment::{DAY, HOUR, MINUTE, Moment},
};

/// The clocks of two nodes differ by less, seconds.
const SKEW: i64 = MINUTE;
/// The most browsers that one account is signed in with; beyond them the one that began first is signed out.
const MOST: i64 = 10;

/// A browser that somebody signed in with.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Session {
    /// Whose it is.
    pub account_id: AccountId,
    /// What they may do.
    pub role: Role,
    /// The name to be called by, when there is one yet.
    pub called: Option<String>,
    /// The code of the second factor was given.
    pub second_factor: bool,
    /// For whom a steward acts in this session, because that person asked them to.
    pub acting_for: Option<AccountId>,
    /// The name of that person.
    pub acting_called: Option<String>,
    /// Until when.
    pub acting_until: Option<Moment>,
    /// Since when.
    pub created_at: Moment,
    /// Last seen, to within five minutes.
    pub seen_at: Moment,
}

impl Session {
    /// Whether it has ended by now: citizens stay signed in for a week, staff for a working day; shared
    /// computers are forgotten sooner.
    #[must_use]
    pub fn has_ended(&self, now: Moment) -> bool {
        has_ended(self.role, (self.created_at, self.seen_at), now)
    }
}

fn has_ended(role: Role, (created_at, seen_at): (Moment, Moment), now: Moment) -> bool {
    let (idle, whole) = match role {
        Role::Citizen => (DAY, 7 * DAY),
        Role::Officer | Role::Steward => (2 * HOUR, 12 * HOUR),
    };
    // One that begins later than now was made by a clock that ran ahead: it would last too long.
    now.since(seen_at) >= idle || now.since(created_at) >= whole || created_at.since(now) > SKEW
}

/// One of the browsers that somebody is signed in with.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Browser {
    /// The hash of its cookie.
    pub hash: Vec<u8>,
    /// Since when.
    pub created_at: Moment,
    /// Last seen, to within five minutes.
    pub seen_at: Moment,
}

impl Browser {
    /// The name of the session in a list: it opens nothing.
    #[must_use]
    pub fn name(&self) -> String {
        super::encode(&self.hash)
    }

    /// Whether the session of somebody with this role has ended by now.
    #[must_use]
    pub fn has_ended(&self, role: Role, now: Moment) -> bool {
        has_ended(role, (self.created_at, self.seen_at), now)
    }

    /// Whether it is the browser that has this cookie.
    #[must_use]
    pub fn has(&self, token: &Token) -> bool {
        self.hash == token.hash()
    }
}

/// Signs `account` in: a new token each time, so that a planted cookie is never worth anything.
pub async fn begin(
    transaction: &mut Transaction,
    account: AccountId,
    second_factor: bool,
    now: Moment,
) -> sqlx::Result<Token> {
    let token = Token::random();
    accounts::insert_session(&mut *transaction, &token, account, second_factor, now).await?;
    records::end_beyond(transaction, account, MOST, now).await?;
    Ok(token)
}

/// The session behind a cookie, when there is one that has not ended.
pub async fn find(database: &Database, token: &Token, now: Moment) -> sqlx::Result<Option<Session>> {
    let Some(mut session) = accounts::session(database, token)
        .await?
        .filter(|session| !session.has_ended(now))
    else {
        return Ok(None);
    };
    if session.acting_until.is_none_or(|until| until <= now) || session.role != Role::Steward {
        session.acting_for = None;
    }
    if now.since(session.seen_at).abs() >= 5 * MINUTE {
        accounts::touch_session(database, token, now).await?;
    }
    Ok(Some(session))
}

/// Whether this account may have a session at all.
#[must_use]
pub fn may_sign_in(account: &Account) -> bool {
    account.status == Status::Active
}
