//! Who can sign in: citizens, officers and stewards, with their sessions and one-time links.

pub mod attempts;
pub mod closing;
pub mod code;
pub mod devices;
pub mod email_change;
pub mod pages;
pub mod password;
pub mod records;
pub mod second_factor;
pub mod sessions;
pub mod short_code;

use std::fmt;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{frontend::Language, text};

crate::id!(
    /// One account; a citizen's account and the citizen share it.
    AccountId
);

crate::slugs! {
    /// What an account may do.
    pub enum Role {
        /// Declares what they know, and answers invitations.
        Citizen = "citizen",
        /// Posts opportunities for an organisation.
        Officer = "officer",
        /// Runs the installation.
        Steward = "steward",
    }
}

crate::slugs! {
    /// Where an account stands.
    pub enum Status {
        /// The address is not confirmed yet.
        Unconfirmed = "unconfirmed",
        /// In use.
        Active = "active",
        /// May not sign in any more.
        Closed = "closed",
    }
}

crate::slugs! {
    /// What a one-time link is for; it works for nothing else.
    pub enum Purpose {
        /// Confirms the address after signing up.
        Confirm = "confirm",
        /// Signs a citizen in without a password.
        SignIn = "sign-in",
        /// Sets a new password.
        Password = "password",
        /// Lets an officer who gave the password set up the second factor anew.
        SecondFactor = "second-factor",
    }
}

/// An email address, lower case, that can be written to.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Email(String);

impl Email {
    /// The address in `text`, without what cannot be seen in it and what was pasted around it: at most 254 ASCII characters, one `@`, a domain with a
    /// dot, nothing quoted. `None` when it is not such an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = bare(&text::comparable(text));
        let text = text.as_str();
        let plain =
            text.is_ascii() && text.len() <= 254 && !text.contains(['"', '\\', '<', '>', '(', ')', ',', ';']);
        let domain = text.rsplit_once('@').map_or("", |(_, domain)| domain);
        let of_domain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
        let fits = plain && domain.contains('.') && domain.chars().all(of_domain);
        (fits && email_address::EmailAddress::is_valid(text)).then(|| Self(text.to_ascii_lowercase()))
    }

    /// Whether `text` would be an address if it had ASCII letters only. Letters to others can be lost on their way
    /// (SMTPUTF8, RFC 6531, is not everywhere).
    #[must_use]
    pub fn has_other_letters(text: &str) -> bool {
        let seen = text::comparable(text);
        let ascii = |letter: char| {
            if letter.is_alphanumeric() && !letter.is_ascii() {
                'a'
            } else {
                letter
            }
        };
        !seen.is_ascii() && Self::parse(&seen.chars().map(ascii).collect::<String>()).is_some()
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address without what mail programs and sentences put around it: a name and angle brackets, `mailto:`, quotes,
/// brackets, one sign at the end, and blanks beside `@` and dots.
fn bare(text: &str) -> String {
    const PAIRS: [(char, char); 8] = [
        ('<', '>'),
        ('(', ')'),
        ('[', ']'),
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('‘', '’'),
        ('«', '»'),
    ];
    let mut text = text.trim();
    text = text.strip_suffix([',', ';', '.']).unwrap_or(text).trim_end();
    if let Some((name, address)) = text.strip_suffix('>').and_then(|text| text.split_once('<'))
        && !name.contains('@')
    {
        text = address.trim();
    }
    for (open, close) in PAIRS {
        let inside = text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
        text = inside.unwrap_or(text).trim();
    }
    let (scheme, rest) = text.split_at_checked("mailto:".len()).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("mailto:") {
        text = rest.split('?').next().unwrap_or_default().trim();
    }
    let mut bare = String::new();
    let mut words = text.split_whitespace();
    bare.push_str(words.next().unwrap_or_default());
    for word in words {
        // After a whole domain and a dot begins a sentence.
        let domain = bare.split_once('@').map_or("", |(_, domain)| domain);
        let goes_on = bare.ends_with('@') || bare.ends_with('.') && domain.matches('.').count() < 2;
        if !(goes_on || word.starts_with(['@', '.'])) {
            bare.push(' ');
        }
        bare.push_str(word);
    }
    bare
}

/// Only its first letter: an address never reaches a log by accident.
impl fmt::Debug for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Email({}…)", self.0.chars().next().unwrap_or('?'))
    }
}

/// An account as it is read.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What it may do.
    pub role: Role,
    /// Where letters go; none for a person who is reached by letter or phone.
    pub email: Option<Email>,
    /// argon2id, PHC string.
    pub password: Option<String>,
    /// The language of letters.
    pub locale: Language,
    /// Where it stands.
    pub status: Status,
    /// The secret of the second factor, once confirmed.
    pub code_secret: Option<Vec<u8>>,
    /// The last step of the second factor that was used.
    pub code_step: i64,
}

/// A secret that lives in a cookie or a link: 256 random bits. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new random token.
    #[must_use]
    pub fn random() -> Self {
        Self(encode(&random::<32>()))
    }

    /// A token as somebody sent it: 43 characters of base64url; `None` otherwise.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 43
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        fits.then(|| Self(text.to_owned()))
    }

    /// The token itself, for the cookie or the link.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database stores.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// Not the token.
impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// Random bytes from the operating system.
///
/// # Panics
/// When the operating system has none to give; nothing can be kept secret then.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// base64url without padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_as_people_type_them_and_refused_when_nobody_can_write_to_them() {
        assert_eq!(
            Email::parse(" Sian.Evans@Example.ORG ").expect("fine").as_str(),
            "sian.evans@example.org"
        );
        for typed in [
            "sian.evans@example.org.",
            "sian.evans@example.org,",
            "<sian.evans@example.org>",
            "mailto:sian.evans@example.org",
            "MailTo: Sian.Evans@Example.org",
            "mailto:sian.evans@example.org?subject=Hello",
            "<mailto:sian.evans@example.org>",
            "Siân Evans <sian.evans@example.org>",
            "Evans, Siân <sian.evans@example.org>;",
            "sian.evans @ example.org",
            "sian.evans@ example . org",
            "(sian.evans@example.org)",
            "“sian.evans@example.org”",
            "[sian.evans@example.org]",
            "ｓｉａｎ.ｅｖａｎｓ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        ] {
            let read = Email::parse(typed);
            assert_eq!(
                read.as_ref().map(Email::as_str),
                Some("sian.evans@example.org"),
                "{typed:?}"
            );
        }
        for wrong in [
            "a@b.org, c@d.org",
            "a@b.org <c@d.org>",
            "<a@b.org> <c@d.org>",
            "a@b.org c@d.org",
            "a b @example.org",
            "a@b.org..",
            "<>",
            "a@b.org?subject=x",
            "",
            "sian",
            "sian@",
            "@example.org",
            "sian@example",
            "a b@example.org",
            "a@b.org\r\nBcc: c@d.org",
            "\"a\"@b.org",
        ] {
            assert!(Email::parse(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn signs_that_cannot_be_seen_are_no_part_of_an_address() {
        for typed in [
            "nia@example.org\u{200b}",
            "\u{202a}nia@\u{ad}example.org\u{202c}",
            "\u{a0}nia＠example.org",
            "n\u{2060}ia@example.org\u{feff}",
        ] {
            assert_eq!(Email::parse(typed).expect(typed).as_str(), "nia@example.org");
        }
        for other in ["niâ@example.org", "nia@gŵyl.cymru", "ниа@example.org"] {
            assert!(
                Email::parse(other).is_none() && Email::has_other_letters(other),
                "{other:?}"
            );
        }
        for plain in [
            "nia@example.org",
            "nia",
            "niâ",
            "nia@example",
            "“nia”@example.org",
        ] {
            assert!(!Email::has_other_letters(plain), "{plain:?}");
        }
    }

    #[test]
    fn a_token_is_random_and_does_not_print() {
        let token = Token::random();
        assert_ne!(token, Token::random());
        assert_eq!(Token::parse(token.reveal()).as_ref(), Some(&token));
        assert!(!format!("{token:?}").contains(token.reveal()));
        assert!(Token::parse("short").is_none());
    }
}
