//! Anonymous cards: of one opportunity's pool, and the search over all of them.

use std::collections::HashSet;

use axum::{Extension, Router, extract::Path, routing::get};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{organisation_of, own};
use crate::{
    area,
    audit::{self, Action, Entry},
    badge::catalogue,
    frontend::Language,
    matching::{Card, CardQuery, Matcher, Reason, vocabulary},
    opportunity::{Opportunity, OpportunityId},
    organisation::Organisation,
    web::{Error, Form, Officer, Result, Site, Visit},
};

/// So many cards are shown.
const CARDS: usize = 24;
/// So many searches a day for one organisation.
const SEARCHES: i64 = 20;
/// The longest search.
const WORDS: usize = 120;
/// So far around a place, kilometres.
const AROUND_KM: i64 = 25;
/// So many readings of the words are offered when a search becomes an opportunity.
const READINGS: usize = 4;

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity/{id}/cards", get(pool))
        .route("/host/search", get(search))
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
            shown
        })
        .collect();
    officer.visit.english_page(
        "host/cards.html",
        json!({"id": opportunity.id, "title": opportunity.title, "cards": shown}),
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

/// The search over cards. It is noted, and a day has its limit; nobody can be picked from it.
async fn search(officer: Officer, Extension(matcher): Extension<Matcher>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let visit = &officer.visit;
    let mut form = visit.asked();
    let words: String = form.text("q").chars().take(WORDS).collect();
    let area = area::parse(form.text("place"));
    if area.is_none() && !form.text("place").is_empty() {
        form.problem("place", "unknown");
    }
    if words.is_empty() || !form.is_fine() {
        return page(&officer, &form, json!({}));
    }
    if !note(&officer, &organisation, &words, area.as_deref()).await? {
        return page(&officer, &form, json!({"limit": SEARCHES}));
    }
    let query = CardQuery {
        words: words.clone(),
        within_km: area.is_some().then_some(AROUND_KM),
        area,
        ..CardQuery::default()
    };
    let cards = matcher.search_cards(&query, CARDS).await?;
    let shown: Vec<Value> = cards.iter().map(|card| show(visit, card)).collect();
    let readings: Vec<Value> = vocabulary::suggest(&words, None, READINGS)
        .into_iter()
        .map(|badge| json!({"value": badge.slug, "text": badge.label}))
        .collect();
    let new = OpportunityId::new(visit.site.now());
    page(
        &officer,
        &form,
        json!({"words": words, "cards": shown, "readings": readings, "new": new}),
    )
}

fn page(officer: &Officer, form: &Form, mut context: Value) -> Result {
    context["form"] = form.shown(&officer.visit);
    officer.visit.english_page("host/search.html", context)
}

/// Notes the search; `false` when the organisation has had its searches of today.
async fn note(
    officer: &Officer,
    organisation: &Organisation,
    words: &str,
    area: Option<&str>,
) -> Result<bool> {
    let site = &officer.visit.site;
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let asked = audit::count_today(&mut transaction, organisation.id, Action::SearchCards, now).await?;
    if asked >= SEARCHES {
        return Ok(false);
    }
    let entry = Entry {
        actor: officer.id,
        organisation: Some(organisation.id),
        citizen: None,
        opportunity: None,
        action: Action::SearchCards,
        detail: area.map_or_else(|| words.to_owned(), |area| format!("{words} ({area})")),
    };
    audit::insert(&mut transaction, &entry, now).await?;
    transaction.commit().await?;
    Ok(true)
}
