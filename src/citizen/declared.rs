//! What somebody declares: badges and contributions.

pub mod records;
