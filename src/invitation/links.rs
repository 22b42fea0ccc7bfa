//! The links in letters. Every letter has links of its own, each good for one thing: whoever is shown one of them
//! can do nothing else with it.

pub mod records;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    account::{self, Token},
    frontend::Language,
    moment::{DAY, Moment},
    site::Site,
};

crate::slugs! {
    /// What a link is good for.
    pub enum LinkPurpose {
        /// Answering, and changing the answer.
        Reply = "reply",
        /// Stopping all invitations.
        Stop = "stop",
        /// The dates for a calendar.
        Calendar = "calendar",
        /// Saying that somebody else gave the answer.
        NotMe = "not-me",
    }
}

/// So long after the day to answer by the page of an invitation opens, seconds: about half a year.
const LASTS: i64 = 183 * DAY;

impl LinkPurpose {
    /// Until when a link is good for this, in a letter about what could be answered until `open_until`; `None`:
    /// always. Stopping works for ever, and the dates of a calendar say nothing about anybody.
    #[must_use]
    pub fn ends(self, open_until: Moment) -> Option<Moment> {
        match self {
            Self::Reply | Self::NotMe => Some(open_until.plus(LASTS)),
            Self::Stop | Self::Calendar => None,
        }
    }
}

/// The links of one letter. None of their tokens tells another.
#[derive(Clone, Debug)]
pub struct Links {
    seed: Token,
}

impl Links {
    /// The links that belong to `seed`, which itself stands in no letter.
    #[must_use]
    pub fn of(seed: Token) -> Self {
        Self { seed }
    }

    /// The token of one purpose: SHA-256 of the purpose and the seed, as text of 43 characters.
    ///
    /// # Panics
    /// Never: 32 bytes make 43 characters.
    #[must_use]
    pub fn token(&self, purpose: LinkPurpose) -> Token {
        let mut hash = Sha256::new();
        hash.update(purpose.slug());
        hash.update([0]);
        hash.update(self.seed.reveal());
        Token::parse(&account::encode(&hash.finalize())).expect("32 bytes make a token")
    }

    /// The whole addresses, as the letter shows them.
    #[must_use]
    pub fn addresses(&self, site: &Site, language: Language) -> Addresses {
        Addresses::of(site, language, |purpose| self.token(purpose).reveal().to_owned())
    }
}

/// The addresses of a letter's links; the pages behind them open in the language of the letter.
#[derive(Clone, Debug, Serialize)]
pub struct Addresses {
    /// Answers.
    pub reply: String,
    /// Stops all invitations.
    pub stop: String,
    /// Dates for a calendar.
    pub calendar: String,
    /// Takes back an answer that somebody else gave.
    pub not_me: String,
}

impl Addresses {
    /// The addresses of a sample, which lead nowhere.
    #[must_use]
    pub fn nowhere(site: &Site, language: Language) -> Self {
        Self::of(site, language, |_| "their-own-link".to_owned())
    }

    fn of(site: &Site, language: Language, token: impl Fn(LinkPurpose) -> String) -> Self {
        let spoken = language.of_page();
        let address = |purpose: LinkPurpose, before: &str, after: &str| {
            site.link(&format!("{before}{}{after}{spoken}", token(purpose)))
        };
        Self {
            reply: address(LinkPurpose::Reply, "/r/", ""),
            stop: address(LinkPurpose::Stop, "/stop/", ""),
            calendar: address(LinkPurpose::Calendar, "/i/", ".ics"),
            not_me: address(LinkPurpose::NotMe, "/not-me/", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_a_token_of_its_own_that_stays_the_same() {
        let links = Links::of(Token::random());
        for one in LinkPurpose::ALL {
            assert_eq!(links.token(*one), links.token(*one));
            assert_ne!(links.token(*one), links.seed);
            for other in LinkPurpose::ALL.iter().filter(|other| *other != one) {
                assert_ne!(links.token(*one), links.token(*other));
            }
        }
    }
}
