//! Whom an opportunity seeks: found by lay words in the catalogue, or in the host's own words.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::json;

use super::{fields, frame, writable};
use crate::{
    badge::{Badge, Kind, catalogue},
    frontend::Language,
    matching::{eligibility, offers, views, vocabulary},
    opportunity::{
        Need, Opportunity, Seek,
        draft::{MOST_SEEKS, Step},
        pages::{organisation_of, own, shown},
        records,
    },
    web::{Error, Form, Officer, Result},
};

/// So many badges are offered for what somebody typed.
const SUGGESTIONS: usize = 8;
/// The longest own words.
const WORDS: usize = 120;

/// The page: what is sought so far, a search, and what it found.
pub(super) async fn show(officer: &Officer, opportunity: &Opportunity, form: &Form) -> Result {
    let visit = &officer.visit;
    let words = match form.text("words") {
        "" => visit.parameter("q").unwrap_or_default(),
        words => words.to_owned(),
    };
    let words: String = words.trim().chars().take(WORDS).collect();
    let meant = visit.site.turns.run(|| {
        let suggested = vocabulary::suggest(&words, None, SUGGESTIONS);
        (suggested, vocabulary::did_you_mean(&words))
    });
    let (suggested, better) = meant.await?;
    let seeks = &opportunity.seeks;
    let unknown = visit
        .site
        .turns
        .run(|| seeks.iter().map(is_unknown).collect::<Vec<bool>>());
    let unknown = unknown.await?;
    let suggestions: Vec<_> = suggested
        .into_iter()
        .map(|badge| json!({"slug": badge.slug, "label": badge.label, "kind": badge.kind}))
        .collect();
    let sought: Vec<_> = opportunity
        .seeks
        .iter()
        .zip(unknown)
        .map(|(seek, is_unknown)| {
            let mut shown = shown::sought(seek, Language::English);
            shown["key"] = json!(key(seek));
            shown["unknown"] = json!(is_unknown);
            shown
        })
        .collect();
    let mut context = frame(opportunity, Step::Seeks);
    context["form"] = form.shown(visit);
    context["words"] = json!(words);
    context["suggestions"] = json!(suggestions);
    context["sought"] = json!(sought);
    context["full"] = json!(opportunity.seeks.len() >= MOST_SEEKS);
    context["standpoints"] = json!(fields::list("standpoint"));
    context["did_you_mean"] =
        json!(better.map(|better| {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &better).finish();
        json!({"words": better, "href": format!("/host/opportunity/{}/edit/seeks?{query}", opportunity.id)})
    }));
    visit.english_page("host/posting/seeks.html", context)
}

/// Adds one thing; adding the same thing again changes nothing but whether it is needed.
pub(super) async fn add(officer: Officer, Path(id): Path<String>, mut form: Form) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let mut transaction = site.database.begin().await?;
    let mut opportunity = writable(own(&mut transaction, &id, &organisation).await?)?;
    let Some(mut seek) = read(&mut form).filter(|_| form.is_fine()) else {
        return show(&officer, &opportunity, &form).await;
    };
    if views::sought(&seek).is_empty() {
        form.problem("words", "missing");
        return show(&officer, &opportunity, &form).await;
    }
    let offered = site.turns.run(|| offered(&seek)).await?;
    if !offered.is_empty() && !form.has("means") {
        return confirm(&officer, &opportunity, &seek, &offered, &form);
    }
    // Only what was offered can be said yes to.
    let meant = offered.iter().find(|badge| badge.slug == form.text("means"));
    seek.badge = seek.badge.or_else(|| meant.map(|badge| badge.slug.clone()));
    match opportunity
        .seeks
        .iter()
        .position(|other| key(other) == key(&seek))
    {
        Some(place) => opportunity.seeks[place] = seek,
        None if opportunity.seeks.len() >= MOST_SEEKS => {
            form.problem("found", "too-many");
            return show(&officer, &opportunity, &form).await;
        }
        None => opportunity.seeks.push(seek),
    }
    if !records::update(&mut transaction, &opportunity, site.now()).await? {
        return Err(Error::NotFound);
    }
    transaction.commit().await?;
    Ok(back(&opportunity).into_response())
}

/// Takes one thing away, named by what it is: pressed twice it takes away nothing else.
pub(super) async fn remove(officer: Officer, Path(id): Path<String>, form: Form) -> Result {
    let organisation = organisation_of(&officer).await?;
    let site = &officer.visit.site;
    let mut transaction = site.database.begin().await?;
    let mut opportunity = writable(own(&mut transaction, &id, &organisation).await?)?;
    opportunity.seeks.retain(|seek| key(seek) != form.text("key"));
    if !records::update(&mut transaction, &opportunity, site.now()).await? {
        return Err(Error::NotFound);
    }
    transaction.commit().await?;
    Ok(back(&opportunity).into_response())
}

/// The badges that own words may mean; none for a badge that was chosen from the catalogue.
fn offered(seek: &Seek) -> Vec<&'static Badge> {
    let words = seek.words.as_deref().filter(|_| seek.badge.is_none());
    words
        .map(|words| offers::offers(words, Some(seek.kind)))
        .unwrap_or_default()
}

/// Whether no badge of the catalogue answers own words, so that only people who say it in own words can meet them.
fn is_unknown(seek: &Seek) -> bool {
    let words = seek.words.as_deref().filter(|_| seek.badge.is_none());
    words.is_some_and(|words| !eligibility::is_known(words, seek.kind))
}

/// Asks what own words mean before they are kept: a link finds people who say it in other words.
fn confirm(
    officer: &Officer,
    opportunity: &Opportunity,
    seek: &Seek,
    offered: &[&Badge],
    form: &Form,
) -> Result {
    let offered: Vec<_> = offered
        .iter()
        .map(|badge| json!({"slug": badge.slug, "label": badge.label}))
        .collect();
    let mut context = frame(opportunity, Step::Seeks);
    context["words"] = json!(seek.words);
    context["offered"] = json!(offered);
    context["form"] = form.shown(&officer.visit);
    officer.visit.english_page("host/posting/linking.html", context)
}

fn back(opportunity: &Opportunity) -> Redirect {
    Redirect::to(&format!("/host/opportunity/{}/edit/seeks", opportunity.id))
}

/// What tells one thing sought from another.
fn key(seek: &Seek) -> String {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    let (badge, standpoint, words) = (part(&seek.badge), part(&seek.standpoint), part(&seek.words));
    format!("{}|{badge}|{standpoint}|{words}", seek.kind.slug())
}

fn read(form: &mut Form) -> Option<Seek> {
    let need = form.choice("need", Need::parse)?;
    let standpoint = catalogue()
        .item("standpoint", form.text("standpoint"))
        .map(|item| item.slug.clone());
    let (kind, badge, words) = match form.text("found") {
        own @ ("own-experience" | "own-skill") => {
            let kind = if own == "own-skill" {
                Kind::Skill
            } else {
                Kind::Experience
            };
            (kind, None, Some(form.required_line("words", WORDS)))
        }
        slug => {
            let Some(badge) = catalogue().badge(slug) else {
                form.problem("found", "missing");
                return None;
            };
            (badge.kind, Some(badge.slug.clone()), None)
        }
    };
    Some(Seek {
        kind,
        badge,
        standpoint,
        words,
        need,
    })
}
