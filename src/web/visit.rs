//! One request: who visits, in which language, with which form token.

use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Error, Site, address, form::Form};
use crate::{
    account::{AccountId, Role, Token, attempts, devices, sessions::Session},
    frontend::Language,
};

/// Who visits, and how they are answered.
#[derive(Clone)]
pub struct Visit {
    /// What every handler can reach.
    pub site: Site,
    /// The language of the answer.
    pub language: Language,
    /// The session, when somebody is signed in (for staff: perhaps without the code of the second factor yet).
    pub session: Option<Session>,
    /// The path that was asked for.
    pub path: String,
    /// The network address, as far as trusted proxies tell it.
    pub address: IpAddr,
    /// The cookie of a browser that somebody has signed in with.
    pub device: Option<Token>,
    pub(super) query: String,
    pub(super) cookie: Token,
    pub(super) notice: Option<String>,
    /// How many tasks wait for an officer or a steward.
    pub(super) waits: i64,
}

impl Visit {
    /// A page that people read in English and Welsh.
    pub fn page(&self, template: &str, context: Value) -> super::Result {
        self.render(template, self.language, true, context)
    }

    /// A page for hosts and stewards, in English.
    pub fn english_page(&self, template: &str, context: Value) -> super::Result {
        self.render(template, Language::English, false, context)
    }

    /// The same visit on a page that is in English only: then its messages are, too.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.language = Language::English;
        self
    }

    /// The text of a key in the visitor's language.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.site.frontend.text(self.language, key)
    }

    /// The text of a key with arguments in the visitor's language.
    #[must_use]
    pub fn text_with(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        self.site.frontend.text_with(self.language, key, arguments)
    }

    /// The hidden field of every form on a page for this visitor.
    #[must_use]
    pub fn form_token(&self) -> String {
        form_token(&self.cookie)
    }

    /// The value of a parameter of the address.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Every value of a parameter of the address.
    #[must_use]
    pub fn parameters(&self, name: &str) -> Vec<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .collect()
    }

    /// The parameters of the address as a form: for searches, which are GET.
    #[must_use]
    pub fn asked(&self) -> Form {
        Form::filled(form_urlencoded::parse(self.query.as_bytes()).into_owned())
    }

    /// Who is signed in, with the second factor where one is needed.
    #[must_use]
    pub fn signed_in(&self) -> Option<&Session> {
        self.session
            .as_ref()
            .filter(|session| session.role == Role::Citizen || session.second_factor)
    }

    /// Signs this browser in: the answer carries the new cookie.
    #[must_use]
    pub fn sign_in(&self, response: impl IntoResponse, session: &Token) -> Response {
        let mut response = response.into_response();
        response
            .extensions_mut()
            .insert(NewCookie(format!("s{}", session.reveal())));
        let device = devices::of_session(session);
        response.extensions_mut().insert(NewDevice(device));
        response
    }

    /// Lets this browser go on to the code that its person still owes: it is not known yet.
    #[must_use]
    pub fn owe_code(&self, response: impl IntoResponse, session: &Token) -> Response {
        let mut response = self.sign_in(response, session);
        response.extensions_mut().remove::<NewDevice>();
        response
    }

    /// A name for this browser, when somebody has signed in to `account` with it before.
    pub async fn known_device(&self, account: Option<AccountId>) -> super::Result<Option<String>> {
        let Some(device) = &self.device else {
            return Ok(None);
        };
        let (database, now) = (&self.site.database, self.site.now());
        let known = devices::is_known(database, device, account, now).await?;
        let account = account.filter(|_| known);
        Ok(account.map(|account| format!("{account}\n{}", device.reveal())))
    }

    /// Signs this browser out: the answer carries a fresh visitor's cookie.
    #[must_use]
    pub fn sign_out(&self, response: impl IntoResponse) -> Response {
        let mut response = response.into_response();
        response
            .extensions_mut()
            .insert(NewCookie(format!("v{}", Token::random().reveal())));
        response
    }

    /// Gives this browser the fresh cookie `token`, so that nobody who planted the old one comes along. Somebody who
    /// is signed in keeps theirs: it was made when they signed in.
    #[must_use]
    pub fn renew(&self, response: impl IntoResponse, token: &Token) -> Response {
        let mut response = response.into_response();
        if self.session.is_none() {
            response
                .extensions_mut()
                .insert(NewCookie(format!("v{}", token.reveal())));
        }
        response
    }

    /// The token of this browser's session, to end it.
    #[must_use]
    pub fn session_token(&self) -> &Token {
        &self.cookie
    }

    /// Counts a try of something limited, for the account (or mailbox) `subject` and for the visitor's network.
    ///
    /// # Errors
    /// [`Error::Wait`] when the try must not be carried out yet.
    pub async fn limit(&self, what: &str, subject: &str, limit: attempts::Limit) -> super::Result<()> {
        self.count(&self.limits(what, subject, limit)).await
    }

    /// What a try of `what` counts for: the visitor's network, and `subject` unless that is empty.
    #[must_use]
    pub fn limits<'a>(&self, what: &'a str, subject: &str, limit: attempts::Limit) -> Vec<Tried<'a>> {
        let mut limits = vec![(what, address::network(self.address), attempts::ADDRESS)];
        limits.extend(address::site(self.address).map(|site| (what, site, attempts::SITE)));
        if !subject.is_empty() {
            limits.push((what, subject.to_owned(), limit));
        }
        limits
    }

    /// Counts a try for each of these, the widest first, until one has to wait.
    ///
    /// # Errors
    /// [`Error::Wait`] when the try must not be carried out yet.
    pub async fn count(&self, limits: &[Tried<'_>]) -> super::Result<()> {
        let Site { database, secret, .. } = &self.site;
        let now = self.site.now();
        for (what, subject, limit) in limits {
            let wait = attempts::count(database, secret, *limit, what, subject, now).await?;
            if wait > 0 {
                return Err(Error::Wait(wait));
            }
        }
        Ok(())
    }

    fn render(
        &self,
        template: &str,
        language: Language,
        bilingual: bool,
        mut context: Value,
    ) -> super::Result {
        let me = self
            .signed_in()
            .map(|session| {
                let helps = session.acting_for.is_some();
                json!({"role": session.role, "called": session.called, "helps": helps, "whom": session.acting_called,
                    "waits": self.waits})
            });
        context["page"] = json!({
            "path": self.path,
            "english": self.in_language(Language::English),
            "welsh": self.in_language(Language::Welsh),
            "bilingual": bilingual,
            "token": self.form_token(),
            "notice": self.notice,
            "demo": self.site.demo,
        });
        context["me"] = json!(me);
        context["operator"] = json!(self.site.config.operator);
        let html = self
            .site
            .frontend
            .render(language, &format!("pages/{template}"), &context)?;
        Ok(Html(html).into_response())
    }

    fn in_language(&self, language: Language) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| name != "lang")
        {
            query.append_pair(&name, &value);
        }
        query.append_pair("lang", language.slug());
        // Without the path: one that begins with two slashes would lead to another host.
        format!("?{}", query.finish())
    }
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Error> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| anyhow::anyhow!("a page outside the visit layer").into())
    }
}

/// The pages on which a steward can act for somebody: what the person knows, and how they take part. What they
/// allowed, who read their details, their copy and the end stay theirs alone.
fn may_be_helped(path: &str) -> bool {
    let open = [
        "you", "start", "name", "place", "ways", "often", "phone", "matters", "check", "letters", "paper",
    ];
    let lists = ["/you/badges", "/you/contributions"];
    let page = path.strip_prefix("/you/").unwrap_or("you");
    (path.starts_with("/you") && open.contains(&page)) || lists.iter().any(|list| path.starts_with(list))
}

/// Defines an extractor for a page that only one role may see.
macro_rules! only {
    ($(#[$meta:meta])* $name:ident, $role:expr) => {
        $(#[$meta])*
        pub struct $name {
            /// The request.
            pub visit: Visit,
            /// Who is signed in.
            pub id: AccountId,
        }

        impl FromRequestParts<Site> for $name {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
                let visit = Visit::from_request_parts(parts, site).await?;
                match visit.signed_in() {
                    Some(session) if session.role == $role => {
                        let id = session.account_id;
                        let bilingual = $role == Role::Citizen;
                        let visit = if bilingual { visit } else { visit.in_english() };
                        Ok(Self { visit, id })
                    }
                    // A steward who acts for somebody sees what is needed for it, in that person's place.
                    Some(session) if $role == Role::Citizen && may_be_helped(&visit.path) => {
                        let id = session.acting_for.ok_or(Error::NotFound)?;
                        Ok(Self { visit, id })
                    }
                    // A page of another role looks like one that is not there.
                    Some(_) => Err(Error::NotFound),
                    None if parts.method == Method::GET => Err(Error::SignIn(visit.path)),
                    // What was typed is kept by the layer; a button alone is pressed anew.
                    None => Err(Error::SignIn("/".to_owned())),
                }
            }
        }
    };
}
only!(
    /// A signed-in citizen.
    Citizen,
    Role::Citizen
);
only!(
    /// A signed-in officer, second factor given.
    Officer,
    Role::Officer
);
only!(
    /// A signed-in steward, second factor given.
    Steward,
    Role::Steward
);

/// What is tried, for whom it counts, and how often it may be tried.
pub type Tried<'a> = (&'a str, String, attempts::Limit);

/// The cookie by which the answer lets us know this browser again.
#[derive(Clone)]
pub(super) struct NewDevice(pub Token);

/// A cookie the answer sets instead of the one that came.
#[derive(Clone)]
pub(super) struct NewCookie(pub String);

fn form_token(cookie: &Token) -> String {
    let mut hash = Sha256::new();
    hash.update(b"form token\0");
    hash.update(cookie.reveal());
    crate::account::encode(&hash.finalize())
}

/// Back to a page of ours, with a notice: the answer to a form that did its work.
#[must_use]
pub fn done(path: &str, notice: &str) -> Response {
    let separator = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{separator}notice={notice}")).into_response()
}

/// A path of ours that a form or address named as the next page; `/` for anything else.
#[must_use]
pub fn local_path(next: &str) -> &str {
    let fits = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '@'])
        && next.chars().all(|character| character.is_ascii_graphic());
    if fits { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_always_ours() {
        assert_eq!(local_path("/you/badges?a=b"), "/you/badges?a=b");
        for wrong in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
            "/a@b",
            "javascript:x",
        ] {
            assert_eq!(local_path(wrong), "/", "{wrong:?}");
        }
    }
}
