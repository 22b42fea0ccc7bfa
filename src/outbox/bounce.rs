//! Letters that came back: what that says about a mailbox, and whom we write to no more.

pub mod records;
