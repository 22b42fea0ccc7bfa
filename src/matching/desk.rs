//! The rows that a search works on.

use std::sync::{Mutex, PoisonError};

use super::{evidence::Best, shelf::Shelf};

/// Rows to work on: as long as the largest segment, and all zero between two walks.
#[derive(Default)]
pub struct Desk {
    /// By document, what its words score.
    pub sums: Vec<f32>,
    /// By document, how strongly its badge is meant.
    pub named: Vec<f32>,
    /// By document, how far its words mean the same.
    pub meaning: Vec<f32>,
    /// The documents that are not zero.
    pub touched: Vec<u32>,
    /// By subject.
    pub best: Vec<Best>,
    /// The subjects whose best is not zero.
    pub met: Vec<u32>,
    /// By subject: 0 not looked at, 1 does not pass, 2 and more: passes, and meets so many musts less two. Files may
    /// hold any number of musts.
    pub state: Vec<u32>,
    /// The subjects that were looked at.
    pub looked_at: Vec<u32>,
    /// By subject and criterion.
    pub strengths: Vec<f32>,
}

/// Desks that nobody works at; there are as many as were ever needed at once.
static DESKS: Mutex<Vec<Desk>> = Mutex::new(Vec::new());

impl Desk {
    /// A desk to work at.
    pub fn take() -> Self {
        let mut desks = DESKS.lock().unwrap_or_else(PoisonError::into_inner);
        desks.pop().unwrap_or_default()
    }

    /// Only a desk that was cleared comes back: an error leaves it to be dropped.
    pub fn put_back(self) {
        DESKS.lock().unwrap_or_else(PoisonError::into_inner).push(self);
    }

    /// Makes the rows long enough for a segment and a question with so many criteria.
    pub fn fit(&mut self, segment: &Shelf, criteria: usize) {
        fn grow<T: Default + Clone>(row: &mut Vec<T>, length: usize) {
            if row.len() < length {
                row.resize(length, T::default());
            }
        }
        grow(&mut self.sums, segment.owner.len());
        grow(&mut self.named, segment.owner.len());
        grow(&mut self.meaning, segment.owner.len());
        grow(&mut self.best, segment.heads.len());
        grow(&mut self.state, segment.heads.len());
        grow(&mut self.strengths, segment.heads.len() * criteria);
    }

    /// What a document scored; it is zero again.
    #[inline]
    pub fn take_row(&mut self, document: u32) -> [f32; 3] {
        let place = document as usize;
        [&mut self.sums, &mut self.named, &mut self.meaning].map(|row| std::mem::take(&mut row[place]))
    }

    /// Adds to what a document scores.
    #[inline]
    pub fn add(&mut self, document: u32, worth: f32) {
        let sum = &mut self.sums[document as usize];
        if *sum == 0.0 {
            self.touched.push(document);
        }
        *sum += worth;
    }
}
