//! The SQL of letters on paper.

use sqlx::AssertSqlSafe;

use super::{
    Address, Batch, BatchId, Code, Heard, HeardId, Printed,
    code::{
        self,
        records::{ABOUT, About},
    },
};
use crate::{
    account::AccountId,
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
    outbox::{LetterId, leaving::records::MAY_LEAVE},
};

/// Where letters on paper go; none for somebody who has none.
pub async fn address(target: impl Into<Target<'_>>, citizen: CitizenId) -> sqlx::Result<Option<Address>> {
    sql(
        target,
        "select address, postcode from postal_address where citizen_id = $1",
    )
    .bind(citizen)
    .optional()
    .await
}

/// Stores where letters on paper go.
pub async fn set_address(
    transaction: &mut Transaction,
    citizen: CitizenId,
    address: &Address,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "insert into postal_address (citizen_id, address, postcode, changed_at) values ($1, $2, $3, $4)
         on conflict (citizen_id) do update
             set address = excluded.address, postcode = excluded.postcode, changed_at = excluded.changed_at",
    )
    .bind(citizen)
    .bind(address.address.clone())
    .bind(address.postcode.clone())
    .bind(now)
    .run()
    .await?;
    // What waits to leave by email or to be read out goes on paper as well: perhaps somebody else reads the mailbox.
    sql(
        transaction,
        "update outbox set way = 'post', recipient = '', body_html = '', unsubscribe_url = null
         where account_id = $1 and way in ('email', 'call') and kind not in ('account', 'digest')
           and state in ('queued', 'deferred')",
    )
    .bind(citizen)
    .run()
    .await?;
    Ok(())
}

/// Takes the postal address away: letters go by email again. `false`, and it stays, when there is no mailbox.
pub async fn delete_address(transaction: &mut Transaction, citizen: CitizenId) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "delete from postal_address where citizen_id = $1
         and exists (select 1 from account where account.id = $1 and account.email is not null)",
    )
    .bind(citizen)
    .run()
    .await?;
    Ok(rows > 0)
}

/// The people whose letters go to this postcode, with their names.
pub async fn at_postcode(
    transaction: &mut Transaction,
    postcode: &str,
) -> sqlx::Result<Vec<(CitizenId, Option<String>)>> {
    sql(
        transaction,
        "select citizen.id, citizen.called from postal_address postal
         join citizen on citizen.id = postal.citizen_id
         join account on account.id = citizen.id and account.status = 'active'
         where postal.postcode = $1 order by citizen.id",
    )
    .bind(postcode.to_owned())
    .all()
    .await
}

/// Notes what was heard; `false` when the note is there already.
pub async fn insert_heard(
    transaction: &mut Transaction,
    id: HeardId,
    heard: &Heard,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into heard (id, citizen_id, invitation_id, what, how, heard_by, entered_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing",
    )
    .bind(id)
    .bind(heard.citizen)
    .bind(heard.invitation)
    .bind(heard.what)
    .bind(heard.how)
    .bind(heard.heard_by.clone())
    .bind(heard.entered_by)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// How many letters wait to be printed, and since when the oldest does.
pub async fn waiting(database: &Database, now: Moment) -> sqlx::Result<(i64, Option<Moment>)> {
    sql(
        database,
        "select count(*), min(not_before) from outbox
         where way = 'post' and state = 'queued' and not_before <= $1",
    )
    .bind(now)
    .one()
    .await
}

#[derive(sqlx::FromRow)]
struct Due {
    id: LetterId,
    may: i64,
    #[sqlx(flatten)]
    about: About,
}

/// Takes every letter that waits into the batch `id`; those that may not leave any more are cancelled. The same
/// form sent twice makes one batch. Each letter that asks something gets a code of its own.
pub async fn make_batch(
    transaction: &mut Transaction,
    (id, steward): (BatchId, AccountId),
    secret: &[u8; 32],
    now: Moment,
) -> sqlx::Result<usize> {
    let fresh = sql(
        &mut *transaction,
        "insert into post_batch (id, made_by, made_at) values ($1, $2, $3) on conflict (id) do nothing",
    )
    .bind(id)
    .bind(steward)
    .bind(now)
    .run()
    .await?;
    if fresh == 0 {
        return Ok(0);
    }
    let text = format!(
        "select {ABOUT}, id, case when {MAY_LEAVE} then cast(1 as bigint) else cast(0 as bigint) end as may
         from outbox where way = 'post' and state = 'queued' and not_before <= $1 order by id"
    );
    let due: Vec<Due> = sql(&mut *transaction, AssertSqlSafe(text))
        .bind(now)
        .all()
        .await?;
    let mut taken = 0;
    for one in due {
        let (letter, may) = (one.id, one.may == 1);
        if !take(&mut *transaction, letter, may, now).await? || !may {
            continue;
        }
        let code = code::records::make(&mut *transaction, &one.about, secret, now).await?;
        let code = code.map(|code| code.printed());
        sql(
            &mut *transaction,
            "insert into post_batch_letter (letter_id, batch_id, code) values ($1, $2, $3)",
        )
        .bind(letter)
        .bind(id)
        .bind(code)
        .run()
        .await?;
        taken += 1;
    }
    Ok(taken)
}

/// Takes one letter, or cancels it; `false` when somebody else has it.
async fn take(transaction: &mut Transaction, id: LetterId, may: bool, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update outbox set state = case when $2 = 1 then 'claimed' else 'cancelled' end,
             settled_at = case when $2 = 1 then settled_at else $3 end,
             body_text = case when $2 = 1 then body_text else '' end,
             body_html = '', attempts = attempts + 1
         where id = $1 and state = 'queued'",
    )
    .bind(id)
    .bind(i64::from(may))
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// The newest batches, those that are not posted first.
pub async fn batches(database: &Database) -> sqlx::Result<Vec<Batch>> {
    sql(
        database,
        "select b.id, b.made_at, b.posted_at,
            (select count(*) from post_batch_letter l where l.batch_id = b.id) as letters
         from post_batch b
         where exists (select 1 from post_batch_letter l where l.batch_id = b.id)
         order by case when b.posted_at is null then 0 else 1 end, b.made_at desc limit 20",
    )
    .all()
    .await
}

/// The letters of a batch that is not posted yet, as far as they may still leave.
pub async fn letters(
    transaction: &mut Transaction,
    batch: BatchId,
    now: Moment,
) -> sqlx::Result<Vec<Printed>> {
    let text = format!(
        "select outbox.id, outbox.account_id as citizen_id, outbox.body_text, outbox.invitation_id, outbox.unique_key, l.code,
            person.called,
            coalesce(postal.address, '') as address, coalesce(postal.postcode, '') as postcode,
            outbox.recipient as fixed, account.locale, person.letter_format
         from post_batch_letter l join outbox on outbox.id = l.letter_id
         join citizen person on person.id = outbox.account_id
         join account on account.id = outbox.account_id and account.status = 'active'
         left join postal_address postal on postal.citizen_id = outbox.account_id
         where l.batch_id = $2 and outbox.state = 'claimed' and {MAY_LEAVE}
           and (postal.citizen_id is not null or outbox.recipient <> '')
         order by outbox.id"
    );
    sql(transaction, AssertSqlSafe(text))
        .bind(now)
        .bind(batch)
        .all()
        .await
}

/// Settles every letter of a batch as posted: texts and codes are emptied. What could not be printed, because it may
/// not leave any more or has no address, is cancelled. `false` when it was posted before.
pub async fn mark_posted(
    transaction: &mut Transaction,
    (batch, steward): (BatchId, AccountId),
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update post_batch set posted_at = $2, posted_by = $3 where id = $1 and posted_at is null",
    )
    .bind(batch)
    .bind(now)
    .bind(steward)
    .run()
    .await?;
    if rows == 0 {
        return Ok(false);
    }
    let text = format!(
        "update outbox set settled_at = $1, body_text = '', body_html = '', recipient = '',
             state = case when {MAY_LEAVE}
             and exists (select 1 from account where account.id = outbox.account_id and account.status = 'active')
             and (outbox.recipient <> '' or exists (
                     select 1 from postal_address postal where postal.citizen_id = outbox.account_id))
             then 'accepted' else 'cancelled' end
         where state = 'claimed' and id in (select letter_id from post_batch_letter where batch_id = $2)"
    );
    sql(&mut *transaction, AssertSqlSafe(text))
        .bind(now)
        .bind(batch)
        .run()
        .await?;
    sql(
        transaction,
        "update post_batch_letter set code = null where batch_id = $1",
    )
    .bind(batch)
    .run()
    .await?;
    Ok(true)
}

/// Lets the letters of a batch wait again; codes that were printed on paper that is lost open nothing any more.
/// `false` when it was posted.
pub async fn put_back(
    transaction: &mut Transaction,
    batch: BatchId,
    secret: &[u8; 32],
) -> sqlx::Result<bool> {
    let codes: Vec<(Option<String>,)> = sql(
        &mut *transaction,
        "select l.code from post_batch_letter l join post_batch b on b.id = l.batch_id
         where b.id = $1 and b.posted_at is null",
    )
    .bind(batch)
    .all()
    .await?;
    if codes.is_empty() {
        return Ok(false);
    }
    for code in codes.iter().filter_map(|(code,)| Code::parse(code.as_deref()?)) {
        sql(&mut *transaction, "delete from paper_code where hash = $1")
            .bind(code.hash(secret))
            .run()
            .await?;
    }
    sql(
        &mut *transaction,
        "update outbox set state = 'queued', attempts = attempts - 1
         where state = 'claimed' and id in (select letter_id from post_batch_letter where batch_id = $1)",
    )
    .bind(batch)
    .run()
    .await?;
    sql(transaction, "delete from post_batch_letter where batch_id = $1")
        .bind(batch)
        .run()
        .await?;
    Ok(true)
}
