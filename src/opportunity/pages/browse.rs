//! What everybody reads: everything that is open, a search through it, and one opportunity.

use std::collections::HashMap;

use axum::{
    Extension, Router,
    extract::Path,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{forward, id_in, shown};
use crate::{
    area,
    badge::catalogue,
    citizen::{Format, Time},
    matching::Matcher,
    opportunity::{Opportunity, OpportunityId, records},
    organisation::{self, OrganisationId},
    web::{Error, Form, Result, Site, Visit},
};

/// So many opportunities stand on one page.
const PAGE: usize = 20;
/// So near a place counts as near, kilometres.
const NEAR_KM: f64 = 30.0;
/// The longest search.
const WORDS: usize = 200;

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/opportunities", get(all))
        .route("/opportunities/{id}", get(one))
        .route("/opportunities/{id}/forward", post(forward::put_forward))
        .route("/opportunities/{id}/take-back", post(forward::take_back))
        .route("/for-you", get(forward::for_you))
}

/// What somebody looks for.
struct Asked {
    words: String,
    area: Option<String>,
    format: Option<Format>,
    time: Option<Time>,
}

impl Asked {
    fn read(form: &mut Form) -> Self {
        let area = area::parse(form.text("place"));
        if area.is_none() && !form.text("place").is_empty() {
            form.problem("place", "unknown");
        }
        Self {
            words: form.text("q").chars().take(WORDS).collect(),
            area,
            format: Format::parse(form.text("format")),
            time: Time::parse(form.text("time")),
        }
    }

    fn is_filtered(&self) -> bool {
        self.area.is_some() || self.format.is_some() || self.time.is_some()
    }

    /// What the opportunity leaves open excludes nothing.
    fn fits(&self, opportunity: &Opportunity) -> bool {
        let format = |format| opportunity.formats.is_empty() || opportunity.formats.contains(&format);
        let time = |time| opportunity.times.is_empty() || opportunity.times.contains(&time);
        let near = |place: &str| {
            let venue = opportunity.area.as_deref();
            let remote = opportunity.formats.iter().any(|format| format.is_remote());
            remote || venue.is_none_or(|venue| area::distance_km(place, venue).is_none_or(|km| km <= NEAR_KM))
        };
        self.format.is_none_or(format) && self.time.is_none_or(time) && self.area.as_deref().is_none_or(near)
    }
}

async fn all(visit: Visit, Extension(matcher): Extension<Matcher>) -> Result {
    let database = &visit.site.database;
    let mut form = visit.asked();
    let asked = Asked::read(&mut form);
    let mut ids = if asked.words.is_empty() {
        records::open_ids(database).await?
    } else {
        matcher.search_opportunities(&asked.words)?
    };
    if asked.is_filtered() {
        let fitting = records::load_many(database, &ids).await?;
        ids = fitting
            .iter()
            .filter(|one| asked.fits(one))
            .map(|one| one.id)
            .collect();
    }
    let last = ids.len().div_ceil(PAGE).max(1);
    let number = visit
        .parameter("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1_usize);
    let number = number.clamp(1, last);
    let here = &ids[(number - 1) * PAGE..ids.len().min(number * PAGE)];
    let listed = listed(&visit, here).await?;
    visit.page(
        "opportunity/all.html",
        json!({
            "form": form.shown(&visit), "opportunities": listed, "number": ids.len(),
            "asked": !asked.words.is_empty() || asked.is_filtered(),
            "formats": items("format", &visit), "times": items("time", &visit),
            "previous": (number > 1).then(|| address(&visit, number - 1)),
            "next": (number < last).then(|| address(&visit, number + 1)),
        }),
    )
}

/// The members of a list as the macros take them, in the visitor's language, after "any".
fn items(list: &str, visit: &Visit) -> Vec<Value> {
    let any = json!({"value": "", "text": visit.text("opportunities-any")});
    let members = catalogue().list(list).iter();
    std::iter::once(any)
        .chain(members.map(|item| json!({"value": item.slug, "text": item.label(visit.language)})))
        .collect()
}

/// The address of another page of the same search.
fn address(visit: &Visit, page: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "place", "format", "time"] {
        if let Some(value) = visit.parameter(name).filter(|value| !value.is_empty()) {
            query.append_pair(name, &value);
        }
    }
    query.append_pair("page", &page.to_string());
    format!("/opportunities?{}", query.finish())
}

/// These opportunities as cards show them, with the names of who asks.
pub(super) async fn listed(visit: &Visit, ids: &[OpportunityId]) -> Result<Vec<Value>> {
    let database = &visit.site.database;
    let found = records::load_many(database, ids).await?;
    let mut hosts: Vec<OrganisationId> = found.iter().map(|one| one.organisation_id).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let names: HashMap<OrganisationId, String> = organisation::records::names(database, &hosts).await?;
    Ok(found
        .iter()
        .filter(|one| one.state.is_public())
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
    visit.page(
        "opportunity/one.html",
        json!({
            "o": shown::whole(&opportunity, &name, visit.language),
            "mine": mine,
            "takes_people": forward::takes_people(&opportunity, visit.site.now()),
        }),
    )
}
