//! The pages of draws: what a host asks of a group, and the draw for everybody to see.

pub mod asking;
pub mod deciding;
pub mod public;

use axum::Router;
use serde_json::{Value, json};

use super::words::Words;
use crate::{frontend::Language, opportunity::Opportunity, site::Site, web::Visit};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(asking::router())
        .merge(deciding::router())
        .merge(public::router())
}

/// Words for this visit's reader, or for hosts, who read English.
fn words<'a>(visit: &'a Visit, opportunity: &'a Opportunity, language: Language) -> Words<'a> {
    Words {
        frontend: &visit.site.frontend,
        language,
        opportunity,
    }
}

/// Bars for a chart: the chance of each tenth of the people, from the lowest to the highest, in percent.
fn bars(tenths: &[i64]) -> Vec<Value> {
    let tenths = tenths.iter().enumerate();
    tenths
        .map(|(place, chance)| json!({"tenth": place + 1, "percent": super::percent(*chance)}))
        .collect()
}
