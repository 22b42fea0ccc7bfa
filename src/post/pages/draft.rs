//! What somebody says on the telephone about a draft of their supporter: staff read it to them and write down their
//! yes or no, with who heard it and how.

use serde_json::json;

use super::heard::behind as opened;
use crate::{
    audit::{self, Action, Entry},
    post::{Heard, HeardId, What, code::records::Behind, pages::heard, records},
    supporter::{self, Draft, DraftId, pages::drafts},
    web::{Error, Form, Result, Steward, Visit, visit::done},
};

/// Where a code is entered.
const HERE: &str = "/steward/reply";

/// The draft that a code opens, while it waits.
pub(super) async fn behind(visit: &Visit, behind: Option<&Behind>) -> Result<Option<Draft>> {
    match behind.and_then(|behind| behind.draft_id) {
        Some(id) => Ok(supporter::records::draft(&visit.site.database, DraftId(id)).await?),
        None => Ok(None),
    }
}

/// Shows a draft, so that it can be read out. What it says is about somebody's life, so the reading is noted for
/// them in the same transaction.
pub(super) async fn show(steward: &Steward, draft: &Draft, form: &Form) -> Result {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    let draft = supporter::records::draft(&mut transaction, draft.id).await?;
    let draft = draft.ok_or(Error::Elsewhere(HERE))?;
    let entry = about(steward, &draft, Action::ReadDraft, String::new());
    audit::insert(&mut transaction, &entry, visit.site.now()).await?;
    transaction.commit().await?;
    let context = json!({"form": form.shown(visit), "draft": drafts::shown(visit, &draft).await?});
    visit.english_page("steward/draft.html", context)
}

/// Makes the draft the person's word or throws it away, as they said; the note of who heard it stands in the same
/// transaction.
pub async fn decide(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let opened = opened(&steward, &mut form).await?;
    let Some(draft) = behind(visit, opened.as_ref()).await? else {
        return Ok(done(HERE, drafts::Settled::Before.notice()));
    };
    let confirmed = form.choice("decision", |said| match said {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let (Some((by, how)), Some(confirmed)) = (heard(&mut form), confirmed) else {
        return show(&steward, &draft, &form).await;
    };
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    let settled = drafts::settle_in(&mut transaction, &visit.site, &draft, confirmed).await?;
    if settled.counts() {
        let detail = format!("{by} ({})", how.slug());
        let heard = Heard {
            citizen: draft.citizen_id,
            invitation: draft.invitation_id,
            what: What::Draft,
            how,
            heard_by: by,
            entered_by: steward.id,
        };
        records::insert_heard(&mut transaction, HeardId::new(now), &heard, now).await?;
        let entry = about(&steward, &draft, Action::HearDraft, detail);
        audit::insert(&mut transaction, &entry, now).await?;
        transaction.commit().await?;
    }
    let notice = if settled.counts() {
        "heard-draft-taken"
    } else {
        settled.notice()
    };
    Ok(done(HERE, notice))
}

fn about(steward: &Steward, draft: &Draft, action: Action, detail: String) -> Entry {
    Entry {
        actor: steward.id,
        organisation: None,
        citizen: Some(draft.citizen_id),
        opportunity: None,
        action,
        detail,
    }
}
