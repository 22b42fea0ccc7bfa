//! Answers that somebody heard on the telephone or read on a slip, entered for the person by the same rules as on
//! their own page, with who heard it and how.

use serde_json::json;

use super::heard;
use crate::{
    account::attempts::ACCOUNT,
    account::pages,
    audit::{self, Action, Entry},
    invitation::{
        self, Answer, Invitation,
        pages::reply::{
            self,
            form::{read, reasons},
        },
        replies::{self, Taken},
    },
    post::{Code, Heard, What, records},
    web::{Form, Result, Steward, Visit, visit::done},
};

/// Where a code is entered.
const HERE: &str = "/steward/reply";

/// Asks for the code and the answer.
pub async fn show(steward: Steward) -> Result {
    ask(&steward.visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    let context = json!({"form": form.shown(visit), "answers": reply::choices(visit)});
    visit.english_page("steward/reply.html", context)
}

/// Finds the invitation of a code and asks what goes with the answer.
pub async fn find(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let Some((invitation, chosen, _, _)) = given(&steward, &mut form).await? else {
        return ask(visit, &form);
    };
    follow_up(visit, &invitation, chosen, &form).await
}

type Given = (Invitation, Answer, String, crate::post::How);

/// The invitation, the answer, and who heard it how; nothing when one is missing.
async fn given(steward: &Steward, form: &mut Form) -> Result<Option<Given>> {
    let visit = &steward.visit;
    let typed = form.required("paper_code", 100);
    let chosen = form.choice("answer", Answer::parse);
    let Some((by, how)) = heard(form) else {
        return Ok(None);
    };
    let Some(chosen) = chosen.filter(|_| form.is_fine()) else {
        return Ok(None);
    };
    let subject = steward.id.to_string();
    if !pages::may_try(visit, form, "paper_code", ("paper-code", &subject, ACCOUNT)).await? {
        return Ok(None);
    }
    let code = Code::parse(&typed).unwrap_or_else(Code::random);
    let database = &visit.site.database;
    let behind = records::behind(database, code.hash(&visit.site.secret)).await?;
    let id = behind.and_then(|behind| behind.invitation_id);
    let invitation = match id {
        Some(id) => invitation::records::by_id(database, invitation::InvitationId(id)).await?,
        None => None,
    };
    if invitation.is_none() {
        form.problem("paper_code", "unknown");
    }
    Ok(invitation.map(|invitation| (invitation, chosen, by, how)))
}

async fn follow_up(visit: &Visit, invitation: &Invitation, chosen: Answer, form: &Form) -> Result {
    let mut context = reply::context(visit, invitation, HERE).await?;
    context["answer"] = json!(chosen);
    context["form"] = form.shown(visit);
    context["reasons"] = json!(reasons(visit));
    visit.english_page("steward/heard.html", context)
}

/// Takes the answer; the note of who heard it stands in the same transaction.
pub async fn answer(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let Some((invitation, chosen, by, how)) = given(&steward, &mut form).await? else {
        return ask(visit, &form);
    };
    let (said, _) = read(visit, &invitation, chosen, &mut form).await?;
    if !form.is_fine() {
        return follow_up(visit, &invitation, chosen, &form).await;
    }
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    match replies::answer_in(&mut transaction, &visit.site, invitation.id, &said).await? {
        Taken::Yes => (),
        Taken::TooLate => return Ok(done(HERE, "reply-too-late")),
        Taken::TooMany => {
            form.problem("question", "too-many");
            drop(transaction);
            return follow_up(visit, &invitation, chosen, &form).await;
        }
    }
    let entry = Entry {
        actor: steward.id,
        organisation: None,
        citizen: Some(invitation.citizen_id),
        opportunity: Some(invitation.opportunity_id),
        action: Action::HearReply,
        detail: format!("{by} ({})", how.slug()),
    };
    let heard = Heard {
        citizen: invitation.citizen_id,
        invitation: Some(invitation.id.0),
        what: What::Reply,
        how,
        heard_by: by,
        entered_by: steward.id,
    };
    records::insert_heard(&mut transaction, &heard, now).await?;
    audit::insert(&mut transaction, &entry, now).await?;
    transaction.commit().await?;
    Ok(done(HERE, "heard-taken"))
}
