//! The SQL of notes.

use super::{Note, Topic};
use crate::{
    database::{Target, Transaction, sql},
    moment::Moment,
};

/// Puts something on the stewards' "today": the newest detail, and how often it happened. `detail` must say nothing
/// about a person.
pub async fn put(transaction: &mut Transaction, topic: Topic, detail: &str, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into steward_note (topic, detail, since, last_at, times) values ($1, $2, $3, $3, 1)
         on conflict (topic) do update set detail = excluded.detail, last_at = excluded.last_at,
             times = steward_note.times + 1",
    )
    .bind(topic)
    .bind(detail.to_owned())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// How often a worker panicked, and the name of the last one, as long as no steward has read it.
pub async fn failed_worker(target: impl Into<Target<'_>>) -> sqlx::Result<Option<(String, i64)>> {
    sql(target, "select detail, times from steward_note where topic = $1")
        .bind(Topic::WorkerFailed)
        .optional()
        .await
}

/// Everything that no steward has read yet, the newest first.
pub async fn all(target: impl Into<Target<'_>>) -> sqlx::Result<Vec<Note>> {
    sql(
        target,
        "select topic, detail, since, last_at, times from steward_note order by last_at desc, topic",
    )
    .all()
    .await
}

/// Takes away what a steward has read; what happened after `seen` stays.
pub async fn read(transaction: &mut Transaction, topic: Topic, seen: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from steward_note where topic = $1 and last_at <= $2",
    )
    .bind(topic)
    .bind(seen)
    .run()
    .await?;
    Ok(())
}
