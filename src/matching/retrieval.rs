//! Scores everybody at once: each word's postings are read once, in the districts that are admitted, and added
//! into one dense row. The strengths are those of the pure ranking, to the last bit.
//!
//! Not `TopDocs` and not the query parser: the whole question is scored, and nobody's text is ever parsed.

use std::{collections::HashMap, sync::Arc};

use tantivy::{
    Searcher, SegmentReader,
    columnar::Column,
    index::SegmentId,
    postings::{BlockSegmentPostings, TermInfo},
    schema::IndexRecordOption,
};
use uuid::Uuid;

use super::{
    desk::Desk,
    evidence::Best,
    index::{Fields, Said, Subject},
    postings::Postings,
    question::{Keep, Question},
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
        let question = Question::new(wanted, subject, least);
        let mut desk = Desk::borrow();
        for segment in &self.segments {
            Walk::new(segment, &question, &mut desk)?.go(None, &mut see)?;
        }
        desk.put_back();
        Ok(())
    }

    /// The best of them: the best fit first, then by id.
    pub fn top(&self, wanted: &Wanted, subject: Subject, limit: usize) -> tantivy::Result<Vec<Found>> {
        let question = Question::new(wanted, subject, 0.0);
        let mut best: Vec<Found> = Vec::new();
        let mut desk = Desk::borrow();
        for segment in &self.segments {
            // Whoever is worse than so many already found need not be looked at.
            let floor = best
                .get(limit.wrapping_sub(1))
                .map_or(0.0, |found| found.closeness.fit);
            let keep = Keep { limit, floor };
            Walk::new(segment, &question, &mut desk)?.go(Some(keep), &mut |found| {
                if found.closeness.fit >= floor {
                    best.push(found);
                }
            })?;
            if best.len() > limit && limit > 0 {
                best.select_nth_unstable_by(limit - 1, order);
            }
            best.truncate(limit);
            best.sort_unstable_by(order);
        }
        desk.put_back();
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
        let mut desk = Desk::borrow();
        for segment in &self.segments {
            let held = &segment.shelf;
            let documents = [held.documents(&held.all(subject))];
            desk.fit(held, 0, false);
            for (postings, query) in [(&segment.words, short), (&segment.long, long)] {
                postings.add(query, &postings.find_all(query)?, &documents, &mut desk)?;
            }
            for document in desk.touched.drain(..) {
                let place = document as usize;
                let score = std::mem::take(&mut desk.rows[place]).sum;
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
    /// The postings of a badge.
    pub fn badge(&self, info: &TermInfo) -> tantivy::Result<BlockSegmentPostings> {
        self.badges.read(info, IndexRecordOption::Basic)
    }

    /// Whether a subject was not deleted since the segment was written.
    pub fn is_alive(&self, subject: u32) -> bool {
        !self.reader.is_deleted(self.shelf.document(subject))
    }
}
