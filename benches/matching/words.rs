//! The words of the invented people: invented ones that follow Zipf's law, and those of the catalogue.

use alongside::badge::{Badge, catalogue};
use rand::{Rng, RngExt, seq::IndexedRandom};

/// So many invented words.
const INVENTED: usize = 30_000;
/// The most frequent words of a language are stop words, which nobody indexes: the invented ones come after them.
const STOP_WORDS: f64 = 150.0;
/// So many badges of the catalogue are in use.
const BADGES: usize = 300;
/// Words that both analysers leave out, so that both index the same words.
const EMPTY: [&str; 12] = [
    "a", "and", "at", "for", "in", "is", "it", "of", "the", "to", "was", "with",
];
const BEGINNINGS: [&str; 20] = [
    "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "t", "tr", "v",
];
const MIDDLES: [&str; 4] = ["a", "e", "i", "o"];
const ENDS: [&str; 10] = ["", "l", "m", "n", "nd", "nk", "p", "rt", "st", "t"];

/// Draws places of a list, the first ones more often, by the law of Zipf and Mandelbrot.
pub struct Zipf(Vec<f64>);

impl Zipf {
    /// The first place has rank `before` + 1.
    pub fn new(length: usize, exponent: f64, before: f64) -> Self {
        let mut sum = 0.0;
        let sums = (1..=u32::try_from(length).unwrap_or(u32::MAX)).map(|rank| {
            sum += (f64::from(rank) + before).powf(-exponent);
            sum
        });
        Self(sums.collect())
    }

    pub fn draw(&self, chance: &mut impl Rng) -> usize {
        let most = self.0.last().copied().unwrap_or(1.0);
        let point = chance.random_range(0.0..most);
        self.0.partition_point(|&sum| sum <= point)
    }
}

/// What people write with.
pub struct Words {
    invented: Vec<String>,
    often: Zipf,
    /// The badges in use, the most frequent first.
    badges: Vec<&'static Badge>,
    popular: Zipf,
    /// Lay words that the lexicon knows.
    lay: Vec<&'static str>,
}

impl Words {
    pub fn new() -> Self {
        let badges = catalogue().badges();
        // A stride that shares no factor with the number of badges mixes experience and skills.
        let stride = (97..1000)
            .find(|stride| !badges.len().is_multiple_of(*stride))
            .unwrap_or(1);
        let lay = include_str!("../../data/lay-words.tsv").lines();
        Self {
            invented: (0..INVENTED).map(invented).collect(),
            often: Zipf::new(INVENTED, 1.0, STOP_WORDS),
            badges: (0..BADGES.min(badges.len()))
                .map(|place| &badges[place * stride % badges.len()])
                .collect(),
            popular: Zipf::new(BADGES.min(badges.len()), 0.8, 0.0),
            lay: lay
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split('\t').next())
                .collect(),
        }
    }

    pub fn badge(&self, chance: &mut impl Rng) -> &'static Badge {
        self.badges[self.popular.draw(chance)]
    }

    /// About so many words that are about one of these badges, or about nothing we know.
    pub fn text(&self, about: &[&'static Badge], length: usize, chance: &mut impl Rng) -> String {
        let mut text = String::new();
        let mut left = length;
        while left > 0 {
            let said = self.piece(about, chance);
            left = left.saturating_sub(said.split(' ').count());
            text.push_str(said);
            text.push(' ');
            if chance.random_bool(0.4) {
                text.push_str(EMPTY.choose(chance).copied().unwrap_or_default());
                text.push(' ');
            }
        }
        text.pop();
        text
    }

    fn piece(&self, about: &[&'static Badge], chance: &mut impl Rng) -> &str {
        let drawn = chance.random_range(0..100);
        if drawn < 6
            && let Some(badge) = about.choose(chance)
        {
            return badge.phrases.choose(chance).unwrap_or(&badge.label);
        }
        if drawn < 12 {
            return self.lay.choose(chance).copied().unwrap_or_default();
        }
        &self.invented[self.often.draw(chance)]
    }
}

/// A word for each number: the more frequent, the shorter.
fn invented(number: usize) -> String {
    // Spread, so that neighbours in rank do not share their beginning.
    let mut rest = number * 7919 % INVENTED.next_power_of_two() + number;
    let mut word = String::new();
    let mut part = |list: &[&'static str]| {
        word.push_str(list[rest % list.len()]);
        rest /= list.len();
    };
    part(&BEGINNINGS);
    part(&MIDDLES);
    part(&ENDS);
    part(&BEGINNINGS);
    part(&MIDDLES);
    part(&ENDS);
    // Whatever else happens to the letters, no two numbers share a word.
    word.push_str(BEGINNINGS[number % 20]);
    word.push_str(MIDDLES[number / 20 % 4]);
    word.push_str(BEGINNINGS[number / 80 % 20]);
    word.push_str(MIDDLES[number / 1600 % 4]);
    word.push_str(BEGINNINGS[number / 6400 % 20]);
    word
}
