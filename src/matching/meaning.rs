//! What texts mean: sentence vectors that lie near each other when two texts say the same in other words.
//!
//! The vectors come from an optional pack (`make meaning`); without it everything works by words alone.

mod keeper;
mod model;
mod records;
mod sense;
pub mod texts;
mod tokeniser;
mod uses;
mod vectors;

use sha2::{Digest, Sha256};

pub use keeper::{Meaning, Status, forget};
pub use model::{Model, NAME};
pub use sense::Sense;
pub use vectors::{Vector, Vectors};

/// How many numbers a sentence vector has.
pub const DIMENSIONS: usize = 384;

/// Names a text: the first 8 bytes of the SHA-256 of the trimmed text, big-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextKey(pub u64);

/// The key of a text.
#[must_use]
pub fn key_of(text: &str) -> TextKey {
    let digest = Sha256::digest(text.trim().as_bytes());
    let first = digest.iter().take(8);
    TextKey(first.fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
