//! Consent: given and withdrawn per purpose, each time with its date and the wording that was shown.

pub mod records;
