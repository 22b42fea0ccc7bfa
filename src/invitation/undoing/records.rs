//! The SQL of what an answer brings about.

use crate::{
    database::{Transaction, sql},
    invitation::InvitationId,
    moment::Moment,
};

/// Notes when an answer to this invitation blocked its organisation.
pub async fn set_blocked_at(transaction: &mut Transaction, id: InvitationId, at: Moment) -> sqlx::Result<()> {
    set(
        transaction,
        "update invitation set blocked_at = $2 where id = $1",
        id,
        at,
    )
    .await
}

/// Notes when a yes to this invitation gave the consent to sharing.
pub async fn set_shared_at(transaction: &mut Transaction, id: InvitationId, at: Moment) -> sqlx::Result<()> {
    set(
        transaction,
        "update invitation set shared_at = $2 where id = $1",
        id,
        at,
    )
    .await
}

async fn set(
    transaction: &mut Transaction,
    text: &'static str,
    id: InvitationId,
    at: Moment,
) -> sqlx::Result<()> {
    sql(transaction, text).bind(id).bind(at).run().await?;
    Ok(())
}

/// When answers to this invitation blocked its organisation, and gave the consent to sharing.
pub async fn brought_about(
    transaction: &mut Transaction,
    id: InvitationId,
) -> sqlx::Result<(Option<Moment>, Option<Moment>)> {
    sql(
        transaction,
        "select blocked_at, shared_at from invitation where id = $1",
    )
    .bind(id)
    .one()
    .await
}
