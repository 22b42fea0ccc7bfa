//! Answers an invitation, without signing in: six plain choices, then what goes with the one that was chosen.
//!
//! Looking at the page changes nothing, whoever looks: software that follows links answers for nobody.

use anyhow::Context;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use serde_json::{Value, json};

use crate::{
    account::Token,
    badge::{Visibility, catalogue},
    citizen::{self, Declared},
    frontend::Language,
    invitation::{Answer, Contact, Invitation, Place, Reply, State, records, replies, replies::Taken},
    moment::Moment,
    opportunity::{self, pages::shown},
    organisation,
    site::Site,
    web::{Error, Form, Result, Visit, visit::done},
};

/// The longest text that goes with an answer, in characters.
const LONGEST: usize = 1_000;

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/r/{token}", get(show).post(answer))
        .route("/r/{token}/back", post(back))
}

async fn find(visit: &Visit, token: &str) -> Result<Invitation> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = records::by_token(&visit.site.database, &token).await?;
    found.ok_or(Error::NotFound)
}

async fn show(visit: Visit, Path(token): Path<String>) -> Result {
    let invitation = find(&visit, &token).await?;
    page(&visit, &invitation, &format!("/r/{token}")).await
}

async fn answer(visit: Visit, Path(token): Path<String>, form: Form) -> Result {
    let invitation = find(&visit, &token).await?;
    take(&visit, &invitation, &format!("/r/{token}"), form).await
}

async fn back(visit: Visit, Path(token): Path<String>) -> Result {
    let invitation = find(&visit, &token).await?;
    step_back(&visit, &invitation, &format!("/r/{token}")).await
}

/// Where an invitation stands for the person, as the ending of the locale keys `reply-phase-…`.
#[must_use]
pub fn phase(invitation: &Invitation, now: Moment) -> &'static str {
    match (invitation.place, invitation.state) {
        (Some(Place::Place), _) => "place",
        (Some(Place::Alternate), _) => "alternate",
        (Some(Place::None), _) => "no-place",
        (None, State::Withdrawn) => "withdrawn",
        (None, _) if !invitation.takes_answers(now) => "over",
        (None, _) if invitation.answer.is_some() => "answered",
        (None, _) => "open",
    }
}

/// The page of an invitation at the address `base`; `?answer=` chooses an answer and gives none.
pub async fn page(visit: &Visit, invitation: &Invitation, base: &str) -> Result {
    let chosen = visit.parameter("answer").and_then(|slug| Answer::parse(&slug));
    if let Some(chosen) = chosen.filter(|_| invitation.takes_answers(visit.site.now())) {
        return follow_up(visit, invitation, base, chosen, &said_before(invitation, chosen)).await;
    }
    let mut context = context(visit, invitation, base).await?;
    let form = match invitation.answer {
        Some(answer) => Form::filled([("answer", answer.slug())]),
        None => Form::default(),
    };
    context["form"] = form.shown(visit);
    context["answers"] = json!(choices(visit));
    visit.page("invitation/reply.html", context)
}

/// What goes with the chosen answer.
async fn follow_up(
    visit: &Visit,
    invitation: &Invitation,
    base: &str,
    chosen: Answer,
    form: &Form,
) -> Result {
    let mut context = context(visit, invitation, base).await?;
    context["answer"] = json!(chosen);
    context["form"] = form.shown(visit);
    visit.page("invitation/answer.html", context)
}

/// Takes a posted answer.
pub async fn take(visit: &Visit, invitation: &Invitation, base: &str, mut form: Form) -> Result {
    if !invitation.takes_answers(visit.site.now()) {
        return Ok(done(base, "reply-too-late"));
    }
    let Some(chosen) = form.choice("answer", Answer::parse) else {
        let mut context = context(visit, invitation, base).await?;
        context["form"] = form.shown(visit);
        context["answers"] = json!(choices(visit));
        return visit.page("invitation/reply.html", context);
    };
    let reply = read(visit, invitation, chosen, &mut form).await?;
    if !form.is_fine() {
        return follow_up(visit, invitation, base, chosen, &form).await;
    }
    let notice = match replies::answer(&visit.site, invitation.id, &reply, base).await? {
        Taken::Yes => "reply-taken",
        Taken::TooLate => "reply-too-late",
    };
    Ok(done(base, notice))
}

/// Takes a place back, or a turn to come next.
pub async fn step_back(visit: &Visit, invitation: &Invitation, base: &str) -> Result {
    replies::step_back(&visit.site, invitation.id).await?;
    Ok(done(base, "reply-stepped-back"))
}

/// Reads what goes with the chosen answer, and nothing else that the form may hold.
async fn read(visit: &Visit, invitation: &Invitation, chosen: Answer, form: &mut Form) -> Result<Reply> {
    let mut reply = Reply::plain(chosen);
    match chosen {
        Answer::Yes | Answer::YesWithSupport => {
            let person = person(visit, invitation).await?;
            let ticked = form.all("released");
            reply.released = tickable(&person)
                .map(|badge| badge.id)
                .filter(|id| ticked.contains(&id.to_string().as_str()))
                .collect();
            let has_phone = person.phone.is_some();
            reply.contact = form.choice("contact", |slug| {
                Contact::parse(slug).filter(|contact| has_phone || *contact == Contact::Email)
            });
            if chosen == Answer::YesWithSupport {
                reply.support = Some(form.required("support", LONGEST));
            }
        }
        Answer::Question => reply.question = Some(form.required("question", LONGEST)),
        Answer::NotNow => {
            let today = visit.site.now().day();
            let day = form.day("again_from");
            if day.is_some_and(|day| day <= today) {
                form.problem("again_from", "past");
            }
            reply.again_from = day.map(|day| day.to_string());
        }
        Answer::NotThis => {
            reply.reason = Some(form.optional("reason", LONGEST)).filter(|reason| !reason.is_empty());
        }
        Answer::Stop => {}
    }
    Ok(reply)
}

/// The form of `chosen` filled with what was said before.
fn said_before(invitation: &Invitation, chosen: Answer) -> Form {
    let mut fields = vec![("answer", chosen.slug().to_owned())];
    fields.extend(
        invitation
            .released()
            .iter()
            .map(|id| ("released", id.to_string())),
    );
    let contact = invitation.contact.unwrap_or(Contact::Email);
    fields.push(("contact", contact.slug().to_owned()));
    let texts = [
        ("support", &invitation.support),
        ("question", &invitation.question),
        ("reason", &invitation.reason),
    ];
    fields.extend(
        texts
            .into_iter()
            .filter_map(|(name, text)| Some((name, text.clone()?))),
    );
    if let Some([year, month, day]) = invitation.again_from.as_deref().map(day_parts) {
        fields.extend([
            ("again_from-year", year),
            ("again_from-month", month),
            ("again_from-day", day),
        ]);
    }
    Form::filled(fields)
}

fn day_parts(day: &str) -> [String; 3] {
    let mut parts = day.split('-').map(|part| part.trim_start_matches('0').to_owned());
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The six answers. Only those that are not plain by themselves say more: all of them fit on one small screen.
fn choices(visit: &Visit) -> Vec<Value> {
    let frontend = &visit.site.frontend;
    let hint = |key: &str| frontend.has(Language::English, key).then(|| visit.text(key));
    let choice = |answer: &Answer| {
        let key = format!("reply-{}", answer.slug());
        json!({
            "value": answer.slug(),
            "text": visit.text(&key),
            "hint": hint(&format!("{key}-hint")),
        })
    };
    Answer::ALL.iter().map(choice).collect()
}

async fn person(visit: &Visit, invitation: &Invitation) -> Result<citizen::Citizen> {
    let found = citizen::records::load(&visit.site.database, invitation.citizen_id).await?;
    found.ok_or(Error::NotFound)
}

/// Badges that a person can tick: the page is open to whoever holds the letter, so hidden ones are not on it.
fn tickable(person: &citizen::Citizen) -> impl Iterator<Item = &Declared> {
    person
        .badges
        .iter()
        .filter(|badge| badge.visibility != Visibility::Hidden)
}

fn label(badge: &Declared, language: Language) -> String {
    let known = badge.badge.as_deref().and_then(|slug| catalogue().badge(slug));
    badge
        .words
        .clone()
        .unwrap_or_else(|| known.map_or_else(String::new, |known| known.label(language).to_owned()))
}

async fn context(visit: &Visit, invitation: &Invitation, base: &str) -> Result<Value> {
    let database = &visit.site.database;
    let person = person(visit, invitation).await?;
    let opportunity = opportunity::records::load(database, invitation.opportunity_id)
        .await?
        .context("the opportunity is gone")?;
    let organisation = organisation::records::load(database, opportunity.organisation_id)
        .await?
        .context("the organisation is gone")?;
    let badges: Vec<Value> = tickable(&person)
        .map(|badge| json!({"value": badge.id, "text": label(badge, visit.language)}))
        .collect();
    Ok(json!({
        "base": base,
        "phase": phase(invitation, visit.site.now()),
        "called": person.called,
        "o": shown::whole(&opportunity, &organisation.name, visit.language),
        "open_until": invitation.open_until,
        "said": invitation.answer,
        "question": invitation.question,
        "question_answer": invitation.question_answer,
        "chance": invitation.chance.map(|chance| chance / 100),
        "badges": badges,
        "phone": person.phone.is_some(),
    }))
}
