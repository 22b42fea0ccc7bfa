//! The rows that a search works on.

use std::{
    ops::Range,
    sync::{Mutex, PoisonError},
};

use super::{evidence::Best, shelf::Shelf};

/// What a document has of a criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// What its words score.
    pub sum: f32,
    /// How strongly its badge is meant.
    pub named: f32,
}

/// How far a subject has come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seat {
    /// 0 not looked at, 1 does not pass, 2 and more: passes, and meets so many musts less two. Files may hold any
    /// number of musts.
    pub state: u32,
    /// Whether it is to be heard.
    pub is_met: bool,
    /// The best of what it said towards one criterion.
    pub best: Best,
}

/// Rows to work on: as long as the longest window, and all zero between two windows.
#[derive(Default)]
pub struct Desk {
    /// The first document of the window, its first subject, and how many criteria there are.
    first: (u32, u32, usize),
    /// By document of the window.
    rows: Vec<Row>,
    /// By document of the window, how far its words mean the same; only where the meaning pack is.
    meaning: Vec<f32>,
    /// By subject of the window.
    seats: Vec<Seat>,
    /// By subject of the window and criterion.
    strengths: Vec<f32>,
    /// The documents that are not zero.
    pub touched: Vec<u32>,
    /// The subjects that are to be heard.
    pub met: Vec<u32>,
    /// The subjects that were looked at.
    pub looked_at: Vec<u32>,
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

    /// Begins with a window of subjects, and a question with so many criteria.
    pub fn lay(&mut self, segment: &Shelf, window: &Range<u32>, criteria: usize, meaning: bool) {
        fn grow<T: Default + Clone>(row: &mut Vec<T>, length: usize) {
            if row.len() < length {
                row.resize(length, T::default());
            }
        }
        let documents = segment.documents(window);
        self.first = (documents.start, window.start, criteria);
        grow(&mut self.rows, documents.len());
        if meaning {
            grow(&mut self.meaning, documents.len());
        }
        grow(&mut self.seats, window.len());
        grow(&mut self.strengths, window.len() * criteria);
    }

    #[inline]
    fn place(&self, document: u32) -> usize {
        (document - self.first.0) as usize
    }

    /// Where a subject sits.
    #[inline]
    pub fn seat(&mut self, subject: u32) -> &mut Seat {
        &mut self.seats[(subject - self.first.1) as usize]
    }

    /// How far a subject has come.
    #[inline]
    pub fn state(&self, subject: u32) -> u32 {
        self.seats[(subject - self.first.1) as usize].state
    }

    /// How strongly a subject meets each criterion.
    #[inline]
    pub fn strengths(&mut self, subject: u32) -> &mut [f32] {
        let (start, count) = ((subject - self.first.1) as usize, self.first.2);
        &mut self.strengths[start * count..(start + 1) * count]
    }

    /// What a document has, and how far it means the same.
    #[inline]
    pub fn row(&self, document: u32) -> (Row, f32) {
        let place = self.place(document);
        (self.rows[place], self.meaning.get(place).copied().unwrap_or(0.0))
    }

    /// Everything that was touched is zero again.
    pub fn clear(&mut self) {
        let mut touched = std::mem::take(&mut self.touched);
        for document in touched.drain(..) {
            let place = self.place(document);
            self.rows[place] = Row::default();
            if let Some(meaning) = self.meaning.get_mut(place) {
                *meaning = 0.0;
            }
        }
        self.touched = touched;
    }

    /// Raises what a document has.
    #[inline]
    pub fn raise(&mut self, document: u32, raise: impl FnOnce(&mut Row)) {
        let place = self.place(document);
        let row = &mut self.rows[place];
        if *row == Row::default() {
            self.touched.push(document);
        }
        raise(row);
    }

    /// Raises how far a document means the same.
    #[inline]
    pub fn mean(&mut self, document: u32, nearness: f32) {
        let place = self.place(document);
        let meaning = &mut self.meaning[place];
        if *meaning == 0.0 && nearness > 0.0 {
            self.touched.push(document);
        }
        *meaning = meaning.max(nearness);
    }
}
