//! Letters on paper, for people without email and for those who like paper better: where they go, the short codes
//! on them, the batches in which a steward prints and posts them, and what was heard on the phone or read on a slip.

pub mod calls;
pub mod code;
pub mod contact;
pub mod copy;
pub mod pages;
pub mod records;

use serde::Serialize;

pub use crate::account::short_code::Code;
use crate::{
    account::AccountId,
    citizen::{CitizenId, LetterFormat},
    frontend::Language,
    moment::Moment,
    outbox::LetterId,
};

crate::id!(
    /// Letters that are printed together.
    BatchId
);
crate::id!(
    /// A note of what was heard.
    HeardId
);

crate::slugs! {
    /// What somebody said or wrote.
    pub enum What {
        /// That they want to take part, with everything that was written down.
        Registration = "registration",
        /// An answer to an invitation.
        Reply = "reply",
        /// What is to become of a supporter's draft.
        Draft = "draft",
        /// That they want something written down, changed or ended: what it is follows in notes of its own.
        Contact = "contact",
        /// What they agree to.
        Consent = "consent",
        /// For how long they rest.
        Pause = "pause",
        /// Which organisation may not ask them.
        Block = "block",
        /// Who shall help them, and their yes to it.
        Supporter = "supporter",
        /// That they want a copy of everything.
        Copy = "copy",
        /// That we can ring them at a number.
        Phone = "phone",
    }
}

crate::slugs! {
    /// How it reached us.
    pub enum How {
        /// They rang, or we rang them.
        Phone = "phone",
        /// They wrote: a slip, a form, a letter.
        Letter = "letter",
        /// They said it to somebody's face.
        InPerson = "in-person",
    }
}

/// Where letters on paper go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Address {
    /// The lines below the name.
    pub address: String,
    /// Upper case, one space.
    pub postcode: String,
}

/// Something that a person said, and that somebody else wrote down for them.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Whose words they are.
    pub citizen: CitizenId,
    /// The invitation they are about.
    pub invitation: Option<uuid::Uuid>,
    /// What it was.
    pub what: What,
    /// How it reached us.
    pub how: How,
    /// The name of whoever heard or read it.
    pub heard_by: String,
    /// The steward who entered it.
    pub entered_by: AccountId,
}

/// One letter as it is printed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Printed {
    /// The letter.
    pub id: LetterId,
    /// Whose it is.
    pub citizen_id: CitizenId,
    /// Its text.
    pub body_text: String,
    /// The invitation that it is about.
    pub invitation_id: Option<uuid::Uuid>,
    /// What it announces.
    pub unique_key: String,
    /// The code of its slip; none when it asks nothing.
    pub code: Option<String>,
    /// The name above the address.
    pub called: Option<String>,
    /// The recorded address.
    #[sqlx(flatten)]
    pub address: Address,
    /// Where it goes instead, its last line the postcode; empty for the recorded address.
    pub fixed: String,
    /// The language it is in.
    pub locale: Language,
    /// The form in which its reader likes letters.
    pub letter_format: LetterFormat,
}

impl Printed {
    /// The lines below the name, the postcode as the last one.
    #[must_use]
    pub fn lines(&self) -> Vec<&str> {
        if self.fixed.is_empty() {
            let postcode = std::iter::once(self.address.postcode.as_str());
            self.address.address.lines().chain(postcode).collect()
        } else {
            self.fixed.lines().collect()
        }
    }
}

/// Letters that were printed together.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Made at.
    pub made_at: Moment,
    /// Posted at.
    pub posted_at: Option<Moment>,
    /// How many letters are in it.
    pub letters: i64,
}

/// The postcode in `text`, upper case with one space: `None` when it cannot be one. Only its form is looked at
/// (an outward part of 2 to 4 characters that begins with a letter, an inward part of a digit and two letters).
#[must_use]
pub fn postcode(text: &str) -> Option<String> {
    let plain: String = crate::text::plain_digits(&crate::text::comparable(text))
        .chars()
        .filter(|character| character.is_alphanumeric())
        .map(|character| character.to_ascii_uppercase())
        .collect();
    if !plain.is_ascii() || !(5..=7).contains(&plain.len()) {
        return None;
    }
    let (outward, inward) = plain.split_at(plain.len() - 3);
    let inward_fits = inward.bytes().enumerate().all(|(place, byte)| {
        if place == 0 {
            byte.is_ascii_digit()
        } else {
            byte.is_ascii_uppercase()
        }
    });
    let fits = inward_fits
        && outward.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && outward.starts_with(|first: char| first.is_ascii_uppercase())
        && outward.bytes().any(|byte| byte.is_ascii_digit());
    fits.then(|| format!("{outward} {inward}"))
}

/// Whether `typed` is the name `called` as somebody would type it from a letter: its first word is enough, and
/// capitals, accents and signs do not matter.
#[must_use]
pub fn is_name(typed: &str, called: &str) -> bool {
    let (typed, called) = (words(typed), words(called));
    match (typed.first(), called.first()) {
        (Some(typed), Some(called)) => typed == called,
        _ => false,
    }
}

/// The words of a name in plain small letters.
fn words(name: &str) -> Vec<String> {
    name.split_whitespace()
        .map(|word| word.to_lowercase().chars().filter_map(plain).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect()
}

/// A letter without its accent, as far as names in English and Welsh have them; signs are left out.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' => 'y',
        letter if letter.is_alphanumeric() => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_known_by_its_form() {
        assert_eq!(postcode(" ls6 3ab ").as_deref(), Some("LS6 3AB"));
        assert_eq!(postcode("sw1a1aa").as_deref(), Some("SW1A 1AA"));
        assert_eq!(postcode("ｓｗ１ａ, 1aa.").as_deref(), Some("SW1A 1AA"));
        for wrong in ["", "LS6", "LS6 3A", "123 4AB", "LS6 AB3", "ABCD 1AA", "ŵS6 3AB"] {
            assert_eq!(postcode(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_name_is_taken_as_people_type_it_and_another_is_not() {
        for typed in ["Siân", "sian", " SIAN  Evans ", "Siân."] {
            assert!(is_name(typed, "Siân Evans"), "{typed:?}");
        }
        for typed in ["", " ", "Evans", "Sia", "Dafydd", "."] {
            assert!(!is_name(typed, "Siân Evans"), "{typed:?}");
        }
        assert!(!is_name("", ""));
    }
}
