//! Anonymous cards: of one opportunity's pool, and the search over all of them.

mod search;

use std::collections::HashSet;

use axum::{Extension, Router, extract::Path, routing::get};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{organisation_of, own};
use crate::{
    badge::catalogue,
    frontend::Language,
    matching::{Card, Matcher, Reason},
    opportunity::{Need, Opportunity},
    web::{Error, Officer, Result, Site, Visit},
};

/// So many cards are shown.
const CARDS: usize = 24;

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity/{id}/cards", get(pool))
        .route("/host/search", get(search::page))
}

/// The cards of an opportunity's pool.
async fn pool(officer: Officer, Extension(matcher): Extension<Matcher>, Path(id): Path<String>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let opportunity = own(&officer.visit.site.database, &id, &organisation).await?;
    // What was never approved finds nobody: a draft could be turned into any question.
    if !opportunity.state.is_public() {
        return Err(Error::NotFound);
    }
    let cards = matcher.cards(&opportunity, CARDS).await?;
    let shown: Vec<Value> = cards
        .iter()
        .map(|card| {
            let mut shown = show(&officer.visit, card);
            let (met, of) = share(card, &opportunity);
            shown["met"] = json!(met);
            shown["of"] = json!(of);
            shown["level"] = json!((4 * met).div_ceil(of.max(1)).clamp(1, 4));
            shown["group"] = json!(card.musts_met);
            shown
        })
        .collect();
    let has_musts = opportunity.seeks.iter().any(|seek| seek.need == Need::Must);
    officer.visit.english_page(
        "host/cards.html",
        json!({"id": opportunity.id, "title": opportunity.title, "cards": shown, "has_musts": has_musts}),
    )
}

/// How many of the things sought the card's reasons speak of.
fn share(card: &Card, opportunity: &Opportunity) -> (usize, usize) {
    let met: HashSet<&str> = card
        .reasons
        .iter()
        .map(|reason| reason.criterion.as_str())
        .collect();
    let of = opportunity.seeks.len().max(1);
    (met.len().min(of), of)
}

/// A card in words: labels of the catalogue, a distance band, ways and times. There is nothing else on it.
fn show(visit: &Visit, card: &Card) -> Value {
    let english = Language::English;
    let label = |list: &str, slug: &str| catalogue().label(list, slug, english);
    let badges = card.badges.iter().filter_map(|slug| catalogue().badge(slug));
    json!({
        "badges": badges.map(|badge| json!({"label": badge.label, "kind": badge.kind})).collect::<Vec<_>>(),
        "distance": card.distance,
        "formats": card.formats.iter().map(|format| label("format", format.slug())).collect::<Vec<_>>(),
        "times": card.times.iter().map(|time| label("time", time.slug())).collect::<Vec<_>>(),
        "reasons": card.reasons.iter().map(|reason| sentence(visit, reason)).collect::<Vec<_>>(),
    })
}

fn sentence(visit: &Visit, reason: &Reason) -> String {
    let arguments = [
        ("criterion", FluentValue::from(reason.criterion.clone())),
        ("because", FluentValue::from(reason.because.clone())),
    ];
    let key = format!("host-{}", reason.key());
    visit.site.frontend.text_with(Language::English, &key, &arguments)
}
