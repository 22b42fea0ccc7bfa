//! The SQL of equality answers. No change log hears of them: nothing that is indexed hangs on them.

use std::collections::HashMap;

use crate::{
    citizen::{self, CitizenId, ConsentPurpose, consent},
    database::{Target, Transaction, ask_to_wipe, sql},
    equality::{Answers, Feature},
    moment::Moment,
};

/// So many people are read with one statement.
const AT_ONCE: usize = 500;

/// What these people answered, as far as they consent to its use at this moment. Somebody without an answer, or
/// without the consent, is left out. For counts only: which of them said what is shown to nobody.
pub async fn of(
    target: impl Into<Target<'_>>,
    ids: &[CitizenId],
) -> sqlx::Result<HashMap<CitizenId, Answers>> {
    let mut target = target.into();
    let mut found: HashMap<CitizenId, Answers> = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<(CitizenId, String, String)> = citizen::records::about(
            &mut target,
            "select citizen_id, feature, value from equality_answer where (
                 select given from consent where consent.citizen_id = equality_answer.citizen_id
                 and purpose = 'equality' order by number desc limit 1
             ) and citizen_id",
            "",
            some,
        )
        .all()
        .await?;
        for (citizen, feature, value) in rows {
            if let Some(feature) = Feature::parse(&feature) {
                found.entry(citizen).or_default().add(feature, &value);
            }
        }
    }
    Ok(found)
}

/// Stores what somebody chose, or takes an answer away (`None`). `false`, and nothing is stored, when they do not
/// consent at this moment.
pub async fn answer(
    transaction: &mut Transaction,
    id: CitizenId,
    feature: Feature,
    choice: Option<&'static str>,
    now: Moment,
) -> sqlx::Result<bool> {
    // The lock keeps a withdrawal, which erases, from passing between the question and the answer.
    let there = citizen::records::lock(transaction, id, now).await?;
    let consents = consent::records::given_at(&mut *transaction, id, ConsentPurpose::Equality).await?;
    if !there || consents.is_none() {
        return Ok(false);
    }
    let statement = match choice {
        Some(choice) => sql(
            &mut *transaction,
            "insert into equality_answer (citizen_id, feature, value, at) values ($1, $2, $3, $4)
             on conflict (citizen_id, feature) do update set value = excluded.value, at = excluded.at",
        )
        .bind(id)
        .bind(feature)
        .bind(choice.to_owned())
        .bind(now),
        None => sql(
            &mut *transaction,
            "delete from equality_answer where citizen_id = $1 and feature = $2",
        )
        .bind(id)
        .bind(feature),
    };
    statement.run().await?;
    if choice.is_none() {
        ask_to_wipe(transaction, now).await?;
    }
    Ok(true)
}

/// Erases all that somebody answered.
pub async fn erase(transaction: &mut Transaction, id: CitizenId, now: Moment) -> sqlx::Result<()> {
    let text = "delete from equality_answer where citizen_id = $1";
    sql(&mut *transaction, text).bind(id).run().await?;
    ask_to_wipe(transaction, now).await
}
