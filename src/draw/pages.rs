//! The pages of draws: what a host asks of a group, and the draw for everybody to see.

pub mod asking;
pub mod deciding;
pub mod public;

use axum::Router;
use serde_json::{Value, json};

use super::{Seat, Wishes};
use crate::{
    badge::catalogue,
    equality::Feature,
    frontend::Language,
    opportunity::{Opportunity, pages::shown},
    site::Site,
    web::Visit,
};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .merge(asking::router())
        .merge(deciding::router())
        .merge(public::router())
}

/// A seat in words: its parts joined.
fn seat_words(visit: &Visit, opportunity: &Opportunity, seat: &Seat, language: Language) -> String {
    let sought = [seat.experience, seat.skill]
        .into_iter()
        .flatten()
        .filter_map(|place| {
            let seek = opportunity.seeks.get(usize::try_from(place).ok()?)?;
            shown::sought(seek, language)["label"].as_str().map(str::to_owned)
        });
    let label = |list: &str, slug: &Option<String>| {
        slug.as_deref()
            .map(|slug| catalogue().label(list, slug, language))
    };
    let first = seat
        .first_time
        .then(|| visit.site.frontend.text(language, "draw-first-time"));
    let parts: Vec<String> = sought
        .chain(label("standpoint", &seat.standpoint))
        .chain(label("motive", &seat.motive))
        .chain(first)
        .collect();
    parts.join(" + ")
}

/// The rules of these wishes in words, in the order of the composer's question.
fn rule_words(visit: &Visit, opportunity: &Opportunity, wishes: &Wishes, language: Language) -> Vec<String> {
    let seats = wishes
        .seats
        .iter()
        .map(|seat| seat_words(visit, opportunity, seat, language));
    let quotas = wishes
        .quotas
        .iter()
        .map(|quota| quota_words(visit, quota.feature, &quota.value, language));
    let regulars = wishes.most_regulars.map(|_| regulars_words(visit, language));
    seats.chain(quotas).chain(regulars).collect()
}

fn regulars_words(visit: &Visit, language: Language) -> String {
    visit.site.frontend.text(language, "draw-regulars")
}

fn quota_words(visit: &Visit, feature: Feature, value: &str, language: Language) -> String {
    let text = |key: &str| visit.site.frontend.text(language, key);
    let slug = feature.slug();
    format!(
        "{}: {}",
        text(&format!("draw-feature-{slug}")),
        text(&format!("equality-{slug}-{value}"))
    )
}

/// Bars for a chart: the chance of each tenth of the people, from the lowest to the highest, in percent.
fn bars(tenths: &[i64]) -> Vec<Value> {
    let tenths = tenths.iter().enumerate();
    tenths
        .map(|(place, chance)| json!({"tenth": place + 1, "percent": super::percent(*chance)}))
        .collect()
}
