//! What a host decides when the list stands: the number from outside, or the way out when no group can be made.

use axum::{Extension, Router, extract::Path, response::Response, routing::post};
use serde_json::{Value, json};

use super::{asking, chances, words};
use crate::{
    audit::{self, Action, Entry},
    draw::{Draw, State, Wishes, records},
    frontend::Language,
    invitation::{forming, pages::own},
    matching::Matcher,
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
///
/// # Errors
/// When what is kept of the draw cannot be read.
pub fn view(visit: &Visit, opportunity: &Opportunity, wishes: &Wishes, draw: &Draw) -> anyhow::Result<Value> {
    let (ways, chances, outside) = match draw.state {
        State::Stuck => (draw.ways(), None, false),
        State::Listed | State::Drawn => {
            let facts = draw.facts()?;
            (Vec::new(), chances(&facts), facts.outside)
        }
    };
    let rules = words(visit, opportunity, Language::English).wishes(wishes);
    let ways: Vec<Vec<String>> = ways
        .iter()
        .map(|way| way.iter().filter_map(|rule| rules.get(*rule).cloned()).collect())
        .collect();
    Ok(json!({
        "id": draw.id, "state": draw.state, "hash": draw.list_hash, "draw_at": draw.draw_at,
        "outside": outside, "ways": ways, "chances": chances,
    }))
}

/// Draws with the number that the host typed.
async fn number(
    officer: Officer,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let site = &officer.visit.site;
    let typed = form.required_line("seed", LONGEST);
    if !form.is_fine() {
        let wishes = records::wishes(&site.database, opportunity.id).await?;
        return asking::page(&officer, &matcher, (&opportunity, &organisation), &wishes, &form).await;
    }
    let here = format!("/host/opportunity/{}/group", opportunity.id);
    let drawn = forming::draw_list(site, opportunity.id, Some((&typed, officer.id)), site.now()).await?;
    Ok(done(&here, if drawn { "group-drawn" } else { "group-not-drawn" }))
}

/// Takes one of the ways out; the group is formed anew with it.
async fn way(officer: Officer, Path(id): Path<String>, form: Form) -> Result<Response> {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let site = &officer.visit.site;
    let here = format!("/host/opportunity/{}/group", opportunity.id);
    let mut transaction = site.database.begin().await?;
    records::lock(&mut transaction, opportunity.id).await?;
    let stuck = records::newest(&mut transaction, opportunity.id).await?;
    let Some(stuck) = stuck.filter(|draw| draw.state == State::Stuck) else {
        return Ok(done(&here, "group-not-drawn"));
    };
    let wishes = records::wishes(&mut transaction, opportunity.id).await?;
    let chosen = form.text("way");
    let changed = if chosen == "none" {
        Wishes {
            outside_seed: wishes.outside_seed,
            ..Wishes::default()
        }
    } else {
        let ways = stuck.ways();
        let Some(way) = chosen.parse().ok().and_then(|place: usize| ways.get(place)) else {
            return Ok(done(&here, "group-no-way"));
        };
        wishes.without(way)
    };
    records::set_wishes(&mut transaction, opportunity.id, &changed).await?;
    records::delete_open(&mut transaction, opportunity.id, State::Stuck).await?;
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
