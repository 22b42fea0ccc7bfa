//! The other direction: every open opportunity, ready to be compared with a person. Kept in memory and changed one
//! opportunity at a time; a person's words look up the criteria that they meet.

mod closest;

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, Mutex},
};

use super::{
    basis::Basis,
    evidence::{Criterion, Scale},
    practical::Asked,
    profile::Posting,
    ranking::Wanted,
};
use crate::{
    area,
    moment::Moment,
    opportunity::{Need, OpportunityId},
};
use closest::Desk;

/// Every open opportunity.
#[derive(Default)]
pub struct Board {
    basis: Basis,
    /// By slot; a slot that fell free is used again.
    posted: Vec<Option<Posted>>,
    /// By slot, what every question needs of it.
    slots: Vec<Slot>,
    free: Vec<u32>,
    by_id: HashMap<OpportunityId, u32>,
    /// By number; numbers are not used again until the board is made anew.
    criteria: Vec<Place>,
    /// Criteria of opportunities that are gone.
    gone: usize,
    /// By word, for each kind of criterion.
    short: HashMap<String, [Vec<Link>; 2]>,
    long: HashMap<String, Vec<Link>>,
    /// By the slug of a badge that meets a criterion.
    badges: HashMap<String, [Vec<Link>; 2]>,
    /// By the slug of a badge whose label has words of a criterion.
    labels: HashMap<&'static str, [Vec<Link>; 2]>,
    /// Criteria that any badge of the kind meets.
    any: [Vec<Link>; 2],
    /// By district, a bit for each slot whose opportunity people of the district can come to.
    near: Vec<Vec<u64>>,
    /// The numbers of criteria whose meaning is known.
    with_sense: Vec<u32>,
    /// The slots of opportunities that seek nothing in particular.
    open_to_all: Vec<u32>,
    desks: Mutex<Vec<Desk>>,
}

/// An opportunity on the board.
pub struct Posted {
    /// Which.
    pub id: OpportunityId,
    /// What it asks, prepared.
    pub wanted: Arc<Wanted>,
}

/// What every question needs of an opportunity, side by side with that of the others.
struct Slot {
    asked: Asked,
    /// It takes answers until then.
    reply_by: Option<Moment>,
    /// The numbers of its criteria.
    criteria: Range<u32>,
}

/// What every question needs of a criterion: whose it is, and what meets it how strongly.
#[derive(Clone, Copy)]
struct Place {
    slot: u32,
    standpoint: u8,
    need: Need,
    scale: Scale,
}

/// Something that leads to a criterion, and how much it counts.
#[derive(Clone, Copy)]
struct Link {
    criterion: u32,
    slot: u32,
    weight: f32,
}

impl Board {
    /// An empty board.
    #[must_use]
    pub fn new(basis: Basis) -> Self {
        Self {
            basis,
            near: vec![Vec::new(); area::districts()],
            ..Self::default()
        }
    }

    /// The opportunities, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Posted> {
        self.posted.iter().flatten()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: OpportunityId) -> Option<&Posted> {
        let slot = self.by_id.get(&id)?;
        self.posted[*slot as usize].as_ref()
    }

    /// An opportunity, prepared: as it is up, unless it is another by now.
    #[must_use]
    pub fn prepare(&self, id: OpportunityId, posting: &Posting) -> Arc<Wanted> {
        match self.get(id) {
            Some(posted) if posted.wanted.posting == *posting => Arc::clone(&posted.wanted),
            _ => Arc::new(Wanted::new(posting, &self.basis)),
        }
    }

    /// Those that seek a badge by its name.
    pub fn seeking(&self, slug: &str) -> impl Iterator<Item = OpportunityId> {
        let links = self.badges.get(slug).into_iter().flatten().flatten();
        let posted = links.filter_map(|link| Some((link, self.posted[link.slot as usize].as_ref()?)));
        posted
            .filter(|(link, posted)| {
                let first = self.slots[link.slot as usize].criteria.start;
                let criterion = &posted.wanted.criteria[(link.criterion - first) as usize];
                criterion.sought.badge.is_some()
            })
            .map(|(_, posted)| posted.id)
    }

    /// Puts an opportunity up, in place of what it was; it takes answers until `reply_by`.
    pub fn put(&mut self, id: OpportunityId, posting: &Posting, reply_by: Option<Moment>) {
        let wanted = Wanted::new(posting, &self.basis);
        self.remove(id);
        self.post(id, Arc::new(wanted), reply_by);
    }

    fn post(&mut self, id: OpportunityId, wanted: Arc<Wanted>, reply_by: Option<Moment>) {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.posted.push(None);
            number(self.posted.len() - 1)
        });
        let first = number(self.criteria.len());
        for criterion in &wanted.criteria {
            let link = Link {
                criterion: number(self.criteria.len()),
                slot,
                weight: 1.0,
            };
            self.criteria.push(Place {
                slot,
                standpoint: criterion.standpoint,
                need: criterion.sought.need,
                scale: criterion.scale,
            });
            self.link(criterion, link);
        }
        if wanted.criteria.is_empty() {
            self.open_to_all.push(slot);
        }
        self.mark(slot, &wanted.asked);
        let asks = Slot {
            asked: wanted.asked.clone(),
            reply_by,
            criteria: first..number(self.criteria.len()),
        };
        match self.slots.get_mut(slot as usize) {
            Some(slot) => *slot = asks,
            None => self.slots.push(asks),
        }
        self.by_id.insert(id, slot);
        self.posted[slot as usize] = Some(Posted { id, wanted });
    }

    fn link(&mut self, criterion: &Criterion, link: Link) {
        if criterion.sense.is_some() {
            self.with_sense.push(link.criterion);
        }
        let kind = criterion.sought.kind as usize;
        let with = |weight| Link { weight, ..link };
        if criterion.is_open() {
            self.any[kind].push(link);
        }
        for clause in &criterion.short.clauses {
            self.short.entry(clause.stem.clone()).or_default()[kind].push(with(clause.weight));
        }
        for clause in &criterion.long.clauses {
            self.long
                .entry(clause.stem.clone())
                .or_default()
                .push(with(clause.weight));
        }
        for (slug, confidence) in &criterion.meant {
            self.badges.entry(slug.clone()).or_default()[kind].push(with(*confidence));
        }
        for (slug, score) in &criterion.labels {
            self.labels.entry(slug).or_default()[kind].push(with(*score));
        }
    }

    fn mark(&mut self, slot: u32, asked: &Asked) {
        let admitted = asked.admits_districts();
        let (word, bit) = (slot as usize / 64, slot % 64);
        for (district, row) in self.near.iter_mut().enumerate() {
            if row.len() <= word {
                row.resize(word + 1, 0);
            }
            row[word] &= !(1 << bit);
            if admitted.as_ref().is_none_or(|admitted| admitted[district]) {
                row[word] |= 1 << bit;
            }
        }
    }

    /// Takes an opportunity down. When most of what was ever put up is gone, the board is made anew.
    pub fn remove(&mut self, id: OpportunityId) {
        let Some(slot) = self.by_id.remove(&id) else {
            return;
        };
        if let Some(posted) = self.posted[slot as usize].take() {
            self.gone += posted.wanted.criteria.len();
            self.unlink(&posted, slot);
        }
        let criteria = &self.criteria;
        self.with_sense
            .retain(|number| criteria[*number as usize].slot != slot);
        self.open_to_all.retain(|other| *other != slot);
        self.free.push(slot);
        if self.gone > 1000 && 2 * self.gone > self.criteria.len() {
            let mut anew = Self::new(std::mem::take(&mut self.basis));
            for (posted, slot) in std::mem::take(&mut self.posted).into_iter().zip(&self.slots) {
                if let Some(posted) = posted {
                    anew.post(posted.id, posted.wanted, slot.reply_by);
                }
            }
            *self = anew;
        }
    }

    fn unlink(&mut self, posted: &Posted, slot: u32) {
        let leave = |links: &mut Vec<Link>| links.retain(|link| link.slot != slot);
        for criterion in &posted.wanted.criteria {
            let kind = criterion.sought.kind as usize;
            leave(&mut self.any[kind]);
            for clause in &criterion.short.clauses {
                self.short
                    .entry(clause.stem.clone())
                    .and_modify(|links| leave(&mut links[kind]));
            }
            for clause in &criterion.long.clauses {
                self.long.entry(clause.stem.clone()).and_modify(leave);
            }
            for (slug, _) in &criterion.meant {
                self.badges
                    .entry(slug.clone())
                    .and_modify(|links| leave(&mut links[kind]));
            }
            for (slug, _) in &criterion.labels {
                self.labels
                    .entry(slug)
                    .and_modify(|links| leave(&mut links[kind]));
            }
        }
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::matching::{
        generated::{asked, person, vectors},
        person::Person,
        profile::{self, Profile},
    };

    const NOW: Moment = Moment(1_000);

    fn id(number: usize) -> OpportunityId {
        OpportunityId(Uuid::from_u128(number as u128))
    }

    fn closest(board: &Board, person: &Person) -> BTreeMap<OpportunityId, f32> {
        let found = board.closest(person, NOW, usize::MAX, |_| true);
        found
            .into_iter()
            .map(|(posted, closeness)| (posted.id, closeness.fit))
            .collect()
    }

    #[test]
    fn what_is_over_or_taken_down_is_no_longer_offered() {
        let profile: Profile = profile::read(r#"{"id":"a"}"#).expect("sound");
        let person = Person::new(&profile);
        let posting = profile::read(r#"{"id":"o"}"#).expect("sound");
        let mut board = Board::new(Basis::of_catalogue());
        board.put(id(1), &posting, None);
        board.put(id(2), &posting, Some(Moment(1_001)));
        board.put(id(3), &posting, Some(NOW));
        assert_eq!(
            closest(&board, &person).into_keys().collect::<Vec<_>>(),
            [id(1), id(2)]
        );
        board.remove(id(1));
        assert_eq!(closest(&board, &person).into_keys().collect::<Vec<_>>(), [id(2)]);
        assert_eq!(board.closest(&person, NOW, 0, |_| true).len(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_board_finds_exactly_what_the_pure_ranking_finds(
            people in proptest::collection::vec(person(), 1..20),
            postings in proptest::collection::vec(asked(), 1..60),
            gone in proptest::collection::vec(0_usize..60, 0..30),
            meaning in any::<bool>(),
        ) {
            let read = |rest: &String| profile::read(&format!(r#"{{"id":"a"{rest}}}"#)).expect("sound");
            let people: Vec<Profile> = people.iter().map(read).collect();
            let mut basis = Basis::of_catalogue();
            basis.vectors = meaning.then(|| Arc::new(vectors(&people, &postings)));
            let mut board = Board::new(basis);
            for round in 0..2 {
                for (number, posting) in postings.iter().enumerate() {
                    board.put(id(number), posting, None);
                }
                if round == 0 {
                    for number in &gone {
                        board.remove(id(*number));
                    }
                }
            }
            for number in &gone {
                board.remove(id(*number));
            }
            for profile in &people {
                let person = Person::new(profile);
                let found = closest(&board, &person);
                for posted in board.all() {
                    let exact = posted.wanted.compare(&person).map(|hit| hit.closeness);
                    // What is met by nothing at all, and asks no must, is not looked for.
                    let exact = exact.filter(|hit| hit.strongest > 0.0 || posted.wanted.criteria.is_empty());
                    let near = found.get(&posted.id).copied();
                    let same = match (near, exact) {
                        (Some(near), Some(exact)) => (near - exact.fit).abs() < 1e-5,
                        (None, None) => true,
                        _ => false,
                    };
                    prop_assert!(same, "{near:?} {exact:?}");
                }
            }
        }
    }
}
