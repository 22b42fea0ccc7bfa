//! Passwords: argon2id off the async workers, never more at once than there are cores.

use std::{sync::LazyLock, time::Duration};

use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::turn::{TooBusy, Turns};

/// Two at a time: each takes 19 MiB, and unbounded hashing is the cheapest way to bring a service down.
static TURNS: Turns = Turns::new(2, Duration::from_secs(10));

/// Nobody's password: verified against when there is no account, so that both answers take as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// The longest password we take, in bytes.
pub const LONGEST: usize = 1024;

/// The PHC string of a password: argon2id, 19 MiB, two passes (OWASP Password Storage).
///
/// # Errors
/// When no turn comes within ten seconds.
pub async fn hash(password: String) -> Result<String, TooBusy> {
    TURNS.run(|| hash_now(&password)).await?.ok_or(TooBusy)
}

/// Whether `password` is the one behind `stored`; takes as long when there is nothing stored.
///
/// # Errors
/// When no turn comes within ten seconds.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool, TooBusy> {
    let verify = || {
        let known = stored.is_some();
        let stored = stored.as_ref().unwrap_or(&NOBODY);
        let fits = Argon2::default()
            .verify_password(password.as_bytes(), stored.as_str())
            .is_ok();
        fits && known
    };
    TURNS.run(verify).await
}

/// Why a password is too easy to guess, as the ending of a locale key; `None` when it is good.
/// `words` are things an attacker would try first: the person's name, their address, our name.
#[must_use]
pub fn weakness(password: &str, words: &[&str]) -> Option<&'static str> {
    let length = password.chars().count();
    if length < 8 {
        return Some("too-short");
    }
    if password.len() > LONGEST {
        return Some("too-long");
    }
    let beginning: String = password.chars().take(72).collect();
    let strength = zxcvbn::zxcvbn(&beginning, words);
    (strength.score() < zxcvbn::Score::Three).then_some("too-easy")
}

fn hash_now(password: &str) -> Option<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .ok()
        .map(|hash| hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let stored = hash("three random words".into()).await.expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(
            verify("three random words".into(), Some(stored.clone()))
                .await
                .expect("a turn")
        );
        assert!(
            !verify("three random word".into(), Some(stored))
                .await
                .expect("a turn")
        );
        assert!(
            !verify("nobody has this password".into(), None)
                .await
                .expect("a turn")
        );
    }

    #[test]
    fn easy_passwords_are_refused_whatever_signs_they_hold() {
        assert_eq!(weakness("Pa$$w0rd1", &[]), Some("too-easy"));
        assert_eq!(weakness("short", &[]), Some("too-short"));
        assert_eq!(weakness("sian.evans", &["sian.evans"]), Some("too-easy"));
        assert_eq!(weakness("teapot gravel lantern", &[]), None);
    }
}
