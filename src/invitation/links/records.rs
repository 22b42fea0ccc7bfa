//! The SQL of links in letters.

use sqlx::AssertSqlSafe;

use super::{LinkPurpose, Links};
use crate::{
    account::Token,
    database::{Target, Transaction, sql},
    invitation::{Invitation, InvitationId, records::COLUMNS},
    moment::Moment,
};

/// Adds the links of one letter.
pub async fn insert(
    transaction: &mut Transaction,
    id: InvitationId,
    links: &Links,
    now: Moment,
) -> sqlx::Result<()> {
    for purpose in LinkPurpose::ALL {
        sql(
            &mut *transaction,
            "insert into invitation_link (hash, invitation_id, purpose, created_at) values ($1, $2, $3, $4)",
        )
        .bind(links.token(*purpose).hash())
        .bind(id)
        .bind(*purpose)
        .bind(now)
        .run()
        .await?;
    }
    Ok(())
}

/// Ends every link of an invitation and every code of it on paper: those who have one cannot use it any more, and
/// no letter that waits to be posted shows one. A browser that came in by a code is outside again. Only what stops
/// letters goes on working: it stands in letters that the person has, and nobody else gains by it.
pub async fn end(transaction: &mut Transaction, id: InvitationId) -> sqlx::Result<()> {
    for text in [
        "delete from invitation_link where invitation_id = $1 and purpose <> 'stop'",
        "delete from paper_code where invitation_id = $1",
        "delete from pass where subject = $1",
        "update post_batch_letter set code = null
         where letter_id in (select id from outbox where invitation_id = $1)",
    ] {
        sql(&mut *transaction, text).bind(id).run().await?;
    }
    Ok(())
}

/// The invitation behind a link, when the link is good for `purpose`.
pub async fn find(
    target: impl Into<Target<'_>>,
    purpose: LinkPurpose,
    token: &Token,
) -> sqlx::Result<Option<Invitation>> {
    let text = format!(
        "{COLUMNS} where id = (select invitation_id from invitation_link where hash = $1 and purpose = $2)"
    );
    sql(target, AssertSqlSafe(text))
        .bind(token.hash())
        .bind(purpose)
        .optional()
        .await
}
