//! The pages of draws: what a host asks of a group, and the draw for everybody to see.

pub mod asking;
pub mod deciding;
pub mod public;

use axum::Router;
use serde_json::{Value, json};

use super::{
    composing::{self, Facts},
    rounded_percent,
    words::Words,
};
use crate::{frontend::Language, opportunity::Opportunity, site::Site, web::Visit};

/// Chances are told when at least so many people stood in a draw.
const FLOOR: usize = 10;

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

/// Chances in parts of a hundred, rounded to fives from ten on: more would tell how many people there were. `None`
/// when fewer than [`FLOOR`] people stood in the draw.
fn chances(facts: &Facts) -> Option<Value> {
    (facts.people - facts.chosen >= FLOOR).then(|| {
        json!({
            "same": facts.same_chance().map(rounded_percent),
            "lowest": rounded_percent(facts.lowest), "highest": rounded_percent(facts.highest),
            "gini": format!("{:.1}", facts.gini), "certified": facts.certified && facts.lowest > 0,
            "some": facts.lowest < facts.highest, "gap": composing::in_hundred(facts.gap), "bars": bars(&facts.tenths),
        })
    })
}

/// Bars for a chart: the chance of each tenth of the people, from the lowest to the highest.
fn bars(tenths: &[i64]) -> Vec<Value> {
    let tenths = tenths.iter().enumerate();
    tenths
        .map(|(place, chance)| json!({"tenth": place + 1, "percent": rounded_percent(*chance)}))
        .collect()
}
