//! What every page needs: who visits, in which language, with which form token, and how it fails.

pub mod address;
pub mod error;
pub mod form;
pub mod kept;
pub mod layer;
pub mod visit;

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use anyhow::Context;
use qrcode::{EcLevel, QrCode, render::svg};

use crate::frontend::Frontend;
pub use crate::site::Site;
pub use error::Error;
pub use form::Form;
pub use visit::{Citizen, Officer, Steward, Visit};

/// What a handler returns.
pub type Result<T = Response> = std::result::Result<T, Error>;

/// Serves a file of the build step; a browser asks again only when the page is new.
pub async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = Frontend::asset(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{}\"", asset.tag);
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, asset.media_type.to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
    ];
    (headers, asset.bytes).into_response()
}

/// A text as a drawing for a phone's camera; a quarter of it may be torn or dirty.
///
/// # Errors
/// When the text is longer than such a drawing holds, about 1,600 letters.
pub fn qr_code(text: &str) -> anyhow::Result<String> {
    let code =
        QrCode::with_error_correction_level(text, EcLevel::Q).context("the text is too long for a code")?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // Only the drawing: what comes before it is for a file of its own.
    let start = drawn.find("<svg").unwrap_or(0);
    Ok(drawn[start..].replacen("<svg", "<svg aria-hidden=\"true\" focusable=\"false\"", 1))
}
