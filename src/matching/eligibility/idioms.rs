//! Expressions in which words mean something else: nobody who had "a stroke of luck" had a stroke.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use super::{super::vocabulary, rarity, settings::SETTINGS};

/// By the first stem, the stems of each idiom that begins with it, stop words too.
static IDIOMS: LazyLock<HashMap<u64, Vec<Vec<u64>>>> = LazyLock::new(|| {
    let mut idioms: HashMap<u64, Vec<Vec<u64>>> = HashMap::new();
    for text in &SETTINGS.idioms {
        let tokens = vocabulary::tokens(text);
        let stems: Vec<u64> = tokens.iter().map(|token| rarity::id(token.compared())).collect();
        if let Some(&first) = stems.first() {
            idioms.entry(first).or_default().push(stems);
        }
    }
    idioms
});

/// Where idioms stand in a text, given the stems of all its words.
pub fn places(said: &[u64]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for start in 0..said.len() {
        for idiom in IDIOMS.get(&said[start]).into_iter().flatten() {
            if said[start..].starts_with(idiom) {
                places.push(start..start + idiom.len());
            }
        }
    }
    places
}
