//! The figures about who lives here, which a steward brings.

use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{label, percent};
use crate::{
    equality::{
        Feature,
        population::{COLUMNS, Fault, LONGEST, Share, parse, records},
    },
    web::{Form, Result, Steward, Visit, visit},
};

/// So many faults are told at once.
const FAULTS: usize = 20;

/// The present figures, ready to be changed.
pub(super) async fn show(steward: Steward) -> Result {
    let shares = records::all(&steward.visit.site.database).await?;
    let form = if shares.is_empty() {
        Form::default()
    } else {
        Form::filled([("shares", written(&shares))])
    };
    page(&steward.visit, &form, &[])
}

/// The file of these shares.
fn written(shares: &[Share]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    writer.write_record(COLUMNS).ok();
    for share in shares {
        let fields = [
            share.feature.slug(),
            &share.value,
            &percent(share.hundredths),
            &share.source,
        ];
        writer.write_record(fields).ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn page(visit: &Visit, form: &Form, faults: &[Fault]) -> Result {
    let mut shown = form.shown(visit);
    if let Some(errors) = shown["errors"].as_array_mut() {
        let told = faults.iter().take(FAULTS).map(|fault| tell(visit, fault));
        errors.extend(told.map(|text| json!({"field": "shares", "text": text})));
    }
    let features: Vec<Value> = Feature::ALL
        .iter()
        .map(|feature| {
            let values: Vec<Value> = feature
                .values()
                .iter()
                .map(|value| json!({"slug": value, "text": visit.text(&label(*feature, value))}))
                .collect();
            json!({"slug": feature, "values": values})
        })
        .collect();
    let context = json!({"form": shown, "features": features, "columns": COLUMNS.join(",")});
    visit.english_page("steward/population.html", context)
}

fn tell(visit: &Visit, fault: &Fault) -> String {
    let name = COLUMNS.get(fault.column - 1).copied().unwrap_or_default();
    let line = i64::try_from(fault.line).unwrap_or(i64::MAX);
    let column = i64::try_from(fault.column).unwrap_or(i64::MAX);
    visit.text_with(
        &format!("steward-population-{}", fault.kind),
        &[
            ("line", FluentValue::from(line)),
            ("column", FluentValue::from(column)),
            ("name", FluentValue::from(name)),
            ("found", FluentValue::from(fault.found.clone())),
        ],
    )
}

/// Reads the file, and puts it in the place of the figures before; a file with a fault changes nothing.
pub(super) async fn keep(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let text = form.pasted_table("shares", LONGEST);
    if !form.is_fine() {
        return page(visit, &form, &[]);
    }
    let shares = match parse(&text) {
        Ok(shares) => shares,
        Err(faults) => return page(visit, &form, &faults),
    };
    let mut transaction = visit.site.database.begin().await?;
    records::replace(&mut transaction, &shares, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(visit::done("/steward/missing", "population-kept"))
}
