//! Answers that somebody heard on the telephone or read on a slip, entered for the person by the same rules as on
//! their own page, with who heard it and how.

use axum::response::Response;
use serde_json::json;

use super::{draft, heard, mandate};
use crate::{
    account::{attempts::ADDRESS, pages},
    audit::{self, Action, Entry},
    database::Transaction,
    invitation::{
        self, Answer, Invitation, InvitationId,
        pages::reply::{
            self,
            form::{Kept, read, reasons},
        },
        replies::{self, Taken},
    },
    post::{
        Code, Heard, HeardId, How, What,
        code::{self, records::Behind},
        records,
    },
    supporter::SupporterId,
    web::{Error, Form, Result, Steward, Visit, visit::done},
};

/// Where a code is entered.
const HERE: &str = "/steward/reply";
/// Stands among the answers for: the answer that you have is not mine.
const NOT_THEIRS: &str = "not-theirs";

/// Asks for the code and the answer.
pub async fn show(steward: Steward) -> Result {
    ask(&steward.visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    let mut answers = reply::choices(visit);
    answers.push(json!({"value": NOT_THEIRS, "text": visit.text("steward-not-theirs")}));
    let context = json!({"form": form.shown(visit), "answers": answers});
    visit.english_page("steward/reply.html", context)
}

/// Asks for the answer of somebody who was rung a moment ago, with the code of what they were told.
pub async fn ask_rung(steward: &Steward, code: &Code) -> Result {
    let form = Form::filled([
        ("paper_code", code.printed()),
        ("how", How::Phone.slug().to_owned()),
    ]);
    let hash = code.hash(&steward.visit.site.secret);
    let behind = code::records::behind(&steward.visit.site.database, hash).await?;
    match read_out(steward, behind.as_ref(), &form).await? {
        Some(page) => Ok(page),
        None => ask(&steward.visit, &form),
    }
}

/// What is read out to the person before they say yes or no: a draft, or whom they named to help them.
async fn read_out(steward: &Steward, behind: Option<&Behind>, form: &Form) -> Result<Option<Response>> {
    if let Some(draft) = draft::behind(&steward.visit, behind).await? {
        return Ok(Some(draft::show(steward, &draft, form).await?));
    }
    match behind.and_then(|behind| behind.supporter_id) {
        Some(id) => Ok(Some(mandate::show(steward, SupporterId(id), form).await?)),
        None => Ok(None),
    }
}

/// Finds what a code is for. For an invitation it asks what goes with the answer; a draft is shown, to be read out,
/// and so is whom they named to help them.
pub async fn find(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let behind = behind(&steward, &mut form).await?;
    if let Some(page) = read_out(&steward, behind.as_ref(), &form.only("paper_code")).await? {
        return Ok(page);
    }
    if form.text("answer") == NOT_THEIRS {
        return take_back(&steward, form, behind).await;
    }
    let Some((invitation, chosen, by, how)) = given(visit, &mut form, behind).await? else {
        return ask(visit, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    let entry = entry(&steward, &invitation, &by, how);
    audit::insert(&mut transaction, &entry, visit.site.now()).await?;
    transaction.commit().await?;
    follow_up(visit, &invitation, chosen, &form).await
}

/// What the code on the form opens: `unknown` when no letter has it.
pub(super) async fn behind(steward: &Steward, form: &mut Form) -> Result<Option<Behind>> {
    let visit = &steward.visit;
    let typed = form.required_line("paper_code", 100);
    let subject = steward.id.to_string();
    if !form.is_fine()
        || !pages::may_try(visit, form, "paper_code", ("heard-code", &subject, ADDRESS)).await?
    {
        return Ok(None);
    }
    let hash = Code::parse(&typed)
        .unwrap_or_else(Code::random)
        .hash(&visit.site.secret);
    let found = code::records::behind(&visit.site.database, hash).await?;
    if found.is_none() {
        form.problem("paper_code", "unknown");
    }
    Ok(found)
}

type Given = (Invitation, Answer, String, How);

/// The invitation, the answer, and who heard it how; nothing when one is missing.
async fn given(visit: &Visit, form: &mut Form, behind: Option<Behind>) -> Result<Option<Given>> {
    let chosen = form.choice("answer", Answer::parse);
    let heard = heard(form);
    let found = behind.and_then(|behind| behind.invitation_id).zip(chosen);
    let (Some((id, chosen)), Some((by, how))) = (found, heard) else {
        return Ok(None);
    };
    let found = invitation::records::by_id(&visit.site.database, InvitationId(id)).await?;
    Ok(found.map(|invitation| (invitation, chosen, by, how)))
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
    let behind = behind(&steward, &mut form).await?;
    let Some((invitation, chosen, by, how)) = given(visit, &mut form, behind).await? else {
        return ask(visit, &form);
    };
    let (said, _) = read(visit, &invitation, chosen, &Kept::default(), &mut form).await?;
    if !form.is_fine() {
        return follow_up(visit, &invitation, chosen, &form).await;
    }
    let mut transaction = visit.site.database.begin().await?;
    match replies::answer_in(&mut transaction, &visit.site, invitation.id, &said).await? {
        Taken::Yes => (),
        Taken::TooLate => return Ok(done(HERE, "reply-too-late")),
        Taken::Stopped => return Ok(done(HERE, "reply-stopped-now")),
        Taken::TooMany => {
            form.problem("question", "too-many");
            drop(transaction);
            return follow_up(visit, &invitation, chosen, &form).await;
        }
    }
    note(&steward, &mut transaction, &invitation, (by, how)).await?;
    transaction.commit().await?;
    Ok(done(HERE, "heard-taken"))
}

/// Takes back an answer of which the person says that it was not theirs: every code and link ends, and a letter
/// with a new one waits to be printed.
async fn take_back(steward: &Steward, mut form: Form, behind: Option<Behind>) -> Result {
    let visit = &steward.visit;
    let heard = heard(&mut form);
    let found = behind.and_then(|behind| behind.invitation_id).map(InvitationId);
    let (Some(id), Some(heard)) = (found, heard) else {
        return ask(visit, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    let invitation = invitation::records::by_id(&mut transaction, id).await?;
    let invitation = invitation.ok_or(Error::NotFound)?;
    if !replies::not_me_in(&mut transaction, &visit.site, id).await? {
        return Ok(done(HERE, "reply-too-late"));
    }
    note(steward, &mut transaction, &invitation, heard).await?;
    transaction.commit().await?;
    Ok(done(HERE, "heard-taken-back"))
}

/// Notes who heard it and how, for the steward's books and for the person to see.
async fn note(
    steward: &Steward,
    transaction: &mut Transaction,
    invitation: &Invitation,
    (by, how): (String, How),
) -> Result<()> {
    let now = steward.visit.site.now();
    let entry = entry(steward, invitation, &by, how);
    let heard = Heard {
        citizen: invitation.citizen_id,
        invitation: Some(invitation.id.0),
        what: What::Reply,
        how,
        heard_by: by,
        entered_by: steward.id,
    };
    records::insert_heard(&mut *transaction, HeardId::new(now), &heard, now).await?;
    audit::insert(transaction, &entry, now).await?;
    Ok(())
}

/// The note that somebody looked at an invitation, or wrote an answer to it down, for the person.
fn entry(steward: &Steward, invitation: &Invitation, by: &str, how: How) -> Entry {
    Entry {
        actor: steward.id,
        organisation: None,
        citizen: Some(invitation.citizen_id),
        opportunity: Some(invitation.opportunity_id),
        action: Action::HearReply,
        detail: format!("{by} ({})", how.slug()),
    }
}
