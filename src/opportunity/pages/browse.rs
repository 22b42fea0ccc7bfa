//! What everybody reads: everything that is open, a search through it, and one opportunity.

mod why;

use std::collections::HashMap;

use axum::{
    Extension, Router,
    extract::Path,
    routing::{get, post},
};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{
    filters::{Filters, Rules},
    forward, id_in, shown,
};
use crate::{
    account::Role,
    draw::{self, composing},
    matching::Matcher,
    opportunity::{Opportunity, State, records},
    organisation::{self, OrganisationId},
    web::{Error, Result, Site, Visit},
};

/// So many opportunities stand on one page.
const PAGE: usize = 20;
/// How citizens search.
const RULES: Rules = Rules {
    path: "/opportunities",
    longest: 200,
    distances: &[8, 16, 40, 80, 160],
    usual: 40,
    distance: "filter-miles",
};

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/opportunities", get(all))
        .route("/opportunities/{id}", get(one))
        .route("/opportunities/{id}/forward", post(forward::put_forward))
        .route("/opportunities/{id}/take-back", post(forward::take_back))
        .route("/for-you", get(forward::for_you))
}

async fn all(visit: Visit, Extension(matcher): Extension<Matcher>) -> Result {
    let mut form = visit.asked();
    let asked = Filters::read(&mut form, &RULES);
    let mut context = json!({"filters": asked.shown(&visit, &form, &RULES).await?});
    // A search that cannot be meant as it stands finds nothing: a list without the filter would look like an answer.
    if form.is_fine() {
        search(&visit, &matcher, asked, &mut context).await?;
    }
    let form = form.assuming("within", &RULES.usual.to_string());
    context["form"] = form.shown(&visit);
    visit.page("opportunity/all.html", context)
}

/// Adds what was found to the page, or what could be done about finding nothing.
async fn search(visit: &Visit, matcher: &Matcher, mut asked: Filters, context: &mut Value) -> Result<()> {
    let database = &visit.site.database;
    let turns = &visit.site.turns;
    let found = turns.run(|| {
        let ids = matcher.search_opportunities(&asked.for_opportunities())?;
        let better = asked.did_you_mean(&RULES);
        // Only where nothing was found is it looked for in other words.
        let instead = better.as_ref().filter(|_| ids.is_empty());
        let instead = instead.map(|(better, _)| matcher.search_opportunities(&better.for_opportunities()));
        anyhow::Ok((ids, better, instead.transpose()?))
    });
    let (mut ids, better, instead) = found.await??;
    if let Some((better, shown)) = better {
        context["did_you_mean"] = shown;
        if let Some(found) = instead {
            ids = found;
            // A typing error is forgiven at once; the page says whose words these are.
            if !ids.is_empty() {
                context["instead_of"] = json!(asked.words);
                asked = better;
            }
        }
    }
    let last = ids.len().div_ceil(PAGE).max(1);
    let number: usize = visit
        .parameter("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1);
    let number = number.clamp(1, last);
    let here = &ids[(number - 1) * PAGE..ids.len().min(number * PAGE)];
    let asked_for = here.len();
    let here = records::load_public(database, here).await?;
    let gone = asked_for - here.len();
    let mut listed = listed(visit, &here).await?;
    if !asked.words.is_empty() {
        let sentences = turns.run(|| why::sentences(visit, &asked.words, &here)).await?;
        for (card, sentence) in listed.iter_mut().zip(sentences) {
            card["why"] = json!(sentence);
        }
    }
    context["asked"] = json!(!asked.is_empty());
    context["number"] = json!(ids.len() - gone);
    context["opportunities"] = json!(listed);
    context["page_number"] = json!(number);
    context["pages"] = json!(last);
    context["previous"] = json!((number > 1).then(|| asked.address(&RULES, number - 1)));
    context["next"] = json!((number < last).then(|| asked.address(&RULES, number + 1)));
    if ids.is_empty() {
        context["ways_on"] = json!(turns.run(|| ways_on(visit, matcher, &asked)).await??);
    }
    let citizen = visit
        .signed_in()
        .is_some_and(|session| session.role == Role::Citizen);
    context["citizen"] = json!(citizen);
    Ok(())
}

/// What to do when nothing was found: each thing left out, or looking further away, with what that finds.
fn ways_on(visit: &Visit, matcher: &Matcher, asked: &Filters) -> Result<Vec<Value>> {
    let (labels, mut others): (Vec<String>, Vec<Filters>) = asked.parts(visit, &RULES).into_iter().unzip();
    let further = asked.further(&RULES);
    others.extend(further.iter().map(|(_, other)| other.clone()));
    let mut counted = Vec::new();
    for other in others {
        let found = matcher.search_opportunities(&other.for_opportunities())?.len();
        counted.push((other, found));
    }
    let (without, further_counted) = counted.split_at(labels.len());
    let without = labels
        .into_iter()
        .zip(without)
        .map(|(label, found)| ("found-without", label, found));
    let miles = further.iter().map(|(km, _)| (km * 5 / 8).to_string());
    let further = miles
        .zip(further_counted)
        .map(|(miles, found)| ("found-further", miles, found));
    let further = further.filter(|(_, _, (_, found))| *found > 0).take(1);
    let ways = without
        .chain(further)
        .filter(|(_, _, (other, found))| *found > 0 && !other.is_empty());
    let shown = ways.map(|(key, label, (other, found))| {
        let arguments = [
            ("label", FluentValue::from(label)),
            ("number", FluentValue::from(*found)),
        ];
        json!({"text": visit.text_with(key, &arguments), "href": other.address(&RULES, 1)})
    });
    Ok(shown.collect())
}

/// These opportunities as cards show them, with the names of who asks.
pub(super) async fn listed(visit: &Visit, found: &[Opportunity]) -> Result<Vec<Value>> {
    let database = &visit.site.database;
    let mut hosts: Vec<OrganisationId> = found.iter().map(|one| one.organisation_id).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let names: HashMap<OrganisationId, String> = organisation::records::names(database, &hosts).await?;
    Ok(found
        .iter()
        .map(|one| {
            let name = names.get(&one.organisation_id).map_or("", String::as_str);
            shown::whole(one, name, visit.language)
        })
        .collect())
}

async fn one(visit: Visit, Extension(matcher): Extension<Matcher>, Path(id): Path<String>) -> Result {
    let database = &visit.site.database;
    let opportunity = records::load(database, id_in(&id)?)
        .await?
        .filter(|opportunity| opportunity.state.is_public())
        .ok_or(Error::NotFound)?;
    let name = organisation::records::load(database, opportunity.organisation_id)
        .await?
        .map(|organisation| organisation.name)
        .unwrap_or_default();
    let mine = forward::mine(&visit, &matcher, &opportunity).await?;
    let drawn = drawn(&visit, &opportunity).await?;
    visit.page(
        "opportunity/one.html",
        json!({
            "o": shown::whole(&opportunity, &name, visit.language),
            "mine": mine, "drawn": drawn,
            "takes_people": forward::takes_people(&opportunity, visit.site.now()),
        }),
    )
}

/// The hash of our number that decides the next draw, or would if none came from outside, and the newest draw; none
/// when nothing is drawn.
async fn drawn(visit: &Visit, opportunity: &Opportunity) -> Result<Value> {
    let database = &visit.site.database;
    if opportunity.state != State::Inviting || opportunity.places.is_none() {
        return Ok(Value::Null);
    }
    let newest = draw::records::newest(database, opportunity.id).await?;
    let newest = newest.filter(|draw| draw.state != draw::State::Stuck);
    Ok(json!({
        "number": composing::commitment(opportunity), "draw": newest.map(|draw| draw.id),
        "outside": draw::records::outside_seed(database, opportunity.id).await?,
    }))
}
