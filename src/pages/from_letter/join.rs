//! Joining an organisation as an officer, by the link in an invitation from a colleague.

use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use crate::{
    account::{
        Account, AccountId, Role, Status, Token, attempts::ADDRESS, pages, password, records as accounts,
    },
    audit::{self, Action, Entry},
    database::Transaction,
    frontend::Language,
    organisation::{
        Officer, Organisation, Standing,
        colleagues::{OfficerInvitation, records},
        records as organisations,
    },
    pages::host::colleagues::{News, tell_colleagues},
    web::{Error, Form, Result, Site, Visit, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new().route("/join/{token}", get(show).post(join))
}

/// The invitation behind a token with its organisation, while a steward lets that one work.
async fn invitation(visit: &Visit, token: &str) -> Result<Option<(OfficerInvitation, Organisation)>> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let (database, now) = (&visit.site.database, visit.site.now());
    let Some(invitation) = records::invitation(database, &token, now).await? else {
        return Ok(None);
    };
    let organisation = organisations::load(database, invitation.organisation_id).await?;
    let organisation = organisation.filter(|one| one.status == Standing::Verified);
    Ok(organisation.map(|organisation| (invitation, organisation)))
}

async fn show(visit: Visit, Path(token): Path<String>) -> Result {
    let visit = visit.in_english();
    match invitation(&visit, &token).await? {
        Some((invitation, organisation)) => page(&visit, &invitation, &organisation, &Form::default()).await,
        None => nothing(&visit),
    }
}

fn nothing(visit: &Visit) -> Result {
    visit.english_page("from_letter/join.html", json!({"fits": false}))
}

/// The form. Whoever reads it has the mailbox, and may learn that it has an account already.
async fn page(
    visit: &Visit,
    invitation: &OfficerInvitation,
    organisation: &Organisation,
    form: &Form,
) -> Result {
    let known = accounts::by_email(&visit.site.database, &invitation.email).await?;
    let taken = known.is_some_and(|known| known.status != Status::Unconfirmed);
    visit.english_page(
        "from_letter/join.html",
        json!({
            "fits": true, "taken": taken, "organisation": organisation.name, "email": invitation.email,
            "form": form.shown(visit),
        }),
    )
}

async fn join(visit: Visit, Path(token): Path<String>, mut form: Form) -> Result {
    let visit = visit.in_english();
    visit.limit("join", "", ADDRESS).await?;
    let Some((invitation, organisation)) = invitation(&visit, &token).await? else {
        return nothing(&visit);
    };
    let (called, job) = (
        form.required("officer_name", 80),
        form.required("officer_job", 120),
    );
    let chosen = pages::new_password(&mut form, Some(&invitation.email));
    if !form.is_fine() {
        return page(&visit, &invitation, &organisation, &form).await;
    }
    let hash = password::hash(chosen).await?;
    let now = visit.site.now();
    let account = Account {
        id: AccountId::new(now),
        role: Role::Officer,
        email: Some(invitation.email.clone()),
        password: Some(hash),
        locale: Language::English,
        status: Status::Active,
        code_secret: None,
        code_step: 0,
    };
    let mut transaction = visit.site.database.begin().await?;
    if !add(&mut transaction, &visit, &account).await? {
        drop(transaction);
        return page(&visit, &invitation, &organisation, &form).await;
    }
    let officer = Officer {
        account_id: account.id,
        organisation_id: organisation.id,
        called,
        job,
        verified_at: Some(now),
    };
    organisations::insert_officer(&mut transaction, &officer).await?;
    if !records::end_invitation(&mut transaction, organisation.id, invitation.id, now).await? {
        return nothing(&visit);
    }
    let colleague = records::one(&mut transaction, account.id).await?;
    let colleague = colleague.ok_or(Error::NotFound)?;
    let entry = Entry {
        actor: account.id,
        organisation: Some(organisation.id),
        citizen: None,
        opportunity: None,
        action: Action::JoinOrganisation,
        detail: format!("invited by {}", invitation.invited_by),
    };
    audit::insert(&mut transaction, &entry, now).await?;
    tell_colleagues(&visit.site, &mut transaction, &colleague, News::Joined).await?;
    transaction.commit().await?;
    Ok(visit.sign_out(done("/sign-in", "joined")))
}

/// Adds the account. One that somebody began with this address and never confirmed goes; `false` when there is
/// another.
async fn add(transaction: &mut Transaction, visit: &Visit, account: &Account) -> Result<bool> {
    if let Some(email) = &account.email {
        let known = accounts::by_email(&mut *transaction, email).await?;
        if let Some(known) = known.filter(|known| known.status == Status::Unconfirmed) {
            organisations::delete_officer(transaction, known.id).await?;
            accounts::delete_unconfirmed(transaction, known.id).await?;
        }
    }
    Ok(accounts::insert(transaction, account, visit.site.now()).await?)
}
