//! The SQL of consent.

use std::collections::HashMap;

use crate::{
    citizen::{CONSENT_TEXT, CitizenId, ConsentPurpose, ConsentRecord, records},
    database::{Database, Target, Transaction, ask_to_wipe, changes, sql},
    frontend::Language,
    moment::Moment,
};

/// What each of these people consents to at this moment.
pub async fn current(
    target: &mut Target<'_>,
    ids: &[CitizenId],
) -> sqlx::Result<HashMap<CitizenId, Vec<ConsentPurpose>>> {
    let rows: Vec<(CitizenId, ConsentPurpose, bool)> = records::about(
        target,
        "select citizen_id, purpose, given from consent where citizen_id",
        "order by number",
        ids,
    )
    .all()
    .await?;
    let mut current: HashMap<CitizenId, Vec<ConsentPurpose>> = HashMap::new();
    for (citizen, purpose, given) in rows {
        let purposes = current.entry(citizen).or_default();
        purposes.retain(|known| *known != purpose);
        if given {
            purposes.push(purpose);
        }
    }
    Ok(current)
}

/// Every time this person gave or withdrew a consent, the oldest first.
pub async fn history(database: &Database, id: CitizenId) -> sqlx::Result<Vec<ConsentRecord>> {
    sql(
        database,
        "select purpose, given, text_version, locale, at from consent where citizen_id = $1 order by number",
    )
    .bind(id)
    .all()
    .await
}

/// Since when this person consents to `purpose`; `None` when they do not.
pub async fn given_at(
    target: impl Into<Target<'_>>,
    id: CitizenId,
    purpose: ConsentPurpose,
) -> sqlx::Result<Option<Moment>> {
    let last: Option<(bool, Moment)> = sql(
        target,
        "select given, at from consent where citizen_id = $1 and purpose = $2 order by number desc limit 1",
    )
    .bind(id)
    .bind(purpose)
    .optional()
    .await?;
    Ok(last.and_then(|(given, at)| given.then_some(at)))
}

/// Writes down what somebody consents to, for the purposes that change, with the wording that pages show now.
/// Withdrawing the consent to equality answers erases them.
pub async fn update(
    transaction: &mut Transaction,
    id: CitizenId,
    wishes: &[(ConsentPurpose, bool)],
    locale: Language,
    now: Moment,
) -> sqlx::Result<()> {
    if !records::lock(transaction, id, now).await? {
        return Ok(());
    }
    let mut given = current(&mut Target::from(&mut *transaction), &[id]).await?;
    let given = given.remove(&id).unwrap_or_default();
    for &(purpose, wish) in wishes {
        if given.contains(&purpose) != wish {
            insert(transaction, id, purpose, wish, locale, now).await?;
        }
        if matches!(purpose, ConsentPurpose::Counts | ConsentPurpose::Matching) && !wish {
            // A week is counted from a snapshot; a person who withdraws leaves the snapshot at once.
            sql(
                &mut *transaction,
                "delete from count_snapshot where citizen_id = $1",
            )
            .bind(id)
            .run()
            .await?;
        }
        if purpose == ConsentPurpose::Equality && !wish {
            forget_equality(transaction, id, now).await?;
        }
    }
    changes::append(transaction, "citizen", id.0, now).await
}

/// Equality answers are kept for nothing but what this consent allows, so they go with it.
async fn forget_equality(transaction: &mut Transaction, id: CitizenId, now: Moment) -> sqlx::Result<()> {
    let text = "delete from equality_answer where citizen_id = $1";
    let rows = sql(&mut *transaction, text).bind(id).run().await?;
    if rows > 0 {
        ask_to_wipe(transaction, now).await?;
    }
    Ok(())
}

async fn insert(
    transaction: &mut Transaction,
    id: CitizenId,
    purpose: ConsentPurpose,
    given: bool,
    locale: Language,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into consent (citizen_id, number, purpose, given, text_version, locale, at)
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from consent where citizen_id = $1",
    )
    .bind(id)
    .bind(purpose)
    .bind(given)
    .bind(CONSENT_TEXT.to_owned())
    .bind(locale)
    .bind(now)
    .run()
    .await?;
    Ok(())
}
