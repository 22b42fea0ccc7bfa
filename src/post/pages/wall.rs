//! What hangs on walls and lies on tables: a poster and a form, both to be printed.

use anyhow::Context;
use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::{Value, json};

use crate::{
    citizen::{ConsentPurpose, Format, Time},
    web::{Result, Visit},
};

/// A poster with a code for telephones and a number to ring.
pub async fn poster(visit: Visit) -> Result {
    let address = visit.site.link("/register");
    let context = json!({"code": code(&address)?, "address": typed(&address)});
    visit.page("post/poster.html", context)
}

/// The code as a drawing; a quarter of it may be torn or dirty.
fn code(address: &str) -> anyhow::Result<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::Q)
        .context("the base URL is too long for a code")?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // Only the drawing: what comes before it is for a file of its own.
    let start = drawn.find("<svg").unwrap_or(0);
    Ok(drawn[start..].replacen("<svg", "<svg aria-hidden=\"true\" focusable=\"false\"", 1))
}

/// An address as people type it.
fn typed(address: &str) -> &str {
    address
        .trim_start_matches("https://")
        .trim_start_matches("http://")
}

/// A form to fill in by hand.
pub async fn form(visit: Visit) -> Result {
    let purposes: Vec<Value> = ConsentPurpose::asked_by_others()
        .map(|purpose| {
            let key = format!("consent-{}", purpose.slug());
            json!({"text": visit.text(&key), "hint": visit.text(&format!("{key}-hint"))})
        })
        .collect();
    let catalogue = crate::badge::catalogue();
    let labels = |list: &str, slugs: Vec<&str>| -> Vec<String> {
        slugs
            .into_iter()
            .map(|slug| catalogue.label(list, slug, visit.language))
            .collect()
    };
    let context = json!({
        "purposes": purposes,
        "formats": labels("format", Format::ALL.iter().map(|format| format.slug()).collect()),
        "times": labels("time", Time::ALL.iter().map(|time| time.slug()).collect()),
        "address": typed(&visit.site.link("/register")),
    });
    visit.page("post/form.html", context)
}
