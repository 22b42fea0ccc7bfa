//! A host's opportunities, and one of them: where it stands, the one next step, the places and the date.

use std::collections::HashMap;

use axum::{
    Extension, Router,
    extract::Path,
    routing::{get, post},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{id_in, organisation_of, own, shown};
use crate::{
    frontend::Language,
    invitation::{WaveState, waves},
    matching::Matcher,
    moment::Moment,
    opportunity::{
        Opportunity, OpportunityId, State,
        progress::{Next, Stage},
        records, stop,
    },
    organisation::Organisation,
    waiting::{self, What},
    web::{Error, Form, Officer, Result, Site, visit},
};

/// The largest group.
const MOST_PLACES: i64 = 1000;

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/host", get(all))
        .route("/host/opportunity/{id}", get(one))
        .route("/host/opportunity/{id}/places", post(places))
}

async fn all(officer: Officer) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let now = site.now();
    let found = records::of_organisation(&site.database, organisation.id).await?;
    let (over, under_way): (Vec<&Opportunity>, Vec<&Opportunity>) =
        found.iter().partition(|one| one.state == State::Closed);
    let mut held = HashMap::new();
    for one in &under_way {
        held.extend(held_until(site, one).await?.map(|until| (one.id, until)));
    }
    let questions = questions(&officer).await?;
    let cards = |list: Vec<&Opportunity>| {
        let card = |one: &Opportunity| {
            let asked = questions.get(&one.id.0).copied().unwrap_or(0);
            card(one, held.get(&one.id).copied(), asked, now)
        };
        list.into_iter().map(card).collect::<Vec<_>>()
    };
    officer.visit.english_page(
        "host/all.html",
        json!({
            "organisation": organisation.name, "new": OpportunityId::new(now),
            "under_way": cards(under_way), "over": cards(over),
        }),
    )
}

/// Until when the letters that were released last can all be stopped; none when they are on their way.
async fn held_until(site: &Site, opportunity: &Opportunity) -> Result<Option<Moment>> {
    if opportunity.state != State::Inviting {
        return Ok(None);
    }
    let wave = waves::newest(site, opportunity.id).await?;
    let held = wave.filter(|wave| wave.state == WaveState::Held && wave.hold_until > site.now());
    Ok(held.map(|wave| wave.hold_until))
}

/// The one next step of its host.
fn next(opportunity: &Opportunity, held: Option<Moment>, now: Moment) -> Next {
    held.map_or_else(|| opportunity.next(now), |_| Next::Held)
}

/// How many questions of people wait for an answer, for each opportunity that has any.
async fn questions(officer: &Officer) -> Result<HashMap<Uuid, i64>> {
    let site = &officer.visit.site;
    let items = waiting::records::for_officer(&site.database, officer.id).await?;
    Ok(items
        .into_iter()
        .filter(|item| item.what == What::Question)
        .filter_map(|item| Some((item.opportunity?, item.number)))
        .collect())
}

fn card(opportunity: &Opportunity, held: Option<Moment>, questions: i64, now: Moment) -> Value {
    json!({
        "questions": questions,
        "id": opportunity.id, "title": opportunity.title, "state": opportunity.state,
        "next": next(opportunity, held, now), "to": link(opportunity, held, now), "held": held,
        "reply_by": opportunity.reply_by, "feedback_by": opportunity.feedback_by,
    })
}

/// Where the next step is done; none when it is not the host's turn.
fn link(opportunity: &Opportunity, held: Option<Moment>, now: Moment) -> Option<String> {
    let here = format!("/host/opportunity/{}", opportunity.id);
    match next(opportunity, held, now) {
        Next::Write | Next::Change => Some(format!("{here}/edit")),
        Next::Places => Some(format!("{here}#places")),
        Next::Letter | Next::Held | Next::Answers => Some(format!("{here}/invite")),
        Next::People => Some(format!("{here}/people")),
        Next::Wait | Next::Forming | Next::Stopped | Next::Nothing => None,
    }
}

async fn one(officer: Officer, Extension(matcher): Extension<Matcher>, Path(id): Path<String>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let database = &officer.visit.site.database;
    let opportunity = records::load_own(database, id_in(&id)?, organisation.id).await?;
    let opportunity = opportunity.ok_or(Error::NotFound)?;
    let form = places_form(&opportunity);
    page(&officer, &matcher, &opportunity, &organisation, &form).await
}

async fn page(
    officer: &Officer,
    matcher: &Matcher,
    opportunity: &Opportunity,
    organisation: &Organisation,
    form: &Form,
) -> Result {
    let site = &officer.visit.site;
    let now = site.now();
    let held = held_until(site, opportunity).await?;
    let next = next(opportunity, held, now);
    let current = next.stage();
    let stop = stop::records::load(&site.database, opportunity.id).await?;
    let stages: Vec<Value> = Stage::ALL
        .iter()
        .map(|stage| json!({"slug": stage, "done": *stage < current, "now": *stage == current}))
        .collect();
    // Only what was approved is counted: a draft could be turned into any question.
    let reach = if opportunity.state.is_public() {
        Some(matcher.reach(organisation.id, opportunity).await?)
    } else {
        None
    };
    officer.visit.english_page(
        "host/one.html",
        json!({
            "o": shown::whole(opportunity, &organisation.name, Language::English),
            "stages": stages, "next": next, "to": link(opportunity, held, now), "held": held,
            "public": opportunity.state.is_public(), "form": form.shown(&officer.visit),
            "reach": reach, "because": stop.and_then(|stop| stop.taken_down_because),
            "questions": questions(officer).await?.get(&opportunity.id.0),
        }),
    )
}

fn places_form(opportunity: &Opportunity) -> Form {
    let Some(reply_by) = opportunity.reply_by else {
        return Form::default();
    };
    let day = reply_by.day();
    let mut fields = vec![
        ("reply_by-day".to_owned(), day.day().to_string()),
        ("reply_by-month".to_owned(), day.month().to_string()),
        ("reply_by-year".to_owned(), day.year().to_string()),
    ];
    let who = if opportunity.places.is_some() {
        "number"
    } else {
        "everyone"
    };
    fields.push(("who".to_owned(), who.to_owned()));
    if let Some(places) = opportunity.places {
        fields.push(("places".to_owned(), places.to_string()));
    }
    Form::filled(fields)
}

/// Says how many can take part and until when people answer; never how many letters are written.
async fn places(
    officer: Officer,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let opportunity = own(&mut transaction, &id, &organisation).await?;
    let (places, reply_by) = read_places(&mut form, &opportunity, now);
    let Some(reply_by) = reply_by.filter(|_| form.is_fine()) else {
        drop(transaction);
        return page(&officer, &matcher, &opportunity, &organisation, &form).await;
    };
    let kept = records::set_places(&mut transaction, opportunity.id, places, reply_by, now).await?;
    transaction.commit().await?;
    let notice = if kept { "places-kept" } else { "places-fixed" };
    Ok(visit::done(
        &format!("/host/opportunity/{}", opportunity.id),
        notice,
    ))
}

fn read_places(form: &mut Form, opportunity: &Opportunity, now: Moment) -> (Option<i64>, Option<Moment>) {
    let everyone = form.choice("who", |who| match who {
        "everyone" => Some(true),
        "number" => Some(false),
        _ => None,
    });
    let mut places = None;
    if everyone == Some(false) {
        places = form.number("places", 1..=MOST_PLACES);
        if places.is_none() && form.text("places").is_empty() {
            form.problem("places", "missing");
        }
    }
    let typed = form.day("reply_by");
    match typed {
        None if form.is_fine() => form.problem("reply_by", "missing"),
        Some(day) if day <= now.day() => form.problem("reply_by", "past"),
        Some(day)
            if opportunity
                .starts_on
                .as_deref()
                .is_some_and(|starts| day.to_string().as_str() >= starts) =>
        {
            form.problem("reply_by", "late");
        }
        _ => (),
    }
    (places, typed.map(Moment::end_of))
}
