//! A draw as stewards see it: what holds the lowest chance down, and whom no group can have. Who they are is named
//! with a reason, which each of them will read.

use std::collections::BTreeSet;

use axum::extract::Path;
use serde_json::{Value, json};

use super::person;
use crate::{
    account::records as accounts,
    audit::{self, Action, Entry},
    draw::{Draw, State, composing::RuleFacts, percent, records, words::Words},
    equality::Feature,
    frontend::Language,
    opportunity::{self, Opportunity},
    organisation,
    web::{Error, Form, Result, Steward, Visit},
};

/// Shows the draw, and how many people no group can have.
pub async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let (draw, opportunity) = find(&steward.visit, &id).await?;
    page(&steward.visit, (&draw, &opportunity), &Form::default(), None).await
}

async fn find(visit: &Visit, id: &str) -> Result<(Draw, Opportunity)> {
    let database = &visit.site.database;
    let draw = records::load(database, id.parse().map_err(|_| Error::NotFound)?).await?;
    let draw = draw
        .filter(|draw| draw.state != State::Stuck)
        .ok_or(Error::NotFound)?;
    let opportunity = opportunity::records::load(database, draw.opportunity_id).await?;
    Ok((draw, opportunity.ok_or(Error::NotFound)?))
}

async fn page(
    visit: &Visit,
    (draw, opportunity): (&Draw, &Opportunity),
    form: &Form,
    people: Option<&[Value]>,
) -> Result {
    let database = &visit.site.database;
    let host = organisation::records::load(database, opportunity.organisation_id).await?;
    let left_out = records::in_no_group(database, draw.id).await?;
    let facts = draw.facts()?;
    let words = Words {
        frontend: &visit.site.frontend,
        language: Language::English,
        opportunity,
    };
    let raised = facts.raised.iter().copied().chain(std::iter::repeat(None));
    let limits: Vec<Value> = (words.limits(&facts).into_iter().zip(raised))
        .map(|(rule, raised)| json!({"rule": rule, "raised": raised.map(percent)}))
        .collect();
    // Beside a name, a rule about equality answers would tell the answer.
    let balance = visit
        .site
        .frontend
        .text(Language::English, "steward-draw-balance");
    let said = |rule: &RuleFacts| match Feature::parse(&rule.about) {
        Some(_) => balance.clone(),
        None => words.rule(rule),
    };
    let ways = (facts.in_the_way.iter()).map(|way| {
        way.iter()
            .filter_map(|rule| facts.rules.get(*rule))
            .map(said)
            .collect()
    });
    let ways: BTreeSet<BTreeSet<String>> = ways.collect();
    let context = json!({
        "form": form.shown(visit), "o": {"id": opportunity.id, "title": opportunity.title},
        "host": host.map(|host| json!({"id": host.id, "name": host.name})),
        "draw": {"id": draw.id, "state": draw.state, "draw_at": draw.draw_at, "drawn_at": draw.drawn_at},
        "bound": percent(facts.bound), "limits": limits, "left_out": left_out.len(), "ways": ways,
        "people": people,
    });
    visit.english_page("steward/draw.html", context)
}

/// Names those whom no group can have. Each reading is noted in the same transaction: without the note there is no
/// reading.
pub async fn name(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let (draw, opportunity) = find(visit, &id).await?;
    let reason = form.required("look_reason", 500);
    if !form.is_fine() {
        return page(visit, (&draw, &opportunity), &form, None).await;
    }
    let mut transaction = visit.site.database.begin().await?;
    let mut people = Vec::new();
    for citizen in records::in_no_group(&mut transaction, draw.id).await? {
        let Some(account) = accounts::by_id(&mut transaction, citizen).await? else {
            continue;
        };
        let entry = Entry {
            actor: steward.id,
            organisation: None,
            citizen: Some(citizen),
            opportunity: Some(opportunity.id),
            action: Action::ReadLeftOut,
            detail: reason.clone(),
        };
        audit::insert(&mut transaction, &entry, visit.site.now()).await?;
        people.push(person::read(&mut transaction, &account, visit).await?);
    }
    transaction.commit().await?;
    page(visit, (&draw, &opportunity), &Form::default(), Some(&people)).await
}
