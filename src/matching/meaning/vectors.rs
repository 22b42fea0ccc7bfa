//! Sentence vectors in memory, a byte a number.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

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

    /// How near two texts are in meaning: -1 to 1, and 1 for the same text.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        cosine(&self.0, scale(&self.0), &other.0, scale(&other.0))
    }
}

/// The vectors of texts, for everybody who compares: grows and shrinks while it is read.
#[derive(Debug, Default)]
pub struct Vectors {
    held: RwLock<Held>,
}

#[derive(Debug, Default)]
struct Held {
    places: HashMap<TextKey, usize>,
    /// By place.
    keys: Vec<TextKey>,
    /// [`DIMENSIONS`] for each place.
    steps: Vec<i8>,
    /// By place, one over the length of the steps.
    scales: Vec<f32>,
}

impl Vectors {
    /// Puts in the vector of a text, in place of the one before.
    pub fn insert(&self, key: TextKey, vector: &Vector) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.remove(key);
        let place = held.keys.len();
        held.places.insert(key, place);
        held.keys.push(key);
        held.steps.extend_from_slice(&vector.0);
        held.scales.push(scale(&vector.0));
    }

    /// Forgets a text.
    pub fn remove(&self, key: TextKey) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.remove(key);
    }

    /// The vector of a text.
    #[must_use]
    pub fn get(&self, key: TextKey) -> Option<Vector> {
        let held = self.read();
        let place = *held.places.get(&key)?;
        Some(Vector(held.at(place).to_vec()))
    }

    /// How near the text is to this meaning; `None` when it has no vector.
    #[must_use]
    pub fn cosine(&self, meaning: &Vector, text: TextKey) -> Option<f32> {
        let held = self.read();
        let place = *held.places.get(&text)?;
        let own = scale(&meaning.0);
        Some(cosine(&meaning.0, own, held.at(place), held.scales[place]))
    }

    /// The texts that have a vector, in no order.
    #[must_use]
    pub fn keys(&self) -> Vec<TextKey> {
        self.read().keys.clone()
    }

    /// How many texts have a vector.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read().keys.len()
    }

    /// Whether no text has a vector.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read().keys.is_empty()
    }

    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn at(&self, place: usize) -> &[i8] {
        &self.steps[place * DIMENSIONS..(place + 1) * DIMENSIONS]
    }

    /// The last one takes the place that falls free.
    fn remove(&mut self, key: TextKey) {
        let Some(place) = self.places.remove(&key) else {
            return;
        };
        let last = self.keys.len() - 1;
        self.keys.swap_remove(place);
        self.scales.swap_remove(place);
        self.steps.copy_within(last * DIMENSIONS.., place * DIMENSIONS);
        self.steps.truncate(last * DIMENSIONS);
        if let Some(moved) = self.keys.get(place) {
            self.places.insert(*moved, place);
        }
    }
}

#[inline]
#[expect(clippy::cast_precision_loss, reason = "at most 384 times 127 squared: exact")]
fn cosine(one: &[i8], one_scale: f32, other: &[i8], other_scale: f32) -> f32 {
    dot(one, other) as f32 * one_scale * other_scale
}

#[expect(clippy::cast_precision_loss, reason = "at most 384 times 127 squared: exact")]
fn scale(steps: &[i8]) -> f32 {
    (dot(steps, steps) as f32).sqrt().recip()
}

/// In whole numbers, so that every machine gives the same, in whichever order it adds.
#[inline]
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
        let (one, other) = (vector(0, 1, 0.5), vector(1, 0, 0.25));
        let expected = 0.75 / (1.25_f32.sqrt() * 1.0625_f32.sqrt());
        assert!(
            (one.cosine(&other) - expected).abs() < 0.01,
            "{}",
            one.cosine(&other)
        );
        assert!((one.cosine(&one) - 1.0).abs() < 1e-6);
        let vectors = Vectors::default();
        vectors.insert(key_of("other"), &other);
        assert_eq!(vectors.cosine(&one, key_of("other")), Some(one.cosine(&other)));
        assert_eq!(vectors.cosine(&one, key_of("another")), None);
    }

    #[test]
    fn a_text_that_is_forgotten_leaves_the_others_as_they_were() {
        let vectors = Vectors::default();
        let texts = ["first", "second", "third", "fourth"].map(key_of);
        for (text, place) in texts.iter().zip(0..) {
            vectors.insert(*text, &vector(place, place + 1, 0.5));
        }
        vectors.insert(key_of(" second\n"), &vector(9, 8, 0.5));
        vectors.remove(texts[0]);
        vectors.remove(texts[3]);
        vectors.remove(key_of("never there"));
        assert_eq!(vectors.len(), 2);
        assert_eq!(
            texts.map(|text| vectors.get(text)),
            [None, Some(vector(9, 8, 0.5)), Some(vector(2, 3, 0.5)), None]
        );
        let near = vectors.cosine(&vector(2, 3, 0.5), texts[2]);
        assert!(near.is_some_and(|near| near > 0.999), "{near:?}");
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
