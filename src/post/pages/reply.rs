//! Answering with the short code of a letter on paper.
//!
//! The code alone opens nothing: a slip that is lost on the way back to us has the code and no name. With the name
//! it opens the page of the invitation, and that page shows what the letter shows and nothing that the person told
//! us, because whoever finds a whole letter has both. A wrong code, a wrong name and a code that has gone are
//! answered alike, and slow down further tries; nobody is ever locked out.

use axum::response::Redirect;
use serde_json::json;

use crate::{
    account::{Token, attempts::ACCOUNT, pages},
    invitation::{self, Invitation, State, pages::reply},
    pass::{self, Purpose},
    post::{Code, code, is_name},
    web::{Error, Form, Result, Visit},
};

/// The longest code or name that somebody may type, in characters.
const LONGEST: usize = 100;
/// Where the invitation stands once the code was right.
const ANSWER: &str = "/reply/answer";
/// Where a code is typed.
const CODE: &str = "/reply";

/// Asks for the code and the name.
pub async fn show(visit: Visit) -> Result {
    ask(&visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    visit.page("post/code.html", json!({"form": form.shown(visit)}))
}

/// Checks both. What is right gives this browser a pass for half an hour; the address says nothing.
pub async fn check(visit: Visit, mut form: Form) -> Result {
    let typed = form.required_line("paper_code", LONGEST);
    let name = form.required_line("paper_name", LONGEST);
    if !form.is_fine() {
        return ask(&visit, &form);
    }
    let parsed = Code::parse(&typed);
    let subject = parsed.as_ref().map_or_else(String::new, Code::printed);
    if !pages::may_try(&visit, &mut form, "paper_code", ("paper-code", &subject, ACCOUNT)).await? {
        return Ok(pages::too_soon(ask(&visit, &form)?));
    }
    // A code that cannot be one is looked up as well: how long an answer takes tells nothing.
    let hash = parsed.unwrap_or_else(Code::random).hash(&visit.site.secret);
    let found = code::records::behind(&visit.site.database, hash).await?;
    let found = found.filter(|behind| is_name(&name, behind.called.as_deref().unwrap_or_default()));
    let found = match found.and_then(|behind| opens(&behind)) {
        Some((Purpose::Reply, id, onward)) => {
            let there =
                invitation::records::by_id(&visit.site.database, invitation::InvitationId(id)).await?;
            there.filter(stands).map(|_| (Purpose::Reply, id, onward))
        }
        other => other,
    };
    let Some((purpose, subject, onward)) = found else {
        form.problem("paper_code", "wrong");
        return ask(&visit, &form);
    };
    give(&visit, purpose, subject, onward).await
}

fn opens(behind: &code::records::Behind) -> Option<(Purpose, uuid::Uuid, &'static str)> {
    let invitation = behind.invitation_id.map(|id| (Purpose::Reply, id, ANSWER));
    let draft = || behind.draft_id.map(|id| (Purpose::Draft, id, "/reply/draft"));
    let mandate = || {
        behind
            .supporter_id
            .map(|id| (Purpose::Mandate, id, "/reply/supporter"))
    };
    invitation.or_else(draft).or_else(mandate)
}

/// Gives this browser a pass, on a fresh cookie, and leads it on.
///
/// # Errors
/// When the database fails.
pub async fn give(visit: &Visit, purpose: Purpose, subject: uuid::Uuid, onward: &str) -> Result {
    let cookie = if visit.session.is_some() {
        visit.session_token().clone()
    } else {
        Token::random()
    };
    let mut transaction = visit.site.database.begin().await?;
    pass::give(&mut transaction, &cookie, purpose, subject, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(visit.renew(Redirect::to(onward), &cookie))
}

/// The invitation that this browser has a pass for while it stands, without anything that the person answered and
/// without what came of it: somebody else may have found the letter.
async fn open(visit: &Visit) -> Result<Invitation> {
    let (database, now) = (&visit.site.database, visit.site.now());
    let found = pass::find(database, visit.session_token(), Purpose::Reply, now).await?;
    let id = found.ok_or(Error::Elsewhere(CODE))?;
    let found = invitation::records::by_id(database, invitation::InvitationId(id)).await?;
    let mut invitation = found.filter(stands).ok_or(Error::Elsewhere(CODE))?;
    invitation.answer = None;
    invitation.again_from = None;
    invitation.place = None;
    invitation.chance = None;
    invitation.support = None;
    invitation.reason_words = None;
    invitation.reason = None;
    invitation.contact = None;
    "[]".clone_into(&mut invitation.released_badges);
    Ok(invitation)
}

/// Whether a code still leads to this invitation: not once it was closed or taken back.
fn stands(invitation: &Invitation) -> bool {
    matches!(invitation.state, State::Held | State::Sent)
}

/// The page of the invitation.
pub async fn page(visit: Visit) -> Result {
    let invitation = open(&visit).await?;
    reply::page(&visit, &invitation, ANSWER).await
}

/// Takes an answer, by the same rules as with the link of a letter by email.
pub async fn answer(visit: Visit, form: Form) -> Result {
    let invitation = open(&visit).await?;
    reply::take(&visit, &invitation, ANSWER, form).await
}
