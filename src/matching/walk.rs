//! One question put to one segment: must by must, then what helps, each word's postings read once. Whoever can no
//! longer be among the best is left out before the rest is read; what is left comes to the same bits.

mod promising;

use std::ops::Range;

use super::{
    desk::{Desk, Row},
    evidence::{Best, Criterion},
    index::Said,
    meaning::TextKey,
    postings::walk,
    question::{Keep, Link, Question, Sought},
    ranking::Wanted,
    retrieval::{Found, Segment},
    shelf::Shelf,
};
use crate::opportunity::Need;

/// State of a subject that passes the filters and met no must yet.
const PASSES: u32 = 2;
/// State of a subject that does not pass, or is out of the question.
const OUT: u32 = 1;
/// When more than one of so many documents is met, they are gone through in their order: that costs less than
/// jumping from one to the next.
const DENSE: usize = 12;
/// When fewer than one of so many documents belong to people who are still in question, only those are scored.
const FEW: usize = 4;

/// One question put to one segment.
pub struct Walk<'w> {
    segment: &'w Segment,
    shelf: &'w Shelf,
    wanted: &'w Wanted,
    least: f32,
    subjects: Vec<Range<u32>>,
    documents: Vec<Range<u32>>,
    /// Whether these are the documents of fewer people than `subjects`.
    narrowed: bool,
    musts: Vec<Sought<'w>>,
    helps: Vec<Sought<'w>>,
    desk: &'w mut Desk,
}

impl<'w> Walk<'w> {
    /// Looks up where everything stands that is asked for.
    pub fn new(
        segment: &'w Segment,
        question: &'w Question<'w>,
        desk: &'w mut Desk,
    ) -> tantivy::Result<Self> {
        let (shelf, wanted) = (&*segment.shelf, question.wanted);
        let with_sense = wanted.criteria.iter().any(|criterion| criterion.sense.is_some());
        desk.fit(shelf, wanted.criteria.len(), with_sense);
        let subjects = question.subjects(segment);
        let documents: Vec<Range<u32>> = subjects.iter().map(|run| shelf.documents(run)).collect();
        let sought = if documents.is_empty() {
            Vec::new()
        } else {
            question.sought(segment)?
        };
        let (mut musts, helps): (Vec<_>, Vec<_>) = sought
            .into_iter()
            .partition(|sought| sought.criterion.sought.need == Need::Must);
        // The rarest first: the fewer are left for the others.
        musts.sort_by_key(|sought| sought.reach);
        Ok(Self {
            segment,
            shelf,
            wanted,
            least: question.least,
            subjects,
            documents,
            narrowed: false,
            musts,
            helps,
            desk,
        })
    }

    /// Shows who passes the filters and meets every must; when only the best are kept, perhaps not those that are
    /// none.
    pub fn go(mut self, keep: Option<Keep>, see: &mut impl FnMut(Found)) -> tantivy::Result<()> {
        let (musts, helps) = (std::mem::take(&mut self.musts), std::mem::take(&mut self.helps));
        if self.documents.is_empty() || musts.first().is_some_and(|sought| sought.reach == 0) {
            return Ok(());
        }
        if musts.is_empty() {
            for subject in self.subjects.clone().into_iter().flatten() {
                self.look_at(subject);
            }
        }
        let mut keep = keep;
        if let Some(keep) = &mut keep {
            keep.floor = self.floor(*keep, &musts, &helps)?;
            self.least = self.least.max(self.wanted.least_must(keep.floor));
        }
        let mut met = PASSES;
        for sought in &musts {
            self.keep_promising(sought, met, met == PASSES)?;
            self.hear(sought, met, met == PASSES)?;
            met += 1;
            self.narrow(met);
        }
        for (sought, left) in helps.iter().zip((1..=helps.len()).rev()) {
            if let Some(keep) = keep {
                self.prune(keep, met, left);
            }
            if self.documents.is_empty() {
                break;
            }
            self.hear(sought, met, false)?;
        }
        self.finish(met, see);
        Ok(())
    }

    /// Takes one criterion into account. `first` lets in people nobody looked at yet.
    fn hear(&mut self, sought: &Sought, met: u32, first: bool) -> tantivy::Result<()> {
        self.score(sought)?;
        self.mean(sought.criterion, met, first);
        let documents: usize = self.documents.iter().map(ExactSizeIterator::len).sum();
        if !self.narrowed && DENSE * self.desk.touched.len() > documents {
            self.settle_in_order(sought, met, first);
        } else {
            self.settle_touched(sought, met, first);
        }
        Ok(())
    }

    /// Whether somebody passes the filters; remembered.
    fn look_at(&mut self, subject: u32) -> u32 {
        let state = &mut self.desk.state[subject as usize];
        if *state == 0 {
            let practical = self.shelf.heads[subject as usize].practical;
            let passes = self.wanted.asked.admits(practical) && self.segment.is_alive(subject);
            *state = if passes { PASSES } else { OUT };
            self.desk.looked_at.push(subject);
        }
        *state
    }

    fn state(&mut self, subject: u32, first: bool) -> u32 {
        if first {
            self.look_at(subject)
        } else {
            self.desk.state[subject as usize]
        }
    }

    /// Scores every document of the runs.
    fn score(&mut self, sought: &Sought) -> tantivy::Result<()> {
        let (segment, criterion, desk) = (self.segment, sought.criterion, &mut *self.desk);
        if criterion.is_open() {
            for document in self.documents.iter().flat_map(Clone::clone) {
                desk.rows[document as usize].named = 1.0;
                desk.touched.push(document);
            }
            return Ok(());
        }
        let runs = &self.documents;
        segment.words.add(&criterion.short, &sought.words, runs, desk)?;
        segment.long.add(&criterion.long, &sought.long, runs, desk)?;
        for (info, link) in &sought.badges {
            walk(segment.badge(info)?, runs, |document, _| {
                let presumed = self.shelf.said[document as usize].is_presumed();
                match link {
                    Link::Meant(strength) => {
                        let strength = strength[usize::from(presumed)];
                        desk.raise(document, |row| row.named = row.named.max(strength));
                    }
                    // A label does not count where nobody confirmed the badge.
                    _ if presumed => (),
                    Link::Label(score) => desk.raise(document, |row| row.sum = row.sum.max(*score)),
                    Link::Near(nearness) => desk.mean(document, *nearness),
                }
            });
        }
        Ok(())
    }

    /// Raises how far own words mean the same as a criterion.
    fn mean(&mut self, criterion: &Criterion, met: u32, first: bool) {
        let (Some(sense), Some(texts)) = (&criterion.sense, &self.segment.texts) else {
            return;
        };
        let runs = std::mem::take(&mut self.documents);
        for document in runs.iter().flat_map(Clone::clone) {
            if self.state(self.shelf.owner[document as usize], first) >= met
                && let Some(text) = texts.first(document)
            {
                self.desk.mean(document, sense.nearness(TextKey(text)));
            }
        }
        self.documents = runs;
    }

    /// From here on only those who met so many musts are in question.
    fn narrow(&mut self, met: u32) {
        let desk = &mut *self.desk;
        let left = desk.looked_at.iter().copied();
        let mut left: Vec<u32> = left
            .filter(|subject| desk.state[*subject as usize] >= met)
            .collect();
        left.sort_unstable();
        self.only(left);
    }

    /// From here on only these are in question, where that is worth it; they are sorted.
    fn only(&mut self, people: Vec<u32>) {
        // Each has a handful of documents; counting them is not worth it.
        let documents: usize = self.documents.iter().map(ExactSizeIterator::len).sum();
        if 8 * FEW * people.len() > documents {
            return;
        }
        self.narrowed = true;
        self.documents.clear();
        for subject in people {
            let next = self.shelf.documents(&(subject..subject + 1));
            match self.documents.last_mut() {
                Some(run) if run.end == next.start => run.end = next.end,
                _ => self.documents.push(next),
            }
        }
    }

    /// How everybody fits who met so many musts, by what is known so far.
    fn fits(&self, met: u32) -> Vec<(u32, f32)> {
        let count = self.wanted.criteria.len();
        let met = self
            .desk
            .looked_at
            .iter()
            .filter(|subject| self.desk.state[**subject as usize] >= met);
        met.map(|&subject| {
            let number = subject as usize;
            let strengths = &self.desk.strengths[number * count..(number + 1) * count];
            let closeness = self
                .wanted
                .closeness(self.shelf.heads[number].practical, strengths);
            (subject, closeness.map_or(0.0, |closeness| closeness.fit))
        })
        .collect()
    }

    /// Leaves out who cannot be among the best any more, even if they met everything that is left.
    fn prune(&mut self, keep: Keep, met: u32, left: usize) {
        let count = self.wanted.criteria.len();
        let mut fits = self.fits(met);
        let floor = keep.floor_of(&mut fits);
        if floor <= 0.0 {
            return;
        }
        for (subject, fit) in fits {
            if self.wanted.at_most(fit, left) < floor {
                let number = subject as usize;
                self.desk.state[number] = OUT;
                self.desk.strengths[number * count..(number + 1) * count].fill(0.0);
            }
        }
        self.narrow(met);
    }

    /// From documents to people: goes through everybody.
    fn settle_in_order(&mut self, sought: &Sought, met: u32, first: bool) {
        for subject in self.subjects.clone().into_iter().flatten() {
            let documents = self.shelf.documents(&(subject..subject + 1));
            let mut best = Best::default();
            for document in documents {
                let (row, meaning) = self.desk.take(document);
                if row != Row::default() || meaning > 0.0 {
                    let said = self.shelf.said[document as usize];
                    hear(&mut best, sought.criterion, said, row, meaning);
                }
            }
            if best != Best::default() && self.state(subject, first) >= met {
                self.note(sought, met, subject, best);
            }
        }
        self.desk.touched.clear();
    }

    /// Goes through those that were met.
    fn settle_touched(&mut self, sought: &Sought, met: u32, first: bool) {
        let mut touched = std::mem::take(&mut self.desk.touched);
        for document in touched.drain(..) {
            let (row, meaning) = self.desk.take(document);
            let subject = self.shelf.owner[document as usize];
            if self.state(subject, first) >= met {
                let best = &mut self.desk.best[subject as usize];
                let before = *best;
                let said = self.shelf.said[document as usize];
                hear(best, sought.criterion, said, row, meaning);
                if before == Best::default() && *best != before {
                    self.desk.met.push(subject);
                }
            }
        }
        self.desk.touched = touched;
        let mut people = std::mem::take(&mut self.desk.met);
        for subject in people.drain(..) {
            let best = std::mem::take(&mut self.desk.best[subject as usize]);
            self.note(sought, met, subject, best);
        }
        self.desk.met = people;
    }

    fn note(&mut self, sought: &Sought, met: u32, subject: u32, best: Best) {
        let strength = sought.criterion.scale.strength(best);
        if strength > 0.0 {
            let subject = subject as usize;
            self.desk.strengths[subject * self.wanted.criteria.len() + sought.place] = strength;
            if sought.criterion.sought.need == Need::Must && strength >= self.least {
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

/// Takes one document into account.
#[inline]
fn hear(best: &mut Best, criterion: &Criterion, said: Said, row: Row, meaning: f32) {
    if said == Said::LONG {
        best.long = best.long.max(row.sum);
        best.meaning = best.meaning.max(meaning);
    } else if said.kind() == criterion.sought.kind
        && let Some(factor) = criterion.speaks(said.standpoint())
    {
        best.short = best.short.max(factor * row.sum);
        best.named = best.named.max(factor * row.named);
        best.meaning = best.meaning.max(factor * meaning);
    }
}
