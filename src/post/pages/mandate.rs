//! A supporter whom staff wrote down for a person: nothing of it counts before that person says yes, with the code of
//! their own letter, or on the telephone to somebody who reads it out.

use axum::response::Response;
use serde_json::{Value, json};

use super::{heard, heard::behind as opened};
use crate::{
    audit::{self, Action, Entry},
    pass::{self, Purpose},
    post::{Heard, HeardId, What, records},
    supporter::{self, Supporter, SupporterId, pages::yours},
    web::{Error, Form, Result, Steward, Visit, visit::done},
};

/// Where a code is entered by a steward.
const HERE: &str = "/steward/reply";
/// Where a person says yes or no with the code of their letter.
const BY_CODE: &str = "/reply/supporter";

async fn by_pass(visit: &Visit) -> Result<Option<Supporter>> {
    let (database, now) = (&visit.site.database, visit.site.now());
    let found = pass::find(database, visit.session_token(), Purpose::Mandate, now).await?;
    let id = found.ok_or(Error::Elsewhere("/reply"))?;
    Ok(supporter::records::unconfirmed(database, SupporterId(id)).await?)
}

/// Whom the code is about, for the person whose letter has it.
pub async fn by_code(visit: Visit) -> Result {
    let supporter = by_pass(&visit).await?;
    let shown: Option<Value> = supporter.as_ref().map(|one| yours::shown(&visit, one));
    visit.page("supporter/mandate.html", json!({"supporter": shown}))
}

/// The person's yes or no.
pub async fn decide_by_code(visit: Visit, form: Form) -> Result {
    let supporter = by_pass(&visit).await?;
    let yes = form.has("confirm");
    let mut transaction = visit.site.database.begin().await?;
    let decided = match supporter {
        Some(supporter) => {
            supporter::decide(&mut transaction, &visit.site, &supporter, yes, visit.site.now()).await?
        }
        None => false,
    };
    transaction.commit().await?;
    let notice = match (decided, yes) {
        (true, true) => "supporter-named",
        (true, false) => "supporter-ended",
        (false, _) => "draft-decided",
    };
    Ok(done(BY_CODE, notice))
}

/// Shows whom a person named, to be read out to them; the reading is noted for them in the same transaction.
pub(super) async fn show(steward: &Steward, id: SupporterId, form: &Form) -> Result {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    let supporter = supporter::records::unconfirmed(&mut transaction, id).await?;
    let supporter = supporter.ok_or(Error::Elsewhere(HERE))?;
    let entry = about(steward, &supporter, Action::OpenFor, String::new());
    audit::insert(&mut transaction, &entry, visit.site.now()).await?;
    transaction.commit().await?;
    let context = json!({"form": form.shown(visit), "supporter": yours::shown(visit, &supporter)});
    visit.english_page("steward/mandate.html", context)
}

/// Writes down the person's yes or no; who heard it stands in the same transaction.
pub async fn decide(steward: Steward, mut form: Form) -> Result<Response> {
    let visit = &steward.visit;
    let behind = opened(&steward, &mut form).await?;
    let Some(id) = behind.and_then(|behind| behind.supporter_id).map(SupporterId) else {
        return Ok(done(HERE, "draft-decided"));
    };
    let yes = form.choice("decision", |said| match said {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let (Some((by, how)), Some(yes)) = (heard(&mut form), yes) else {
        return show(&steward, id, &form).await;
    };
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    let Some(supporter) = supporter::records::unconfirmed(&mut transaction, id).await? else {
        return Ok(done(HERE, "draft-decided"));
    };
    if !supporter::decide(&mut transaction, &visit.site, &supporter, yes, now).await? {
        return Ok(done(HERE, "draft-decided"));
    }
    let detail = format!("{} – {by} ({})", if yes { "yes" } else { "no" }, how.slug());
    let heard = Heard {
        citizen: supporter.citizen_id,
        invitation: None,
        what: What::Supporter,
        how,
        heard_by: by,
        entered_by: steward.id,
    };
    records::insert_heard(&mut transaction, HeardId::new(now), &heard, now).await?;
    let entry = about(&steward, &supporter, Action::RecordFor, detail);
    audit::insert(&mut transaction, &entry, now).await?;
    transaction.commit().await?;
    Ok(done(HERE, "heard-draft-taken"))
}

fn about(steward: &Steward, supporter: &Supporter, action: Action, detail: String) -> Entry {
    Entry {
        actor: steward.id,
        organisation: None,
        citizen: Some(supporter.citizen_id),
        opportunity: None,
        action,
        detail,
    }
}
