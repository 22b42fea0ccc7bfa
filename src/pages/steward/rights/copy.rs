//! A copy of everything on paper, to the recorded address only. The steward who writes down that it is wanted reads
//! nothing of it.

use serde_json::json;

use super::{Acting, written};
use crate::{
    audit,
    citizen::{export, records},
    outbox::{Recipient, Way},
    post::{What, contact, copy, records::address},
    web::{Error, Form, Result, Steward},
};

pub(super) async fn show(steward: Steward) -> Result {
    let acting = Acting::of(steward).await?;
    let goes = recipient(&acting).await?;
    ask(&acting, &Form::default(), goes.is_some())
}

fn ask(acting: &Acting, form: &Form, goes: bool) -> Result {
    let moved = !goes && acting.contact.way == Way::Post;
    let context = json!({"reach": acting.contact.way, "moved": moved});
    acting.ask("steward/rights/copy.html", form, context)
}

/// Where the copy goes: none without a recorded address, and none when it was changed in the same talk. The copy holds
/// the new one, and perhaps somebody lives at the old one who must not know it.
async fn recipient(acting: &Acting) -> Result<Option<Recipient>> {
    let recorded = address(&acting.site().database, acting.citizen).await?;
    let stays = recorded.is_some_and(|recorded| {
        acting.contact.reach == format!("{}\n{}", recorded.address, recorded.postcode)
    });
    let there = acting.contact.way == Way::Post && stays;
    Ok(acting.contact.recipient().filter(|_| there))
}

/// Writes the copy as a letter that waits to be printed.
pub(super) async fn keep(steward: Steward, form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    let Some(recipient) = recipient(&acting).await? else {
        return ask(&acting, &form, false);
    };
    let (site, now) = (acting.site(), acting.now());
    let person = records::load(&site.database, acting.citizen).await?;
    let person = person.ok_or(Error::NotFound)?;
    let readings = json!(audit::about(&site.database, acting.citizen).await?);
    let everything = export::everything(&site.database, &person, readings, now).await?;
    let text = copy::text(&site.frontend, acting.language, &everything);
    let mut transaction = site.database.begin().await?;
    let note = ("copy on paper".to_owned(), vec![acting.text("recorded-copy")]);
    if acting
        .write_down(&mut transaction, &form, What::Copy, note)
        .await?
    {
        contact::put(
            &mut transaction,
            site,
            acting.writing(),
            ("copy-on-paper", json!({"copy": text})),
            (format!("copy-on-paper:{}", form.text("id")), recipient),
            now,
        )
        .await?;
        transaction.commit().await?;
    }
    Ok(written())
}
