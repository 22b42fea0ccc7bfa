//! Letting an officer who has lost the phone set up the second factor anew. It happens only when the officer has given
//! the password and opened the link in the email: a thief who has one of them and persuades a steward is not in. For
//! some days after a new password by email no link is sent, because the mailbox alone would give both.

use axum::{Router, extract::Path, routing::get};

use super::{note, officer, page};
use crate::{
    account::{
        Purpose, Token,
        pages::{
            form_id,
            letters::{self, Letter},
        },
        records as accounts,
        second_factor::{self, RENEWAL_SECONDS},
    },
    audit::Action,
    pages::host::colleagues::{News, tell_colleagues},
    web::{Error, Form, Result, Site, Steward, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/steward/officer/{id}/second-factor", get(show).post(renew))
}

async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let officer = officer(&steward.visit, &id).await?;
    page(&steward.visit, &officer, "second-factor", &Form::default()).await
}

async fn renew(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let officer = officer(visit, &id).await?;
    let reason = form.required("staff_reason", 500);
    if !form.is_fine() {
        return page(visit, &officer, "second-factor", &form).await;
    }
    let site = &visit.site;
    let account = accounts::by_id(&site.database, officer.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    let token = Token::random();
    let path = format!("/set-up-anew/{}", token.reveal());
    let fact = form_id(&form, site.now());
    let letter = Letter {
        name: "set-up-anew",
        fact: &fact,
        path: &path,
        called: Some(&officer.called),
        reason: None,
    };
    let mut transaction = site.database.begin().await?;
    let rests = second_factor::records::rests_until(&mut transaction, account.id, site.now()).await?;
    if rests.is_some() {
        drop(transaction);
        return page(visit, &officer, "second-factor", &form).await;
    }
    if letters::put(&mut transaction, site, &account, letter).await? {
        let until = site.now().plus(RENEWAL_SECONDS);
        accounts::insert_link(&mut transaction, &token, account.id, Purpose::SecondFactor, until).await?;
        note(
            &steward,
            &mut transaction,
            &officer,
            Action::RenewSecondFactor,
            &reason,
        )
        .await?;
        tell_colleagues(site, &mut transaction, &officer, News::SetUpAnew).await?;
        transaction.commit().await?;
    }
    Ok(done(
        &format!("/steward/officer/{}", account.id),
        "set-up-anew-sent",
    ))
}
