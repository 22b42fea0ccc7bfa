//! What a signed-in citizen sees besides: what is close to them and why, and putting themselves forward.

use axum::{Extension, extract::Path, response::Response};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use super::{browse, id_in, shown};
use crate::{
    account::Role,
    badge::catalogue,
    citizen::{self, ConsentPurpose},
    frontend::Language,
    matching::{Matcher, Reason},
    moment::Moment,
    opportunity::{
        Opportunity,
        forward::records as forward,
        mismatch::{Mismatch, obstacles, unmet},
        records,
    },
    web::{Citizen, Error, Result, Visit, visit},
};

/// Whether people can still put themselves forward.
pub(super) fn takes_people(opportunity: &Opportunity, now: Moment) -> bool {
    opportunity.state.is_public() && opportunity.reply_by.is_none_or(|until| until > now)
}

/// How the signed-in citizen and an opportunity belong together; nothing for other visitors.
pub(super) async fn mine(
    visit: &Visit,
    matcher: &Matcher,
    opportunity: &Opportunity,
) -> Result<Option<Value>> {
    let Some(session) = visit.signed_in().filter(|session| session.role == Role::Citizen) else {
        return Ok(None);
    };
    let database = &visit.site.database;
    let Some(citizen) = citizen::records::load(database, session.account_id).await? else {
        return Ok(None);
    };
    let forward = forward::has(database, opportunity.id, citizen.id).await?;
    let close = matcher.fit(&citizen, opportunity);
    let mut why_not = obstacles(&citizen, opportunity, visit.site.now());
    if close.is_none() {
        why_not.extend(unmet(&citizen, opportunity));
    }
    let unmet = why_not.iter().any(|one| matches!(one, Mismatch::Seek(_)));
    let mut why_not: Vec<String> = why_not
        .iter()
        .map(|one| honest(visit, opportunity, one))
        .collect();
    if close.is_none() && why_not.is_empty() {
        why_not.push(visit.text("opportunity-mismatch-any"));
    }
    Ok(Some(json!({
        "forward": forward,
        "closeness": close.as_ref().map(|close| close.closeness),
        "reasons": close.map(|close| sentences(visit, &close.reasons)),
        "why_not": why_not, "unmet": unmet,
    })))
}

/// A mismatch as a sentence.
fn honest(visit: &Visit, opportunity: &Opportunity, mismatch: &Mismatch) -> String {
    let language = visit.language;
    let labels = |list: &str, slugs: Vec<&str>| {
        let labels = slugs
            .into_iter()
            .map(|slug| catalogue().label(list, slug, language));
        labels.collect::<Vec<_>>().join(", ")
    };
    let said = match mismatch {
        Mismatch::Format => labels(
            "format",
            opportunity.formats.iter().map(|one| one.slug()).collect(),
        ),
        Mismatch::Time => labels("time", opportunity.times.iter().map(|one| one.slug()).collect()),
        Mismatch::Seek(seek) => sought(seek, language),
        Mismatch::Matching | Mismatch::Invitations | Mismatch::Paused | Mismatch::Distance => String::new(),
    };
    let key = format!("opportunity-mismatch-{}", mismatch.slug());
    visit.text_with(&key, &[("said", FluentValue::from(said))])
}

fn sought(seek: &crate::opportunity::Seek, language: Language) -> String {
    let shown = shown::sought(seek, language);
    let part = |name: &str| shown[name].as_str().map(str::to_owned);
    [part("label"), part("standpoint")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn sentences(visit: &Visit, reasons: &[Reason]) -> Vec<String> {
    reasons
        .iter()
        .map(|reason| {
            let arguments = [
                (
                    "criterion",
                    FluentValue::from(reason.criterion(visit.language).to_owned()),
                ),
                (
                    "because",
                    FluentValue::from(reason.because(visit.language).to_owned()),
                ),
            ];
            visit.text_with(reason.key(), &arguments)
        })
        .collect()
}

/// Everything that is close to the citizen, the closest first, or honestly why there is nothing.
pub(super) async fn for_you(citizen: Citizen, Extension(matcher): Extension<Matcher>) -> Result {
    let visit = &citizen.visit;
    let person = citizen::records::load(&visit.site.database, citizen.id)
        .await?
        .ok_or(Error::NotFound)?;
    let now = visit.site.now();
    let close = matcher.for_citizen(&person);
    let ids: Vec<_> = close.iter().map(|close| close.opportunity).collect();
    let mut listed = browse::listed(visit, &ids).await?;
    for one in &mut listed {
        let found = close.iter().find(|close| one["id"] == json!(close.opportunity));
        if let Some(close) = found {
            one["closeness"] = json!(close.closeness);
            one["reasons"] = json!(sentences(visit, &close.reasons));
        }
    }
    let empty = if !person.consents_to(ConsentPurpose::Matching) {
        "matching"
    } else if person.paused_until.is_some_and(|until| until > now) {
        "paused"
    } else if person.badges.is_empty() {
        "empty"
    } else {
        "none"
    };
    visit.page(
        "opportunity/for-you.html",
        json!({"opportunities": listed, "empty": empty, "paused_until": person.paused_until}),
    )
}

/// Puts the citizen forward. Whoever wants to is noted; whether they stand in the draw is said on the page.
pub(super) async fn put_forward(citizen: Citizen, Path(id): Path<String>) -> Result {
    let site = &citizen.visit.site;
    let now = site.now();
    let mut transaction = site.database.begin().await?;
    let opportunity = records::load(&mut transaction, id_in(&id)?)
        .await?
        .filter(|opportunity| opportunity.state.is_public())
        .ok_or(Error::NotFound)?;
    citizen::records::load(&mut transaction, citizen.id)
        .await?
        .ok_or(Error::NotFound)?;
    if !takes_people(&opportunity, now) {
        return Ok(back(&opportunity, "not-open"));
    }
    forward::insert(&mut transaction, opportunity.id, citizen.id, now).await?;
    transaction.commit().await?;
    Ok(back(&opportunity, "put-forward"))
}

/// Takes it back.
pub(super) async fn take_back(citizen: Citizen, Path(id): Path<String>) -> Result {
    let site = &citizen.visit.site;
    let mut transaction = site.database.begin().await?;
    let opportunity = records::load(&mut transaction, id_in(&id)?)
        .await?
        .filter(|opportunity| opportunity.state.is_public())
        .ok_or(Error::NotFound)?;
    forward::delete(&mut transaction, opportunity.id, citizen.id, site.now()).await?;
    transaction.commit().await?;
    Ok(back(&opportunity, "taken-back"))
}

fn back(opportunity: &Opportunity, notice: &str) -> Response {
    visit::done(&format!("/opportunities/{}", opportunity.id), notice)
}
