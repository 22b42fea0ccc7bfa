//! The rows that a search works on.

use std::sync::{Mutex, PoisonError};

use super::{evidence::Best, shelf::Shelf};

/// What a document has of a criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// What its words score.
    pub sum: f32,
    /// How strongly its badge is meant.
    pub named: f32,
}

/// Rows to work on: as long as the largest segment, and all zero between two walks.
#[derive(Default)]
pub struct Desk {
    /// By document.
    pub rows: Vec<Row>,
    /// By document, how far its words mean the same; only where the meaning pack is.
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
    pub fn borrow() -> Self {
        let mut desks = DESKS.lock().unwrap_or_else(PoisonError::into_inner);
        desks.pop().unwrap_or_default()
    }

    /// Only a desk that was cleared comes back: an error leaves it to be dropped.
    pub fn put_back(self) {
        DESKS.lock().unwrap_or_else(PoisonError::into_inner).push(self);
    }

    /// Makes the rows long enough for a segment and a question with so many criteria.
    pub fn fit(&mut self, segment: &Shelf, criteria: usize, meaning: bool) {
        fn grow<T: Default + Clone>(row: &mut Vec<T>, length: usize) {
            if row.len() < length {
                row.resize(length, T::default());
            }
        }
        grow(&mut self.rows, segment.owner.len());
        if meaning {
            grow(&mut self.meaning, segment.owner.len());
        }
        grow(&mut self.best, segment.heads.len());
        grow(&mut self.state, segment.heads.len());
        grow(&mut self.strengths, segment.heads.len() * criteria);
    }

    /// What a document has, and how far it means the same; both are zero again.
    #[inline]
    pub fn take(&mut self, document: u32) -> (Row, f32) {
        let place = document as usize;
        let meaning = self.meaning.get_mut(place).map(std::mem::take);
        (std::mem::take(&mut self.rows[place]), meaning.unwrap_or(0.0))
    }

    /// Raises what a document has.
    #[inline]
    pub fn raise(&mut self, document: u32, raise: impl FnOnce(&mut Row)) {
        let row = &mut self.rows[document as usize];
        if *row == Row::default() {
            self.touched.push(document);
        }
        raise(row);
    }

    /// Raises how far a document means the same.
    #[inline]
    pub fn mean(&mut self, document: u32, nearness: f32) {
        let meaning = &mut self.meaning[document as usize];
        if *meaning == 0.0 && nearness > 0.0 {
            self.touched.push(document);
        }
        *meaning = meaning.max(nearness);
    }

    /// Adds to what a document scores.
    #[inline]
    pub fn add(&mut self, document: u32, worth: f32) {
        self.raise(document, |row| row.sum += worth);
    }
}
