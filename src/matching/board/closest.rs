//! The opportunities that are closest to a person.

use std::sync::PoisonError;

use super::{Board, Link, Place, Posted};
use crate::{
    matching::{
        evidence::{self, Best},
        person::{Badge, Person},
        profile::Held,
        ranking::Closeness,
        standpoint,
        words::{self, Bag, Discounts},
    },
    moment::Moment,
};

/// Rows to work on, by criterion and by slot: all zero between two questions.
#[derive(Default)]
pub(super) struct Desk {
    sums: Vec<f32>,
    touched: Vec<u32>,
    best: Vec<Best>,
    met: Vec<u32>,
    strengths: Vec<f32>,
    seen: Vec<bool>,
    slots: Vec<u32>,
}

impl Desk {
    fn fit(&mut self, criteria: usize, slots: usize) {
        self.sums.resize(criteria, 0.0);
        self.best.resize(criteria, Best::default());
        self.strengths.resize(criteria, 0.0);
        self.seen.resize(slots, false);
    }

    /// Adds what the words of a text are worth to every criterion in which they stand.
    fn add<'l>(
        &mut self,
        text: &Bag,
        links: impl Fn(&str) -> Option<&'l [Link]>,
        near: &[u64],
        discounts: &Discounts,
    ) {
        let discount = discounts[usize::from(words::length_code(text.length))];
        for (stem, count) in &text.counts {
            for link in links(stem).into_iter().flatten() {
                if is_near(near, link.slot) {
                    self.touch(link.criterion);
                    self.sums[link.criterion as usize] += words::worth(link.weight, *count, discount);
                }
            }
        }
    }

    #[inline]
    fn touch(&mut self, criterion: u32) {
        if self.sums[criterion as usize] == 0.0 {
            self.touched.push(criterion);
        }
    }

    #[inline]
    fn raise(&mut self, criterion: u32, raise: impl FnOnce(&mut Best)) {
        let best = &mut self.best[criterion as usize];
        if *best == Best::default() {
            self.met.push(criterion);
        }
        raise(best);
    }
}

#[inline]
fn is_near(near: &[u64], slot: u32) -> bool {
    near[slot as usize / 64] >> (slot % 64) & 1 == 1
}

impl Board {
    /// The opportunities that somebody fits and that still take answers, closest first, at most `limit`; those
    /// for which they are too far away, or meet no must, are left out. What is too loose is not: see
    /// [`Closeness`].
    #[must_use]
    pub fn closest(
        &self,
        person: &Person,
        now: Moment,
        limit: usize,
        is_shown: impl Fn(Closeness) -> bool,
    ) -> Vec<(&Posted, Closeness)> {
        let mut desk = self
            .desks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .unwrap_or_default();
        desk.fit(self.criteria.len(), self.posted.len());
        self.hear(person, &mut desk);
        for place in desk.met.drain(..) {
            let Place { slot, .. } = self.criteria[place as usize];
            let best = std::mem::take(&mut desk.best[place as usize]);
            if let Some(posted) = &self.posted[slot as usize] {
                let criterion = &posted.wanted.criteria[(place - posted.first) as usize];
                let strength = &mut desk.strengths[place as usize];
                *strength = strength.max(criterion.strength(best));
                if !std::mem::replace(&mut desk.seen[slot as usize], true) {
                    desk.slots.push(slot);
                }
            }
        }
        let mut found = Vec::new();
        for slot in desk.slots.drain(..) {
            desk.seen[slot as usize] = false;
            let Some(posted) = &self.posted[slot as usize] else {
                continue;
            };
            let first = posted.first as usize;
            let strengths = &mut desk.strengths[first..first + posted.wanted.criteria.len()];
            if let Some(closeness) = posted
                .fits(person, now, strengths)
                .filter(|found| found.strongest > 0.0 && is_shown(*found))
            {
                found.push((posted, closeness));
            }
            strengths.fill(0.0);
        }
        self.desks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(desk);
        self.open_to_all(person, now, &mut found);
        let order = |one: &(&Posted, Closeness), other: &(&Posted, Closeness)| {
            let ids = |found: &(&Posted, Closeness)| found.0.id;
            other
                .1
                .fit
                .total_cmp(&one.1.fit)
                .then_with(|| ids(one).cmp(&ids(other)))
        };
        if found.len() > limit && limit > 0 {
            found.select_nth_unstable_by(limit - 1, order);
        }
        found.truncate(limit);
        found.sort_unstable_by(order);
        found
    }

    /// Opportunities that seek nothing in particular are for everybody who can come.
    fn open_to_all<'b>(&'b self, person: &Person, now: Moment, found: &mut Vec<(&'b Posted, Closeness)>) {
        let slots = self.open_to_all.iter();
        for posted in slots.filter_map(|slot| self.posted[*slot as usize].as_ref()) {
            found.extend(posted.fits(person, now, &[]).map(|closeness| (posted, closeness)));
        }
    }

    fn hear(&self, person: &Person, desk: &mut Desk) {
        let near = &self.near[usize::from(person.practical.district())];
        for (held, badge) in person.profile.badges.iter().zip(&person.badges) {
            self.hear_badge(held, badge, near, desk);
        }
        self.mean(person, near, desk);
        let discounts = self.basis.long.discounts();
        for text in &person.long {
            let links = |stem: &str| self.long.get(stem).map(Vec::as_slice);
            desk.add(&text.bag, links, near, discounts);
            while let Some(place) = desk.touched.pop() {
                let sum = std::mem::take(&mut desk.sums[place as usize]);
                desk.raise(place, |best| best.long = best.long.max(sum));
            }
        }
    }

    /// Compares what everything they said means with every criterion whose meaning is known.
    fn mean(&self, person: &Person, near: &[u64], desk: &mut Desk) {
        for number in &self.with_sense {
            let Place { slot, .. } = self.criteria[*number as usize];
            let Some(posted) = self.posted[slot as usize]
                .as_ref()
                .filter(|_| is_near(near, slot))
            else {
                continue;
            };
            let criterion = &posted.wanted.criteria[(number - posted.first) as usize];
            let meaning = person.nearness(criterion);
            if meaning > 0.0 {
                desk.raise(*number, |best| best.meaning = meaning);
            }
        }
    }

    fn hear_badge(&self, held: &Held, badge: &Badge, near: &[u64], desk: &mut Desk) {
        let kind = held.kind as usize;
        if let Some(bag) = &badge.words {
            let links = |stem: &str| self.short.get(stem).map(|links| links[kind].as_slice());
            desk.add(bag, links, near, self.basis.short.discounts());
        }
        for link in badge
            .label
            .and_then(|slug| self.labels.get(slug))
            .iter()
            .flat_map(|links| &links[kind])
        {
            if is_near(near, link.slot) {
                desk.touch(link.criterion);
                let sum = &mut desk.sums[link.criterion as usize];
                *sum = sum.max(link.weight);
            }
        }
        while let Some(place) = desk.touched.pop() {
            let sum = std::mem::take(&mut desk.sums[place as usize]);
            if let Some(factor) = self.speaks(place, badge) {
                desk.raise(place, |best| best.short = best.short.max(factor * sum));
            }
        }
        let known = badge
            .line
            .iter()
            .filter_map(|step| Some((step.level, self.badges.get(step.slug)?)));
        let known = known.flat_map(|(level, links)| links[kind].iter().map(move |link| (level, link)));
        let any = self.any[kind].iter().map(|link| (0, link));
        for (level, link) in known {
            let strength = evidence::named_strength(link.weight, level, badge.presumed);
            self.name(link, strength, badge, near, desk);
        }
        any.for_each(|(_, link)| self.name(link, 1.0, badge, near, desk));
    }

    fn name(&self, link: &Link, strength: f32, badge: &Badge, near: &[u64], desk: &mut Desk) {
        if is_near(near, link.slot)
            && let Some(factor) = self.speaks(link.criterion, badge)
        {
            desk.raise(link.criterion, |best| {
                best.named = best.named.max(factor * strength);
            });
        }
    }

    fn speaks(&self, criterion: u32, badge: &Badge) -> Option<f32> {
        standpoint::speaks(self.criteria[criterion as usize].standpoint, badge.standpoint)
    }
}
