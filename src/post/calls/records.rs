//! The SQL of calls.

use sqlx::AssertSqlSafe;

use super::Call;
use crate::{
    account::AccountId,
    citizen::CitizenId,
    database::{Database, Transaction, sql},
    moment::Moment,
    outbox::{LetterId, State, leaving::records::MAY_LEAVE},
    post::code::records::ABOUT,
};

/// Letters to be read out that are due at `$1`, while their reader is awake, and that no steward has.
const DUE: &str = "outbox.way = 'call' and outbox.state = 'queued' and outbox.not_before <= $1
    and outbox.awake_until > $1 and not exists (
        select 1 from phone_call rung where rung.letter_id = outbox.id
        and (rung.next_at > $1 or rung.taken_until > $1))";

/// How many calls there are to make.
pub async fn waiting(database: &Database, now: Moment) -> sqlx::Result<i64> {
    let text = format!("select count(*) from outbox where {DUE} and {MAY_LEAVE}");
    let (number,): (i64,) = sql(database, AssertSqlSafe(text)).bind(now).one().await?;
    Ok(number)
}

/// The call that has waited longest, or that has waited longest for one person at one number. Those that may not be
/// made any more are cancelled on the way.
pub async fn next(
    transaction: &mut Transaction,
    person: Option<(CitizenId, String)>,
    now: Moment,
) -> sqlx::Result<Option<LetterId>> {
    let text = format!(
        "update outbox set state = 'cancelled', settled_at = $1, body_text = '', body_html = '', recipient = ''
         where {DUE} and not ({MAY_LEAVE})"
    );
    sql(&mut *transaction, AssertSqlSafe(text))
        .bind(now)
        .run()
        .await?;
    let whose = match person {
        None => "",
        Some(_) => {
            "and outbox.account_id = $2 and (outbox.recipient = $3 or (outbox.recipient = '' and exists (
                 select 1 from citizen where citizen.id = $2 and citizen.phone = $3)))"
        }
    };
    let text = format!("select id from outbox where {DUE} {whose} order by not_before, id limit 1");
    let mut statement = sql(transaction, AssertSqlSafe(text)).bind(now);
    if let Some((person, number)) = person {
        statement = statement.bind(person).bind(number);
    }
    let found: Option<(LetterId,)> = statement.optional().await?;
    Ok(found.map(|(id,)| id))
}

/// Gives a call to a steward until a moment; `false` when another has it.
pub async fn take(
    transaction: &mut Transaction,
    id: LetterId,
    (steward, until): (AccountId, Moment),
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into phone_call (letter_id, tries, next_at, taken_by, taken_until) values ($1, 0, $4, $2, $3)
         on conflict (letter_id) do update set taken_by = excluded.taken_by, taken_until = excluded.taken_until
         where phone_call.taken_until is null or phone_call.taken_until <= $4",
    )
    .bind(id)
    .bind(steward)
    .bind(until)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// A call that this steward has, while it may be made.
pub async fn load(
    transaction: &mut Transaction,
    id: LetterId,
    steward: AccountId,
    now: Moment,
) -> sqlx::Result<Option<Call>> {
    let text = format!(
        "select {ABOUT}, outbox.id, outbox.account_id as citizen_id, person.called, outbox.body_text,
            case when outbox.recipient <> '' then outbox.recipient else coalesce(person.phone, '') end as number,
            coalesce(person.phone, '') as phone, account.locale, rung.tries
         from outbox join phone_call rung on rung.letter_id = outbox.id
         join citizen person on person.id = outbox.account_id
         join account on account.id = outbox.account_id and account.status = 'active'
         where outbox.id = $2 and rung.taken_by = $3 and rung.taken_until > $1
           and outbox.way = 'call' and outbox.state = 'queued' and {MAY_LEAVE}"
    );
    sql(transaction, AssertSqlSafe(text))
        .bind(now)
        .bind(id)
        .bind(steward)
        .optional()
        .await
}

/// Ends a call: its text and its number are emptied.
pub async fn settle(
    transaction: &mut Transaction,
    id: LetterId,
    state: State,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update outbox set state = $2, settled_at = $3, body_text = '', body_html = '', recipient = ''
         where id = $1 and state = 'queued'",
    )
    .bind(id)
    .bind(state)
    .bind(now)
    .run()
    .await?;
    sql(transaction, "delete from phone_call where letter_id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(())
}

/// Counts a call that nobody took, and gives it back until `next`.
pub async fn put_off(transaction: &mut Transaction, id: LetterId, next: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update phone_call set tries = tries + 1, next_at = $2, taken_by = null, taken_until = null
         where letter_id = $1",
    )
    .bind(id)
    .bind(next)
    .run()
    .await?;
    Ok(())
}
