//! A change of address, from both mailboxes: the new one confirms it, the old one undoes it, with the
//! password once another address counts.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use crate::{
    account::{
        Account, Role, Status, Token,
        attempts::{self, ADDRESS},
        email_change::{EmailChange, Undoing, records},
        pages::{may_try, too_soon},
        password, records as accounts, second_factor,
    },
    audit::{self, Action, Entry},
    database::Transaction,
    organisation,
    web::{Error, Form, Result, Site, Visit, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new()
        .route("/email/confirm/{token}", get(show_confirm).post(confirm))
        .route("/email/undo/{token}", get(show_undo).post(undo))
}

/// Shows the button that confirms: a visit of the link alone does nothing, mail scanners follow links.
async fn show_confirm(visit: Visit, Path(token): Path<String>) -> Result {
    let now = visit.site.now();
    let change = match Token::parse(&token) {
        Some(token) => records::to_confirm(&visit.site.database, &token, now).await?,
        None => None,
    };
    confirm_page(&visit, change.is_some())
}

fn confirm_page(visit: &Visit, fits: bool) -> Result {
    visit.page("from_letter/email.html", json!({"what": "confirm", "fits": fits}))
}

/// Lets the change take effect; every other browser is signed out.
async fn confirm(visit: Visit, Path(token): Path<String>) -> Result {
    visit.limit("email-confirm", "", ADDRESS).await?;
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    let change = match Token::parse(&token) {
        Some(token) => records::to_confirm(&mut transaction, &token, now).await?,
        None => None,
    };
    let Some(change) = change else {
        return confirm_page(&visit, false);
    };
    make_room(&mut transaction, &change).await?;
    if !records::confirm(&mut transaction, &change, now).await? {
        return confirm_page(&visit, false);
    }
    let id = change.account_id;
    accounts::end_other_sessions(&mut transaction, id, visit.session_token()).await?;
    note(&visit, &mut transaction, &change, Action::ChangeEmail).await?;
    transaction.commit().await?;
    let own = visit.signed_in().is_some_and(|session| session.account_id == id);
    Ok(done(if own { "/account" } else { "/sign-in" }, "email-changed"))
}

/// Who opened this link has the mailbox: an account that somebody began with it and never confirmed goes.
async fn make_room(transaction: &mut Transaction, change: &EmailChange) -> Result<()> {
    let other = accounts::by_email(&mut *transaction, &change.new_email).await?;
    if let Some(other) = other.filter(|other| other.status == Status::Unconfirmed) {
        organisation::records::delete_officer(transaction, other.id).await?;
        accounts::delete_unconfirmed(transaction, other.id).await?;
    }
    Ok(())
}

async fn note(
    visit: &Visit,
    transaction: &mut Transaction,
    change: &EmailChange,
    action: Action,
) -> Result<()> {
    let entry = Entry {
        actor: change.account_id,
        organisation: None,
        citizen: None,
        opportunity: None,
        action,
        detail: String::new(),
    };
    audit::insert(transaction, &entry, visit.site.now()).await?;
    Ok(())
}

async fn show_undo(visit: Visit, Path(token): Path<String>) -> Result {
    let found = to_undo(&visit, &token).await?;
    undo_page(&visit, found.map(|(_, takes)| takes), &Form::default())
}

/// The change that this link undoes, with its account and what undoing it takes besides.
async fn to_undo(visit: &Visit, token: &str) -> Result<Option<((EmailChange, Account), Undoing)>> {
    let (database, now) = (&visit.site.database, visit.site.now());
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let Some(change) = records::to_undo(database, &token, now).await? else {
        return Ok(None);
    };
    let account = accounts::by_id(database, change.account_id).await?;
    Ok(account.map(|account| {
        let takes = change.undoing(&account);
        ((change, account), takes)
    }))
}

fn undo_page(visit: &Visit, takes: Option<Undoing>, form: &Form) -> Result {
    visit.page(
        "from_letter/email.html",
        json!({
            "what": "undo", "fits": takes.is_some(), "form": form.shown(visit),
            "password": takes == Some(Undoing::Password), "steward": takes == Some(Undoing::Steward),
        }),
    )
}

/// Takes the change back. Somebody else was in the account: every session ends, the password does not work any more,
/// nor do recovery codes.
async fn undo(visit: Visit, Path(token): Path<String>, mut form: Form) -> Result {
    visit.limit("email-undo", "", ADDRESS).await?;
    let Some(((change, before), takes)) = to_undo(&visit, &token).await? else {
        return undo_page(&visit, None, &form);
    };
    match takes {
        Undoing::Free => (),
        Undoing::Steward => return undo_page(&visit, Some(takes), &form),
        Undoing::Password => {
            let subject = before.id.to_string();
            let limit = ("email-undo-password", subject.as_str(), attempts::ACCOUNT);
            if !may_try(&visit, &mut form, "password", limit).await? {
                return Ok(too_soon(undo_page(&visit, Some(takes), &form)?));
            }
            let typed = form.password("password").to_owned();
            if !password::verify(typed, before.password.clone()).await?.is_right() {
                form.problem("password", "not-yours");
                return undo_page(&visit, Some(takes), &form);
            }
        }
    }
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    // Another address or password since: what was typed was not for this.
    let account = accounts::by_id(&mut transaction, before.id).await?;
    let account = account.filter(|now| (&now.email, &now.password) == (&before.email, &before.password));
    let Some(account) = account else {
        return Err(Error::NotFound);
    };
    if !records::undo(&mut transaction, &change, now).await? {
        return undo_page(&visit, None, &form);
    }
    let id = account.id;
    if account.role != Role::Citizen {
        second_factor::records::delete_codes(&mut transaction, id).await?;
    }
    accounts::delete_links(&mut transaction, id).await?;
    accounts::end_all_sessions(&mut transaction, id).await?;
    note(&visit, &mut transaction, &change, Action::UndoEmail).await?;
    transaction.commit().await?;
    Ok(done("/reset", "email-undone"))
}
