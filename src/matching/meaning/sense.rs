//! What something sought means, and which texts come near it.

use std::sync::Arc;

use super::{TextKey, Vector, Vectors, key_of};

/// Texts less near than this have nothing to do with each other, or merely share a subject (a cosine; chosen on
/// the development half, where 0.4 is no worse, and lower because everyday sentences of one meaning often stand at
/// 0.4).
const UNRELATED: f32 = 0.3;

/// The meaning of something sought.
#[derive(Clone, Debug)]
pub struct Sense {
    vector: Vector,
    vectors: Arc<Vectors>,
}

impl Sense {
    /// The meaning of a text; `None` without the meaning pack, and until the text has a vector.
    #[must_use]
    pub fn of(text: &str, vectors: Option<&Arc<Vectors>>) -> Option<Self> {
        let vectors = Arc::clone(vectors?);
        let vector = vectors.get(key_of(text))?;
        Some(Self { vector, vectors })
    }

    /// How near a text is in meaning, -1 to 1; 0 when it has no vector.
    #[must_use]
    pub fn cosine(&self, text: TextKey) -> f32 {
        self.vectors.cosine(&self.vector, text).unwrap_or(0.0)
    }

    /// How far a text means the same, 0 (nothing of it) to 1 (the same words).
    #[must_use]
    pub fn nearness(&self, text: TextKey) -> f32 {
        self.vectors.cosine(&self.vector, text).map_or(0.0, nearness)
    }
}

fn nearness(cosine: f32) -> f32 {
    ((cosine - UNRELATED) / (1.0 - UNRELATED)).clamp(0.0, 1.0)
}
