//! Which texts are compared by what they mean.

use std::collections::BTreeSet;

use super::Model;
use crate::{
    badge::catalogue,
    matching::{
        meaning::{Vector, Vectors, key_of},
        profile::{Posting, Profile},
    },
};

/// The labels of the catalogue.
pub fn of_catalogue() -> impl Iterator<Item = &'static str> {
    catalogue().badges().iter().map(|badge| badge.label.as_str())
}

/// What somebody said in own words: about their badges, what they did, and what matters to them.
pub fn of_profile(profile: &Profile) -> impl Iterator<Item = &str> {
    let words = profile.badges.iter().filter_map(|held| held.words.as_deref());
    let done = profile.contributions.iter().map(|done| done.words.as_str());
    let texts = words.chain(done).chain(profile.matters.as_deref());
    texts.filter(|text| !text.trim().is_empty())
}

/// What an opportunity seeks: in its own words, otherwise by the label.
pub fn of_posting(posting: &Posting) -> impl Iterator<Item = &str> {
    let texts = posting.seeks.iter().filter_map(|sought| {
        let badge = sought.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        sought
            .words
            .as_deref()
            .or(badge.map(|badge| badge.label.as_str()))
    });
    texts.filter(|text| !text.trim().is_empty())
}

/// The vectors of every text of these profiles and postings; `progress` hears how many are done, of how many.
pub fn embed(
    model: &Model,
    profiles: &[Profile],
    postings: &[Posting],
    mut progress: impl FnMut(usize, usize),
) -> anyhow::Result<Vectors> {
    let mut texts: BTreeSet<&str> = of_catalogue().collect();
    texts.extend(profiles.iter().flat_map(of_profile).map(str::trim));
    texts.extend(postings.iter().flat_map(of_posting).map(str::trim));
    let mut texts: Vec<&str> = texts.into_iter().collect();
    // Texts of a length stand together, across all passes.
    texts.sort_by_key(|text| text.len());
    let vectors = Vectors::default();
    for some in texts.chunks(AT_ONCE) {
        for (text, numbers) in some.iter().zip(model.embed(some)?) {
            if let Some(vector) = Vector::new(&numbers) {
                vectors.insert(key_of(text), &vector);
            }
        }
        progress(vectors.len(), texts.len());
    }
    Ok(vectors)
}

/// So many texts between two signs of progress.
const AT_ONCE: usize = 256;
