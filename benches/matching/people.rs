//! Invented people and opportunities: the same for the same number, on every machine.

use alongside::{
    badge::{Badge, Kind, catalogue},
    citizen::{Format, Time},
    matching::profile::{Done, Held, Posting, Profile, Sought},
    opportunity::Need,
};
use anyhow::Context;
use rand::{Rng, RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use super::words::{Words, Zipf};

const SEED: u64 = 0x0a10_0512;
/// So many districts are lived in, all over the country.
const DISTRICTS: usize = 350;
/// Opportunities are drawn from streams that no person reaches.
const OPPORTUNITIES: u64 = 1 << 40;

/// What everybody is drawn from.
pub struct World {
    words: Words,
    districts: Vec<String>,
    crowded: Zipf,
}

impl World {
    pub fn new() -> anyhow::Result<Self> {
        let mut all: Vec<String> = Vec::new();
        let mut reader = csv::Reader::from_reader(include_str!("../../data/outcodes.csv").as_bytes());
        for row in reader.records() {
            all.push(row?.get(0).context("an outward code")?.to_owned());
        }
        all.sort();
        let step = all.len() / DISTRICTS;
        let districts: Vec<String> = all.into_iter().step_by(step).take(DISTRICTS).collect();
        Ok(Self {
            words: Words::new(),
            crowded: Zipf::new(districts.len(), 0.5, 0.0),
            districts,
        })
    }

    /// The person with this number; ids grow with numbers.
    pub fn person(&self, number: u64) -> Profile {
        let chance = &mut stream(number);
        let about: Vec<&Badge> = (0..chance.random_range(2..=7))
            .map(|_| self.words.badge(chance))
            .collect();
        let mut left: usize = chance.random_range(40..=80);
        let badges = about
            .iter()
            .map(|badge| self.held(badge, &mut left, chance))
            .collect();
        let matters = chance.random_bool(0.6).then(|| {
            let length = chance.random_range(5..=12).min(left);
            left -= length;
            self.words.text(&about, length, chance)
        });
        let mut contributions = Vec::new();
        while left > 0 {
            let length = chance.random_range(8..=25).min(left);
            left -= length;
            contributions.push(Done {
                kind: item("contribution", chance),
                words: self.words.text(&about, length, chance),
            });
        }
        Profile {
            id: id_of(number, chance).to_string(),
            badges,
            contributions,
            matters,
            motives: several("motive", 4, chance),
            area: chance.random_bool(0.97).then(|| self.district(chance)),
            travel_km: chance
                .random_bool(0.85)
                .then(|| *[5.0, 10.0, 20.0, 30.0, 50.0].choose(chance).unwrap_or(&10.0)),
            formats: formats([0.5, 0.85, 0.3, 0.1], chance),
            times: Time::ALL
                .iter()
                .copied()
                .filter(|_| chance.random_bool(0.55))
                .collect(),
        }
    }

    fn held(&self, badge: &'static Badge, left: &mut usize, chance: &mut impl Rng) -> Held {
        let words = chance.random_bool(0.35).then(|| {
            let length = chance.random_range(3..=8).min(*left);
            *left -= length;
            self.words.text(&[badge], length, chance)
        });
        let stands = badge.kind == Kind::Experience && chance.random_bool(0.4);
        Held {
            kind: badge.kind,
            badge: Some(badge.slug.clone()),
            words,
            standpoint: stands.then(|| item("standpoint", chance)),
        }
    }

    fn district(&self, chance: &mut impl Rng) -> String {
        // The most crowded are spread over the list.
        let drawn = self.crowded.draw(chance);
        self.districts[drawn * 101 % self.districts.len()].clone()
    }

    /// The opportunity with this number.
    pub fn opportunity(&self, number: u64) -> Posting {
        let chance = &mut stream(OPPORTUNITIES + number);
        let about: Vec<&Badge> = (0..chance.random_range(2..=4))
            .map(|_| self.words.badge(chance))
            .collect();
        let mut seeks: Vec<Sought> = about
            .iter()
            .map(|badge| self.sought(badge, 0.25, chance))
            .collect();
        if chance.random_bool(0.8) {
            seeks[0].need = Need::Must;
        }
        let formats: &[Format] = match chance.random_range(0..100) {
            0..80 => &[Format::InPerson],
            80..92 => &[Format::InPerson, Format::Online],
            _ => &[Format::Online],
        };
        let placed = formats.contains(&Format::InPerson);
        Posting {
            id: id_of(number, chance).to_string(),
            title: self.words.text(&about, 8, chance),
            summary: self.words.text(&about, 40, chance),
            seeks,
            area: placed.then(|| self.district(chance)),
            within_km: placed.then(|| f64::from(chance.random_range(10..=80))),
            formats: formats.to_vec(),
            times: Time::ALL
                .iter()
                .copied()
                .filter(|_| chance.random_bool(0.4))
                .collect(),
            motives: several("motive", 3, chance),
        }
    }

    fn sought(&self, badge: &'static Badge, must: f64, chance: &mut impl Rng) -> Sought {
        let drawn = chance.random_range(0..100);
        let length = chance.random_range(3..=8);
        let stands = badge.kind == Kind::Experience && chance.random_bool(0.15);
        Sought {
            kind: badge.kind,
            badge: (drawn < 60).then(|| badge.slug.clone()),
            standpoint: stands.then(|| item("standpoint", chance)),
            words: (drawn >= 45).then(|| self.words.text(&[badge], length, chance)),
            need: if chance.random_bool(must) {
                Need::Must
            } else {
                Need::Helps
            },
        }
    }

    /// What somebody types to search.
    pub fn question(&self, number: u64) -> String {
        let chance = &mut stream(2 * OPPORTUNITIES + number);
        let badge = self.words.badge(chance);
        let length = chance.random_range(1..=4);
        self.words.text(&[badge], length, chance)
    }
}

fn stream(number: u64) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(SEED);
    chance.set_stream(number);
    chance
}

/// Like version 7: the first half grows, the rest is chance.
fn id_of(number: u64, chance: &mut impl Rng) -> Uuid {
    Uuid::from_u64_pair(number, chance.random())
}

fn item(list: &str, chance: &mut impl Rng) -> String {
    let item = catalogue().list(list).choose(chance);
    item.map_or_else(String::new, |item| item.slug.clone())
}

fn several(list: &str, most: usize, chance: &mut impl Rng) -> Vec<String> {
    let mut several: Vec<String> = (0..chance.random_range(0..=most))
        .map(|_| item(list, chance))
        .collect();
    several.sort();
    several.dedup();
    several
}

fn formats(often: [f64; 4], chance: &mut impl Rng) -> Vec<Format> {
    let all = Format::ALL.iter().zip(often);
    all.filter(|(_, often)| chance.random_bool(*often))
        .map(|(format, _)| *format)
        .collect()
}
