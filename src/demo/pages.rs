//! Demonstration only: signing in with one button, and the emails that the `directory` transport wrote, as their
//! readers would see them.

use std::path::{Path, PathBuf};

use axum::{
    Router, extract,
    routing::{get, post},
};
use mail_parser::MessageParser;
use serde_json::{Value, json};

use super::{fill, showcase};
use crate::{
    account::{self, Email, Role},
    web::{Error, Form, Result, Site, Visit},
};

/// The newest letters that a page lists.
const LISTED: usize = 100;

/// `/letters`, one letter each, and `/demo/sign-in`.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/demo/sign-in", post(sign_in))
        .route("/letters", get(list))
        .route("/letters/{name}", get(show))
}

async fn list(visit: Visit) -> Result {
    let folder = folder(&visit.site)?;
    let wanted = visit.parameter("to").unwrap_or_default().trim().to_lowercase();
    let searched = wanted.clone();
    let letters = tokio::task::spawn_blocking(move || read_all(&folder, &wanted))
        .await
        .map_err(anyhow::Error::from)?;
    let mut codes = Vec::new();
    if let Some(people) = showcase::find(&visit.site.database).await? {
        for role in [Role::Officer, Role::Steward] {
            let address = people.address(role);
            let code = fill::code_of(&visit.site.database, address, visit.site.now()).await?;
            codes.push(json!({"address": address, "code": code}));
        }
    }
    visit.english_page(
        "demo/letters.html",
        json!({"letters": letters, "codes": codes, "searched": searched}),
    )
}

/// Signs in as one of the people of the demonstration, without password or code.
async fn sign_in(visit: Visit, form: Form) -> Result {
    let site = &visit.site;
    let role = Role::parse(form.text("role")).filter(|_| site.demo);
    let role = role.ok_or(Error::NotFound)?;
    let people = showcase::find(&site.database).await?.ok_or(Error::NotFound)?;
    let email = Email::parse(people.address(role)).ok_or(Error::NotFound)?;
    let account = account::records::by_email(&site.database, &email).await?;
    let account = account.ok_or(Error::NotFound)?;
    let mut transaction = site.database.begin().await?;
    let session = account::pages::enter(&visit, &mut transaction, account.id, role != Role::Citizen).await?;
    transaction.commit().await?;
    let way = account::pages::onward(site, role, account.id, "/").await?;
    Ok(visit.sign_in(way, &session))
}

async fn show(visit: Visit, extract::Path(name): extract::Path<String>) -> Result {
    let fits = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let path = folder(&visit.site)?.join(&name);
    if !fits || path.extension().is_none_or(|ending| ending != "eml") {
        return Err(Error::NotFound);
    }
    let letter = read(&path).ok_or(Error::NotFound)?;
    visit.english_page("demo/letter.html", json!({"letter": letter}))
}

fn folder(site: &Site) -> Result<PathBuf> {
    if site.demo {
        Ok(site.config.data.directory.join("letters"))
    } else {
        Err(Error::NotFound)
    }
}

/// The newest letters to an address that contains `wanted`.
fn read_all(folder: &Path, wanted: &str) -> Vec<Value> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    // Letters are named by UUIDv7, which sorts by time.
    paths.sort_unstable();
    let newest = paths.iter().rev().filter_map(|path| read(path));
    newest
        .filter(|letter| letter["to"].as_str().is_some_and(|to| to.contains(wanted)))
        .take(LISTED)
        .collect()
}

fn read(path: &Path) -> Option<Value> {
    let bytes = std::fs::read(path).ok()?;
    let message = MessageParser::default().parse(&bytes)?;
    let text = message.body_text(0)?.into_owned();
    let links: Vec<String> = text
        .split_whitespace()
        .filter(|word| word.starts_with("http"))
        .map(str::to_owned)
        .collect();
    Some(json!({
        "name": path.file_name()?.to_str()?,
        "to": message.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default(),
        "subject": message.subject().unwrap_or_default(),
        "at": message.date().map(mail_parser::DateTime::to_timestamp),
        "text": text,
        "links": links,
    }))
}
