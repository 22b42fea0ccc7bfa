//! The one address that GOV.UK Notify posts to: whether a letter arrived. Not a page: no session, no form token, no
//! language; a secret of its own proves who speaks.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    routing::post,
};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::notify::receipts::{self, Receipt};
use crate::web::Site;

/// A receipt has some hundred bytes.
const LARGEST: usize = 16 * 1024;

/// The addresses of this module.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/notify/receipt", post(receive))
        .layer(DefaultBodyLimit::max(LARGEST))
}

/// Takes a receipt. Anything but a success makes Notify send it again, five times in all.
async fn receive(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if !is_notify(&site, &headers) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(receipt) = serde_json::from_slice::<Receipt>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    match receipts::take(&site, &receipt).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!("a receipt of GOV.UK Notify waits: {error:#}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Whether the request carries the token that only Notify knows. Hashes are compared, so that the time tells neither
/// the token nor its length.
fn is_notify(site: &Site, headers: &HeaderMap) -> bool {
    let Some(known) = &site.config.mail.notify.callback_token else {
        return false;
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    given.is_some_and(|given| {
        let (given, known) = (
            Sha256::digest(given.as_bytes()),
            Sha256::digest(known.expose_secret().as_bytes()),
        );
        given.ct_eq(&known).into()
    })
}
