//! What hangs on walls and lies on tables: a poster and a form, both to be printed.

use serde_json::{Value, json};

use crate::{
    citizen::{ConsentPurpose, Format, Time},
    web::{Result, Visit, qr_code},
};

/// A poster with a code for telephones and a number to ring.
pub async fn poster(visit: Visit) -> Result {
    let address = visit.site.link("/register");
    let context = json!({"code": qr_code(&address)?, "address": typed(&address)});
    visit.page("post/poster.html", context)
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
