//! The SQL of officers who join and leave.

use super::{Colleague, INVITATION_SECONDS, OfficerInvitation, OfficerInvitationId};
use crate::{
    account::{AccountId, Token, closing},
    database::{Database, Target, Transaction, sql},
    moment::Moment,
    organisation::OrganisationId,
};

const COLLEAGUE: &str =
    "select officer.account_id, officer.organisation_id, organisation.name as organisation,
        officer.called, officer.job, account.email, account.code_secret is not null as has_code
    from officer
    join account on account.id = officer.account_id and account.status = 'active'
    join organisation on organisation.id = officer.organisation_id
    where officer.ended_at is null";
const INVITATION: &str = "select id, organisation_id, email, invited_by, expires_at from officer_invitation
    where ended_at is null and expires_at > $2";

/// The officers of an organisation.
pub async fn of(target: impl Into<Target<'_>>, organisation: OrganisationId) -> sqlx::Result<Vec<Colleague>> {
    let text = format!("{COLLEAGUE} and officer.organisation_id = $1 order by officer.called, account.id");
    sql(target, sqlx::AssertSqlSafe(text))
        .bind(organisation)
        .all()
        .await
}

/// The officers of every organisation.
pub async fn everywhere(database: &Database) -> sqlx::Result<Vec<Colleague>> {
    let text =
        format!("{COLLEAGUE} order by lower(organisation.name), organisation.id, officer.called, account.id");
    sql(database, sqlx::AssertSqlSafe(text)).all().await
}

/// The officer with this account.
pub async fn one(target: impl Into<Target<'_>>, account: AccountId) -> sqlx::Result<Option<Colleague>> {
    let text = format!("{COLLEAGUE} and officer.account_id = $1");
    sql(target, sqlx::AssertSqlSafe(text))
        .bind(account)
        .optional()
        .await
}

/// Adds an invitation to join; an earlier one to the same mailbox ends. `false` when its id is there already: the
/// form came twice.
pub async fn invite(
    transaction: &mut Transaction,
    invitation: &OfficerInvitation,
    token: &Token,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "insert into officer_invitation (id, organisation_id, email, invited_by, hash, invited_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing",
    )
    .bind(invitation.id)
    .bind(invitation.organisation_id)
    .bind(invitation.email.clone())
    .bind(invitation.invited_by)
    .bind(token.hash())
    .bind(now)
    .bind(now.plus(INVITATION_SECONDS))
    .run()
    .await?;
    sql(
        transaction,
        "update officer_invitation set ended_at = $4, email = ''
         where organisation_id = $1 and email = $2 and id <> $3 and ended_at is null and $5 = 1",
    )
    .bind(invitation.organisation_id)
    .bind(invitation.email.clone())
    .bind(invitation.id)
    .bind(now)
    .bind(i64::from(rows == 1))
    .run()
    .await?;
    Ok(rows == 1)
}

/// The open invitations of an organisation, the newest first.
pub async fn invitations(
    target: impl Into<Target<'_>>,
    organisation: OrganisationId,
    now: Moment,
) -> sqlx::Result<Vec<OfficerInvitation>> {
    let text = format!("{INVITATION} and organisation_id = $1 order by invited_at desc, id desc");
    sql(target, sqlx::AssertSqlSafe(text))
        .bind(organisation)
        .bind(now)
        .all()
        .await
}

/// The open invitation behind a token.
pub async fn invitation(
    target: impl Into<Target<'_>>,
    token: &Token,
    now: Moment,
) -> sqlx::Result<Option<OfficerInvitation>> {
    let text = format!("{INVITATION} and hash = $1");
    sql(target, sqlx::AssertSqlSafe(text))
        .bind(token.hash())
        .bind(now)
        .optional()
        .await
}

/// Ends an invitation of an organisation: it was withdrawn or used. `false` when it had ended before.
pub async fn end_invitation(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    id: OfficerInvitationId,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update officer_invitation set ended_at = $3, email = ''
         where id = $1 and organisation_id = $2 and ended_at is null",
    )
    .bind(id)
    .bind(organisation)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Ends the access of an officer at once and closes the account. What they wrote is handed to `heir`, or stays with
/// the organisation. `false` when they had left before, when the heir is no officer of the organisation any more, or
/// when they are its last officer and `even_the_last` is not said.
pub async fn end(
    transaction: &mut Transaction,
    officer: &Colleague,
    heir: Option<AccountId>,
    even_the_last: bool,
    now: Moment,
) -> sqlx::Result<bool> {
    // Two officers who end each other at once wait for each other here.
    sql(
        &mut *transaction,
        "update organisation set status = status where id = $1",
    )
    .bind(officer.organisation_id)
    .run()
    .await?;
    let colleagues = of(&mut *transaction, officer.organisation_id).await?;
    let others: Vec<AccountId> = colleagues
        .iter()
        .map(|colleague| colleague.account_id)
        .filter(|id| *id != officer.account_id)
        .collect();
    let fits = others.len() < colleagues.len()
        && heir.is_none_or(|heir| others.contains(&heir))
        && (even_the_last || !others.is_empty());
    if !fits {
        return Ok(false);
    }
    sql(
        &mut *transaction,
        "update officer set ended_at = $2, verified_at = null where account_id = $1",
    )
    .bind(officer.account_id)
    .bind(now)
    .run()
    .await?;
    if let Some(heir) = heir {
        sql(
            &mut *transaction,
            "update opportunity set officer_id = $2 where officer_id = $1",
        )
        .bind(officer.account_id)
        .bind(heir)
        .run()
        .await?;
    }
    sql(
        &mut *transaction,
        "update officer_invitation set ended_at = $2, email = '' where invited_by = $1 and ended_at is null",
    )
    .bind(officer.account_id)
    .bind(now)
    .run()
    .await?;
    closing::records::close(transaction, officer.account_id).await
}

/// Takes the name and the job out of what stays of an officer who left by themselves.
pub async fn forget_name(transaction: &mut Transaction, account: AccountId) -> sqlx::Result<()> {
    sql(
        transaction,
        "update officer set called = '', job = '' where account_id = $1 and ended_at is not null",
    )
    .bind(account)
    .run()
    .await?;
    Ok(())
}
