//! What they agree to, each purpose by itself. Equality answers are never asked for in front of somebody else, so that
//! consent can be taken back here and not given.

use serde_json::{Value, json};

use super::{Acting, written};
use crate::{
    audit::Action,
    citizen::{ConsentPurpose, consent, records},
    outbox,
    post::What,
    web::{Error, Form, Result, Steward},
};

pub(super) async fn show(steward: Steward) -> Result {
    page(&Acting::of(steward).await?, &Form::default()).await
}

async fn given(acting: &Acting) -> Result<Vec<ConsentPurpose>> {
    let person = records::load(&acting.site().database, acting.citizen).await?;
    Ok(person.ok_or(Error::NotFound)?.consents)
}

async fn page(acting: &Acting, form: &Form) -> Result {
    acting.note(Action::OpenFor, "consents").await?;
    let given = given(acting).await?;
    let visit = &acting.steward.visit;
    let shown = |purpose: &ConsentPurpose| -> Value {
        let key = format!("consent-{}", purpose.slug());
        json!({"value": purpose.slug(), "text": visit.text(&key), "hint": visit.text(&format!("{key}-hint"))})
    };
    let (stops, starts): (Vec<ConsentPurpose>, Vec<ConsentPurpose>) = ConsentPurpose::ALL
        .iter()
        .partition(|purpose| given.contains(purpose));
    let starts = starts
        .iter()
        .filter(|purpose| **purpose != ConsentPurpose::Equality);
    let context = json!({
        "stops": stops.iter().map(shown).collect::<Vec<_>>(), "starts": starts.map(shown).collect::<Vec<_>>(),
    });
    acting.ask("steward/rights/consents.html", form, context)
}

pub(super) async fn keep(steward: Steward, mut form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    let stops = form.choices("withdraw", ConsentPurpose::parse);
    let starts = form.choices("give", ConsentPurpose::parse);
    let wishes: Vec<(ConsentPurpose, bool)> = stops
        .iter()
        .map(|purpose| (*purpose, false))
        .chain(starts.iter().map(|purpose| (*purpose, true)))
        .filter(|wish| *wish != (ConsentPurpose::Equality, true))
        .collect();
    if wishes.is_empty() {
        form.problem("withdraw", "missing");
        return page(&acting, &form).await;
    }
    let said = |(purpose, given): &(ConsentPurpose, bool)| {
        let key = if *given {
            "recorded-given"
        } else {
            "recorded-withdrawn"
        };
        let purpose = acting.text(&format!("consent-{}", purpose.slug()));
        let arguments = [("purpose", purpose.into())];
        acting.site().frontend.text_with(acting.language, key, &arguments)
    };
    let detail: Vec<String> = wishes
        .iter()
        .map(|(purpose, given)| format!("{} {}", if *given { "+" } else { "−" }, purpose.slug()))
        .collect();
    let lines = wishes.iter().map(said).collect();
    let mut transaction = acting.site().database.begin().await?;
    let note = (detail.join(", "), lines);
    if acting
        .write_down(&mut transaction, &form, What::Consent, note)
        .await?
    {
        consent::records::update(
            &mut transaction,
            acting.citizen,
            &wishes,
            acting.language,
            acting.now(),
        )
        .await?;
        transaction.commit().await?;
        if stops.contains(&ConsentPurpose::Equality) {
            outbox::forget(acting.site()).await;
        }
    }
    Ok(written())
}
