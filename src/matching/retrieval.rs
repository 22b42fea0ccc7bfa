//! The index, open to be asked: who fits an opportunity, and what texts score. A question goes through each segment's
//! postings once, window by window, in the districts that are admitted; the strengths are those of the pure ranking,
//! to the last bit.
//!
//! Not `TopDocs` and not the query parser: the whole question is scored, and nobody's text is ever parsed.

use std::{collections::HashMap, sync::Arc};

use tantivy::{Searcher, SegmentReader, columnar::Column, index::SegmentId};
use uuid::Uuid;

use super::{
    desk::Desk,
    index::{Fields, Said, Subject},
    postings::Postings,
    question::Question,
    ranking::{Closeness, Wanted},
    shelf::Shelf,
    walk,
    words::Query,
};

/// One state of the index.
pub struct Reading {
    segments: Vec<Segment>,
    generation: u64,
}

/// One segment of the index, open.
pub(super) struct Segment {
    reader: SegmentReader,
    /// Its subjects.
    pub shelf: Arc<Shelf>,
    /// What names each text among those that have a meaning; none where nobody said anything in own words.
    pub texts: Option<Column<u64>>,
    /// Badges and their broader ones.
    pub badges: Postings,
    /// Own words.
    pub words: Postings,
    /// Long texts.
    pub long: Postings,
}

/// Somebody who fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Who.
    pub id: Uuid,
    /// How well.
    pub closeness: Closeness,
}

impl Reading {
    /// Opens a state of the index; what an earlier reading knows of its segments is taken over.
    pub fn new(searcher: &Searcher, fields: &Fields, earlier: Option<&Self>) -> tantivy::Result<Self> {
        let known = earlier.into_iter().flat_map(|earlier| &earlier.segments);
        let known: HashMap<SegmentId, &Arc<Shelf>> = known
            .map(|segment| (segment.reader.segment_id(), &segment.shelf))
            .collect();
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let shelf = match known.get(&reader.segment_id()) {
                Some(shelf) => Arc::clone(shelf),
                None => Arc::new(Shelf::of(reader)?),
            };
            segments.push(Segment {
                badges: Postings::of(reader, fields.badge)?,
                words: Postings::of(reader, fields.words)?,
                long: Postings::of(reader, fields.long)?,
                texts: reader.fast_fields().column_opt("text")?,
                reader: reader.clone(),
                shelf,
            });
        }
        Ok(Self {
            segments,
            generation: searcher.generation().generation_id(),
        })
    }

    /// Which state this is.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Shows everybody of a kind who passes the filters and meets every must of `wanted` at least so strongly, in no
    /// order; without a must, everybody who passes the filters.
    pub fn each(
        &self,
        wanted: &Wanted,
        subject: Subject,
        least: f32,
        mut see: impl FnMut(Found),
    ) -> tantivy::Result<()> {
        self.ask(&Question::new(wanted, subject, least), &mut Everybody(&mut see))
    }

    /// The best of them: the best fit first, then by id.
    pub fn top(&self, wanted: &Wanted, subject: Subject, limit: usize) -> tantivy::Result<Vec<Found>> {
        let mut best = Best {
            limit,
            floor: 0.0,
            found: Vec::new(),
        };
        self.ask(&Question::new(wanted, subject, 0.0), &mut best)?;
        best.settle();
        best.found.sort_unstable_by(order);
        best.found.truncate(limit);
        Ok(best.found)
    }

    fn ask(&self, question: &Question, see: &mut impl See) -> tantivy::Result<()> {
        let mut desk = Desk::borrow();
        for segment in &self.segments {
            walk::ask(segment, question, &mut desk, see)?;
        }
        desk.put_back();
        Ok(())
    }

    /// What the texts of everybody of a kind score: the best short one and the best long one, in no order; those
    /// that score nothing are left out.
    pub fn scores(
        &self,
        subject: Subject,
        short: &Query,
        long: &Query,
        mut see: impl FnMut(Uuid, f32, f32),
    ) -> tantivy::Result<()> {
        let mut desk = Desk::borrow();
        for segment in &self.segments {
            let held = &segment.shelf;
            let all = held.all(subject);
            if all.is_empty() {
                continue;
            }
            let documents = [held.documents(&all)];
            desk.lay(held, &all, 0, false);
            for (postings, query) in [(&segment.words, short), (&segment.long, long)] {
                postings.add(query, &mut postings.find_all(query)?, &documents, &mut desk)?;
            }
            let touched = std::mem::take(&mut desk.touched);
            for &document in &touched {
                let (row, _) = desk.row(document);
                let subject = held.owner[document as usize];
                let seat = desk.seat(subject);
                match held.said[document as usize] {
                    Said::LONG => seat.best.long = seat.best.long.max(row.sum),
                    _ => seat.best.short = seat.best.short.max(row.sum),
                }
                if !std::mem::replace(&mut seat.is_met, true) {
                    desk.met.push(subject);
                }
            }
            desk.touched = touched;
            let mut met = std::mem::take(&mut desk.met);
            for subject in met.drain(..) {
                let best = std::mem::take(desk.seat(subject)).best;
                if segment.is_alive(subject) {
                    see(held.ids[subject as usize], best.short, best.long);
                }
            }
            desk.met = met;
            desk.clear();
        }
        desk.put_back();
        Ok(())
    }
}

fn order(one: &Found, other: &Found) -> std::cmp::Ordering {
    let fit = |found: &Found| found.closeness.fit;
    fit(other)
        .total_cmp(&fit(one))
        .then_with(|| one.id.cmp(&other.id))
}

/// Who is told of everybody who fits.
pub trait See {
    /// Somebody fits.
    fn see(&mut self, found: Found);

    /// How well somebody has to fit to be told of, and how many are wanted in all; `None` when everybody is.
    fn wants(&mut self) -> Option<(f32, usize)>;
}

struct Everybody<'s, S>(&'s mut S);

impl<S: FnMut(Found)> See for Everybody<'_, S> {
    fn see(&mut self, found: Found) {
        self.0(found);
    }

    fn wants(&mut self) -> Option<(f32, usize)> {
        None
    }
}

/// So many, the best of all.
struct Best {
    limit: usize,
    floor: f32,
    found: Vec<Found>,
}

impl See for Best {
    fn see(&mut self, found: Found) {
        if found.closeness.fit >= self.floor {
            self.found.push(found);
        }
    }

    fn wants(&mut self) -> Option<(f32, usize)> {
        self.settle();
        Some((self.floor, self.limit))
    }
}

impl Best {
    /// Leaves out who is worse than the last of those who are wanted.
    fn settle(&mut self) {
        if self.limit > 0 && self.found.len() > self.limit {
            self.found.select_nth_unstable_by(self.limit - 1, order);
            self.found.truncate(self.limit);
        }
        if self.limit > 0 && self.found.len() == self.limit {
            let fits = self.found.iter().map(|found| found.closeness.fit);
            self.floor = fits.fold(f32::INFINITY, f32::min);
        }
    }
}

impl Segment {
    /// Whether a subject was not deleted since the segment was written.
    pub fn is_alive(&self, subject: u32) -> bool {
        !self.reader.is_deleted(self.shelf.document(subject))
    }
}
