//! A person's supporters: name one, and end it.

use axum::response::Response;
use serde_json::{Value, json};

use crate::{
    account::{
        Email,
        attempts::LETTERS,
        pages::{self, email_in},
    },
    citizen::CitizenId,
    database::{Transaction, turns, values::parse_slugs},
    moment::{DAY, Moment},
    supporter::{May, Supporter, SupporterId, decide, letters, records},
    web::{Citizen, Form, Result, Visit, visit::done},
};

/// So many supporters at once are enough for anybody.
const MOST: usize = 5;
/// So many people are asked in one day at most, also those whose mandate has ended: our letters go to strangers.
const MOST_A_DAY: i64 = 5;

/// Who supports this person, and the form to name somebody.
pub async fn show(citizen: Citizen) -> Result {
    page(&citizen, &Form::default()).await
}

async fn page(Citizen { visit, id }: &Citizen, form: &Form) -> Result {
    let known = records::of_citizen(&visit.site.database, *id).await?;
    let drafts = records::drafts(&visit.site.database, *id).await?.len();
    let context = json!({
        "form": form.shown(visit),
        "supporters": known.iter().map(|one| shown(visit, one)).collect::<Vec<_>>(),
        "may": choices(visit),
        "full": known.len() >= MOST,
        "drafts": drafts,
        "id": SupporterId::new(visit.site.now()),
    });
    visit.page("supporter/yours.html", context)
}

/// What a supporter may be allowed to do.
#[must_use]
pub fn choices(visit: &Visit) -> Vec<Value> {
    May::ALL
        .iter()
        .map(|may| json!({"value": may, "text": visit.text(&format!("supporter-may-{}", may.slug()))}))
        .collect()
}

/// A mandate as a page shows it.
#[must_use]
pub fn shown(visit: &Visit, supporter: &Supporter) -> Value {
    let may: Vec<String> = parse_slugs::<May>(&supporter.may)
        .into_iter()
        .map(|may| visit.text(&format!("supporter-may-{}", may.slug())))
        .collect();
    json!({
        "id": supporter.id, "called": supporter.called, "email": supporter.email, "may": may,
        "named_at": supporter.named_at, "confirmed_at": supporter.confirmed_at, "accepted_at": supporter.accepted_at,
    })
}

/// Whom a form names, and for what: `missing`, `too-long`, `not-an-address`.
pub fn read(form: &mut Form) -> Option<(String, Email, Vec<May>)> {
    let called = form.required_line("supporter_name", 60);
    let email = email_in(form, "supporter_email");
    let may = form.choices("may", May::parse);
    if may.is_empty() {
        form.problem("may", "missing");
    }
    email.filter(|_| form.is_fine()).map(|email| (called, email, may))
}

/// Whether one supporter more can be named: `too-many`, `today`. Until the transaction ends nobody else counts.
///
/// # Errors
/// When the database fails.
pub async fn check_number(
    transaction: &mut Transaction,
    id: CitizenId,
    form: &mut Form,
    now: Moment,
) -> Result<()> {
    turns::take(&mut *transaction, &format!("supporters {id}")).await?;
    if records::of_citizen(&mut *transaction, id).await?.len() >= MOST {
        form.problem("supporter_name", "too-many");
    }
    if records::count_since(transaction, id, now.plus(-DAY)).await? >= MOST_A_DAY {
        form.problem("supporter_name", "today");
    }
    Ok(())
}

/// Names a supporter: the mandate and the letter that asks them are one transaction.
pub async fn name(citizen: Citizen, mut form: Form) -> Result {
    let Citizen { visit, id } = &citizen;
    let now = visit.site.now();
    let mandate = form.text("id").parse().unwrap_or_else(|_| SupporterId::new(now));
    // Sent again: what it asked for is done.
    if records::is_given(&visit.site.database, mandate, *id).await? {
        return Ok(done("/you/supporters", "supporter-named"));
    }
    let Some((called, email, may)) = read(&mut form) else {
        return page(&citizen, &form).await;
    };
    let limit = ("supporter", email.as_str(), LETTERS);
    if !pages::may_try(visit, &mut form, "supporter_email", limit).await? {
        return Ok(pages::too_soon(page(&citizen, &form).await?));
    }
    let mut transaction = visit.site.database.begin().await?;
    check_number(&mut transaction, *id, &mut form, now).await?;
    if !form.is_fine() {
        drop(transaction);
        return page(&citizen, &form).await;
    }
    if records::insert(
        &mut transaction,
        (mandate, *id),
        (&called, &email),
        &may,
        true,
        now,
    )
    .await?
        && let Some(supporter) = records::load(&mut transaction, mandate).await?
    {
        letters::ask(&mut transaction, &visit.site, &supporter, now).await?;
    }
    transaction.commit().await?;
    Ok(done("/you/supporters", "supporter-named"))
}

/// The person's own yes to a supporter whom staff wrote down for them.
pub async fn confirm(Citizen { visit, id }: Citizen, form: Form) -> Result<Response> {
    let mut transaction = visit.site.database.begin().await?;
    if let Ok(mandate) = form.text("id").parse()
        && let Some(supporter) = records::unconfirmed(&mut transaction, mandate).await?
        && supporter.citizen_id == id
    {
        decide(&mut transaction, &visit.site, &supporter, true, visit.site.now()).await?;
        transaction.commit().await?;
    }
    Ok(done("/you/supporters", "supporter-named"))
}

/// Ends a mandate: every link, every pass and every letter on its way ends with it.
pub async fn end(Citizen { visit, id }: Citizen, form: Form) -> Result<Response> {
    if let Ok(mandate) = form.text("id").parse() {
        let mut transaction = visit.site.database.begin().await?;
        records::end(&mut transaction, (mandate, id), visit.site.now()).await?;
        transaction.commit().await?;
    }
    Ok(done("/you/supporters", "supporter-ended"))
}
