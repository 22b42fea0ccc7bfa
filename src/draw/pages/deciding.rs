//! What a host decides when the list stands: the number from outside, or the way out when no group can be made.

use axum::{Router, extract::Path, response::Response, routing::post};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{asking::own, rule_words};
use crate::{
    audit::{self, Action, Entry},
    draw::{Change, Draw, State, Wishes, records},
    frontend::Language,
    invitation::forming,
    opportunity::Opportunity,
    site::Site,
    web::{Form, Officer, Result, Visit, visit::done},
};

/// The longest number from outside, characters.
const LONGEST: usize = 200;

/// The addresses of these forms.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity/{id}/group/number", post(number))
        .route("/host/opportunity/{id}/group/way", post(way))
}

/// A draw as its host sees it: never how many people stood in it.
#[must_use]
pub fn view(visit: &Visit, opportunity: &Opportunity, wishes: &Wishes, draw: &Draw) -> Value {
    let ways: Vec<Vec<Change>> = match draw.state {
        State::Stuck => serde_json::from_str(&draw.facts).unwrap_or_default(),
        _ => Vec::new(),
    };
    let rules = rule_words(visit, opportunity, wishes, Language::English);
    let ways: Vec<Vec<String>> = ways
        .iter()
        .map(|way| {
            way.iter()
                .map(|change| change_words(visit, &rules, change))
                .collect()
        })
        .collect();
    json!({
        "id": draw.id, "state": draw.state, "hash": draw.list_hash, "draw_at": draw.draw_at,
        "outside": wishes.outside_seed, "ways": ways,
    })
}

/// One change in words: "Unpaid carer: at least 1".
fn change_words(visit: &Visit, rules: &[String], change: &Change) -> String {
    let what = rules.get(change.rule).cloned().unwrap_or_default();
    let most = change.most.filter(|most| *most < 1000);
    let arguments = [
        ("what", FluentValue::from(what)),
        ("least", FluentValue::from(change.least)),
        ("most", FluentValue::from(most.unwrap_or_default())),
    ];
    let key = match most {
        Some(_) => "host-group-change-both",
        None if change.least == 0 => "host-group-change-none",
        None => "host-group-change-least",
    };
    visit.site.frontend.text_with(Language::English, key, &arguments)
}

/// Draws with the number that the host typed.
async fn number(officer: Officer, Path(id): Path<String>, form: Form) -> Result<Response> {
    let (opportunity, _) = own(&officer, &id).await?;
    let site = &officer.visit.site;
    let here = format!("/host/opportunity/{}/group", opportunity.id);
    let typed = form.text("seed");
    if typed.is_empty() || typed.chars().count() > LONGEST {
        return Ok(done(&here, "group-no-number"));
    }
    let wishes = records::wishes(&site.database, opportunity.id).await?;
    let drawn =
        wishes.outside_seed && forming::draw_list(site, opportunity.id, Some(typed), site.now()).await?;
    Ok(done(&here, if drawn { "group-drawn" } else { "group-not-drawn" }))
}

/// Takes one of the ways out; the group is formed anew with it.
async fn way(officer: Officer, Path(id): Path<String>, form: Form) -> Result<Response> {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let site = &officer.visit.site;
    let here = format!("/host/opportunity/{}/group", opportunity.id);
    let mut transaction = site.database.begin().await?;
    let stuck = records::newest(&mut transaction, opportunity.id).await?;
    let Some(stuck) = stuck.filter(|draw| draw.state == State::Stuck) else {
        return Ok(done(&here, "group-not-drawn"));
    };
    let ways: Vec<Vec<Change>> = serde_json::from_str(&stuck.facts).unwrap_or_default();
    let wishes = records::wishes(&mut transaction, opportunity.id).await?;
    let chosen = form.text("way");
    let changed = if chosen == "none" {
        Wishes {
            outside_seed: wishes.outside_seed,
            ..Wishes::default()
        }
    } else {
        let Some(way) = chosen.parse().ok().and_then(|place: usize| ways.get(place)) else {
            return Ok(done(&here, "group-no-way"));
        };
        wishes.with(way)
    };
    records::set_wishes(&mut transaction, opportunity.id, &changed).await?;
    records::delete_open(&mut transaction, opportunity.id).await?;
    let entry = Entry {
        actor: officer.id,
        organisation: Some(organisation.id),
        citizen: None,
        opportunity: Some(opportunity.id),
        action: Action::ChangeGroup,
        detail: json!(changed).to_string(),
    };
    audit::insert(&mut transaction, &entry, site.now()).await?;
    transaction.commit().await?;
    Ok(done(&here, "group-way-taken"))
}
