//! Passwords: argon2id off the async workers, never more at once than there are cores.

use std::{sync::LazyLock, time::Duration};

use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use unicode_normalization::UnicodeNormalization;

use crate::turn::{TooBusy, Turns};

/// Two at a time: each takes 19 MiB, and unbounded hashing is the cheapest way to bring a service down.
static TURNS: Turns = Turns::new(2, Duration::from_secs(10));

/// Nobody's password: verified against when there is no account, so that both answers take as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// The longest password we take, in bytes.
pub const LONGEST: usize = 1024;

/// What a password is to a stored one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Another.
    Wrong,
    /// The same.
    Right,
    /// The same, stored before passwords were brought into one form: it is to be stored anew.
    OldForm,
}

impl Verdict {
    /// Whether it is the same.
    #[must_use]
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// The PHC string of a password: argon2id, 19 MiB, two passes (OWASP Password Storage).
///
/// # Errors
/// When no turn comes within ten seconds.
pub async fn hash(password: String) -> Result<String, TooBusy> {
    TURNS.run(|| hash_now(&prepared(&password))).await?.ok_or(TooBusy)
}

/// Whether `password` is the one behind `stored`; takes as long when there is nothing stored.
///
/// # Errors
/// When no turn comes within ten seconds.
pub async fn verify(password: String, stored: Option<String>) -> Result<Verdict, TooBusy> {
    let verify = || {
        let known = stored.is_some();
        let stored = stored.as_ref().unwrap_or(&NOBODY);
        let fits = |form: &String| {
            let verified = Argon2::default().verify_password(form.as_bytes(), stored.as_str());
            verified.is_ok() && known
        };
        match forms(&password).iter().position(fits) {
            None => Verdict::Wrong,
            Some(0) => Verdict::Right,
            Some(_) => Verdict::OldForm,
        }
    };
    TURNS.run(verify).await
}

/// The one form of a password (RFC 8265, `OpaqueString`): every blank a space, and composed. What looks the same on a
/// Mac, a telephone and a computer in a library is the same then.
fn prepared(password: &str) -> String {
    let space = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    password.chars().map(space).nfc().collect()
}

/// The forms in which a password may be stored: the one of today first, then those in which a browser may have sent it
/// before there was one.
fn forms(password: &str) -> Vec<String> {
    let prepared = prepared(password);
    let mut forms = vec![prepared.clone()];
    for old in [
        password.to_owned(),
        password.nfc().collect(),
        prepared.nfd().collect(),
    ] {
        if !forms.contains(&old) {
            forms.push(old);
        }
    }
    forms
}

/// Why a password is too easy to guess, as the ending of a locale key; `None` when it is good.
/// `words` are things an attacker would try first: the person's name, their address, our name.
#[must_use]
pub fn weakness(password: &str, words: &[&str]) -> Option<&'static str> {
    let password = prepared(password);
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
        for (typed, stored, expected) in [
            ("three random words", Some(stored.clone()), Verdict::Right),
            ("three random word", Some(stored), Verdict::Wrong),
            ("nobody has this password", None, Verdict::Wrong),
            ("nobody h\u{e2}s this password", None, Verdict::Wrong),
        ] {
            let verdict = verify(typed.to_owned(), stored).await.expect("a turn");
            assert_eq!(verdict, expected, "{typed:?}");
        }
    }

    #[tokio::test]
    async fn a_password_is_the_same_in_every_form_that_looks_the_same() {
        let (composed, decomposed) = ("t\u{177} lantern gravel", "ty\u{302} lantern\u{a0}gravel");
        let today = hash(decomposed.into()).await.expect("hashed");
        let before = |typed: &str| hash_now(typed).expect("hashed");
        for (typed, stored, expected) in [
            (composed, today.clone(), Verdict::Right),
            (decomposed, today, Verdict::Right),
            (composed, before(composed), Verdict::Right),
            (decomposed, before(composed), Verdict::Right),
            (decomposed, before(decomposed), Verdict::OldForm),
            (composed, before("ty\u{302} lantern gravel"), Verdict::OldForm),
            ("ty lantern gravel", before(composed), Verdict::Wrong),
        ] {
            let verdict = verify(typed.to_owned(), Some(stored)).await.expect("a turn");
            assert_eq!(verdict, expected, "{typed:?}");
        }
    }

    #[test]
    fn easy_passwords_are_refused_whatever_signs_they_hold() {
        assert_eq!(weakness("Pa$$w0rd1", &[]), Some("too-easy"));
        assert_eq!(weakness("short", &[]), Some("too-short"));
        assert_eq!(weakness("sian.evans", &["sian.evans"]), Some("too-easy"));
        assert_eq!(weakness("teapot gravel lantern", &[]), None);
    }
}
