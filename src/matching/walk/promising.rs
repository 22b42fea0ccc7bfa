//! Who can be among the best, found before everybody's words are read: from badges it is known how well the best fit at
//! least, and so how strongly a must has to be met, and so which rare words or badges somebody must have. (The idea of
//! `MaxScore`: Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995.)

use tantivy::{
    postings::{BlockSegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

use super::{Keep, Link, OUT, PASSES, Sought, Walk};
use crate::matching::{postings::walk, words};

impl<'w> Walk<'w> {
    /// How well the last of those who are kept fits at least, by badges alone.
    pub(super) fn floor(
        &mut self,
        keep: Keep,
        musts: &[Sought<'w>],
        helps: &[Sought<'w>],
    ) -> tantivy::Result<f32> {
        let is_named = |sought: &Sought| {
            sought
                .badges
                .iter()
                .any(|(_, link)| matches!(link, Link::Meant(_)))
        };
        if musts.is_empty() || !musts.iter().all(is_named) {
            return Ok(keep.floor);
        }
        let mut met = PASSES;
        for sought in musts {
            self.name(sought)?;
            self.settle_touched(sought, met, met == PASSES);
            met += 1;
        }
        for sought in helps {
            self.name(sought)?;
            self.settle_touched(sought, met, false);
        }
        let count = self.wanted.criteria.len();
        let mut fits = self.fits(met);
        for &subject in &self.desk.looked_at {
            let number = subject as usize;
            if self.desk.state[number] != OUT {
                self.desk.state[number] = PASSES;
                self.desk.strengths[number * count..(number + 1) * count].fill(0.0);
            }
        }
        Ok(keep.floor_of(&mut fits))
    }

    /// Takes badges alone into account.
    fn name(&mut self, sought: &Sought) -> tantivy::Result<()> {
        for (info, link) in &sought.badges {
            let Link::Meant(strength) = link else { continue };
            let desk = &mut *self.desk;
            walk(self.segment.badge(info)?, &self.documents, |document, _| {
                let presumed = self.shelf.said[document as usize].is_presumed();
                let strength = strength[usize::from(presumed)];
                desk.raise(document, |row| row.named = row.named.max(strength));
            });
        }
        Ok(())
    }

    /// Leaves out who cannot meet a must strongly enough, where that is told by few postings.
    pub(super) fn keep_promising(&mut self, sought: &Sought, met: u32, first: bool) -> tantivy::Result<()> {
        let criterion = sought.criterion;
        if self.least <= 0.0 || criterion.is_open() || criterion.sense.is_some() {
            return Ok(());
        }
        let [short, long] = criterion.scale.least_sums(self.least);
        let badges = sought.badges.iter().filter(|(_, link)| match link {
            Link::Meant(strength) => strength[0].max(strength[1]) >= self.least,
            Link::Label(score) => *score >= short,
            Link::Near(_) => false,
        });
        let badges: Vec<&TermInfo> = badges.map(|(info, _)| info).collect();
        let (short, long) = (telling(&sought.words, short), telling(&sought.long, long));
        let all = badges.iter().chain(&short).chain(&long);
        let reach: u64 = all.map(|info| u64::from(info.doc_freq)).sum();
        if MUCH * reach > sought.reach {
            return Ok(());
        }
        let mut people = Vec::new();
        for info in badges {
            self.owners(self.segment.badge(info)?, &mut people);
        }
        for (infos, postings) in [(short, &self.segment.words), (long, &self.segment.long)] {
            for info in infos {
                self.owners(postings.read(info, IndexRecordOption::Basic)?, &mut people);
            }
        }
        people.sort_unstable();
        people.dedup();
        people.retain(|subject| self.state(*subject, first) >= met);
        self.only(people);
        Ok(())
    }

    fn owners(&self, postings: BlockSegmentPostings, people: &mut Vec<u32>) {
        walk(postings, &self.documents, |document, _| {
            people.push(self.shelf.owner[document as usize]);
        });
    }
}

/// Where fewer than one of so many postings tell who is promising, they are asked first.
const MUCH: u64 = 2;

/// The words of which a text must have at least one to score so much: without them it has only the lightest, which do
/// not add up to it.
fn telling(words: &[(TermInfo, f32)], needed: f32) -> Vec<&TermInfo> {
    let mut words: Vec<&(TermInfo, f32)> = words.iter().collect();
    words.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut light = 0.0;
    let heavy = words.into_iter().skip_while(|(_, weight)| {
        light += words::most(*weight);
        light < needed
    });
    heavy.map(|(info, _)| info).collect()
}
