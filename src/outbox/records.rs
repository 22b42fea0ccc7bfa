//! The SQL of the outbox.

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{
    Claimed, Kind, LetterId, NewLetter, Outcome, Recipient, Settlement, State, after, bounce,
    leaving::records::MAY_LEAVE, pause,
};
use crate::{
    database::{Database, Transaction, sql},
    moment::{MINUTE, Moment},
    organisation::OrganisationId,
};

/// How a claim is made.
#[derive(Clone, Copy, Debug)]
pub struct Claiming {
    /// Seconds for which a worker has the letter to itself.
    pub lease: i64,
    /// The most letters in a minute, over all nodes; 0: no limit.
    pub per_minute: i64,
}

/// So many letters that may not leave are cancelled in one transaction, and so many organisations are asked for a
/// letter that no other worker has in hand.
const AT_ONCE: usize = 16;

/// Puts a letter into the outbox; `false` when the fact has its letter already.
pub async fn put(transaction: &mut Transaction, letter: &NewLetter, now: Moment) -> sqlx::Result<bool> {
    let id = LetterId::new(now);
    if let Some(organisation) = letter.organisation_id {
        sql(
            &mut *transaction,
            "insert into mail_turn (organisation_id, turn)
             select $1, coalesce(max(turn), 0) + 1 from mail_turn where true on conflict (organisation_id) do nothing",
        )
        .bind(organisation)
        .run()
        .await?;
    }
    let rows = sql(
        transaction,
        "insert into outbox (id, unique_key, kind, account_id, invitation_id, organisation_id, recipient, subject,
             body_text, body_html, unsubscribe_url, message_id, state, not_before, attempts, claim, created_at, way,
             opportunity_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, $15,
             case when $17 = 1 and not exists (select 1 from postal_address where citizen_id = $4)
                  then 'call' else $16 end,
             (select opportunity_id from invitation where invitation.id = $5))
         on conflict (unique_key) do nothing",
    )
    .bind(id)
    .bind(letter.unique_key.clone())
    .bind(letter.kind)
    .bind(letter.account_id)
    .bind(letter.invitation_id)
    .bind(letter.organisation_id)
    .bind(letter.recipient.address().to_owned())
    .bind(letter.subject.clone())
    .bind(letter.text.clone())
    .bind(letter.html.clone())
    .bind(letter.unsubscribe_url.clone())
    .bind(id.to_string())
    .bind(State::Queued)
    .bind(letter.not_before)
    .bind(now)
    .bind(letter.recipient.way())
    // Who has neither a mailbox nor a postal address is rung.
    .bind(i64::from(matches!(letter.recipient, Recipient::Paper)))
    .run()
    .await?;
    Ok(rows == 1)
}

/// Notes which invitation a letter in the outbox is about, when it does not ask for an answer itself.
pub async fn set_about(
    transaction: &mut Transaction,
    unique_key: &str,
    invitation: Uuid,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update outbox set opportunity_id = (select opportunity_id from invitation where invitation.id = $2)
         where unique_key = $1",
    )
    .bind(unique_key.to_owned())
    .bind(invitation)
    .run()
    .await?;
    Ok(())
}

/// Claims the next letter; none when nothing is due, or no more may leave in this second. Letters that may not
/// leave any more are cancelled on the way.
pub async fn claim(database: &Database, how: Claiming, now: Moment) -> sqlx::Result<Option<Claimed>> {
    loop {
        let mut transaction = database.begin().await?;
        let (claimed, forbidden) = next(&mut transaction, database.skip_locked(), how, now).await?;
        if claimed.is_none() && forbidden == 0 {
            return Ok(None);
        }
        transaction.commit().await?;
        if claimed.is_some() {
            return Ok(claimed);
        }
    }
}

/// Writes down how a try ended, unless another worker has the letter by now or it was stopped meanwhile; claims
/// the next letter with the same commit when `how` is given.
/// Nothing that was written to a person is kept longer than it takes to send it, nor the address of a letter that
/// belongs to no account: nobody could erase it.
pub async fn settle(
    database: &Database,
    letter: &Claimed,
    settled: &Settlement,
    how: Option<Claiming>,
    now: Moment,
) -> sqlx::Result<Option<Claimed>> {
    let mut transaction = database.begin().await?;
    if write_down(&mut transaction, letter, settled, now).await? && settled.bounced.is_some() {
        bounce::records::consider(&mut transaction, letter.id, now).await?;
    }
    if settled.ours {
        let said = settled.reply.as_deref().unwrap_or_default();
        pause::records::begin(&mut transaction, said, now).await?;
    } else if settled.state == State::Accepted {
        pause::records::end_when_taken(&mut transaction).await?;
    }
    let claimed = match how {
        Some(how) => next(&mut transaction, database.skip_locked(), how, now).await?.0,
        None => None,
    };
    transaction.commit().await?;
    Ok(claimed)
}

/// The next letter, claimed, and how many were cancelled on the way to it.
async fn next(
    transaction: &mut Transaction,
    skip_locked: &str,
    how: Claiming,
    now: Moment,
) -> sqlx::Result<(Option<Claimed>, usize)> {
    for forbidden in 0..AT_ONCE {
        let Some((id, organisation, may_leave)) = due(transaction, skip_locked, now).await? else {
            return Ok((None, forbidden));
        };
        if may_leave == 0 {
            forbid(transaction, id, now).await?;
            continue;
        }
        if let Some(organisation) = organisation {
            sql(
                &mut *transaction,
                "update mail_turn set turn = (select max(turn) from mail_turn) + 1 where organisation_id = $1",
            )
            .bind(organisation)
            .run()
            .await?;
        }
        if how.per_minute > 0 && !keep_pace(transaction, how.per_minute, now).await? {
            return Ok((None, forbidden));
        }
        if !pause::may_try(&mut *transaction, now).await? {
            return Ok((None, forbidden));
        }
        return Ok((Some(take(transaction, id, now.plus(how.lease)).await?), forbidden));
    }
    Ok((None, AT_ONCE))
}

/// A letter that is due, on whose behalf it goes, and 1 when it may leave.
type Due = (LetterId, Option<OrganisationId>, i64);

/// The letters that are due at the moment `$1`, and whose readers are awake.
const DUE: &str =
    "outbox.state in ('queued', 'deferred') and outbox.way in ('email', 'copy') and outbox.not_before <= $1
    and (outbox.kind in ('account', 'receipt') or outbox.awake_until > $1)";

/// The letter that is next: one that somebody waits for, otherwise one of the organisation whose turn it is,
/// otherwise one of ours.
async fn due(transaction: &mut Transaction, skip_locked: &str, now: Moment) -> sqlx::Result<Option<Due>> {
    let letter = |which: &str| {
        AssertSqlSafe(format!(
            "select id, organisation_id, case when {MAY_LEAVE} then cast(1 as bigint) else cast(0 as bigint) end
             from outbox where {which} and {DUE} order by not_before, id limit 1{skip_locked}"
        ))
    };
    let waited_for = letter("kind in ('account', 'receipt')");
    let first: Option<Due> = sql(&mut *transaction, waited_for).bind(now).optional().await?;
    if first.is_some() {
        return Ok(first);
    }
    let turns = format!(
        "select organisation_id from mail_turn where exists (
             select 1 from outbox where outbox.organisation_id = mail_turn.organisation_id and {DUE})
         order by turn limit $2"
    );
    let turns: Vec<(OrganisationId,)> = sql(&mut *transaction, AssertSqlSafe(turns))
        .bind(now)
        .bind(i64::try_from(AT_ONCE).unwrap_or(i64::MAX))
        .all()
        .await?;
    for (organisation,) in turns {
        let found: Option<Due> = sql(&mut *transaction, letter("organisation_id = $2"))
            .bind(now)
            .bind(organisation)
            .optional()
            .await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    sql(transaction, letter("organisation_id is null"))
        .bind(now)
        .optional()
        .await
}

/// Takes a place in the row of letters that may leave, evenly over each minute; `false` when the places of this
/// second are taken. One row holds when the next place is free, so that all nodes together keep the pace.
async fn keep_pace(transaction: &mut Transaction, per_minute: i64, now: Moment) -> sqlx::Result<bool> {
    let micros = now.0.saturating_mul(1_000_000);
    let rows = sql(
        transaction,
        "insert into mail_pace (id, free_at) values (1, $1 + $2)
         on conflict (id) do update set free_at = $2 +
             case when mail_pace.free_at > $1 then mail_pace.free_at else $1 end
         where mail_pace.free_at < $3",
    )
    .bind(micros)
    .bind(MINUTE * 1_000_000 / per_minute)
    .bind(micros.saturating_add(1_000_000))
    .run()
    .await?;
    Ok(rows == 1)
}

async fn take(transaction: &mut Transaction, id: LetterId, lease_until: Moment) -> sqlx::Result<Claimed> {
    sql(
        transaction,
        "update outbox set state = 'claimed', claim = claim + 1, attempts = attempts + 1, lease_until = $2
         where id = $1
         returning id, kind, recipient, subject, body_text, body_html, unsubscribe_url, message_id, attempts, claim",
    )
    .bind(id)
    .bind(lease_until)
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

/// `false` when another worker has the letter by now, or it was stopped.
async fn write_down(
    transaction: &mut Transaction,
    letter: &Claimed,
    settled: &Settlement,
    now: Moment,
) -> sqlx::Result<bool> {
    let over = !matches!(settled.state, State::Queued | State::Deferred);
    let rows = sql(
        transaction,
        "update outbox set state = $3, not_before = $4, last_reply = $5, lease_until = null, settled_at = $6,
             body_text = case when $7 = 1 then '' else body_text end,
             body_html = case when $7 = 1 then '' else body_html end,
             recipient = case when $7 = 1 and account_id is null then '' else recipient end,
             attempts = attempts - $8, bounced = $9
         where id = $1 and claim = $2 and state in ('claimed', 'data_sent')",
    )
    .bind(letter.id)
    .bind(letter.claim)
    .bind(settled.state)
    .bind(settled.due)
    .bind(settled.reply.clone())
    .bind(over.then_some(now))
    .bind(i64::from(over))
    // A server that nobody could reach did not try this letter.
    .bind(i64::from(settled.state == State::Queued))
    .bind(settled.bounced)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Takes letters back from workers that are gone: those that had not left wait again; those that may have are
/// settled as in doubt, or wait too when the way they leave `remembers` what it took and is asked first.
pub async fn give_back(database: &Database, remembers: bool, now: Moment) -> sqlx::Result<()> {
    let (gone,): (i64,) = sql(
        database,
        "select count(*) from outbox where state in ('claimed', 'data_sent') and lease_until <= $1",
    )
    .bind(now)
    .one()
    .await?;
    if gone == 0 {
        return Ok(());
    }
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "update outbox set state = 'queued', lease_until = null
         where state in ('claimed', 'data_sent') and (state = 'claimed' or $2 = 1) and lease_until <= $1",
    )
    .bind(now)
    .bind(i64::from(remembers))
    .run()
    .await?;
    let doubtful: Vec<(LetterId, Kind, i64)> = sql(
        &mut transaction,
        "select id, kind, attempts from outbox
         where state in ('claimed', 'data_sent') and state = 'data_sent' and lease_until <= $1",
    )
    .bind(now)
    .all()
    .await?;
    for (id, kind, attempts) in doubtful {
        let settled = after(kind, attempts, Outcome::Unknown, now);
        let over = settled.state == State::Unknown;
        sql(
            &mut transaction,
            "update outbox set state = $2, not_before = $3, lease_until = null, settled_at = $5,
                 body_text = case when $6 = 1 then '' else body_text end,
                 body_html = case when $6 = 1 then '' else body_html end
             where id = $1 and state = 'data_sent' and lease_until <= $4",
        )
        .bind(id)
        .bind(settled.state)
        .bind(settled.due)
        .bind(now)
        .bind(over.then_some(now))
        .bind(i64::from(over))
        .run()
        .await?;
    }
    transaction.commit().await
}

/// Ends the doubt about invitations that somebody has answered: they arrived.
pub async fn end_doubt(database: &Database) -> sqlx::Result<()> {
    const ANSWERED: &str = "state in ('refused', 'unknown') and state = 'unknown' and kind = 'invitation' and exists (
        select 1 from invitation where invitation.id = outbox.invitation_id and invitation.answer is not null)";
    let text = format!("select count(*) from outbox where {ANSWERED}");
    let (answered,): (i64,) = sql(database, AssertSqlSafe(text)).one().await?;
    if answered > 0 {
        let mut transaction = database.begin().await?;
        let text = format!("update outbox set state = 'accepted' where {ANSWERED}");
        sql(&mut transaction, AssertSqlSafe(text)).run().await?;
        transaction.commit().await?;
    }
    Ok(())
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
