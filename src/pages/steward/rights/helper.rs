//! Somebody who shall help them. The person says yes to it with the code of a letter or when they are rung; the helper
//! hears nothing before.

use serde_json::json;

use super::{Acting, HERE, written};
use crate::{
    account::{attempts::LETTERS, pages},
    database::values::slug_list,
    post::{What, code::records::ABOUT_SUPPORTER, contact},
    supporter::{SupporterId, pages::yours, records},
    web::{Form, Result, Steward, visit::done},
};

pub(super) async fn show(steward: Steward) -> Result {
    ask(&Acting::of(steward).await?, &Form::default())
}

fn ask(acting: &Acting, form: &Form) -> Result {
    let may = yours::choices(&acting.steward.visit);
    acting.ask("steward/rights/helper.html", form, json!({"may": may}))
}

pub(super) async fn keep(steward: Steward, mut form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    let visit = &acting.steward.visit;
    let Some((called, email, may)) = yours::read(&mut form) else {
        return ask(&acting, &form);
    };
    let limit = ("supporter", email.as_str(), LETTERS);
    if !pages::may_try(visit, &mut form, "supporter_email", limit).await? {
        return Ok(pages::too_soon(ask(&acting, &form)?));
    }
    let Some(recipient) = acting.contact.recipient() else {
        return Ok(done(HERE, "nowhere"));
    };
    let now = acting.now();
    let arguments = [("name", called.clone().into())];
    let line = acting
        .site()
        .frontend
        .text_with(acting.language, "recorded-supporter", &arguments);
    let detail = format!("helper: {called}, {}", slug_list(&may));
    let mut transaction = acting.site().database.begin().await?;
    yours::check_number(&mut transaction, acting.citizen, &mut form, now).await?;
    if !form.is_fine() {
        drop(transaction);
        return ask(&acting, &form);
    }
    if acting
        .write_down(&mut transaction, &form, What::Supporter, (detail, vec![line]))
        .await?
    {
        let id = SupporterId::new(now);
        let named = (called.as_str(), &email);
        records::insert(&mut transaction, (id, acting.citizen), named, &may, false, now).await?;
        let words: Vec<String> = may
            .iter()
            .map(|may| acting.text(&format!("supporter-may-{}", may.slug())))
            .collect();
        let context = json!({
            "supporter": called, "email": email, "may": words, "way": acting.contact.way,
            "url": acting.site().link("/you/supporters"),
        });
        contact::put(
            &mut transaction,
            acting.site(),
            acting.writing(),
            ("supporter-waits", context),
            (format!("{ABOUT_SUPPORTER}{id}"), recipient),
            now,
        )
        .await?;
        transaction.commit().await?;
    }
    Ok(written())
}
