//! The SQL of sentence vectors.

use crate::{
    database::{Database, Target, sql},
    matching::meaning::{TextKey, Vector},
};

/// So many vectors are read with one statement.
const AT_ONCE: i64 = 10_000;

/// Every vector that a model made, in pages; ends with an empty one. `after` is the last text of the page before.
pub async fn page(
    database: &Database,
    model: &str,
    after: Option<TextKey>,
) -> sqlx::Result<Vec<(TextKey, Option<Vector>)>> {
    let rows: Vec<(i64, Vec<u8>)> = sql(
        database,
        "select text_key, vector from text_vectors
         where model = $1 and ($2 or text_key > $3) order by text_key limit $4",
    )
    .bind(model.to_owned())
    .bind(after.is_none())
    .bind(after.map_or(0, stored))
    .bind(AT_ONCE)
    .all()
    .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(key, bytes)| (TextKey(key.cast_unsigned()), Vector::from_bytes(&bytes)))
        .collect())
}

/// The vector that a model made of a text.
pub async fn find(target: impl Into<Target<'_>>, model: &str, text: TextKey) -> sqlx::Result<Option<Vector>> {
    let row: Option<(Vec<u8>,)> = sql(
        target,
        "select vector from text_vectors where text_key = $1 and model = $2",
    )
    .bind(stored(text))
    .bind(model.to_owned())
    .optional()
    .await?;
    Ok(row.and_then(|(bytes,)| Vector::from_bytes(&bytes)))
}

/// Keeps the vector of a text; the one that another node made first stays.
pub async fn insert(
    target: impl Into<Target<'_>>,
    model: &str,
    text: TextKey,
    vector: &Vector,
) -> sqlx::Result<()> {
    sql(
        target,
        "insert into text_vectors (text_key, model, vector) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(stored(text))
    .bind(model.to_owned())
    .bind(vector.to_bytes())
    .run()
    .await?;
    Ok(())
}

/// Forgets what a text means, whichever model said so.
pub async fn delete(target: impl Into<Target<'_>>, text: TextKey) -> sqlx::Result<()> {
    sql(target, "delete from text_vectors where text_key = $1")
        .bind(stored(text))
        .run()
        .await?;
    Ok(())
}

/// Forgets what other models than this one said; of every model when there is none.
pub async fn delete_others(database: &Database, model: Option<&str>) -> sqlx::Result<()> {
    sql(database, "delete from text_vectors where model <> $1")
        .bind(model.unwrap_or_default().to_owned())
        .run()
        .await?;
    Ok(())
}

fn stored(text: TextKey) -> i64 {
    text.0.cast_signed()
}
