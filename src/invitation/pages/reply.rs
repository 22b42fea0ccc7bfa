//! Answers an invitation, without signing in: six plain choices, then what goes with the one that was chosen.
//!
//! Looking at the page changes nothing, whoever looks: software that follows links answers for nobody.

pub mod back;
pub mod form;

use anyhow::Context;
use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::links;
use crate::{
    account::{
        attempts::Limit,
        pages::{may_try, too_soon},
    },
    badge::{Visibility, catalogue},
    citizen::{self, Declared},
    draw::{self, composing::Facts, words::Words},
    frontend::Language,
    invitation::{
        Answer, Invitation, Place, Reply, State, given_back,
        links::LinkPurpose,
        names, needs, questions, records,
        replies::{self, Taken},
        stopping,
    },
    moment::{DAY, HOUR, Moment},
    opportunity::{self, Opportunity, pages::shown, stop},
    organisation,
    site::Site,
    web::{Error, Form, Result, Visit, visit::done},
};

/// How often an answer can be changed before each further change has to wait: every change writes a letter, also at
/// night, and whoever holds the link can make it.
const CHANGES: Limit = Limit {
    free: 10,
    window: DAY,
    longest: HOUR,
};

/// The addresses of this page.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/r/{token}", get(show).post(answer))
        .route("/r/{token}/back", get(ask_back).post(back))
        .route("/r/{token}/keep", post(keep))
}

async fn show(visit: Visit, Path(token): Path<String>) -> Result {
    match links::find(&visit, LinkPurpose::Reply, &token).await? {
        Some(invitation) => page(&visit, &invitation, &format!("/r/{token}")).await,
        None => links::ended(&visit),
    }
}

async fn answer(visit: Visit, Path(token): Path<String>, form: Form) -> Result {
    match links::find(&visit, LinkPurpose::Reply, &token).await? {
        Some(invitation) => take(&visit, &invitation, &format!("/r/{token}"), form).await,
        None => links::ended(&visit),
    }
}

async fn ask_back(visit: Visit, Path(token): Path<String>) -> Result {
    match links::find(&visit, LinkPurpose::Reply, &token).await? {
        Some(invitation) => back::ask(&visit, &invitation, &format!("/r/{token}")).await,
        None => links::ended(&visit),
    }
}

async fn back(visit: Visit, Path(token): Path<String>) -> Result {
    match links::find(&visit, LinkPurpose::Reply, &token).await? {
        Some(invitation) => back::step_back(&visit, &invitation, &format!("/r/{token}")).await,
        None => links::ended(&visit),
    }
}

async fn keep(visit: Visit, Path(token): Path<String>) -> Result {
    match links::find(&visit, LinkPurpose::Reply, &token).await? {
        Some(invitation) => back::keep(&visit, &invitation, &format!("/r/{token}")).await,
        None => links::ended(&visit),
    }
}

/// What somebody reads about the draw that they stood in; `None` when all fitted, or nothing was drawn.
async fn drawn(visit: &Visit, invitation: &Invitation, opportunity: &Opportunity) -> Result<Option<Value>> {
    let found = draw::records::stood_in(&visit.site.database, invitation.id.0).await?;
    let Some((id, chance, facts)) = found.filter(|(_, chance, _)| *chance < 1_000_000) else {
        return Ok(None);
    };
    let facts: Facts = serde_json::from_str(&facts).context("the facts of a draw")?;
    let words = Words {
        frontend: &visit.site.frontend,
        language: visit.language,
        opportunity,
    };
    Ok(Some(json!({
        "id": id, "chance": facts.summary_for(chance), "limits": words.limits(&facts),
    })))
}

/// Where an invitation to something that stands at `asked` stands for the person, as the ending of the locale keys
/// `reply-phase-…`.
#[must_use]
pub fn phase(invitation: &Invitation, asked: opportunity::State, now: Moment) -> &'static str {
    match (invitation.place, invitation.state) {
        (None, State::Withdrawn) => "withdrawn",
        _ if asked == opportunity::State::Closed => "cancelled",
        (Some(Place::None), _) => "no-place",
        _ if asked == opportunity::State::Stopped => "stopped",
        (Some(Place::Place), _) => "place",
        (Some(Place::Alternate), _) => "alternate",
        (None, _) if !invitation.takes_answers(now) && invitation.answer.is_some_and(Answer::is_yes) => {
            "waiting"
        }
        (None, _) if !invitation.takes_answers(now) => "over",
        (None, _) if invitation.answer.is_some() => "answered",
        (None, _) => "open",
    }
}

/// What somebody gives back, as the ending of the locale keys `reply-back-…`.
fn phase_of_back(invitation: &Invitation) -> &'static str {
    match invitation.place {
        Some(Place::Place) => "place",
        Some(_) => "alternate",
        None => "waiting",
    }
}

/// The page of an invitation at the address `base`; `?answer=` chooses an answer and gives none.
pub async fn page(visit: &Visit, invitation: &Invitation, base: &str) -> Result {
    let chosen = visit.parameter("answer").and_then(|slug| Answer::parse(&slug));
    let is_taken = |chosen: &Answer| {
        invitation.takes_answers(visit.site.now())
            || (*chosen == Answer::Question && invitation.place == Some(Place::Place))
    };
    let stop = stop::records::load(&visit.site.database, invitation.opportunity_id).await?;
    if let Some(chosen) = chosen.filter(|chosen| stop.is_none() && is_taken(chosen)) {
        let needs = needs::records::of_invitation(&visit.site.database, invitation.id).await?;
        let before = form::said_before(invitation, &needs, (chosen, is_theirs(visit, invitation)));
        return follow_up(visit, invitation, base, chosen, &before).await;
    }
    first(visit, invitation, base, &Form::default()).await
}

/// What it asks and costs, and the six answers.
async fn first(visit: &Visit, invitation: &Invitation, base: &str, form: &Form) -> Result {
    let mut context = context(visit, invitation, base).await?;
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
    // The first way to reach them is the one, until they choose another.
    let way = context["contacts"][0]["value"]
        .as_str()
        .unwrap_or("email")
        .to_owned();
    context["form"] = form.clone().assuming("contact", &way).shown(visit);
    context["ticked"] = json!(form.all("released"));
    context["reasons"] = json!(form::reasons(visit));
    visit.page("invitation/answer.html", context)
}

/// Takes a posted answer.
pub async fn take(visit: &Visit, invitation: &Invitation, base: &str, mut form: Form) -> Result {
    let asks = invitation.place == Some(Place::Place) && form.text("answer") == Answer::Question.slug();
    if !asks && !invitation.takes_answers(visit.site.now()) {
        return Ok(done(base, "reply-too-late"));
    }
    let Some(chosen) = form.choice("answer", Answer::parse) else {
        return first(visit, invitation, base, &form).await;
    };
    let kept = form::kept(visit, invitation).await?;
    let (reply, left_out) = form::read(visit, invitation, chosen, &kept, &mut form).await?;
    if !form.is_fine() {
        return follow_up(visit, invitation, base, chosen, &form).await;
    }
    let id = invitation.id.to_string();
    if is_change(visit, invitation, &reply).await?
        && !may_try(visit, &mut form, "answer", ("answer", &id, CHANGES)).await?
    {
        return Ok(too_soon(follow_up(visit, invitation, base, chosen, &form).await?));
    }
    let taken = replies::answer(&visit.site, invitation.id, &reply).await?;
    if taken == Taken::TooMany {
        form.problem("question", "too-many");
        return follow_up(visit, invitation, base, chosen, &form).await;
    }
    // The answer is kept: nothing that was typed is lost on the way to signing in.
    if taken == Taken::Yes && chosen.is_yes() && form.text("then") == "tell" {
        let answered = Invitation {
            answer: Some(chosen),
            ..invitation.clone()
        };
        let path = format!("/sign-in?next={}", tell_path(&answered));
        return Ok(Redirect::to(&path).into_response());
    }
    Ok(match taken {
        Taken::TooLate => done(base, "reply-too-late"),
        Taken::Stopped => done(base, "reply-stopped-now"),
        _ if !left_out.is_empty() => done(base, "reply-question-without"),
        _ if asks => done(base, "reply-asked"),
        _ => done(base, "reply-taken"),
    })
}

/// Whether `reply` changes an answer that is there. A first answer never waits, and neither does a stop.
async fn is_change(visit: &Visit, invitation: &Invitation, reply: &Reply) -> Result<bool> {
    if invitation.answer.is_none() || reply.answer == Answer::Stop {
        return Ok(false);
    }
    let needs = needs::records::of_invitation(&visit.site.database, invitation.id).await?;
    Ok(!reply.is_said_in(invitation, &needs))
}

/// Whether the page was reached with the code of a letter on paper: then it shows what that letter shows, and
/// nothing of what the person told us, because somebody else may have found the letter.
fn by_code(visit: &Visit) -> bool {
    visit.path.starts_with("/reply/")
}

/// Where somebody who has signed in says what the host may know, as a parameter of an address.
fn tell_path(invitation: &Invitation) -> String {
    let answer = invitation
        .answer
        .filter(|answer| answer.is_yes())
        .unwrap_or(Answer::Yes);
    let path = format!("/you/invitations/{}?answer={}", invitation.id, answer.slug());
    form_urlencoded::byte_serialize(path.as_bytes()).collect()
}

/// The six answers. Only those that are not plain by themselves say more: all of them fit on one small screen.
#[must_use]
pub fn choices(visit: &Visit) -> Vec<Value> {
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

/// Whether the person of an invitation has signed in to this page. A letter alone, by its link or its code, is open
/// to whoever holds it: on it can be said the answer, the way to be reached and what is needed, and what the person
/// knows is not even shown.
fn is_theirs(visit: &Visit, invitation: &Invitation) -> bool {
    visit
        .signed_in()
        .is_some_and(|session| session.account_id == invitation.citizen_id)
}

/// Badges that a person can tick.
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

/// What the page of an invitation shows.
///
/// # Errors
/// When the database fails.
pub async fn context(visit: &Visit, invitation: &Invitation, base: &str) -> Result<Value> {
    let database = &visit.site.database;
    let person = person(visit, invitation).await?;
    let opportunity = opportunity::records::load(database, invitation.opportunity_id)
        .await?
        .context("the opportunity is gone")?;
    let organisation = organisation::records::load(database, opportunity.organisation_id)
        .await?
        .context("the organisation is gone")?;
    let contacts: Vec<Value> = records::contacts(database, person.id)
        .await?
        .into_iter()
        .map(|way| json!({"value": way, "text": visit.text(&format!("reply-contact-{}", way.slug()))}))
        .collect();
    let theirs = is_theirs(visit, invitation);
    let badges: Vec<Value> = tickable(&person)
        .filter(|_| theirs)
        .map(|badge| json!({"value": badge.id, "text": label(badge, visit.language)}))
        .collect();
    let asked = if theirs {
        questions::records::own(database, invitation.id).await?
    } else {
        Vec::new()
    };
    let stop = stop::records::load(database, opportunity.id).await?;
    let until = names::until(&opportunity);
    let given = records::given_back(database, invitation.id).await?;
    Ok(json!({
        "gave_back": given.map(given_back::GivenBack::what),
        "undo_until": given.and_then(|given| given.undo_until(visit.site.now())),
        "takes": invitation.takes_answers(visit.site.now()),
        "may_ask": replies::may_ask(invitation, &opportunity, visit.site.now()),
        "back": invitation.can_step_back(visit.site.now()).then(|| phase_of_back(invitation)),
        "names_until": until.map(|day| day.to_string()),
        "names_ended": until.is_some_and(|day| day < visit.site.now().day()),
        "base": base, "has": stopping::has(invitation), "because": stop.and_then(|stop| stop.taken_down_because),
        "phase": phase(invitation, opportunity.state, visit.site.now()),
        "called": person.called,
        "o": shown::whole(&opportunity, &organisation.name, visit.language),
        "public": opportunity.state.is_public(),
        "open_until": invitation.open_until,
        "said": invitation.answer, "contact": invitation.contact, "released": invitation.released(),
        "by_code": by_code(visit),
        "asked": asked,
        "others_asked": questions::records::of_others(database, invitation.id).await?,
        "draw": drawn(visit, invitation, &opportunity).await?,
        "badges": badges, "theirs": theirs, "kept": invitation.released().len(),
        "needs_kept": form::kept(visit, invitation).await?.is_something(),
        "tells": !theirs && !by_code(visit) && !person.badges.is_empty(),
        "tell": format!("/sign-in?next={}", tell_path(invitation)),
        "needs": form::offered_needs(visit, &opportunity),
        "contacts": contacts,
    }))
}
