//! The SQL of what is worked out once a week.

use crate::database::{Database, Target, sql};

/// The bands that were worked out for a question in a week, as JSON.
pub async fn find(target: impl Into<Target<'_>>, week: i64, question: &str) -> sqlx::Result<Option<String>> {
    let found: Option<(String,)> = sql(
        target,
        "select bands from equality_bands where week = $1 and question = $2",
    )
    .bind(week)
    .bind(question.to_owned())
    .optional()
    .await?;
    Ok(found.map(|(bands,)| bands))
}

/// Stores the bands of a question, unless another node was faster, and forgets those of other weeks. Returns what
/// is stored.
pub async fn keep(database: &Database, week: i64, question: &str, bands: String) -> sqlx::Result<String> {
    let mut transaction = database.begin().await?;
    sql(&mut transaction, "delete from equality_bands where week <> $1")
        .bind(week)
        .run()
        .await?;
    sql(
        &mut transaction,
        "insert into equality_bands (week, question, bands) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(week)
    .bind(question.to_owned())
    .bind(bands.clone())
    .run()
    .await?;
    let kept = find(&mut transaction, week, question).await?;
    transaction.commit().await?;
    Ok(kept.unwrap_or(bands))
}
