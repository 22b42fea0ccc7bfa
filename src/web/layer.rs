//! What runs around every page: it finds the session, checks the token of every posted form before a handler
//! sees it, puts the error page into a failed response, and sets the security headers.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Instant,
};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::json;
use subtle::ConstantTimeEq;

use super::{
    Error, Site, Visit, address,
    error::{Failure, SignInFirst},
    form::Posted,
    kept::{self, Kept},
    visit::{NewCookie, NewDevice},
};
use crate::{
    account::{Token, sessions},
    frontend::Language,
    waiting,
};

/// The largest form, in bytes.
pub const LARGEST_FORM: usize = 256 * 1024;

/// Runs around every page; see the module.
pub async fn around(State(site): State<Site>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (mut parts, body) = request.into_parts();
    let method = parts.method.clone();
    // The route, never the address: that may hold a token.
    let route = parts.extensions.get::<MatchedPath>().cloned();
    let (visit, arrived) = arrive(&site, &parts).await;
    let fresh = cookie(&parts.headers, cookie_name(&site)).is_none();
    let head = parts.method == Method::HEAD;
    let posted = read_form(&parts, body).await;
    let typed = match &posted {
        Ok(Some(Posted(fields))) if !fresh && is_from_us(&parts) => Kept::of(&visit.path, fields),
        _ => None,
    };
    let checked = match (arrived, posted) {
        (Ok(()), Ok(posted)) => check_form(&visit, &parts, posted).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let mut response = match checked {
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
        response = error_page(&visit, response.status(), failure, typed.as_ref());
    } else if let (Some(typed), Some(SignInFirst)) = (&typed, response.extensions().get()) {
        response = after_signing_in(&visit, typed).await;
    }
    let new = response.extensions_mut().remove::<NewCookie>();
    let value = new
        .map(|NewCookie(value)| value)
        .or_else(|| fresh.then(|| format!("v{}", visit.cookie.reveal())));
    if let Some(value) = value.filter(|_| !head) {
        set_cookie(&site, &mut response, cookie_name(&site), &value, "; HttpOnly");
    }
    if let Some(NewDevice(device)) = response.extensions_mut().remove::<NewDevice>() {
        let name = device_cookie(&site);
        set_cookie(
            &site,
            &mut response,
            name,
            device.reveal(),
            "; HttpOnly; Max-Age=31536000",
        );
    }
    if visit
        .parameter("lang")
        .is_some_and(|slug| Language::parse(&slug).is_some())
    {
        set_cookie(
            &site,
            &mut response,
            "language",
            visit.language.slug(),
            "; Max-Age=31536000",
        );
    }
    if !is_public(&visit.path) {
        let noindex = HeaderValue::from_static("noindex");
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-robots-tag"), noindex);
    }
    let route = route.as_ref().map_or("", MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), began.elapsed().as_millis());
    tracing::info!(%method, route, status, milliseconds = took, "answered");
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

/// Who visits. Where the session cannot be looked up, a visitor who is not signed in, and why.
async fn arrive(site: &Site, parts: &Parts) -> (Visit, super::Result<()>) {
    let headers = &parts.headers;
    let (path, query) = (
        parts.uri.path().to_owned(),
        parts.uri.query().unwrap_or_default().to_owned(),
    );
    let sent = cookie(headers, cookie_name(site)).unwrap_or_default();
    let (kind, token) = sent.split_at_checked(1).unwrap_or_default();
    let token = Token::parse(token);
    let found = match &token {
        Some(token) if kind == "s" => sessions::find(&site.database, token, site.now()).await,
        _ => Ok(None),
    };
    let (session, arrived) = match found {
        Ok(session) => (session, Ok(())),
        Err(error) => (None, Err(error.into())),
    };
    let mut visit = Visit {
        site: site.clone(),
        language: Language::English,
        session,
        address: address::of_visitor(&site.config.server, peer(parts), headers),
        device: cookie(headers, device_cookie(site)).and_then(Token::parse),
        cookie: token.unwrap_or_else(Token::random),
        path,
        query,
        notice: None,
        waits: 0,
    };
    if let Some(session) = visit.signed_in() {
        let (id, role) = (session.account_id, session.role);
        match waiting::count(&site.database, id, role, site.now()).await {
            Ok(waits) => visit.waits = waits,
            Err(error) => tracing::warn!("the count in the menu cannot be read: {error}"),
        }
    }
    visit.language = visit
        .parameter("lang")
        .and_then(|slug| Language::parse(&slug))
        .or_else(|| chosen_language(headers))
        .unwrap_or(Language::English);
    visit.notice = visit
        .parameter("notice")
        .map(|name| format!("notice-{name}"))
        .filter(|key| visit.site.frontend.has(Language::English, key));
    (visit, arrived)
}

/// The fields of a posted form.
async fn read_form(parts: &Parts, body: Body) -> super::Result<Option<Posted>> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(None);
    }
    let bytes = to_bytes(body, LARGEST_FORM).await.map_err(|_| Error::TooLarge)?;
    Ok(Some(Posted(
        form_urlencoded::parse(&bytes).into_owned().collect(),
    )))
}

/// Whether a page of ours sent the form, as far as the browser says. What another site sent is never shown again with
/// a button.
fn is_from_us(parts: &Parts) -> bool {
    let from = parts.headers.get("sec-fetch-site");
    from.is_none_or(|site| site == "same-origin" || site == "none")
}

/// Checks the token of a posted form, so that no handler can forget to. Addresses under `/stop/` are the one-click
/// unsubscribe of RFC 8058: mail software posts there, and the address itself is the proof.
async fn check_form(visit: &Visit, parts: &Parts, posted: Option<Posted>) -> super::Result<Option<Posted>> {
    let Some(Posted(fields)) = posted else {
        return Ok(None);
    };
    let value = |wanted: &str| {
        fields
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value)
    };
    let token = value("token").map_or("", String::as_str);
    let fits: bool = token.as_bytes().ct_eq(visit.form_token().as_bytes()).into();
    let cross_site = parts
        .headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none" && site != "same-site");
    if (!fits || cross_site) && !visit.path.starts_with("/stop/") {
        return Err(Error::Token);
    }
    if value(kept::FIELD).is_some() {
        kept::forget(visit).await?;
    }
    Ok(Some(Posted(fields)))
}

/// Keeps what was typed until its account has signed in again. Where nobody knows whose it is, it is shown at once.
async fn after_signing_in(visit: &Visit, typed: &Kept) -> Response {
    let failure = Failure { wait: 0 };
    match typed.keep(visit).await {
        Ok(true) => Error::SignIn(kept::PATH.to_owned()).into_response(),
        Ok(false) => error_page(visit, StatusCode::FORBIDDEN, failure, Some(typed)),
        Err(error) => {
            tracing::error!("what was typed could not be kept: {error:#}");
            error_page(visit, StatusCode::SERVICE_UNAVAILABLE, failure, Some(typed))
        }
    }
}

/// The page of an error; with what was typed, where that was not taken and can be sent once more.
fn error_page(visit: &Visit, status: StatusCode, failure: Failure, typed: Option<&Kept>) -> Response {
    let again = match status.as_u16() {
        403 => Some("403"),
        500 => Some("500"),
        503 => Some("503"),
        _ => None,
    };
    let page = match (typed, again) {
        (Some(typed), Some(why)) => typed.page(visit, why),
        _ => visit.page(
            "error.html",
            json!({"status": status.as_u16(), "wait": failure.wait}),
        ),
    };
    match page {
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

/// The error page as it is for somebody of whom nothing is known, not even the path.
pub fn error_without_visit(
    site: &Site,
    language: Language,
    status: StatusCode,
    wait: i64,
) -> anyhow::Result<String> {
    let context = json!({
        "status": status.as_u16(),
        "wait": wait,
        "page": {"path": "", "english": "?lang=en", "welsh": "?lang=cy", "bilingual": true, "demo": site.demo},
        "operator": site.config.operator,
    });
    site.frontend.render(language, "pages/error.html", &context)
}

fn cookie_name(site: &Site) -> &'static str {
    if site.config.secure() {
        "__Host-alongside"
    } else {
        "alongside"
    }
}

fn device_cookie(site: &Site) -> &'static str {
    if site.config.secure() {
        "__Host-device"
    } else {
        "device"
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

/// Sets a cookie; `rules` says how long it lasts, and whether scripts may read it.
fn set_cookie(site: &Site, response: &mut Response, name: &str, value: &str, rules: &str) {
    let secure = if site.config.secure() { "; Secure" } else { "" };
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}; Path=/; SameSite=Lax{rules}{secure}"))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The language that this browser has chosen.
#[must_use]
pub fn chosen_language(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, "language").and_then(Language::parse)
}

/// The other end of the connection.
fn peer(parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip())
}

/// Sets the security headers.
pub fn secure(site: &Site, mut response: Response) -> Response {
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
