//! A draw for everybody to see: what was asked, how it was made, and what anybody needs to do it again. How many
//! people stood in it is told in bands; the list itself goes to whoever has a code on it.

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{chances, words};
use crate::{
    account::{
        attempts::ADDRESS,
        pages::{may_try, too_soon},
    },
    draw::{
        Draw, State,
        composing::{self, Facts},
        records,
    },
    group, matching,
    opportunity::{self, Opportunity},
    organisation,
    site::Site,
    text,
    web::{Error, Form, Result, Visit},
};

/// The addresses of these pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/draws/{id}", get(show))
        .route("/draws/{id}/list", post(list))
}

async fn load(site: &Site, id: &str) -> Result<Draw> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let draw = records::load(&site.database, id).await?;
    let draw = draw
        .filter(|draw| draw.state != State::Stuck)
        .ok_or(Error::NotFound)?;
    let stop = opportunity::stop::records::load(&site.database, draw.opportunity_id).await?;
    if stop.is_some() {
        return Err(Error::NotFound);
    }
    Ok(draw)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let draw = load(&visit.site, &id).await?;
    page(&visit, &draw, &Form::default()).await
}

async fn page(visit: &Visit, draw: &Draw, form: &Form) -> Result {
    let database = &visit.site.database;
    let opportunity = opportunity::records::load(database, draw.opportunity_id).await?;
    let opportunity = opportunity.ok_or(Error::NotFound)?;
    let organisation = organisation::records::load(database, opportunity.organisation_id).await?;
    let facts: Facts = draw.facts()?;
    let newest = records::newest(database, opportunity.id).await?;
    let newer = newest.filter(|newest| newest.state != State::Stuck && newest.id != draw.id);
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title}, "open": opportunity.state.is_public(),
        "organisation": organisation.map(|organisation| organisation.name),
        "draw": {
            "id": draw.id, "state": draw.state, "hash": draw.list_hash, "seed": draw.seed,
            "decided": decided(draw, &facts),
            "drawn": draw.drawn, "listed_at": draw.listed_at, "draw_at": draw.draw_at, "drawn_at": draw.drawn_at,
        },
        "size": (draw.state == State::Drawn).then_some(facts.size), "chosen": facts.chosen,
        "groups": facts.groups, "version": facts.version,
        "people": band(visit, draw, "people", facts.people),
        "rules": rules(visit, draw, &opportunity, &facts),
        "chances": chances(&facts),
        "own": (!draw.by_host).then(|| own_number(draw, &opportunity)),
        "newer": newer.map(|newer| newer.id),
        "next": (draw.state == State::Drawn).then(|| composing::commitment(&opportunity)),
        "procedure": group::draw::PROCEDURE, "form": form.shown(visit),
    });
    visit.page("draw/public.html", context)
}

/// What decides, as the ending of the locale keys `draw-check-…`.
fn decided(draw: &Draw, facts: &Facts) -> &'static str {
    match draw.state {
        State::Drawn if draw.by_host => "outside",
        State::Listed if facts.outside => "waits",
        _ => "own",
    }
}

/// Our own number once it has decided, and the hash of it that was public before.
fn own_number(draw: &Draw, opportunity: &Opportunity) -> Value {
    match draw.seed.as_deref().map(composing::own_number) {
        Some(number) => json!({"number": number, "hash": composing::hash(number)}),
        None => json!({"number": null, "hash": composing::commitment(opportunity)}),
    }
}

fn band(visit: &Visit, draw: &Draw, about: &str, number: usize) -> matching::Count {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    // The noise is the same for the same number, so that several draws do not tell it.
    let about = format!("draw {about}\n{}\n{number}", draw.opportunity_id);
    matching::band(&visit.site.secret, &about, number)
}

/// The rules in words, as they were when the list was made.
fn rules(visit: &Visit, draw: &Draw, opportunity: &Opportunity, facts: &Facts) -> Vec<Value> {
    let places = opportunity.places.and_then(|places| usize::try_from(places).ok());
    let places = places.unwrap_or(facts.size);
    let rules = facts.rules.iter().enumerate();
    rules
        .map(|(place, rule)| {
            let words = words(visit, opportunity, visit.language).rule(rule);
            json!({
                "words": words, "least": rule.least, "most": rule.most.filter(|most| *most < places),
                "members": band(visit, draw, &format!("rule {place}"), rule.members),
                "limits": facts.limits.contains(&place),
            })
        })
        .collect()
}

/// The list, for whoever stands on it, once it is drawn: before, how many they are is nobody's business.
async fn list(visit: Visit, Path(id): Path<String>, mut form: Form) -> Result<Response> {
    let draw = load(&visit.site, &id).await?;
    let subject = draw.id.to_string();
    if !may_try(&visit, &mut form, "draw_code", ("draw-list", &subject, ADDRESS)).await? {
        return Ok(too_soon(page(&visit, &draw, &form).await?));
    }
    let code = text::comparable(form.text("draw_code")).to_uppercase();
    let people = records::people(&visit.site.database, draw.id).await?;
    let is_on_it = people.iter().any(|one| one.code == code);
    if !is_on_it || draw.state != State::Drawn {
        form.problem(
            "draw_code",
            if is_on_it { "not-drawn" } else { "unknown-on-list" },
        );
        return page(&visit, &draw, &form).await;
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"lottery.csv\"",
        ),
    ];
    Ok((headers, draw.list).into_response())
}
