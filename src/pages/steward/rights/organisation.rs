//! An organisation that may not ask them, or may again. Which ones may not is not shown: the person says it.

use serde_json::{Value, json};

use super::{Acting, written};
use crate::{
    calm,
    organisation::{OrganisationId, records},
    post::What,
    web::{Form, Result, Steward},
};

pub(super) async fn show(steward: Steward) -> Result {
    ask(&Acting::of(steward).await?, &Form::default()).await
}

async fn ask(acting: &Acting, form: &Form) -> Result {
    let visit = &acting.steward.visit;
    let all = records::verified(&visit.site.database).await?;
    let first = std::iter::once(json!({"value": "", "text": visit.text("steward-rights-choose")}));
    let choices: Vec<Value> = first
        .chain(
            all.into_iter()
                .map(|(id, name)| json!({"value": id, "text": name})),
        )
        .collect();
    acting.ask(
        "steward/rights/organisation.html",
        form,
        json!({"choices": choices}),
    )
}

pub(super) async fn keep(steward: Steward, mut form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    let all = records::verified(&acting.site().database).await?;
    let chosen: Option<(OrganisationId, String)> = form.choice("organisation", |text| {
        let id = text.parse().ok()?;
        all.iter().find(|(known, _)| *known == id).cloned()
    });
    let may = form.choice("may_ask", |said| match said {
        "no" => Some(false),
        "yes" => Some(true),
        _ => None,
    });
    let (Some((id, name)), Some(may)) = (chosen, may) else {
        return ask(&acting, &form).await;
    };
    let key = if may {
        "recorded-unblocked"
    } else {
        "recorded-blocked"
    };
    let arguments = [("name", name.clone().into())];
    let line = acting.site().frontend.text_with(acting.language, key, &arguments);
    let detail = format!("{}: {name}", if may { "may ask" } else { "may not ask" });
    let mut transaction = acting.site().database.begin().await?;
    if acting
        .write_down(&mut transaction, &form, What::Block, (detail, vec![line]))
        .await?
    {
        if may {
            calm::records::unblock(&mut transaction, acting.citizen, id).await?;
        } else {
            calm::records::block(&mut transaction, acting.citizen, id, acting.now()).await?;
        }
        transaction.commit().await?;
    }
    Ok(written())
}
