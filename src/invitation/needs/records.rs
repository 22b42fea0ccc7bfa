//! The SQL of what people need to take part.

use sqlx::AssertSqlSafe;

use super::ToArrange;
use crate::{
    database::{Target, Transaction, sql},
    invitation::{
        InvitationId,
        names::{self, records::HOST_MAY_READ_NAMES},
    },
    moment::Moment,
    opportunity::OpportunityId,
};

/// What somebody needs: slugs, sorted.
pub async fn of_invitation(target: impl Into<Target<'_>>, id: InvitationId) -> sqlx::Result<Vec<String>> {
    let rows: Vec<(String,)> = sql(
        target,
        "select need from event_need where invitation_id = $1 order by need",
    )
    .bind(id)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(need,)| need).collect())
}

/// Sets what somebody needs; what is arranged already stays arranged.
pub async fn set(transaction: &mut Transaction, id: InvitationId, needs: &[String]) -> sqlx::Result<()> {
    let before = of_invitation(&mut *transaction, id).await?;
    for gone in before.iter().filter(|need| !needs.contains(need)) {
        sql(
            &mut *transaction,
            "delete from event_need where invitation_id = $1 and need = $2",
        )
        .bind(id)
        .bind(gone.clone())
        .run()
        .await?;
    }
    for new in needs.iter().filter(|need| !before.contains(need)) {
        sql(
            &mut *transaction,
            "insert into event_need (invitation_id, need) values ($1, $2)",
        )
        .bind(id)
        .bind(new.clone())
        .run()
        .await?;
    }
    Ok(())
}

/// What an opportunity has to arrange, for the people of whom the host may know it at `now`.
pub async fn to_arrange(
    target: impl Into<Target<'_>>,
    opportunity: OpportunityId,
    now: Moment,
) -> sqlx::Result<Vec<ToArrange>> {
    let text = format!(
        "select n.need, count(*) as people, count(n.arranged_at) as arranged
         from event_need n join invitation i on i.id = n.invitation_id
         where i.opportunity_id = $1 and i.answer = 'yes-with-support' and {HOST_MAY_READ_NAMES}
         group by n.need order by n.need"
    );
    sql(target, AssertSqlSafe(text))
        .bind(opportunity)
        .bind(names::since(now))
        .all()
        .await
}

/// Notes that something is arranged for everybody with a place, or not yet after all.
pub async fn set_arranged(
    transaction: &mut Transaction,
    opportunity: OpportunityId,
    need: &str,
    arranged_at: Option<Moment>,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "update event_need set arranged_at = case when $3 then coalesce(arranged_at, $4) end
         where need = $2 and invitation_id in (
             select i.id from invitation i where i.opportunity_id = $1 and i.place = 'place')",
    )
    .bind(opportunity)
    .bind(need.to_owned())
    .bind(arranged_at.is_some())
    .bind(arranged_at)
    .run()
    .await?;
    Ok(())
}
