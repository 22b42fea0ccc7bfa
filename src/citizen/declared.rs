//! What somebody declares: badges and contributions.

pub mod records;

use crate::badge::{Badge, catalogue};

/// Badges that fit what somebody typed, the best first.
#[must_use]
pub fn suggest(words: &str, limit: usize) -> Vec<&'static Badge> {
    let wanted = words.to_lowercase();
    let parts: Vec<&str> = wanted.split_whitespace().filter(|part| part.len() > 2).collect();
    let score = |badge: &Badge| {
        let texts = [&badge.label, &badge.welsh];
        texts
            .into_iter()
            .chain(&badge.phrases)
            .chain(&badge.welsh_phrases)
            .map(|text| {
                let text = text.to_lowercase();
                parts.iter().filter(|part| text.contains(*part)).count()
            })
            .max()
            .unwrap_or(0)
    };
    let mut found: Vec<(usize, &Badge)> = catalogue()
        .badges()
        .iter()
        .map(|badge| (score(badge), badge))
        .filter(|(score, _)| *score > 0)
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.truncate(limit);
    found.into_iter().map(|(_, badge)| badge).collect()
}
