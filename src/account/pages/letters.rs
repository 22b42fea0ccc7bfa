//! The letters about accounts, each put into the outbox with the fact it announces.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    account::{Account, Email, encode},
    database::Transaction,
    frontend::Language,
    mail,
    outbox::{self, Kind, NewLetter, Recipient},
    web::{Result, Site},
};

/// A letter about an account.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// Its template and its subject.
    pub name: &'static str,
    /// What it announces, so that it is written once: the id of the form that asked, for example.
    pub fact: &'a str,
    /// The path its link leads to.
    pub path: &'a str,
    /// The name to greet, when there is one.
    pub called: Option<&'a str>,
    /// What else it says.
    pub reason: Option<&'a str>,
}

/// Writes a letter to `email`.
pub fn write(site: &Site, language: Language, email: &Email, letter: Letter<'_>) -> Result<NewLetter> {
    let mut spoken = language.of_page().to_owned();
    if letter.path.contains('?') {
        spoken = spoken.replace('?', "&");
    }
    let context: Value = json!({
        "operator": site.config.operator,
        "called": letter.called,
        "url": site.link(&format!("{}{spoken}", letter.path)),
        "reason": letter.reason,
    });
    let rendered = mail::write(&site.frontend, language, letter.name, &context)?;
    Ok(NewLetter {
        unique_key: unique_key(letter.name, letter.fact, email),
        kind: Kind::Account,
        account_id: None,
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Mailbox(email.clone()),
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
        unsubscribe_url: None,
        not_before: site.now(),
    })
}

/// Writes a letter to `account` and puts it into the outbox; `false` when its fact has a letter already.
/// An account without an address gets none.
pub async fn put(
    transaction: &mut Transaction,
    site: &Site,
    account: &Account,
    letter: Letter<'_>,
) -> Result<bool> {
    let Some(email) = &account.email else {
        return Ok(true);
    };
    let mut letter = write(site, account.locale, email, letter)?;
    letter.account_id = Some(account.id);
    Ok(outbox::put(transaction, &letter, site.now()).await?)
}

/// Names the fact without naming the address.
fn unique_key(name: &str, fact: &str, email: &Email) -> String {
    let mut hash = Sha256::new();
    hash.update(fact);
    hash.update([0]);
    hash.update(email.as_str());
    format!("{name}:{}", encode(&hash.finalize()[..18]))
}
