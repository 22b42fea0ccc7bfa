//! What somebody typed and could not send: their session had ended, their page was of an earlier one, or the service
//! could not answer. They see it again and send it with one press; nothing is sent by itself.
//!
//! Where a session has ended it lies in the database for an hour, sealed (AES-256-GCM) with a key that follows from
//! the cookie of the browser, of which the database has only the hash; and only the same account is shown it.

pub mod records;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Site, Visit, visit::local_path};
use crate::{
    account::{AccountId, Token, random, records as accounts},
    database::Transaction,
    moment::HOUR,
};

/// How long it lies there: time enough to find a password, seconds.
const LASTS: i64 = HOUR;

/// The address of the page that shows it.
pub const PATH: &str = "/account/typed";

/// The field that says that a form comes from the page of what was kept.
pub const FIELD: &str = "kept";

/// A form that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it was sent to.
    pub path: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// What is kept of a form that was sent to `path`: no password, no code, no token; `None` when nothing is left.
    #[must_use]
    pub fn of(path: &str, fields: &[(String, String)]) -> Option<Self> {
        let secret = |name: &str| {
            let secrets = ["password", "code", "token"];
            name == FIELD || secrets.iter().any(|word| name.contains(word))
        };
        let fields: Vec<_> = fields.iter().filter(|(name, _)| !secret(name)).cloned().collect();
        // A path that begins with two slashes would send the words to another host.
        let is_ours = local_path(path) == path;
        let typed = fields.iter().any(|(name, value)| is_typed(name, value));
        (is_ours && typed).then(|| Self {
            path: path.to_owned(),
            fields,
        })
    }

    /// Its page: what was typed to be read, copied and changed, the rest as it was, and a button that sends it. `why`
    /// is the ending of the locale key that says why it was not taken.
    pub fn page(&self, visit: &Visit, why: &str) -> super::Result {
        let context = json!({"typed": self.shown(visit), "why": why, "field": FIELD});
        visit.page("account/typed.html", context)
    }

    fn shown(&self, visit: &Visit) -> Value {
        let field = |(name, value): &(String, String)| {
            let label = format!("{}-label", name.replace('_', "-"));
            let known = visit.site.frontend.has(visit.language, &label);
            json!({
                "name": name,
                "value": value,
                "typed": is_typed(name, value),
                "label": known.then(|| visit.text(&label)),
                "rows": (value.chars().count() / 35 + value.lines().count()).clamp(1, 12),
            })
        };
        let fields: Vec<Value> = self.fields.iter().map(field).collect();
        json!({"path": self.path, "fields": fields})
    }

    /// Keeps it for the account whose session in this browser has ended; `false` where there was none.
    pub async fn keep(&self, visit: &Visit) -> sqlx::Result<bool> {
        let site = &visit.site;
        let browser = visit.session_token();
        let Some(session) = accounts::session(&site.database, browser).await? else {
            return Ok(false);
        };
        let account = session.account_id;
        let Some(sealed) = self.sealed(site, browser, account) else {
            return Ok(false);
        };
        let now = site.now();
        let mut transaction = site.database.begin().await?;
        records::insert(&mut transaction, browser.hash(), account, sealed, now.plus(LASTS)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    fn sealed(&self, site: &Site, browser: &Token, account: AccountId) -> Option<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self).ok()?;
        let start = random::<NONCE_LEN>();
        let nonce = Nonce::assume_unique_for_key(start);
        let about = Aad::from(account.0.into_bytes());
        key(site, browser)?
            .seal_in_place_append_tag(nonce, about, &mut bytes)
            .ok()?;
        Some([&start[..], &bytes].concat())
    }

    fn opened(site: &Site, browser: &Token, account: AccountId, sealed: &[u8]) -> Option<Self> {
        let (start, bytes) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(start).ok()?;
        let mut bytes = bytes.to_vec();
        let about = Aad::from(account.0.into_bytes());
        let plain = key(site, browser)?.open_in_place(nonce, about, &mut bytes).ok()?;
        serde_json::from_slice(plain).ok()
    }
}

/// Whether a value is what somebody wrote, and not one of a page's choices.
fn is_typed(name: &str, value: &str) -> bool {
    let choice =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_:".contains(letter);
    name != "motives" && !value.trim().is_empty() && (!value.chars().all(choice) || value.len() > 36)
}

fn key(site: &Site, browser: &Token) -> Option<LessSafeKey> {
    let mut hash = Sha256::new();
    hash.update(b"kept form\0");
    hash.update(*site.secret);
    hash.update(browser.reveal());
    let key = UnboundKey::new(&AES_256_GCM, &hash.finalize()).ok()?;
    Some(LessSafeKey::new(key))
}

/// What is kept for who is signed in.
pub async fn find(visit: &Visit) -> sqlx::Result<Option<Kept>> {
    let Some(session) = visit.signed_in() else {
        return Ok(None);
    };
    let (site, browser) = (&visit.site, visit.session_token());
    let sealed = records::find(&site.database, browser.hash(), session.account_id, site.now()).await?;
    Ok(sealed.and_then(|sealed| Kept::opened(site, browser, session.account_id, &sealed)))
}

/// Lets what was kept follow its account to the session that begins; what another account typed is forgotten.
pub async fn follow(
    visit: &Visit,
    transaction: &mut Transaction,
    account: AccountId,
    session: &Token,
) -> sqlx::Result<()> {
    let (site, browser, now) = (&visit.site, visit.session_token(), visit.site.now());
    let sealed = records::find(&mut *transaction, browser.hash(), account, now).await?;
    records::delete(&mut *transaction, browser.hash()).await?;
    let kept = sealed.and_then(|sealed| Kept::opened(site, browser, account, &sealed));
    let Some(sealed) = kept.and_then(|kept| kept.sealed(site, session, account)) else {
        return Ok(());
    };
    records::insert(transaction, session.hash(), account, sealed, now.plus(LASTS)).await
}

/// Forgets what nobody asked for within its hour.
pub async fn tidy(site: &Site) -> sqlx::Result<()> {
    let now = site.now();
    if records::has_expired(&site.database, now).await? {
        let mut transaction = site.database.begin().await?;
        records::delete_expired(&mut transaction, now).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Forgets what was kept for this browser: it was sent again.
pub async fn forget(visit: &Visit) -> sqlx::Result<()> {
    let mut transaction = visit.site.database.begin().await?;
    records::delete(&mut transaction, visit.session_token().hash()).await?;
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn what_was_typed_is_kept_and_no_secret() {
        let posted = fields(&[
            ("token", "abc"),
            ("matters", "Shorter waits"),
            ("password", "teapot gravel lantern"),
            ("new_password", "x y"),
            ("code", "123 456"),
            ("visibility", "matching-only"),
        ]);
        let kept = Kept::of("/you/matters", &posted).expect("words");
        assert_eq!(
            kept.fields,
            fields(&[("matters", "Shorter waits"), ("visibility", "matching-only")])
        );
        let nothing = fields(&[
            ("token", "abc"),
            ("answer", "yes"),
            ("matters", " "),
            ("motives", "learn earn"),
        ]);
        assert_eq!(Kept::of("/you/matters", &nothing), None);
        assert_eq!(Kept::of("//evil.example/", &posted), None);
    }
}
