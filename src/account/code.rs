//! The second factor of officers and stewards: codes from an authenticator app (RFC 6238).

use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};

use super::Account;
use crate::{moment::Moment, text};

/// How long a code is shown, seconds.
const STEP_SECONDS: i64 = 30;

/// The secret offered to an account that has none yet, for the `round`-th setting up. The next sign-in offers the
/// same until the setting up is finished. A new password brings another: a thief who knew the old one may have
/// seen the secret.
#[must_use]
pub fn offered(installation: &[u8; 32], account: &Account, round: i64) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"code secret\0");
    hash.update(installation);
    hash.update(account.id.0.as_bytes());
    hash.update(round.to_be_bytes());
    hash.update(account.password.as_deref().unwrap_or_default());
    hash.finalize()[..20].to_vec()
}

/// The step that `code` belongs to at `now`, one step of 30 seconds early or late; `None` when it is wrong.
#[must_use]
pub fn step(secret: &[u8], code: &str, now: Moment) -> Option<i64> {
    let typed = text::plain_digits(&text::comparable(code));
    let digits: String = typed
        .chars()
        .filter(|character| !character.is_whitespace() && !"-‐–".contains(*character))
        .collect();
    let step = totp(secret, "")?.check(&digits, u64::try_from(now.0).ok()?)?;
    i64::try_from(step).ok()
}

/// The last step whose code may be given at `now`.
#[must_use]
pub fn last_step(now: Moment) -> i64 {
    now.0.div_euclid(STEP_SECONDS) + 1
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
        for typed in [
            "287-082",
            "\u{202a}287\u{a0}082\u{202c}",
            "２８７\u{2011}０８２\u{200b}",
        ] {
            assert_eq!(step(SECRET, typed, Moment(59)), Some(1), "{typed:?}");
        }
        assert_eq!(step(SECRET, "287083", Moment(59)), None);
        assert_eq!(step(SECRET, "", Moment(59)), None);
    }

    #[test]
    fn the_offered_secret_belongs_to_the_account_its_password_and_the_round() {
        let account = |password: &str| Account {
            id: crate::account::AccountId(uuid::Uuid::from_u128(7)),
            role: crate::account::Role::Officer,
            email: None,
            password: Some(password.to_owned()),
            locale: crate::frontend::Language::English,
            status: crate::account::Status::Active,
            code_secret: None,
            code_step: 0,
        };
        let (old, new) = (account("old"), account("new"));
        assert_eq!(offered(&[1; 32], &old, 0), offered(&[1; 32], &old, 0));
        assert_ne!(offered(&[1; 32], &old, 0), offered(&[1; 32], &old, 1));
        assert_ne!(offered(&[1; 32], &old, 0), offered(&[1; 32], &new, 0));
        assert_ne!(offered(&[1; 32], &old, 0), offered(&[2; 32], &old, 0));
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
