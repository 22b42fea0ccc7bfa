//! Signing up: a citizen alone, or (with the organisation's page) an officer; then confirming the address.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::json;

use super::{
    email, enter, form_id, letters, letters::Letter, new_password, onward, too_soon, tries::may_ask,
};
use crate::{
    account::{
        Account, AccountId, Email, Purpose, Role, Status, Token, attempts::ADDRESS, password, records,
    },
    citizen,
    database::Transaction,
    moment::{DAY, MINUTE},
    organisation,
    web::{Form, Result, Visit},
};

/// Somebody who wants an account.
pub struct Wanted {
    /// Their address.
    pub email: Email,
    /// The password they chose; none: links by email.
    pub password: Option<String>,
    /// What the account may do.
    pub role: Role,
    /// The id of the form.
    pub form: String,
}

/// Shows the form; somebody who is signed in goes to their own first page.
pub async fn show(visit: Visit) -> Result {
    if let Some(session) = visit.signed_in() {
        let onward = onward(&visit.site, session.role, session.account_id, "").await?;
        return Ok(onward.into_response());
    }
    ask(&visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    let id = form_id(form, visit.site.now());
    visit.page(
        "account/register.html",
        json!({"form": form.shown(visit), "id": id}),
    )
}

/// Takes a citizen's registration. With the button `without` they are sent links instead of using a password.
pub async fn register(visit: Visit, mut form: Form) -> Result {
    let address = email(&mut form);
    let password = (!form.has("without")).then(|| new_password(&mut form, address.as_ref()));
    form.choice("adult", |ticked| (ticked == "yes").then_some(()));
    let Some(email) = address.filter(|_| form.is_fine()) else {
        return ask(&visit, &form);
    };
    let id = form_id(&form, visit.site.now());
    if !may_ask(&visit, &mut form, "register", (email.as_str(), &id)).await? {
        return Ok(too_soon(ask(&visit, &form)?));
    }
    let wanted = Wanted {
        email,
        password,
        role: Role::Citizen,
        form: id,
    };
    if let Some((transaction, _)) = sign_up(&visit, &wanted).await? {
        transaction.commit().await?;
    }
    Ok(Redirect::to("/look-at-your-email").into_response())
}

/// Makes an unconfirmed account with its letter, or writes to the one there is. Hashes a password either way.
/// Returns the open transaction when there is a new account to complete; the caller commits.
pub async fn sign_up(visit: &Visit, wanted: &Wanted) -> Result<Option<(Transaction, Account)>> {
    let database = &visit.site.database;
    let before = records::by_email(database, &wanted.email).await?;
    let stored = before
        .as_ref()
        .filter(|account| account.status == Status::Unconfirmed)
        .and_then(|account| account.password.clone());
    let typed = wanted.password.clone().unwrap_or_default();
    let same = password::verify(typed.clone(), stored).await?.is_right();
    let hash = password::hash(typed).await?;
    let account = Account {
        id: AccountId::new(visit.site.now()),
        role: wanted.role,
        email: Some(wanted.email.clone()),
        password: wanted.password.is_some().then_some(hash),
        locale: visit.language,
        status: Status::Unconfirmed,
        code_secret: None,
        code_step: 0,
    };
    let mut transaction = database.begin().await?;
    let account = match records::by_email(&mut transaction, &wanted.email).await? {
        None => {
            if !records::insert(&mut transaction, &account, visit.site.now()).await? {
                // Another request with this address was a moment faster, and wrote the letter.
                return Ok(None);
            }
            account
        }
        Some(known) if known.status == Status::Unconfirmed => {
            let same = same && before.is_some_and(|before| before.password == known.password);
            begin_again(&mut transaction, account, known.id, same).await?
        }
        Some(known) => {
            write_to_known(visit, &mut transaction, &known, &wanted.form).await?;
            transaction.commit().await?;
            return Ok(None);
        }
    };
    let written = write_confirm(visit, &mut transaction, &account, &wanted.form).await?;
    Ok(written.then_some((transaction, account)))
}

/// Somebody signs up again with an address that nobody confirmed. Whoever confirms it might not be the one
/// who typed this password, so it counts only when it is the one from before; earlier letters end.
async fn begin_again(
    transaction: &mut Transaction,
    mut account: Account,
    known: AccountId,
    same: bool,
) -> Result<Account> {
    account.id = known;
    account.password = account.password.filter(|_| same);
    organisation::records::delete_officer(transaction, known).await?;
    records::update_unconfirmed(transaction, &account).await?;
    records::delete_links(transaction, known).await?;
    Ok(account)
}

/// Puts the letter that confirms an address; `false` when this form has its letter already.
pub async fn write_confirm(
    visit: &Visit,
    transaction: &mut Transaction,
    account: &Account,
    fact: &str,
) -> Result<bool> {
    let (site, token) = (&visit.site, Token::random());
    let expires = site.now().plus(DAY);
    records::insert_link(transaction, &token, account.id, Purpose::Confirm, expires).await?;
    let path = format!("/confirm/{}", token.reveal());
    let letter = Letter {
        name: "confirm",
        fact,
        path: &path,
        called: None,
        reason: None,
    };
    letters::put(transaction, site, account, letter).await
}

async fn write_to_known(
    visit: &Visit,
    transaction: &mut Transaction,
    known: &Account,
    fact: &str,
) -> Result<()> {
    let (site, token) = (&visit.site, Token::random());
    let mut path = "/sign-in".to_owned();
    if known.role == Role::Citizen && known.status == Status::Active {
        let expires = site.now().plus(30 * MINUTE);
        records::insert_link(transaction, &token, known.id, Purpose::SignIn, expires).await?;
        path = format!("/sign-in/link/{}", token.reveal());
    }
    if known.status == Status::Active {
        let letter = Letter {
            name: "already-registered",
            fact,
            path: &path,
            called: None,
            reason: None,
        };
        letters::put(transaction, site, known, letter).await?;
    }
    Ok(())
}

/// Shows the button that confirms: a visit of the link alone does nothing, mail scanners follow links.
pub async fn show_confirm(visit: Visit, Path(token): Path<String>) -> Result {
    let now = visit.site.now();
    let fits = match Token::parse(&token) {
        Some(token) => records::link_account(&visit.site.database, &token, Purpose::Confirm, now).await?,
        None => None,
    };
    visit.page("account/confirm.html", json!({"fits": fits.is_some()}))
}

/// Confirms the address; a citizen is signed in, an officer signs in with the password.
pub async fn confirm(visit: Visit, Path(token): Path<String>) -> Result {
    visit.limit("confirm", "", ADDRESS).await?;
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    let used = match Token::parse(&token) {
        Some(token) => records::use_link(&mut transaction, &token, Purpose::Confirm, now).await?,
        None => None,
    };
    let account = match used {
        Some(id) => records::by_id(&mut transaction, id).await?,
        None => None,
    };
    let Some(account) = account.filter(|account| account.status == Status::Unconfirmed) else {
        return visit.page("account/confirm.html", json!({"fits": false}));
    };
    records::set_status(&mut transaction, account.id, Status::Active).await?;
    records::delete_links(&mut transaction, account.id).await?;
    if account.role != Role::Citizen {
        // From now on it waits for a steward.
        organisation::records::wait_from(&mut transaction, account.id, now).await?;
        transaction.commit().await?;
        return Ok(crate::web::visit::done("/sign-in", "address-confirmed"));
    }
    let session = enter(&visit, &mut transaction, account.id, false).await?;
    citizen::records::insert(&mut transaction, account.id, now).await?;
    transaction.commit().await?;
    Ok(visit.sign_in(Redirect::to("/you/start"), &session))
}
