//! Verifying, refusing and suspending an organisation.

use axum::extract::Path;
use serde_json::{Value, json};

use crate::{
    account::{
        self, AccountId,
        pages::letters::{self, Letter},
    },
    audit::{self, Action, Entry},
    database::Transaction,
    invitation::stopping,
    opportunity::{self, State, stop},
    organisation::{
        Organisation, OrganisationId, Standing,
        records::{self, Decision},
    },
    web::{Error, Form, Result, Steward, Visit, visit::done},
};

/// One thing a steward can decide: the button, from where, to where, what is noted and written.
struct Step {
    from: &'static [Standing],
    to: Standing,
    action: Action,
    letter: &'static str,
    notice: &'static str,
}

impl Step {
    fn parse(button: &str) -> Option<Self> {
        let (from, to, action, letter, notice): (&[Standing], _, _, _, _) = match button {
            "verify" => (
                &[Standing::Applied, Standing::Refused, Standing::Suspended],
                Standing::Verified,
                Action::Verify,
                "officer-verified",
                "organisation-verified",
            ),
            "refuse" => (
                &[Standing::Applied],
                Standing::Refused,
                Action::Refuse,
                "officer-refused",
                "organisation-refused",
            ),
            "suspend" => (
                &[Standing::Verified],
                Standing::Suspended,
                Action::Suspend,
                "officer-suspended",
                "organisation-suspended",
            ),
            _ => return None,
        };
        Some(Self {
            from,
            to,
            action,
            letter,
            notice,
        })
    }
}

/// Shows an organisation with its officers.
pub async fn show(steward: Steward, Path(id): Path<String>) -> Result {
    let organisation = find(&steward.visit, &id).await?;
    page(&steward.visit, &organisation, &Form::default()).await
}

async fn find(visit: &Visit, id: &str) -> Result<Organisation> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    records::load(&visit.site.database, id)
        .await?
        .ok_or(Error::NotFound)
}

async fn page(visit: &Visit, organisation: &Organisation, form: &Form) -> Result {
    let officers: Vec<Value> = records::officers(&visit.site.database, organisation.id)
        .await?
        .into_iter()
        .map(|(id, called, job, email)| json!({"id": id, "called": called, "job": job, "email": email}))
        .collect();
    let opportunities = opportunity::records::of_organisation(&visit.site.database, organisation.id).await?;
    let opportunities: Vec<Value> = opportunities
        .iter()
        .filter(|one| one.state != State::Draft)
        .map(|one| json!({"id": one.id, "title": one.title, "state": one.state}))
        .collect();
    visit.english_page(
        "steward/organisation.html",
        json!({
            "form": form.shown(visit),
            "id": organisation.id, "name": organisation.name, "kind": organisation.kind,
            "website": organisation.website, "responsible": organisation.responsible,
            "standing": organisation.status, "applied_at": organisation.applied_at,
            "reason": organisation.reason, "officers": officers,
            "opportunities": opportunities,
        }),
    )
}

/// Decides; the officers are told by letter, and a suspended organisation's are signed out.
pub async fn decide(steward: Steward, Path(id): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let organisation = find(visit, &id).await?;
    let Some(step) = Step::parse(form.text("decision")) else {
        return page(visit, &organisation, &form).await;
    };
    let reason = super::reason(&mut form, step.to != Standing::Verified);
    if !form.is_fine() {
        return page(visit, &organisation, &form).await;
    }
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    stop::records::lock_all(&mut transaction, organisation.id).await?;
    let decision = Decision {
        by: steward.id,
        reason: reason.clone(),
        at: now,
    };
    let decided = records::decide(&mut transaction, organisation.id, step.from, step.to, decision).await?;
    let back = format!("/steward/organisation/{}", organisation.id);
    if !decided {
        return Ok(done(&back, "decided-before"));
    }
    match step.to {
        Standing::Suspended => {
            stopping::suspend(&mut transaction, &visit.site, organisation.id, now).await?;
        }
        Standing::Verified => {
            stopping::reinstate(&mut transaction, &visit.site, organisation.id, now).await?;
        }
        Standing::Refused | Standing::Applied => (),
    }
    note(
        &mut transaction,
        &steward,
        organisation.id,
        &step,
        reason.as_deref(),
    )
    .await?;
    for (officer, called, ..) in records::officers(&mut transaction, organisation.id).await? {
        if step.to == Standing::Suspended {
            account::records::end_all_sessions(&mut transaction, officer).await?;
        }
        tell(
            visit,
            &mut transaction,
            (officer, &called),
            &step,
            reason.as_deref(),
        )
        .await?;
    }
    transaction.commit().await?;
    Ok(done(&back, step.notice))
}

async fn note(
    transaction: &mut Transaction,
    steward: &Steward,
    organisation: OrganisationId,
    step: &Step,
    reason: Option<&str>,
) -> Result<()> {
    let entry = Entry {
        actor: steward.id,
        organisation: Some(organisation),
        citizen: None,
        opportunity: None,
        action: step.action,
        detail: reason.unwrap_or_default().to_owned(),
    };
    audit::insert(transaction, &entry, steward.visit.site.now()).await?;
    Ok(())
}

async fn tell(
    visit: &Visit,
    transaction: &mut Transaction,
    (officer, called): (AccountId, &str),
    step: &Step,
    reason: Option<&str>,
) -> Result<()> {
    let Some(account) = account::records::by_id(&mut *transaction, officer).await? else {
        return Ok(());
    };
    // Each decision is a fact of its own: an organisation can be suspended twice.
    let fact = format!("{officer}:{}", visit.site.now());
    let letter = Letter {
        name: step.letter,
        fact: &fact,
        path: "/host",
        called: Some(called),
        reason,
    };
    letters::put(transaction, &visit.site, &account, letter).await?;
    Ok(())
}
