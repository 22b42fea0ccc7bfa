//! How much a word tells: the rarer among the badges of the catalogue, the more.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    super::{text, vocabulary},
    passage::Word,
    settings::SETTINGS,
};
use crate::badge::catalogue;

/// A word that the catalogue has nowhere tells so much.
const UNKNOWN: f32 = 0.85;
/// The commonest word of the catalogue tells at least so much.
const LEAST: f32 = 0.08;
/// Everyday words tell less.
const EVERYDAY: f32 = 0.55;
/// Numbers and single letters tell little.
const NUMBER: f32 = 0.25;
/// General words ("use", "home", "support") tell next to nothing.
const GENERAL: [f32; 2] = [0.12, 0.03];
/// What a denying word tells.
const NOT: f32 = 0.3;

struct Words {
    /// By stem, how much it tells by its rarity alone.
    rarity: HashMap<u64, f32>,
    general: HashSet<u64>,
    ambiguous: HashSet<u64>,
    concepts: HashMap<u64, u64>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let badges = catalogue().badges();
    let mut counts: HashMap<u64, f32> = HashMap::new();
    for badge in badges {
        let texts = vocabulary::texts_of(badge);
        let stems = texts.flat_map(|text| vocabulary::tokens(text).into_iter());
        let stems: HashSet<u64> = stems.filter_map(|token| token.stem().map(id)).collect();
        for stem in stems {
            *counts.entry(stem).or_default() += 1.0;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some hundred badges")]
    let all = badges.len() as f32;
    let rarity = counts.into_iter().map(|(stem, count)| {
        let rarity = (all / (1.0 + count)).ln() / all.ln();
        (stem, rarity.max(LEAST))
    });
    Words {
        rarity: rarity.collect(),
        general: SETTINGS.general.iter().flat_map(|word| ids(word)).collect(),
        ambiguous: SETTINGS.ambiguous.iter().flat_map(|word| ids(word)).collect(),
        concepts: SETTINGS.same.iter().flat_map(|line| concept(line)).collect(),
    }
});

/// The words of one meaning, each with the first of them.
fn concept(line: &str) -> Vec<(u64, u64)> {
    let words = ids(line);
    words.iter().map(|&word| (word, words[0])).collect()
}

fn ids(words: &str) -> Vec<u64> {
    text::words(words)
        .iter()
        .map(|word| id(&text::stem(word)))
        .collect()
}

/// What names a stem: its hash (FNV-1a, 64 bits), the same on every machine.
pub fn id(stem: &str) -> u64 {
    stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The first word of the same meaning; the word itself where there is no other.
pub fn concept_of(stem: u64) -> u64 {
    WORDS.concepts.get(&stem).copied().unwrap_or(stem)
}

/// What is known of a word with this stem.
pub fn word(stem: &str) -> Word {
    let name = id(stem);
    let is_number = stem.len() < 2 || stem.bytes().all(|byte| byte.is_ascii_digit());
    let is_general = WORDS.general.contains(&name);
    let is_abbreviation = stem.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_everyday = !is_abbreviation && vocabulary::is_everyday_stem(stem);
    let rarity = WORDS.rarity.get(&name).copied().unwrap_or(UNKNOWN);
    let weight = match () {
        () if stem == "not" => NOT,
        () if is_general => GENERAL[0] * rarity + GENERAL[1],
        () if is_number => NUMBER * rarity,
        () if is_everyday => EVERYDAY * rarity,
        () => rarity,
    };
    Word {
        stem: name,
        base: name,
        concept: concept_of(name),
        weight,
        tells: !is_general && !is_number && stem != "not",
        is_denied: false,
        is_ambiguous: is_everyday || WORDS.ambiguous.contains(&name),
        is_everyday,
    }
}
