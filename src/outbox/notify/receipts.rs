//! What GOV.UK Notify tells about a letter later: whether it arrived.

use serde::Deserialize;

use crate::{outbox::LetterId, site::Site};

crate::slugs! {
    /// The last word about a letter.
    pub enum Delivery {
        /// It is in the mailbox.
        Delivered = "delivered",
        /// There is no such mailbox.
        PermanentFailure = "permanent-failure",
        /// The mailbox took nothing for three days.
        TemporaryFailure = "temporary-failure",
        /// Notify could not send it.
        TechnicalFailure = "technical-failure",
    }
}

/// The part of a receipt that we need; the address in it is not kept.
#[derive(Clone, Debug, Deserialize)]
pub struct Receipt {
    /// The letter's id, as we gave it.
    pub reference: Option<String>,
    /// One of [`Delivery`].
    pub status: String,
}

/// Writes down what a receipt says. A receipt about a letter that is not ours, or in a word that is not known, or
/// the second one about a letter, changes nothing.
///
/// # Errors
/// When the database fails; Notify then sends the receipt again.
pub async fn take(site: &Site, receipt: &Receipt) -> sqlx::Result<()> {
    let letter = receipt
        .reference
        .as_deref()
        .and_then(|id| id.parse::<LetterId>().ok());
    let Some((letter, delivery)) = letter.zip(Delivery::parse(&receipt.status)) else {
        return Ok(());
    };
    super::records::delivered(&site.database, letter, delivery, site.now()).await
}
