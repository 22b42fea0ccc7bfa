//! What a signed-in citizen sees besides: what is close to them and why, and putting themselves forward.

use axum::{Extension, extract::Path, response::Response};
use serde_json::{Value, json};

use super::{browse, id_in, shown, why_not};
use crate::{
    account::Role,
    citizen::{self, ConsentPurpose},
    invitation::waves,
    matching::Matcher,
    moment::Moment,
    opportunity::{Opportunity, forward::records as forward, records},
    web::{Citizen, Error, Form, Result, Visit, visit},
};

/// Whether people can still put themselves forward.
#[must_use]
pub fn takes_people(opportunity: &Opportunity, now: Moment) -> bool {
    opportunity.state.is_public() && opportunity.reply_by.is_none_or(|until| until > now)
}

/// How the signed-in citizen and an opportunity belong together; nothing for other visitors.
///
/// # Errors
/// When the database fails.
pub async fn mine(visit: &Visit, matcher: &Matcher, opportunity: &Opportunity) -> Result<Option<Value>> {
    let Some(session) = visit.signed_in().filter(|session| session.role == Role::Citizen) else {
        return Ok(None);
    };
    let database = &visit.site.database;
    let Some(citizen) = citizen::records::load(database, session.account_id).await? else {
        return Ok(None);
    };
    let forward = forward::has(database, opportunity.id, citizen.id).await?;
    let close = matcher.fit(&citizen, opportunity).await?;
    let invited = waves::records::is_invited(database, citizen.id, opportunity.id).await?;
    let known = (close.is_some(), forward || invited);
    let why_not = why_not::of_one(visit, &citizen, opportunity, known).await?;
    let unmet = why_not.iter().any(|one| one["true"] == true);
    Ok(Some(json!({
        "forward": forward, "invited": invited,
        "closeness": close.as_ref().map(|close| close.closeness),
        "reasons": close.map(|close| shown::reasons(visit, &close.reasons)),
        "why_not": why_not, "unmet": unmet,
    })))
}

/// Everything that is close to the citizen, the closest first, or honestly why there is nothing.
pub(super) async fn for_you(citizen: Citizen, Extension(matcher): Extension<Matcher>) -> Result {
    let visit = &citizen.visit;
    let person = citizen::records::load(&visit.site.database, citizen.id)
        .await?
        .ok_or(Error::NotFound)?;
    let now = visit.site.now();
    let close = matcher.for_citizen(&person).await?;
    let ids: Vec<_> = close.iter().map(|close| close.opportunity).collect();
    let open = records::load_public(&visit.site.database, &ids).await?;
    let forward = forward::of_citizen(&visit.site.database, citizen.id).await?;
    let mut listed = browse::listed(visit, &open).await?;
    for one in &mut listed {
        one["forward"] = json!(forward.iter().any(|id| one["id"] == json!(id)));
        let found = close.iter().find(|close| one["id"] == json!(close.opportunity));
        if let Some(close) = found {
            one["closeness"] = json!(close.closeness);
            one["reasons"] = json!(shown::reasons(visit, &close.reasons));
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
        json!({
            "opportunities": listed, "empty": empty, "paused_until": person.paused_until,
            "why_not": why_not::of_all(visit, &matcher, &person, &close).await?,
        }),
    )
}

/// Puts the citizen forward. Whoever wants to is noted; whether they stand in the draw is said on the page.
pub(super) async fn put_forward(
    citizen: Citizen,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
) -> Result {
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
    let mine = mine(&citizen.visit, &matcher, &opportunity).await?;
    let is_in = mine.is_some_and(|mine| mine["why_not"] == json!([]));
    Ok(back(
        &opportunity,
        if is_in {
            "put-forward"
        } else {
            "put-forward-not-yet"
        },
    ))
}

/// Takes it back, also when it is not public any more.
pub(super) async fn take_back(citizen: Citizen, Path(id): Path<String>, form: Form) -> Result {
    let site = &citizen.visit.site;
    let mut transaction = site.database.begin().await?;
    let opportunity = records::load(&mut transaction, id_in(&id)?).await?;
    let opportunity = opportunity.ok_or(Error::NotFound)?;
    let taken = forward::delete(&mut transaction, opportunity.id, citizen.id, site.now()).await?;
    transaction.commit().await?;
    let is_public = opportunity.state.is_public();
    if form.has("list") || (taken && !is_public) {
        Ok(visit::done("/you/invitations", "taken-back"))
    } else if is_public {
        Ok(back(&opportunity, "taken-back"))
    } else {
        Err(Error::NotFound)
    }
}

fn back(opportunity: &Opportunity, notice: &str) -> Response {
    visit::done(&format!("/opportunities/{}", opportunity.id), notice)
}
