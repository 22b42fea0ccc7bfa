//! A question to the index: what an opportunity seeks, and where in a segment stands what can meet it.

use std::ops::Range;

use tantivy::schema::IndexRecordOption;

use super::{
    evidence::{self, Criterion},
    index::{self, Subject},
    labels,
    postings::Cursor,
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

/// A criterion, and where in the segment stands what can meet it.
pub struct Sought<'w> {
    /// Its place among the criteria.
    pub place: usize,
    /// What is sought.
    pub criterion: &'w Criterion,
    /// Its words in own words, with what each counts.
    pub words: Vec<(Cursor<'w>, f32)>,
    /// Its words in long texts.
    pub long: Vec<(Cursor<'w>, f32)>,
    /// The badges that have to do with it.
    pub badges: Vec<(Cursor<'w>, Link)>,
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
    pub fn sought(&self, segment: &'w Segment) -> tantivy::Result<Vec<Sought<'w>>> {
        let criteria = self.wanted.criteria.iter().zip(&self.near).enumerate();
        criteria
            .map(|(place, (criterion, near))| Sought::find(segment, place, criterion, near))
            .collect()
    }
}

impl<'w> Sought<'w> {
    /// Looks up where everything stands that can meet a criterion.
    fn find(
        segment: &'w Segment,
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
            let cursor = found.map(|info| segment.badges.cursor(info, IndexRecordOption::Basic));
            sought.badges.extend(cursor.map(|cursor| (cursor, link)));
            Ok(())
        };
        for (slug, score) in &criterion.labels {
            put(&index::badge_tokens(slug)[0], Link::Label(*score))?;
        }
        for (slug, confidence) in &criterion.meant {
            let levels = if criterion.is_for_pool { 1 } else { usize::MAX };
            for (level, token) in index::badge_tokens(slug).iter().enumerate().take(levels) {
                let strength = |presumed| evidence::named_strength(*confidence, level, presumed);
                put(token, Link::Meant([false, true].map(strength)))?;
            }
        }
        for (token, nearness) in near {
            put(token, Link::Near(*nearness))?;
        }
        let words = sought.words.iter().chain(&sought.long).map(|(cursor, _)| cursor);
        let all = words.chain(sought.badges.iter().map(|(cursor, _)| cursor));
        sought.reach = if criterion.is_open() || criterion.sense.is_some() {
            u64::MAX
        } else {
            all.map(Cursor::reach).sum()
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
