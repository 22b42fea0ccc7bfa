//! The search over anonymous cards. Each one is noted, and a day has its limit; nobody can be picked from it: what
//! follows is an opportunity with what was looked for.

use axum::Extension;
use serde_json::{Value, json};

use super::{CARDS, show};
use crate::{
    audit::{self, Action, Entry},
    badge::Badge,
    matching::{Matcher, offers},
    opportunity::{
        OpportunityId,
        pages::{
            filters::{Filters, Rules},
            organisation_of,
        },
    },
    organisation::Organisation,
    web::{Officer, Result, Visit},
};

/// So many searches a day for one organisation.
const SEARCHES: i64 = 20;
/// How hosts search. The distances are the bands of the cards, so that moving one tells nothing that a card does not.
const RULES: Rules = Rules {
    path: "/host/search",
    longest: 120,
    distances: &[15, 30, 60],
    usual: 30,
    distance: "filter-km",
};

pub(super) async fn page(officer: Officer, Extension(matcher): Extension<Matcher>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let visit = &officer.visit;
    let mut form = visit.asked();
    let asked = Filters::read(&mut form, &RULES);
    let topics_only = form.has("find");
    let without_a_topic = asked.words.is_empty() && asked.badges.is_empty();
    // Everybody near a place would be a list of everybody: a search is about something.
    if !topics_only && without_a_topic && (asked.is_filtered() || form.has("q")) {
        form.problem("q", "missing");
    }
    let mut context = json!({"filters": asked.shown(visit, &form, &RULES).await?});
    // Looking for a topic to tick is not yet a search.
    if form.is_fine() && !topics_only && !without_a_topic {
        search(&officer, &organisation, &matcher, &asked, &mut context).await?;
    }
    let form = form.assuming("within", &RULES.usual.to_string());
    context["form"] = form.shown(visit);
    visit.english_page("host/search.html", context)
}

async fn search(
    officer: &Officer,
    organisation: &Organisation,
    matcher: &Matcher,
    asked: &Filters,
    context: &mut Value,
) -> Result<()> {
    let visit = &officer.visit;
    if !note(officer, organisation, &in_words(visit, asked)).await? {
        context["limit"] = json!(SEARCHES);
        return Ok(());
    }
    // Cards have the words of the catalogue only: a word that it does not know finds nobody, so what was meant is
    // looked for at once.
    let turns = &visit.site.turns;
    let better = turns.run(|| asked.did_you_mean(&RULES)).await?;
    let better = better.map(|(better, _)| better);
    if let Some(better) = &better {
        context["instead_of"] = json!(asked.words);
        context["looked_for"] = json!(better.words);
    }
    let asked = better.as_ref().unwrap_or(asked);
    let query = turns.run(|| asked.for_cards()).await?;
    let cards = matcher.search_cards(&query, CARDS).await?;
    context["searched"] = json!(true);
    context["cards"] = json!(cards.iter().map(|card| show(visit, card)).collect::<Vec<_>>());
    context["ask"] = turns.run(|| ask(visit, asked)).await?;
    Ok(())
}

/// What "ask people like these" begins a posting with: what the search was for, never what a card says.
fn ask(visit: &Visit, asked: &Filters) -> Value {
    let meant = offers::offers(&asked.words, None).into_iter();
    let meant = meant.filter(|badge| asked.badges.iter().all(|other| other.slug != badge.slug));
    let tick = |badge: &Badge| json!({"value": badge.slug, "text": badge.label});
    let chosen: Vec<Value> = asked.badges.iter().map(|badge| tick(badge)).collect();
    let meant: Vec<Value> = meant.map(tick).collect();
    // What was ticked in the search stays ticked; of what words may mean, the likeliest.
    let first = usize::from(chosen.is_empty());
    let ticked: Vec<Value> = chosen
        .iter()
        .chain(meant.iter().take(first))
        .map(|tick| tick["value"].clone())
        .collect();
    json!({
        "id": OpportunityId::new(visit.site.now()),
        "badges": chosen.iter().chain(&meant).collect::<Vec<_>>(),
        "form": {"values": {"seek": ticked}},
        "words": asked.words,
        "area": asked.near.as_ref().map(|(area, _)| area),
        "within": asked.near.as_ref().map(|(_, km)| km),
        "formats": asked.formats,
        "times": asked.times,
    })
}

/// The search as the steward reads it: the words, then the filters.
fn in_words(visit: &Visit, asked: &Filters) -> String {
    let filters = asked.with_words("").parts(visit, &RULES);
    let filters: Vec<String> = filters.into_iter().map(|(label, _)| label).collect();
    match (asked.words.as_str(), filters.join(", ")) {
        (words, filters) if filters.is_empty() => words.to_owned(),
        ("", filters) => filters,
        (words, filters) => format!("{words} ({filters})"),
    }
}

/// Notes the search; `false` when the organisation has had its searches of today.
async fn note(officer: &Officer, organisation: &Organisation, searched: &str) -> Result<bool> {
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
        detail: searched.to_owned(),
    };
    audit::insert(&mut transaction, &entry, now).await?;
    transaction.commit().await?;
    Ok(true)
}
