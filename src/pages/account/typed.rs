//! What somebody typed when their session had ended, once they have signed in again.

use axum::response::{IntoResponse, Redirect};

use crate::web::{Error, Result, Visit, kept};

/// Shows what is kept; where nothing is, the first page.
pub(super) async fn show(visit: Visit) -> Result {
    if visit.signed_in().is_none() {
        return Err(Error::SignIn(kept::PATH.to_owned()));
    }
    match kept::find(&visit).await? {
        Some(typed) => typed.page(&visit, "signed-in"),
        None => Ok(Redirect::to("/").into_response()),
    }
}
