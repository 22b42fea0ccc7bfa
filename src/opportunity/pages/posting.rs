//! How a host writes an opportunity: short steps that can be left and taken up again, a preview, sending it off.

mod fields;
mod seeks;
mod send;

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{id_in, organisation_of, own};
use crate::{
    area,
    badge::{Kind, catalogue},
    citizen::{Format, Time},
    matching::views,
    opportunity::{
        Need, Opportunity, Seek, State,
        draft::{MOST_SEEKS, Step, missing},
        records,
    },
    web::{Error, Form, Officer, Result, Site, visit},
};

/// The longest own words of a search.
const OWN_WORDS: usize = 120;

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity", post(begin))
        .route("/host/opportunity/{id}/edit", get(contents))
        .route("/host/opportunity/{id}/edit/seeks/add", post(seeks::add))
        .route("/host/opportunity/{id}/edit/seeks/remove", post(seeks::remove))
        .route("/host/opportunity/{id}/edit/{step}", get(show).post(save))
        .route("/host/opportunity/{id}/preview", get(send::preview))
        .route("/host/opportunity/{id}/send", post(send::send))
}

/// Begins a draft, perhaps with what a search over cards looked for. The form carries the new id, so pressing
/// twice begins one draft.
async fn begin(officer: Officer, form: Form) -> Result {
    let organisation = organisation_of(&officer).await?;
    let id = id_in(form.text("id"))?;
    let site = &officer.visit.site;
    let mut draft = Opportunity::draft(id, organisation.id, officer.id);
    searched(&form, &mut draft);
    if draft.is_blank() {
        // One that this officer began and never wrote in is taken up again.
        let found = records::of_organisation(&site.database, organisation.id).await?;
        let mut blank = found
            .iter()
            .filter(|one| one.officer_id == officer.id && one.is_blank());
        if let Some(known) = blank.next() {
            let to = format!("/host/opportunity/{}/edit/question", known.id);
            return Ok(Redirect::to(&to).into_response());
        }
    }
    let mut transaction = site.database.begin().await?;
    records::insert(&mut transaction, &draft, site.now()).await?;
    own(&mut transaction, form.text("id"), &organisation).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&format!("/host/opportunity/{id}/edit/question")).into_response())
}

/// What a search over cards looked for: badges or own words, the place, ways and times.
fn searched(form: &Form, draft: &mut Opportunity) {
    let seek = |kind, badge, words| Seek {
        kind,
        badge,
        standpoint: None,
        words,
        need: Need::Must,
    };
    let known = form.choices("seek", |slug| catalogue().badge(slug)).into_iter();
    let mut seeks: Vec<Seek> = known
        .map(|badge| seek(badge.kind, Some(badge.slug.clone()), None))
        .collect();
    if let Some(kind) = Kind::parse(form.text("own_kind")) {
        let words: String = form.text("own_words").chars().take(OWN_WORDS).collect();
        seeks.extend(Some(seek(kind, None, Some(words))));
    }
    seeks.retain(|seek| !views::sought(seek).is_empty());
    seeks.truncate(MOST_SEEKS);
    draft.seeks = seeks;
    draft.area = area::parse(form.text("place"));
    draft.within_km = form
        .text("within")
        .parse()
        .ok()
        .filter(|km| (1..=500).contains(km));
    draft.formats = form.choices("format", Format::parse);
    draft.times = form.choices("time", Time::parse);
}

/// The contents: every step, and whether it is done.
async fn contents(officer: Officer, Path(id): Path<String>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let opportunity = own(&site.database, &id, &organisation).await?;
    if !opportunity.is_being_written() {
        return Ok(Redirect::to(&format!("/host/opportunity/{}", opportunity.id)).into_response());
    }
    let open = missing(&opportunity, site.now().day());
    let steps: Vec<Value> = Step::ALL
        .iter()
        .map(|step| {
            let left = open.iter().filter(|missing| missing.step == *step).count();
            json!({"slug": step, "left": left, "done": left == 0})
        })
        .collect();
    officer.visit.english_page(
        "host/posting/contents.html",
        json!({
            "id": opportunity.id, "title": opportunity.title, "steps": steps, "ready": open.is_empty(),
            "refused": opportunity.state == State::Refused, "reason": opportunity.reason,
        }),
    )
}

async fn show(officer: Officer, Path((id, step)): Path<(String, String)>) -> Result {
    let organisation = organisation_of(&officer).await?;
    let step = Step::parse(&step).ok_or(Error::NotFound)?;
    let opportunity = writable(own(&officer.visit.site.database, &id, &organisation).await?)?;
    if step == Step::Seeks {
        return seeks::show(&officer, &opportunity, &Form::default()).await;
    }
    let form = fields::fill(step, &opportunity);
    page(&officer, &opportunity, step, &form)
}

/// Keeps what a step says. A draft may stay incomplete: only what cannot be meant is sent back.
async fn save(officer: Officer, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result {
    let organisation = organisation_of(&officer).await?;
    let step = Step::parse(&step).ok_or(Error::NotFound)?;
    let site = &officer.visit.site;
    let mut transaction = site.database.begin().await?;
    let mut opportunity = writable(own(&mut transaction, &id, &organisation).await?)?;
    fields::read(step, &mut form, &mut opportunity, site.now().day());
    if !form.is_fine() {
        return page(&officer, &opportunity, step, &form);
    }
    if !records::update(&mut transaction, &opportunity, site.now()).await? {
        return Err(Error::NotFound);
    }
    transaction.commit().await?;
    let to = format!("/host/opportunity/{}", opportunity.id);
    Ok(match step.next() {
        _ if form.has("later") => visit::done(&format!("{to}/edit"), "posting-kept"),
        Some(next) => Redirect::to(&format!("{to}/edit/{}", next.slug())).into_response(),
        None => Redirect::to(&format!("{to}/preview")).into_response(),
    })
}

/// What was sent off is no longer changed.
fn writable(opportunity: Opportunity) -> Result<Opportunity> {
    if opportunity.is_being_written() {
        Ok(opportunity)
    } else {
        Err(Error::NotFound)
    }
}

fn page(officer: &Officer, opportunity: &Opportunity, step: Step, form: &Form) -> Result {
    let mut context = frame(opportunity, step);
    context["form"] = form.shown(&officer.visit);
    context["items"] = fields::items(step, &officer.visit);
    officer
        .visit
        .english_page(&format!("host/posting/{}.html", step.slug()), context)
}

/// What every step shows around its questions.
fn frame(opportunity: &Opportunity, step: Step) -> Value {
    let place = Step::ALL.iter().position(|one| *one == step).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|before| Step::ALL.get(before));
    json!({
        "id": opportunity.id, "title": opportunity.title, "step": step,
        "number": place + 1, "total": Step::ALL.len(), "before": before,
    })
}
