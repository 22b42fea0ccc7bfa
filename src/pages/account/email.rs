//! Another address for one's own account.

use axum::{Router, response::Response, routing::get};
use serde_json::json;

use crate::{
    account::{
        Account, AccountId, Email, Role, Status, Token,
        attempts::LETTERS,
        email_change::{self, NewEmailChange},
        pages::{
            form_id,
            letters::{self, Letter},
            may_try,
            settings::{Again, own, password_again},
            too_soon,
        },
        records,
    },
    database::Transaction,
    moment::MINUTE,
    outbox,
    web::{Form, Result, Site, Visit, visit::done},
};

/// How long after signing in by a link somebody without a password can change the address, seconds.
const FRESH_SECONDS: i64 = 30 * MINUTE;

pub fn router() -> Router<Site> {
    Router::new().route("/account/email", get(show).post(ask))
}

async fn show(visit: Visit) -> Result {
    let account = own(&visit).await?;
    page(&visit, &account, &Form::default())
}

fn page(visit: &Visit, account: &Account, form: &Form) -> Result {
    let id = form_id(form, visit.site.now());
    visit.page(
        "account/email.html",
        json!({
            "form": form.shown(visit), "id": id, "email": account.email,
            "has_password": account.password.is_some(), "fresh": is_fresh(visit),
            "staff": account.role != Role::Citizen,
        }),
    )
}

/// Whether this browser signed in a moment ago.
fn is_fresh(visit: &Visit) -> bool {
    let now = visit.site.now();
    let session = visit.session.as_ref();
    session.is_some_and(|session| now.since(session.created_at) < FRESH_SECONDS)
}

/// Writes to both mailboxes. The answer is the same whether or not the new address is registered.
async fn ask(visit: Visit, mut form: Form) -> Result {
    let account = own(&visit).await?;
    let new = new_email(&mut form, &account);
    if account.password.is_none() && !is_fresh(&visit) {
        form.problem("new_email", "sign-in-again");
    }
    let Some(new) = new.filter(|_| form.is_fine()) else {
        return page(&visit, &account, &form);
    };
    if account.password.is_some() {
        match password_again(&visit, &mut form, &account).await? {
            Again::Right => (),
            Again::Wrong => return page(&visit, &account, &form),
            Again::TooSoon => return Ok(too_soon(page(&visit, &account, &form)?)),
        }
    }
    let subject = account.id.to_string();
    if !may_try(
        &visit,
        &mut form,
        "new_email",
        ("change-email", &subject, LETTERS),
    )
    .await?
    {
        return Ok(too_soon(page(&visit, &account, &form)?));
    }
    let fact = form_id(&form, visit.site.now());
    let mut transaction = visit.site.database.begin().await?;
    if begin(&visit.site, &mut transaction, (&account, &new), None, &fact).await? {
        transaction.commit().await?;
    }
    Ok(asked())
}

fn asked() -> Response {
    done("/account/email", "email-asked")
}

/// The address that somebody typed into `new_email`: `missing`, `not-an-address`, `same`.
pub fn new_email(form: &mut Form, account: &Account) -> Option<Email> {
    let typed = form.text("new_email").to_owned();
    let email = Email::parse(&typed);
    match &email {
        None if typed.is_empty() => form.problem("new_email", "missing"),
        None => form.problem("new_email", "not-an-address"),
        Some(_) if email == account.email => form.problem("new_email", "same"),
        Some(_) => (),
    }
    email
}

/// Begins a change of address: the new mailbox is asked to confirm it and the old one is told. A mailbox that has an
/// account already is told that instead, so that nobody learns who is registered. `false` when the form came twice.
///
/// # Errors
/// When the database or a template fails.
pub async fn begin(
    site: &Site,
    transaction: &mut Transaction,
    (account, new): (&Account, &Email),
    asked_by: Option<AccountId>,
    fact: &str,
) -> Result<bool> {
    let (confirm, undo) = (Token::random(), Token::random());
    let other = records::by_email(&mut *transaction, new).await?;
    let taken = other.filter(|other| other.status != Status::Unconfirmed);
    let path = format!("/email/confirm/{}", confirm.reveal());
    let (name, path, whose) = match &taken {
        Some(other) => ("email-taken", "/sign-in", other.id),
        None => ("email-confirm", path.as_str(), account.id),
    };
    let letter = Letter {
        name,
        fact,
        path,
        called: None,
        reason: None,
    };
    let mut letter = letters::write(site, account.locale, new, letter)?;
    letter.account_id = Some(whose);
    if !outbox::put(transaction, &letter, site.now()).await? {
        return Ok(false);
    }
    let change = NewEmailChange {
        account_id: account.id,
        old_email: account.email.clone(),
        new_email: new.clone(),
        confirm,
        undo: undo.clone(),
        asked_by,
    };
    email_change::records::insert(transaction, &change, site.now()).await?;
    let path = format!("/email/undo/{}", undo.reveal());
    let notice = Letter {
        name: if asked_by.is_some() {
            "email-changing-by-staff"
        } else {
            "email-changing"
        },
        fact,
        path: &path,
        called: None,
        reason: None,
    };
    letters::put(transaction, site, account, notice).await?;
    Ok(true)
}
