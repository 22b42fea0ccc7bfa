//! The SQL of waves.

use sqlx::AssertSqlSafe;

use super::{Invitable, Release};
use crate::{
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql},
    invitation::{Wave, WaveId, limits::Since},
    moment::Moment,
    opportunity::{Opportunity, OpportunityId},
};

/// So many people are looked at with one statement.
const AT_ONCE: usize = 500;
/// The key of the advisory lock under which waves are drawn on PostgreSQL.
const WAVE_LOCK: i64 = 0x7761_7665;

/// Who can be written to about the opportunity `$3` of the organisation `$4` at the moment `$1`, with how much they
/// are asked already since `$2`, and whether a no since `$5` (to this organisation) or `$6` (to any), or a day after
/// `$7` that they named, keeps us away. Every part is a look at one person's few rows.
const INVITABLE: &str = "select a.id, case when paper.citizen_id is null then a.email end as email, a.locale, c.called,
        c.letter_format, c.open_ceiling, c.month_ceiling,
        (select cast(coalesce(sum(i.weight), 0) as bigint) from invitation i
           where i.citizen_id = a.id and i.state in ('held', 'sent') and i.open_until > $1
             and i.answer is null) as open,
        (select cast(coalesce(sum(i.weight), 0) as bigint) from invitation i
           where i.citizen_id = a.id and i.state <> 'withdrawn' and i.created_at > $2) as month,
        (select count(*) from invitation i join opportunity o on o.id = i.opportunity_id
           where i.citizen_id = a.id and (
             (i.answer = 'not-now' and i.again_from > $7)
             or ((i.answer = 'not-this' or (i.answer = 'not-now' and i.again_from is null))
                 and i.answered_at > case when o.organisation_id = $4 then $5 else $6 end))) as cooling_off,
        (select count(*) from put_forward p where p.citizen_id = a.id and p.opportunity_id = $3) as forward
     from account a join citizen c on c.id = a.id left join postal_address paper on paper.citizen_id = a.id
     join consent given on given.citizen_id = c.id and given.purpose = 'invitations' and given.given
     where a.status = 'active' and (a.email is not null or paper.citizen_id is not null
                                    or c.phone_confirmed_at is not null)
       and (c.paused_until is null or c.paused_until <= $1)
       and not exists (select 1 from consent later where later.citizen_id = c.id
                       and later.purpose = given.purpose and later.number > given.number)
       and (not exists (select 1 from organisation_block b where b.citizen_id = a.id and b.organisation_id = $4)
            or exists (select 1 from put_forward p where p.citizen_id = a.id and p.opportunity_id = $3))
       and (paper.citizen_id is not null
            or not exists (select 1 from unreachable where unreachable.account_id = a.id))
       and not exists (select 1 from invitation i where i.citizen_id = a.id and i.opportunity_id = $3
                       and (i.state <> 'withdrawn' or i.answer is not null))";

/// Lets one wave be drawn at a time, whoever releases it: otherwise two hosts could reach one person's limit
/// together.
pub async fn lock(transaction: &mut Transaction) -> sqlx::Result<()> {
    if let Transaction::Postgres(_) = transaction {
        sql(transaction, "select pg_advisory_xact_lock($1)")
            .bind(WAVE_LOCK)
            .run()
            .await?;
    }
    Ok(())
}

/// Sets until when answers are taken. This is the wave that free places waited for.
pub async fn set_reply_by(
    transaction: &mut Transaction,
    id: OpportunityId,
    reply_by: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update opportunity set reply_by = $2, refill_at = null where id = $1",
    )
    .bind(id)
    .bind(reply_by)
    .run()
    .await?;
    Ok(())
}

/// Those of `ids` who can be written to at this moment and were not invited to this opportunity before. Nobody
/// whose list of blocked organisations holds this one is among them, unless they put themselves forward.
pub async fn invitable(
    transaction: &mut Transaction,
    opportunity: &Opportunity,
    ids: &[CitizenId],
    now: Moment,
) -> sqlx::Result<Vec<(CitizenId, Invitable)>> {
    let since = Since::before(now);
    let mut found: Vec<Invitable> = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let places: Vec<String> = (8..8 + some.len()).map(|place| format!("${place}")).collect();
        let text = format!("{INVITABLE} and a.id in ({})", places.join(", "));
        let statement = sql(&mut *transaction, AssertSqlSafe(text))
            .bind(now)
            .bind(since.month)
            .bind(opportunity.id)
            .bind(opportunity.organisation_id)
            .bind(since.same_host)
            .bind(since.any_host)
            .bind(now.day().to_string());
        let statement = some.iter().fold(statement, |statement, id| statement.bind(*id));
        found.extend(statement.all::<Invitable>().await?);
    }
    Ok(found
        .into_iter()
        .map(|person| (person.mailbox.id, person))
        .collect())
}

/// How much somebody is asked already, by weight: what waits for their answer, and what came since `month`.
pub async fn asked(
    database: &Database,
    citizen: CitizenId,
    now: Moment,
    month: Moment,
) -> sqlx::Result<(i64, i64)> {
    sql(
        database,
        "select cast(coalesce(sum(case when state in ('held', 'sent') and open_until > $2 and answer is null
                              then weight end), 0) as bigint),
            cast(coalesce(sum(case when state <> 'withdrawn' and created_at > $3 then weight end), 0) as bigint)
         from invitation where citizen_id = $1",
    )
    .bind(citizen)
    .bind(now)
    .bind(month)
    .one()
    .await
}

/// Whether somebody was invited to this opportunity.
pub async fn is_invited(
    database: &Database,
    citizen: CitizenId,
    opportunity: OpportunityId,
) -> sqlx::Result<bool> {
    let (number,): (i64,) = sql(
        database,
        "select count(*) from invitation where citizen_id = $1 and opportunity_id = $2 and state <> 'withdrawn'",
    )
    .bind(citizen)
    .bind(opportunity)
    .one()
    .await?;
    Ok(number > 0)
}

/// What was seen so far: how many people were invited, and how many of them said yes.
pub async fn seen(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<(i64, i64)> {
    sql(
        transaction,
        "select count(*),
            count(case when answer in ('yes', 'yes-with-support') then 1 end)
         from invitation where opportunity_id = $1 and state <> 'withdrawn'",
    )
    .bind(id)
    .one()
    .await
}

/// Adds a wave; `false` when it is there already.
pub async fn insert(
    transaction: &mut Transaction,
    release: &Release<'_>,
    (seed, pool, drawn): (&str, usize, usize),
    hold_until: Moment,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into wave (id, opportunity_id, number, state, seed, pool, hold_until, created_by, created_at,
             drawn, reminds)
         select $1, $2, coalesce(max(number), 0) + 1, 'held', $3, $4, $5, $6, $7, $8, $9 from wave where opportunity_id = $2
         on conflict (id) do nothing",
    )
    .bind(release.id)
    .bind(release.asked.opportunity.id)
    .bind(seed.to_owned())
    .bind(i64::try_from(pool).unwrap_or(i64::MAX))
    .bind(hold_until)
    .bind(release.officer)
    .bind(now)
    .bind(i64::try_from(drawn).unwrap_or(i64::MAX))
    .bind(release.reminds)
    .run()
    .await?;
    Ok(rows == 1)
}

/// What was stopped.
#[derive(Clone, Copy, Debug)]
pub struct Stopped {
    /// The wave.
    pub id: WaveId,
    /// None of its letters had left: it is as if it had never been released.
    pub was_held: bool,
}

/// Stops the newest wave, while it is held or its hold ended after `since`: letters that have not left are
/// cancelled and their invitations withdrawn; `None` when there is no such wave.
pub async fn stop(
    transaction: &mut Transaction,
    opportunity: OpportunityId,
    since: Moment,
    now: Moment,
) -> sqlx::Result<Option<Stopped>> {
    let stopped: Option<(WaveId, Moment)> = sql(
        &mut *transaction,
        "update wave set state = 'stopped', stopped_at = $2
         where opportunity_id = $1 and state in ('held', 'released') and hold_until > $3
           and number = (select max(number) from wave where opportunity_id = $1)
         returning id, hold_until",
    )
    .bind(opportunity)
    .bind(now)
    .bind(since)
    .optional()
    .await?;
    let Some((id, hold_until)) = stopped else {
        return Ok(None);
    };
    cancel_letters(transaction, opportunity, now).await?;
    let was_held = hold_until > now;
    Ok(Some(Stopped { id, was_held }))
}

/// Stops everything of an opportunity that has not left.
pub async fn stop_all(
    transaction: &mut Transaction,
    opportunity: OpportunityId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update wave set state = 'stopped', stopped_at = $2 where opportunity_id = $1 and state = 'held'",
    )
    .bind(opportunity)
    .bind(now)
    .run()
    .await?;
    cancel_letters(transaction, opportunity, now).await
}

/// Cancels the invitations and reminders that have not left, and withdraws every invitation whose letter never
/// will.
async fn cancel_letters(
    transaction: &mut Transaction,
    opportunity: OpportunityId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update outbox set state = 'cancelled', settled_at = $2, body_text = '', body_html = ''
         where kind in ('invitation', 'reminder') and state in ('queued', 'claimed', 'deferred')
           and invitation_id in (select id from invitation where opportunity_id = $1)",
    )
    .bind(opportunity)
    .bind(now)
    .run()
    .await?;
    sql(
        transaction,
        "update invitation set state = 'withdrawn' where opportunity_id = $1 and state in ('held', 'sent')
           and answer is null
           and exists (select 1 from outbox where outbox.invitation_id = invitation.id
                       and outbox.kind = 'invitation' and outbox.way <> 'copy' and outbox.state = 'cancelled')
           and not exists (select 1 from outbox where outbox.invitation_id = invitation.id
                           and outbox.kind = 'invitation' and outbox.way <> 'copy'
                           and outbox.state <> 'cancelled')",
    )
    .bind(opportunity)
    .run()
    .await?;
    Ok(())
}

/// Opportunities with a wave whose hold is over.
pub async fn due(database: &Database, now: Moment) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        database,
        "select distinct opportunity_id from wave where state = 'held' and hold_until <= $1
         order by opportunity_id",
    )
    .bind(now)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Marks the waves of an opportunity whose hold is over, and their invitations.
pub async fn let_go(transaction: &mut Transaction, id: OpportunityId, now: Moment) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update invitation set state = 'sent' where state = 'held' and opportunity_id = $1
         and wave_id in (select id from wave where opportunity_id = $1 and state = 'held' and hold_until <= $2)",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    sql(
        transaction,
        "update wave set state = 'released' where opportunity_id = $1 and state = 'held' and hold_until <= $2",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// The newest wave of an opportunity.
pub async fn newest(target: impl Into<Target<'_>>, opportunity: OpportunityId) -> sqlx::Result<Option<Wave>> {
    sql(
        target,
        "select id, opportunity_id, number, state, hold_until, created_by, created_at, reminds from wave
         where opportunity_id = $1 order by number desc limit 1",
    )
    .bind(opportunity)
    .optional()
    .await
}

/// How many letters were written in the waves whose hold ended at `before` or earlier and that were not stopped: a
/// number that nothing changes which happens to a letter, or is answered to it.
pub async fn drawn(database: &Database, id: OpportunityId, before: Moment) -> sqlx::Result<i64> {
    let (drawn,): (i64,) = sql(
        database,
        "select cast(coalesce(sum(drawn), 0) as bigint) from wave
         where opportunity_id = $1 and state = 'released' and hold_until <= $2",
    )
    .bind(id)
    .bind(before)
    .one()
    .await?;
    Ok(drawn)
}

/// Counts how many people say yes to whatever takes answers, once on `day` (`YYYY-MM-DD`): the first time that
/// somebody looks after midnight.
pub async fn count_yeses(transaction: &mut Transaction, day: &str) -> sqlx::Result<()> {
    sql(
        transaction,
        "update opportunity set yeses_on = $1, yeses = (select count(*) from invitation i
             where i.opportunity_id = opportunity.id and i.answer in ('yes', 'yes-with-support'))
         where state = 'inviting' and coalesce(yeses_on, '') <> $1",
    )
    .bind(day.to_owned())
    .run()
    .await?;
    Ok(())
}

/// How many people said yes when they were counted last.
pub async fn yeses(database: &Database, id: OpportunityId) -> sqlx::Result<i64> {
    let (yeses,): (i64,) = sql(database, "select yeses from opportunity where id = $1")
        .bind(id)
        .one()
        .await?;
    Ok(yeses)
}
