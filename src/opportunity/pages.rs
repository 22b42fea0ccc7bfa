//! The pages of opportunities: for everybody, for citizens, for hosts.

pub mod shown;
