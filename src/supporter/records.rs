//! The SQL of supporters and their drafts.

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Draft, DraftId, DraftKind, MANDATE_TEXT, May, Supporter, SupporterId};
use crate::{
    account::{Email, Token},
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql, values::slug_list},
    moment::Moment,
};

const COLUMNS: &str =
    "select id, citizen_id, called, email, may, named_at, confirmed_at, accepted_at, ended_at from supporter";
const DRAFTS: &str = "select draft.id, draft.citizen_id, supporter.called, draft.kind, draft.invitation_id,
    draft.payload from draft join supporter on supporter.id = draft.supporter_id
    where draft.state = 'waits'";

/// Adds a mandate, which counts from when the person has `confirmed` it; `false` when it is there already.
pub async fn insert(
    transaction: &mut Transaction,
    (id, citizen): (SupporterId, CitizenId),
    (called, email): (&str, &Email),
    may: &[May],
    confirmed: bool,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into supporter (id, citizen_id, called, email, may, text_version, named_at, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing",
    )
    .bind(id)
    .bind(citizen)
    .bind(called.to_owned())
    .bind(email.clone())
    .bind(slug_list(may))
    .bind(MANDATE_TEXT.to_owned())
    .bind(now)
    .bind(confirmed.then_some(now))
    .run()
    .await?;
    Ok(rows == 1)
}

/// The mandates that somebody has given, or that wait for their yes, and that have not ended.
pub async fn of_citizen(target: impl Into<Target<'_>>, citizen: CitizenId) -> sqlx::Result<Vec<Supporter>> {
    let text = format!("{COLUMNS} where citizen_id = $1 and ended_at is null order by named_at, id");
    sql(target, AssertSqlSafe(text)).bind(citizen).all().await
}

/// A mandate that holds.
pub async fn load(target: impl Into<Target<'_>>, id: SupporterId) -> sqlx::Result<Option<Supporter>> {
    let text = format!("{COLUMNS} where id = $1 and ended_at is null and confirmed_at is not null");
    sql(target, AssertSqlSafe(text)).bind(id).optional().await
}

/// A mandate that waits for the person's yes.
pub async fn unconfirmed(target: impl Into<Target<'_>>, id: SupporterId) -> sqlx::Result<Option<Supporter>> {
    let text = format!("{COLUMNS} where id = $1 and ended_at is null and confirmed_at is null");
    sql(target, AssertSqlSafe(text)).bind(id).optional().await
}

/// Notes the person's yes to a mandate that staff wrote down; `false` when it did not wait for one.
pub async fn confirm(
    transaction: &mut Transaction,
    (id, citizen): (SupporterId, CitizenId),
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "update supporter set confirmed_at = $3
         where id = $1 and citizen_id = $2 and confirmed_at is null and ended_at is null",
    )
    .bind(id)
    .bind(citizen)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Whether a mandate was ever given with this id.
pub async fn is_given(database: &Database, id: SupporterId, citizen: CitizenId) -> sqlx::Result<bool> {
    let text = "select count(*) from supporter where id = $1 and citizen_id = $2";
    let (count,): (i64,) = sql(database, text).bind(id).bind(citizen).one().await?;
    Ok(count > 0)
}

/// The mandate behind the link of a letter, while it holds, when the link was used after `since`.
pub async fn by_link(database: &Database, token: &Token, since: Moment) -> sqlx::Result<Option<Supporter>> {
    let text = format!(
        "{COLUMNS} where ended_at is null and confirmed_at is not null
         and id = (select supporter_id from supporter_link where hash = $1 and used_at > $2)"
    );
    sql(database, AssertSqlSafe(text))
        .bind(token.hash())
        .bind(since)
        .optional()
        .await
}

/// Notes that a link was used: it lasts from then on.
pub async fn use_link(transaction: &mut Transaction, token: &Token, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update supporter_link set used_at = $2 where hash = $1",
    )
    .bind(token.hash())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Stores the link of a letter to a supporter.
pub async fn insert_link(
    transaction: &mut Transaction,
    token: &Token,
    id: SupporterId,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into supporter_link (hash, supporter_id, created_at, used_at) values ($1, $2, $3, $3)",
    )
    .bind(token.hash())
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Notes that the supporter accepted.
pub async fn accept(transaction: &mut Transaction, id: SupporterId, now: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update supporter set accepted_at = $2 where id = $1 and accepted_at is null and ended_at is null",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Ends a mandate of `citizen` with everything that hangs on it: links, passes, letters on their way, drafts.
/// `false` when there is no such mandate.
pub async fn end(
    transaction: &mut Transaction,
    (id, citizen): (SupporterId, CitizenId),
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update supporter set ended_at = $3 where id = $1 and citizen_id = $2 and ended_at is null",
    )
    .bind(id)
    .bind(citizen)
    .bind(now)
    .run()
    .await?;
    if rows == 0 {
        return Ok(false);
    }
    for text in [
        "delete from supporter_link where supporter_id = $1",
        "delete from pass where subject = $1",
        "update draft set state = 'thrown-away', payload = ''
         where supporter_id = $1 and state = 'waits'",
        "update outbox set state = 'cancelled', body_text = '', body_html = ''
         where way = 'copy' and state in ('queued', 'claimed', 'deferred')
           and recipient = (select email from supporter where id = $1)
           and account_id = (select citizen_id from supporter where id = $1)",
    ] {
        sql(&mut *transaction, text).bind(id).run().await?;
    }
    end_draft_links(transaction, citizen).await?;
    Ok(true)
}

/// How many mandates somebody has given since `since`, also those that have ended.
pub async fn count_since(
    transaction: &mut Transaction,
    citizen: CitizenId,
    since: Moment,
) -> sqlx::Result<i64> {
    let text = "select count(*) from supporter where citizen_id = $1 and named_at > $2";
    let (count,) = sql(transaction, text).bind(citizen).bind(since).one().await?;
    Ok(count)
}

/// How many drafts wait for somebody.
pub async fn count_waiting(transaction: &mut Transaction, citizen: CitizenId) -> sqlx::Result<i64> {
    let text = "select count(*) from draft where citizen_id = $1 and state = 'waits'";
    let (count,) = sql(transaction, text).bind(citizen).one().await?;
    Ok(count)
}

/// How many drafts of a supporter wait.
pub async fn count_waiting_of(transaction: &mut Transaction, supporter: SupporterId) -> sqlx::Result<i64> {
    let text = "select count(*) from draft where supporter_id = $1 and state = 'waits'";
    let (count,) = sql(transaction, text).bind(supporter).one().await?;
    Ok(count)
}

/// Ends the links and codes about drafts of somebody for whom none waits any more: one letter tells of all of them.
async fn end_draft_links(transaction: &mut Transaction, citizen: CitizenId) -> sqlx::Result<()> {
    const NONE_WAITS: &str =
        "not exists (select 1 from draft other where other.citizen_id = $1 and other.state = 'waits')";
    for text in [
        format!("update draft set token_hash = null where citizen_id = $1 and {NONE_WAITS}"),
        format!("delete from paper_code where citizen_id = $1 and draft_id is not null and {NONE_WAITS}"),
    ] {
        sql(&mut *transaction, AssertSqlSafe(text))
            .bind(citizen)
            .run()
            .await?;
    }
    Ok(())
}

/// Stores a draft.
pub async fn insert_draft(
    transaction: &mut Transaction,
    (id, supporter): (DraftId, &Supporter),
    kind: DraftKind,
    invitation: Option<Uuid>,
    (payload, token): (String, &Token),
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into draft (id, citizen_id, supporter_id, invitation_id, kind, payload, state, token_hash, written_at)
         values ($1, $2, $3, $4, $5, $6, 'waits', $7, $8) on conflict (id) do nothing",
    )
    .bind(id)
    .bind(supporter.citizen_id)
    .bind(supporter.id)
    .bind(invitation)
    .bind(kind)
    .bind(payload)
    .bind(token.hash())
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// The drafts that wait for somebody.
pub async fn drafts(database: &Database, citizen: CitizenId) -> sqlx::Result<Vec<Draft>> {
    let text = format!("{DRAFTS} and draft.citizen_id = $1 order by draft.written_at, draft.id");
    sql(database, AssertSqlSafe(text)).bind(citizen).all().await
}

/// A draft that waits.
pub async fn draft(target: impl Into<Target<'_>>, id: DraftId) -> sqlx::Result<Option<Draft>> {
    let text = format!("{DRAFTS} and draft.id = $1");
    sql(target, AssertSqlSafe(text)).bind(id).optional().await
}

/// Every draft that waits for the person to whom the letter with this link went, when it went after `since`.
pub async fn drafts_by_link(database: &Database, token: &Token, since: Moment) -> sqlx::Result<Vec<Draft>> {
    let text = format!(
        "{DRAFTS} and draft.citizen_id = (
             select told.citizen_id from draft told where told.token_hash = $1 and told.written_at > $2
         ) order by draft.written_at, draft.id"
    );
    sql(database, AssertSqlSafe(text))
        .bind(token.hash())
        .bind(since)
        .all()
        .await
}

/// Settles a draft and forgets what it said; `false` when somebody decided before.
pub async fn settle(
    transaction: &mut Transaction,
    (id, citizen): (DraftId, CitizenId),
    confirmed: bool,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update draft set state = $2, payload = '', decided_at = $3
         where id = $1 and state = 'waits'",
    )
    .bind(id)
    .bind(if confirmed { "confirmed" } else { "thrown-away" }.to_owned())
    .bind(now)
    .run()
    .await?;
    end_draft_links(transaction, citizen).await?;
    Ok(rows == 1)
}
