//! What stewards do for one person whom they have found.

mod email;

use axum::Router;

use crate::web::Site;

/// The addresses of this part.
pub fn router() -> Router<Site> {
    Router::new().merge(email::router())
}
