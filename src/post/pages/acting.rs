//! A steward acts for somebody who asked them to: with a typed reason, for an hour, on the pages that are needed for
//! it, and in the person's sight.

use axum::{
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;

use crate::{
    account::{AccountId, Email, Role, Status, attempts::ACCOUNT, pages, records as accounts},
    audit::{self, Action, Entry},
    citizen,
    database::Transaction,
    frontend::Language,
    moment::HOUR,
    post::{
        Heard, HeardId, How, What,
        contact::{self, Writing},
        is_name, postcode, records,
    },
    web::{Form, Result, Steward, Visit, visit::done},
};

use super::heard;

/// Asks for whom, and why.
pub async fn show(steward: Steward) -> Result {
    ask(&steward.visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    visit.english_page("steward/act.html", json!({"form": form.shown(visit)}))
}

/// Finds somebody by their first name and where we reach them, and begins to act for them: with a typed reason, and
/// who heard it how.
pub async fn begin(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let called = form.required_line("called", 100);
    let typed = form.required_line("reach", 254);
    let reach = Reach::parse(&typed);
    if reach.is_none() && !typed.is_empty() {
        form.problem("reach", "unknown");
    }
    let reason = form.required("look_reason", 500);
    let heard = heard(&mut form);
    let (Some(reach), Some(heard)) = (reach.filter(|_| form.is_fine()), heard) else {
        return ask(visit, &form);
    };
    let subject = steward.id.to_string();
    if !pages::may_try(visit, &mut form, "reach", ("find-person", &subject, ACCOUNT)).await? {
        return Ok(pages::too_soon(ask(visit, &form)?));
    }
    let mut transaction = visit.site.database.begin().await?;
    let there = reach.people(&mut transaction).await?;
    let mut fitting = there
        .into_iter()
        .filter(|(_, name)| is_name(&called, name.as_deref().unwrap_or_default()));
    // Two of the same name at one place: nobody is opened by chance.
    let person = fitting.next().filter(|_| fitting.next().is_none());
    let Some((person, _)) = person else {
        let entry = entry(steward.id, None, Action::FindPerson, reason);
        audit::insert(&mut transaction, &entry, visit.site.now()).await?;
        transaction.commit().await?;
        form.problem("reach", "nobody");
        return ask(visit, &form);
    };
    let (by, how) = heard;
    let said = (What::Contact, how, by);
    let id = HeardId::new(visit.site.now());
    start(&steward, &mut transaction, (person, id), said, reason).await?;
    transaction.commit().await?;
    Ok(Redirect::to("/steward/rights").into_response())
}

/// Where somebody says that we reach them.
enum Reach {
    Email(Email),
    Postcode(String),
    /// Without spaces and signs: as it is dialled here, and from abroad.
    Number([String; 2]),
}

impl Reach {
    fn parse(typed: &str) -> Option<Self> {
        if typed.contains('@') {
            return Email::parse(typed).map(Self::Email);
        }
        if let Some(postcode) = postcode(typed) {
            return Some(Self::Postcode(postcode));
        }
        let number: String = typed
            .chars()
            .filter(|character| !" -()".contains(*character))
            .collect();
        let digits = number.trim_start_matches('+');
        if !(9..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let other = match (number.strip_prefix("+44"), number.strip_prefix('0')) {
            (Some(rest), _) => format!("0{rest}"),
            (None, Some(rest)) => format!("+44{rest}"),
            (None, None) => number.clone(),
        };
        Some(Self::Number([number, other]))
    }

    async fn people(self, transaction: &mut Transaction) -> sqlx::Result<Vec<(AccountId, Option<String>)>> {
        match self {
            Self::Postcode(postcode) => records::at_postcode(transaction, &postcode).await,
            Self::Number(number) => contact::records::at_number(transaction, number).await,
            Self::Email(email) => {
                let account = accounts::by_email(&mut *transaction, &email).await?;
                let account = account
                    .filter(|account| account.role == Role::Citizen && account.status == Status::Active);
                let Some(account) = account else {
                    return Ok(Vec::new());
                };
                let person = citizen::records::load(transaction, account.id).await?;
                Ok(person
                    .map(|person| (person.id, person.called))
                    .into_iter()
                    .collect())
            }
        }
    }
}

/// Lets this session act for a person for an hour. Why, what was heard, and where letters go at this moment are noted
/// in the same transaction; `id` is the note of what was heard.
///
/// # Errors
/// When the database fails.
pub async fn start(
    steward: &Steward,
    transaction: &mut Transaction,
    (person, id): (AccountId, HeardId),
    (what, how, heard_by): (What, How, String),
    reason: String,
) -> Result<()> {
    let visit = &steward.visit;
    let now = visit.site.now();
    let heard = Heard {
        citizen: person,
        invitation: None,
        what,
        how,
        heard_by,
        entered_by: steward.id,
    };
    records::insert_heard(&mut *transaction, id, &heard, now).await?;
    let entry = entry(steward.id, Some(person), Action::ActFor, reason);
    audit::insert(&mut *transaction, &entry, now).await?;
    accounts::act_for(
        &mut *transaction,
        visit.session_token(),
        Some(person),
        now.plus(HOUR),
    )
    .await?;
    contact::records::begin(transaction, visit.session_token(), id, person).await?;
    Ok(())
}

/// Ends it.
pub async fn end(steward: Steward) -> Result<Response> {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    accounts::act_for(&mut transaction, visit.session_token(), None, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(done("/steward/post", "act-ended"))
}

/// Runs around a citizen's pages: every change that a steward makes for somebody is noted for that person, and the
/// first one is confirmed by a letter to where that person was reached before.
pub async fn note(request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let session = visit.as_ref().and_then(Visit::signed_in);
    if let Some((visit, session, person)) = visit
        .as_ref()
        .zip(session)
        .and_then(|(visit, session)| Some((visit, session, session.acting_for?)))
        && request.method() == Method::POST
    {
        // Without the note there is no change.
        if let Err(error) = note_change(visit, session.account_id, person).await {
            return error.into_response();
        }
    }
    next.run(request).await
}

async fn note_change(visit: &Visit, steward: AccountId, person: AccountId) -> Result<()> {
    let (site, now) = (&visit.site, visit.site.now());
    let entry = entry(steward, Some(person), Action::ChangeFor, visit.path.clone());
    let mut transaction = site.database.begin().await?;
    audit::insert(&mut transaction, &entry, now).await?;
    let contact = contact::records::find(&mut transaction, visit.session_token()).await?;
    // Who registers gets a letter with everything anyway.
    if let Some(contact) = contact.filter(|contact| contact.what == What::Contact) {
        let account = accounts::by_id(&mut transaction, person).await?;
        let language = account.map_or(Language::English, |account| account.locale);
        let writing = Writing {
            steward,
            citizen: person,
            language,
            contact: &contact,
        };
        let lines = [site.frontend.text(language, "recorded-changed")];
        if let Some(recipient) = contact.recipient() {
            let fact = (format!("changed-for:{}", contact.id), recipient);
            contact::confirm(&mut transaction, site, writing, &lines, fact, now).await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

fn entry(actor: AccountId, citizen: Option<AccountId>, action: Action, detail: String) -> Entry {
    Entry {
        actor,
        organisation: None,
        citizen,
        opportunity: None,
        action,
        detail,
    }
}
