//! What people need to take part, from the closed list of access: asked for with a yes, and with a place what the
//! host has to arrange.

pub mod records;

use serde::Serialize;

/// One thing to arrange, for everybody with a place together: it names nobody.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct ToArrange {
    /// The slug of the access list.
    pub need: String,
    /// For how many people with a place.
    pub people: i64,
    /// For how many of them it is arranged.
    pub arranged: i64,
}
