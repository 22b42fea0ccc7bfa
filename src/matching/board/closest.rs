//! The opportunities that are closest to a person.

use std::sync::PoisonError;

use super::{Board, Link, Place, Posted};
use crate::{
    matching::{
        evidence::{self, Best},
        person::{Badge, Person},
        profile::Held,
        ranking::{self, Closeness},
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
    /// A bit for each slot whose opportunity the person can take part in.
    admitted: Vec<u64>,
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
        admitted: &[u64],
        discounts: &Discounts,
    ) {
        let discount = discounts[usize::from(words::length_code(text.length))];
        for (stem, count) in &text.counts {
            for link in links(stem).into_iter().flatten() {
                if is_set(admitted, link.slot) {
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
fn is_set(bits: &[u64], slot: u32) -> bool {
    bits[slot as usize / 64] >> (slot % 64) & 1 == 1
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
        let admitted = self.admitted(person, now, std::mem::take(&mut desk.admitted));
        self.hear(person, &admitted, &mut desk);
        for place in desk.met.drain(..) {
            let Place { slot, scale, .. } = self.criteria[place as usize];
            let best = std::mem::take(&mut desk.best[place as usize]);
            // A criterion that was met by nothing at first may stand here twice.
            let strength = &mut desk.strengths[place as usize];
            *strength = strength.max(scale.strength(best));
            if !std::mem::replace(&mut desk.seen[slot as usize], true) {
                desk.slots.push(slot);
            }
        }
        let mut found = Vec::new();
        for slot in desk.slots.drain(..) {
            desk.seen[slot as usize] = false;
            let criteria = self.slots[slot as usize].criteria.clone();
            let criteria = criteria.start as usize..criteria.end as usize;
            let strengths = &mut desk.strengths[criteria.clone()];
            let needs = self.criteria[criteria].iter().map(|place| place.need);
            let met = needs.zip(strengths.iter().copied());
            let closeness = ranking::closeness(&self.slots[slot as usize].asked, person.practical, met);
            if let Some(closeness) = closeness.filter(|found| found.strongest > 0.0 && is_shown(*found)) {
                found.push((slot, closeness));
            }
            strengths.fill(0.0);
        }
        let open = self.open_to_all.iter().filter(|slot| is_set(&admitted, **slot));
        found.extend(open.filter_map(|slot| {
            let asked = &self.slots[*slot as usize].asked;
            let closeness = ranking::closeness(asked, person.practical, std::iter::empty())?;
            Some((*slot, closeness))
        }));
        desk.admitted = admitted;
        self.desks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(desk);
        let found = found.into_iter().filter_map(|(slot, closeness)| {
            let posted = self.posted[slot as usize].as_ref()?;
            Some((posted, closeness))
        });
        let mut found: Vec<(&Posted, Closeness)> = found.collect();
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

    /// The opportunities that somebody can take part in and that still take answers, a bit for each slot; `bits` is
    /// used again.
    fn admitted(&self, person: &Person, now: Moment, mut bits: Vec<u64>) -> Vec<u64> {
        bits.clear();
        let near = &self.near[usize::from(person.practical.district())];
        for (word, slots) in near.iter().zip(self.slots.chunks(64)) {
            let mut left = *word;
            let mut admitted = 0;
            while left != 0 {
                let place = left.trailing_zeros();
                let slot = &slots[place as usize];
                let takes = slot.reply_by.is_none_or(|until| until > now);
                if takes && slot.asked.admits(person.practical) {
                    admitted |= 1 << place;
                }
                left &= left - 1;
            }
            bits.push(admitted);
        }
        bits
    }

    fn hear(&self, person: &Person, admitted: &[u64], desk: &mut Desk) {
        for (held, badge) in person.profile.badges.iter().zip(&person.badges) {
            self.hear_badge(held, badge, admitted, desk);
        }
        self.mean(person, admitted, desk);
        let discounts = self.basis.long.discounts();
        for text in &person.long {
            let links = |stem: &str| self.long.get(stem).map(Vec::as_slice);
            desk.add(&text.bag, links, admitted, discounts);
            while let Some(place) = desk.touched.pop() {
                let sum = std::mem::take(&mut desk.sums[place as usize]);
                desk.raise(place, |best| best.long = best.long.max(sum));
            }
        }
    }

    /// Compares what everything they said means with every criterion whose meaning is known.
    fn mean(&self, person: &Person, admitted: &[u64], desk: &mut Desk) {
        for number in &self.with_sense {
            let Place { slot, .. } = self.criteria[*number as usize];
            let Some(posted) = self.posted[slot as usize]
                .as_ref()
                .filter(|_| is_set(admitted, slot))
            else {
                continue;
            };
            let criterion =
                &posted.wanted.criteria[(number - self.slots[slot as usize].criteria.start) as usize];
            let meaning = person.nearness(criterion);
            if meaning > 0.0 {
                desk.raise(*number, |best| best.meaning = meaning);
            }
        }
    }

    fn hear_badge(&self, held: &Held, badge: &Badge, admitted: &[u64], desk: &mut Desk) {
        let kind = held.kind as usize;
        if let Some(bag) = &badge.words {
            let links = |stem: &str| self.short.get(stem).map(|links| links[kind].as_slice());
            desk.add(bag, links, admitted, self.basis.short.discounts());
        }
        for link in badge
            .label
            .and_then(|slug| self.labels.get(slug))
            .iter()
            .flat_map(|links| &links[kind])
        {
            if is_set(admitted, link.slot) {
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
            self.name(link, strength, badge, admitted, desk);
        }
        any.for_each(|(_, link)| self.name(link, 1.0, badge, admitted, desk));
    }

    fn name(&self, link: &Link, strength: f32, badge: &Badge, admitted: &[u64], desk: &mut Desk) {
        if is_set(admitted, link.slot)
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
