//! The SQL of receipts.

use super::receipts::Delivery;
use crate::{
    database::{Database, sql},
    moment::Moment,
    note,
    outbox::{Bounced, LetterId, bounce},
};

/// Writes down what became of a letter; the first word is the last. `Ok` also when there is no such letter.
pub async fn delivered(
    database: &Database,
    letter: LetterId,
    delivery: Delivery,
    now: Moment,
) -> sqlx::Result<()> {
    let bounced = match delivery {
        Delivery::PermanentFailure => Some(Bounced::Hard),
        Delivery::TemporaryFailure => Some(Bounced::Soft),
        // A technical failure is theirs, and says nothing about the mailbox.
        Delivery::Delivered | Delivery::TechnicalFailure => None,
    };
    let mut transaction = database.begin().await?;
    let rows = sql(
        &mut transaction,
        "update outbox set delivery = $2, delivery_at = $3, bounced = $4 where id = $1 and delivery is null",
    )
    .bind(letter)
    .bind(delivery)
    .bind(now)
    .bind(bounced)
    .run()
    .await?;
    if rows == 1 && bounced.is_some() {
        bounce::records::consider(&mut transaction, letter, now).await?;
    }
    if rows == 1 && delivery == Delivery::TechnicalFailure {
        note::records::put(
            &mut transaction,
            note::Topic::NotSentByNotify,
            delivery.slug(),
            now,
        )
        .await?;
    }
    transaction.commit().await
}
