//! The end of an account of staff: nobody can sign in with it, and its address can be used again. The row stays,
//! because what was done with it does.

pub mod records;
