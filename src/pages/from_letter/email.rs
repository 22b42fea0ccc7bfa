//! A change of address, from both mailboxes: the new one confirms it, the old one undoes it.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use crate::{
    account::{
        Account, Role, Status, Token,
        attempts::ADDRESS,
        email_change::{EmailChange, records},
        records as accounts, second_factor,
    },
    audit::{self, Action, Entry},
    database::Transaction,
    organisation,
    web::{Error, Result, Site, Visit, visit::done},
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
    page(&visit, "confirm", change.is_some())
}

fn page(visit: &Visit, what: &str, fits: bool) -> Result {
    visit.page("from_letter/email.html", json!({"what": what, "fits": fits}))
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
        return page(&visit, "confirm", false);
    };
    make_room(&mut transaction, &change).await?;
    if !records::confirm(&mut transaction, &change, now).await? {
        return page(&visit, "confirm", false);
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
    let now = visit.site.now();
    let change = match Token::parse(&token) {
        Some(token) => records::to_undo(&visit.site.database, &token, now).await?,
        None => None,
    };
    page(&visit, "undo", change.is_some())
}

/// Takes the change back. Somebody else was in the account: every session ends, the password does not work any more,
/// nor do recovery codes.
async fn undo(visit: Visit, Path(token): Path<String>) -> Result {
    visit.limit("email-undo", "", ADDRESS).await?;
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    let change = match Token::parse(&token) {
        Some(token) => records::to_undo(&mut transaction, &token, now).await?,
        None => None,
    };
    let Some(change) = change else {
        return page(&visit, "undo", false);
    };
    if !records::undo(&mut transaction, &change, now).await? {
        return page(&visit, "undo", false);
    }
    let id = change.account_id;
    let account: Account = accounts::by_id(&mut transaction, id)
        .await?
        .ok_or(Error::NotFound)?;
    if account.role != Role::Citizen {
        second_factor::records::delete_codes(&mut transaction, id).await?;
    }
    accounts::delete_links(&mut transaction, id).await?;
    accounts::end_all_sessions(&mut transaction, id).await?;
    note(&visit, &mut transaction, &change, Action::UndoEmail).await?;
    transaction.commit().await?;
    Ok(done("/reset", "email-undone"))
}
