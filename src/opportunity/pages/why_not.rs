//! Why somebody is not matched, said to them honestly: what stands in the way, and the one question whose answer
//! would change it. Nothing here tells of anybody else.

use std::collections::{BTreeMap, HashSet};

use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{forward::takes_people, shown};
use crate::{
    badge::catalogue,
    citizen::Citizen,
    invitation::{
        limits::{self, MONTH_CEILING, OPEN_CEILING},
        waves,
    },
    matching::{Matcher, Suggestion},
    opportunity::{
        Opportunity, OpportunityId, Seek,
        mismatch::{Mismatch, practical, standing, unmet},
        records,
    },
    web::{Result, Visit},
};

/// So many of what is open are looked at, the newest: no list that people read is longer.
const NEWEST: usize = 500;
/// So many topics that are asked for are named.
const TOPICS: usize = 3;

/// Why this person would not be in the draw for this opportunity, as sentences with a link each. The limits count while
/// nobody `asks`: neither they, by putting themselves forward, nor we, by an invitation.
pub(super) async fn of_one(
    visit: &Visit,
    citizen: &Citizen,
    opportunity: &Opportunity,
    (close, asks): (bool, bool),
) -> Result<Vec<Value>> {
    let mut found = standing(citizen, visit.site.now());
    found.extend(practical(citizen, opportunity));
    if !close {
        // Own words are left to the matcher: what the catalogue misses may be said in them.
        found.extend(unmet(citizen, opportunity));
    }
    if found.is_empty() && !close {
        found.push(Mismatch::Other);
    }
    // Limits protect people from being asked, not from asking: beside another reason they would only confuse, because
    // whoever puts themselves forward is free of them.
    if found.is_empty() && !asks {
        found.extend(asked_enough(visit, citizen).await?);
    }
    Ok(found.iter().map(|one| said(visit, opportunity, one)).collect())
}

/// The limits that are reached just now; a person's own and ours, whichever is smaller.
async fn asked_enough(visit: &Visit, citizen: &Citizen) -> Result<Vec<Mismatch<'static>>> {
    let now = visit.site.now();
    let month = now.plus(-limits::MONTH);
    let (open, asked) = waves::records::asked(&visit.site.database, citizen.id, now, month).await?;
    let most_open = citizen.open_ceiling.min(OPEN_CEILING);
    let most_asked = citizen.month_ceiling.min(MONTH_CEILING);
    let open = (open >= most_open).then_some(Mismatch::Open(most_open));
    let month = (asked >= most_asked).then_some(Mismatch::Month(most_asked));
    Ok(open.into_iter().chain(month).collect())
}

/// A mismatch as a sentence, with the link to the question.
fn said(visit: &Visit, opportunity: &Opportunity, mismatch: &Mismatch) -> Value {
    let labels = |list: &str, slugs: Vec<&str>| {
        let labels = slugs
            .into_iter()
            .map(|slug| catalogue().label(list, slug, visit.language));
        labels.collect::<Vec<_>>().join(", ")
    };
    let (text, numbers) = match mismatch {
        Mismatch::Format => (
            labels(
                "format",
                opportunity.formats.iter().map(|one| one.slug()).collect(),
            ),
            (0, 0),
        ),
        Mismatch::Time => (
            labels("time", opportunity.times.iter().map(|one| one.slug()).collect()),
            (0, 0),
        ),
        Mismatch::Seek(seek) => (sought(visit, seek), (0, 0)),
        Mismatch::Distance(km, limit) | Mismatch::Nearer(km, limit) => (String::new(), (*km, *limit)),
        Mismatch::Open(most) | Mismatch::Month(most) => (String::new(), (*most, *most)),
        Mismatch::Matching | Mismatch::Invitations | Mismatch::Paused | Mismatch::Other => {
            (String::new(), (0, 0))
        }
    };
    let (number, limit) = numbers;
    let arguments = [
        ("said", FluentValue::from(text)),
        ("number", FluentValue::from(number)),
        ("limit", FluentValue::from(limit)),
        // 5 miles are 8 kilometres.
        ("miles", FluentValue::from((number * 5 + 4) / 8)),
        ("limit_miles", FluentValue::from(limit * 5 / 8)),
    ];
    let text = visit.text_with(&format!("opportunity-mismatch-{}", mismatch.slug()), &arguments);
    let href = question(visit, mismatch);
    let link = href
        .as_ref()
        .map(|_| visit.text(&format!("opportunity-change-{}", mismatch.slug())));
    json!({"text": text, "href": href, "link": link, "true": matches!(mismatch, Mismatch::Seek(_)),
        "limit": matches!(mismatch, Mismatch::Open(_) | Mismatch::Month(_))})
}

/// Where the answer can be changed; for something that is sought, with the search for it begun.
fn question(visit: &Visit, mismatch: &Mismatch) -> Option<String> {
    let path = mismatch.question()?;
    let Mismatch::Seek(Seek {
        badge: Some(slug), ..
    }) = mismatch
    else {
        return Some(path.to_owned());
    };
    let label = catalogue().badge(slug)?.label(visit.language);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", label)
        .finish();
    Some(format!("{path}?{query}"))
}

fn sought(visit: &Visit, seek: &Seek) -> String {
    let shown = shown::sought(seek, visit.language);
    let part = |name: &str| shown[name].as_str().map(str::to_owned);
    let parts = [part("label"), part("standpoint")].into_iter().flatten();
    parts.collect::<Vec<_>>().join(", ")
}

/// Why there is not more on somebody's list: how much is open, what one other answer would add, and what is asked
/// for that they have not spoken of.
pub(super) async fn of_all(
    visit: &Visit,
    matcher: &Matcher,
    citizen: &Citizen,
    close: &[Suggestion],
) -> Result<Value> {
    let now = visit.site.now();
    let database = &visit.site.database;
    let mut open = records::open_ids(database).await?;
    open.truncate(NEWEST);
    let mut open = records::load_many(database, &open).await?;
    open.retain(|one| takes_people(one, now));
    let standing = standing(citizen, now);
    let sentences = |found: &[Mismatch<'_>]| -> Vec<Value> {
        let sentence = |one| open.first().map(|opportunity| said(visit, opportunity, one));
        found.iter().filter_map(sentence).collect()
    };
    let allowed = citizen.may_be_matched(now);
    let close: HashSet<OpportunityId> = close.iter().map(|close| close.opportunity).collect();
    let mut why = json!({
        "open": open.len(), "close": open.iter().filter(|one| close.contains(&one.id)).count(),
        "standing": sentences(&standing), "limits": sentences(&asked_enough(visit, citizen).await?),
    });
    // Without consent, and during a pause, nobody looks any closer.
    if allowed {
        let would = matcher.for_citizen(&without_limits(citizen)).await?;
        let would: HashSet<OpportunityId> = would.iter().map(|would| would.opportunity).collect();
        let rest = open.iter().filter(|one| !close.contains(&one.id));
        let (fitting, others): (Vec<&Opportunity>, Vec<&Opportunity>) =
            rest.partition(|one| would.contains(&one.id));
        why["if"] = json!(one_change(visit, citizen, &fitting));
        why["unasked"] = json!(others.len());
        why["topics"] = json!(asked_for(visit, citizen, &others));
    }
    Ok(why)
}

/// The same person, able to go anywhere at any time: what fits them then is kept away by practical things only.
fn without_limits(citizen: &Citizen) -> Citizen {
    Citizen {
        area: None,
        travel_km: None,
        formats: Vec::new(),
        times: Vec::new(),
        ..citizen.clone()
    }
}

/// How many more would fit if one answer were another one, by which answer.
fn one_change(visit: &Visit, citizen: &Citizen, fitting: &[&Opportunity]) -> Vec<Value> {
    let mut counted: BTreeMap<(bool, &str), (i64, Option<&str>)> = BTreeMap::new();
    for opportunity in fitting {
        // What more than one answer would have to change comes last.
        let (several, slug, question) = match &practical(citizen, opportunity)[..] {
            [] => continue,
            [one] => (false, one.slug(), one.question()),
            _ => (true, "several", None),
        };
        counted.entry((several, slug)).or_insert((0, question)).0 += 1;
    }
    let shown = counted.into_iter().map(|((_, slug), (number, question))| {
        let arguments = [("number", FluentValue::from(number))];
        let text = visit.text_with(&format!("for-you-if-{slug}"), &arguments);
        let link = question.map(|_| visit.text(&format!("opportunity-change-{slug}")));
        json!({"text": text, "href": question, "link": link})
    });
    shown.collect()
}

/// What is asked for most and not yet told, with a link that begins the search for it.
fn asked_for(visit: &Visit, citizen: &Citizen, others: &[&Opportunity]) -> Vec<Value> {
    let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
    for opportunity in others {
        for one in unmet(citizen, opportunity) {
            if let Mismatch::Seek(Seek {
                badge: Some(slug), ..
            }) = one
            {
                *topics.entry(slug).or_default() += 1;
            }
        }
    }
    let mut topics: Vec<(&str, usize)> = topics.into_iter().collect();
    topics.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let badges = topics.into_iter().filter_map(|(slug, _)| catalogue().badge(slug));
    let shown = badges.take(TOPICS).map(|badge| {
        let label = badge.label(visit.language);
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", label)
            .finish();
        json!({"label": label, "href": format!("/you/badges?{query}")})
    });
    shown.collect()
}
