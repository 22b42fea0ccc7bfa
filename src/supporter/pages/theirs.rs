//! What a supporter sees and may write down. Everything they read or write is noted for the person; nothing of it
//! is the person's word before the person says so.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::{Value, json};

use super::drafts;
use crate::{
    account::Token,
    audit::{self, Action, Entry},
    badge::Kind,
    citizen,
    database::Transaction,
    invitation::{
        self, Answer, Invitation, InvitationId,
        pages::reply::{
            self,
            form::{Kept, read, reasons},
        },
    },
    moment::Moment,
    opportunity,
    pass::{self, Purpose},
    post::pages::reply::give,
    supporter::{DraftId, DraftKind, LINK_LASTS, May, Supporter, Words, letters, records},
    web::{Error, Form, Result, Visit, visit::done},
};

/// The supporter's page.
const HERE: &str = "/supporting";

/// The link of a letter: looking at it changes nothing.
pub async fn arrive(visit: Visit, Path(token): Path<String>) -> Result {
    let link = Token::parse(&token).ok_or(Error::NotFound)?;
    let lasts = by_link(&visit, &link).await?.is_some();
    let supporter = whenever(&visit, &link).await?.ok_or(Error::NotFound)?;
    let person = citizen::records::load(&visit.site.database, supporter.citizen_id).await?;
    let whom = person.and_then(|person| person.called);
    let context = json!({"link": token, "called": supporter.called, "whom": whom, "ended": !lasts});
    visit.page("supporter/arrive.html", context)
}

async fn behind(visit: &Visit, token: &str) -> Result<Supporter> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = by_link(visit, &token).await?;
    found.ok_or(Error::NotFound)
}

/// Writes another letter to a supporter whose link has ended, once a day.
pub async fn renew(visit: Visit, Path(token): Path<String>) -> Result {
    let (site, now) = (&visit.site, visit.site.now());
    let link = Token::parse(&token).ok_or(Error::NotFound)?;
    let supporter = whenever(&visit, &link).await?.ok_or(Error::NotFound)?;
    let mut transaction = site.database.begin().await?;
    letters::renew(&mut transaction, site, &supporter, now).await?;
    transaction.commit().await?;
    Ok(Redirect::to("/look-at-your-email").into_response())
}

/// The supporter with this link, also when it has ended: the way to stop never does.
async fn whenever(visit: &Visit, token: &Token) -> Result<Option<Supporter>> {
    Ok(records::by_link(&visit.site.database, token, Moment(0)).await?)
}

/// The supporter with this link, while it lasts.
async fn by_link(visit: &Visit, token: &Token) -> Result<Option<Supporter>> {
    let since = visit.site.now().plus(-LINK_LASTS);
    Ok(records::by_link(&visit.site.database, token, since).await?)
}

/// Accepts the mandate, if that is still to do, and gives this browser a pass for half an hour.
pub async fn enter(visit: Visit, Path(token): Path<String>) -> Result {
    let supporter = behind(&visit, &token).await?;
    let (token, now) = (Token::parse(&token).ok_or(Error::NotFound)?, visit.site.now());
    let mut transaction = visit.site.database.begin().await?;
    records::use_link(&mut transaction, &token, now).await?;
    records::accept(&mut transaction, supporter.id, now).await?;
    transaction.commit().await?;
    give(&visit, Purpose::Supporter, supporter.id.0, HERE).await
}

async fn open(visit: &Visit) -> Result<Supporter> {
    let (database, now) = (&visit.site.database, visit.site.now());
    let found = pass::find(database, visit.session_token(), Purpose::Supporter, now).await?;
    let id = found.ok_or(Error::NotFound)?;
    let supporter = records::load(database, crate::supporter::SupporterId(id)).await?;
    supporter.ok_or(Error::NotFound)
}

async fn note(visit: &Visit, supporter: &Supporter, action: Action) -> Result<()> {
    let mut transaction = visit.site.database.begin().await?;
    note_in(&mut transaction, supporter, action, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Notes for the person what their supporter did, in the transaction in which they did it.
pub(super) async fn note_in(
    transaction: &mut Transaction,
    supporter: &Supporter,
    action: Action,
    now: Moment,
) -> Result<()> {
    let entry = Entry {
        actor: crate::account::AccountId(supporter.id.0),
        organisation: None,
        citizen: Some(supporter.citizen_id),
        opportunity: None,
        action,
        detail: supporter.called.clone(),
    };
    audit::insert(transaction, &entry, now).await?;
    Ok(())
}

/// The link that ends it: looking at it changes nothing.
pub async fn ask_stop(visit: Visit, Path(token): Path<String>) -> Result {
    let link = Token::parse(&token).ok_or(Error::NotFound)?;
    whenever(&visit, &link).await?.ok_or(Error::NotFound)?;
    visit.page("supporter/stop.html", json!({"stopped": false}))
}

/// Ends a mandate with one click, of the supporter or of their mail software (RFC 8058). Twice is once.
pub async fn stop(visit: Visit, Path(token): Path<String>) -> Result {
    let token = Token::parse(&token).ok_or(Error::NotFound)?;
    if let Some(supporter) = whenever(&visit, &token).await? {
        end(&visit, &supporter).await?;
    }
    visit.page("supporter/stop.html", json!({"stopped": true}))
}

/// Ends the mandate of the supporter whose page this is.
pub async fn stop_here(visit: Visit) -> Result {
    let supporter = open(&visit).await?;
    end(&visit, &supporter).await?;
    visit.page("supporter/stop.html", json!({"stopped": true}))
}

async fn end(visit: &Visit, supporter: &Supporter) -> Result<()> {
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    if records::end(&mut transaction, (supporter.id, supporter.citizen_id), now).await? {
        note_in(&mut transaction, supporter, Action::SupporterEnded, now).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What this supporter may do now.
pub async fn show(visit: Visit) -> Result {
    let supporter = open(&visit).await?;
    note(&visit, &supporter, Action::SupporterRead).await?;
    page(&visit, &supporter, &Form::default()).await
}

async fn page(visit: &Visit, supporter: &Supporter, form: &Form) -> Result {
    let database = &visit.site.database;
    let person = citizen::records::load(database, supporter.citizen_id).await?;
    let mut open: Vec<Value> = Vec::new();
    if supporter.may(May::Answers) || supporter.may(May::Copies) {
        for one in invitation::records::of_citizen(database, supporter.citizen_id).await? {
            if !one.takes_answers(visit.site.now()) {
                continue;
            }
            if !supporter.may(May::Answers) {
                // Whoever only hears that there is a letter learns no more here than the letter to them says.
                open = vec![json!({})];
                break;
            }
            let asked = opportunity::records::load(database, one.opportunity_id).await?;
            let title = asked.map(|opportunity| opportunity.title);
            open.push(json!({"id": one.id, "title": title, "open_until": one.open_until}));
        }
    }
    let context = json!({
        "form": form.shown(visit),
        "whom": person.and_then(|person| person.called),
        "called": supporter.called,
        "answers": supporter.may(May::Answers).then(|| reply::choices(visit)),
        "words": supporter.may(May::Words),
        "invitations": open,
        "id": DraftId::new(visit.site.now()),
    });
    visit.page("supporter/theirs.html", context)
}

/// An open invitation of the person, when the mandate covers answers.
async fn asked(visit: &Visit, supporter: &Supporter, form: &Form) -> Result<Invitation> {
    if !supporter.may(May::Answers) {
        return Err(Error::NotFound);
    }
    let id: InvitationId = form.text("invitation").parse().map_err(|_| Error::NotFound)?;
    let database = &visit.site.database;
    let found = invitation::records::load_own(database, id, supporter.citizen_id).await?;
    found
        .filter(|found| found.takes_answers(visit.site.now()))
        .ok_or(Error::NotFound)
}

/// What goes with the answer that was chosen.
pub async fn choose(visit: Visit, mut form: Form) -> Result {
    let supporter = open(&visit).await?;
    let invitation = asked(&visit, &supporter, &form).await?;
    let Some(chosen) = form.choice("answer", Answer::parse) else {
        return page(&visit, &supporter, &form).await;
    };
    note(&visit, &supporter, Action::SupporterRead).await?;
    follow_up(&visit, &invitation, chosen, &form).await
}

async fn follow_up(visit: &Visit, invitation: &Invitation, chosen: Answer, form: &Form) -> Result {
    let mut context = reply::context(visit, invitation, HERE).await?;
    context["answer"] = json!(chosen);
    context["form"] = form.shown(visit);
    context["reasons"] = json!(reasons(visit));
    context["invitation"] = json!(invitation.id);
    context["id"] = json!(crate::account::pages::form_id(form, visit.site.now()));
    visit.page("supporter/answer.html", context)
}

/// Keeps an answer as a draft, by the rules of the person's own page.
pub async fn draft_answer(visit: Visit, mut form: Form) -> Result {
    let supporter = open(&visit).await?;
    let invitation = asked(&visit, &supporter, &form).await?;
    let chosen = form.choice("answer", Answer::parse).ok_or(Error::NotFound)?;
    let (mut said, _) = read(&visit, &invitation, chosen, &Kept::default(), &mut form).await?;
    if !form.is_fine() {
        return follow_up(&visit, &invitation, chosen, &form).await;
    }
    // What the host may know of a person's life, and whom they want to hear no more of, stays theirs to tick.
    said.released.clear();
    said.block = false;
    let payload = serde_json::to_string(&said).map_err(anyhow::Error::from)?;
    let what = (DraftKind::Answer, Some(invitation.id.0), payload);
    if !keep(&visit, &supporter, &form, what).await? {
        form.problem("answer", "full");
        return follow_up(&visit, &invitation, chosen, &form).await;
    }
    Ok(done(HERE, "draft-kept"))
}

/// Keeps words about what the person knows as a draft.
pub async fn draft_words(visit: Visit, mut form: Form) -> Result {
    let supporter = open(&visit).await?;
    if !supporter.may(May::Words) {
        return Err(Error::NotFound);
    }
    let words = form.required_line("own_words", citizen::pages::LONGEST_WORDS);
    let kind = form.choice("kind", Kind::parse);
    let Some(kind) = kind.filter(|_| form.is_fine()) else {
        return page(&visit, &supporter, &form).await;
    };
    let payload = serde_json::to_string(&Words { kind, words }).map_err(anyhow::Error::from)?;
    let what = (DraftKind::Words, None, payload);
    if !keep(&visit, &supporter, &form, what).await? {
        form.problem("own_words", "full");
        return page(&visit, &supporter, &form).await;
    }
    Ok(done(HERE, "draft-kept"))
}

async fn keep(
    visit: &Visit,
    supporter: &Supporter,
    form: &Form,
    what: (DraftKind, Option<uuid::Uuid>, String),
) -> Result<bool> {
    let id = form
        .text("id")
        .parse()
        .unwrap_or_else(|_| DraftId::new(visit.site.now()));
    drafts::put(visit, supporter, id, what).await
}
