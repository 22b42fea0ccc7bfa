//! The SQL of the outbox.

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Claimed, Kind, LetterId, NewLetter, State, after, notify::receipts::Delivery};
use crate::{
    database::{Database, Transaction, sql},
    moment::{MINUTE, Moment},
    outbox::Outcome,
};

/// How long a claim lasts: longer than the wait for a server's last word, so that no second worker can take a
/// letter that the first one is still handing over.
const LEASE: i64 = 15 * MINUTE;

/// Whether a letter may leave at the moment `$1`: an invitation only to the mailbox, and with the consent, that
/// the person has at this moment, while they take invitations and it can still be answered; a reminder only while
/// it has no answer; a digest only while it is wanted.
const MAY_LEAVE: &str =
    "(outbox.kind in ('account', 'receipt', 'outcome') or (outbox.kind = 'digest' and exists (
    select 1 from digest d join account a on a.id = d.citizen_id join citizen c on c.id = d.citizen_id
    where d.citizen_id = outbox.account_id and d.every <> 'off' and a.status = 'active'
      and a.email = outbox.recipient and (c.paused_until is null or c.paused_until <= $1)
  )) or exists (
    select 1 from invitation i
    join opportunity o on o.id = i.opportunity_id
    join account a on a.id = i.citizen_id
    join citizen c on c.id = i.citizen_id
    join consent given on given.citizen_id = c.id and given.purpose = 'invitations' and given.given
    where i.id = outbox.invitation_id and i.state in ('held', 'sent') and i.open_until > $1
      and (outbox.kind = 'invitation' or (outbox.kind = 'reminder' and i.answer is null))
      and o.state in ('open', 'inviting')
      and a.status = 'active' and a.email = outbox.recipient
      and (c.paused_until is null or c.paused_until <= $1)
      and (not exists (select 1 from organisation_block b
                       where b.citizen_id = c.id and b.organisation_id = o.organisation_id)
           or exists (select 1 from put_forward p where p.citizen_id = c.id and p.opportunity_id = o.id))
      and not exists (select 1 from consent later where later.citizen_id = c.id
                      and later.purpose = given.purpose and later.number > given.number)))";

/// Puts a letter into the outbox; `false` when the fact has its letter already.
pub async fn put(transaction: &mut Transaction, letter: &NewLetter, now: Moment) -> sqlx::Result<bool> {
    let id = LetterId::new(now);
    let rows = sql(
        transaction,
        "insert into outbox (id, unique_key, kind, account_id, invitation_id, recipient, subject, body_text,
             body_html, unsubscribe_url, message_id, state, not_before, attempts, claim, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, $14)
         on conflict (unique_key) do nothing",
    )
    .bind(id)
    .bind(letter.unique_key.clone())
    .bind(letter.kind)
    .bind(letter.account_id)
    .bind(letter.invitation_id)
    .bind(letter.recipient.clone())
    .bind(letter.subject.clone())
    .bind(letter.text.clone())
    .bind(letter.html.clone())
    .bind(letter.unsubscribe_url.clone())
    .bind(id.to_string())
    .bind(State::Queued)
    .bind(letter.not_before)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Claims the letter that has been due longest; none when nothing is due. Letters that may not leave any more
/// are cancelled on the way.
pub async fn claim(database: &Database, now: Moment) -> sqlx::Result<Option<Claimed>> {
    loop {
        let mut transaction = database.begin().await?;
        let text = format!(
            "select id, case when {MAY_LEAVE} then cast(1 as bigint) else cast(0 as bigint) end from outbox
             where state in ('queued', 'deferred') and not_before <= $1
               and (kind in ('account', 'receipt') or awake_until > $1) order by not_before, id limit 1{}",
            database.skip_locked()
        );
        let due: Option<(LetterId, i64)> = sql(&mut transaction, AssertSqlSafe(text))
            .bind(now)
            .optional()
            .await?;
        let claimed = match due {
            None => return Ok(None),
            Some((id, 1)) => Some(take(&mut transaction, id, now).await?),
            Some((id, _)) => {
                forbid(&mut transaction, id, now).await?;
                None
            }
        };
        transaction.commit().await?;
        if claimed.is_some() {
            return Ok(claimed);
        }
    }
}

async fn take(transaction: &mut Transaction, id: LetterId, now: Moment) -> sqlx::Result<Claimed> {
    sql(
        transaction,
        "update outbox set state = 'claimed', claim = claim + 1, attempts = attempts + 1, lease_until = $2
         where id = $1
         returning id, kind, recipient, subject, body_text, body_html, unsubscribe_url, message_id, attempts, claim",
    )
    .bind(id)
    .bind(now.plus(LEASE))
    .one()
    .await
}

async fn forbid(transaction: &mut Transaction, id: LetterId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update outbox set state = 'cancelled', settled_at = $2, body_text = '', body_html = '' where id = $1",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Commits that a letter may have left. `false`, and it must not leave, when it may not go any more, was
/// stopped, or another worker has it.
pub async fn data_sent(database: &Database, letter: &Claimed, now: Moment) -> sqlx::Result<bool> {
    let mut transaction = database.begin().await?;
    let text = format!(
        "update outbox set state = 'data_sent' where id = $2 and claim = $3 and state = 'claimed' and {MAY_LEAVE}"
    );
    let rows = sql(&mut transaction, AssertSqlSafe(text))
        .bind(now)
        .bind(letter.id)
        .bind(letter.claim)
        .run()
        .await?;
    transaction.commit().await?;
    Ok(rows == 1)
}

/// Writes down how a try ended, unless another worker has the letter by now or it was stopped meanwhile.
/// Nothing that was written to a person is kept longer than it takes to send it.
pub async fn settle(
    database: &Database,
    letter: &Claimed,
    state: State,
    reply: Option<String>,
    due: Moment,
    now: Moment,
) -> sqlx::Result<()> {
    let over = !matches!(state, State::Queued | State::Deferred);
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "update outbox set state = $3, not_before = $4, last_reply = $5, lease_until = null, settled_at = $6,
             body_text = case when $7 = 1 then '' else body_text end,
             body_html = case when $7 = 1 then '' else body_html end,
             attempts = attempts - $8
         where id = $1 and claim = $2 and state in ('claimed', 'data_sent')",
    )
    .bind(letter.id)
    .bind(letter.claim)
    .bind(state)
    .bind(due)
    .bind(reply)
    .bind(over.then_some(now))
    .bind(i64::from(over))
    // A server that nobody could reach did not try this letter.
    .bind(i64::from(state == State::Queued))
    .run()
    .await?;
    transaction.commit().await
}

/// Takes letters back from workers that are gone: those that had not left wait again; those that may have are
/// settled as in doubt, or wait too when the way they leave `remembers` what it took and is asked first.
pub async fn give_back(database: &Database, remembers: bool, now: Moment) -> sqlx::Result<()> {
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "update outbox set state = 'queued', lease_until = null
         where (state = 'claimed' or (state = 'data_sent' and $2 = 1)) and lease_until <= $1",
    )
    .bind(now)
    .bind(i64::from(remembers))
    .run()
    .await?;
    let doubtful: Vec<(LetterId, Kind, i64)> = sql(
        &mut transaction,
        "select id, kind, attempts from outbox where state = 'data_sent' and lease_until <= $1",
    )
    .bind(now)
    .all()
    .await?;
    for (id, kind, attempts) in doubtful {
        let (state, due) = after(kind, attempts, &Outcome::Unknown, now);
        sql(
            &mut transaction,
            "update outbox set state = $2, not_before = $3, lease_until = null
             where id = $1 and state = 'data_sent' and lease_until <= $4",
        )
        .bind(id)
        .bind(state)
        .bind(due)
        .bind(now)
        .run()
        .await?;
    }
    transaction.commit().await
}

/// Stops the letter of an invitation, unless its last line may have left.
pub async fn cancel(transaction: &mut Transaction, invitation: Uuid, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update outbox set state = 'cancelled', settled_at = $2, body_text = '', body_html = ''
         where invitation_id = $1 and kind = 'invitation' and state in ('queued', 'claimed', 'deferred')",
    )
    .bind(invitation)
    .bind(now)
    .run()
    .await?;
    Ok(rows > 0)
}

/// Letters of which nobody knows whether they arrived, for the steward: what about, and since when.
pub async fn in_doubt(database: &Database) -> sqlx::Result<Vec<(LetterId, Kind, Moment)>> {
    sql(
        database,
        "select id, kind, coalesce(settled_at, created_at) from outbox where state = 'unknown' order by id",
    )
    .all()
    .await
}

/// Writes down what became of a letter; the first word is the last. `Ok` also when there is no such letter.
pub async fn delivered(
    database: &Database,
    letter: LetterId,
    delivery: Delivery,
    now: Moment,
) -> sqlx::Result<()> {
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "update outbox set delivery = $2, delivery_at = $3 where id = $1 and delivery is null",
    )
    .bind(letter)
    .bind(delivery)
    .bind(now)
    .run()
    .await?;
    transaction.commit().await
}
