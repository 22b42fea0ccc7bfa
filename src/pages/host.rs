//! What officers of an organisation do beside their opportunities.

pub mod colleagues;

use axum::Router;

use crate::web::Site;

/// The addresses of this audience.
pub fn router() -> Router<Site> {
    Router::new().merge(colleagues::router())
}
