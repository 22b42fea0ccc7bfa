//! One number from a seed, so that anybody who has the list of groups and the seed finds the same group.
//!
//! The procedure, in words ([`PROCEDURE`] is the same for people who read the report):
//!
//! 1. SHA-256 of the seed's text (UTF-8, exactly as given) is the key of `ChaCha20` (20 rounds, nonce 0, counter
//!    from 0), whose stream is read as 64-bit numbers, the lowest byte first.
//! 2. Of a list of n groups, numbered from 0, the group is: the next number of the stream modulo n, where numbers
//!    at or above the greatest multiple of n that is at most 2⁶⁴ are skipped, so that every group is exactly as
//!    likely as any other.

use std::fmt::Write;

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use sha2::{Digest, Sha256};

/// How a seed becomes a number, in words; part of every report.
pub const PROCEDURE: &str = "SHA-256 of the seed's text (UTF-8, exactly as given) is the key of the stream cipher \
ChaCha20 (20 rounds, nonce 0, counter from 0). Its stream is read as 64-bit numbers, the lowest byte first. \
Numbers at or above the greatest multiple of the number of groups that is at most 2^64 are skipped; the first that \
is left, modulo the number of groups, is the number of the group that is drawn, counted from 0.";

/// Numbers that follow from a text and nothing else; see the module for how.
pub struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of this text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(ChaCha20Rng::from_seed(digest(text)))
    }

    /// A number below `n`, each as likely as any other; `n` is at least 1.
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        let fair = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let number = self.0.next_u64();
            if number <= fair {
                return usize::try_from(number % n).unwrap_or(0);
            }
        }
    }

    /// Puts these in an order, each as likely as any other: for each place from the first, one of those not placed
    /// yet changes places with the first of them.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in 0..items.len() {
            items.swap(place, place + self.below(items.len() - place));
        }
    }
}

/// SHA-256 of a text.
#[must_use]
pub fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The number of the group that `seed` draws from a list of `groups` groups, counted from 0; `groups` is at least 1.
#[must_use]
pub fn number(seed: &str, groups: usize) -> usize {
    Stream::of(seed).below(groups)
}

/// SHA-256 of these bytes in lower-case hexadecimal digits: what is published before the draw.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").ok();
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_the_one_that_everybody_elses_tools_print() {
        // As `printf abc | sha256sum` prints it.
        assert_eq!(
            hash(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_known_seed_draws_the_group_that_was_published() {
        assert_eq!(
            KNOWN.map(|(seed, groups, _)| number(seed, groups)),
            KNOWN.map(|known| known.2)
        );
    }

    #[test]
    fn an_order_loses_and_doubles_nobody() {
        let mut order: Vec<usize> = (0..50).collect();
        Stream::of("tea at four").shuffle(&mut order);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }

    /// Seed, groups, the group drawn. Computed by a second implementation, `openssl enc -chacha20` with the key that
    /// `sha256sum` gives for the seed, 16 zero bytes as counter and nonce, over zero bytes.
    const KNOWN: [(&str, usize, usize); 3] = [
        ("alongside", 1000, 344),
        ("7-21-33-40", 1000, 944),
        ("", 10_000, 2744),
    ];
}
