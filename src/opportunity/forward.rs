//! People who put themselves forward for an opportunity, before or without an invitation.

pub mod records;
