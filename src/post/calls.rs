//! Letters that are read out on the telephone, to people who have neither a mailbox nor a postal address. They wait
//! for their time, rest with their reader and may be stopped like every letter; a steward rings.

pub mod records;

use sha2::{Digest, Sha256};

use crate::{
    account::random,
    citizen::CitizenId,
    database::Transaction,
    frontend::Language,
    moment::{DAY, MINUTE, Moment},
    outbox::{LetterId, State},
    site::Site,
};

/// Somebody whom nobody could reach is rung so many times; then they have said nothing.
pub const MOST_TRIES: i64 = 3;
/// So long after a call that nobody took the next one comes, seconds.
const REST: i64 = DAY;
/// A steward has a call for themselves so long, seconds.
const LASTS: i64 = 30 * MINUTE;
/// So many wrong codes end a code.
const MOST_CODES: i64 = 5;
/// There are so many codes to say when we ring somebody, of six digits: each is said twice, and typed by a steward
/// alone.
const CODES: u32 = 1_000_000;

crate::slugs! {
    /// What came of a call.
    pub enum Came {
        /// They were there, and everything was said.
        Reached = "reached",
        /// Nobody answered, or they could not talk.
        Nobody = "nobody",
        /// It is the number of somebody else.
        Wrong = "wrong",
    }
}

/// One call, as a steward has it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Call {
    /// The letter that is read out.
    pub id: LetterId,
    /// To whom.
    pub citizen_id: CitizenId,
    /// Their name.
    pub called: Option<String>,
    /// The number to ring.
    pub number: String,
    /// Their number as it is recorded now: another one when it changed since the letter was written.
    pub phone: String,
    /// The language they speak with us.
    pub locale: Language,
    /// The letter.
    pub body_text: String,
    /// How often nobody answered.
    pub tries: i64,
    /// What the letter asks.
    #[sqlx(flatten)]
    pub about: super::code::records::About,
}

impl Call {
    /// Whether they must say their code before anything is said to them. It is said at the number as it is recorded:
    /// whoever answers at an earlier one cannot say whose the new one is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asks_code(&self, transaction: &mut Transaction) -> sqlx::Result<bool> {
        Ok(self.is_recorded() && super::contact::records::has_code(transaction, self.citizen_id).await?)
    }

    /// Whether the number to ring is the one that is recorded.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        self.number == self.phone
    }
}

/// Takes a call that is due for a steward: one for a person at a number, or the one that has waited longest.
///
/// # Errors
/// When the database fails.
pub async fn take(
    transaction: &mut Transaction,
    steward: crate::account::AccountId,
    person: Option<(CitizenId, String)>,
    now: Moment,
) -> sqlx::Result<Option<LetterId>> {
    let Some(id) = records::next(&mut *transaction, person, now).await? else {
        return Ok(None);
    };
    let until = now.plus(LASTS);
    let taken = records::take(transaction, id, (steward, until), now).await?;
    Ok(taken.then_some(id))
}

/// Notes that nobody answered: the call comes again the next day, until it came as often as any may.
///
/// # Errors
/// When the database fails.
pub async fn miss(transaction: &mut Transaction, call: &Call, now: Moment) -> sqlx::Result<()> {
    if call.tries + 1 >= MOST_TRIES {
        return records::settle(transaction, call.id, State::Refused, now).await;
    }
    records::put_off(transaction, call.id, now.plus(REST)).await
}

/// Makes the code that somebody says when we ring them, in two groups of three.
///
/// # Errors
/// When the database fails.
pub async fn new_code(
    transaction: &mut Transaction,
    secret: &[u8; 32],
    citizen: CitizenId,
    now: Moment,
) -> sqlx::Result<String> {
    let digits = format!("{:06}", u32::from_be_bytes(random::<4>()) % CODES);
    let hash = hash(secret, citizen, &digits);
    super::contact::records::set_code(transaction, citizen, hash, now).await?;
    let (first, second) = digits.split_at(digits.len() / 2);
    Ok(format!("{first} {second}"))
}

/// Whether this is the code, as somebody said it. The number is theirs then.
///
/// # Errors
/// When the database fails.
pub async fn try_code(
    transaction: &mut Transaction,
    secret: &[u8; 32],
    citizen: CitizenId,
    said: &str,
    now: Moment,
) -> sqlx::Result<bool> {
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let hash = hash(secret, citizen, &digits);
    super::contact::records::try_code(transaction, citizen, hash, MOST_CODES, now).await
}

fn hash(secret: &[u8; 32], citizen: CitizenId, digits: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"phone code\0");
    hash.update(secret);
    hash.update(citizen.0.as_bytes());
    hash.update(digits);
    hash.finalize().to_vec()
}

/// What is read out: the letter without its greeting line by line, up to the mark under which an email says how to
/// stop. Addresses of ours are left out, with the words that only lead to them.
#[must_use]
pub fn script(site: &Site, call: &Call) -> Vec<Vec<String>> {
    let own = site.config.server.base_url.as_str();
    let screen = site.frontend.text(call.locale, "letter-private");
    let paragraphs: Vec<&str> = call
        .body_text
        .split("\n\n")
        .take_while(|paragraph| !paragraph.starts_with("--"))
        .filter(|paragraph| !paragraph.trim().is_empty() && paragraph.trim() != screen)
        .collect();
    let mut said = Vec::with_capacity(paragraphs.len());
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let leads = paragraphs
            .get(place + 1)
            .is_some_and(|next| next.trim().starts_with(own));
        let words = if leads {
            before_the_last_sentence(paragraph)
        } else {
            paragraph
        };
        let lines: Vec<String> = words
            .lines()
            .filter(|line| !line.contains(own))
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        if !lines.is_empty() {
            said.push(lines);
        }
    }
    said
}

/// A paragraph without its last sentence.
fn before_the_last_sentence(paragraph: &str) -> &str {
    paragraph
        .rfind(['.', '?', '!'])
        .map_or("", |end| &paragraph[..=end])
}

#[cfg(test)]
mod tests {
    use super::before_the_last_sentence;

    #[test]
    fn words_that_only_lead_to_a_link_are_not_read_out() {
        assert_eq!(
            before_the_last_sentence("Please answer by 5 January. You do not need to sign in:"),
            "Please answer by 5 January."
        );
        assert_eq!(before_the_last_sentence("You can change it here:"), "");
    }
}
