//! How an organisation applies, and what its officers see until it is verified.

use axum::{
    Router,
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde_json::{Value, json};

use super::{Officer, Organisation, OrganisationId, OrganisationKind, Standing, records};
use crate::{
    account::{
        AccountId, Role,
        pages::{
            email, form_id, new_password,
            register::{Wanted, sign_up},
            too_soon,
            tries::may_ask,
        },
    },
    web::{self, Error, Form, Result, Site, Visit},
};

/// The addresses of this noun.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/organisations/apply", get(show).post(apply))
        .route("/organisations/waiting", get(waiting))
}

/// The officer and their organisation, when a steward has verified both; otherwise the way to the page that
/// says where things stand.
pub async fn verified(officer: &web::Officer) -> Result<(Officer, Organisation)> {
    records::officer(&officer.visit.site.database, officer.id)
        .await?
        .filter(|(person, organisation)| {
            person.verified_at.is_some() && organisation.status == Standing::Verified
        })
        .ok_or(Error::Elsewhere("/organisations/waiting"))
}

async fn waiting(officer: web::Officer) -> Result {
    let found = records::officer(&officer.visit.site.database, officer.id).await?;
    let (_, organisation) = found.ok_or(Error::NotFound)?;
    officer.visit.english_page(
        "organisation/waiting.html",
        json!({"name": organisation.name, "standing": organisation.status, "reason": organisation.reason}),
    )
}

async fn show(visit: Visit) -> Result {
    ask(&visit.in_english(), &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    let kinds: Vec<Value> = OrganisationKind::ALL
        .iter()
        .map(|kind| json!({"value": kind, "text": visit.text(&format!("organisation-kind-{}", kind.slug()))}))
        .collect();
    let id = form_id(form, visit.site.now());
    let context = json!({"form": form.shown(visit), "id": id, "kinds": kinds});
    visit.english_page("organisation/apply.html", context)
}

/// Takes an application. The answer is the same whether or not the address is registered.
async fn apply(visit: Visit, mut form: Form) -> Result {
    let visit = visit.in_english();
    let organisation = organisation(&mut form, &visit);
    let (called, job) = (
        form.required_line("officer_name", 80),
        form.required_line("officer_job", 120),
    );
    let address = email(&mut form);
    let password = new_password(&mut form, address.as_ref());
    let (Some(organisation), Some(email), true) = (organisation, address, form.is_fine()) else {
        return ask(&visit, &form);
    };
    let id = form_id(&form, visit.site.now());
    if !may_ask(&visit, &mut form, "register", (email.as_str(), &id)).await? {
        return Ok(too_soon(ask(&visit, &form)?));
    }
    let wanted = Wanted {
        email,
        password: Some(password),
        role: Role::Officer,
        form: id,
    };
    if let Some((mut transaction, account)) = sign_up(&visit, &wanted).await? {
        records::insert(&mut transaction, &organisation).await?;
        let officer = officer(account.id, organisation.id, called, job);
        records::insert_officer(&mut transaction, &officer).await?;
        transaction.commit().await?;
    }
    Ok(Redirect::to("/look-at-your-email").into_response())
}

fn organisation(form: &mut Form, visit: &Visit) -> Option<Organisation> {
    let name = form.required_line("organisation_name", 120);
    let kind = form.choice("organisation_kind", OrganisationKind::parse);
    let website = form.required_line("organisation_website", 200);
    let website = web_address(&website);
    if website.is_none() && !form.text("organisation_website").is_empty() {
        form.problem("organisation_website", "not-an-address");
    }
    let responsible = form.required_line("responsible", 120);
    Some(Organisation {
        id: OrganisationId::new(visit.site.now()),
        name,
        kind: kind?,
        website: website?,
        responsible,
        status: Standing::Applied,
        applied_at: visit.site.now(),
        reason: None,
    })
}

fn officer(account_id: AccountId, organisation_id: OrganisationId, called: String, job: String) -> Officer {
    Officer {
        account_id,
        organisation_id,
        called,
        job,
        verified_at: None,
    }
}

/// A web address as people type it, with `https://` where they left it out; `None` when it is none.
fn web_address(typed: &str) -> Option<String> {
    let bare = typed
        .strip_prefix("https://")
        .or_else(|| typed.strip_prefix("http://"))
        .unwrap_or(typed);
    let host = bare.split(['/', '?', '#']).next()?;
    let fits = host.contains('.')
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
        && bare
            .chars()
            .all(|character| !character.is_whitespace() && !"<>\"'\\".contains(character));
    let scheme = if typed.starts_with("http://") {
        "http"
    } else {
        "https"
    };
    fits.then(|| format!("{scheme}://{bare}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_address_is_taken_as_people_type_it_and_never_as_a_script() {
        assert_eq!(
            web_address("leeds.gov.uk").as_deref(),
            Some("https://leeds.gov.uk")
        );
        assert_eq!(
            web_address("http://a.org/b?c=d").as_deref(),
            Some("http://a.org/b?c=d")
        );
        for wrong in [
            "",
            "leeds",
            "javascript:alert(1).x",
            "https://a b.org",
            "a.org\" onclick=\"",
            "https:///x.y",
        ] {
            assert_eq!(web_address(wrong), None, "{wrong:?}");
        }
    }
}
