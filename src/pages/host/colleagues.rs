//! The officers of one's own organisation: who they are, inviting another, ending one.

mod end;

use axum::{
    Router,
    routing::{get, post},
};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use crate::{
    account::{
        AccountId, Email, Token,
        attempts::LETTERS,
        pages::{
            email,
            letters::{self, Letter},
            may_try, too_soon,
        },
        records as accounts,
    },
    audit::{self, Action, Entry},
    database::Transaction,
    frontend::Language,
    organisation::{
        Organisation, OrganisationId,
        colleagues::{
            Colleague, INVITATION_SECONDS, MAX_INVITATIONS, OfficerInvitation, OfficerInvitationId, records,
        },
        pages::verified,
    },
    outbox,
    web::{Error, Form, Officer, Result, Site, Visit, visit::done},
};

pub fn router() -> Router<Site> {
    Router::new()
        .route("/host/colleagues", get(show).post(invite))
        .route("/host/colleagues/withdraw", post(withdraw))
        .route("/host/colleagues/{id}/end", get(end::show).post(end::end))
}

async fn show(officer: Officer) -> Result {
    let (_, organisation) = verified(&officer).await?;
    page(&officer, &organisation, &Form::default()).await
}

async fn page(officer: &Officer, organisation: &Organisation, form: &Form) -> Result {
    let visit = &officer.visit;
    let (database, now) = (&visit.site.database, visit.site.now());
    let colleagues: Vec<Value> = records::of(database, organisation.id)
        .await?
        .into_iter()
        .map(|one| {
            json!({
                "id": one.account_id, "called": one.called, "job": one.job, "email": one.email,
                "own": one.account_id == officer.id,
            })
        })
        .collect();
    let sent = form.text("id").parse::<OfficerInvitationId>().ok();
    visit.english_page(
        "host/colleagues.html",
        json!({
            "organisation": organisation.name, "colleagues": colleagues,
            "invitations": records::invitations(database, organisation.id, now).await?,
            "form": form.shown(visit), "id": sent.unwrap_or_else(|| OfficerInvitationId::new(now)),
        }),
    )
}

/// Invites somebody. The answer is the same whether or not the address is registered.
async fn invite(officer: Officer, mut form: Form) -> Result {
    let (person, organisation) = verified(&officer).await?;
    let visit = &officer.visit;
    let (site, now) = (&visit.site, visit.site.now());
    let Some(email) = email(&mut form) else {
        return page(&officer, &organisation, &form).await;
    };
    let subject = organisation.id.to_string();
    if !may_try(visit, &mut form, "email", ("invite-officer", &subject, LETTERS)).await? {
        return Ok(too_soon(page(&officer, &organisation, &form).await?));
    }
    let invitation = OfficerInvitation {
        id: form.text("id").parse().map_err(|_| Error::NotFound)?,
        organisation_id: organisation.id,
        email: email.clone(),
        invited_by: officer.id,
        expires_at: now.plus(INVITATION_SECONDS),
    };
    let token = Token::random();
    let mut transaction = site.database.begin().await?;
    let open = records::invitations(&mut transaction, organisation.id, now).await?;
    if open.len() >= MAX_INVITATIONS {
        drop(transaction);
        form.problem("email", "too-many-invited");
        return page(&officer, &organisation, &form).await;
    }
    if records::invite(&mut transaction, &invitation, &token, now).await? {
        let from = format!("{}, {}", person.called, organisation.name);
        write_invitation(site, &mut transaction, (&email, &token), (&from, &invitation)).await?;
        note(
            visit,
            &mut transaction,
            &officer,
            organisation.id,
            Action::InviteOfficer,
            &invitation.id,
        )
        .await?;
        transaction.commit().await?;
    }
    Ok(done("/host/colleagues", "colleague-invited"))
}

async fn write_invitation(
    site: &Site,
    transaction: &mut Transaction,
    (email, token): (&Email, &Token),
    (from, invitation): (&str, &OfficerInvitation),
) -> Result<()> {
    let path = format!("/join/{}", token.reveal());
    let fact = invitation.id.to_string();
    let letter = Letter {
        name: "colleague-invited",
        fact: &fact,
        path: &path,
        called: None,
        reason: Some(from),
    };
    let letter = letters::write(site, Language::English, email, letter)?;
    outbox::put(transaction, &letter, site.now()).await?;
    Ok(())
}

async fn note(
    visit: &Visit,
    transaction: &mut Transaction,
    officer: &Officer,
    organisation: OrganisationId,
    action: Action,
    about: &impl ToString,
) -> Result<()> {
    let entry = Entry {
        actor: officer.id,
        organisation: Some(organisation),
        citizen: None,
        opportunity: None,
        action,
        detail: about.to_string(),
    };
    audit::insert(transaction, &entry, visit.site.now()).await?;
    Ok(())
}

/// Takes an invitation back: its link does not work any more.
async fn withdraw(officer: Officer, form: Form) -> Result {
    let (_, organisation) = verified(&officer).await?;
    let site = &officer.visit.site;
    let id: OfficerInvitationId = form.text("id").parse().map_err(|_| Error::NotFound)?;
    let mut transaction = site.database.begin().await?;
    records::end_invitation(&mut transaction, organisation.id, id, site.now()).await?;
    transaction.commit().await?;
    Ok(done("/host/colleagues", "invitation-withdrawn"))
}

/// What the other officers of an organisation are told about one of them.
#[derive(Clone, Copy, Debug)]
pub enum News {
    /// Joined.
    Joined,
    /// Can not sign in any more.
    Left,
    /// May set up the second factor anew.
    SetUpAnew,
}

/// Tells every other officer of the organisation, so that nothing of this happens unseen.
///
/// # Errors
/// When the database or a template fails.
pub async fn tell_colleagues(
    site: &Site,
    transaction: &mut Transaction,
    about: &Colleague,
    news: News,
) -> Result<()> {
    let fact = format!("{}:{}:{news:?}", about.account_id, site.now());
    for one in records::of(&mut *transaction, about.organisation_id).await? {
        if one.account_id == about.account_id {
            continue;
        }
        let account = accounts::by_id(&mut *transaction, one.account_id).await?;
        let account = account.ok_or(Error::NotFound)?;
        let language = account.locale;
        let key = match news {
            News::Joined => "letter-colleague-news-joined",
            News::Left => "letter-colleague-news-left",
            News::SetUpAnew => "letter-colleague-news-set-up-anew",
        };
        let name = FluentValue::from(about.called.clone());
        let said = site.frontend.text_with(language, key, &[("name", name)]);
        let letter = Letter {
            name: "colleague-news",
            fact: &fact,
            path: "/host/colleagues",
            called: Some(&one.called),
            reason: Some(&said),
        };
        letters::put(transaction, site, &account, letter).await?;
    }
    Ok(())
}

/// The officers who can take over what `officer` has written.
///
/// # Errors
/// When the database fails.
pub async fn heirs(visit: &Visit, officer: &Colleague) -> Result<Vec<Colleague>> {
    let mut colleagues = records::of(&visit.site.database, officer.organisation_id).await?;
    colleagues.retain(|one| one.account_id != officer.account_id);
    Ok(colleagues)
}

/// The colleague chosen in `heir`: `missing` when there is a choice and none was made.
pub fn heir(form: &mut Form, among: &[Colleague]) -> Option<AccountId> {
    if among.is_empty() {
        return None;
    }
    form.choice("heir", |typed| {
        let id = typed.parse::<AccountId>().ok()?;
        among.iter().any(|one| one.account_id == id).then_some(id)
    })
}

/// Tells somebody whose access has ended, at the address the account had.
///
/// # Errors
/// When the database or a template fails.
pub async fn tell_ended(site: &Site, transaction: &mut Transaction, officer: &Colleague) -> Result<()> {
    let Some(email) = &officer.email else {
        return Ok(());
    };
    let fact = officer.account_id.to_string();
    let letter = Letter {
        name: "access-ended",
        fact: &fact,
        path: "/safe",
        called: Some(&officer.called),
        reason: Some(&officer.organisation),
    };
    let letter = letters::write(site, Language::English, email, letter)?;
    outbox::put(transaction, &letter, site.now()).await?;
    Ok(())
}
