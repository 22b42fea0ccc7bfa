//! Releasing invitations: the letter exactly as it will be read, then the hold in which everything can be stopped.

use axum::{
    Extension, Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::own;
use crate::{
    citizen::LetterFormat,
    frontend::Language,
    invitation::{
        Wave, WaveId, WaveState,
        letters::{self, Asked, Reader},
        links::Addresses,
        records, waves,
    },
    mail::Rendered,
    matching::{self, Matcher},
    moment::{MINUTE, Moment},
    opportunity::{Opportunity, State},
    organisation::Organisation,
    site::Site,
    web::{Error, Form, Officer, Result, visit::done},
};

/// Lets the page show the letter in a frame: its styles stand in it, as in every letter.
const WITH_FRAME: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// The letter itself: its own styles, nothing else, and only inside a page of ours.
const IN_FRAME: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/// The addresses of these pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity/{id}/invite", get(show).post(release))
        .route("/host/opportunity/{id}/invite/letter", get(letter))
        .route("/host/opportunity/{id}/invite/stop", post(stop))
}

/// What a host can do now, as the ending of the locale keys `host-invite-…`.
fn stage(opportunity: &Opportunity, wave: Option<&Wave>, now: Moment) -> &'static str {
    let held = wave.is_some_and(|wave| wave.state == WaveState::Held && wave.hold_until > now);
    match opportunity.state {
        State::Open if opportunity.reply_by.is_some_and(|by| by > now) => "ready",
        State::Open => "no-date",
        State::Inviting if held => "held",
        State::Inviting if wave.is_some_and(|wave| is_leaving(wave, now)) => "leaving",
        State::Inviting => "answers",
        State::Formed => "formed",
        _ => "not-open",
    }
}

/// Whether there is a letter to look at: one that can leave, or waits to. A draft has no words for one yet.
fn has_letter(stage: &str) -> bool {
    matches!(stage, "ready" | "held")
}

/// Whether letters of a wave may still have to leave. Only the clock and the host decide what is shown here: a
/// letter that is tried for days, or never arrives, must not show.
fn is_leaving(wave: &Wave, now: Moment) -> bool {
    wave.state != WaveState::Stopped && now < wave.hold_until.plus(waves::SETTLES)
}

/// What a host may know before the group stands: about how many letters left, some days later, and about how many
/// people said yes when they were counted last, once a day.
async fn known(site: &Site, opportunity: &Opportunity) -> anyhow::Result<Value> {
    let now = site.now();
    let (database, id) = (&site.database, opportunity.id);
    let drawn = waves::records::drawn(database, id, now.plus(-waves::SETTLES)).await?;
    let yeses = waves::records::yeses(database, id).await?;
    let band = |about: &str, number| matching::band(&site.secret, &format!("{about}\n{id}"), number);
    Ok(json!({"sent": band("sent", drawn), "yes": band("yes", yeses)}))
}

async fn show(officer: Officer, Path(id): Path<String>) -> Result {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let form = Form::filled([("reminds", "yes")]);
    page(&officer, &opportunity, &organisation, &form).await
}

async fn page(
    officer: &Officer,
    opportunity: &Opportunity,
    organisation: &Organisation,
    form: &Form,
) -> Result {
    let site = &officer.visit.site;
    let now = site.now();
    let wave = waves::newest(site, opportunity.id).await?;
    let stage = stage(opportunity, wave.as_ref(), now);
    let placed = records::count_placed(&site.database, opportunity.id).await?;
    let unfilled = opportunity.places.is_some_and(|places| placed < places);
    let letter = has_letter(stage).then(|| sample(site, opportunity, organisation));
    let letter = letter.transpose()?;
    let known = match stage {
        "leaving" | "answers" => Some(known(site, opportunity).await?),
        _ => None,
    };
    let told_at = wave.as_ref().map(|wave| wave.hold_until.plus(waves::SETTLES));
    let context = json!({
        "known": known, "told_at": told_at, "told": told_at.is_some_and(|at| at <= now),
        "o": {
            "id": opportunity.id, "title": opportunity.title, "places": opportunity.places,
            "reply_by": opportunity.reply_by, "feedback_by": opportunity.feedback_by,
        },
        "stage": stage, "wave": wave, "hold": site.config.mail.hold_minutes,
        "minutes": wave.as_ref().map(|wave| (wave.hold_until.since(now) + MINUTE - 1) / MINUTE),
        "placed": placed, "unfilled": unfilled, "id": WaveId::new(now),
        "letter": letter.map(|letter| json!({"subject": letter.subject, "text": letter.text})),
        "form": form.shown(&officer.visit),
    });
    let page = officer.visit.english_page("host/invite.html", context)?;
    Ok(with_policy(page, WITH_FRAME))
}

/// The letter to somebody who does not exist, with a link that leads nowhere.
fn sample(site: &Site, opportunity: &Opportunity, organisation: &Organisation) -> anyhow::Result<Rendered> {
    let asked = Asked {
        opportunity,
        organisation: &organisation.name,
    };
    let reader = Reader {
        called: Some("Sam"),
        language: Language::English,
        format: LetterFormat::Standard,
    };
    let nowhere = Addresses::nowhere(site, reader.language);
    letters::invitation(site, asked, reader, &nowhere, &[])
}

/// The letter as mail software shows it.
async fn letter(officer: Officer, Path(id): Path<String>) -> Result {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let wave = waves::newest(&officer.visit.site, opportunity.id).await?;
    let stage = stage(&opportunity, wave.as_ref(), officer.visit.site.now());
    if !has_letter(stage) {
        return Err(Error::NotFound);
    }
    let written = sample(&officer.visit.site, &opportunity, &organisation)?;
    Ok(with_policy(Html(written.html).into_response(), IN_FRAME))
}

fn with_policy(mut response: Response, policy: &'static str) -> Response {
    let value = HeaderValue::from_static(policy);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, value);
    response
}

async fn release(
    officer: Officer,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result {
    let (opportunity, organisation) = own(&officer, &id).await?;
    let site = &officer.visit.site;
    let reply_by = reply_by(&opportunity, &mut form, site);
    let Some(reply_by) = reply_by.filter(|_| form.is_fine()) else {
        return page(&officer, &opportunity, &organisation, &form).await;
    };
    let release = waves::Release {
        id: form
            .text("id")
            .parse()
            .unwrap_or_else(|_| WaveId::new(site.now())),
        officer: officer.id,
        asked: Asked {
            opportunity: &opportunity,
            organisation: &organisation.name,
        },
        reply_by,
        reminds: form.has("reminds"),
    };
    let pool = matcher.pool(&opportunity).await?;
    let released = waves::release(site, &matcher, release, &pool).await?;
    let notice = if released {
        "invite-released"
    } else {
        "invite-not-released"
    };
    Ok(done(&here(&opportunity), notice))
}

/// Until when people can answer: as it was said with the places, or typed anew for a further wave.
fn reply_by(opportunity: &Opportunity, form: &mut Form, site: &Site) -> Option<Moment> {
    let earliest = site.now().plus(site.config.mail.hold_minutes * MINUTE);
    if opportunity.state != State::Formed {
        let known = opportunity.reply_by.filter(|by| *by > earliest);
        if known.is_none() {
            form.problem("reply_by", "past");
        }
        return known;
    }
    let day = form.day("reply_by");
    match day {
        None if form.is_fine() => form.problem("reply_by", "missing"),
        Some(day) if Moment::end_of(day) <= earliest => form.problem("reply_by", "past"),
        _ => (),
    }
    day.map(Moment::end_of)
}

async fn stop(officer: Officer, Path(id): Path<String>) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    let stopped = waves::stop(&officer.visit.site, &opportunity, officer.id).await?;
    let notice = match stopped {
        Some(stopped) if stopped.was_held => "invite-stopped",
        Some(_) => "invite-halted",
        None => "invite-too-late",
    };
    Ok(done(&here(&opportunity), notice))
}

fn here(opportunity: &Opportunity) -> String {
    format!("/host/opportunity/{}/invite", opportunity.id)
}
