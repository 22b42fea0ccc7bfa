//! The SQL of pauses. The one row stays when a pause is over: `since` is null then.

use super::{NEWEST_LETTERS, Pause, is_because_of_us, wait};
use crate::{
    database::{Target, Transaction, sql},
    moment::Moment,
};

/// The pause, if there is one.
pub async fn load(target: impl Into<Target<'_>>) -> sqlx::Result<Option<Pause>> {
    sql(
        target,
        "select since, try_at, tries, said, by_reports from mail_pause where id = 1 and since is not null",
    )
    .optional()
    .await
}

/// Begins a pause, or writes down what was answered now when there is one.
pub async fn begin(transaction: &mut Transaction, said: &str, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into mail_pause (id, since, try_at, tries, said, by_reports, reports_from)
         values (1, $1, $2, 0, $3, false, 0)
         on conflict (id) do update set said = excluded.said,
             try_at = case when mail_pause.since is null then excluded.try_at else mail_pause.try_at end,
             tries = case when mail_pause.since is null then 0 else mail_pause.tries end,
             by_reports = mail_pause.since is not null and mail_pause.by_reports,
             since = coalesce(mail_pause.since, excluded.since)",
    )
    .bind(now)
    .bind(now.plus(wait(0)))
    .bind(said.to_owned())
    .run()
    .await?;
    Ok(())
}

/// Takes the one try that is due; `false` when another worker was faster.
pub async fn take_try(transaction: &mut Transaction, pause: &Pause, next: Moment) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update mail_pause set try_at = $2, tries = tries + 1 where id = 1 and since is not null and try_at = $1",
    )
    .bind(pause.try_at)
    .bind(next)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Ends the pause because a letter was taken, unless reports brought it about.
pub async fn end_when_taken(transaction: &mut Transaction) -> sqlx::Result<()> {
    sql(
        transaction,
        "update mail_pause set since = null where id = 1 and since is not null and not by_reports",
    )
    .run()
    .await?;
    Ok(())
}

/// Has one letter tried at once. A pause that reports brought about ends: only reports about letters that leave from
/// now on can begin it again.
pub async fn try_now(transaction: &mut Transaction, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update mail_pause set try_at = $1, tries = 0,
             reports_from = case when by_reports then $1 else reports_from end,
             since = case when by_reports then null else since end
         where id = 1 and since is not null",
    )
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Begins a pause when many of the newest letters came back because of us.
pub async fn consider_reports(transaction: &mut Transaction, said: &str, now: Moment) -> sqlx::Result<()> {
    let (people, newest): (i64, i64) = sql(
        &mut *transaction,
        "select count(distinct case when state = 'refused' and bounced is null and last_reply like 'bounce %'
                 then recipient end), count(*)
         from (select state, bounced, last_reply, recipient from outbox
               where state in ('accepted', 'refused') and way <> 'post'
                 and settled_at > coalesce((select reports_from from mail_pause where id = 1), 0)
               order by id desc limit $1) newest",
    )
    .bind(NEWEST_LETTERS)
    .one()
    .await?;
    if load(&mut *transaction).await?.is_none() && is_because_of_us(people, newest) {
        begin(transaction, said, now).await?;
        sql(
            transaction,
            "update mail_pause set by_reports = true where id = 1",
        )
        .run()
        .await?;
    }
    Ok(())
}
