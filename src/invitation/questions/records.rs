//! The SQL of questions.

use super::{Answered, Question, QuestionId};
use crate::{
    database::{Database, Target, Transaction, sql},
    invitation::InvitationId,
    moment::Moment,
    opportunity::OpportunityId,
};

/// Adds a question; `false` when this person asked it before.
pub async fn insert(
    transaction: &mut Transaction,
    invitation: InvitationId,
    words: &str,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into question (id, invitation_id, words, asked_at) values ($1, $2, $3, $4)
         on conflict (invitation_id, words) do nothing",
    )
    .bind(QuestionId::new(now))
    .bind(invitation)
    .bind(words.to_owned())
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// How many questions of this person wait for an answer.
pub async fn count_waiting(target: impl Into<Target<'_>>, invitation: InvitationId) -> sqlx::Result<i64> {
    let (count,): (i64,) = sql(
        target,
        "select count(*) from question where invitation_id = $1 and answer is null",
    )
    .bind(invitation)
    .one()
    .await?;
    Ok(count)
}

/// Deletes what waits for an answer; what has one stays for all who read it.
pub async fn delete_waiting(transaction: &mut Transaction, invitation: InvitationId) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from question where invitation_id = $1 and answer is null",
    )
    .bind(invitation)
    .run()
    .await?;
    Ok(())
}

/// The questions of one person, the oldest first.
pub async fn own(database: &Database, invitation: InvitationId) -> sqlx::Result<Vec<Question>> {
    sql(
        database,
        "select id, words, answer from question where invitation_id = $1 order by asked_at, id",
    )
    .bind(invitation)
    .all()
    .await
}

/// What others who are invited to the same asked, as far as it is answered, by the words of the answer: the
/// order tells nobody who asked when.
pub async fn of_others(database: &Database, invitation: InvitationId) -> sqlx::Result<Vec<Question>> {
    sql(
        database,
        "select q.id, q.words, q.answer from question q join invitation i on i.id = q.invitation_id
         where q.answer is not null and q.invitation_id <> $1 and i.state <> 'withdrawn'
           and i.opportunity_id = (select opportunity_id from invitation where id = $1)
         order by q.answer, q.words limit 50",
    )
    .bind(invitation)
    .all()
    .await
}

/// Every question about an opportunity, those that wait first, in an order that does not tell who was invited when.
pub async fn of_opportunity(database: &Database, opportunity: OpportunityId) -> sqlx::Result<Vec<Question>> {
    sql(
        database,
        "select q.id, q.words, q.answer from question q join invitation i on i.id = q.invitation_id
         where i.opportunity_id = $1 and i.state <> 'withdrawn'
         order by case when q.answer is null then 0 else 1 end, q.words",
    )
    .bind(opportunity)
    .all()
    .await
}

/// Answers a question about this opportunity; `None` when it has an answer already, or is not there.
pub async fn answer(
    transaction: &mut Transaction,
    opportunity: OpportunityId,
    id: QuestionId,
    words: &str,
    now: Moment,
) -> sqlx::Result<Option<Answered>> {
    sql(
        transaction,
        "update question set answer = $3, answered_at = $4 where id = $1 and answer is null
           and invitation_id in (select i.id from invitation i where i.opportunity_id = $2)
         returning invitation_id, words",
    )
    .bind(id)
    .bind(opportunity)
    .bind(words.to_owned())
    .bind(now)
    .optional()
    .await
}
