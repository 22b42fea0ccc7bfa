//! The SQL of what waits for officers and stewards.

use jiff::civil::Date;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Item, Near, Staff, What};
use crate::{
    account::AccountId,
    database::{Database, Target, Transaction, sql},
    moment::{DAY, Moment},
};

/// What is only told, and no task, is looked for so far back.
const LATELY: i64 = 14 * DAY;

/// What waits for stewards. Each part has an index, or few rows.
pub async fn for_stewards(database: &Database, now: Moment) -> sqlx::Result<Vec<Item>> {
    let rows: Vec<(What, i64, Option<Moment>)> = sql(
        database,
        "select cast('application' as text), count(*), max(applied_at) from organisation
         where status = 'applied' and exists (
             select 1 from officer join account on account.id = officer.account_id and account.status = 'active'
             where officer.organisation_id = organisation.id)
         union all
         select cast('posting' as text), count(*), max(changed_at) from opportunity where state = 'waiting'
         union all
         select cast('left-out' as text), count(*), max(listed_at) from draw
         where listed_at > $2 and exists (
             select 1 from draw_person stood where stood.draw_id = draw.id and stood.in_no_group)
         union all
         select cast('doubt' as text), count(*), max(settled_at) from outbox
         where state in ('refused', 'unknown') and state = 'unknown' and created_at > $2
         union all
         select cast('paused' as text), count(*), max(since) from mail_pause where since is not null
         union all
         select cast('paper' as text), count(*), max(not_before) from outbox
         where way = 'post' and state = 'queued' and not_before <= $1
         union all
         select cast('note' as text), count(*), max(last_at) from steward_note",
    )
    .bind(now)
    .bind(now.plus(-LATELY))
    .all()
    .await?;
    let item = |(what, number, newest): (What, i64, Option<Moment>)| {
        let path = if what == What::Paper {
            "/steward/post"
        } else {
            "/steward"
        };
        newest.map(|newest| Item {
            what,
            opportunity: None,
            title: String::new(),
            path: path.into(),
            number,
            newest,
            day: None,
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// The opportunities of the officer `$1`, while their organisation may host.
const OWN: &str =
    "join organisation on organisation.id = o.organisation_id and organisation.status = 'verified'
    join officer on officer.organisation_id = o.organisation_id and officer.account_id = $1";

/// What waits for an officer, or is new for them.
pub async fn for_officer(database: &Database, id: AccountId) -> sqlx::Result<Vec<Item>> {
    let text = format!(
        "select cast('question' as text), o.id, o.title, count(*), max(q.asked_at)
         from question q join invitation i on i.id = q.invitation_id and i.state <> 'withdrawn'
         join opportunity o on o.id = i.opportunity_id and o.state not in ('closed', 'stopped') {OWN}
         where q.answer is null group by o.id, o.title
         union all
         select cast('choice' as text), o.id, o.title, cast(1 as bigint), draw.listed_at
         from draw join opportunity o on o.id = draw.opportunity_id {OWN}
         where draw.state = 'stuck' or (draw.state = 'listed' and o.outside_seed)
         union all
         select cast('formed' as text), o.id, o.title, cast(1 as bigint), o.formed_at
         from opportunity o {OWN} where o.state = 'formed' and o.formed_at is not null"
    );
    let rows: Vec<(What, Uuid, String, i64, Moment)> =
        sql(database, AssertSqlSafe(text)).bind(id).all().await?;
    let item = |(what, opportunity, title, number, newest)| {
        let page = match what {
            What::Question => "questions",
            What::Choice => "group",
            _ => "people",
        };
        Item {
            what,
            opportunity: Some(opportunity),
            title,
            path: format!("/host/opportunity/{opportunity}/{page}"),
            number,
            newest,
            day: None,
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// Opportunities of an officer whose day to answer by comes before `reply_until`, or whose day by which people hear
/// comes before `feedback_until`.
pub async fn near(
    database: &Database,
    id: AccountId,
    reply_until: Moment,
    feedback_until: Date,
) -> sqlx::Result<Vec<Near>> {
    let text = format!(
        "select o.id, o.title, o.state = 'inviting' as is_inviting, o.reply_by, o.feedback_by
         from opportunity o {OWN}
         where (o.state = 'inviting' and o.reply_by <= $2) or (o.state = 'formed' and o.feedback_by <= $3)"
    );
    sql(database, AssertSqlSafe(text))
        .bind(id)
        .bind(reply_until)
        .bind(feedback_until.to_string())
        .all()
        .await
}

/// Officers and stewards who want emails and were not told anything after `until`.
pub async fn due(database: &Database, until: Moment) -> sqlx::Result<Vec<Staff>> {
    sql(
        database,
        "select account.id, account.role, account.email, account.locale,
             coalesce(staff_email.told_until, 0) as told_until
         from account left join staff_email on staff_email.account_id = account.id
         where account.role in ('officer', 'steward') and account.status = 'active' and account.email is not null
           and coalesce(staff_email.wanted, true) and coalesce(staff_email.told_until, 0) <= $1
         order by account.id",
    )
    .bind(until)
    .all()
    .await
}

/// Writes down until when somebody was told; `false` when another worker was faster, or they want no emails any more.
pub async fn told(transaction: &mut Transaction, staff: &Staff, until: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into staff_email (account_id, wanted, told_until) values ($1, true, $3)
         on conflict (account_id) do update set told_until = excluded.told_until
         where staff_email.told_until = $2 and staff_email.wanted",
    )
    .bind(staff.id)
    .bind(staff.told_until)
    .bind(until)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Whether somebody wants these emails; everybody does who has not said otherwise.
pub async fn wants(target: impl Into<Target<'_>>, id: AccountId) -> sqlx::Result<bool> {
    let row: Option<(bool,)> = sql(target, "select wanted from staff_email where account_id = $1")
        .bind(id)
        .optional()
        .await?;
    Ok(row.is_none_or(|(wanted,)| wanted))
}

/// Sets whether somebody wants these emails. Who begins again is told what comes from now on.
pub async fn want(
    transaction: &mut Transaction,
    id: AccountId,
    wanted: bool,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into staff_email (account_id, wanted, told_until) values ($1, $2, $3)
         on conflict (account_id) do update set wanted = excluded.wanted, told_until = case
             when staff_email.wanted then staff_email.told_until else excluded.told_until end",
    )
    .bind(id)
    .bind(wanted)
    .bind(now)
    .run()
    .await?;
    Ok(())
}
