//! Unit-length sentence vectors in memory, a byte a number.

use std::collections::HashMap;

use super::{DIMENSIONS, TextKey};

/// A sentence vector whose numbers are rounded to whole steps of its largest number divided by 127. Its own
/// length is divided out whenever it is compared, so nothing but the steps is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector(Vec<i8>);

impl Vector {
    /// Rounds a sentence vector; `None` when it has not [`DIMENSIONS`] finite numbers, or says nothing at all.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
    pub fn new(numbers: &[f32]) -> Option<Self> {
        let largest = numbers
            .iter()
            .fold(0.0_f32, |most, number| most.max(number.abs()));
        let sound = numbers.len() == DIMENSIONS && numbers.iter().all(|number| number.is_finite());
        (sound && largest > 0.0).then(|| {
            let steps = numbers
                .iter()
                .map(|number| (number / largest * 127.0).round() as i8);
            Self(steps.collect())
        })
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` when it is not that.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let steps: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
        let sound = steps.len() == DIMENSIONS && steps.iter().any(|step| *step != 0);
        sound.then_some(Self(steps))
    }

    /// One byte a number, for the database.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().map(|step| step.cast_unsigned()).collect()
    }
}

/// Sentence vectors by text. A vector's place is its ordinal: the first text put in has place 0.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    places: HashMap<TextKey, u32>,
    keys: Vec<TextKey>,
    /// [`DIMENSIONS`] for each place.
    steps: Vec<i8>,
    /// One over the length of each place's steps.
    scales: Vec<f32>,
}

impl Vectors {
    /// Puts in the vector of a text; a text that is there already keeps its place and its vector.
    #[expect(clippy::cast_precision_loss, reason = "at most 384 times 127 squared: exact")]
    pub fn insert(&mut self, key: TextKey, vector: &Vector) {
        let Ok(place) = u32::try_from(self.keys.len()) else {
            return;
        };
        if let std::collections::hash_map::Entry::Vacant(entry) = self.places.entry(key) {
            entry.insert(place);
            self.keys.push(key);
            self.steps.extend_from_slice(&vector.0);
            self.scales
                .push((dot(&vector.0, &vector.0) as f32).sqrt().recip());
        }
    }

    /// Where the vector of a text stands.
    #[must_use]
    pub fn place_of(&self, key: TextKey) -> Option<u32> {
        self.places.get(&key).copied()
    }

    /// The text whose vector stands at a place.
    #[must_use]
    pub fn key_at(&self, place: u32) -> Option<TextKey> {
        self.keys.get(place as usize).copied()
    }

    /// How near two texts are in meaning: -1 to 1, 1 for the same text; 0 for a place that is not there.
    #[must_use]
    pub fn cosine(&self, one: u32, other: u32) -> f32 {
        match (self.at(one), self.at(other)) {
            (Some((one, scale)), Some((steps, other))) => near(one, steps) * scale * other,
            _ => 0.0,
        }
    }

    /// How near the text at `place` is to each text, by place.
    #[must_use]
    pub fn cosines(&self, place: u32) -> Vec<f32> {
        let Some((sought, scale)) = self.at(place) else {
            return vec![0.0; self.len()];
        };
        let all = self.steps.chunks_exact(DIMENSIONS).zip(&self.scales);
        all.map(|(steps, other)| near(sought, steps) * scale * other)
            .collect()
    }

    /// How many texts have a vector.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no text has a vector.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn at(&self, place: u32) -> Option<(&[i8], f32)> {
        let place = place as usize;
        let start = place * DIMENSIONS;
        let steps = self.steps.get(start..start + DIMENSIONS)?;
        Some((steps, *self.scales.get(place)?))
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most 384 times 127 squared: exact")]
fn near(one: &[i8], other: &[i8]) -> f32 {
    dot(one, other) as f32
}

/// In whole numbers, so that every machine gives the same, in whichever order it adds.
fn dot(one: &[i8], other: &[i8]) -> i32 {
    let pairs = one.iter().zip(other);
    pairs
        .map(|(one, other)| i32::from(i16::from(*one) * i16::from(*other)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::meaning::key_of;

    /// A vector that points along `first`, and `second` by so much.
    fn vector(first: usize, second: usize, much: f32) -> Vector {
        let mut numbers = vec![0.0; DIMENSIONS];
        numbers[first] = 1.0;
        numbers[second] = much;
        Vector::new(&numbers).expect("a sound vector")
    }

    #[test]
    fn cosines_are_those_of_the_numbers() {
        let mut vectors = Vectors::default();
        let (one, other) = (vector(0, 1, 0.5), vector(1, 0, 0.25));
        vectors.insert(key_of("one"), &one);
        vectors.insert(key_of("other"), &other);
        let expected = 0.75 / (1.25_f32.sqrt() * 1.0625_f32.sqrt());
        assert!(
            (vectors.cosine(0, 1) - expected).abs() < 0.01,
            "{}",
            vectors.cosine(0, 1)
        );
        assert!((vectors.cosine(1, 1) - 1.0).abs() < 1e-6);
        assert_eq!(
            vectors.cosines(0),
            vec![vectors.cosine(0, 0), vectors.cosine(0, 1)]
        );
    }

    #[test]
    fn a_text_keeps_its_place_and_one_that_is_missing_is_near_nothing() {
        let mut vectors = Vectors::default();
        vectors.insert(key_of("first"), &vector(0, 1, 0.0));
        vectors.insert(key_of("second"), &vector(2, 3, 0.0));
        vectors.insert(key_of(" first\n"), &vector(4, 5, 0.0));
        assert_eq!(vectors.len(), 2);
        assert_eq!(vectors.place_of(key_of("first")), Some(0));
        assert_eq!(vectors.key_at(1), Some(key_of("second")));
        assert_eq!(vectors.place_of(key_of("third")), None);
        assert!(vectors.cosine(0, 7).abs() < f32::EPSILON);
        assert_eq!(vectors.cosines(7), vec![0.0, 0.0]);
    }

    #[test]
    fn what_is_no_sentence_vector_is_refused() {
        assert_eq!(Vector::new(&[0.0; DIMENSIONS]), None);
        assert_eq!(Vector::new(&[0.5; 3]), None);
        assert_eq!(Vector::new(&[f32::NAN; DIMENSIONS]), None);
        let stored = vector(3, 4, -0.7).to_bytes();
        assert_eq!(Vector::from_bytes(&stored), Some(vector(3, 4, -0.7)));
        assert_eq!(Vector::from_bytes(&stored[1..]), None);
        assert_eq!(Vector::from_bytes(&[0; DIMENSIONS]), None);
    }
}
