//! The second factor of officers and stewards: codes from an authenticator app (RFC 6238).

use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};

use super::Token;
use crate::moment::Moment;

/// The secret offered to a session that has none yet. It follows from the session, so that showing the page
/// again shows the same secret and stores nothing.
#[must_use]
pub fn offered(installation: &[u8; 32], session: &Token) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"code secret\0");
    hash.update(installation);
    hash.update(session.hash());
    hash.finalize()[..20].to_vec()
}

/// The step that `code` belongs to at `now`, one step of 30 seconds early or late; `None` when it is wrong.
#[must_use]
pub fn step(secret: &[u8], code: &str, now: Moment) -> Option<i64> {
    let digits: String = code
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let step = totp(secret, "")?.check(&digits, u64::try_from(now.0).ok()?)?;
    i64::try_from(step).ok()
}

/// The code at `now`, as an authenticator app shows it: for the demo.
#[must_use]
pub fn at(secret: &[u8], now: Moment) -> Option<String> {
    Some(totp(secret, "")?.generate(u64::try_from(now.0).ok()?).to_string())
}

/// The secret as people type it: groups of four letters and digits.
#[must_use]
pub fn in_groups(secret: &[u8]) -> Option<String> {
    let letters: Vec<char> = totp(secret, "")?.secret().to_base32().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Some(groups.join(" "))
}

/// The `otpauth:` address that opens an authenticator app on the same device.
#[must_use]
pub fn link(secret: &[u8], email: &str) -> Option<String> {
    totp(secret, email)?.to_url().ok()
}

fn totp(secret: &[u8], email: &str) -> Option<Totp> {
    let builder = Builder::new().with_secret(secret.to_vec());
    builder
        .with_issuer(Some("Alongside"))
        .with_account_name(email)
        .build()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn a_code_fits_its_own_step_and_the_ones_beside_it() {
        // RFC 6238, appendix B, the last six digits at 59 seconds.
        assert_eq!(at(SECRET, Moment(59)).as_deref(), Some("287082"));
        for (now, expected) in [(59, Some(1)), (0, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(step(SECRET, " 287 082", Moment(now)), expected, "at {now}");
        }
        assert_eq!(step(SECRET, "287083", Moment(59)), None);
        assert_eq!(step(SECRET, "", Moment(59)), None);
    }

    #[test]
    fn the_offered_secret_belongs_to_the_session() {
        let session = Token::random();
        assert_eq!(offered(&[1; 32], &session), offered(&[1; 32], &session));
        assert_ne!(offered(&[1; 32], &session), offered(&[1; 32], &Token::random()));
        assert_ne!(offered(&[1; 32], &session), offered(&[2; 32], &session));
    }

    #[test]
    fn the_secret_can_be_typed_and_opened() {
        assert_eq!(
            in_groups(SECRET).as_deref(),
            Some("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        );
        let link = link(SECRET, "jo@example.org").expect("a link");
        assert!(
            link.starts_with("otpauth://totp/Alongside:jo%40example.org?secret=GEZDGNBVGY3TQOJQ"),
            "{link}"
        );
    }
}
