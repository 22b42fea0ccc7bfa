//! Erasure: everything about a person goes at once, and a restored backup can be made to forget them again.

pub mod records;

use sha2::{Digest, Sha256};

use super::CitizenId;

/// What is kept of an erased person: a hash that only this installation can make, of an id that means nothing
/// elsewhere. It can be compared with the ids in a restored backup, and tells nothing else.
#[must_use]
pub fn trace(secret: &[u8; 32], id: CitizenId) -> [u8; 32] {
    // The hash of a keyed hash: SHA-256 alone could be continued by somebody who saw one.
    let mut inner = Sha256::new();
    inner.update(secret);
    inner.update(b"erased person\0");
    inner.update(id.0.as_bytes());
    let mut outer = Sha256::new();
    outer.update(secret);
    outer.update(inner.finalize());
    outer.finalize().into()
}
