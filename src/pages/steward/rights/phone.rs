//! The number of somebody who has a telephone and no address: a new code for the call that makes sure it is theirs.

use serde_json::json;

use super::{Acting, HERE};
use crate::{
    audit::Action,
    citizen::records,
    outbox::Recipient,
    post::{What, calls, contact},
    web::{Error, Form, Result, Steward, visit::done},
};

pub(super) async fn show(steward: Steward) -> Result {
    let acting = Acting::of(steward).await?;
    acting.note(Action::OpenFor, "phone").await?;
    let person = records::load(&acting.site().database, acting.citizen).await?;
    let phone = person.ok_or(Error::NotFound)?.phone;
    acting.ask(
        "steward/rights/phone.html",
        &Form::default(),
        json!({"phone": phone}),
    )
}

/// Makes the code, which is shown once, and the call to the number as it stands now.
pub(super) async fn keep(steward: Steward, form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    let (site, now) = (acting.site(), acting.now());
    let person = records::load(&site.database, acting.citizen).await?;
    let Some(phone) = person.ok_or(Error::NotFound)?.phone else {
        return Ok(done(HERE, "no-number"));
    };
    let mut transaction = site.database.begin().await?;
    let line = acting.text("recorded-number");
    let note = ("call back".to_owned(), vec![line]);
    if !acting
        .write_down(&mut transaction, &form, What::Phone, note)
        .await?
    {
        return Ok(done(HERE, "recorded"));
    }
    let code = calls::new_code(&mut transaction, &site.secret, acting.citizen, now).await?;
    contact::put(
        &mut transaction,
        site,
        acting.writing(),
        ("phone-check", json!({})),
        (format!("phone-check:{}", form.text("id")), Recipient::Call(phone)),
        now,
    )
    .await?;
    transaction.commit().await?;
    acting
        .steward
        .visit
        .english_page("steward/phone-code.html", json!({"code": code}))
}
