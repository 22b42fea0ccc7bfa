//! One request: who visits, in which language, with which form token.
//!
//! [`layer`] runs around every page. It finds the session, checks the token of every posted form before a
//! handler sees it, puts the error page into a failed response, and sets the security headers.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use fluent_bundle::FluentValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    Error, Site,
    error::Failure,
    form::{Form, Posted},
};
use crate::{
    account::{AccountId, Role, Token, attempts, sessions, sessions::Session},
    frontend::Language,
};

/// The largest form, in bytes.
const LARGEST_FORM: usize = 256 * 1024;

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
    query: String,
    cookie: Token,
    notice: Option<String>,
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
        response
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

    /// The token of this browser's session, to end it.
    #[must_use]
    pub fn session_token(&self) -> &Token {
        &self.cookie
    }

    /// Counts a try of something limited, for the account (or mailbox) `subject` and for the visitor's address.
    ///
    /// # Errors
    /// [`Error::Wait`] when the try must not be carried out yet.
    pub async fn limit(&self, what: &str, subject: &str, limit: attempts::Limit) -> super::Result<()> {
        let Site { database, secret, .. } = &self.site;
        let now = self.site.now();
        let network = network(self.address);
        let by_address = attempts::count(database, secret, attempts::ADDRESS, what, &network, now).await?;
        let by_subject = if by_address == 0 && !subject.is_empty() {
            attempts::count(database, secret, limit, what, subject, now).await?
        } else {
            0
        };
        match by_address.max(by_subject) {
            0 => Ok(()),
            seconds => Err(Error::Wait(seconds)),
        }
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
            .map(|session| json!({"role": session.role, "called": session.called}));
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
        format!("{}?{}", self.path, query.finish())
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
                    // A page of another role looks like one that is not there.
                    Some(_) => Err(Error::NotFound),
                    None if parts.method == Method::GET => Err(Error::SignIn(visit.path)),
                    None => Err(Error::SignIn(String::new())),
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

/// A cookie the answer sets instead of the one that came.
#[derive(Clone)]
struct NewCookie(String);

/// Runs around every page; see the module.
pub async fn layer(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = match arrive(&site, &parts).await {
        Ok(visit) => visit,
        Err(error) => return secure(&site, error.into_response()),
    };
    let fresh = cookie(&parts.headers, cookie_name(&site)).is_none();
    let head = parts.method == Method::HEAD;
    let mut response = match check_form(&visit, &parts, body).await {
        Ok(posted) => {
            parts.extensions.insert(visit.clone());
            if let Some(posted) = posted {
                parts.extensions.insert(posted);
            }
            next.run(Request::from_parts(parts, Body::empty())).await
        }
        Err(error) => error.into_response(),
    };
    if let Some(failure) = response.extensions().get::<Failure>().copied() {
        response = error_page(&visit, response.status(), failure);
    }
    let new = response.extensions_mut().remove::<NewCookie>();
    let value = new
        .map(|NewCookie(value)| value)
        .or_else(|| fresh.then(|| format!("v{}", visit.cookie.reveal())));
    if let Some(value) = value.filter(|_| !head) {
        set_cookie(&site, &mut response, cookie_name(&site), &value, true);
    }
    if visit
        .parameter("lang")
        .is_some_and(|slug| Language::parse(&slug).is_some())
    {
        set_cookie(&site, &mut response, "language", visit.language.slug(), false);
    }
    if !is_public(&visit.path) {
        let noindex = HeaderValue::from_static("noindex");
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-robots-tag"), noindex);
    }
    secure(&site, response)
}

/// Whether search engines may list the page.
fn is_public(path: &str) -> bool {
    let open = [
        "/",
        "/opportunities",
        "/accessibility",
        "/privacy",
        "/safe",
        "/who-sees-what",
    ];
    open.contains(&path) || path.starts_with("/opportunities/")
}

async fn arrive(site: &Site, parts: &Parts) -> super::Result<Visit> {
    let headers = &parts.headers;
    let (path, query) = (
        parts.uri.path().to_owned(),
        parts.uri.query().unwrap_or_default().to_owned(),
    );
    let sent = cookie(headers, cookie_name(site)).unwrap_or_default();
    let (kind, token) = sent.split_at_checked(1).unwrap_or_default();
    let token = Token::parse(token);
    let session = match &token {
        Some(token) if kind == "s" => sessions::find(&site.database, token, site.now()).await?,
        _ => None,
    };
    let mut visit = Visit {
        site: site.clone(),
        language: Language::English,
        session,
        address: address(site, parts),
        cookie: token.unwrap_or_else(Token::random),
        path,
        query,
        notice: None,
    };
    visit.language = visit
        .parameter("lang")
        .or_else(|| cookie(headers, "language").map(str::to_owned))
        .and_then(|slug| Language::parse(&slug))
        .unwrap_or(Language::English);
    visit.notice = visit
        .parameter("notice")
        .map(|name| format!("notice-{name}"))
        .filter(|key| visit.site.frontend.has(Language::English, key));
    Ok(visit)
}

/// Reads a posted form and checks its token, so that no handler can forget to. Addresses under `/stop/` are
/// the one-click unsubscribe of RFC 8058: mail software posts there, and the address itself is the proof.
async fn check_form(visit: &Visit, parts: &Parts, body: Body) -> super::Result<Option<Posted>> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(None);
    }
    let bytes = to_bytes(body, LARGEST_FORM).await.map_err(|_| Error::TooLarge)?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    let token = fields
        .iter()
        .find(|(name, _)| name == "token")
        .map_or("", |(_, value)| value);
    let fits: bool = token.as_bytes().ct_eq(visit.form_token().as_bytes()).into();
    let cross_site = parts
        .headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none" && site != "same-site");
    if (!fits || cross_site) && !visit.path.starts_with("/stop/") {
        return Err(Error::Token);
    }
    Ok(Some(Posted(fields)))
}

fn error_page(visit: &Visit, status: StatusCode, failure: Failure) -> Response {
    let context = json!({"status": status.as_u16(), "wait": failure.wait});
    match visit.page("error.html", context) {
        Ok(mut response) => {
            *response.status_mut() = status;
            if failure.wait > 0 {
                response.headers_mut().insert(
                    header::RETRY_AFTER,
                    HeaderValue::from(failure.wait.unsigned_abs()),
                );
            }
            response
        }
        Err(error) => {
            tracing::error!("the error page failed: {error}");
            status.into_response()
        }
    }
}

fn form_token(cookie: &Token) -> String {
    let mut hash = Sha256::new();
    hash.update(b"form token\0");
    hash.update(cookie.reveal());
    crate::account::encode(&hash.finalize())
}

fn cookie_name(site: &Site) -> &'static str {
    if site.config.secure() {
        "__Host-alongside"
    } else {
        "alongside"
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn set_cookie(site: &Site, response: &mut Response, name: &str, value: &str, session: bool) {
    let secure = if site.config.secure() { "; Secure" } else { "" };
    let age = if session {
        "; HttpOnly"
    } else {
        "; Max-Age=31536000"
    };
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}; Path=/; SameSite=Lax{age}{secure}")) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The visitor's address: the nearest one in `X-Forwarded-For` that is not a trusted proxy, if a trusted
/// proxy speaks; the other end of the connection otherwise.
fn address(site: &Site, parts: &Parts) -> IpAddr {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| {
            address.ip()
        });
    let trusted = &site.config.server.trusted_proxies;
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> = forwarded
        .flat_map(|value| value.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    hops.into_iter()
        .rev()
        .find(|hop| !trusted.contains(hop))
        .unwrap_or(peer)
}

/// The network an address belongs to (/24, /64): one household or library, not one device.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

fn secure(site: &Site, mut response: Response) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
        connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
        require-trusted-types-for 'script'";
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if site.config.secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
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
