//! The end of one's own account, for officers and stewards.

use axum::{Router, routing::get};
use serde_json::{Value, json};

use super::own_of_staff;
use crate::{
    account::{
        Account, Role, closing,
        pages::{
            settings::{Again, password_again},
            too_soon,
        },
    },
    audit::{self, Action, Entry},
    database::ask_to_wipe,
    organisation::{
        Standing,
        colleagues::{self, Colleague},
        records as organisations,
    },
    outbox,
    pages::host::colleagues::{News, heir, heirs, tell_colleagues},
    web::{Error, Form, Result, Site, Visit, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/account/close", get(show).post(close))
}

/// An officer who leaves, with the colleagues who can take over. The last one of a verified organisation cannot.
struct Leaver {
    officer: Colleague,
    others: Vec<Colleague>,
    is_needed: bool,
}

async fn leaver(visit: &Visit, account: &Account) -> Result<Option<Leaver>> {
    if account.role != Role::Officer {
        return Ok(None);
    }
    let database = &visit.site.database;
    let officer = colleagues::records::one(database, account.id).await?;
    let officer = officer.ok_or(Error::NotFound)?;
    let others = heirs(visit, &officer).await?;
    let organisation = organisations::load(database, officer.organisation_id).await?;
    let verified = organisation.is_some_and(|one| one.status == Standing::Verified);
    Ok(Some(Leaver {
        is_needed: verified && others.is_empty(),
        officer,
        others,
    }))
}

async fn show(visit: Visit) -> Result {
    let visit = visit.in_english();
    let account = own_of_staff(&visit).await?;
    let leaver = leaver(&visit, &account).await?;
    page(&visit, leaver.as_ref(), &Form::default(), false)
}

fn page(visit: &Visit, leaver: Option<&Leaver>, form: &Form, last: bool) -> Result {
    let others = leaver.map_or(&[][..], |leaver| &leaver.others);
    let items: Vec<Value> = others
        .iter()
        .map(|one| json!({"value": one.account_id, "text": one.called}))
        .collect();
    let last = last || leaver.is_some_and(|leaver| leaver.is_needed);
    let context = json!({
        "form": form.shown(visit), "heirs": items, "last": last, "officer": leaver.is_some(),
    });
    visit.english_page("account/close.html", context)
}

async fn close(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let account = own_of_staff(&visit).await?;
    let leaver = leaver(&visit, &account).await?;
    let leaver = leaver.as_ref();
    if leaver.is_some_and(|leaver| leaver.is_needed) {
        return page(&visit, leaver, &form, true);
    }
    let heir = heir(&mut form, leaver.map_or(&[][..], |leaver| &leaver.others));
    if !form.is_fine() {
        return page(&visit, leaver, &form, false);
    }
    match password_again(&visit, &mut form, &account).await? {
        Again::Right => (),
        Again::Wrong => return page(&visit, leaver, &form, false),
        Again::TooSoon => return Ok(too_soon(page(&visit, leaver, &form, false)?)),
    }
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    let (ended, action) = match leaver {
        Some(Leaver { officer, others, .. }) => {
            let alone = others.is_empty();
            let ended = colleagues::records::end(&mut transaction, officer, heir, alone, now).await?;
            colleagues::records::forget_name(&mut transaction, account.id).await?;
            tell_colleagues(&visit.site, &mut transaction, officer, News::Left).await?;
            (ended, Action::EndOfficer)
        }
        None => (
            closing::records::close_steward(&mut transaction, account.id).await?,
            Action::EndSteward,
        ),
    };
    if !ended {
        return page(&visit, leaver, &form, true);
    }
    let entry = Entry {
        actor: account.id,
        organisation: leaver.map(|leaver| leaver.officer.organisation_id),
        citizen: None,
        opportunity: None,
        action,
        detail: account.id.to_string(),
    };
    audit::insert(&mut transaction, &entry, now).await?;
    ask_to_wipe(&mut transaction, now).await?;
    transaction.commit().await?;
    outbox::forget(&visit.site).await;
    Ok(visit.sign_out(done("/", "account-closed")))
}
