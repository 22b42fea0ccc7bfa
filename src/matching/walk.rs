//! One question put to one segment, window by window: must by must, then what helps, each word's postings read once.
//! Whoever can no longer be among the best is left out as soon as that is known; what is left comes to the same bits.
//!
//! Windows, because a million people do not fit into the memory near the processor, and because the best of one window
//! spare much of the next: the idea of `MaxScore` (Turtle and Flood, "Query Evaluation: Strategies and Optimizations",
//! 1995), with people in place of documents.

use std::ops::Range;

use super::{
    desk::{Desk, Row},
    evidence::{Best, Criterion},
    index::Said,
    meaning::TextKey,
    question::{Link, Question, Sought},
    ranking::Wanted,
    retrieval::{Found, See, Segment},
    shelf::Shelf,
};
use crate::opportunity::Need;

/// State of a subject that passes the filters and met no must yet.
const PASSES: u32 = 2;
/// State of a subject that does not pass, or is out of the question.
const OUT: u32 = 1;
/// So many documents make a window. Tests have few.
const WINDOW: u32 = if cfg!(test) { 40 } else { 1 << 14 };
/// When fewer than one of so many documents belong to people who are still in question, only those are scored.
const FEW: usize = 4;

/// Puts a question to a segment. Shows who passes the filters and meets every must; perhaps not those whom `see` does
/// not want.
pub fn ask(
    segment: &Segment,
    question: &Question,
    desk: &mut Desk,
    see: &mut impl See,
) -> tantivy::Result<()> {
    let subjects = question.subjects(segment);
    if subjects.is_empty() {
        return Ok(());
    }
    let sought = question.sought(segment)?.into_iter();
    let (mut musts, mut helps): (Vec<Sought>, Vec<Sought>) =
        sought.partition(|sought| sought.criterion.sought.need == Need::Must);
    // The rarest first: the fewer are left for the others.
    musts.sort_by_key(|sought| sought.reach);
    if musts.first().is_some_and(|sought| sought.reach == 0) {
        return Ok(());
    }
    let wanted = question.wanted;
    let with_sense = wanted.criteria.iter().any(|criterion| criterion.sense.is_some());
    for subjects in segment.shelf.windows(&subjects, WINDOW) {
        let all = subjects[0].start..subjects[subjects.len() - 1].end;
        desk.lay(&segment.shelf, &all, wanted.criteria.len(), with_sense);
        let best = see.wants();
        let floor = best.map_or(0.0, |(floor, _)| floor);
        let window = Window {
            segment,
            shelf: &segment.shelf,
            wanted,
            least: question.least.max(wanted.least_strength(floor)),
            best,
            documents: subjects.iter().map(|run| segment.shelf.documents(run)).collect(),
            desk,
        };
        window.go(&subjects, &mut musts, &mut helps, see)?;
    }
    Ok(())
}

/// Some people, one after the other.
struct Window<'w> {
    segment: &'w Segment,
    shelf: &'w Shelf,
    wanted: &'w Wanted,
    /// Weaker evidence for a must is none.
    least: f32,
    /// How well the last of those already found fits, and how many are wanted.
    best: Option<(f32, usize)>,
    documents: Vec<Range<u32>>,
    desk: &'w mut Desk,
}

impl Window<'_> {
    fn go(
        mut self,
        subjects: &[Range<u32>],
        musts: &mut [Sought],
        helps: &mut [Sought],
        see: &mut impl See,
    ) -> tantivy::Result<()> {
        // Without a must everybody is in question, unless only the best are wanted and who meets nothing is known to be
        // none of them.
        let best_only = self.best.is_some() && self.least > 0.0;
        let whoever = musts.is_empty() && !helps.is_empty() && best_only;
        if musts.is_empty() && !whoever {
            for subject in subjects.iter().flat_map(Clone::clone) {
                self.look_at(subject);
            }
        }
        let mut met = PASSES;
        for sought in musts {
            self.hear(sought, met, met == PASSES)?;
            met += 1;
            self.narrow(met);
        }
        let count = helps.len();
        for (sought, left) in helps.iter_mut().zip((1..=count).rev()) {
            self.prune(met, left);
            if !whoever {
                self.narrow(met);
            }
            if self.documents.is_empty() {
                break;
            }
            self.hear(sought, met, whoever)?;
        }
        self.finish(met, see);
        Ok(())
    }

    /// Takes one criterion into account. `first` lets in people nobody looked at yet.
    fn hear(&mut self, sought: &mut Sought, met: u32, first: bool) -> tantivy::Result<()> {
        if self.documents.is_empty() {
            return Ok(());
        }
        self.score(sought)?;
        self.mean(sought.criterion, met, first);
        self.settle(sought, met, first);
        Ok(())
    }

    /// Whether somebody passes the filters; remembered.
    fn look_at(&mut self, subject: u32) -> u32 {
        let state = self.desk.state(subject);
        if state > 0 {
            return state;
        }
        let practical = self.shelf.practical[subject as usize];
        let passes = self.wanted.asked.admits(practical) && self.segment.is_alive(subject);
        let state = if passes { PASSES } else { OUT };
        self.desk.seat(subject).state = state;
        self.desk.looked_at.push(subject);
        state
    }

    fn state(&mut self, subject: u32, first: bool) -> u32 {
        if first {
            self.look_at(subject)
        } else {
            self.desk.state(subject)
        }
    }

    /// Scores every document of the runs.
    fn score(&mut self, sought: &mut Sought) -> tantivy::Result<()> {
        let (segment, criterion, desk) = (self.segment, sought.criterion, &mut *self.desk);
        let runs = &self.documents;
        if criterion.is_open() {
            for document in runs.iter().flat_map(Clone::clone) {
                desk.raise(document, |row| row.named = 1.0);
            }
            return Ok(());
        }
        segment
            .words
            .add(&criterion.short, &mut sought.words, runs, desk)?;
        segment.long.add(&criterion.long, &mut sought.long, runs, desk)?;
        for (badge, link) in &mut sought.badges {
            badge.walk(runs, |document, _| {
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
            })?;
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

    /// From here on only those who met so many musts are in question, where that is worth it.
    fn narrow(&mut self, met: u32) {
        let desk = &mut *self.desk;
        let left = desk.looked_at.iter().copied();
        let mut left: Vec<u32> = left.filter(|subject| desk.state(*subject) >= met).collect();
        // Each has a handful of documents; counting them is not worth it.
        let documents: usize = self.documents.iter().map(ExactSizeIterator::len).sum();
        if 8 * FEW * left.len() > documents {
            return;
        }
        left.sort_unstable();
        self.documents.clear();
        for subject in left {
            let next = self.shelf.documents(&(subject..subject + 1));
            match self.documents.last_mut() {
                Some(run) if run.end == next.start => run.end = next.end,
                _ => self.documents.push(next),
            }
        }
    }

    /// Leaves out who cannot be among the best any more, even if they met everything that is left.
    fn prune(&mut self, met: u32, left: usize) {
        let Some((mut floor, limit)) = self.best else {
            return;
        };
        let mut fits: Vec<(u32, f32)> = Vec::new();
        let looked_at = std::mem::take(&mut self.desk.looked_at);
        for &subject in &looked_at {
            if self.desk.state(subject) >= met {
                let practical = self.shelf.practical[subject as usize];
                let closeness = self.wanted.closeness(practical, self.desk.strengths(subject));
                fits.push((subject, closeness.map_or(0.0, |closeness| closeness.fit)));
            }
        }
        self.desk.looked_at = looked_at;
        if limit > 0 && fits.len() > limit {
            let (_, last, _) = fits.select_nth_unstable_by(limit - 1, |one, other| other.1.total_cmp(&one.1));
            floor = floor.max(last.1);
        }
        let least = self.wanted.least_fit(floor, left);
        for (subject, fit) in fits {
            if fit < least {
                self.desk.seat(subject).state = OUT;
                self.desk.strengths(subject).fill(0.0);
            }
        }
    }

    /// From documents to people. Who has nothing but words too weak for a must is not even looked at.
    fn settle(&mut self, sought: &Sought, met: u32, first: bool) {
        let criterion = sought.criterion;
        let is_must = criterion.sought.need == Need::Must;
        let least = if is_must && criterion.sense.is_none() {
            self.least
        } else {
            0.0
        };
        let [short, long] = criterion.scale.least_sums(least);
        let touched = std::mem::take(&mut self.desk.touched);
        for &document in &touched {
            let (row, _) = self.desk.row(document);
            if least > 0.0 && row.named < least && row.sum < short.min(long) {
                continue;
            }
            let subject = self.shelf.owner[document as usize];
            if self.state(subject, first) >= met
                && !std::mem::replace(&mut self.desk.seat(subject).is_met, true)
            {
                self.desk.met.push(subject);
            }
        }
        for &document in &touched {
            let (row, meaning) = self.desk.row(document);
            let seat = self.desk.seat(self.shelf.owner[document as usize]);
            if seat.is_met {
                let said = self.shelf.said[document as usize];
                hear(&mut seat.best, criterion, said, row, meaning);
            }
        }
        self.desk.touched = touched;
        self.desk.clear();
        let mut people = std::mem::take(&mut self.desk.met);
        for subject in people.drain(..) {
            let seat = self.desk.seat(subject);
            seat.is_met = false;
            let best = std::mem::take(&mut seat.best);
            self.note(sought, met, subject, best);
        }
        self.desk.met = people;
    }

    fn note(&mut self, sought: &Sought, met: u32, subject: u32, best: Best) {
        let strength = sought.criterion.scale.strength(best);
        if strength > 0.0 {
            self.desk.strengths(subject)[sought.place] = strength;
            if sought.criterion.sought.need == Need::Must && strength >= self.least {
                self.desk.seat(subject).state = met + 1;
            }
        }
    }

    /// Shows who met everything, and clears the desk.
    fn finish(self, met: u32, see: &mut impl See) {
        let desk = self.desk;
        let mut looked_at = std::mem::take(&mut desk.looked_at);
        for subject in looked_at.drain(..) {
            let state = std::mem::take(&mut desk.seat(subject).state);
            if state < PASSES {
                continue;
            }
            let strengths = desk.strengths(subject);
            if state >= met {
                let practical = self.shelf.practical[subject as usize];
                let closeness = self.wanted.closeness(practical, strengths);
                if let Some(closeness) = closeness {
                    see.see(Found {
                        id: self.shelf.ids[subject as usize],
                        closeness,
                    });
                }
            }
            strengths.fill(0.0);
        }
        desk.looked_at = looked_at;
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
