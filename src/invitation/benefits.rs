//! Where people get independent advice on what pay means for their benefits: `data/rates.toml`. We warn, we do not
//! advise, and we never ask who gets what.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::frontend::Language;

/// A place to ask, as the table holds it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    name: String,
    welsh: String,
    site: String,
    phone: Option<String>,
    /// The day it was last looked up, `YYYY-MM-DD`, and where: for those who keep the table.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who keep the table"))]
    looked_up: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who keep the table"))]
    source: String,
}

/// A place to ask, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// Its name.
    pub name: &'static str,
    /// Its address on the web, without `https://`.
    pub site: &'static str,
    /// Its telephone number, free of charge.
    pub phone: Option<&'static str>,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        advice: Vec<Place>,
    }
    let file: File = toml::from_str(include_str!("../../data/rates.toml")).expect("data/rates.toml is sound");
    file.advice
});

/// Every place to ask.
#[must_use]
pub fn places(language: Language) -> Vec<Advice> {
    let places = PLACES.iter().map(|place| Advice {
        name: match language {
            Language::English => &place.name,
            Language::Welsh => &place.welsh,
        },
        site: &place.site,
        phone: place.phone.as_deref(),
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_to_ask_says_when_and_where_it_was_looked_up() {
        assert!(PLACES.len() >= 3);
        for place in PLACES.iter() {
            assert!(place.looked_up.parse::<jiff::civil::Date>().is_ok(), "{place:?}");
            assert!(!place.source.is_empty(), "{place:?}");
            // A bare name: a longer address could tell what somebody read about.
            assert!(!place.site.contains('/'), "{place:?}");
        }
    }
}
