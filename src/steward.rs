//! The people who run an installation: what needs them today, and what they decide.

pub mod pages;
pub mod records;
