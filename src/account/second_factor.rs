//! What helps when the phone with the second factor is gone: codes on paper, and setting it up anew.

pub mod records;

use sha2::{Digest, Sha256};

use super::{AccountId, short_code::Code};
use crate::moment::DAY;

/// Recovery codes that are made at once.
pub const CODES: u8 = 10;
/// How long the link works with which an officer sets up the second factor anew, seconds.
pub const RENEWAL_SECONDS: i64 = 3 * DAY;

/// How long after a new password by email the second factor cannot be set up anew by email too, seconds: whoever reads
/// the mailbox would have both, and the officer needs time to see that the old password does not work any more.
pub const REST_SECONDS: i64 = 7 * DAY;

/// The recovery codes that one pressed button makes: the same form sent twice makes the same codes.
#[must_use]
pub fn codes(installation: &[u8; 32], account: AccountId, form: &str) -> Vec<Code> {
    (0..CODES)
        .map(|number| {
            let mut hash = Sha256::new();
            hash.update(b"recovery codes\0");
            hash.update(installation);
            hash.update(account.0.as_bytes());
            hash.update([number]);
            hash.update(form);
            // The digest of a digest: SHA-256 alone could be continued by somebody who saw a code.
            let digest = Sha256::digest(hash.finalize());
            Code::of(std::array::from_fn(|index| digest[index]))
        })
        .collect()
}

/// What the database stores of a recovery code.
#[must_use]
pub fn stored(code: &Code, installation: &[u8; 32]) -> Vec<u8> {
    code.hash_as("recovery code", installation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_belong_to_the_account_and_the_form() {
        let (one, other) = (
            AccountId(uuid::Uuid::from_u128(1)),
            AccountId(uuid::Uuid::from_u128(2)),
        );
        let codes_of = |account, form| -> Vec<String> {
            codes(&[1; 32], account, form).iter().map(Code::printed).collect()
        };
        let mut all = codes_of(one, "a");
        assert_eq!(codes_of(one, "a"), all);
        all.extend(codes_of(one, "b"));
        all.extend(codes_of(other, "a"));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 30, "every code is another");
    }
}
