//! The pages of equality answers: a person's own, and who is missing, for hosts and stewards.

mod missing;
mod population;
mod yours;

use axum::{
    Router,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{Feature, missing::Compared};
use crate::{frontend::Language, web::Site};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/you/equality", get(yours::show).post(yours::agree))
        .route("/you/equality/erase", post(yours::erase))
        .route("/you/equality/{feature}", get(yours::ask).post(yours::keep))
        .route("/host/opportunity/{id}/missing", get(missing::of_opportunity))
        .route("/steward/missing", get(missing::overall).post(missing::work_out))
        .route(
            "/steward/population",
            get(population::show).post(population::keep),
        )
}

/// The key of a value's label.
fn label(feature: Feature, value: &str) -> String {
    format!("equality-{}-{value}", feature.slug())
}

/// The comparison as pages show it. These pages are in English only.
fn shown(site: &Site, compared: &[Compared]) -> Vec<Value> {
    let text = |key: &str| site.frontend.text(Language::English, key);
    let values = |one: &Compared| -> Vec<Value> {
        let each = one.values.iter().map(|told| {
            json!({
                "label": text(&label(one.feature, &told.value)), "share": percent(told.share), "word": told.word,
            })
        });
        each.collect()
    };
    compared
        .iter()
        .map(|one| {
            json!({
                "title": text(&format!("host-missing-{}", one.feature.slug())), "slug": one.feature,
                "told": one.values.iter().any(|told| told.word.is_some()),
                "total": one.total, "values": values(one), "sources": one.sources,
            })
        })
        .collect()
}

/// Hundredths of one per cent as people write them: `51`, `8.5`.
fn percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_people_write_them() {
        for (hundredths, text) in [(0, "0"), (5, "0.05"), (850, "8.5"), (5100, "51"), (10_000, "100")] {
            assert_eq!(percent(hundredths), text);
        }
    }
}
