//! A question to the index: what an opportunity seeks, and where in a segment stands what can meet it.

use std::ops::Range;

use tantivy::postings::TermInfo;

use super::{
    evidence::{self, Criterion},
    index::{self, Subject},
    labels,
    ranking::Wanted,
    retrieval::Segment,
};
use crate::badge::catalogue;

/// What is asked of every segment.
pub struct Question<'w> {
    /// The opportunity.
    pub wanted: &'w Wanted,
    /// Weaker evidence for a must is none.
    pub least: f32,
    subject: Subject,
    districts: Option<Vec<bool>>,
    /// By criterion.
    near: Vec<Vec<Near>>,
}

/// How many are kept, the best of all, and how well the last of those already found fits.
#[derive(Clone, Copy)]
pub struct Keep {
    /// How many.
    pub limit: usize,
    /// A fit.
    pub floor: f32,
}

impl Keep {
    /// How well the last of those who are kept fits at least, when these fit at least so well. Their order is lost.
    pub fn floor_of(self, fits: &mut [(u32, f32)]) -> f32 {
        if self.limit == 0 || fits.len() < self.limit {
            return self.floor;
        }
        let (_, last, _) =
            fits.select_nth_unstable_by(self.limit - 1, |one, other| other.1.total_cmp(&one.1));
        self.floor.max(last.1)
    }
}

/// A criterion, and where in the segment stands what can meet it.
pub struct Sought<'w> {
    /// Its place among the criteria.
    pub place: usize,
    /// What is sought.
    pub criterion: &'w Criterion,
    /// Its words in own words, with what each counts.
    pub words: Vec<(TermInfo, f32)>,
    /// Its words in long texts.
    pub long: Vec<(TermInfo, f32)>,
    /// The badges that have to do with it.
    pub badges: Vec<(TermInfo, Link)>,
    /// It can be met by at most so many documents.
    pub reach: u64,
}

/// What a badge is to a criterion.
#[derive(Clone, Copy)]
pub enum Link {
    /// Its label has words of it: they score so much.
    Label(f32),
    /// It is meant: so strongly when somebody confirmed it, and when not.
    Meant([f32; 2]),
    /// Its label means the same, so far.
    Near(f32),
}

impl<'w> Question<'w> {
    /// Asks for subjects of a kind who meet every must at least so strongly.
    pub fn new(wanted: &'w Wanted, subject: Subject, least: f32) -> Self {
        Self {
            wanted,
            subject,
            least,
            districts: wanted.asked.admits_districts(),
            near: wanted.criteria.iter().map(near).collect(),
        }
    }

    /// The subjects of a segment that may pass, in runs.
    pub fn subjects(&self, segment: &Segment) -> Vec<Range<u32>> {
        segment.shelf.within(self.subject, self.districts.as_deref())
    }

    /// What is sought, and where in a segment stands what can meet it.
    pub fn sought(&self, segment: &Segment) -> tantivy::Result<Vec<Sought<'w>>> {
        let criteria = self.wanted.criteria.iter().zip(&self.near).enumerate();
        criteria
            .map(|(place, (criterion, near))| Sought::find(segment, place, criterion, near))
            .collect()
    }
}

impl<'w> Sought<'w> {
    /// Looks up where everything stands that can meet a criterion.
    fn find(
        segment: &Segment,
        place: usize,
        criterion: &'w Criterion,
        near: &[Near],
    ) -> tantivy::Result<Self> {
        let mut sought = Self {
            place,
            criterion,
            words: segment.words.find_all(&criterion.short)?,
            long: segment.long.find_all(&criterion.long)?,
            badges: Vec::new(),
            reach: 0,
        };
        let mut put = |token: &str, link: Link| -> tantivy::Result<()> {
            let found = segment.badges.find(token)?;
            sought.badges.extend(found.map(|info| (info, link)));
            Ok(())
        };
        for (slug, score) in &criterion.labels {
            put(&index::badge_tokens(slug)[0], Link::Label(*score))?;
        }
        for (slug, confidence) in &criterion.meant {
            for (level, token) in index::badge_tokens(slug).iter().enumerate() {
                let strength = |presumed| evidence::named_strength(*confidence, level, presumed);
                put(token, Link::Meant([false, true].map(strength)))?;
            }
        }
        for (token, nearness) in near {
            put(token, Link::Near(*nearness))?;
        }
        let words = sought.words.iter().chain(&sought.long).map(|(info, _)| info);
        let all = words.chain(sought.badges.iter().map(|(info, _)| info));
        sought.reach = if criterion.is_open() || criterion.sense.is_some() {
            u64::MAX
        } else {
            all.map(|info| u64::from(info.doc_freq)).sum()
        };
        Ok(sought)
    }
}

/// The token of a badge whose label means the same as a criterion, and how far, 0 to 1.
type Near = (&'static str, f32);

/// The badges whose labels mean the same as a criterion; none without the meaning pack. Where a badge is sought the
/// tree decides between labels.
fn near(criterion: &Criterion) -> Vec<Near> {
    let Some(sense) = criterion
        .sense
        .as_ref()
        .filter(|_| criterion.sought.badge.is_none())
    else {
        return Vec::new();
    };
    let badges = catalogue().badges().iter();
    let badges = badges.filter(|badge| badge.kind == criterion.sought.kind);
    let near = badges.map(|badge| {
        let nearness = sense.nearness(labels::key(&badge.slug));
        (index::badge_tokens(&badge.slug)[0].as_str(), nearness)
    });
    near.filter(|(_, nearness)| *nearness > 0.0).collect()
}
