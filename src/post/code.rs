//! What the short codes on letters stand for.

pub mod records;
