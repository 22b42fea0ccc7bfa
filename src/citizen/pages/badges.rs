//! What you know: badges found by lay words or on shelves, own words, standpoint and visibility of each.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::{Value, json};

use super::{Way, person, question, standing_of, views};
use crate::{
    badge::{Badge, Kind, Visibility, catalogue},
    citizen::{Citizen, CitizenId, Declared, DeclaredId, declared, records, steps::Step},
    matching::{offers, vocabulary},
    moment::Moment,
    web::{self, Error, Form, Visit, visit},
};

/// The longest badge in own words.
pub const LONGEST: usize = 100;
/// So many badges one person can have; far more than anybody needs.
const MOST: usize = 80;
/// So many suggestions are shown for a search.
const SUGGESTIONS: usize = 8;

pub(super) async fn show(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    // What the catalogue has no word for can be kept as it was typed.
    let asked = visit.asked();
    let words = asked.text("q").to_owned();
    list(&visit, &person, &asked.assuming("own_words", &words)).await
}

async fn list(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let words = form.text("q").to_owned();
    let shelf = form.text("shelf").to_owned();
    let has = |badge: &Badge| {
        person
            .badges
            .iter()
            .any(|declared| declared.badge.as_ref() == Some(&badge.slug) && declared.words.is_none())
    };
    let row = |badge: &Badge| {
        json!({
            "slug": badge.slug,
            "label": badge.label(visit.language),
            "kind": badge.kind,
            "has": has(badge),
        })
    };
    let meant = visit.site.turns.run(|| {
        let suggested = vocabulary::suggest(&words, None, SUGGESTIONS);
        (suggested, vocabulary::did_you_mean(&words))
    });
    let (suggested, better) = meant.await?;
    let found: Vec<Value> = suggested.into_iter().map(row).collect();
    let on_shelf: Vec<Value> = catalogue()
        .badges()
        .iter()
        .filter(|badge| badge.group == shelf)
        .map(row)
        .collect();
    let context = json!({
        "form": form.shown(visit),
        "action": "/you/badges",
        "experience": views::badges(visit, person, Kind::Experience),
        "skills": views::badges(visit, person, Kind::Skill),
        "did_you_mean": better.map(|better| {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &better).finish();
            json!({"words": better, "href": format!("/you/badges?{query}")})
        }),
        "words": words,
        "found": found,
        "shelf": shelf,
        "on_shelf": on_shelf,
        "shelves": shelves(),
    });
    question(visit, person, Some(Step::Badges), "citizen/badges.html", context)
}

/// The groups of the catalogue with the kind of what stands there, in the order of the file.
fn shelves() -> Vec<Value> {
    let mut groups: Vec<(&str, Kind)> = Vec::new();
    for badge in catalogue().badges() {
        if !groups.iter().any(|(group, _)| *group == badge.group) {
            groups.push((&badge.group, badge.kind));
        }
    }
    groups
        .into_iter()
        .map(|(group, kind)| json!({"slug": group, "kind": kind}))
        .collect()
}

/// Adds own words, or goes on; own words that were typed and not yet added are added first then, too. Those that a
/// search put into the field are nothing that the person wrote there.
pub(super) async fn go_on(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let adds = form.has("add");
    let written = form.text("own_words") != form.text("assumed") || !form.text("kind").is_empty();
    if adds || (written && !form.text("own_words").is_empty()) {
        let now = visit.site.now();
        let Some(badge) = own_words(&mut form, DeclaredId::new(now)) else {
            return list(&visit, &person, &form).await;
        };
        match insert(&visit, id, vec![badge], now).await? {
            Ok(added) if adds => return after_adding(&visit, &added, &form).await,
            Ok(_) => (),
            Err(known) => {
                form.problem("own_words", "too-many");
                return list(&visit, &known, &form).await;
            }
        }
    }
    Way::from(&person, Step::Badges, &form).skip(&visit.site).await
}

/// Adds badges that the person has not yet; returns those, or the person where they would have too many.
async fn insert(
    visit: &Visit,
    id: CitizenId,
    mut badges: Vec<Declared>,
    now: Moment,
) -> web::Result<Result<Vec<Declared>, Box<Citizen>>> {
    let mut transaction = visit.site.database.begin().await?;
    records::lock(&mut transaction, id, now).await?;
    let known = records::load(&mut transaction, id)
        .await?
        .ok_or(Error::NotFound)?;
    badges.retain(|badge| !known.badges.iter().any(|known| is_same(known, badge)));
    if known.badges.len() + badges.len() > MOST {
        return Ok(Err(Box::new(known)));
    }
    for badge in &badges {
        declared::records::insert_badge(&mut transaction, id, badge, now).await?;
    }
    transaction.commit().await?;
    Ok(Ok(badges))
}

pub(super) async fn add(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let now = visit.site.now();
    let mut badges: Vec<Declared> = form
        .choices("badge", |slug| catalogue().badge(slug))
        .into_iter()
        .map(|badge| Declared {
            id: DeclaredId::new(now),
            kind: badge.kind,
            badge: Some(badge.slug.clone()),
            words: None,
            standpoint: None,
            visibility: Visibility::default_for(badge.kind),
        })
        .collect();
    if form.has("own_words") {
        badges.extend(own_words(&mut form, DeclaredId::new(now)));
    } else if badges.is_empty() {
        form.problem("badge", "missing");
    }
    if !form.is_fine() {
        return list(&visit, &person(&visit, id).await?, &form).await;
    }
    match insert(&visit, id, badges, now).await? {
        Ok(added) => after_adding(&visit, &added, &form).await,
        Err(known) => {
            form.problem("own_words", "too-many");
            list(&visit, &known, &form).await
        }
    }
}

/// A badge in own words, when they are fine.
fn own_words(form: &mut Form, id: DeclaredId) -> Option<Declared> {
    let words = form.required_line("own_words", LONGEST);
    let kind = form.choice("kind", Kind::parse)?;
    form.is_fine().then(|| Declared {
        id,
        kind,
        badge: None,
        words: Some(words),
        standpoint: None,
        visibility: Visibility::default_for(kind),
    })
}

/// The same words are the same badge, whatever the person said they mean.
fn is_same(one: &Declared, other: &Declared) -> bool {
    let words = |declared: &Declared| declared.words.as_deref().map(str::to_lowercase);
    let badge = one.words.is_some() || one.badge == other.badge;
    one.kind == other.kind && badge && words(one) == words(other)
}

/// New words lead to the question what they mean, where the catalogue may know it; one new lived experience to the
/// question from where they speak; anything else back to the list.
async fn after_adding(visit: &Visit, badges: &[Declared], form: &Form) -> web::Result {
    let shelf = form.text("shelf");
    let place = if catalogue().badges().iter().any(|badge| badge.group == shelf) {
        format!("/you/badges?shelf={shelf}")
    } else {
        "/you/badges".to_owned()
    };
    let can_mean = visit
        .site
        .turns
        .run(|| matches!(badges, [one] if can_mean(one)))
        .await?;
    Ok(match badges {
        [] => visit::done(&place, "badge-there"),
        [one] if can_mean => Redirect::to(&format!("/you/badges/{}/means", one.id)).into_response(),
        [one] if one.kind == Kind::Experience && shelf.is_empty() => {
            Redirect::to(&format!("/you/badges/{}", one.id)).into_response()
        }
        _ => visit::done(&place, "badge-added"),
    })
}

/// Whether the catalogue may know what own words mean.
fn can_mean(badge: &Declared) -> bool {
    let words = badge.words.as_deref();
    words.is_some_and(|words| !offers::offers(words, Some(badge.kind)).is_empty())
}

pub(super) async fn remove(web::Citizen { visit, id }: web::Citizen, form: Form) -> web::Result {
    let badge = form.text("id").parse().map_err(|_| Error::NotFound)?;
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    declared::records::delete_badge(&mut transaction, id, badge, now).await?;
    transaction.commit().await?;
    Ok(visit::done("/you/badges", "badge-removed"))
}

pub(super) async fn one(web::Citizen { visit, id }: web::Citizen, Path(badge): Path<String>) -> web::Result {
    let person = person(&visit, id).await?;
    let declared = find(&person, &badge)?;
    let form = Form::filled([
        ("standpoint", declared.standpoint.clone().unwrap_or_default()),
        ("visibility", declared.visibility.slug().to_owned()),
    ]);
    ask_one(&visit, &person, declared, &form)
}

pub(super) fn find<'p>(person: &'p Citizen, id: &str) -> web::Result<&'p Declared> {
    let id: DeclaredId = id.parse().map_err(|_| Error::NotFound)?;
    person
        .badges
        .iter()
        .find(|declared| declared.id == id)
        .ok_or(Error::NotFound)
}

fn ask_one(visit: &Visit, person: &Citizen, declared: &Declared, form: &Form) -> web::Result {
    let visibilities: Vec<Value> = Visibility::ALL
        .iter()
        .map(|visibility| {
            // Own words never leave: such a badge cannot be on a card, only help to find its person.
            let hint = match (visibility, &declared.badge) {
                (Visibility::Searchable, None) => "visibility-searchable-own".to_owned(),
                _ => format!("visibility-{}-hint", visibility.slug()),
            };
            json!({
                "value": visibility.slug(),
                "text": visit.text(&format!("visibility-{}", visibility.slug())),
                "hint": visit.text(&hint),
            })
        })
        .collect();
    let context = json!({
        "form": form.shown(visit),
        "badge": views::badge(visit, declared),
        "standpoints": views::items(visit, "standpoint"),
        "visibilities": visibilities,
        "stands": standing_of(person).slug(),
    });
    visit.page("citizen/badge.html", context)
}

pub(super) async fn keep_one(
    web::Citizen { visit, id }: web::Citizen,
    Path(badge): Path<String>,
    mut form: Form,
) -> web::Result {
    let person = person(&visit, id).await?;
    let known = find(&person, &badge)?;
    let standpoint = catalogue()
        .item("standpoint", form.text("standpoint"))
        .filter(|_| known.kind == Kind::Experience)
        .map(|item| item.slug.clone());
    let Some(visibility) = form.choice("visibility", Visibility::parse) else {
        return ask_one(&visit, &person, known, &form);
    };
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    declared::records::update_badge(&mut transaction, id, known.id, standpoint, visibility, now).await?;
    transaction.commit().await?;
    Ok(visit::done("/you/badges", "badge-saved"))
}
