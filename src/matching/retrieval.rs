//! Scores everybody at once: each word's postings are read once, in the districts that are admitted, and added
//! into one dense row. The strengths are those of the pure ranking, to the last bit.
//!
//! Not `TopDocs` and not the query parser: the whole question is scored, and nobody's text is ever parsed.

use std::{collections::HashMap, sync::Arc};

use tantivy::{Searcher, SegmentReader, index::SegmentId};
use uuid::Uuid;

use super::{
    desk::Desk,
    evidence::Best,
    index::{Fields, Said, Subject},
    near::{self, Near},
    postings::Postings,
    ranking::{Closeness, Wanted},
    shelf::Shelf,
    walk::Walk,
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
    /// Badges and their broader ones.
    pub badge: Postings,
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
                badge: Postings::of(reader, fields.badge)?,
                words: Postings::of(reader, fields.words)?,
                long: Postings::of(reader, fields.long)?,
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

    /// Shows everybody of a kind who passes the filters and meets every must of `wanted`, in no order; without a
    /// must, everybody who passes the filters.
    pub fn each(&self, wanted: &Wanted, subject: Subject, mut see: impl FnMut(Found)) -> tantivy::Result<()> {
        let mut desk = Desk::take();
        let admitted = wanted.asked.admits_districts();
        let near: Vec<Vec<Near>> = wanted.criteria.iter().map(near::near).collect();
        for segment in &self.segments {
            let runs = segment.shelf.within(subject, admitted.as_deref());
            Walk::new(segment, &runs, (wanted, &near), &mut desk).go(&mut see)?;
        }
        desk.put_back();
        Ok(())
    }

    /// The best of them: the best fit first, then by id.
    pub fn top(&self, wanted: &Wanted, subject: Subject, limit: usize) -> tantivy::Result<Vec<Found>> {
        let mut best = Vec::with_capacity(2 * limit.min(1 << 20));
        let mut floor = f32::NEG_INFINITY;
        self.each(wanted, subject, |found| {
            if found.closeness.fit >= floor {
                best.push(found);
                // Amortised: whenever the row is twice as long as it may be, its worse half goes.
                if best.len() >= 2 * limit.max(1) {
                    best.select_nth_unstable_by(limit, order);
                    best.truncate(limit);
                    floor = best
                        .iter()
                        .map(|found| found.closeness.fit)
                        .fold(f32::INFINITY, f32::min);
                }
            }
        })?;
        best.sort_unstable_by(order);
        best.truncate(limit);
        Ok(best)
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
        let mut desk = Desk::take();
        for segment in &self.segments {
            let held = &segment.shelf;
            let documents = [held.documents(&held.all(subject))];
            desk.fit(held, 0);
            segment.words.add(short, &documents, &mut desk)?;
            segment.long.add(long, &documents, &mut desk)?;
            for document in desk.touched.drain(..) {
                let place = document as usize;
                let score = std::mem::take(&mut desk.sums[place]);
                let best = &mut desk.best[held.owner[place] as usize];
                if *best == Best::default() {
                    desk.met.push(held.owner[place]);
                }
                let best = if held.said[place] == Said::LONG {
                    &mut best.long
                } else {
                    &mut best.short
                };
                *best = best.max(score);
            }
            for subject in desk.met.drain(..) {
                let best = std::mem::take(&mut desk.best[subject as usize]);
                if segment.is_alive(subject) {
                    see(held.heads[subject as usize].id, best.short, best.long);
                }
            }
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

impl Segment {
    /// Whether a subject was not deleted since the segment was written.
    pub fn is_alive(&self, subject: u32) -> bool {
        !self.reader.is_deleted(self.shelf.document(subject))
    }
}
