//! Finding one person, by their exact address and with a reason that the person will read.

use serde_json::{Value, json};

use crate::{
    account::{Account, Email, Role, attempts::ACCOUNT, pages, records as accounts},
    audit::{self, Action, Entry},
    citizen,
    database::Transaction,
    steward::records,
    web::{Form, Result, Steward, Visit},
};

/// Asks whom, and why.
pub async fn show(steward: Steward) -> Result {
    page(&steward.visit, &Form::default(), None)
}

fn page(visit: &Visit, form: &Form, person: Option<&Value>) -> Result {
    let context = json!({"form": form.shown(visit), "person": person});
    visit.english_page("steward/person.html", context)
}

/// Reads a person. The reading is noted in the same transaction: without the note there is no reading.
pub async fn find(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let email = pages::email(&mut form);
    let reason = form.required("look_reason", 500);
    let Some(email) = email.filter(|_| form.is_fine()) else {
        return page(visit, &form, None);
    };
    let subject = steward.id.to_string();
    if !pages::may_try(visit, &mut form, "email", ("find-person", &subject, ACCOUNT)).await? {
        return Ok(pages::too_soon(page(visit, &form, None)?));
    }
    let mut transaction = visit.site.database.begin().await?;
    let account = citizen_account(&mut transaction, &email).await?;
    let entry = Entry {
        actor: steward.id,
        organisation: None,
        citizen: account.as_ref().map(|account| account.id),
        opportunity: None,
        action: Action::FindPerson,
        detail: reason,
    };
    audit::insert(&mut transaction, &entry, visit.site.now()).await?;
    let person = match account {
        Some(account) => read(&mut transaction, &account, visit).await?,
        None => json!({"found": false}),
    };
    transaction.commit().await?;
    page(visit, &Form::default(), Some(&person))
}

async fn citizen_account(transaction: &mut Transaction, email: &Email) -> Result<Option<Account>> {
    let account = accounts::by_email(transaction, email).await?;
    Ok(account.filter(|account| account.role == Role::Citizen))
}

/// Who somebody is, and how to reach them; nothing of what they declared.
///
/// # Errors
/// When the database fails.
pub async fn read(transaction: &mut Transaction, account: &Account, visit: &Visit) -> Result<Value> {
    let citizen = citizen::records::load(&mut *transaction, account.id).await?;
    let paused = citizen.as_ref().and_then(|citizen| citizen.paused_until);
    Ok(json!({
        "found": true,
        "id": account.id,
        "email": account.email,
        "status": account.status,
        "locale": account.locale,
        "called": citizen.as_ref().and_then(|citizen| citizen.called.clone()),
        "phone": citizen.as_ref().and_then(|citizen| citizen.phone.clone()),
        "registered": citizen.as_ref().map(|citizen| citizen.created_at),
        "finished": citizen.as_ref().is_some_and(|citizen| citizen.step == "done"),
        "paused_until": paused.filter(|until| *until > visit.site.now()),
        "badges": records::count_badges(transaction, account.id).await?,
    }))
}
