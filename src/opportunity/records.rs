//! Opportunities in the database, whole: an opportunity is always read together with what it seeks.

mod row;

use std::{collections::HashMap, fmt::Write as _};

use sqlx::AssertSqlSafe;

use super::{Opportunity, OpportunityId, State, stop};
use crate::{
    account::AccountId,
    database::{Database, Target, Transaction, changes, sql, values::slug_list},
    moment::Moment,
    organisation::OrganisationId,
};
use row::fold;

crate::id!(
    /// A row of `seek`.
    SeekId
);

/// The most ids that go into one statement.
const CHUNK: usize = 500;

/// An opportunity and one of its seeks per row; the condition follows.
const SELECT: &str = "select o.id, o.organisation_id, o.officer_id, o.state, o.title, o.summary, o.part, \
    o.open_text, o.fixed_text, o.decides, o.decided_when, o.stage, o.activity, o.area, o.within_km, o.formats, \
    o.times, o.starts_on, o.minutes, o.meetings, o.motives, o.fee_pence, o.fee_per, o.pay_on, o.expenses, \
    o.replacement_care, o.access, o.access_notes, o.places, o.reply_by, o.feedback_by, o.form_seed, o.opened_at, \
    o.formed_at, o.reason, s.kind as seek_kind, s.badge as seek_badge, s.standpoint as seek_standpoint, \
    s.words as seek_words, s.need as seek_need \
    from opportunity o left join seek s on s.opportunity_id = o.id where ";

/// One opportunity, whoever's it is and wherever it stands.
pub async fn load(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<Option<Opportunity>> {
    let text = format!("{SELECT} o.id = $1 order by o.id, s.position");
    let rows = sql(target, AssertSqlSafe(text)).bind(id).all().await?;
    Ok(fold(rows).pop())
}

/// One opportunity of one organisation; another's is not there.
pub async fn load_own(
    target: impl Into<Target<'_>>,
    id: OpportunityId,
    organisation: OrganisationId,
) -> sqlx::Result<Option<Opportunity>> {
    let text = format!("{SELECT} o.id = $1 and o.organisation_id = $2 order by o.id, s.position");
    let rows = sql(target, AssertSqlSafe(text))
        .bind(id)
        .bind(organisation)
        .all()
        .await?;
    Ok(fold(rows).pop())
}

/// These opportunities, in the order of `ids`; those that are not there are left out.
pub async fn load_many(database: &Database, ids: &[OpportunityId]) -> sqlx::Result<Vec<Opportunity>> {
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let text = format!(
            "{SELECT} o.id in ({}) order by o.id, s.position",
            marks(1, chunk.len())
        );
        let mut statement = sql(database, AssertSqlSafe(text));
        for id in chunk {
            statement = statement.bind(*id);
        }
        found.extend(fold(statement.all().await?).into_iter().map(|one| (one.id, one)));
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The same without those that nobody can read any more: what found them may know of a stop only a moment later.
pub async fn load_public(database: &Database, ids: &[OpportunityId]) -> sqlx::Result<Vec<Opportunity>> {
    let mut found = load_many(database, ids).await?;
    found.retain(|one| one.state.is_public());
    Ok(found)
}

/// `$first, $first+1, …`: so many placeholders.
fn marks(first: usize, count: usize) -> String {
    let mut marks = String::new();
    for number in first..first + count {
        let separator = if number == first { "" } else { ", " };
        write!(marks, "{separator}${number}").ok();
    }
    marks
}

/// The ids of everything that is public, newest first.
pub async fn open_ids(database: &Database) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        database,
        "select id from opportunity where state in ('open', 'inviting') order by opened_at desc, id desc",
    )
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Everything of one organisation, newest first.
pub async fn of_organisation(
    database: &Database,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<Opportunity>> {
    let text = format!("{SELECT} o.organisation_id = $1 order by o.created_at desc, o.id desc, s.position");
    let rows = sql(database, AssertSqlSafe(text))
        .bind(organisation)
        .all()
        .await?;
    Ok(fold(rows))
}

/// Everything that waits for a steward, the longest wait first.
pub async fn waiting(database: &Database) -> sqlx::Result<Vec<Opportunity>> {
    let text = format!("{SELECT} o.state = 'waiting' order by o.changed_at, o.id, s.position");
    Ok(fold(sql(database, AssertSqlSafe(text)).all().await?))
}

/// Whether a steward ever let this organisation open one: then its next ones open at once.
pub async fn has_opened(target: impl Into<Target<'_>>, organisation: OrganisationId) -> sqlx::Result<bool> {
    let row: Option<(i64,)> = sql(
        target,
        "select cast(1 as bigint) from opportunity where organisation_id = $1 and opened_at is not null limit 1",
    )
    .bind(organisation)
    .optional()
    .await?;
    Ok(row.is_some())
}

/// Stores a new opportunity; `false` when its id is there already: the form came twice.
pub async fn insert(
    transaction: &mut Transaction,
    opportunity: &Opportunity,
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        &mut *transaction,
        "insert into opportunity (id, organisation_id, officer_id, state, title, summary, part, open_text, \
         fixed_text, decides, decided_when, stage, activity, formats, times, motives, fee_pence, fee_per, expenses, \
         replacement_care, access, access_notes, feedback_by, created_at, changed_at, opened_at, formed_at, \
         form_seed, reason) \
         values ($1, $2, $3, $4, '', '', '', '', '', '', '', '', '', '[]', '[]', '[]', 0, 'none', '', 'not-offered', \
         '[]', '', '', $5, $5, $6, $7, $8, $9) on conflict (id) do nothing",
    )
    .bind(opportunity.id)
    .bind(opportunity.organisation_id)
    .bind(opportunity.officer_id)
    .bind(opportunity.state)
    .bind(now)
    .bind(opportunity.opened_at)
    .bind(opportunity.formed_at)
    .bind(opportunity.form_seed.clone())
    .bind(opportunity.reason.clone())
    .run()
    .await?;
    if done == 0 {
        return Ok(false);
    }
    update(transaction, opportunity, now).await
}

/// Stores everything the host writes, and what is sought. Where it stands is changed by [`set_state`] alone; `false`,
/// and nothing is stored, when it stands elsewhere by now than it was read: what was sent off is no longer changed.
pub async fn update(
    transaction: &mut Transaction,
    opportunity: &Opportunity,
    now: Moment,
) -> sqlx::Result<bool> {
    let rows = sql(
        &mut *transaction,
        "update opportunity set title = $2, summary = $3, part = $4, open_text = $5, fixed_text = $6, decides = $7, \
         decided_when = $8, stage = $9, activity = $10, area = $11, within_km = $12, formats = $13, times = $14, \
         starts_on = $15, minutes = $16, meetings = $17, motives = $18, fee_pence = $19, fee_per = $20, pay_on = $21, \
         expenses = $22, replacement_care = $23, access = $24, access_notes = $25, places = $26, reply_by = $27, \
         feedback_by = $28, changed_at = $29 where id = $1 and state = $30",
    )
    .bind(opportunity.id)
    .bind(opportunity.title.clone())
    .bind(opportunity.summary.clone())
    .bind(opportunity.part.clone())
    .bind(opportunity.open_text.clone())
    .bind(opportunity.fixed_text.clone())
    .bind(opportunity.decides.clone())
    .bind(opportunity.decided_when.clone())
    .bind(opportunity.stage.clone())
    .bind(opportunity.activity.clone())
    .bind(opportunity.area.clone())
    .bind(opportunity.within_km)
    .bind(slug_list(&opportunity.formats))
    .bind(slug_list(&opportunity.times))
    .bind(opportunity.starts_on.clone())
    .bind(opportunity.minutes)
    .bind(opportunity.meetings)
    .bind(slug_list(&opportunity.motives))
    .bind(opportunity.fee_pence)
    .bind(opportunity.fee_per)
    .bind(opportunity.pay_on.clone())
    .bind(opportunity.expenses.clone())
    .bind(opportunity.replacement_care)
    .bind(slug_list(&opportunity.access))
    .bind(opportunity.access_notes.clone())
    .bind(opportunity.places)
    .bind(opportunity.reply_by)
    .bind(opportunity.feedback_by.clone())
    .bind(now)
    .bind(opportunity.state)
    .run()
    .await?;
    if rows == 0 {
        return Ok(false);
    }
    replace_seeks(transaction, opportunity, now).await?;
    changes::append(transaction, "opportunity", opportunity.id.0, now).await?;
    Ok(true)
}

async fn replace_seeks(
    transaction: &mut Transaction,
    opportunity: &Opportunity,
    now: Moment,
) -> sqlx::Result<()> {
    sql(&mut *transaction, "delete from seek where opportunity_id = $1")
        .bind(opportunity.id)
        .run()
        .await?;
    for (position, seek) in (0_i64..).zip(&opportunity.seeks) {
        sql(
            &mut *transaction,
            "insert into seek (id, opportunity_id, kind, badge, standpoint, words, need, position) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(SeekId::new(now))
        .bind(opportunity.id)
        .bind(seek.kind)
        .bind(seek.badge.clone())
        .bind(seek.standpoint.clone())
        .bind(seek.words.clone())
        .bind(seek.need)
        .bind(position)
        .run()
        .await?;
    }
    Ok(())
}

/// Moves an opportunity on; `false` when it did not stand in one of `from`, or is to be under way while its
/// organisation is not verified. The first time it becomes public, and when its group is formed, the moment is kept.
pub async fn set_state(
    transaction: &mut Transaction,
    id: OpportunityId,
    from: &[State],
    to: State,
    now: Moment,
) -> sqlx::Result<bool> {
    stop::records::lock(&mut *transaction, id).await?;
    if to.is_under_way() && !stop::records::is_verified(&mut *transaction, id).await? {
        return Ok(false);
    }
    let text = format!(
        "update opportunity set state = $2, changed_at = $3, \
         opened_at = case when $2 = 'open' then coalesce(opened_at, $3) else opened_at end, \
         formed_at = case when $2 = 'formed' then coalesce(formed_at, $3) else formed_at end \
         where id = $1 and state in ({})",
        marks(4, from.len())
    );
    let mut statement = sql(&mut *transaction, AssertSqlSafe(text))
        .bind(id)
        .bind(to)
        .bind(now);
    for state in from {
        statement = statement.bind(*state);
    }
    if statement.run().await? == 0 {
        return Ok(false);
    }
    changes::append(transaction, "opportunity", id.0, now).await?;
    Ok(true)
}

/// Notes which steward decided about an opportunity, and why when it was a no.
pub async fn set_decided(
    transaction: &mut Transaction,
    id: OpportunityId,
    by: AccountId,
    reason: Option<String>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update opportunity set decided_by = $2, reason = $3, changed_at = $4 where id = $1",
    )
    .bind(id)
    .bind(by)
    .bind(reason)
    .bind(now)
    .run()
    .await?;
    changes::append(transaction, "opportunity", id.0, now).await
}

/// Says how many can take part (none: everyone who wants to) and until when answers are taken; `false` once
/// the first wave was released, because people were told these numbers.
pub async fn set_places(
    transaction: &mut Transaction,
    id: OpportunityId,
    places: Option<i64>,
    reply_by: Moment,
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        &mut *transaction,
        "update opportunity set places = $2, reply_by = $3, changed_at = $4 where id = $1 and state = 'open'",
    )
    .bind(id)
    .bind(places)
    .bind(reply_by)
    .bind(now)
    .run()
    .await?;
    if done == 0 {
        return Ok(false);
    }
    changes::append(transaction, "opportunity", id.0, now).await?;
    Ok(true)
}

/// Fixes the seed of the next draw for places in place of `before`; `false` when another is fixed meanwhile.
pub async fn set_form_seed(
    transaction: &mut Transaction,
    id: OpportunityId,
    before: Option<String>,
    seed: String,
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        &mut *transaction,
        "update opportunity set form_seed = $2, changed_at = $3 where id = $1 and form_seed is not distinct from $4",
    )
    .bind(id)
    .bind(seed)
    .bind(now)
    .bind(before)
    .run()
    .await?;
    if done == 0 {
        return Ok(false);
    }
    changes::append(transaction, "opportunity", id.0, now).await?;
    Ok(true)
}
