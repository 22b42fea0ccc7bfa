//! Passwords: argon2id off the async workers, never more at once than there are cores.

mod hashers;

use std::{sync::LazyLock, time::Duration};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use hashers::Hashers;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::turn::TooBusy;

/// So many at a time: each takes 19 MiB, and unbounded hashing is the cheapest way to bring a service down.
const AT_ONCE: usize = 2;

static TURNS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// Threads of their own keep their memory; threads that come and go each leave some behind.
static HASHERS: LazyLock<Hashers> =
    LazyLock::new(|| Hashers::start(AT_ONCE, Params::default().block_count()));

/// Nobody's password: verified against when there is no account, so that both answers take as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let mut memory = vec![Block::new(); Params::default().block_count()];
    hash_with("nobody has this password", &mut memory).unwrap_or_default()
});

/// The longest password we take, in bytes.
pub const LONGEST: usize = 1024;

/// What a password is to a stored one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A different password.
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
    in_turn(move |memory| hash_with(&prepared(&password), memory))
        .await?
        .ok_or(TooBusy)
}

/// Whether `password` is the one behind `stored`; takes as long when there is nothing stored.
///
/// # Errors
/// When no turn comes within ten seconds.
pub async fn verify(password: String, stored: Option<String>) -> Result<Verdict, TooBusy> {
    in_turn(move |memory| {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let mut is_stored = |form: &String| fits(form, &stored, memory).unwrap_or(false) && known;
        match forms(&password).iter().position(&mut is_stored) {
            None => Verdict::Wrong,
            Some(0) => Verdict::Right,
            Some(_) => Verdict::OldForm,
        }
    })
    .await
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

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce(&mut [Block]) -> T + Send + 'static,
) -> Result<T, TooBusy> {
    let turn = tokio::time::timeout(Duration::from_secs(10), TURNS.acquire()).await;
    let _turn = turn.map_err(|_| TooBusy)?.map_err(|_| TooBusy)?;
    HASHERS.run(work).await.ok_or(TooBusy)
}

fn hash_with(password: &str, memory: &mut [Block]) -> Option<String> {
    let (params, salt) = (Params::default(), Salt::new(&super::random::<16>()).ok()?);
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    hasher
        .hash_password_into_with_memory(password.as_bytes(), &salt, &mut output, memory)
        .ok()?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).ok()?,
        salt: Some(salt),
        hash: Some(Output::new(&output).ok()?),
    };
    Some(hash.to_string())
}

/// Whether `password` is the one behind the PHC string `stored`; none when that is not one of ours.
fn fits(password: &str, stored: &str, memory: &mut [Block]) -> Option<bool> {
    let stored = PasswordHash::new(stored).ok()?;
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = Version::try_from(stored.version?).ok()?;
    let params = Params::try_from(&stored).ok()?;
    let (salt, expected) = (stored.salt?, stored.hash?);
    let mut output = vec![0; expected.len()];
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password.as_bytes(), &salt, &mut output, memory)
        .ok()?;
    Some(output.as_slice().ct_eq(expected.as_ref()).into())
}

#[cfg(test)]
mod tests {
    use argon2::PasswordHasher;

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
        let mut memory = vec![Block::new(); Params::default().block_count()];
        let mut before = |typed: &str| hash_with(typed, &mut memory).expect("hashed");
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

    #[tokio::test]
    async fn a_password_that_was_stored_before_verifies() {
        let stored = Argon2::default()
            .hash_password_with_salt(b"three random words", b"sixteen bytes...")
            .expect("hashed")
            .to_string();
        for (typed, expected) in [
            ("three random words", Verdict::Right),
            ("three random word", Verdict::Wrong),
        ] {
            let verdict = verify(typed.into(), Some(stored.clone())).await.expect("a turn");
            assert_eq!(verdict, expected, "{typed}");
        }
        let verdict = verify("x".into(), Some("not a hash".into())).await;
        assert_eq!(verdict.expect("a turn"), Verdict::Wrong);
    }

    #[test]
    fn easy_passwords_are_refused_whatever_signs_they_hold() {
        assert_eq!(weakness("Pa$$w0rd1", &[]), Some("too-easy"));
        assert_eq!(weakness("short", &[]), Some("too-short"));
        assert_eq!(weakness("sian.evans", &["sian.evans"]), Some("too-easy"));
        assert_eq!(weakness("teapot gravel lantern", &[]), None);
    }
}
