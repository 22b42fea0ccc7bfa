//! The SQL of calm.

use serde::Serialize;

use super::{Quiet, Window};
use crate::{
    account::AccountId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
    organisation::OrganisationId,
};

/// Letters that wait for their time and have no window at `$1`: what confirms an account, or what somebody did a
/// moment ago, never rests unless it is read out on the telephone, and what goes on paper wakes nobody.
const RESTING: &str =
    "outbox.way <> 'post' and outbox.state in ('queued', 'deferred') and outbox.not_before <= $1
    and (outbox.kind not in ('account', 'receipt') or outbox.way = 'call') and coalesce(outbox.awake_until, 0) <= $1";

/// The letters that we begin with.
const UNASKED: &str = "(outbox.kind in ('invitation', 'reminder', 'digest'))";

/// When somebody rests.
pub async fn load(target: impl Into<Target<'_>>, id: AccountId) -> sqlx::Result<Option<Quiet>> {
    sql(
        target,
        "select zone, quiet_from, quiet_until, sundays from citizen where id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// Stores when somebody rests. What waits for them is looked at anew.
pub async fn update(transaction: &mut Transaction, id: AccountId, quiet: &Quiet) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set zone = $2, quiet_from = $3, quiet_until = $4, sundays = $5 where id = $1",
    )
    .bind(id)
    .bind(quiet.zone.clone())
    .bind(quiet.quiet_from)
    .bind(quiet.quiet_until)
    .bind(quiet.sundays)
    .run()
    .await?;
    sql(
        transaction,
        "update outbox set awake_until = null where account_id = $1 and state in ('queued', 'deferred')",
    )
    .bind(id)
    .run()
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    zone: Option<String>,
    quiet_from: Option<i64>,
    quiet_until: Option<i64>,
    sundays: Option<bool>,
    unasked: bool,
}

/// How the readers of letters without a window rest, each way once; nobody for a letter that is not a citizen's.
pub async fn resting(database: &Database, now: Moment) -> sqlx::Result<Vec<(Option<Quiet>, bool)>> {
    let text = format!(
        "select distinct citizen.zone, citizen.quiet_from, citizen.quiet_until, citizen.sundays, {UNASKED} as unasked
         from outbox left join citizen on citizen.id = outbox.account_id where {RESTING}"
    );
    let rows: Vec<Row> = sql(database, sqlx::AssertSqlSafe(text)).bind(now).all().await?;
    let quiet = |row: Row| {
        let reader = Quiet {
            zone: row.zone?,
            quiet_from: row.quiet_from?,
            quiet_until: row.quiet_until?,
            sundays: row.sundays?,
        };
        Some(reader)
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let unasked = row.unasked;
            (quiet(row), unasked)
        })
        .collect())
}

/// Gives the letters to readers who rest in this way their window: what is due now is due when it begins.
pub async fn set_windows(
    database: &Database,
    reader: Option<&Quiet>,
    unasked: bool,
    (from, until): Window,
    now: Moment,
) -> sqlx::Result<()> {
    let whose = match reader {
        None => "account_id is null or account_id not in (select id from citizen)",
        Some(_) => {
            "account_id in (select id from citizen where zone = $5 and quiet_from = $6 and quiet_until = $7
                            and sundays = $8)"
        }
    };
    let text = format!(
        "update outbox set not_before = case when $2 > $1 then $2 else not_before end, awake_until = $3
         where {RESTING} and {UNASKED} = $4 and ({whose})"
    );
    let mut transaction = database.begin().await?;
    let mut statement = sql(&mut transaction, sqlx::AssertSqlSafe(text))
        .bind(now)
        .bind(from)
        .bind(until)
        .bind(unasked);
    if let Some(quiet) = reader {
        statement = statement
            .bind(quiet.zone.clone())
            .bind(quiet.quiet_from)
            .bind(quiet.quiet_until)
            .bind(quiet.sundays);
    }
    statement.run().await?;
    transaction.commit().await
}

/// An organisation that may not ask somebody.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Blocked {
    /// The organisation.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub created_at: Moment,
}

/// The organisations that may not ask somebody, by name.
pub async fn blocked(database: &Database, id: AccountId) -> sqlx::Result<Vec<Blocked>> {
    sql(
        database,
        "select o.id, o.name, b.created_at from organisation_block b join organisation o on o.id = b.organisation_id
         where b.citizen_id = $1 order by o.name, o.id",
    )
    .bind(id)
    .all()
    .await
}

/// Lets an organisation ask somebody no more. Blocking it twice is blocking it once, and one that does not exist
/// cannot be blocked: `false`.
pub async fn block(
    transaction: &mut Transaction,
    id: AccountId,
    organisation: OrganisationId,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        transaction,
        "insert into organisation_block (citizen_id, organisation_id, created_at)
         select $1, organisation.id, $3 from organisation where organisation.id = $2
         on conflict (citizen_id, organisation_id) do nothing",
    )
    .bind(id)
    .bind(organisation)
    .bind(now)
    .run()
    .await?;
    Ok(rows == 1)
}

/// Lets an organisation ask somebody again.
pub async fn unblock(
    transaction: &mut Transaction,
    id: AccountId,
    organisation: OrganisationId,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from organisation_block where citizen_id = $1 and organisation_id = $2",
    )
    .bind(id)
    .bind(organisation)
    .run()
    .await?;
    Ok(())
}

/// Takes back a block that was made at `at`; one that was made anew since stays.
pub async fn unblock_made_at(
    transaction: &mut Transaction,
    id: AccountId,
    organisation: OrganisationId,
    at: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "delete from organisation_block where citizen_id = $1 and organisation_id = $2 and created_at = $3",
    )
    .bind(id)
    .bind(organisation)
    .bind(at)
    .run()
    .await?;
    Ok(())
}
