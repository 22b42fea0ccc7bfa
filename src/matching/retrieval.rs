//! Scores everybody at once: each word's postings are read once, in the districts that are admitted, and added
//! into one dense row. The strengths are those of the pure ranking, to the last bit.
//!
//! Not `TopDocs` and not the query parser: the whole question is scored, and nobody's text is ever parsed.

use std::{collections::HashMap, ops::Range, sync::Arc};

use tantivy::{Searcher, SegmentReader, index::SegmentId, schema::IndexRecordOption};
use uuid::Uuid;

use super::{
    desk::Desk,
    evidence::{self, Best, Criterion},
    index::{self, Fields, LEVELS, Said, Subject},
    near::{self, Near},
    postings::{Postings, walk},
    ranking::{Closeness, Wanted},
    shelf::Shelf,
    words::Query,
};
use crate::opportunity::Need;

/// One state of the index.
pub struct Reading {
    segments: Vec<Segment>,
    generation: u64,
}

struct Segment {
    reader: SegmentReader,
    shelf: Arc<Shelf>,
    badge: Postings,
    words: Postings,
    long: Postings,
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
            let mut met: HashMap<u32, (f32, f32)> = HashMap::new();
            for document in desk.touched.drain(..) {
                let place = document as usize;
                let score = std::mem::take(&mut desk.sums[place]);
                let best = met.entry(held.owner[place]).or_default();
                let best = if held.said[place] == Said::LONG {
                    &mut best.1
                } else {
                    &mut best.0
                };
                *best = best.max(score);
            }
            for (subject, (short, long)) in met {
                if segment.is_alive(subject) {
                    see(held.heads[subject as usize].id, short, long);
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
    fn is_alive(&self, subject: u32) -> bool {
        !self.reader.is_deleted(self.shelf.document(subject))
    }
}

const PASSES: u8 = 2;

/// One question put to one segment.
struct Walk<'w> {
    segment: &'w Segment,
    shelf: &'w Shelf,
    subjects: &'w [Range<u32>],
    documents: Vec<Range<u32>>,
    wanted: &'w Wanted,
    /// By criterion.
    near: &'w [Vec<Near>],
    desk: &'w mut Desk,
}

impl<'w> Walk<'w> {
    fn new(
        segment: &'w Segment,
        subjects: &'w [Range<u32>],
        (wanted, near): (&'w Wanted, &'w [Vec<Near>]),
        desk: &'w mut Desk,
    ) -> Self {
        let shelf = &*segment.shelf;
        desk.fit(shelf, wanted.criteria.len());
        Self {
            documents: subjects.iter().map(|run| shelf.documents(run)).collect(),
            segment,
            shelf,
            subjects,
            wanted,
            near,
            desk,
        }
    }

    fn go(mut self, see: &mut impl FnMut(Found)) -> tantivy::Result<()> {
        let criteria = self.wanted.criteria.iter().enumerate();
        let (musts, helps): (Vec<_>, Vec<_>) =
            criteria.partition(|(_, criterion)| criterion.sought.need == Need::Must);
        if musts.is_empty() {
            for subject in self.subjects.iter().flat_map(Clone::clone) {
                self.look_at(subject);
            }
        }
        let mut met = PASSES;
        for (place, criterion) in musts {
            self.score(criterion)?;
            self.mean(place)?;
            self.settle(place, criterion, met, met == PASSES);
            met += 1;
        }
        for (place, criterion) in helps {
            self.score(criterion)?;
            self.mean(place)?;
            self.settle(place, criterion, met, false);
        }
        self.finish(met, see);
        Ok(())
    }

    /// Whether somebody passes the filters; remembered.
    fn look_at(&mut self, subject: u32) -> u8 {
        let state = &mut self.desk.state[subject as usize];
        if *state == 0 {
            let practical = self.shelf.heads[subject as usize].practical;
            let passes = self.wanted.asked.admits(practical) && self.segment.is_alive(subject);
            *state = if passes { PASSES } else { 1 };
            self.desk.looked_at.push(subject);
        }
        *state
    }

    /// Scores every document of the runs for a criterion.
    fn score(&mut self, criterion: &Criterion) -> tantivy::Result<()> {
        let desk = &mut *self.desk;
        if criterion.is_open() {
            for document in self.documents.iter().flat_map(Clone::clone) {
                desk.named[document as usize] = 1.0;
                desk.touched.push(document);
            }
            return Ok(());
        }
        self.segment.words.add(&criterion.short, &self.documents, desk)?;
        self.segment.long.add(&criterion.long, &self.documents, desk)?;
        for (slug, score) in &criterion.labels {
            self.badges(&index::badge_token(slug, 0), |said, sum, _| {
                if !said.is_presumed() {
                    *sum = sum.max(*score);
                }
            })?;
        }
        for (slug, confidence) in &criterion.meant {
            for level in 0..LEVELS {
                self.badges(&index::badge_token(slug, level), |said, _, named| {
                    let strength = evidence::named_strength(*confidence, level, said.is_presumed());
                    *named = named.max(strength);
                })?;
            }
        }
        Ok(())
    }

    /// Raises how far documents mean the same as a criterion.
    fn mean(&mut self, place: usize) -> tantivy::Result<()> {
        for near in &self.near[place] {
            let Some(postings) = self.segment.badge.read(&near.token, IndexRecordOption::Basic)? else {
                continue;
            };
            let desk = &mut *self.desk;
            walk(postings, &self.documents, |document, _| {
                if !(near.is_label && self.shelf.said[document as usize].is_presumed()) {
                    let meaning = &mut desk.meaning[document as usize];
                    *meaning = meaning.max(near.nearness);
                    desk.touched.push(document);
                }
            });
        }
        Ok(())
    }

    /// Visits the documents with a badge: from where it is said, what its words score, how strongly it is meant.
    fn badges(
        &mut self,
        token: &str,
        mut raise: impl FnMut(Said, &mut f32, &mut f32),
    ) -> tantivy::Result<()> {
        let Some(postings) = self.segment.badge.read(token, IndexRecordOption::Basic)? else {
            return Ok(());
        };
        let desk = &mut *self.desk;
        walk(postings, &self.documents, |document, _| {
            let (sum, named) = (
                &mut desk.sums[document as usize],
                &mut desk.named[document as usize],
            );
            let fresh = *sum == 0.0 && *named == 0.0;
            raise(self.shelf.said[document as usize], sum, named);
            if fresh {
                desk.touched.push(document);
            }
        });
        Ok(())
    }

    /// From documents to people: how strongly each who met the musts so far meets this criterion. `first` lets
    /// in people nobody looked at yet.
    fn settle(&mut self, place: usize, criterion: &Criterion, met: u8, first: bool) {
        let mut touched = std::mem::take(&mut self.desk.touched);
        for document in touched.drain(..) {
            let sum = std::mem::take(&mut self.desk.sums[document as usize]);
            let named = std::mem::take(&mut self.desk.named[document as usize]);
            let meaning = std::mem::take(&mut self.desk.meaning[document as usize]);
            let subject = self.shelf.owner[document as usize];
            let state = if first {
                self.look_at(subject)
            } else {
                self.desk.state[subject as usize]
            };
            if state >= met {
                self.hear(criterion, document, subject, [sum, named, meaning]);
            }
        }
        self.desk.touched = touched;
        let count = self.wanted.criteria.len();
        for subject in self.desk.met.drain(..) {
            let subject = subject as usize;
            let strength = criterion.strength(std::mem::take(&mut self.desk.best[subject]));
            if strength > 0.0 {
                self.desk.strengths[subject * count + place] = strength;
                if criterion.sought.need == Need::Must {
                    self.desk.state[subject] = met + 1;
                }
            }
        }
    }

    #[inline]
    fn hear(&mut self, criterion: &Criterion, document: u32, subject: u32, [sum, named, meaning]: [f32; 3]) {
        let said = self.shelf.said[document as usize];
        let best = &mut self.desk.best[subject as usize];
        let before = *best;
        if said == Said::LONG {
            best.long = best.long.max(sum);
            best.meaning = best.meaning.max(meaning);
        } else if said.kind() == criterion.sought.kind
            && let Some(factor) = criterion.speaks(said.standpoint())
        {
            best.short = best.short.max(factor * sum);
            best.named = best.named.max(factor * named);
            best.meaning = best.meaning.max(factor * meaning);
        }
        if before == Best::default() && *best != before {
            self.desk.met.push(subject);
        }
    }

    /// Shows who met everything, and clears the desk.
    fn finish(self, met: u8, see: &mut impl FnMut(Found)) {
        let desk = self.desk;
        let count = self.wanted.criteria.len();
        for subject in desk.looked_at.drain(..) {
            let number = subject as usize;
            let strengths = &mut desk.strengths[number * count..(number + 1) * count];
            if std::mem::take(&mut desk.state[number]) >= met {
                let head = self.shelf.heads[number];
                let closeness = self.wanted.closeness(head.practical, strengths);
                if let Some(closeness) = closeness {
                    see(Found {
                        id: head.id,
                        closeness,
                    });
                }
            }
            strengths.fill(0.0);
        }
    }
}
