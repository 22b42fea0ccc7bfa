//! A believable county to try everything with: 500 citizens, 12 hosts, 44 opportunities, with invitations
//! released and answered on the same path as real ones. Everything in `data/demo.toml` and
//! `data/population-example.csv` is invented.

pub mod county;
mod equality;
pub mod fill;
mod hosts;
pub mod pages;
mod people;
pub mod showcase;
mod story;
