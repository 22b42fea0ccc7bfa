//! The SQL of citizens. Every function that changes somebody first locks their row, so that forms sent twice
//! at once are answered one after the other, and last tells the change log.

use std::collections::HashMap;

use super::{Citizen, CitizenId, Contribution, Declared, Format, LetterFormat, Time, consent};
use crate::{
    database::{
        Database, Record, Statement, Target, Transaction, changes, sql,
        values::{parse_slugs, slug_list},
    },
    moment::Moment,
};

/// So many people are read with one statement.
const AT_ONCE: usize = 500;

/// Adds the citizen of a new account: nothing said, nothing consented to.
pub async fn insert(transaction: &mut Transaction, id: CitizenId, now: Moment) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "insert into citizen (id, formats, times, motives, open_ceiling, month_ceiling, step, created_at, changed_at)
         values ($1, '[]', '[]', '[]', 2, 3, 'name', $2, $2) on conflict (id) do nothing",
    )
    .bind(id)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// One citizen, whole.
pub async fn load(target: impl Into<Target<'_>>, id: CitizenId) -> sqlx::Result<Option<Citizen>> {
    let mut found = load_some(&mut target.into(), &[id]).await?;
    Ok(found.pop())
}

/// These citizens, whole, in no particular order; those who are gone are left out.
pub async fn load_many(database: &Database, ids: &[CitizenId]) -> sqlx::Result<Vec<Citizen>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        found.extend(load_some(&mut database.into(), some).await?);
    }
    Ok(found)
}

/// Everybody, the longest registered first.
pub async fn all_ids(database: &Database) -> sqlx::Result<Vec<CitizenId>> {
    let rows: Vec<(CitizenId,)> = sql(database, "select id from citizen order by id").all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether this citizen is there, with their row locked until the transaction ends.
pub async fn lock(transaction: &mut Transaction, id: CitizenId, now: Moment) -> sqlx::Result<bool> {
    let rows = sql(transaction, "update citizen set changed_at = $2 where id = $1")
        .bind(id)
        .bind(now)
        .run()
        .await?;
    Ok(rows == 1)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: CitizenId,
    called: Option<String>,
    area: Option<String>,
    travel_km: Option<i64>,
    formats: String,
    times: String,
    matters: Option<String>,
    motives: String,
    phone: Option<String>,
    open_ceiling: i64,
    month_ceiling: i64,
    paused_until: Option<Moment>,
    step: String,
    created_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Of<T> {
    citizen_id: CitizenId,
    #[sqlx(flatten)]
    row: T,
}

async fn load_some(target: &mut Target<'_>, ids: &[CitizenId]) -> sqlx::Result<Vec<Citizen>> {
    let rows: Vec<Row> = about(
        target,
        "select id, called, area, travel_km, formats, times, matters, motives, phone, open_ceiling,
                month_ceiling, paused_until, step, created_at
         from citizen where id",
        "",
        ids,
    )
    .all()
    .await?;
    let mut badges = grouped::<Declared>(
        target,
        "select citizen_id, id, kind, badge, words, standpoint, visibility from citizen_badge where citizen_id",
        "order by created_at, id",
        ids,
    )
    .await?;
    let mut contributions = grouped::<Contribution>(
        target,
        "select citizen_id, id, kind, words, year from contribution where citizen_id",
        "order by created_at, id",
        ids,
    )
    .await?;
    let mut consents = consent::records::current(target, ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| Citizen {
            badges: badges.remove(&row.id).unwrap_or_default(),
            contributions: contributions.remove(&row.id).unwrap_or_default(),
            consents: consents.remove(&row.id).unwrap_or_default(),
            id: row.id,
            called: row.called,
            area: row.area,
            travel_km: row.travel_km,
            formats: parse_slugs(&row.formats),
            times: parse_slugs(&row.times),
            matters: row.matters,
            motives: parse_slugs(&row.motives),
            phone: row.phone,
            open_ceiling: row.open_ceiling,
            month_ceiling: row.month_ceiling,
            paused_until: row.paused_until,
            step: row.step,
            created_at: row.created_at,
        })
        .collect())
}

/// `select … where column in (…ids…) order`, ready to run.
pub fn about<'c>(
    target: &'c mut Target<'_>,
    select: &'static str,
    order: &'static str,
    ids: &[CitizenId],
) -> Statement<'c> {
    let places: Vec<String> = (1..=ids.len()).map(|place| format!("${place}")).collect();
    let text = format!("{select} in ({}) {order}", places.join(", "));
    let statement = sql(target.again(), sqlx::AssertSqlSafe(text));
    ids.iter().fold(statement, |statement, id| statement.bind(*id))
}

async fn grouped<T>(
    target: &mut Target<'_>,
    select: &'static str,
    order: &'static str,
    ids: &[CitizenId],
) -> sqlx::Result<HashMap<CitizenId, Vec<T>>>
where
    Of<T>: Record,
{
    let mut groups: HashMap<CitizenId, Vec<T>> = HashMap::new();
    let rows: Vec<Of<T>> = about(target, select, order, ids).all().await?;
    for Of { citizen_id, row } in rows {
        groups.entry(citizen_id).or_default().push(row);
    }
    Ok(groups)
}

/// Stores which question of the registration comes next. It is nobody's business but the person's, so the
/// change log is not told.
pub async fn update_step(transaction: &mut Transaction, id: CitizenId, step: &str) -> sqlx::Result<()> {
    sql(transaction, "update citizen set step = $2 where id = $1")
        .bind(id)
        .bind(step.to_owned())
        .run()
        .await?;
    Ok(())
}

/// Stores the name to be called by.
pub async fn update_called(
    transaction: &mut Transaction,
    id: CitizenId,
    called: &str,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set called = $2, changed_at = $3 where id = $1",
    )
    .bind(id)
    .bind(called.to_owned())
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// Stores the outward code and how far somebody travels.
pub async fn update_place(
    transaction: &mut Transaction,
    id: CitizenId,
    area: Option<String>,
    travel_km: Option<i64>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set area = $2, travel_km = $3, changed_at = $4 where id = $1",
    )
    .bind(id)
    .bind(area)
    .bind(travel_km)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// Stores how and when somebody takes part.
pub async fn update_ways(
    transaction: &mut Transaction,
    id: CitizenId,
    formats: &[Format],
    times: &[Time],
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set formats = $2, times = $3, changed_at = $4 where id = $1",
    )
    .bind(id)
    .bind(slug_list(formats))
    .bind(slug_list(times))
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// Stores what matters: motives, the most important first, and one line.
pub async fn update_matters(
    transaction: &mut Transaction,
    id: CitizenId,
    motives: &[String],
    matters: Option<String>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set motives = $2, matters = $3, changed_at = $4 where id = $1",
    )
    .bind(id)
    .bind(slug_list(motives))
    .bind(matters)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// Stores how often somebody wants to be asked.
pub async fn update_ceilings(
    transaction: &mut Transaction,
    id: CitizenId,
    open: i64,
    month: i64,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set open_ceiling = $2, month_ceiling = $3, changed_at = $4 where id = $1",
    )
    .bind(id)
    .bind(open)
    .bind(month)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// Stores a telephone number; `None` takes it away. Nobody has said at another number that it is theirs.
pub async fn update_phone(
    transaction: &mut Transaction,
    id: CitizenId,
    phone: Option<String>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set phone_confirmed_at = case when phone = $2 then phone_confirmed_at end,
             phone = $2, changed_at = $3
         where id = $1",
    )
    .bind(id)
    .bind(phone)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// Pauses matching and invitations until a moment; `None` resumes.
pub async fn update_pause(
    transaction: &mut Transaction,
    id: CitizenId,
    until: Option<Moment>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update citizen set paused_until = $2, changed_at = $3 where id = $1",
    )
    .bind(id)
    .bind(until)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "citizen", id.0, now).await
}

/// In which form somebody reads letters.
pub async fn letter_format(target: impl Into<Target<'_>>, id: CitizenId) -> sqlx::Result<LetterFormat> {
    let (format,): (LetterFormat,) = sql(target, "select letter_format from citizen where id = $1")
        .bind(id)
        .one()
        .await?;
    Ok(format)
}

/// Sets in which form somebody reads letters.
pub async fn update_letter_format(
    transaction: &mut Transaction,
    id: CitizenId,
    format: LetterFormat,
) -> sqlx::Result<()> {
    sql(transaction, "update citizen set letter_format = $2 where id = $1")
        .bind(id)
        .bind(format)
        .run()
        .await?;
    Ok(())
}
