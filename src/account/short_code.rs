//! Short codes: ten characters on paper that each stand for one thing, easy to read out and to type.

use std::fmt;

use sha2::{Digest, Sha256};

use super::random;

/// 32 characters that cannot be mistaken for each other: no I, L, O or U (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: fifty random bits. Guessing is slowed down by the limits on tries, and a right guess needs
/// the name of its person as well.
const LENGTH: usize = 10;

/// A short code. Only its keyed hash is stored, but for the time in which its letter waits to be posted.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A new random code.
    #[must_use]
    pub fn random() -> Self {
        Self::of(random::<LENGTH>())
    }

    /// The code that these bytes stand for; five bits of each count.
    #[must_use]
    pub fn of(bytes: [u8; LENGTH]) -> Self {
        let letters = bytes.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        Self(letters.into_iter().collect())
    }

    /// A code as somebody typed it: spaces and hyphens do not matter, nor whether O is a zero and I or L a one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: String = crate::text::plain_digits(&crate::text::comparable(text))
            .chars()
            .filter(|character| !character.is_whitespace() && !"-‐–—−.".contains(*character))
            .map(|character| match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let fits = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
        fits.then_some(Self(code))
    }

    /// The code as it is printed, in two groups of five.
    #[must_use]
    pub fn printed(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        format!("{first}-{second}")
    }

    /// What the database stores of a code on a letter: keyed, so that a list of hashes alone cannot be tried through.
    #[must_use]
    pub fn hash(&self, secret: &[u8; 32]) -> Vec<u8> {
        self.hash_as("paper code", secret)
    }

    /// What the database stores of a code for another `purpose`.
    #[must_use]
    pub fn hash_as(&self, purpose: &str, secret: &[u8; 32]) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(purpose);
        hash.update([0]);
        hash.update(secret);
        hash.update(&self.0);
        hash.finalize().to_vec()
    }
}

/// Not the code.
impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_taken_as_people_type_it() {
        let code = Code::random();
        assert_eq!(Code::parse(&code.printed()).as_ref(), Some(&code));
        assert_eq!(Code::parse(" ab10l-o1i2z "), Code::parse("AB101-0112Z"));
        assert!(Code::parse(" ab10l-o1i2z ").is_some());
        for wrong in [
            "",
            "12345",
            "12345-6789",
            "12345-6789U",
            "12345-678901",
            "ŵ2345-67890",
        ] {
            assert!(Code::parse(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn codes_differ_and_their_hash_needs_the_key() {
        let code = Code::random();
        assert_ne!(code, Code::random());
        assert_ne!(code.hash(&[1; 32]), code.hash(&[2; 32]));
        assert_ne!(code.hash(&[1; 32]), code.hash_as("other", &[1; 32]));
        assert!(!format!("{code:?}").contains(&code.printed()));
    }
}
