//! One question put to one segment: must by must, then what helps, each word's postings read once.

use std::ops::Range;

use tantivy::schema::IndexRecordOption;

use super::{
    desk::Desk,
    evidence::{self, Best, Criterion},
    index::{self, LEVELS, Said},
    near::Near,
    postings::walk,
    ranking::Wanted,
    retrieval::{Found, Segment},
    shelf::Shelf,
};
use crate::opportunity::Need;

/// State of a subject that passes the filters and met no must yet.
const PASSES: u32 = 2;
/// When more than one of so many documents is met, they are gone through in their order: that costs less than
/// jumping from one to the next.
const DENSE: usize = 12;
/// When fewer than one of so many documents belong to people who are still in question, only those are scored.
const FEW: usize = 4;

/// One question put to one segment.
pub(super) struct Walk<'w> {
    segment: &'w Segment,
    shelf: &'w Shelf,
    subjects: &'w [Range<u32>],
    documents: Vec<Range<u32>>,
    /// Whether these are the documents of fewer people than `subjects`.
    narrowed: bool,
    wanted: &'w Wanted,
    /// By criterion.
    near: &'w [Vec<Near>],
    desk: &'w mut Desk,
}

impl<'w> Walk<'w> {
    /// Begins with the subjects in these runs.
    pub fn new(
        segment: &'w Segment,
        subjects: &'w [Range<u32>],
        (wanted, near): (&'w Wanted, &'w [Vec<Near>]),
        desk: &'w mut Desk,
    ) -> Self {
        let shelf = &*segment.shelf;
        desk.fit(shelf, wanted.criteria.len());
        Self {
            documents: subjects.iter().map(|run| shelf.documents(run)).collect(),
            narrowed: false,
            segment,
            shelf,
            subjects,
            wanted,
            near,
            desk,
        }
    }

    /// Shows who passes the filters and meets every must.
    pub fn go(mut self, see: &mut impl FnMut(Found)) -> tantivy::Result<()> {
        let criteria = self.wanted.criteria.iter().enumerate();
        let (musts, helps): (Vec<_>, Vec<_>) =
            criteria.partition(|(_, criterion)| criterion.sought.need == Need::Must);
        if musts.is_empty() {
            for subject in self.subjects.iter().flat_map(Clone::clone) {
                self.look_at(subject);
            }
        }
        let mut met = PASSES;
        for (place, criterion) in musts.into_iter().chain(helps) {
            // Nobody is left.
            if self.documents.is_empty() {
                break;
            }
            self.score(criterion)?;
            self.mean(place)?;
            self.settle(
                place,
                criterion,
                met,
                met == PASSES && criterion.sought.need == Need::Must,
            );
            if criterion.sought.need == Need::Must {
                met += 1;
                self.narrow(met);
            }
        }
        self.finish(met, see);
        Ok(())
    }

    /// Whether somebody passes the filters; remembered.
    fn look_at(&mut self, subject: u32) -> u32 {
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

    /// From here on only those who met so many musts are in question.
    fn narrow(&mut self, met: u32) {
        let length = |runs: &[Range<u32>]| runs.iter().map(ExactSizeIterator::len).sum::<usize>();
        let desk = &mut *self.desk;
        let left = desk.looked_at.iter().copied();
        let mut left: Vec<u32> = left
            .filter(|subject| desk.state[*subject as usize] >= met)
            .collect();
        // Each has a handful of documents; counting them is not worth it.
        if 8 * FEW * left.len() > length(&self.documents) {
            return;
        }
        left.sort_unstable();
        self.narrowed = true;
        self.documents.clear();
        for subject in left {
            let next = self.shelf.documents(&(subject..subject + 1));
            match self.documents.last_mut() {
                Some(run) if run.end == next.start => run.end = next.end,
                _ => self.documents.push(next),
            }
        }
    }

    /// From documents to people: how strongly each who met the musts so far meets this criterion. `first` lets
    /// in people nobody looked at yet.
    fn settle(&mut self, place: usize, criterion: &Criterion, met: u32, first: bool) {
        let documents: usize = self.documents.iter().map(ExactSizeIterator::len).sum();
        if !self.narrowed && DENSE * self.desk.touched.len() > documents {
            self.settle_in_order(place, criterion, met, first);
        } else {
            self.settle_touched(place, criterion, met, first);
        }
    }

    /// Goes through everybody.
    fn settle_in_order(&mut self, place: usize, criterion: &Criterion, met: u32, first: bool) {
        for subject in self.subjects.iter().flat_map(Clone::clone) {
            let documents = self.shelf.documents(&(subject..subject + 1));
            let mut best = Best::default();
            for document in documents {
                let row = self.desk.take_row(document);
                if row.iter().any(|part| *part > 0.0) {
                    hear(&mut best, criterion, self.shelf.said[document as usize], row);
                }
            }
            if best != Best::default() && self.state(subject, first) >= met {
                self.note(place, criterion, met, subject, best);
            }
        }
        self.desk.touched.clear();
    }

    /// Goes through those that were met.
    fn settle_touched(&mut self, place: usize, criterion: &Criterion, met: u32, first: bool) {
        let mut touched = std::mem::take(&mut self.desk.touched);
        for document in touched.drain(..) {
            let row = self.desk.take_row(document);
            let subject = self.shelf.owner[document as usize];
            if self.state(subject, first) >= met {
                let best = &mut self.desk.best[subject as usize];
                let before = *best;
                hear(best, criterion, self.shelf.said[document as usize], row);
                if before == Best::default() && *best != before {
                    self.desk.met.push(subject);
                }
            }
        }
        self.desk.touched = touched;
        let mut people = std::mem::take(&mut self.desk.met);
        for subject in people.drain(..) {
            let best = std::mem::take(&mut self.desk.best[subject as usize]);
            self.note(place, criterion, met, subject, best);
        }
        self.desk.met = people;
    }

    fn state(&mut self, subject: u32, first: bool) -> u32 {
        if first {
            self.look_at(subject)
        } else {
            self.desk.state[subject as usize]
        }
    }

    fn note(&mut self, place: usize, criterion: &Criterion, met: u32, subject: u32, best: Best) {
        let strength = criterion.strength(best);
        if strength > 0.0 {
            let subject = subject as usize;
            self.desk.strengths[subject * self.wanted.criteria.len() + place] = strength;
            if criterion.sought.need == Need::Must {
                self.desk.state[subject] = met + 1;
            }
        }
    }

    /// Shows who met everything, and clears the desk.
    fn finish(self, met: u32, see: &mut impl FnMut(Found)) {
        let desk = self.desk;
        let count = self.wanted.criteria.len();
        for subject in desk.looked_at.drain(..) {
            let number = subject as usize;
            let state = std::mem::take(&mut desk.state[number]);
            if state < PASSES {
                continue;
            }
            let strengths = &mut desk.strengths[number * count..(number + 1) * count];
            if state >= met {
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

/// Takes one document into account: what its words score, how strongly its badge is meant, and how far it means the
/// same.
#[inline]
fn hear(best: &mut Best, criterion: &Criterion, said: Said, [sum, named, meaning]: [f32; 3]) {
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
}
