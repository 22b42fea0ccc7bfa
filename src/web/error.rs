//! How a request fails. What went wrong reaches the log; people read a calm page.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{database, turn::TooBusy};

/// When to ask again what was too busy to answer, seconds.
const BUSY: i64 = 5;

/// Why a request has no page to show.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404: not there, or not for this visitor; nobody can tell which.
    #[error("not found")]
    NotFound,
    /// 403: the form's token is missing or not this visitor's.
    #[error("the form's token does not fit")]
    Token,
    /// 303 to the sign-in page, and back to this path afterwards.
    #[error("sign in first")]
    SignIn(String),
    /// 303: another page of ours comes first.
    #[error("go to {0} first")]
    Elsewhere(&'static str),
    /// 429: too many tries; seconds until the next.
    #[error("too many tries, wait {0} s")]
    Wait(i64),
    /// 413: more than a form can hold.
    #[error("too large")]
    TooLarge,
    /// 503: too busy just now; asking again soon helps.
    #[error("too busy")]
    Busy,
    /// 500: our fault; the chain is logged, never shown.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<TooBusy> for Error {
    fn from(_: TooBusy) -> Self {
        Self::Busy
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Internal(error.into())
    }
}

/// Left in a response that leads to the sign-in page, for the layer that knows what was typed.
#[derive(Clone, Copy, Debug)]
pub struct SignInFirst;

/// Left in a response for the layer that knows the visitor's language: it puts the page in.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// Seconds to wait before the next try; 0 when that does not matter.
    pub wait: i64,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, wait) = match self {
            Self::SignIn(next) => {
                let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
                let mut response = Redirect::to(&format!("/sign-in?next={next}")).into_response();
                response.extensions_mut().insert(SignInFirst);
                return response;
            }
            Self::Elsewhere(path) => return Redirect::to(path).into_response(),
            Self::NotFound => (StatusCode::NOT_FOUND, 0),
            Self::Token => (StatusCode::FORBIDDEN, 0),
            Self::Wait(seconds) => (StatusCode::TOO_MANY_REQUESTS, seconds),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, 0),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, BUSY),
            Self::Internal(error) if error.is::<TooBusy>() => (StatusCode::SERVICE_UNAVAILABLE, BUSY),
            Self::Internal(error) => {
                tracing::error!("a request failed: {error:#}");
                match database::Failure::in_chain(&error) {
                    // Nothing that was asked for is to blame.
                    Some(_) => (StatusCode::SERVICE_UNAVAILABLE, BUSY),
                    None => (StatusCode::INTERNAL_SERVER_ERROR, 0),
                }
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Failure { wait });
        response
    }
}
