//! What a steward found out about a letter that was lost from sight.

use axum::extract::Path;

use crate::{
    audit::{self, Action, Entry},
    outbox::LetterId,
    steward::records,
    web::{Error, Form, Result, Steward, visit::done},
};

/// Ends the doubt: it arrived, or it did not.
pub async fn settle(steward: Steward, Path(id): Path<String>, form: Form) -> Result {
    let visit = &steward.visit;
    let id: LetterId = id.parse().map_err(|_| Error::NotFound)?;
    let arrived = match form.text("arrived") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::NotFound),
    };
    let mut transaction = visit.site.database.begin().await?;
    let Some(citizen) = records::settle_letter(&mut transaction, id, arrived).await? else {
        return Ok(done("/steward", "decided-before"));
    };
    let entry = Entry {
        actor: steward.id,
        organisation: None,
        citizen,
        opportunity: None,
        action: Action::SettleLetter,
        detail: format!("{id}: {}", if arrived { "arrived" } else { "did not arrive" }),
    };
    audit::insert(&mut transaction, &entry, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(done("/steward", "letter-settled"))
}
