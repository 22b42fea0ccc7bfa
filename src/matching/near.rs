//! Which tokens of the index mean the same as a criterion.

use super::{evidence::Criterion, index, labels};
use crate::badge::catalogue;

/// Something that means the same as a criterion.
pub struct Near {
    /// In the field of badges.
    pub token: String,
    /// How far, 0 to 1.
    pub nearness: f32,
    /// A label does not count where nobody confirmed the badge.
    pub is_label: bool,
}

/// Own words and labels that mean the same as a criterion; none without the meaning pack. Where a badge is sought
/// the tree decides between labels.
#[must_use]
pub fn near(criterion: &Criterion) -> Vec<Near> {
    let Some(sense) = &criterion.sense else {
        return Vec::new();
    };
    let words = sense.near().into_iter().map(|(text, nearness)| Near {
        token: index::text_token(text),
        nearness,
        is_label: false,
    });
    let badges = catalogue().badges().iter();
    let badges =
        badges.filter(|badge| criterion.sought.badge.is_none() && badge.kind == criterion.sought.kind);
    let labels = badges.map(|badge| Near {
        token: index::badge_token(&badge.slug, 0),
        nearness: sense.nearness(labels::key(&badge.slug)),
        is_label: true,
    });
    words.chain(labels).filter(|near| near.nearness > 0.0).collect()
}
